"""Asking: a source for which somebody is looked for, and what every way of finding them needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.extracting.antecedent_features import feature_rows
from onrecord.extracting.antecedents import candidates
from onrecord.extracting.direct import begins_with, of_introduced, said_to_be
from onrecord.extracting.mentions import Entity
from onrecord.extracting.questions import ASIDE, NOBODY, Answer, Decide, Question, found_by
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source

BY_NAME, BY_BODY = 0.97, 0.95
BESIDE, BY_PLACE, BY_ISSUE, BY_KIND, BY_SUBJECT, BY_DEED = 0.93, 0.9, 0.85, 0.75, 0.8, 0.8
BY_FOCUS, BY_KIN, BY_TELLER, BY_OFFICE = 0.75, 0.8, 0.8, 0.8
"""How sure the ways are that hang on no weights. Set by hand, near the shares that were right in
the labels, of which some ways have few."""
UNSURE = 0.5
"""How likely somebody must go on to speak to be taken for the one who does."""
CLEARLY = 0.7
"""How likely somebody must have a role for "who" or "he" after it to mean them."""
ONE = re.compile(r"(?:an?|one of the|one of [a-z]+['’]s|self)\b")
"""Before a noun, that it is said of one, who may be told before it; also "self-described"."""
OWNERS = {"his": "m", "her": "f", "its": "n"}


@dataclass(frozen=True)
class Asked:
    """A source for which somebody is looked for.

    index: of its statement; scene: where it stands; named: the sources of the article that are
    names, with their places; decide: who weighs candidates; answer: who answers, for what is asked
    on the way to this one's answer.
    """

    index: int
    source: Source
    scene: Scene
    named: Sequence[tuple[int, Entity]]
    decide: Decide
    answer: Callable[[Asked], Answer]

    def aside(self, source: Source, at: int) -> Asked:
        """The same for another source, on the way to this one's answer."""
        return replace(self, index=ASIDE, source=source, scene=replace(self.scene, at=at))


def likeliest(asked: Asked) -> Answer:
    """The likeliest of those whom the article names."""
    return likeliest_of(asked, candidates(asked.source, asked.scene))


def likeliest_of(asked: Asked, found: Sequence[Entity]) -> Answer:
    """The likeliest of some."""
    rows = feature_rows(asked.source, asked.scene, found)
    return asked.decide(Question(asked.index, asked.source, found, rows))


def told_of(asked: Asked) -> Answer:
    """Of whom a sentence says that they are what the source is: "he is a rebel", "one of them"."""
    if not ONE.match(asked.scene.cast.text, asked.source.span[0]):
        return NOBODY
    there = said_to_be(asked.source, asked.scene) or of_introduced(asked.source, asked.scene)
    if isinstance(there, Source):
        return asked.answer(asked.aside(there, there.span[0]))
    return found_by(there, BY_PLACE)


def owner_of(asked: Asked) -> Answer:
    """Whom "his" or "her" means, before a body or a text."""
    whose = asked.source.whose or ""
    his = Source("pronoun", asked.source.span, head=whose, gender=OWNERS[whose])
    weighed = likeliest(replace(asked, index=ASIDE, source=his))
    before = begins_with(asked.scene, asked.scene.sentence - 1) if whose == "its" else None
    if weighed.entity is None and before is not None and before.type == "organisation":
        return Answer(before, BY_SUBJECT)
    return weighed
