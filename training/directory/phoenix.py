"""Phoenix (2011 to 2014): office holders of all countries, with days, but without titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.directory.draft import Held, Person, first_day, joined, last_day
from training.directory.governments import iso3_codes
from training.directory.text import cased

SOURCE = "phoenix"
SINCE = "1990-01-01"
# The list of ministers behind it begins here: whoever was in office then came earlier.
LIST_START = "2003-01-01"
LIST_END = "2011-06-30"
# In office for so long, or else they are too little known to be worth their place.
YEARS = 6.0
CODE = re.compile(r"\[([A-Z]{3})GOV([A-Z]*)\s*(?:(>|<)?\s*(\d{6,8})(?:\s*-\s*(\d{6,8}))?)\]")
TITLED = {"PRESIDENT_": "president", "PRIME_MINISTER_": "prime minister"}
PARTICLES = {"al", "el", "bin", "ibn", "de", "da", "do", "dos", "du", "van", "von", "der", "den"}
# A name that begins so is a title or no person.
NOT_NAMES = re.compile(
    r"^(PRESIDENT|PRIME|MINISTER|FOREIGN|GENERAL|KING|QUEEN|PRINCE|ACTING|GOVERN|MINISTRY|HEAD|"
    r"CHIEF|SPOKES|AMBASSADOR|SECRETARY|DEFEN[CS]E|INTERIOR|FINANCE|DEPUTY|VICE|CROWN|SHEIKH_?$|"
    r"CHANCELLOR|SENATOR|OFFICIAL|THE_|STATE_|NATIONAL|MILITARY|COURT|PARTY|EMBASSY|MAYOR)"
)


@dataclass
class Entry:
    """A head line with its aliases and its codes."""

    head: str
    aliases: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    ruler: bool = False


def entries(text: str) -> Iterator[Entry]:
    """The file's entries: a head, lines with "+", lines with codes."""
    entry: Entry | None = None
    for line in text.splitlines():
        bare = re.sub(r"\s*[#;].*", "", line).rstrip()
        if not bare.strip():
            continue
        if bare[0] in "\t " or bare.startswith("["):
            if entry is not None:
                entry.codes.append(bare.strip())
        elif bare.startswith("+"):
            if entry is not None:
                entry.aliases.append(bare[1:].strip())
        else:
            if entry is not None and entry.codes:
                yield entry
            head = re.sub(r"\s*\[.*", "", bare)
            entry = Entry(head, codes=re.findall(r"\[[^\]]*\]", bare))
    if entry is not None:
        yield entry


def day(text: str) -> str | None:
    """ "051122" or "20051122" as an ISO date; a year alone where month or day is none."""
    if len(text) == 6:
        text = ("20" if int(text[:2]) < 30 else "19") + text
    if len(text) != 8:
        return None
    year, month, number = text[:4], int(text[4:6]), int(text[6:])
    if not 1900 <= int(year) <= 2015 or not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}-{number:02}" if 1 <= number <= 31 else f"{year}-{month:02}"


def readable(name: str) -> str | None:
    """ "ANGELA_DOROTHEA_MERKEL_" as news writes it; None for what is no full name."""
    words = name.strip("_ ").replace("_", " ").split()
    if not 2 <= len(words) <= 4 or NOT_NAMES.match(name):
        return None
    if any(len(w.strip(".")) < 2 for w in (words[0], words[-1])):
        return None
    if not all(re.fullmatch(r"[A-Z][A-Z.'’-]*", w) for w in words):
        return None
    made = cased(" ".join(words))
    parts = [w.lower() if i and w.lower() in PARTICLES else w for i, w in enumerate(made.split())]
    return " ".join(parts)


def persons(shared: Path) -> Iterator[Person]:
    """Persons with offices of a government that ended no earlier than 1990."""
    iso = iso3_codes()
    path = shared / "sources/phoenix/Phoenix.Countries.actors.txt"
    for entry in entries(path.read_bytes().decode("latin-1")):
        name = readable(re.sub(r"^(SIR|DAME|LORD)_", "", entry.head))
        if name is None:
            continue
        person = _person(entry, name, iso)
        if person is not None:
            yield person


def _person(entry: Entry, name: str, iso: dict[str, str]) -> Person | None:
    title = next((t for a in entry.aliases for p, t in TITLED.items() if a.startswith(p)), None)
    held: list[Held] = []
    for code in entry.codes:
        match = CODE.match(code)
        if match is None or match[1] not in iso or match[3] == "<":
            continue
        start = day(match[4])
        end = day(match[5]) if match[5] else None
        if start is None or (match[5] and end is None) or last_day(end) < SINCE:
            continue
        if end is not None and last_day(end) < first_day(start):
            continue
        since = None if start == LIST_START else start
        if since is None and end is None:
            continue
        held.append(Held("official", f"gov:{iso[match[1]]}", since, end, SOURCE))
    if not held or _years(held) < YEARS:
        return None
    if title and len(held) == 1 and held[0].end:
        held = [Held(title, held[0].of, held[0].start, held[0].end, SOURCE)]
    if held[0].of == "gov:vn":
        name = name.replace(" van ", " Van ")
    return Person(name, held[0].of.removeprefix("gov:"), SOURCE, held=joined(held))


def _years(held: list[Held]) -> float:
    """How long in office, as far as the list goes."""
    years = 0.0
    for role in held:
        start, end = role.start or LIST_START, last_day(role.end or LIST_END)
        first, last = first_day(start).split("-"), end.split("-")
        years += max(int(last[0]) - int(first[0]) + (int(last[1]) - int(first[1])) / 12, 0)
    return years
