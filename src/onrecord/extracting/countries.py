"""Which countries an article is about, and what that tells of its people and their roles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, existing, folded, seated
from onrecord.actors.offices import ACTING, FORMER, known_offices, office_by_title, office_holders
from onrecord.actors.parts import holders_in_part
from onrecord.extracting.casting import dateline_of
from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

OTHERS_COUNT, DATELINE_COUNTS = 0.5, 2.0
"""How much a body, a person or a city of a country, and its place at the head of the article, tell
of it, beside the country's own name."""
CLEARLY, BARELY = 2.0, 1.4
"""How many times more than of the next country must be told of the one that is meant."""
DETERMINER = re.compile(r"^\s*(?:the|his|her|its|their|a|an)\b\s*", re.IGNORECASE)
OF_BODY = re.compile(r"(?:alliance|bloc|fund|commission|agency|organi[sz]ation|body|union)['’]s\s")
OF_COUNTRY = re.compile(
    r"^(?:country|nation|republic|kingdom|island|emirate|sultanate|principality)['’]s\s"
)
HEAD_OF = re.compile(r"(?:head|chief|director) of (?:the )?([a-z ]+ (?:agency|watchdog|office))")
"""Who leads a part of a body: "the head of the UN refugee agency"."""
WORLD_BODY = "world body "
OWNER = re.compile(r"^[\w .-]+['’]s? ")
"""A country before its body: "Zelk's " of the foreign ministry."""
THEN = re.compile(r"\bthen[\s-]")
YEAR = re.compile(r"\b(?:in|since|until|to|of|during|by|[A-Z][a-z]+) ((?:19|20)\d\d)\b")
"""A year in which something was, before "the then minister" of that time."""
YEAR_BEFORE = 300
"""Characters before "the then minister" within which the year is told."""
IN_SEAT = re.compile(r"\s+in\s(?:the\s)?", re.IGNORECASE)
OF_EUROPE = re.compile(
    r"^\W*(?:BRUSSELS|Brussels|STRASBOURG|Strasbourg)\b|\bEuropean (?:Union|Commission)\b|\bE\.?U\b"
)
"""In an article, that "the Commission" is Europe's."""
OF_UNION = re.compile(r"\bEuropean (?:Union|Commission)\b|\bE\.?U\b")
"""In an article, that "Brussels" is the European Union."""
COMMISSION, UNION = "org:european-commission", "org:european-union"
LIKE = re.compile(
    r"(?:(?!(?:senator|governor|mayor|premier|minister|chief|senior|junior|of|from|for)\b)"
    r"[a-z][\w-]* )+"
    r"(?=[A-Z]|(?:senator|governor|mayor|premier|senior|junior)\b)"
)
"""Before an office of a part of a country, what its holder is like: "freshman Verland senator"."""
STATE = frozenset({"government", "regime", "junta"})
"""Nouns after a country's name or people that mean its government."""
PAPAL = frozenset({"pope", "pontiff", "holy father"})
PAPAL_WHOLE = re.compile(
    r"bishop of rome|(?:head|leader) of the (?:roman )?catholic church|"
    r"leader of the worlds catholics"
)
MINISTRY = re.compile(r"(?:an?|the) ([a-z]+ ministry)(?: (?:spokes\w+))?", re.IGNORECASE)
"""A ministry of which only the article tells of which country it is."""
BODIES_ONLY = frozenset({"secretary general", "high representative"})
"""Roles of bodies that need not be named beside them."""
COMMON_BODIES = frozenset(
    {"ministry", "office", "court", "treasury", "senate", "parliament", "department", "congress"}
)
EXPLICIT = 0.95


@dataclass(frozen=True)
class Told:
    """A place in the text that tells of a country."""

    at: int
    government: str
    weight: float


def countries_told(cast: Cast, directory: Directory, on: date | None) -> list[Told]:
    """Where the article names a country, its people, its capital, or a body or person of it."""
    found: list[Told] = []
    first, head = dateline_of(cast.text)
    for name, entity in zip(cast.names, cast.owners, strict=True):
        own = DATELINE_COUNTS if first <= name.start < head else 1.0
        for word in (" ".join(name.tokens), *name.before):
            countries = governments_named(word, directory, on)
            found += [Told(name.start, of, own) for of in countries]
            place = directory.places.get(folded(word))
            if place and not countries:
                found.append(Told(name.start, place, own if own > 1 else OTHERS_COUNT))
        if entity.actor is not None and entity.actor.type != "government":
            for of in _governments_of(entity.actor):
                found.append(Told(name.start, of, OTHERS_COUNT))
    return [
        one
        for one in found
        if not first <= one.at < head or not _contradicted(one, found, (first, head))
    ]


def _governments_of(actor: Actor) -> set[str]:
    offices = {r.of for r in actor.roles if r.of and r.of.startswith("gov:")}
    return offices | ({f"gov:{actor.country}"} if actor.country else set())


def _contradicted(one: Told, found: Sequence[Told], head: Span) -> bool:
    """Whether a city at the head of the article is in another country than the one named there."""
    return any(head[0] <= other.at < head[1] and one.at < other.at for other in found)


def governments_named(words: str, directory: Directory, on: date | None) -> list[str]:
    """The governments that a name, a metonym, an adjective or a demonym means."""
    key = folded(words)
    ids = (*directory.names.get(key, ()), *directory.peoples.get(key, ()))
    seats = [directory.actors[i] for i in directory.metonyms.get(key, ())]
    named = [directory.actors[i] for i in ids]
    known = [*existing(named, on), *seated(seats, on)]
    if not known and on is not None:  # "the Russian president" of a republic that was no state yet
        known = [a for a in named if (a.from_ or "") > on.isoformat()]
    return list(dict.fromkeys(a.id for a in known if a.type == "government"))


def link_bodies(cast: Cast, told: Sequence[Told], directory: Directory, on: date | None) -> None:
    """Of a body whose name many countries' have ("the Foreign Office"), find the one that is meant.

    Where another country stands out, it is that one's, or none that the directory knows; so is
    one of a name that is nobody's without a country, "the Foreign Ministry".
    """
    _link_owned(cast, directory, on)
    _link_europes(cast, directory)
    for entity in cast.entities:
        actor = entity.actor
        if actor is None and entity.type == "organisation":
            entity.actor = _of_several(entity, told, directory)
        common = not COMMON_BODIES.isdisjoint(entity.key)
        if not common or (actor is None and entity.type not in ("organisation", UNKNOWN)):
            continue
        if actor is not None and (actor.type != "organisation" or not actor.country):
            continue
        own = {m.start for m in entity.mentions}
        weights: dict[str, float] = defaultdict(float)
        for one in told:
            if one.at not in own:
                weights[one.government] += one.weight
        top = max(weights, key=lambda g: weights[g], default=None)
        if top is None or weights[top] < DATELINE_COUNTS:
            continue
        if actor is None:
            second = max((w for g, w in weights.items() if g != top), default=0.0)
            if weights[top] >= CLEARLY * second:
                entity.actor = _national(entity, top, cast, directory)
                entity.type = "organisation" if entity.actor else entity.type
        elif top != f"gov:{actor.country}" and not weights[f"gov:{actor.country}"]:
            entity.actor = _national(entity, top, cast, directory)


def _link_europes(cast: Cast, directory: Directory) -> None:
    """Link "the Commission" and "Brussels" in an article of the European Union."""
    for entity in cast.entities:
        seat = entity.key == ("brussels",)
        if entity.actor is not None or not (seat or entity.key == ("commission",)):
            continue
        if (OF_UNION if seat else OF_EUROPE).search(cast.text):
            entity.actor = directory.get(UNION if seat else COMMISSION)
            entity.type = "organisation"


def _link_owned(cast: Cast, directory: Directory, on: date | None) -> None:
    """Of what is named by whose it is, "the Ruvian government", find what the directory knows."""
    for body in cast.bodies:
        owner = next((e.actor for e in cast.entities if e.key == body.key[:-1]), None)
        if body.actor is None:
            whole = folded(cast.text[slice(*body.full)])
            known = existing([directory.actors[i] for i in directory.names.get(whole, ())], on)
            if len(known) == 1:  # "the Ruvian government"
                body.actor, body.type = known[0], known[0].type
        if body.actor is None and body.key[-1] in STATE:
            of = governments_named(" ".join(body.key[:-1]), directory, on)
            body.actor = directory.actors[of[0]] if len(of) == 1 else None
        if body.actor is None and owner is not None and owner.type == "government":
            body.actor = _national(body, owner.id, cast, directory)


def _of_several(entity: Entity, told: Sequence[Told], directory: Directory) -> Actor | None:
    """The body of the country that stands out, of those that share a name: "Social Democrats"."""
    weights: dict[str, float] = defaultdict(float)
    for one in told:
        weights[one.government] += one.weight
    named = [directory.actors[i] for i in directory.names.get(" ".join(entity.key), ())]
    ranked = sorted((weights[f"gov:{a.country}"] for a in named), reverse=True)
    if len(ranked) < 2 or ranked[0] < max(DATELINE_COUNTS, CLEARLY * ranked[1]):
        return None
    return next(a for a in named if weights[f"gov:{a.country}"] == ranked[0])


def _national(entity: Entity, government: str, cast: Cast, directory: Directory) -> Actor | None:
    """The body of a country by a name that many countries' have, if the directory knows one."""
    name = folded(OWNER.sub("", cast.text[entity.full[0] : entity.full[1]]))
    theirs = {
        found
        for adjective in directory.actors[government].adjectives
        for same in {name, name.replace("office", "ministry")}
        for found in directory.names.get(folded(f"{adjective} {same}"), ())
    }
    return directory.actors[theirs.pop()] if len(theirs) == 1 else None


def holder_of(
    source: Source, cast: Cast, told: Sequence[Told], directory: Directory, on: date | None
) -> tuple[Actor | None, float]:
    """Who held the office that a role names on the article's day, and how sure the country is.

    "The then minister" is who held it all through the year that is told before.
    """
    if not THEN.search(cast.text, source.span[0], source.end):
        return _holder_on(source, cast, told, directory, on) if on else (None, 0.0)
    year = next(reversed(YEAR.findall(cast.text[: source.span[0]][-YEAR_BEFORE:])), None)
    if year is None:
        return None, 0.0
    first, sure = _holder_on(source, cast, told, directory, date(int(year), 1, 1))
    last, _ = _holder_on(source, cast, told, directory, date(int(year), 12, 31))
    return (first, sure) if first is last else (None, 0.0)


def _holder_on(
    source: Source, cast: Cast, told: Sequence[Told], directory: Directory, on: date
) -> tuple[Actor | None, float]:
    whole, phrase = _whole(cast, source), _phrase(cast, source, directory, on)
    at = source.span[0]
    if PAPAL_WHOLE.fullmatch(folded(whole)):
        popes = office_holders("pope", ["gov:va"], (), on, directory)
        return (popes[0], EXPLICIT) if len(popes) == 1 else (None, 0.0)
    titled = _by_whole_title(whole, phrase, told, directory, on)
    if titled:
        return _named_one(titled, cast), EXPLICIT
    leader = _by_party(phrase, told, directory, on)
    if leader is not None:
        return leader, EXPLICIT
    found, sure = _by_context(whole, told, at, directory, on)  # "the Senate majority leader"
    if not found and not phrase.countries:
        found, sure = _of_one_country(whole, directory, on)
    if not found and not phrase.known:
        return None, 0.0
    if folded(phrase.words) in PAPAL:
        found, sure = office_holders(phrase.words, ["gov:va"], (), on, directory), EXPLICIT
    elif phrase.countries or phrase.bodies:
        named = office_holders(phrase.words, phrase.countries, phrase.bodies, on, directory)
        found, sure = (named, EXPLICIT) if named or phrase.countries else (found, sure)
    elif phrase.of_body or folded(phrase.words) in BODIES_ONLY:
        bodies = [e.actor.id for e in cast.entities if e.actor and e.actor.type == "organisation"]
        found, sure = office_holders(phrase.words, (), bodies, on, directory), EXPLICIT
    if not found and not phrase.countries and not phrase.bodies and not phrase.of_body:
        found, sure = _by_context(phrase.words, told, at, directory, on)
        found, sure = (found, sure) if found else _of_one_country(phrase.words, directory, on)
    holder = _named_one(found, cast)
    return (holder, sure) if holder else (None, 0.0)


def _named_one(found: Sequence[Actor], cast: Cast) -> Actor | None:
    """The holder of an office; of several, the one whom the article names."""
    if len(found) > 1:
        named_here = {e.actor.id for e in cast.entities if e.actor is not None}
        found = [a for a in found if a.id in named_here]
    return found[0] if len(found) == 1 else None


def _by_whole_title(
    whole: str, phrase: _Phrase, told: Sequence[Told], directory: Directory, on: date
) -> tuple[Actor, ...]:
    """The holders of an office with a name in its title: "the Northern Ireland secretary"."""
    parents = [directory.actors[of].parent for of in phrase.countries]
    whose = dict.fromkeys(
        (*phrase.countries, *phrase.bodies, *filter(None, parents), *(t.government for t in told))
    )
    like = LIKE.match(whole)
    plain = whole[like.end() :] if like and not FORMER.search(folded(like[0])) else whole
    found = holders_in_part(plain, tuple(whose), on, directory)
    if found or not (phrase.countries or phrase.bodies):
        return found
    for title in filter(None, (whole, phrase.after_country)):
        found = office_by_title(title, whose, on, directory)
        if len(found) == 1:
            return found
    return ()


def ministry_of(
    source: Source, cast: Cast, told: Sequence[Told], directory: Directory
) -> Actor | None:
    """The ministry that "the foreign ministry" means, of the country that stands out."""
    found = MINISTRY.fullmatch(cast.text[slice(*source.span)])
    weights: dict[str, float] = defaultdict(float)
    for one in told:
        weights[one.government] += one.weight if one.at < source.span[0] else 0.0
    ranked = sorted(weights, key=lambda g: -weights[g])
    if found is None or not ranked or weights[ranked[0]] < DATELINE_COUNTS:
        return None
    if len(ranked) > 1 and weights[ranked[0]] < CLEARLY * weights[ranked[1]]:
        return None
    named = {
        i
        for adjective in directory.actors[ranked[0]].adjectives
        for i in directory.names.get(folded(f"{adjective} {found[1]}"), ())
    }
    return directory.actors[named.pop()] if len(named) == 1 else None


def _by_party(
    phrase: _Phrase, told: Sequence[Told], directory: Directory, on: date
) -> Actor | None:
    """Who led a party that is called after its people, "the Tory leader"."""
    here = {t.government for t in told}
    parties = [p for p in phrase.parties if f"gov:{directory.actors[p].country}" in here]
    found = office_holders(phrase.words, (), parties, on, directory)
    return found[0] if len(found) == 1 else None


def _of_one_country(phrase: str, directory: Directory, on: date) -> tuple[tuple[Actor, ...], float]:
    """The holder of an office that news has of one country only, "the Treasury secretary"."""
    of = known_offices().only.get(ACTING.sub("", folded(phrase)))
    return (office_holders(phrase, [f"gov:{of}"], (), on, directory), 0.8) if of else ((), 0.0)


def _by_context(
    phrase: str, told: Sequence[Told], at: int, directory: Directory, on: date
) -> tuple[tuple[Actor, ...], float]:
    """The holder in the country that the article is about where a role stands, if one stands out.

    Only countries count that have the office.
    """
    weights: dict[str, float] = defaultdict(float)
    for one in told:
        weights[one.government] += one.weight * (1.0 if one.at < at else 0.3)
    holders = {g: office_holders(phrase, [g], (), on, directory) for g in weights}
    everywhere = "minister" in phrase  # which the directory does not have of all countries
    ranked = sorted((g for g in weights if holders[g] or everywhere), key=lambda g: -weights[g])
    if not ranked:
        return (), 0.0
    second = weights[ranked[1]] if len(ranked) > 1 else 0.0
    if len(ranked) > 2 and weights[ranked[0]] < CLEARLY * (second + weights[ranked[2]]):
        return (), 0.0
    if weights[ranked[0]] >= CLEARLY * second:
        return holders[ranked[0]], 0.9
    return (holders[ranked[0]], 0.7) if weights[ranked[0]] >= BARELY * second else ((), 0.0)


class _Phrase(NamedTuple):
    """A role's words without its names, and what these are.

    known: every name is a country's, a body's that the directory has, or a party's; of_body: it
    is said to be of "the alliance" or the like; after_country: what follows the name of a country
    or a body that the role begins with, other names included; parties: those whose people are
    named.
    """

    words: str
    countries: list[str]
    bodies: list[str]
    known: bool
    of_body: bool
    after_country: str
    parties: list[str]


def _whole(cast: Cast, source: Source) -> str:
    return DETERMINER.sub("", cast.text[source.span[0] : source.end]).strip(" ,.")


def _phrase(cast: Cast, source: Source, directory: Directory, on: date) -> _Phrase:
    text = cast.text
    start, end = source.span[0], source.end
    countries: list[str] = []
    bodies: list[str] = []
    known, party = True, False
    phrase, at, seat = "", start, False
    after_country, parties = "", list[str]()
    for name, entity in cast.within(start, end):
        word = text[name.start : name.end]
        phrase += text[at : name.run_start] + " "
        at = name.end + 2 if text[name.end : name.end + 2] in ("'s", "’s") else name.end
        found = governments_named(word, directory, on)
        if found:
            countries += found
        elif entity.actor is not None:
            bodies.append(entity.actor.id)
        elif folded(word) == "europe" and UNION in directory.actors:
            bodies.append(UNION)  # "Europe's foreign policy chief"
        else:
            known &= folded(word) in words().lists["parties"]
            party |= folded(word) in words().lists["parties"]
            named = known_offices().parties.get(folded(word), ())
            parties += [p for p in named if p in directory.actors]
        own = found or entity.actor is not None
        if own and not DETERMINER.sub("", text[start : name.run_start]).strip():
            after_country = text[at:end].strip()
        seat |= bool(found) and folded(word) in directory.metonyms
    phrase = THEN.sub("", DETERMINER.sub(" ", phrase + text[at:end]).strip())
    countries = countries or _of_seat(cast, end, directory, on)
    body = OF_BODY.match(phrase)
    phrase = OF_COUNTRY.sub("", phrase[body.end() :] if body else phrase)
    phrase = re.sub(r"['’]s?(?=\s|$)", "", phrase)
    phrase = re.sub(r"\s(?:of|for)\s*(?:the)?\s*$", " ", phrase)
    plain = " ".join(phrase.strip(" ,.").split())
    if seat and plain in known_offices().bodies.leaders:
        plain = "leader"  # "the Kremlin chief"
    of_agency = HEAD_OF.fullmatch(plain)
    if of_agency and bodies:
        plain = f"{of_agency[1]} chief"
    if plain.startswith(WORLD_BODY):
        plain, bodies = plain.removeprefix(WORLD_BODY), ["org:united-nations"]
    of_party = party and plain in known_offices().leaders
    known &= not of_party
    return _Phrase(plain, countries, bodies, known, bool(body), after_country, parties)


def _of_seat(cast: Cast, at: int, directory: Directory, on: date) -> list[str]:
    """The government in whose capital somebody is said to be, "the prime minister in Zelk"."""
    seat = IN_SEAT.match(cast.text, at)
    found = [n for n, _ in cast.within(seat.end(), seat.end() + 1)] if seat else []
    ids = directory.metonyms.get(folded(" ".join(found[0].tokens)), ()) if found else ()
    return [a.id for a in seated([directory.actors[i] for i in ids], on)]
