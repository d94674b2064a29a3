"""Groups: whether "they" goes on with people of whom none is named, or with a body."""

from __future__ import annotations

import re

from onrecord.extracting.antecedents import is_people
from onrecord.extracting.mentions import PLACE, Entity
from onrecord.extracting.new_people import in_words, person_nouns
from onrecord.extracting.parallels import VERB
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source

THEY = frozenset({"they", "them", "their"})
PEOPLE = re.compile(
    r"\b(?:(?P<some>several|many|some|most|few|both|other|dozens of|scores of|a number of) "
    r"(?:[\w’'-]+ ){0,3}?(?!years|months|weeks|days|hours|times)[a-z]+s\b"
    r"|(?!members of (?:the )?(?-i:[A-Z]))(?P<one>[\w-]+)(?:s|(?<=men)|(?<=people))\b)",
    re.IGNORECASE,
)
"""A noun for several, but for the members of a body by name, who are as good as it."""
MEN = frozenset({"men", "women", "people", "countrymen", "policemen", "congressmen", "fishermen"})
BEGINNING = 40
"""Characters at a sentence's beginning in which its subject is."""
NATION = re.compile(r"\bthe [A-Z][a-z]+ people$")
FIRST = re.compile(r"\W*(?:(?:But|And|Yet|Still|So|Now),? )?(?:The )?(?:[a-z-]+ ){0,2}")
"""From the beginning of a sentence to the name of the body that is its subject."""


def after_group(source: Source, scene: Scene) -> bool:
    """Whether "they" goes on with people of whom none is named: "Several dockers left. They".

    And no body does anything since then.
    """
    people = _people(scene) if source.head in THEY else -1
    return people >= 0 and not any(
        entity.type not in ("person", PLACE)
        and not is_people(entity)
        and not in_words(scene, name.start)
        and VERB.match(scene.cast.text, name.end)
        for name, entity in scene.cast.within(people, scene.at)
    )


def _people(scene: Scene) -> int:
    """Where the noun ends for several people who are told of last; -1 if none are.

    In a source's sentence or the one before it; in another paragraph only where that sentence
    begins with them.
    """
    text, found = scene.cast.text, -1
    start = scene.sentences[max(scene.sentence - 1, 0)]
    here = scene.paragraphs[scene.paragraph][0]
    for word in PEOPLE.finditer(text, start, scene.at):
        at = word.start()
        one = (word["one"] or "").lower()
        several = word["some"] or word[0].lower() in MEN or one in person_nouns()
        quoted = text.count("“", start, at) > text.count("”", start, at) or in_words(scene, at)
        near = at >= here or at - start < BEGINNING
        if (
            several
            and near
            and not quoted
            and not NATION.search(text, max(start, at - 20), word.end())
        ):
            found = word.end()
    return found


def of_body(source: Source, scene: Scene) -> Entity | None:
    """The body with which "they" goes on: the subject of its sentence or of the one before it, if
    no people come in between."""
    if source.head not in THEY or _people(scene) >= 0:
        return None
    own = scene.sentences[scene.sentence]
    start = own if scene.at - own > 1 else scene.sentences[max(scene.sentence - 1, 0)]
    for name, entity in scene.cast.within(start, scene.at)[:1]:
        body = scene.cast.body_at(name.start)
        found = body[0] if body else entity
        if found.type == "organisation" and FIRST.fullmatch(scene.cast.text, start, name.run_start):
            return found
    return None
