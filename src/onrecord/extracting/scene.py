"""Scenes: what is known of an article where a source stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extracting.mentions import Cast, Entity
from onrecord.extracting.sources import Source
from onrecord.statement import Span


@dataclass(frozen=True)
class Said:
    """A statement that was resolved: where its source and its content stand, and who spoke.

    holder: the one in whose content it stands.
    """

    place: int
    source: Source
    speaker: Entity | None
    content: tuple[Span, ...]
    paragraph: int
    holder: Said | None = None


@dataclass(frozen=True)
class Seen:
    """A place at which an entity was named or meant; see `mentions.Mention`.

    source: as the source of a statement.
    """

    at: int
    opens: bool
    possessive: bool
    source: bool
    governed: bool = False


@dataclass(frozen=True)
class Scene:
    """What is known where a source stands.

    at: its place; sentences: where the text's sentences begin, and `sentence` the number of its
    own; paragraphs: their spans, and `paragraph` the number of its own; said: the last statements
    before it; holder: the one in whose content it stands; content: its own; seen: by the number of
    an entity, where that was named or meant, in order; speaking: the numbers of those who are a
    source by name anywhere.
    """

    cast: Cast
    at: int
    sentences: Sequence[int]
    sentence: int
    paragraph: int
    paragraphs: Sequence[Span]
    said: Sequence[Said]
    holder: Said | None
    content: tuple[Span, ...]
    seen: Mapping[int, Sequence[Seen]]
    speaking: frozenset[int] = frozenset()

    def last(self, entity: Entity) -> Seen | None:
        """The last place before the source, not in its own words, where an entity was meant."""
        places = self.seen.get(entity.number, ())
        before = bisect_left(places, self.at, key=lambda one: one.at)
        while before and any(a <= places[before - 1].at < b for a, b in self.content):
            before -= 1
        return places[before - 1] if before else None

    def quoted(self, at: int) -> bool:
        """Whether a place is in somebody's words: those of the source, or of one before it."""
        return any(a <= at < b for a, b in self.content) or any(
            a <= at < b for said in self.said for a, b in said.content
        )
