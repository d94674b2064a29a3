"""Who is in an article: mentions, whom they mean, and everybody together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from onrecord.actors.actor import Actor
from onrecord.extracting.names import Name
from onrecord.statement import Span

UNKNOWN, PLACE = "unknown", "place"


@dataclass(frozen=True)
class Mention:
    """Where an article names somebody.

    opens: it begins a sentence; possessive: "Marrant's"; governed: it follows a preposition.
    """

    start: int
    end: int
    opens: bool = False
    possessive: bool = False
    governed: bool = False


@dataclass(eq=False)
class Entity:
    """Somebody or something that an article names.

    key: the words of its fullest name as they are compared; type: as an actor's, or UNKNOWN, or
    PLACE where only the head of the article names it;
    gender: m, f or None; roles: the words of its descriptions; described: where these stand;
    actor: its actor in the directory; of_country: a description says of which country it is;
    place: its name is a place's or a people's; holds, held: titles of its offices on the article's
    day, and before.
    """

    number: int
    key: tuple[str, ...]
    type: str
    gender: str | None
    mentions: list[Mention] = field(default_factory=list)
    full: Span = (0, 0)
    roles: Counter[str] = field(default_factory=Counter)
    described: list[Span] = field(default_factory=list)
    actor: Actor | None = None
    of_country: bool = False
    place: bool = False
    holds: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        """Whether it is surely a person."""
        return self.type == "person"


@dataclass(frozen=True)
class Cast:
    """Everybody that an article names.

    bodies: those named by somebody's or something's name and a noun ("the Marrant campaign");
    starts: of the mentions in order, with the entity of each in `owners`.
    """

    text: str
    entities: tuple[Entity, ...]
    bodies: tuple[Entity, ...]
    names: tuple[Name, ...]
    owners: tuple[Entity, ...]
    starts: tuple[int, ...]

    def named_between(self, start: int, end: int) -> list[Entity]:
        """Entities and bodies that are named in a stretch, in the order of their numbers."""
        first, after = bisect_left(self.starts, start), bisect_left(self.starts, end)
        found = {e.number: e for e in self.owners[first:after]}
        for body in self.bodies:
            if any(start <= mention.start < end for mention in body.mentions):
                found[body.number] = body
        return [found[number] for number in sorted(found)]

    def body_at(self, start: int) -> tuple[Entity, int] | None:
        """The body that is named with the name that begins at a place, and where its noun ends."""
        named = ((b, m.end) for b in self.bodies for m in b.mentions if m.start == start)
        return next(named, None)

    def whole_name(self, span: Span) -> Span:
        """A span from the beginning of the name in whose middle it begins, if it does."""
        before = bisect_right(self.starts, span[0]) - 1
        if before >= 0 and self.starts[before] < span[0] < self.names[before].end:
            return self.starts[before], max(span[1], self.names[before].end)
        return span

    def within(self, start: int, end: int) -> list[tuple[Name, Entity]]:
        """The names that begin in a span, with whom they mean."""
        first, after = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(zip(self.names[first:after], self.owners[first:after], strict=True))


def body_key(owner: Entity, noun: str) -> tuple[str, ...]:
    """The key of somebody's body: "Marrant's team" is the Marrant campaign."""
    return (*owner.key, "campaign" if noun in ("camp", "team") else noun)
