"""Casting: the names of an article put together by whom they mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.actors.directory import Directory, folded
from onrecord.extracting.describing import (
    body_described,
    calling_of,
    description_of,
    of_where,
    word_before,
)
from onrecord.extracting.genders import gender_after, genders_of_surnames, tell_genders
from onrecord.extracting.mentions import PLACE, UNKNOWN, Cast, Entity, Mention, body_key
from onrecord.extracting.name_types import (
    AGE,
    AGE_BEFORE,
    Sort,
    _acronym,
    _begins_small,
    _is_company,
    sort_of,
)
from onrecord.extracting.names import OF_KIND, Name, find_names, is_bracketed, key_of
from onrecord.extracting.word_lists import given_names, words
from onrecord.statement import Span

HIGHEST = frozenset({"president", "prime minister", "chancellor", "vice president"})
BODY = re.compile(r"(?:['’]s?)? (?:([a-z-]+)(?<!s)(?<!ed) )?([a-z-]+)\b")
"""After a name, a noun for a body, perhaps with a word before it of which kind that is."""
NOUNS = (re.compile(r" [a-z-]+ ([a-z-]+)\b"), re.compile(r" ([a-z-]+)\b"))
"""After a name, words that with it may be a body's: "UN refugee agency"."""
PREPOSITIONS = frozenset(
    {"of", "to", "with", "for", "by", "against", "on", "from", "about", "than", "like", "over"}
    | {"between", "behind", "under", "toward", "towards", "at"}
)
"""Words after which a name is governed by them: "with Marrant"."""
NO_PLACE = frozenset({"campaign", "camp", "team"})
"""Bodies that are somebody's, and no place's or people's."""
DATELINE = re.compile(
    r"^[^\w\n]*[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]+)?\s*(?:\([^)]*\)\s*)?[—–-]", re.MULTILINE
)
"""The place at the head of an article, or below its headline: "ZELK, Verland (HP) —"."""
HEADLINE = 300
"""Characters within which the place at the head of an article begins."""
TITLE_OF_ANOTHER = re.compile(r"(?<=[a-z’'] )((?:[A-Z][a-z]+\.? )+)([A-Z][a-z]+)")
"""In words that say what somebody is, the title of another: "spokesman for President Okoro"."""
YOUTHS = re.compile(r" [a-z]+(?:er|or|ist|an)s\b")
OBJECT_REACH = 40
"""Characters after a surname within which another of that surname is named in full."""
CLAUSE_END = re.compile(r"[.,;:!?()\n“”\"]|\s(?:and|or|said|says)\s")


class _Gathering:
    """Entities while they are found, and the ways to find them again."""

    def __init__(self, text: str, directory: Directory, on: date | None) -> None:
        self.text, self.directory, self.on = text, directory, on
        self.dateline = dateline_of(text)
        self.entities: list[Entity] = []
        self.by_key: dict[tuple[str, ...], Entity] = {}
        self.by_last: dict[str, list[Entity]] = defaultdict(list)
        self.owner: dict[int, Entity] = {}
        self.genders: Mapping[str, str] = {}

    def sort(self, name: Name, key: tuple[str, ...]) -> Sort:
        """What a name shows by itself; at the head of the article, that it is a place."""
        sort = sort_of(name, key, self.text, self.directory, self.on)
        first, end = self.dateline
        if first <= name.start < end and sort.actor is None and sort.type != "government":
            return Sort(PLACE)
        return sort

    def add(self, name: Name, key: tuple[str, ...], sort: Sort) -> Entity:
        """A new entity, first named here."""
        entity = Entity(len(self.entities), key, sort.type, sort.gender)
        entity.full, entity.actor = (name.start, name.end), sort.actor
        self.entities.append(entity)
        if len(key) > 1 or sort.type in ("person", UNKNOWN):
            self.by_last[key[-1]].append(entity)
        return entity

    def take_full(self, index: int, name: Name, key: tuple[str, ...]) -> None:
        """A name of several words: of somebody known by it or a form of it, or of somebody new."""
        sort = self.sort(name, key)
        entity = self.by_key.get(key) or _same_person(key, sort.type, self.by_last)
        entity = entity or self.add(name, key, sort)
        self.by_key[key] = self.owner[index] = entity
        _add(entity, name, self.text, sort)

    def take_short(
        self,
        index: int,
        name: Name,
        key: tuple[str, ...],
        firsts: Mapping[str, Sequence[Entity]],
        acronyms: Mapping[str, Entity],
        companies: Mapping[str, Entity],
        shorts: Mapping[tuple[str, ...], Entity],
    ) -> None:
        """A name of one word: of somebody with a fuller name, or of somebody new."""
        sort = self.sort(name, key)
        known = _known_by_title(name, key[-1], self.directory)
        if sort.type == "government":  # "Berlin", though somebody is called Berlin Brandt
            firsts = {}
        entity = self._of_short(index, name, key[-1], firsts, known)
        if entity is None and name.tokens[0].isupper() and len(key[0]) > 1:
            entity = acronyms.get(key[0])
        entity = entity or shorts.get(key) or self.by_key.get(key) or self._department(name, key[0])
        if entity is None and name.possessive:
            entity = self._of_short(index, name, f"{key[-1]}s", {}, ())  # "Brandt's", of Brandts
        if entity is None and sort == Sort(UNKNOWN):
            entity = companies.get(key[0])
        if entity is None:
            if len(known) == 1:
                actor = self.directory.actors[known[0]]
                sort = sort._replace(actor=actor, gender=sort.gender or actor.gender)
            entity = self.by_key[key] = self.add(name, key, sort)
        self.owner[index] = entity
        _add(entity, name, self.text, sort if name.titles else sort._replace(type=UNKNOWN))

    def _of_short(
        self,
        index: int,
        name: Name,
        word: str,
        firsts: Mapping[str, Sequence[Entity]],
        known: Sequence[str],
    ) -> Entity | None:
        """Whom a name of one word means, of those with fuller names.

        known: ids of those who have or had the title before it, by the directory.
        """
        if name.tokens[0].isupper() and len(word) < 4 and not name.titles:
            return None  # an acronym is no surname
        gender = next((g for g in (words().titles.get(t) for t in name.titles) if g), None)
        fits = [e for e in self.by_last.get(word, ()) if _fits(e, gender, name)]
        fits = [e for e in fits if not _is_object(e, name, self.text)] if len(fits) > 1 else fits
        if known:
            held = [e for e in fits if e.actor is not None and e.actor.id in known]
            fits = held or [e for e in fits if e.roles[name.titles[-1]]]
        if not fits:
            fits = [e for e in firsts.get(word, ()) if _fits(e, gender, name)]
        if len(fits) < 2:
            return fits[0] if fits else None
        fits = _introduced(fits, name.start, len(word))
        if gender:
            fits = [e for e in fits if e.gender == gender] or fits
        if name.titles:
            title = name.titles[-1]
            fits = [e for e in fits if e.roles[title] or _holds(e, title)] or fits
        agreeing = _agreeing(self.text, name, fits)
        if agreeing is not None:
            return agreeing
        in_full = None if name.titles else _last_in_full(self.text, name.start, len(word), fits)
        if in_full is not None:
            return in_full
        likely = self.genders.get(word)
        if likely:
            fits = [e for e in fits if e.gender == likely] or fits
        before = [
            self.owner[i] for i in range(index - 1, max(-1, index - 4), -1) if i in self.owner
        ]
        recent = next((e for e in before if e in fits and e.key[-1] == word), None)
        most = max(fits, key=lambda e: (len(e.mentions), -e.number))
        return (
            recent
            if recent and not name.titles and 2 * len(recent.mentions) > len(most.mentions)
            else most
        )

    def _department(self, name: Name, word: str) -> Entity | None:
        """The department that is called by what it is for, "State": it is named in full, too."""
        if name.titles or word not in words().lists["departments"]:
            return None
        return self.by_key.get((word, "department")) or self.by_key.get(("department", "of", word))


def dateline_of(text: str) -> Span:
    """Where the place at the head of an article stands; nowhere (0, 0) if there is none."""
    found = DATELINE.search(text, 0, HEADLINE)
    return found.span() if found else (0, 0)


def cast_of(text: str, directory: Directory, on: date | None = None) -> Cast:
    """Find who is in an article.

    Fullest names come first, whole article through; then each short one is given to whom it can
    mean: of several, the one of the right gender or title, then the one named most.

    Args:
        directory: by which governments, bodies and people are known.
        on: the article's day, since some governments have an end.
    """
    names = [_without_team(n, text) for n in find_names(text)]
    names = [n for n in names if key_of(n.tokens)]  # "II & III" is nobody's name
    whole = {key_of(n.tokens) for n in names if len(n.tokens) > 1 and not n.opens}
    keyed = {key_of(n.tokens) for n in names if len(n.tokens) > 1}
    lasts = {key[-1:] for key in keyed if key[0] in given_names()}
    names = [n if key_of(n.tokens) in whole else _without_opening(n, text, lasts) for n in names]
    full: set[tuple[str, ...]] = {key for key in keyed if len(key) == 2 and key[0] in given_names()}
    names = [_without_first(n, text, full, directory) for n in names]
    keys = [key_of(n.tokens) for n in names]
    gathering = _Gathering(text, directory, on)
    for index, (name, key) in enumerate(zip(names, keys, strict=True)):
        if len(key) > 1 and not _begins_small(key):
            gathering.take_full(index, name, key)
    firsts: dict[str, list[Entity]] = defaultdict(list)
    for entity in gathering.entities:
        if entity.is_person:
            firsts[entity.key[0]].append(entity)
    acronyms = {_acronym(e.key): e for e in reversed(gathering.entities) if not e.is_person}
    companies = {e.key[0]: e for e in reversed(gathering.entities) if _is_company(e)}
    rest = (i for i, key in enumerate(keys) if key and i not in gathering.owner)
    shorts = _shorts(text, names, keys, gathering.owner)
    gathering.genders = genders_of_surnames(text, names, gathering.by_last)
    # those with a title first: they tell more, and what they tell helps with the others
    for index in sorted(rest, key=lambda i: not names[i].titles):
        gathering.take_short(index, names[index], keys[index], firsts, acronyms, companies, shorts)
    order = sorted(gathering.owner)
    found = [(names[i], gathering.owner[i]) for i in order]
    tell_genders(text, found)
    for entity in gathering.entities:  # of which the fullest were found first
        entity.mentions.sort(key=lambda mention: mention.start)
    return Cast(
        text,
        tuple(gathering.entities),
        _bodies(text, found, len(gathering.entities), directory),
        tuple(name for name, _ in found),
        tuple(entity for _, entity in found),
        tuple(name.start for name, _ in found),
    )


def _shorts(
    text: str,
    names: Sequence[Name],
    keys: Sequence[tuple[str, ...]],
    owner: Mapping[int, Entity],
) -> dict[tuple[str, ...], Entity]:
    """Bodies by the short names in brackets after their full ones: "the Authority (Zelport)".

    Args:
        owner: whom the full names mean, by their places among the names.
    """
    return {
        keys[index]: owner[index - 1]
        for index, name in enumerate(names)
        if index - 1 in owner and index not in owner and is_bracketed(name, text)
        if text[names[index - 1].end : name.start] == " (" and not owner[index - 1].is_person
        if _is_short_of(keys[index][0], keys[index - 1])
    }


def _is_short_of(short: str, full: tuple[str, ...]) -> bool:
    """Whether a word is made of a name's letters or initials, or begins like one of its words."""
    letters = iter("".join(full))
    initials = {word[0] for word in full}
    in_order = short[0] in initials and all(letter in letters for letter in short)
    alike = any(word[:3] == short[:3] for word in full) and len(short) > 4
    return in_order or alike or initials.issuperset(short)


def _bodies(
    text: str, found: list[tuple[Name, Entity]], number: int, directory: Directory
) -> tuple[Entity, ...]:
    bodies: dict[tuple[str, ...], Entity] = {}
    for name, owner in found:
        listed = _listed(text, name, directory)
        told = listed or _noun_after(text, name)
        if told is None and owner.is_person and name.before[-1:] == ("Team",):
            told = "team", name.end
        if told and (listed or _is_own(told[0], name, owner, directory)):
            noun, end = told
            key = body_key(owner, noun)
            full = (name.run_start if end == name.end else name.start, end)
            body = bodies.setdefault(
                key, Entity(number + len(bodies), key, "organisation", None, full=full)
            )
            body.mentions.append(Mention(name.start, end, name.opens))
            if not name.possessive and noun == key[-1] and _is_loose(text, body.full):
                body.full = full  # "the Marrant campaign" rather than "Marrant's team"
    return tuple(bodies.values())


def _is_loose(text: str, full: Span) -> bool:
    """Whether a body is named by whose it is, "Marrant's team", or by another noun, "team"."""
    told = text[slice(*full)]
    loose = told.endswith((" team", " camp")) or told.startswith("Team ")
    return loose or "’s " in told or "'s " in told


def _listed(text: str, name: Name, directory: Directory) -> tuple[str, int] | None:
    """The noun of a body that the directory has by its words, "UN refugee agency"; its end."""
    for some in NOUNS:
        found = some.match(text, name.end)
        if (
            found
            and found[1] in words().lists["organisations"]
            and folded(text[name.start : found.end()]) in directory.names
        ):
            return found[1], found.end()
    return None


def _noun_after(text: str, name: Name) -> tuple[str, int] | None:
    """A noun for a body after a name, and where it ends: "Zelk council", "Zelk ballot panel"."""
    lists = words().lists
    found = BODY.match(text, name.end)
    if found is None:
        return None
    if found[1] in lists["organisations"]:
        return found[1], found.end(1)
    of_kind = found[2] in lists["organisations"] and found[2] not in lists["plain_organisations"]
    if found[1] is None or (of_kind and found[1] not in lists["not_names"]):
        return (found[2], found.end(2)) if found[2] in lists["organisations"] else None
    return None


def _is_own(noun: str, name: Name, owner: Entity, directory: Directory) -> bool:
    """Whether a name and a noun are a body's name: "Marrant's team", but not "Marrant's firm"."""
    lists = words().lists
    if noun not in lists["organisations"] or OF_KIND.fullmatch(name.tokens[-1]):
        return False
    generic = noun in lists["plain_organisations"] and noun not in lists["owned"]
    # "a Danish company"
    no_name = (generic and noun not in lists["governments"]) or noun in NO_PLACE
    if no_name and folded(" ".join(name.tokens)) in directory.peoples:
        return False
    paper = noun in lists["press_nouns"] and name.tokens[-1].lower() in lists["press"]
    return not (generic and (owner.is_person or (paper and not name.possessive)))


def _same_person(
    key: tuple[str, ...], kind: str, by_last: dict[str, list[Entity]]
) -> Entity | None:
    """A person of the same last name whose given name is another form of this one."""
    if kind not in ("person", UNKNOWN):
        return None
    for entity in by_last[key[-1]]:
        if entity.type not in ("person", UNKNOWN) or len(entity.key) < 2:
            continue
        full = words().nicknames
        one, other = (full.get(first, first) for first in (entity.key[0], key[0]))
        if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
            return entity
        if len(min(one, other, key=len)) >= 3 and (one.startswith(other) or other.startswith(one)):
            return entity
    return None


def _agreeing(text: str, name: Name, fits: Sequence[Entity]) -> Entity | None:
    """Of people of one surname who has the gender of the pronoun after it: "Okoro said she"."""
    gender = gender_after(text, name.end)
    alike = [e for e in fits if gender and e.gender == gender]
    return alike[0] if len(alike) == 1 and all(e.gender for e in fits) else None


def _is_object(entity: Entity, name: Name, text: str) -> bool:
    """Whether somebody is named in full right after another's surname: "Okoro met Ida Okoro"."""
    length = len(name.tokens[-1])
    return any(
        name.end < m.start < name.end + OBJECT_REACH
        and m.end - m.start > length + 1
        and not CLAUSE_END.search(text, name.end, m.start)
        for m in entity.mentions
    )


def _introduced(fits: Sequence[Entity], at: int, length: int) -> list[Entity]:
    """Of people of one surname those who were named in full before a place; else the first to be.

    News calls by the surname alone only whom it has introduced, but for headlines.
    """
    before = [
        entity
        for entity in fits
        if any(m.start < at and m.end - m.start > length + 1 for m in entity.mentions)
    ]
    return before or [min(fits, key=lambda e: e.full[0])]


def _last_in_full(text: str, at: int, length: int, fits: Sequence[Entity]) -> Entity | None:
    """Who is named last in the paragraph before a place by more than a word of a length."""
    paragraph = text.rfind("\n", 0, at)
    named = [
        (mention.start, entity)
        for entity in fits
        for mention in entity.mentions
        if paragraph < mention.start < at and mention.end - mention.start > length + 3
    ]
    return max(named, key=lambda item: item[0])[1] if named else None


def _known_by_title(name: Name, word: str, directory: Directory) -> list[str]:
    """Who has this surname and has or had the title before it, of the highest offices."""
    title = " ".join(name.titles)
    if title not in HIGHEST:
        return []
    return [
        i
        for i in directory.surnames.get(word, ())
        if any(r.title == title for r in directory.actors[i].roles)
    ]


def _holds(entity: Entity, title: str) -> bool:
    """Whether the directory knows that this is a person's title."""
    return entity.actor is not None and any(title in r.title.split() for r in entity.actor.roles)


def _fits(entity: Entity, gender: str | None, name: Name) -> bool:
    if entity.type not in ("person", UNKNOWN):
        return not name.titles and len(entity.key) == 1
    return not (gender and entity.gender and gender != entity.gender)


def _without_opening(name: Name, text: str, lasts: set[tuple[str, ...]]) -> Name:
    """A name of two words without the first, where this only begins the sentence.

    "Absent Marrant, they ..." names Marrant.
    """
    if not name.opens or name.titles or len(name.tokens) != 2:
        return name
    first, last = name.tokens
    youths = first == "Young" and YOUTHS.match(text, name.end)  # "Young Okoro supporters"
    given = folded(first) in given_names() and not youths
    if given or (folded(last),) not in lasts or len(first) < 3:
        return name
    start = text.find(last, name.start + len(first), name.end)
    return replace(name, start=start, tokens=(last,)) if start > 0 else name


def _without_team(name: Name, text: str) -> Name:
    """A surname without the word for whoever works for its bearer: "Team Marrant"."""
    if len(name.tokens) != 2 or name.tokens[0] != "Team":
        return name
    start = text.find(name.tokens[1], name.start + len("Team"), name.end)
    return replace(name, start=start, tokens=name.tokens[1:], before=(*name.before, "Team"))


def _without_first(name: Name, text: str, full: set[tuple[str, ...]], directory: Directory) -> Name:
    """A name without a word before the full name of somebody: "Liar of the Year Olav Brandt"."""
    if len(name.tokens) != 3 or name.tokens[0].lower() in given_names():
        return name
    key = key_of(name.tokens[1:])
    known = key in full or any(
        directory.actors[i].type == "person" for i in directory.names.get(" ".join(key), ())
    )
    if not known:
        return name
    start = text.find(name.tokens[1], name.start + len(name.tokens[0]), name.end)
    before = (*name.before, name.tokens[0])
    return replace(name, start=start, tokens=name.tokens[1:], before=before) if start > 0 else name


def _add(entity: Entity, name: Name, text: str, sort: Sort) -> None:
    """Take up a mention and what it tells."""
    at = name.run_start - 4 if text.endswith(" the ", 0, name.run_start) else name.run_start
    governed = text[at - 1 : at] == " " and word_before(text, at) in PREPOSITIONS
    entity.mentions.append(Mention(name.start, name.end, name.opens, name.possessive, governed))
    key = key_of(name.tokens)
    if len(key) > len(entity.key) and (key[0] == entity.key[0] or key[0] in given_names()):
        entity.key, entity.full = key, (name.start, name.end)
    if entity.type in (UNKNOWN, PLACE) and name.titles:
        entity.type = "person"
    elif entity.type == UNKNOWN or (entity.type == PLACE and sort.type not in (UNKNOWN, PLACE)):
        entity.type = sort.type
    entity.gender = entity.gender or sort.gender
    before = [word.lower() for word in name.before]
    entity.roles.update((*name.titles, *before, *of_where(text, name)))
    age = AGE.match(text, name.end)
    if age is None and text.endswith("-old ", 0, at):
        age = AGE_BEFORE.search(text, max(0, at - 16), at)
    if age:
        entity.roles[f"{age[1]}-year-old"] += 1
    entity.roles.update(calling_of(text, name))
    noun = body_described(text, name) if entity.type != "person" else None
    if noun:
        entity.roles[noun] += 1
        if entity.type == UNKNOWN:
            entity.type = "organisation"
    described = description_of(text, name) if sort.type != PLACE else None
    if described:
        entity.described.append(described)
        bare = TITLE_OF_ANOTHER.sub(_not_title, text[described[0] : described[1]])
        words_told = bare.lower().replace("-turned-", " ")
        found = re.findall(r"[\w’'-]+", words_told)
        told = any(word in words().lists["roles"] for word in found)
        if entity.type == UNKNOWN and told and key[-1] not in words().lists["collective"]:
            entity.type = "person"
        entity.roles.update(found)


def _not_title(found: re.Match[str]) -> str:
    """Words with capitals without the titles before a name: "President Ida Marrant"."""
    titles, last = words().titles, found[2].lower()
    if last in titles or last in words().lists["roles"]:
        return found[0]  # "Attorney General"
    kept = (w for w in found[1].split() if w.lower().strip(".") not in titles)
    return " ".join([*kept, found[2]])
