"""The directory of actors: who has which names, and who held which office on which day."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from onrecord.actors.actor import Actor, Role

ARTICLE = re.compile(r"^(?:the|l)[ '’]+", re.IGNORECASE)


@dataclass(frozen=True)
class Directory:
    """Actors, and the ways to find them.

    names, metonyms, peoples: from a folded name, metonym or adjective and demonym to ids;
    surnames: from a person's folded last name to ids;
    places: from a folded city or region to the government of its country;
    offices: from (folded title, id of whose office it is) to the holders with their roles.
    """

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[str, ...]]
    metonyms: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    offices: Mapping[tuple[str, str], tuple[tuple[str, Role], ...]]

    def get(self, id: str) -> Actor | None:  # noqa: A002 - the contract's name
        """The actor of an id."""
        return self.actors.get(id)

    def named(self, name: str) -> tuple[Actor, ...]:
        """The actors that a name or a metonym may mean."""
        key = folded(name)
        return tuple(
            self.actors[i] for i in (*self.names.get(key, ()), *self.metonyms.get(key, ()))
        )

    def holders(self, title: str, of: str, on: date) -> tuple[Actor, ...]:
        """Who held an office on a day."""
        found = self.offices.get((folded(title), of), ())
        return tuple({i: self.actors[i] for i, role in found if held(role, on)}.values())


@lru_cache(maxsize=1 << 16)
def folded(name: str) -> str:
    """A name as names are compared: without case, accents, points and a leading article."""
    letters = ARTICLE.sub("", name.strip())
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in plain if not unicodedata.combining(c))
    for mark in ".’'":
        letters = letters.replace(mark, "")
    return " ".join(letters.replace("-", " ").casefold().split())


def held(role: Role, on: date) -> bool:
    """Whether an office was held on a day; one that began at an unknown time was not.

    A year or a month stands for all of its days, so that the days of a change have two holders.
    """
    day = on.isoformat()
    if role.from_ is None or role.from_ > day[: len(role.from_)]:
        return False
    return role.to is None or role.to >= day[: len(role.to)]


def existing(actors: Sequence[Actor], on: date | None) -> list[Actor]:
    """Those that existed on a day; without a day, those that still do."""
    if not actors or on is None:
        return [a for a in actors if a.to is None]
    day = on.isoformat()
    return [a for a in actors if (a.from_ or "") <= day and (a.to is None or day < a.to)]


def seated(actors: Sequence[Actor], on: date | None) -> list[Actor]:
    """Those of a metonym that it stands for on a day: Belgrade for Yugoslavia as long as it lasts.

    So of several that existed those that have since come to an end.
    """
    found = existing(actors, on)
    return [a for a in found if a.to is not None] or found


def directory_of(actors: Iterable[Actor], places: Mapping[str, str] | None = None) -> Directory:
    """A directory of these actors; of two with one id, the later counts.

    Args:
        places: from a folded city or region to the government of its country.
    """
    by_id = {actor.id: actor for actor in actors}
    names, metonyms, peoples, surnames = _index(), _index(), _index(), _index()
    offices: dict[tuple[str, str], list[tuple[str, Role]]] = defaultdict(list)
    for actor in by_id.values():
        for name in (actor.name, *actor.names):
            names[folded(name)][actor.id] = None
        if actor.type == "person":
            for name in (actor.name, *actor.names):
                surnames[folded(name).rsplit(" ", 1)[-1]][actor.id] = None
        for name in actor.metonyms:
            metonyms[folded(name)][actor.id] = None
        for name in (*actor.adjectives, *actor.demonyms):
            peoples[folded(name)][actor.id] = None
        for role in actor.roles:
            if role.of:
                offices[folded(role.title), role.of].append((actor.id, role))
    return Directory(
        by_id,
        _frozen(names),
        _frozen(metonyms),
        _frozen(peoples),
        _frozen(surnames),
        places or {},
        {key: tuple(found) for key, found in offices.items()},
    )


def _index() -> dict[str, dict[str, None]]:
    return defaultdict(dict)


def _frozen(index: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(ids) for key, ids in index.items()}


def with_actors(directory: Directory, own: Sequence[Actor]) -> Directory:
    """A directory with a user's own actors, which win: a name of theirs means no other actor."""
    taken = {folded(n) for a in own for n in (a.name, *a.names, *a.metonyms)}
    theirs = {actor.id for actor in own}
    kept = [
        msgspec.structs.replace(
            actor,
            names=tuple(n for n in actor.names if folded(n) not in taken),
            metonyms=tuple(n for n in actor.metonyms if folded(n) not in taken),
        )
        for actor in directory.actors.values()
        if actor.id not in theirs and folded(actor.name) not in taken
    ]
    return directory_of([*kept, *own], directory.places)


@cache
def shipped_directory() -> Directory:
    """The directory that is shipped, loaded once; see `DIRECTORY.md` beside it."""
    data = files("onrecord.actors").joinpath("directory.jsonl").read_bytes()
    lines = files("onrecord.actors").joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    places = {place: f"gov:{line[:2]}" for line in lines for place in line[3:].split(",")}
    return directory_of(msgspec.json.Decoder(Actor).decode_lines(data), places)
