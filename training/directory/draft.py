"""A person as one source knows them, before the sources are put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onrecord.actors.actor import Role, first_day, last_day

# What a snapshot taken on this day holds as current has no end yet.
SNAPSHOT = "2026-05-17"


@dataclass(frozen=True)
class Held:
    """A role with the source that says so."""

    title: str
    of: str
    start: str | None
    end: str | None
    source: str

    def role(self) -> Role:
        """The role as the directory keeps it."""
        return Role(title=self.title, of=self.of, from_=self.start, to=self.end)


@dataclass
class Person:
    """A person with what a source says of them; `country` is where their offices are."""

    name: str
    country: str | None
    source: str
    names: list[str] = field(default_factory=list)
    gender: str | None = None
    wikidata: str | None = None
    held: list[Held] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sources.add(self.source)


def joined(held: list[Held]) -> list[Held]:
    """Terms of one office that follow one another without a gap, as one.

    Of two sources the earlier start counts, a known one before none; a known end counts more than
    none, since a list that knows no end may be older than the end.
    """
    done: list[Held] = []
    for role in sorted(held, key=lambda h: (h.title, h.of, first_day(h.start), last_day(h.end))):
        last = done[-1] if done else None
        if (
            last is not None
            and (last.title, last.of) == (role.title, role.of)
            and _touch(last.end, role.start)
        ):
            ends = [e for e in (last.end, role.end) if e is not None]
            end = max(ends, key=last_day) if ends else None
            if role.source == last.source and None in (last.end, role.end):
                end = None
            elif last.end is not None and role.end is None and role.start is not None:
                # A second term that goes on, unless it is the first one seen by another source.
                within = first_day(role.start) < _minus(last.end)
                end = last.end if within else None
            sources = sorted({last.source, role.source}, key=_rank)
            done[-1] = replace(last, start=last.start or role.start, end=end, source=sources[0])
        else:
            done.append(role)
    return sorted(done, key=lambda h: (first_day(h.start), last_day(h.end), h.title, h.of))


def _minus(date: str) -> str:
    """A month before, roughly: enough to tell a term's end from its beginning."""
    year, month = int(date[:4]), int(date[5:7] or "1") if len(date) > 4 else 1
    month -= 1
    if month == 0:
        year, month = year - 1, 12
    return f"{year:04}-{month:02}-{last_day(date)[8:]}"


def _touch(end: str | None, start: str | None) -> bool:
    if end is None or start is None:
        return True
    year, month, day = (int(n) for n in last_day(end).split("-"))
    first = tuple(int(n) for n in first_day(start).split("-"))
    days = (first[0] - year) * 365.25 + (first[1] - month) * 30.44 + first[2] - day
    return days <= 3


SOURCES = ("us-executive", "uk-ministers", "factbook", "compiled", "phoenix")


def _rank(source: str) -> int:
    return SOURCES.index(source)


rank = _rank
