"""Genders: of the people whom an article names, as their names, their roles and pronouns tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.actors.directory import folded
from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import given_names, words

RELATIVES = {
    "m": "father|husband|son|brother|uncle|grandfather|nephew|stepfather|boyfriend",
    "f": "mother|wife|daughter|sister|aunt|grandmother|niece|stepmother|widow|girlfriend",
}
"""By gender, nouns for somebody's relatives, whom an article seldom names, as one pattern."""
OF_RELATIVES = {noun: gender for gender, nouns in RELATIVES.items() for noun in nouns.split("|")}
OF_WOMEN = re.compile(
    r".*woman|.*(?:act|wait|seamst|mist|propriet)ress|.*(?:host|heir|govern|princ|count|duch)ess"
)
PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|she|her|herself)\b")
RIGHT_AFTER = re.compile(r"[^.,;:“”\"A-Z]{1,40}?\b(?:(he|his)|she|her)\b")
BEGINS = re.compile(
    r"[^.?!\n“”\"]*?\b(?:(he|his|him|himself)|she|her|herself)\b"
    r"|[^.?!\n“”\"]*?(?:[“\"][^“”\"\n]*[”\"]|\.[”\"]?)\s+(?:(He)|She)\b"
)
"""After a name that begins a sentence, a pronoun in the same words, or at the beginning of the next
ones."""
WORD = re.compile(r"[a-z]+")
OF = re.compile(r"\b(?:of|for|to|with|by|in|at|on|and|whose|who|which|that)\b")
"""In a description, where it goes on with others."""
CLOSE, NEXT = 80, 300
"""Characters after a name within which a pronoun tells its gender; so after one that begins a
sentence."""
ENOUGH, ENOUGH_OF_SURNAME, BY_BEGINNING = 2, 4, 3
"""Pronouns that tell a gender, also of whoever is called by a surname of several; and for how many
counts one after a name that begins a sentence: in the labels, those are of another in one of
twenty-five, others in one of six."""
AGREED, AGREED_OF_UNKNOWN, AGREED_OF_SURNAME = 0.65, 0.8, 0.75
"""Shares of such pronouns that must be of one gender to tell it: of a person, "Marrant said she"
may be of another; of what may be none, or of several of one surname, more."""


def gender_of(noun: str) -> str | None:
    """The gender that a noun tells, m or f, if it tells one."""
    if OF_WOMEN.fullmatch(noun):
        return "f"
    return words().titles.get(noun) or ("m" if noun.endswith("man") else None)


def told_by(noun: str) -> str | None:
    """The gender that a noun for somebody, or somebody's relative, tells."""
    return OF_RELATIVES.get(noun) or gender_of(noun)


def tell_genders(text: str, found: Sequence[tuple[Name, Entity]]) -> None:
    """Tell the gender of persons whose names do not: by the nouns that say what they are, or by the
    pronouns that follow them."""
    heard: dict[int, Counter[str]] = defaultdict(Counter)
    for place, (name, entity) in enumerate(found):
        if entity.gender is None and entity.is_person and len(entity.key) > 1:
            usual = given_names().get(entity.key[0])  # of those whom the directory knows, too
            entity.gender = usual if usual in ("m", "f") else None
        if entity.gender is None and entity.type in ("person", UNKNOWN):
            until = found[place + 1][0].start if place + 1 < len(found) else len(text)
            heard[entity.number].update(pronouns_after(text, name, until, entity.is_person))
    for _, entity in found:
        if entity.gender is None and entity.number in heard:
            by_noun = {told_by(noun) for noun in _nouns(text, entity)} - {None}
            agreed = AGREED if entity.is_person else AGREED_OF_UNKNOWN
            by_pronoun = _most(heard[entity.number], agreed)
            entity.gender = by_noun.pop() if len(by_noun) == 1 else by_pronoun


def _nouns(text: str, entity: Entity) -> set[str]:
    """The words that say what somebody is: of "a lawyer for her daughter", those before "for"."""
    described = [text[slice(*span)].lower() for span in entity.described]
    whole = {word for told in described for word in WORD.findall(told)}
    first = {word for told in described for word in WORD.findall(OF.split(told, maxsplit=1)[0])}
    return first | (set(entity.roles) - whole)


def genders_of_surnames(
    text: str, names: Sequence[Name], by_last: Mapping[str, Sequence[Entity]]
) -> dict[str, str]:
    """Of which gender somebody is who is called by a surname that a man and a woman have."""
    both = {last for last, people in by_last.items() if {"m", "f"} <= {e.gender for e in people}}
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for place, name in enumerate(names):
        last = folded(name.tokens[-1])
        if last in both and len(name.tokens) == 1 and not name.titles:
            until = names[place + 1].start if place + 1 < len(names) else len(text)
            heard[last].update(pronouns_after(text, name, until, of_person=True))
    told = {
        last: _most(counts, AGREED_OF_SURNAME, ENOUGH_OF_SURNAME) for last, counts in heard.items()
    }
    return {last: gender for last, gender in told.items() if gender}


def gender_after(text: str, at: int) -> str | None:
    """The gender that a pronoun in the same clause tells, right after a name: "Okoro said she"."""
    found = RIGHT_AFTER.match(text, at)
    return None if found is None else "m" if found[1] else "f"


def pronouns_after(text: str, name: Name, until: int, of_person: bool) -> Counter[str]:
    """How many pronouns of either gender follow a name up to the next; of a person, those count
    more that go on with who begins a sentence."""
    close = PRONOUN.finditer(text, name.end, min(until, name.end + CLOSE))
    told = Counter("m" if found[1] else "f" for found in close)
    begins = of_person and name.opens and not name.possessive
    found = BEGINS.match(text, name.end, min(until, name.end + NEXT)) if begins else None
    if found and not any(told_by(word) for word in WORD.findall(found.group())[:-1]):
        told["m" if found[1] or found[2] else "f"] += BY_BEGINNING
    return told


def _most(told: Counter[str], agreed: float, enough: int = ENOUGH) -> str | None:
    """The gender of enough of the pronouns, if one has a share of them."""
    gender, times = told.most_common(1)[0] if told else ("", 0)
    return gender if times >= max(enough, agreed * told.total()) else None
