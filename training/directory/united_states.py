"""US presidents and vice presidents, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from training.directory.draft import SNAPSHOT, Held, Person
from training.directory.text import unique

SOURCE = "us-executive"
# Names that tell namesakes apart, and that news always writes with an initial.
SHOWN = {
    "George Herbert Walker Bush": "George H.W. Bush",
    "George Walker Bush": "George W. Bush",
    "John Quincy Adams": "John Quincy Adams",
    "Franklin Delano Roosevelt": "Franklin D. Roosevelt",
    "John Fitzgerald Kennedy": "John F. Kennedy",
    "Lyndon Baines Johnson": "Lyndon B. Johnson",
    "Harry S. Truman": "Harry S. Truman",
    "Dwight David Eisenhower": "Dwight D. Eisenhower",
    "James David Vance": "JD Vance",
    "William Henry Harrison": "William Henry Harrison",
}
MORE = {"George H.W. Bush": ["George H. W. Bush"], "JD Vance": ["J.D. Vance", "J. D. Vance"]}
TITLES = {"prez": "president", "viceprez": "vice president"}


def persons(shared: Path) -> Iterator[Person]:
    """Everyone in the file."""
    text = (shared / "sources/us_executive.yaml").read_text(encoding="utf-8")
    for row in yaml.safe_load(text):
        yield _person(row)


def _person(row: dict[str, Any]) -> Person:
    name = row["name"]
    suffix = f" {name['suffix']}" if name.get("suffix") else ""
    given = name["first"]
    called = name.get("nickname") or given
    middle = name.get("middle", "")
    shown = f"{called} {name['last']}"
    full = f"{given} {middle} {name['last']}".replace("  ", " ")
    initial = f"{given} {middle[:1]}. {name['last']}" if middle else shown
    names = [name.get("official_full", ""), shown, initial, full, f"{given} {name['last']}"]
    held = [
        Held(
            TITLES[term["type"]],
            "gov:us",
            str(term["start"]),
            str(term["end"]) if str(term["end"]) < SNAPSHOT else None,
            SOURCE,
        )
        for term in row["terms"]
    ]
    best = SHOWN.get(full, shown)
    names += [n + suffix for n in (full, initial) if suffix] + MORE.get(best, [])
    return Person(
        best,
        "us",
        SOURCE,
        names=list(unique(names)),
        gender=row["bio"]["gender"].lower(),
        wikidata=row["id"].get("wikidata"),
        held=held,
    )
