"""Places that speak as bodies do, and go by a noun: "the kingdom", "the town said"."""

from __future__ import annotations

import re

from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity, Mention
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

AT_PLACE = ("In ", "in ", "near ", "outside ")
"""Before a name, that it is a place's."""
IN_PLACE = re.compile(r"In (neighbou?ring |nearby )?(?:the )?")
"""At the beginning of a sentence, before a country in which something is said."""
OF_STATE = re.compile(r", ([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b(?:,|\.(?=\s))")
"""After a town's name, the state that it is in."""


def territory(source: Source, scene: Scene) -> Entity | None:
    """Which place "the town" or "the kingdom" goes on with: one in its sentence or the one before.

    Of several, the one with which a sentence begins.
    """
    start = scene.sentences[max(scene.sentence - 1, 0)]
    named = scene.cast.within(start, scene.at)
    fits = {e for name, e in named if _is_territory(e, source.head, scene.cast.text)}
    if len(fits) == 1:
        return fits.pop()
    first = named[0][1] if named and named[0][0].run_start == start else None
    return first if first in fits else None


def _is_territory(entity: Entity, noun: str, text: str) -> bool:
    """Whether a name may be a country's, a state's or a town's, as the noun says."""
    state = " ".join(entity.key) in words().states.values()
    if noun == "state" or state:
        return noun == "state" and state
    if entity.type == "government" or noun in words().lists["realms"]:
        return entity.type == "government" and noun in words().lists["realms"]
    if entity.place or entity.type != UNKNOWN:
        return entity.place or entity.type == PLACE
    return any(_at_place(text, mention) for mention in entity.mentions)


def _at_place(text: str, mention: Mention) -> bool:
    """Whether the words beside a name say that it is a place's: "in Zelk", "Zelk, Ohio"."""
    state = OF_STATE.match(text, mention.end)
    told = state is not None and state[1].lower() in words().states.values()
    return told or text.endswith(AT_PLACE, 0, mention.start)


def government_of_place(source: Source, scene: Scene) -> Entity | None:
    """The country of "In neighbouring Verland, the government said"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    government = source.head in words().lists["governments"]
    if not government or source.named is not None or source.whose:
        return None
    named = [(n, e) for n, e in scene.cast.within(start, scene.at)]
    if len(named) != 1 or named[0][1].is_person or text[named[0][0].end : scene.at] != ", ":
        return None
    begins, place = IN_PLACE.fullmatch(text, start, named[0][0].start), named[0][1]
    country = begins is not None and (begins[1] or place.type == "government")
    return place if country else None
