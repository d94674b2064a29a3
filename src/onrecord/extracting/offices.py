"""Offices: whether "he" or "she" goes on with an office, "The mayor left. All laughed. She"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.extracting.antecedents import DEPUTIES, has_role
from onrecord.extracting.inside import around, is_turn
from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.new_people import SAME, in_words
from onrecord.extracting.parallels import OPENS
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

SENTENCES = 4
"""Sentences up to a pronoun, with its own, in which the office is told that it goes on with."""
HIM = {
    "he": re.compile(r"\bhim\b"),
    "she": re.compile(
        r"\bher\b(?! (?!that|to|not|if|about|of|in|on|at|by|for|with|and|or|the|an?)\w)"
    ),
}
"""To whom an office's bearer does something, and who is not them: "The mayor told her that she"."""
BEGINS = re.compile(rf"(?:[A-Z][A-Z.\s-]+: )?{OPENS}")
"""From the beginning of a sentence to its subject, also after whose turn it is, "MARRANT: "."""
UNTOLD = frozenset({"former", "ex", "next", "future", "late", "new", "other", "then"})
"""Before an office, that it is not whose it is now."""


def in_office_before(source: Source, scene: Scene) -> Entity | None:
    """Who has the office that a pronoun goes on with.

    That is the one office that is told of in its sentence or in the few before it, at the beginning
    of one, if nobody whom the pronoun may mean is named in that sentence or since then.
    """
    if source.head not in SAME:
        return None
    text, end = scene.cast.text, scene.at
    talk = any(is_turn(said, scene) for said in around(scene))
    first = scene.paragraphs[max(scene.paragraph - (2 if talk else 1), 0)][0]
    for start in reversed(scene.sentences[: scene.sentence + 1][-SENTENCES:]):
        if start < first or _is_named(source, scene, start, end):
            return None
        told = {}
        for match in _offices().finditer(text, start, end):
            holders = _holders(match, scene)
            fits = [entity for entity in holders if entity.gender in (None, source.gender)]
            if not _elsewhere(match.start(), scene, talk=talk) and (fits or not holders):
                told[match[0].lower()] = (match.start(), fits)
        if told:
            place, fits = next(iter(told.values()))
            him = HIM[source.head].search(text, place, end)
            other = SAME[source.head].search(text, start, place)
            only = len(told) == len(fits) == 1 and not (him or other)
            return fits[0] if only and BEGINS.fullmatch(text, start, place) else None
        end = start
    return None


def _holders(office: re.Match[str], scene: Scene) -> list[Entity]:
    """Those whom the article says to have an office."""
    kind = office["kind"] or ""
    return [
        entity
        for entity in scene.cast.entities
        if entity.is_person and has_role(entity, office["noun"])
        if (not kind or kind in entity.roles)
        and (kind in DEPUTIES or DEPUTIES.isdisjoint(entity.roles))
    ]


def _elsewhere(at: int, scene: Scene, *, talk: bool) -> bool:
    """Whether a place is in other words than a pronoun's: its own, or those of somebody else.

    Args:
        talk: the pronoun stands in a turn, so that other turns are no other words.
    """
    own = scene.holder.content if scene.holder else ()
    if any(a <= at < b for a, b in own):
        return any(a <= at < b for a, b in scene.content)
    if talk:
        said = (one for one in scene.said if any(a <= at < b for a, b in one.content))
        return not all(is_turn(one, scene) for one in said)
    return in_words(scene, at) or scene.quoted(at)


@cache
def _offices() -> re.Pattern[str]:
    """An office with its article, as its bearer is told of who was named before."""
    lists = words().lists
    nouns = "|".join(sorted(lists["offices"] | lists["political"] | {"minister", "secretary"}))
    others = "|".join(sorted(UNTOLD))
    return re.compile(
        rf"\b[Tt]he (?:(?P<kind>(?!(?:{others})\b)[a-z-]+) )?(?P<noun>{nouns})\b(?![’'-]| [A-Z])"
    )


def _is_named(source: Source, scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch names somebody whom a pronoun may mean, outside its own words."""
    text = scene.cast.text
    return any(
        (entity.is_person or (entity.type == UNKNOWN and len(entity.key) > 1 and not entity.place))
        and entity.gender in (None, source.gender)
        and not text.startswith(":", name.end)
        and text[max(0, name.run_start - 4) : name.run_start].lower() != "the "
        and not any(a <= name.start < b for a, b in scene.content)
        for name, entity in scene.cast.within(start, end)
    )
