"""Offices of a part of a country, and nominees: "the Verland senator", "the Republican nominee"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, folded, held

KINDS = {
    **{kind: kind for kind in ("senator", "governor", "mayor", "premier", "chief minister")},
    "us senator": "senator",
    "gov": "governor",
    "lord mayor": "mayor",
    "minister president": "premier",
    "state premier": "premier",
    "provincial premier": "premier",
    "prime minister": "premier",
}
"""Offices of a part of a country by what they are called; the directory has them with the part's
name, "senator from Verland", "governor of Verland"."""
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_TOLD = r"(?:(?:senior|junior|republican|democratic|gop|independent|longtime|current) )*"
OF_PART = re.compile(
    rf"{_TOLD}(?P<kind>{_KIND}) (?:of|from|for) (?:the )?"
    r"(?:(?:state|city|province) of )?(?P<part>.+)"
)
PART_FIRST = re.compile(rf"{_TOLD}(?P<part>.+?) {_TOLD}(?P<kind>{_KIND})")
TITLE = re.compile(
    r"(?P<kind>senator|governor|mayor|premier|chief minister) (?:of|from) (?P<part>.+)"
)
"""A title of the directory, as it is compared."""
POSSESSIVE = re.compile(r"['’]s$")
RANK = re.compile(r"\b(senior|junior)\b")
PARTIES = {
    "republican": "republican", "gop": "republican", "democratic": "democratic",
    "libertarian": "libertarian", "green": "green",
}  # fmt: skip
_PARTY = rf"(?P<party>{'|'.join(PARTIES)})(?: partys?)?"
NOMINEE = re.compile(
    rf"(?:presumptive |presumed )?(?:us )?(?:{_PARTY} )?(?:presumptive |presumed )?(?:"
    r"(?P<whose>(?:(?P<vice>vice presidential|vp)|presidential) )?(?:nominee|standard bearer)"
    r"|(?:(?P<second>vice presidential|vp)|presidential) (?:candidate|contender)"
    r")(?P<office> for (?:us )?(?P<third>vice )?president)?"
)
"""Who was chosen to stand for president or vice president: "the presumptive GOP nominee"."""


@lru_cache(maxsize=1 << 12)
def titles_in_part(phrase: str) -> tuple[str, ...]:
    """The titles of the directory that a phrase may name: "Verland's governor", "the GOP nominee".

    Args:
        phrase: the whole words of a role, with the names in it and without an article.
    """
    words = folded(POSSESSIVE.sub("", phrase))
    return tuple(dict.fromkeys((*_nominations(words), *_in_part(words))))


def _nominations(words: str) -> Iterator[str]:
    found = NOMINEE.fullmatch(words)
    # "the nominee" may be for any office
    if found is None or not (found["party"] or found["office"] or "president" in words):
        return
    vice = found["vice"] or found["second"] or found["third"]
    for party in [PARTIES[found["party"]]] if found["party"] else ("republican", "democratic"):
        yield f"{party} {'vice ' if vice else ''}presidential nominee"


def _in_part(words: str) -> Iterator[str]:
    for pattern in (OF_PART, PART_FIRST):
        found = pattern.fullmatch(words)
        if found:
            kind, part = KINDS[found["kind"]], found["part"]
            joint = "from" if kind == "senator" else "of"
            for name in dict.fromkeys((part, part.removesuffix("s"))):
                yield f"{kind} {joint} {name}"
                yield f"{kind} {joint} the {name}"


def holders_in_part(
    phrase: str, whose: Sequence[str], on: date, directory: Directory
) -> tuple[Actor, ...]:
    """Who held on a day the office that a phrase names with its part of a country.

    Both senators of a state; of "the senior senator", who had the seat first.

    Args:
        whose: ids of the governments whose office it may be, the likeliest first.
    """
    titles = titles_in_part(phrase)
    rank = RANK.search(folded(phrase))
    for of in whose:
        found = {actor.id: actor for title in titles for actor in directory.holders(title, of, on)}
        if found:
            holders = tuple(found.values())
            return _of_rank(holders, rank[1], titles, on) if rank else holders
    return ()


def _of_rank(
    holders: Sequence[Actor], rank: str, titles: Sequence[str], on: date
) -> tuple[Actor, ...]:
    """Of two senators, the one who has had the seat for longer, or for less long."""
    since = {
        actor.id: min(
            role.from_ or ""
            for role in actor.roles
            if folded(role.title) in titles and held(role, on)
        )
        for actor in holders
    }
    first = (min if rank == "senior" else max)(since.values())
    return tuple(a for a in holders if since[a.id] == first) if len(holders) > 1 else ()


@lru_cache(maxsize=1 << 14)
def part_of(title: str) -> tuple[str, str] | None:
    """The kind of an office and the part of a country that it is of, by its title."""
    found = TITLE.fullmatch(folded(title))
    return (found["kind"], found["part"].removeprefix("the ")) if found else None


def short_titles(title: str) -> tuple[str, ...]:
    """A title, and what its holder is called besides: "governor", "nominee"."""
    of = part_of(title)
    if of:
        return title, of[0]
    if title.endswith(" presidential nominee"):
        party = title.split(maxsplit=1)[0]
        of_party = () if " vice " in title else (f"{party} nominee",)
        return title, title.removeprefix(f"{party} "), "nominee", *of_party
    return (title,)
