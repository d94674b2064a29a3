"""Continuity: what the reporter says of a statement's place among earlier ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
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
WORD = re.compile(r"[a-z]+")
ANCHOR = 4
"""Letters of a word by which it is told quickly that no pattern can fit."""
AHEAD = 60
"""Characters behind a place that a pattern may look at."""
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
    scene = _Scene(
        article.text,
        [span for s in statements for span in s.content.spans],
        cues,
        {source: span for span, source in reversed(cues)},
    )
    return [replace(s, continuity=_continuity(scene, s)) for s in statements]


@dataclass(frozen=True)
class _Scene:
    """A text with the contents in it, the cues, each with its source, and each source's first."""

    text: str
    contents: Sequence[Span]
    cues: Sequence[tuple[Span, tuple[Span, ...]]]
    firsts: Mapping[tuple[Span, ...], Span]


def _source(statement: Statement) -> tuple[Span, ...]:
    return statement.source.spans if statement.source else ()


def _continuity(scene: _Scene, statement: Statement) -> Continuity | None:
    if statement.source and OWN.match(statement.source.text):
        return None
    at_the_cue, in_its_sentence = _patterns()
    cue = statement.cue.spans
    after = AFTER.match(scene.text, cue[-1][1])
    near = [*between(statement), *cue, *([after.span()] if after else [])]
    start, end = sentence_around(scene.text, *cue[0])
    around = (max(start, cue[0][0] - FAR), min(end, cue[-1][1] + FAR))
    if not _may_tell(scene.text, min(near[0][0], around[0]), max(near[-1][1], around[1])):
        return _in_the_sentence_before(scene, statement)
    for pattern, places in ((in_its_sentence, [around]), (at_the_cue, near)):
        for start, end in places:
            for match in pattern.finditer(scene.text, start, end + AHEAD):
                if match.end() <= end and _is_reporters(match.span(), statement, scene):
                    label = next(label for label in LABELS if match[label])
                    return Continuity(label=label, spans=(match.span(),))
    return _in_the_sentence_before(scene, statement)


def _may_tell(text: str, start: int, end: int) -> bool:
    """Whether any word could begin or belong to one of the patterns, found out quickly."""
    words = WORD.findall(text[start:end].lower())
    return not _anchors().isdisjoint([word[:ANCHOR] for word in words])


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
    if not _may_tell(scene.text, first, end) or not SAME[pronoun].search(scene.text, first, end):
        return None
    for match in _patterns()[1].finditer(scene.text, first, end):
        label = next(label for label in LABELS if match[label])
        if label in TURNS and not any(a <= match.start() < b for a, b in scene.contents):
            return Continuity(label=label, spans=(match.span(),))
    return None


@cache
def _anchors() -> frozenset[str]:
    path = files("onrecord.lexicon").joinpath("continuity.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["anchors"].split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of `lexicon/continuity.toml`: at the cue, and in its sentence."""
    path = files("onrecord.lexicon").joinpath("continuity.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))

    def compiled(place: str) -> re.Pattern[str]:
        whole = "|".join(f"(?P<{label}>{'|'.join(tables[label][place])})" for label in LABELS)
        return re.compile(rf"\b(?:{whole})(?!\w)", re.IGNORECASE)

    return compiled("at_the_cue"), compiled("in_its_sentence")
