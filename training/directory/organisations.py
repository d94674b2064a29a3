"""Organisations: international ones, agencies, parties and ministries."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.actors.actor import Actor
from training.directory.text import unique

HERE = Path(__file__).parent
SECTIONS = ("international", "armed", "agency", "party")
# Department, minister's field; each with the words of its two usual names.
MINISTRIES = {
    "foreign": ("Foreign Ministry", "Ministry of Foreign Affairs", "Foreign Affairs Ministry"),
    "defense": ("Defense Ministry", "Ministry of Defence", "Defence Ministry"),
    "interior": ("Interior Ministry", "Ministry of Interior", "Ministry of the Interior"),
    "finance": ("Finance Ministry", "Ministry of Finance"),
}


def load_own() -> dict[str, Any]:
    """The list of organisations."""
    return tomllib.loads((HERE / "organisations.toml").read_text(encoding="utf-8"))


def compiled(own: dict[str, Any]) -> Iterator[Actor]:
    """The organisations of the list."""
    for section in SECTIONS:
        for key, entry in own[section].items():
            country = entry.get("c")
            parent = entry.get("p")
            if parent is None and section == "agency" and country:
                parent = f"gov:{country}"
            elif parent is not None and ":" not in parent:
                parent = f"org:{parent}"
            yield Actor(
                id=f"org:{key}",
                type=entry.get("t", "organisation"),
                name=entry["name"],
                names=unique(entry.get("n", []), without=(entry["name"],)),
                metonyms=tuple(entry.get("m", ())),
                country=country,
                parent=parent,
                sources=("compiled",),
            )


def ministries(own: dict[str, Any], states: dict[str, Actor]) -> Iterator[Actor]:
    """Ministries by the adjective of their country."""
    metonyms = own["ministries"]["metonyms"]
    for country in own["ministries"]["countries"]:
        state = states[f"gov:{country}"]
        adjective = state.adjectives[0] if state.adjectives else state.name
        for field, words in MINISTRIES.items():
            names = [f"{a} {w}" for a in state.adjectives[:2] or (adjective,) for w in words]
            names += [f"{words[1]} of {state.name}"]
            if field == "defense":
                names += [f"{a} Ministry of Defense" for a in state.adjectives[:1]]
            yield Actor(
                id=f"org:{country}-{field}-ministry",
                type="organisation",
                name=names[0],
                names=unique(names[1:], without=(names[0],)),
                metonyms=tuple(metonyms.get(f"{country}-{field}", ())),
                country=country,
                parent=state.id,
                sources=("compiled",),
            )


def renamed(actors: list[Actor], own: dict[str, Any]) -> list[Actor]:
    """Legislatures by the names that news uses."""
    extras = own["legislature"]
    missing = sorted({f"org:{key}" for key in extras} - {actor.id for actor in actors})
    if missing:
        raise SystemExit(f"organisations.toml: no such legislature: {', '.join(missing)}")
    made = []
    for actor in actors:
        extra = extras.get(actor.id.removeprefix("org:"))
        if extra:
            generic = actor.name.startswith("Parliament of")
            names = [*extra.get("n", ()), *([] if generic else [actor.name]), *actor.names]
            known = msgspec.structs.replace(
                actor,
                name=extra["name"],
                names=unique(names, without=(extra["name"],)),
                metonyms=tuple(extra.get("m", ())),
                sources=("compiled", *actor.sources),
            )
        made.append(known if extra else actor)
    return made


def put_together(*lists: list[Actor]) -> list[Actor]:
    """The organisations once each: of two with one name in one country the first is kept."""
    made: dict[str, Actor] = {}
    taken: dict[tuple[str | None, str], str] = {}
    for actor in (a for actors in lists for a in actors):
        words = [w.casefold() for w in (actor.name, *(n for n in actor.names if len(n) > 8))]
        same = next((taken[actor.country, w] for w in words if (actor.country, w) in taken), None)
        if same is None and actor.id not in made:
            made[actor.id] = actor
        else:
            first = made[same or actor.id]
            if {*first.sources} >= {*actor.sources} and actor.id != first.id:
                continue
            names = unique([*first.names, actor.name, *actor.names], without=(first.name,))
            sources = tuple(sorted({*first.sources, *actor.sources}))
            made[first.id] = msgspec.structs.replace(first, names=names, sources=sources)
        for word in words:
            taken.setdefault((actor.country, word), same or actor.id)
    return list(made.values())
