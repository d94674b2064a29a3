"""Types: whether a name is a person's, a body's or a place's, and the gender that it tells."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, existing, folded, seated
from onrecord.extracting.describing import PARTY
from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import given_names, words

NAMESAKE = re.compile(
    r", (?:an?|the|as) (?:[\w-]+ ){0,3}?(?:night ?club|bar|pub|restaurant|hotel|shop|shopping|"
    r"cinema|theat(?:re|er)|"
    r"caf[eé]|store|mall|band|club|race ?horse|yacht|novel|play|racecourse|casino|diner)\b"
)
"""After a name, that it is a house or a thing which is only called like a government's seat."""
AGE, AGE_BEFORE = re.compile(r", (\d\d)\b"), re.compile(r"\b(\d\d)-year-old $")
LONGEST_ACRONYM, LONGEST_PERSON = 6, 5


class Sort(NamedTuple):
    """The type, the gender and the actor that a name shows by itself."""

    type: str
    gender: str | None = None
    actor: Actor | None = None


def sort_of(
    name: Name, key: tuple[str, ...], text: str, directory: Directory, on: date | None
) -> Sort:
    """What a name shows by itself: by its words, its titles and the directory."""
    titles = words().titles
    gender = next((g for g in (titles.get(t) for t in reversed(name.titles)) if g), None)
    full = " ".join(key)
    known = existing([directory.actors[i] for i in directory.names.get(full, ())], on)
    people = [a for a in known if a.type == "person"]
    if not name.titles:
        seats = [directory.actors[i] for i in directory.metonyms.get(full, ())]
        if NAMESAKE.match(text, name.end):
            return Sort("organisation")
        bodies = [a for a in known if a.type != "person"] or seated(seats, on)
        if bodies:
            return Sort(bodies[0].type, None, bodies[0] if len(bodies) == 1 else None)
    if _is_papers(key, text[max(0, name.run_start - 4) : name.run_start]):
        return Sort("organisation")
    if people and len(key) > 1:
        exact = directory.names.get(folded(" ".join(name.tokens)), ())  # with middle initials
        people = [a for a in people if a.id in exact] or people
        one = people[0] if len(people) == 1 else None
        return Sort("person", gender or (one.gender if one else None), one)
    peer = key[0] in words().lists["peers"] and key[1:2] == ("of",)
    firsts = titles if peer else given_names()
    given = firsts.get(key[0]) if len(key) > 1 else None
    if name.titles or _is_persons(name, key, given, text):
        return Sort("person", gender or (given if given in ("m", "f") else None))
    return Sort("organisation" if _is_bodys(name, key) else UNKNOWN)


def _is_papers(key: tuple[str, ...], before: str) -> bool:
    """Whether a name is a newspaper's, though it begins like a person's: "the Orla Sentinel"."""
    return len(key) > 1 and key[-1] in words().lists["press"] and before.lower() == "the "


def _is_bodys(name: Name, key: tuple[str, ...]) -> bool:
    """Whether a name is a body's: by a word such as "Council", or as an acronym."""
    lists = words().lists
    if key[-1] in lists["bodies"] or any(word in lists["of_bodies"] for word in key[:-1]):
        return True
    return len(key) == 1 and name.tokens[0].isupper() and 1 < len(key[0]) < LONGEST_ACRONYM


def _is_persons(name: Name, key: tuple[str, ...], given: str | None, text: str) -> bool:
    """Whether a name is a person's: by the given name, an initial, an age or a party after it."""
    lists = words().lists
    if given and len(key) == 2 and name.before and name.before[-1].lower() in words().titles:
        return True  # "Zelk City Mayor Olav Guardian"
    several = any(key[-1] in lists[of] for of in ("collective", "members", "peoples"))
    if len(key) > 1 and (several or _is_bodys(name, key)):
        return False
    if given and len(key) < LONGEST_PERSON:
        return True
    initial = any(len(token) == 1 for token in name.tokens[1:-1])
    return initial or bool(AGE.match(text, name.end) or PARTY.match(text, name.end))


def _begins_small(key: tuple[str, ...]) -> bool:
    """Whether a name is a surname with its particles: "Van der Hoeven"."""
    given = len(key) == 2 and key[0] in ("al", "ben")
    particle = key[0] in words().lists["particles"] or key[0].endswith(" t")  # "In 't Zand"
    return particle and len(key) < 5 and not given


def _is_company(entity: Entity) -> bool:
    """Whether a name is a word and what says that it is a company: "Verbane Airways"."""
    two = len(entity.key) == 2 and entity.key[1] in words().lists["companies"]
    return two and not entity.is_person and entity.actor is None


def _acronym(key: tuple[str, ...]) -> str:
    return "".join(word[0] for word in key if word not in ("of", "for", "the", "and", "&"))
