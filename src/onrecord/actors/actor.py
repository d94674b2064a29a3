"""The actor: a person, government, organisation, group or document that statements are kept by."""

from __future__ import annotations

from typing import Literal

import msgspec

ActorType = Literal["person", "government", "organisation", "group", "document"]


class Role(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}):
    """An office that a person holds or held.

    title: as news says it, in lower case: "president", "foreign minister";
    of: the id of the government or organisation whose office it is;
    from_, to: ISO dates, the last day included; a year or a month where no day is known, None where
        nothing is known or the office is still held.
    """

    title: str
    of: str | None = None
    from_: str | None = None
    to: str | None = None


class Actor(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}
):
    """An actor in the directory.

    name: the one it is shown by; names: others that mean it alone ("UN", "Russian Federation");
    metonyms: places and buildings that stand for it ("the Kremlin", "Moscow");
    adjectives: "Russian"; demonyms: "Russians"; country: ISO 3166 two letters, lower case;
    from_, to: the days between which a government existed, where it is not one of all the time;
    gender: "m" or "f" where a source gives it; parent: the actor it is part of;
    sources: keys of where its facts come from.
    """

    id: str
    type: ActorType
    name: str
    names: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    from_: str | None = None
    to: str | None = None
    gender: str | None = None
    parent: str | None = None
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    sources: tuple[str, ...] = ()


def first_day(day: str | None) -> str:
    """The first day that a day, a month, a year or an unknown beginning can mean."""
    return "0001-01-01" if day is None else day + "-01-01"[len(day) - 4 :]


def last_day(day: str | None) -> str:
    """The last day that a day, a month, a year or no end can mean; every month may have 31."""
    return "9999-12-31" if day is None else day + "-12-31"[len(day) - 4 :]
