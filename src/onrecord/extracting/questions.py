"""Questions and answers: whom a source may mean, and whom it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.actors.actor import Actor
from onrecord.extracting.antecedents import Weights, form_of, probabilities, shipped_weights
from onrecord.extracting.mentions import Entity
from onrecord.extracting.sources import Source

AHEAD = 0.2
"""How much likelier one must be than the next, or it is left open who is meant."""
ASIDE = -1
"""The index of a question that is asked on the way to the answer of a statement's."""


@dataclass(frozen=True)
class Question:
    """A source that does not say itself whom it means, and those whom it may.

    rows: for each of `found`, the FEATURES of `antecedent_features`.
    """

    index: int
    source: Source
    found: Sequence[Entity]
    rows: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Answer:
    """Who is meant, if anybody, and how sure that is (of nobody: that it is nobody).

    actor: one of the directory whom the article does not name; close: another one is nearly as
    likely, so that it is left open, though others are seen in its light.
    """

    entity: Entity | None
    confidence: float
    actor: Actor | None = None
    close: bool = False


NOBODY = Answer(None, 1.0)
"""Surely nobody whom the article names."""


def found_by(entity: Entity | None, sure: float) -> Answer:
    """Somebody who was found in a way that is so sure; or nobody."""
    return Answer(entity, sure) if entity else NOBODY


Decide = Callable[[Question], Answer]


def most_likely(question: Question, weights: Weights | None = None) -> Answer:
    """The likeliest candidate, by the shipped weights or others."""
    form = form_of(question.source)
    chances = probabilities(question.rows, form, weights or shipped_weights())
    nobody = 1 - sum(chances)
    best = max(range(len(chances)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < nobody:
        return Answer(None, nobody)
    close = len(chances) > 1 and chances[best] - sorted(chances)[-2] < AHEAD
    return Answer(question.found[best], chances[best], close=close)
