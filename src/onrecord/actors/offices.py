"""Roles by date: from "the French president" in an article of 1998 to who that was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import msgspec

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import Directory, folded, held
from onrecord.actors.parts import titles_in_part

FORMER = re.compile(
    r"\b(?:former|ex|future|next|incoming|late|previous|deputy|vice|assistant|"
    r"associate|senior|junior|shadow|acting|would be|aspiring|presumptive|elect|designate|own)\b"
)

ACTING = re.compile(
    r"^(?:acting|interim|caretaker|provisional|transitional|de facto|new|"
    r"newly (?:elected|appointed))\s"
)
DESCRIBED = re.compile(
    r"^(?:current|incumbent|present|sitting|serving|outgoing|embattled|beleaguered|long ?serving|"
    r"longtime|veteran|hardline|ailing|reclusive|reformist|autocratic|authoritarian|populist)\s"
)
"""Before an office, what its holder is like."""
LEANING = re.compile(
    r"^(?:conservative|socialist|liberal|leftist|left wing|right wing|centrist|"
    r"cent(?:er|re) (?:left|right)|"
    r"far right|nationalist|islamist|communist|social democratic|(?:pro|us|western|military) \w+|"
    r"young|youthful|age?ing|elderly|besieged|lame duck|first (?:female|woman))\s"
    r"(?=(?:\w+ )?(?:president|premier|chancellor|minister|secretary|king|ruler|"
    r"dictator|strongman)$)"
)
"""The same before other words than "leader", which with these is a party's."""
OF_A_PART = re.compile(
    r"^(?:states?|provinces?|provincial|regional|local|county|citys?|student|youth)\s"
)
"""Before an office, that it is not a whole country's; of such only exact titles are known."""
ACTING_DAYS = 550
"""Days since taking office in which somebody is called acting, interim or new. The directory has
such holders beside the others; of who has held an office for longer, somebody stands in."""


class Offices(msgspec.Struct, frozen=True):
    """The word lists of `lexicon/offices.toml`."""

    leaders: frozenset[str]
    leading: tuple[str, ...]
    headed_by: dict[str, list[str]]
    bodies: Bodies
    same: dict[str, tuple[str, ...]]
    of_parts: dict[str, tuple[str, ...]]
    kinds: frozenset[str]
    only: dict[str, str]
    parties: dict[str, tuple[str, ...]]
    ministers: dict[str, str]
    central_banks: dict[str, str]

    def heading(self, of: str) -> tuple[str, ...]:
        """The titles by which a government is led, the likeliest first."""
        own = [title for title, codes in self.headed_by.items() if of.removeprefix("gov:") in codes]
        return (*own, *self.leading)


class Bodies(msgspec.Struct, frozen=True):
    """Who leads a body, in which words and by which titles."""

    leaders: frozenset[str]
    leading: tuple[str, ...]


@cache
def known_offices() -> Offices:
    """The word lists, read once."""
    source = files("onrecord.lexicon").joinpath("offices.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(source), Offices)


def office_holders(
    phrase: str,
    countries: Sequence[str],
    organisations: Sequence[str],
    on: date,
    directory: Directory,
) -> tuple[Actor, ...]:
    """Who held the office that a phrase names, on a day.

    Args:
        phrase: the words of the role without its country ("prime minister", "leader").
        countries: ids of governments whose office it may be.
        organisations: ids of organisations that the phrase names.
        on: the day of the article.

    Returns:
        The holders; more than one on the day of a change, none where the directory knows none.
    """
    words = LEANING.sub("", DESCRIBED.sub("", folded(phrase)))
    if words.endswith(" elect") or words.startswith("incoming "):
        return _elected(
            words.removesuffix(" elect").removeprefix("incoming "), countries, on, directory
        )
    plain = ACTING.sub("", words)
    if plain != words:
        own = office_by_title(words, (*organisations, *countries), on, directory)
        others = () if own else office_holders(plain, countries, organisations, on, directory)
        return own or tuple(a for a in others if _lately(a, {*organisations, *countries}, on))
    if FORMER.sub("", words) != words or OF_A_PART.match(
        words
    ):  # "vice president" is an office, "former president" none
        return office_by_title(words, (*organisations, *countries), on, directory)
    for of in organisations:
        headed = (
            known_offices().ministers.get(of) if words in known_offices().bodies.leaders else None
        )
        found = (
            directory.holders(headed, f"gov:{directory.actors[of].country}", on) if headed else ()
        )
        found = found or _holders(_titles_of_body(words), of, on, directory)
        if found:
            return found
    for of in countries:
        found = _holders(_titles(words, of), of, on, directory)
        if not found and _of_central_bank(words):
            bank = known_offices().central_banks.get(of.removeprefix("gov:"), "")
            found = _holders(("governor", "president", "chairman", "chair"), bank, on, directory)
        if found:
            return found
    return ()


def _of_central_bank(words: str) -> bool:
    """Whether a phrase says that somebody heads the central bank of its country."""
    return words == "central bank governor" or "central bank governor" in known_offices().same.get(
        words, ()
    )


def office_by_title(
    title: str, whose: Iterable[str], on: date, directory: Directory
) -> tuple[Actor, ...]:
    """Who held an office of exactly this title on a day, of the first that has it."""
    for of in whose:
        found = directory.holders(title, of, on)
        if found:
            return found
    return ()


def _lately(actor: Actor, whose: Set[str], on: date) -> bool:
    """Whether somebody took an office not long before a day."""
    since = (on - timedelta(days=ACTING_DAYS)).isoformat()
    return any(r.of in whose and held(r, on) and (r.from_ or "") >= since for r in actor.roles)


STOOD_IN = 60
"""Days in office of whom nobody would have called elect."""
ELECTED_DAYS = 120
"""Days before taking office in which somebody is called elect."""


def _elected(
    words: str, countries: Sequence[str], on: date, directory: Directory
) -> tuple[Actor, ...]:
    """Who took an office soon after a day."""
    until = (on + timedelta(days=ELECTED_DAYS)).isoformat()
    found = {
        i: directory.actors[i]
        for of in countries
        for title in (*titles_in_part(words), *_titles(words, of))
        for i, role in directory.offices.get((title, of), ())
        if role.from_ is not None and on.isoformat() < role.from_ <= until and not _brief(role)
    }
    return tuple(found.values())


def _brief(role: Role) -> bool:
    """Whether an office was held for so short a time that its holder only stood in."""
    if (
        role.from_ is None
        or role.to is None
        or min(len(role.from_), len(role.to)) < len("2000-01-01")
    ):
        return False
    return date.fromisoformat(role.to) - date.fromisoformat(role.from_) < timedelta(days=STOOD_IN)


def _titles(words: str, of: str) -> tuple[str, ...]:
    """The titles that a phrase means in a country, the likeliest first."""
    known = known_offices()
    if words in known.leaders:
        return known.heading(of)
    last = words.rsplit(" ", 1)[-1]
    if of.removeprefix("gov:") in known.of_parts.get(last, ()):
        return (words,)
    of_kind = last != words and last in known.kinds  # "assembly speaker" is another's office
    return (words, *known.same.get(words, ()), *(() if of_kind else known.same.get(last, ())))


def _titles_of_body(words: str) -> tuple[str, ...]:
    """The titles that a phrase means in an organisation."""
    known = known_offices()
    leading = known.bodies.leading if words in known.bodies.leaders else ()
    return (words, *known.same.get(words, ()), *leading)


def _holders(titles: Iterable[str], of: str, on: date, directory: Directory) -> tuple[Actor, ...]:
    for title in titles:
        found = directory.holders(title, of, on)
        if found:
            return found
    return ()
