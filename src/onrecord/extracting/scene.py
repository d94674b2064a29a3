"""Scenes: what is known of an article where a source stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.extracting.mentions import Cast, Entity
from onrecord.extracting.referring import Meant, Referring
from onrecord.extracting.sources import Source
from onrecord.extracting.turns import Turn, turn_at
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
    """A place at which an entity was named or meant.

    sentence: the number of its sentence; source: as the source of a statement; told: FEATURES of
    `antecedent_features` that hang on the place alone.
    """

    at: int
    sentence: int
    source: bool
    told: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Where an entity was named or meant, in order: the places, and what is known of each."""

    at: list[int]
    seen: list[Seen]

    def add(self, one: Seen) -> None:
        """Take up a further place."""
        index = bisect_right(self.at, one.at)
        self.at.insert(index, one.at)
        self.seen.insert(index, one)


@dataclass(frozen=True)
class Scene:
    """What is known where a source stands.

    at: its place; sentences: where the text's sentences begin; paragraphs: their spans; turns: of
    the article; said: the last statements before it, and `later` the next ones after it that are
    in no more words than it is; holder: the one in whose content it stands; content: its own; seen:
    by the number of an entity, where that was named or meant, in order; speaking: the numbers of
    those who are a source by name anywhere; cue: of its statement; referring: what the encoder says
    of sources; nameless: by pronoun, the places where it surely means nobody whom the article
    names, in order.
    """

    cast: Cast
    at: int
    sentences: Sequence[int]
    paragraphs: Sequence[Span]
    turns: Sequence[Turn]
    said: Sequence[Said]
    later: Sequence[Said]
    holder: Said | None
    content: tuple[Span, ...]
    seen: Mapping[int, Places]
    speaking: frozenset[int]
    cue: Span
    referring: Referring
    nameless: Mapping[str, Sequence[int]]

    @cached_property
    def sentence(self) -> int:
        """The number of its sentence."""
        return max(bisect_right(self.sentences, self.at) - 1, 0)

    @cached_property
    def paragraph(self) -> int:
        """The number of its paragraph."""
        return max(bisect_right(self.paragraphs, self.at, key=lambda span: span[0]) - 1, 0)

    @cached_property
    def turn(self) -> int | None:
        """The number of the turn that the source stands in, if it is in one."""
        return turn_at(self.turns, self.at)

    def meant(self, source: Source) -> Meant | None:
        """Whom the encoder takes a source for; where a statement has none, by its cue."""
        return self.referring(self.cue if source.form == "none" else source.span)

    def last(self, entity: Entity) -> Seen | None:
        """The last place before the source, not in its own words, where an entity was meant."""
        places = self.seen.get(entity.number)
        before = bisect_left(places.at, self.at) if places else 0
        while places and before:
            at = places.at[before - 1]
            if not any(a <= at < b for a, b in self.content):
                return places.seen[before - 1]
            before -= 1
        return None

    def quoted(self, at: int) -> bool:
        """Whether a place is in somebody's words: those of the source, or of one before it."""
        return any(a <= at < b for a, b in self.content) or any(
            a <= at < b for said in self.said for a, b in said.content
        )
