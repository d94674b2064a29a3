"""What must hold of the directory before it is shipped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from onrecord.actors.actor import Actor
from training.directory.draft import Held, first_day, last_day
from training.directory.governments import aliases_of
from training.directory.people import OVERLAP_DAYS, SINGLE, overlap

LEAST = {"government": 250, "person": 1500, "organisation": 300}


def problems(actors: list[Actor], shared_by_right: Mapping[str, str]) -> Iterator[str]:
    """What is wrong, a line each."""
    ids = Counter(actor.id for actor in actors)
    yield from (f"{identity}: {n} actors of this id" for identity, n in ids.items() if n > 1)
    for actor in actors:
        yield from _of_one(actor, set(ids))
    yield from _same_names(actors)
    yield from _shared(actors, shared_by_right)
    yield from overlaps(actors)
    counts = Counter(actor.type for actor in actors)
    for kind, least in LEAST.items():
        if counts[kind] < least:
            yield f"only {counts[kind]} of type {kind}, fewer than {least}"


def _of_one(actor: Actor, ids: set[str]) -> Iterator[str]:
    aliases = (actor.name, *actor.names, *actor.metonyms, *actor.adjectives, *actor.demonyms)
    if any(not alias.strip() or alias != alias.strip() for alias in aliases):
        yield f"{actor.id}: a name is empty or has space around it"
    if any(alias.startswith("the ") for alias in aliases):
        yield f"{actor.id}: a name begins with the"
    for other in (actor.parent, *(role.of for role in actor.roles)):
        if other is not None and other not in ids:
            yield f"{actor.id}: {other} does not exist"
    if not actor.sources:
        yield f"{actor.id}: no source"
    for role in actor.roles:
        if not role.title:
            yield f"{actor.id}: a role without a title"
        if first_day(role.from_) > last_day(role.to):
            yield f"{actor.id}: {role.title} from {role.from_} to {role.to}"


def _same_names(actors: list[Actor]) -> Iterator[str]:
    named: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for actor in actors:
        named[actor.type, actor.country, actor.name].append(actor.id)
    for (_, _, name), ids in named.items():
        if len(ids) > 1:
            yield f"{name}: the name of {', '.join(ids)}"


def _shared(actors: list[Actor], by_right: Mapping[str, str]) -> Iterator[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.type == "government":
            for alias in aliases_of(actor):
                holders[alias].add(actor.id)
    for alias, ids in holders.items():
        if len(ids) > 1 and alias not in by_right:
            yield f"{alias}: means {', '.join(sorted(ids))}"


def overlaps(actors: list[Actor]) -> Iterator[str]:
    """Two holders of an office that only one can hold, for more than a month."""
    offices: dict[tuple[str, str], list[tuple[str, Held]]] = defaultdict(list)
    for actor in actors:
        for role in actor.roles:
            if role.title in SINGLE and role.of:
                held = Held(role.title, role.of, role.from_, role.to, "")
                offices[role.of, role.title].append((actor.id, held))
    for (of, title), holders in offices.items():
        for i, (one, first) in enumerate(holders):
            for two, second in holders[i + 1 :]:
                if one != two and overlap(first, second) > OVERLAP_DAYS:
                    yield f"{title} of {of}: {one} and {two} at once"
