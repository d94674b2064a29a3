"""A text cut into segments, each with what it belongs to: how words are marked in their article."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.article import paragraph_spans
from onrecord.export.rows import context_span
from onrecord.statement import Span, Statement


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that is something: `source`, `content`, ... of which statement."""

    span: Span
    name: str
    statement: str


@dataclass(frozen=True)
class Segment:
    """Words that belong to the same marks throughout.

    names: of the marks; statements: whose they are, the innermost first; begins: statements whose
    content, the first fragment of it, begins here.
    """

    text: str
    start: int
    names: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its place in the text."""

    start: int
    segments: tuple[Segment, ...]


def marks_of(statement: Statement) -> Iterator[Mark]:
    """Everything that a statement points at."""
    s = statement
    parts: Mapping[str, Iterable[Any]] = {
        "content": [s.content],
        "cue": [s.cue],
        "source": [s.source],
        "speaker": [s.speaker],
        "description": [s.speaker and s.speaker.description],
        "addressee": s.addressees,
        "condition": [act.condition for act in s.acts],
        "consequence": [act.consequence for act in s.acts],
        "continuity": [s.continuity],
        "said_on": [s.said_on],
        "said_at": [s.said_at],
        "earlier": [s.earlier],
    }
    for name, passages in parts.items():
        for one in passages:
            yield from (Mark(span, name, s.id) for span in (one.spans if one else ()))
    yield from (Mark(span, "evidence", s.id) for act in s.acts for span in act.evidence)


def marked(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs of a text, cut where marks begin and end.

    Args:
        text: the article's.
        marks: in any order; they may overlap.
    """
    return list(_cut(text, paragraph_spans(text), sorted(marks, key=lambda mark: mark.span)))


def marked_around(text: str, statement: Statement) -> list[Paragraph]:
    """The paragraphs that a statement stands in, with its parts marked."""
    first, last = context_span(text, statement)
    spans = [
        (max(a, first), min(b, last)) for a, b in paragraph_spans(text) if a < last and first < b
    ]
    marks = sorted(marks_of(statement), key=lambda mark: mark.span)
    return list(_cut(text, spans, marks))


def _cut(text: str, paragraphs: Iterable[Span], marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Paragraphs with marks that are in order of their spans."""
    waiting = deque(marks)
    within: list[Mark] = []
    begins = {m.statement: m for m in reversed(marks) if m.name == "content"}
    for start, end in paragraphs:
        within = [mark for mark in within if mark.span[1] > start]
        while waiting and waiting[0].span[0] < end:
            within.append(waiting.popleft())
        yield Paragraph(start, tuple(_segments(text, (start, end), within, begins)))


def _segments(
    text: str, paragraph: Span, marks: Sequence[Mark], begins: Mapping[str, Mark]
) -> Iterator[Segment]:
    start, end = paragraph
    edges = {edge for mark in marks for edge in mark.span if start < edge < end}
    waiting = deque(marks)
    here: list[Mark] = []
    for a, b in pairwise(sorted(edges | {start, end})):
        while waiting and waiting[0].span[0] <= a:
            here.append(waiting.popleft())
        here = [mark for mark in here if mark.span[1] > a]
        innermost = sorted(here, key=lambda mark: mark.span[1] - mark.span[0])
        yield Segment(
            text[a:b],
            a,
            tuple(dict.fromkeys(mark.name for mark in here)),
            tuple(dict.fromkeys(mark.statement for mark in innermost)),
            tuple(m.statement for m in here if m is begins.get(m.statement) and m.span[0] == a),
        )
