"""Where words stand in an article: from what a person types to spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.article import paragraph_spans
from onrecord.errors import RecordError
from onrecord.statement import JOINT, Span

ALIKE = {mark: f"[{marks}]" for marks in ('“”„«»"', "‘’‚'", "–—-") for mark in marks}
"""Marks that are hard to type stand for one another."""


def find_words(text: str, words: str, around: Sequence[Span], near: int) -> tuple[Span, ...]:
    """The spans of words, as near as may be to an old place.

    They are looked for in the paragraphs of the statement, then in those before and after as well.

    Args:
        text: the article's.
        words: as they stand there, but for white space and the forms of quotation marks and
            dashes; fragments are joined by " ... ".
        around: places of the statement.
        near: where they are expected.

    Raises:
        RecordError: they do not stand there, one after the other.
    """
    for margin in (0, 1):
        if found := _find(text, words, _paragraphs(text, around, margin), near):
            return found
    raise RecordError(f"“{words.strip()}” does not stand in the paragraph of the statement")


def find_within(text: str, words: str, scope: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of words, as `find_words` gives them, from the first place of a scope to its last.

    Raises:
        RecordError: they do not stand there.
    """
    start, end = scope[0][0], scope[-1][1]
    if found := _find(text, words, (start, end), start):
        return found
    raise RecordError(f"“{words.strip()}” does not stand in “{text[start:end]}”")


def _find(text: str, words: str, scope: Span, near: int) -> tuple[Span, ...] | None:
    fragments = words.strip().split(JOINT)
    if not all(map(str.strip, fragments)):
        raise RecordError("a part needs words")
    whole = _in_order(text, [words], scope, near)  # the article itself may have " ... "
    return whole or _in_order(text, fragments, scope, near)


def _paragraphs(text: str, around: Sequence[Span], margin: int) -> Span:
    first, last = min(a for a, _ in around), max(b for _, b in around)
    every = paragraph_spans(text)
    touched = [i for i, (a, b) in enumerate(every) if a < last and b > first]
    shown = every[max(touched[0] - margin, 0) : touched[-1] + margin + 1]
    return shown[0][0], shown[-1][1]


def _in_order(
    text: str, fragments: Iterable[str], scope: Span, near: int
) -> tuple[Span, ...] | None:
    found: list[Span] = []
    start, end = scope
    for fragment in fragments:
        places = [match.span() for match in _pattern(fragment).finditer(text, start, end)]
        if not places:
            return None
        place = min(places, key=lambda span: abs(span[0] - near))
        found.append(place)
        start = near = place[1]
    return tuple(found)


def _pattern(fragment: str) -> re.Pattern[str]:
    """Whole words where it begins and ends with letters: "he" is not in "they"."""
    fragment = fragment.strip()
    words = (
        "".join(ALIKE.get(character, re.escape(character)) for character in word)
        for word in fragment.split()
    )
    before = r"\b" if fragment[0].isalnum() else ""
    after = r"\b" if fragment[-1].isalnum() else ""
    return re.compile(before + r"\s+".join(words) + after)
