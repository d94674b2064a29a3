"""Where words stand in an article: from what a person types to spans."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

import msgspec

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


def find_once(text: str, words: str) -> tuple[Span, ...]:
    """The spans of words that stand in one place of an article, as `find_words` gives them.

    Raises:
        RecordError: they stand nowhere, or the first of them in several places.
    """
    whole = (0, len(text))
    found = _find(text, words, whole, 0)
    if not found:
        raise RecordError(f"“{words.strip()}” does not stand in the article")
    if _find(text, words, (found[0][0] + 1, len(text)), 0):
        raise RecordError(f"“{words.strip()}” stands in several places; give more words")
    return found


def find_beside(text: str, words: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of words before, after or between the fragments of a content, nearest to it.

    They are looked for in its paragraphs, then in those before and after as well.

    Raises:
        RecordError: they do not stand there.
    """
    for margin in (0, 1):
        start, end = _paragraphs(text, content, margin)
        edges = [start, *(edge for span in content for edge in span), end]
        places: list[tuple[int, tuple[Span, ...]]] = []
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            if found := _find(text, words, (a, b), b if a == start else a):
                gaps = [found[0][0] - a] * (a != start) + [b - found[-1][1]] * (b != end)
                places.append((min(gaps), found))
        if places:
            return min(places)[1]
    raise RecordError(f"“{words.strip()}” does not stand beside the content")


def given_spans(text: str, given: object) -> tuple[Span, ...]:
    """Spans in an article's text, if they are some, with words in each, one after the other.

    Raises:
        RecordError: they are not.
    """
    try:
        spans = msgspec.convert(given, tuple[Span, ...])
    except msgspec.ValidationError as error:
        raise RecordError(f"a part needs words or spans: {error}") from error
    check_spans(text, spans)
    return spans


def check_spans(text: str, spans: Collection[Span]) -> None:
    """Raise RecordError where spans are not the places of words, one after the other."""
    if not spans:
        raise RecordError("a part needs words")
    for start, end in spans:
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise RecordError(f"there are no words at {start}-{end}")
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise RecordError("the fragments of a part stand one after the other")


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
