"""The list compiled from general knowledge: who led what, from when to when."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from training.directory.draft import Held, Person

SOURCE = "compiled"
HERE = Path(__file__).parent


def load() -> dict[str, Any]:
    """The lists put together: offices with their holders, and what is known of persons besides."""
    whole: dict[str, Any] = {"office": [], "person": {}, "women": []}
    for path in sorted((HERE / "compiled_offices").glob("*.toml")):
        part = tomllib.loads(path.read_text(encoding="utf-8"))
        whole["office"] += part.get("office", [])
        for name, extra in part.get("person", {}).items():
            whole["person"].setdefault(name, {"n": []})["n"] += extra.get("n", [])
        whole["women"] += part.get("women", [])
    return whole


def persons(data: dict[str, Any], country_of: dict[str, str | None]) -> list[Person]:
    """The holders of all offices; one name is one person, unless a "(...)" tells them apart."""
    made: dict[str, Person] = {}
    for office in data["office"]:
        titles = [office["title"], *office.get("also", ())]
        for holder in office["holders"]:
            name, start, end = (*holder, "")[:3]
            key, shown = name, name.partition(" (")[0]
            country = country_of[office["of"]]
            person = made.setdefault(key, Person(shown, country, SOURCE))
            person.country = person.country or country
            person.held += [
                Held(title, office["of"], start or None, end or None, SOURCE) for title in titles
            ]
    for name, extra in data["person"].items():
        if name not in made:
            raise SystemExit(f"compiled_offices: {name} holds no office")
        made[name].names += extra["n"]
    for name in data["women"]:
        if name not in made:
            raise SystemExit(f"compiled_offices: {name} holds no office")
    for name, person in made.items():
        person.gender = "f" if name in data["women"] else "m"
    return list(made.values())
