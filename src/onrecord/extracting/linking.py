"""Linking: which persons of an article are those of the directory, and which only namesakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import Directory, held
from onrecord.actors.parts import part_of, short_titles
from onrecord.extracting.antecedents import has_role
from onrecord.extracting.countries import Told, governments_named
from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.extracting.word_lists import words

PEOPLE = re.compile(r"(?:s|sh|ch|ese)$")
"""The end of a word for all of a people: "the Germans", "the French"."""
LONG_BEFORE, LONG_AFTER = 30, 40
"""Years before and after an office in which its holder is in the news."""
BEFORE, AFTER = 4, 15
"""The same of whoever holds an office of a part of a country, and is not said to."""
FORMER = re.compile(r"\b(?:former|ex)[ -](?:[\w.]+ ){1,3}$", re.IGNORECASE)
"""Before a name, that its bearer no longer holds the office: "Former Gov. Okoro"."""
STATE_SENATOR = re.compile(r"\bstate (?:sen\.|senator) $", re.IGNORECASE)
"""Before a name, that its bearer has a seat in a state's own senate."""
OF_PARTS_ONLY = ("senator", "governor", "mayor")
"""What nobody is called who holds an office of a whole country."""
LONGEST_BEFORE = 40
"""Characters before a name in which such words stand."""


def link_people(cast: Cast, told: Sequence[Told], directory: Directory, on: date | None) -> None:
    """Keep a person's actor only with evidence that no namesake is meant; find holders' surnames.

    Actors of one's own, which no source is given for, need no evidence.
    """
    named = {" ".join(entity.key) for entity in cast.entities}
    for entity in cast.entities:
        actor = entity.actor
        if entity.is_person and actor is not None and actor.sources:
            own = {m.start for m in entity.mentions}
            others = {t.government for t in told if t.at not in own}
            of_state = _follows(entity, STATE_SENATOR, cast)
            if of_state or not _is_meant(entity, actor, others, named, on):
                entity.actor = None
    for entity in cast.entities:
        whole = " ".join(entity.key)
        entity.place = whole in directory.places or whole in directory.peoples
        if entity.actor is None and entity.type == UNKNOWN and _are_the_people(entity, cast):
            governments = governments_named(whole, directory, on)
            if len(governments) == 1:
                entity.actor, entity.type = directory.actors[governments[0]], "government"
        entity.of_country = any(word in directory.peoples for word in entity.roles)
    counted = {t.government for t in told}
    for entity in cast.entities:
        if entity.actor is None and on and entity.type in ("person", UNKNOWN):
            lower = _follows(entity, FORMER, cast) or _follows(entity, STATE_SENATOR, cast)
            holder = _holder_named(entity, counted, named, directory, on, higher_only=lower)
            if holder is not None:
                entity.actor, entity.type = holder, "person"
                entity.gender = entity.gender or holder.gender
        if entity.actor is not None:
            entity.holds, entity.held = _offices(entity.actor, on)


def _are_the_people(entity: Entity, cast: Cast) -> bool:
    """Whether a word for a people stands for their government somewhere: "the Germans"."""
    the = any(cast.text[max(0, m.start - 4) : m.start].lower() == "the " for m in entity.mentions)
    return the and len(entity.key) == 1 and PEOPLE.search(entity.key[0]) is not None


def _is_meant(
    entity: Entity, actor: Actor, others: set[str], named: set[str], on: date | None
) -> bool:
    """Whether somebody of an actor's name is that actor.

    Evidence is a country of the actor's roles, told of by something else than the person, or a
    title of theirs. Who only held offices of parts of a country, and is not said to, is meant
    where the part is named, at about that time, and the article gives them no other calling.

    Args:
        others: the governments of whose countries the article tells beside the person.
        named: all names in the article.
    """
    parts = [part_of(role.title) for role in actor.roles]
    states = {state for state in words().states.values() if _told_of(entity, state)}
    if states and all(of and of[1] not in states for of in parts):
        return False
    if all(parts):
        if any(of and has_role(entity, of[0]) for of in parts):
            return _in_time(actor.roles, on, LONG_BEFORE, LONG_AFTER)
        here = any(of and (of[1] in named or _told_of(entity, of[1])) for of in parts)
        return here and not _has_other_calling(entity) and _in_time(actor.roles, on, BEFORE, AFTER)
    titles = {w for r in actor.roles for w in r.title.split() if len(w) > 3}
    evidence = {r.of for r in actor.roles} & others or titles & set(entity.roles)
    return bool(evidence) and _in_time(actor.roles, on, LONG_BEFORE, LONG_AFTER)


def _follows(entity: Entity, before: re.Pattern[str], cast: Cast) -> bool:
    """Whether certain words stand right before somebody's name anywhere in an article."""
    return any(
        before.search(cast.text, max(0, m.start - LONGEST_BEFORE), m.start) for m in entity.mentions
    )


def _told_of(entity: Entity, part: str) -> bool:
    """Whether somebody is said to be of a part of a country, "(R-Fla.)"."""
    return all(word in entity.roles for word in part.split())


def _has_other_calling(entity: Entity) -> bool:
    """Whether an article says what somebody is, and nothing that has to do with politics."""
    lists = words().lists
    callings = lists["roles"].intersection(entity.roles)
    return bool(callings) and lists["political"].isdisjoint(entity.roles)


def _holder_named(
    entity: Entity,
    counted: set[str],
    named: set[str],
    directory: Directory,
    on: date,
    *,
    higher_only: bool,
) -> Actor | None:
    """Who has a surname, or a name that others had too, and held an office on the article's day.

    An office of a part of a country counts only for whom the article calls so, "Gov. Marrant", and
    nothing higher; of several such, it is who is of the part that the article names.

    Args:
        counted: the governments of whose countries the article tells.
        named: all names in the article.
        higher_only: the article says that theirs is no office of a part of a country.
    """
    last = len(entity.key) == 1
    ids = (directory.surnames if last else directory.names).get(" ".join(entity.key), ())
    if not last and len(ids) < 2:
        return None
    now = [
        (directory.actors[i], r.title)
        for i in ids
        for r in directory.actors[i].roles
        if r.of in counted and held(r, on)
    ]
    whole = [(a, title) for a, title in now if part_of(title) is None]
    higher = any(all(word in entity.roles for word in title.split()) for _, title in whole)
    parts = [(a, of) for a, title in now if (of := part_of(title)) and has_role(entity, of[0])]
    if higher or not (parts or any(has_role(entity, kind) for kind in OF_PARTS_ONLY)):
        return _only(a for a, _ in whole)
    here = [a for a, (_, part) in parts if part in named or _told_of(entity, part)]
    return None if higher_only else _only(here or [a for a, _ in parts])


def _only(actors: Iterable[Actor]) -> Actor | None:
    """The one actor of several mentions."""
    found = {a.id: a for a in actors}
    return next(iter(found.values())) if len(found) == 1 else None


def _offices(actor: Actor, on: date | None) -> tuple[frozenset[str], frozenset[str]]:
    """The titles that somebody has on a day, and those that they had before."""
    if on is None:
        return _titles(actor.roles), _titles(r for r in actor.roles if r.to)
    past = (r for r in actor.roles if r.to and r.to < on.isoformat())
    return _titles(r for r in actor.roles if held(r, on)), _titles(past)


def _titles(roles: Iterable[Role]) -> frozenset[str]:
    return frozenset(title for role in roles for title in short_titles(role.title))


def _in_time(roles: Iterable[Role], on: date | None, before: int, after: int) -> bool:
    """Whether an office is near enough in time for its holder to be in the news."""
    return on is None or any(
        int((r.from_ or "0")[:4]) - before <= on.year <= int((r.to or "9999")[:4]) + after
        for r in roles
    )
