"""Continuity: what the reporter says of a statement's place among earlier ones."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from msgspec.structs import replace

from onrecord.article import Article
from onrecord.extracting.act_features import between
from onrecord.extracting.sentences import sentence_around
from onrecord.statement import Continuity, ContinuityLabel, Span, Statement

LABELS: tuple[ContinuityLabel, ...] = get_args(ContinuityLabel)
AFTER = re.compile(r"\W{0,3}(?:\w+\W+){0,3}")
"""Words right after a cue."""
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""Lower case that keeps every place; patterns that disregard the case take four times as long."""
FAR = 160
"""Characters from a cue within which the words of its sentence are about it."""
OWN = re.compile(r"(?:I|we)$", re.IGNORECASE)
"""Sources whose words are no reporter's."""
PARTICIPLE = re.compile(r"\w+ing\b")
"""A cue that explains the one before it: "softened his line, telling reporters"."""
PLUPERFECT = re.compile(r"had\b")
EARLIER = re.compile(r"\bearlier$")
"""Of two cues it tells on the later one: "agreed to what he had rejected only a week earlier"."""
TURNS = frozenset({"reversed", "softened", "hardened"})
SAME = {
    pronoun: re.compile(rf"\b(?:{same})\b", re.IGNORECASE)
    for pronoun, same in {"he": "he|his", "she": "she|her", "they": "they|their"}.items()
}
"""Words by which a sentence is about whom a pronoun in the next one means."""


def mark(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """Say of each statement what the reporter's words tell of its place in time.

    Args:
        statements: of the article.
        article: the one they were found in.

    Returns:
        The same statements with their `continuity`, where the words outside any content tell it.
    """
    cues = sorted((span, _source(s)) for s in statements for span in s.cue.spans)
    at_the_cue, in_its_sentence = _told(article.text)
    scene = _Scene(
        article.text,
        at_the_cue,
        in_its_sentence,
        [span for s in statements for span in s.content.spans],
        cues,
        {source: span for span, source in reversed(cues)},
    )
    return [replace(s, continuity=_continuity(scene, s)) for s in statements]


@dataclass(frozen=True)
class _Scene:
    """A text with what its words tell, the contents, the cues, each with its source, and each
    source's first cue.
    """

    text: str
    at_the_cue: Sequence[Continuity]
    in_its_sentence: Sequence[Continuity]
    contents: Sequence[Span]
    cues: Sequence[tuple[Span, tuple[Span, ...]]]
    firsts: Mapping[tuple[Span, ...], Span]


def _source(statement: Statement) -> tuple[Span, ...]:
    return statement.source.spans if statement.source else ()


def _continuity(scene: _Scene, statement: Statement) -> Continuity | None:
    if statement.source and OWN.match(statement.source.text):
        return None
    cue = statement.cue.spans
    after = AFTER.match(scene.text, cue[-1][1])
    near = [*between(statement), *cue, *([after.span()] if after else [])]
    start, end = sentence_around(scene.text, *cue[0])
    around = (max(start, cue[0][0] - FAR), min(end, cue[-1][1] + FAR))
    for told, places in ((scene.in_its_sentence, [around]), (scene.at_the_cue, near)):
        for place in places:
            for one in _within(told, place):
                if _is_reporters(one.spans[0], statement, scene):
                    return one
    return _in_the_sentence_before(scene, statement)


def _within(told: Sequence[Continuity], place: Span) -> Iterator[Continuity]:
    return (one for one in told if place[0] <= one.spans[0][0] and one.spans[0][1] <= place[1])


def _is_reporters(span: Span, statement: Statement, scene: _Scene) -> bool:
    """Whether words are the reporter's on this statement: in no content, behind no other cue."""
    cue = statement.cue.spans[0]
    if EARLIER.search(scene.text, *span) and PLUPERFECT.match(statement.cue.text):
        return False
    if any(a <= span[0] and span[1] <= b for a, b in statement.cue.spans):
        return True
    if any(a <= span[0] < b for a, b in scene.contents):
        return False
    first, last = min(span[1], cue[1]), max(span[0], cue[0])
    explains = bool(PARTICIPLE.match(statement.cue.text))
    source = _source(statement)
    others = (
        other
        for other, whose in scene.cues
        if not (explains and whose == source)
        and not (EARLIER.search(scene.text, *span) and PLUPERFECT.match(scene.text, *other))
    )
    return not any(first <= a < last or (a <= span[0] < b) for a, b in others)


def _in_the_sentence_before(scene: _Scene, statement: Statement) -> Continuity | None:
    """A turn that the sentence before tells of the same speaker: "She softened her tone." """
    pronoun = statement.source.text.lower() if statement.source else ""
    if pronoun not in SAME or scene.firsts[_source(statement)] != statement.cue.spans[0]:
        return None
    parts = [*statement.content.spans, *statement.cue.spans, *_source(statement)]
    start, _ = sentence_around(scene.text, *min(parts))
    line = scene.text.rfind("\n", 0, start) + 1
    end = line + len(scene.text[line:start].rstrip())
    if end == line:
        return None
    first, _ = sentence_around(scene.text, end - 1, end)
    for one in _within(scene.in_its_sentence, (first, end)):
        if (
            one.label in TURNS
            and SAME[pronoun].search(scene.text, first, end)
            and not any(a <= one.spans[0][0] < b for a, b in scene.contents)
        ):
            return one
    return None


def _told(text: str) -> list[list[Continuity]]:
    """All that patterns find in a text: for the places at a cue, and for those in its sentence."""
    lowered = text.translate(LOWER)
    return [
        [
            Continuity(label=next(label for label in LABELS if match[label]), spans=(match.span(),))
            for match in pattern.finditer(lowered)
        ]
        for pattern in _patterns()
    ]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of `lexicon/continuity.toml`: at the cue, and in its sentence."""
    path = files("onrecord.lexicon").joinpath("continuity.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))

    def compiled(place: str) -> re.Pattern[str]:
        whole = "|".join(f"(?P<{label}>{'|'.join(tables[label][place])})" for label in LABELS)
        return re.compile(rf"\b(?:{whole})(?!\w)")

    return compiled("at_the_cue"), compiled("in_its_sentence")
