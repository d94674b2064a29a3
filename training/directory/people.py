"""One person is one actor: the sources put together, and disputes about an office settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from onrecord.actors.actor import Actor
from training.directory.draft import Held, Person, first_day, joined, last_day, rank
from training.directory.text import key_of, slug, unique

# Offices that one person holds at a time.
SINGLE = {
    "president",
    "vice president",
    "prime minister",
    "premier",
    "chancellor",
    "taoiseach",
    "king",
    "queen",
    "emperor",
    "supreme leader",
    "pope",
    "secretary-general",
    "foreign secretary",
    "home secretary",
    "defence secretary",
    "secretary of state",
    "defense secretary",
    "treasury secretary",
    "foreign minister",
    "defence minister",
    "finance minister",
    "interior minister",
    "treasurer",
    "chief justice",
    "managing director",
    "director-general",
    "speaker",
}
# As long as two can be named for one office: handing over, and dates that differ by source.
OVERLAP_DAYS = 31
NEAR_DAYS = 45


def _date(text: str) -> date:
    year, month, number = (int(n) for n in text.split("-"))
    if text.startswith("0001") or text.startswith("9999"):
        return date(year, month, number)
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def overlap(a: Held, b: Held) -> int:
    """Days that both hold for certain: of a year or a month, no more than a day counts."""
    start = max(_date(_last_start(a.start)), _date(_last_start(b.start)))
    end = min(_date(_first_end(a.end)), _date(_first_end(b.end)))
    return (end - start).days


def _last_start(day: str | None) -> str:
    return last_day(day) if day else first_day(day)


def _first_end(day: str | None) -> str:
    return first_day(day) if day else last_day(day)


class People:
    """Persons by name and country."""

    def __init__(self, countries: dict[str, str | None]) -> None:
        self.countries = countries
        self.all: list[Person] = []
        self.by_key: dict[tuple[str, str], Person] = {}
        self.by_country: dict[str, list[Person]] = defaultdict(list)

    def places(self, person: Person) -> set[str]:
        """The countries or, without one, the organisations of the person's offices."""
        found = {self.countries.get(h.of) or h.of for h in person.held}
        return found | ({person.country} if person.country else set())

    def add(self, person: Person, *, loose: bool = False) -> None:
        """The person joins whoever they are, or the list."""
        known = self._find(person, loose=loose)
        if known is None:
            self.all.append(person)
            known = person
        elif person.source == "phoenix":
            # Its offices have no titles, and its spellings are its own.
            return
        else:
            known.names += [person.name, *person.names]
            known.held += person.held
            known.sources |= person.sources
            known.gender = known.gender or person.gender
            known.wikidata = known.wikidata or person.wikidata
        for place in self.places(known):
            if known not in self.by_country[place]:
                self.by_country[place].append(known)
            for key in self._keys(known):
                self.by_key.setdefault((place, key), known)

    @staticmethod
    def _keys(person: Person) -> set[str]:
        keys = {key_of(n) for n in (person.name, *person.names)}
        return {" ".join(sorted(k.split())) for k in keys}

    def _find(self, person: Person, *, loose: bool) -> Person | None:
        places = sorted(self.places(person))
        # Two US presidents were a George Bush: these are known by the name that is shown only.
        by_name = (
            Person(person.name, None, person.source) if person.source == "us-executive" else person
        )
        for place in places:
            for key in sorted(self._keys(by_name)):
                if (place, key) in self.by_key:
                    return self.by_key[place, key]
        for place in places:
            for other in self.by_country[place]:
                if other.source == person.source and not loose:
                    continue
                if _same_office(person, other) or (loose and _alike(person.name, other.name)):
                    return other
        return None


def _alike(a: str, b: str) -> bool:
    first, second = key_of(a), key_of(b)
    if first.split()[-1] == second.split()[-1] and first.split()[0][:4] == second.split()[0][:4]:
        return True
    return SequenceMatcher(None, first, second).ratio() > 0.88


def _same_office(a: Person, b: Person) -> bool:
    """The same office from about the same day, and a surname that looks alike."""
    for one in a.held:
        for two in b.held:
            if (one.title, one.of) != (two.title, two.of) or not (one.start and two.start):
                continue
            days = abs((_date(first_day(one.start)) - _date(first_day(two.start))).days)
            within = one.start >= two.start and last_day(two.end) >= first_day(one.start)
            if (days <= NEAR_DAYS or (within and two.end is None)) and _share_word(a, b):
                return True
    return False


def _share_word(a: Person, b: Person) -> bool:
    words = [w for n in (a.name, *a.names) for w in key_of(n).split() if len(w) > 2]
    others = [w for n in (b.name, *b.names) for w in key_of(n).split() if len(w) > 2]
    return any(SequenceMatcher(None, w, o).ratio() >= 0.8 for w in words for o in others)


def put_together(
    groups: Iterable[Iterable[Person]], countries: dict[str, str | None]
) -> list[Person]:
    """All persons; the first group names them."""
    people = People(countries)
    for group in groups:
        for person in group:
            people.add(person, loose=person.source == "phoenix")
    for person in people.all:
        person.held = joined(person.held)
    return people.all


def settle(people: list[Person]) -> list[str]:
    """Two who hold one office at once: the better source keeps it. Returns what was changed."""
    said: list[str] = []
    offices: dict[tuple[str, str], list[tuple[Person, Held]]] = defaultdict(list)
    for person in people:
        for held in person.held:
            if held.title in SINGLE:
                offices[held.of, held.title].append((person, held))
    for office, holders in sorted(offices.items()):
        _settle_office(office, holders, said)
    return said


def _settle_office(
    office: tuple[str, str], holders: list[tuple[Person, Held]], said: list[str]
) -> None:
    changed = True
    while changed:
        changed = False
        holders.sort(key=lambda h: (first_day(h[1].start), h[0].name))
        for (one, first), (two, second) in (
            (a, b) for i, a in enumerate(holders) for b in holders[i + 1 :]
        ):
            if one is two or overlap(first, second) <= OVERLAP_DAYS:
                continue
            where = f"{office[1]} of {office[0]}: {_shown(one, first)} / {_shown(two, second)}"
            later = second.start is not None and first_day(first.start) < first_day(second.start)
            if later and (first.end is None or rank(second.source) <= rank(first.source)):
                ended = replace(first, end=second.start)
                _change(one, first, ended)
                holders[holders.index((one, first))] = (one, ended)
                said.append(f"{where}: the first ends as the second begins")
            else:
                worse = max(((one, first), (two, second)), key=lambda h: rank(h[1].source))
                _change(*worse, None)
                holders.remove(worse)
                said.append(f"{where}: dropped {worse[0].name} ({worse[1].source})")
            changed = True
            break


def _shown(person: Person, held: Held) -> str:
    return f"{person.name} {held.start or '?'} to {held.end or '?'} ({held.source})"


def _change(person: Person, old: Held, new: Held | None) -> None:
    place = person.held.index(old)
    person.held[place : place + 1] = [] if new is None else [new]


def actors(people: list[Person]) -> list[Actor]:
    """The persons who hold an office, with an id each."""
    kept = [p for p in people if p.held]
    named: dict[str, list[Person]] = defaultdict(list)
    for person in kept:
        named[slug(person.name)].append(person)
    made = []
    for name, same in named.items():
        for person in same:
            identity = f"person:{name}"
            if len(same) > 1:
                year = first_day(person.held[0].start)[:4]
                distinct = len({p.country for p in same}) == len(same)
                place = person.country or person.held[0].of.rpartition(":")[2]
                identity += f"-{place}" if distinct else f"-{place}-{year}"
            made.append(_actor(person, identity))
    return made


def _actor(person: Person, identity: str) -> Actor:
    return Actor(
        id=identity,
        type="person",
        name=person.name,
        names=unique(
            [n for n in person.names if " " in n or n[:1].isupper()], without=(person.name,)
        ),
        country=person.country,
        gender=person.gender,
        wikidata=person.wikidata,
        roles=tuple(dict.fromkeys(h.role() for h in person.held)),
        sources=tuple(sorted(person.sources)),
    )
