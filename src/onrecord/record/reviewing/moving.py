"""Where the words of one text stand in another: whole paragraphs that both have once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.article import paragraph_spans
from onrecord.statement import Span

PLACES = frozenset({"spans", "evidence"})
"""Names of lists of spans in the contract's JSON."""


@dataclass(frozen=True)
class Texts:
    """An old and a new text; begins, ends: of the new one's paragraphs."""

    old: str
    new: str
    paragraphs: tuple[Span, ...]
    begins: frozenset[int]
    ends: frozenset[int]


@dataclass(frozen=True)
class Stretch:
    """Paragraphs of the old text, and by how many characters they have moved."""

    start: int
    end: int
    by: int


def compare(old: str, new: str) -> Texts:
    """Two texts, to look up where the words of the old one stand in the new one."""
    there = _paragraphs(new)
    begins, ends = (frozenset(edges) for edges in zip(*there, strict=True))
    return Texts(old, new, _paragraphs(old), begins, ends)


def _paragraphs(text: str) -> tuple[Span, ...]:
    return tuple((a, a + len(text[a:b].rstrip())) for a, b in paragraph_spans(text))


def stretch(texts: Texts, spans: Sequence[Span]) -> Stretch | None:
    """The paragraphs from the first to the last of spans in the old text.

    Returns:
        None where they do not stand, as they are and as paragraphs, once in the old and once in the
        new text: what is changed, or in two places, may mean another thing.
    """
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    touched = [(a, b) for a, b in texts.paragraphs if a < last and b > first]
    if not touched:
        return None
    start, end = touched[0][0], touched[-1][1]
    words = texts.old[start:end]
    if texts.old.count(words) != 1 or texts.new.count(words) != 1:
        return None
    at = texts.new.index(words)
    if at not in texts.begins or at + len(words) not in texts.ends:
        return None
    return Stretch(start, end, at - start)


def can_move(value: Any, texts: Texts, home: Stretch) -> bool:
    """Whether all places that a value in the contract's JSON names stand in the new text.

    Args:
        value: of a field.
        texts: the texts.
        home: the paragraphs of the statement, which have moved together.
    """
    return all(_by(spans, texts, home) is not None for spans in _places(value))


def moved(value: Any, texts: Texts, home: Stretch) -> Any:
    """A value that can move, with its places in the new text."""
    if isinstance(value, dict):
        return {
            name: _shifted(part, _by(part, texts, home) or 0)
            if name in PLACES
            else moved(part, texts, home)
            for name, part in value.items()
        }
    return (
        [moved(part, texts, home) for part in value] if isinstance(value, list | tuple) else value
    )


def _places(value: Any) -> Iterator[Sequence[Span]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from [part] if name in PLACES else _places(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _places(part)


def _by(spans: Sequence[Span], texts: Texts, home: Stretch) -> int | None:
    if all(home.start <= a and b <= home.end for a, b in spans):
        return home.by
    elsewhere = stretch(texts, spans)
    return elsewhere.by if elsewhere else None


def _shifted(spans: Sequence[Span], by: int) -> list[Span]:
    return [(a + by, b + by) for a, b in spans]
