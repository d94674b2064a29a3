"""Roles of which the article does not say whose they are: who is meant by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedents import gender_of, has_role
from onrecord.extracting.direct import ANYBODY
from onrecord.extracting.mentions import Entity
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|press(?:es|ed|ing)?|question(?:s|ed|ing)?|grill(?:s|ed|ing)?|"
    r"quizz(?:es|ed|ing)|interview(?:s|ed|ing)?|challeng(?:es?|ed|ing)|confront(?:s|ed|ing)?)\s$"
)
"""Before a name, that its bearer is asked something, and so is who answers next."""
OF_KIN = {
    **dict.fromkeys(("ex-wife", "fiancee", "girlfriend"), "f"),
    **dict.fromkeys(("ex-husband", "fiance", "boyfriend"), "m"),
    **dict.fromkeys(("mother", "wife", "daughter", "sister", "widow"), "f"),
    **dict.fromkeys(("aunt", "grandmother", "niece", "stepmother", "granddaughter"), "f"),
    **dict.fromkeys(("father", "husband", "son", "brother", "widower"), "m"),
    **dict.fromkeys(("uncle", "grandfather", "nephew", "stepfather", "grandson"), "m"),
}
"""By the noun for a relative, their gender."""


def asked_before(source: Source, scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """Who was asked in the source's sentence or the one before: "Marrant asked Okoro about it".

    If nobody else is named after that but as the owner of something, or in somebody's words, and
    the role is not spoken of there: "asked Okoro about the nurse".
    """
    nobodys = source.head in ANYBODY or source.head in words().lists["relations"]
    if nobodys or source.named is not None:
        return None
    start = scene.sentences[max(scene.sentence - 1, 0)]
    for name, entity in reversed(scene.cast.within(start, scene.at)):
        if entity not in found or name.possessive:
            continue
        if ASKED.search(scene.cast.text, max(start, name.run_start - 20), name.run_start):
            told = scene.cast.text[name.end : scene.at].lower()
            return None if source.head in told else entity
        if not scene.quoted(name.start):
            return None
    return None


def in_focus(scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """The one whom the source's sentence names before it, or with whom the one before begins."""
    start = scene.sentences[scene.sentence]
    named = scene.cast.within(start, scene.at)
    here = {entity for name, entity in named if entity in found}
    if here:
        return here.pop() if len(here) == 1 else None
    before = scene.cast.within(scene.sentences[max(scene.sentence - 1, 0)], start)
    return next((entity for _, entity in before if entity in found), None)
