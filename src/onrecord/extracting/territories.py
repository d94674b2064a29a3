"""Places that speak as bodies do, and go by a noun: "the kingdom", "the town said"."""

from __future__ import annotations

import re

from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity, Mention
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

AT_PLACE = ("In ", "in ", "near ", "outside ")
"""Before a name, that it is a place's."""
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
