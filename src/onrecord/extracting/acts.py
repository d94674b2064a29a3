"""Acts: what each stretch of a statement does, and under which condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from operator import itemgetter
from typing import get_args

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from onrecord.article import Article
from onrecord.extracting.act_features import Feature, cue_lexicon, features, stems
from onrecord.extracting.conditions import Conditional, find_conditionals
from onrecord.extracting.negation import negated_words
from onrecord.extracting.stretches import stretches
from onrecord.statement import Act, ActLabel, Span, Statement

LABELS: tuple[ActLabel, ...] = get_args(ActLabel)
OWN_SIDE = re.compile(
    r"[“\"‘']?(?:we|i|our|my|(?:its|his|her|their) (?:country|government|troops|forces|army|navy|"
    r"side|party|union|members|company|people|men|fighters))\b",
    re.IGNORECASE,
)
BY_NEGATION = frozenset({"express", "oppose", "refuse"})
"""Acts that a negated cue may do: "does not back", "never bought"."""
MOST_EVIDENCE = 2
"""Places that evidence points at, at most."""


Weights = NDArray[np.int8] | NDArray[np.float32]


@dataclass(frozen=True)
class ActWeights:
    """A log-linear model of acts: for each feature a row of weights, one for each of LABELS.

    weights: in 8 bits where they are shipped; temperature: by which their sums are divided.
    """

    rows: dict[str, int]
    weights: Weights
    temperature: float


@cache
def shipped_weights() -> ActWeights:
    """The weights that are shipped (see `training/acts.py`), read once."""
    packed = files("onrecord.extracting").joinpath("model/acts.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
        return ActWeights(
            dict(zip(names, range(len(names)), strict=True)),
            arrays["weights"],
            float(arrays["temperature"] / arrays["scale"]),
        )


@dataclass(frozen=True)
class Part:
    """A stretch with the conditionals that stand in it."""

    spans: tuple[Span, ...]
    conditionals: tuple[Conditional, ...]


def label(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """Say of each statement what it does, stretch by stretch.

    Args:
        statements: of the article, with their kinds.
        article: the one they were found in.

    Returns:
        The same statements with their `acts`, in order of the content.
    """
    model = shipped_weights()
    return [
        replace(statement, acts=tuple(_acts(article.text, statement, model)))
        for statement in statements
    ]


def _acts(text: str, statement: Statement, model: ActWeights) -> Iterator[Act]:
    found: list[Act] = []
    negated = negated_words(text, statement)
    for place, part in enumerate(parts(text, statement.content.spans)):
        spans, weights = weighed(features(text, statement, part.spans, place), model)
        chances = probabilities(weights, model.temperature)
        best = int(chances.argmax())
        sure = float(chances[best])
        if LABELS[best] == "warn" and any(map(_is_by_own_side, part.conditionals)):
            best = LABELS.index("threaten")
            sure += float(chances[best])
        act = Act(
            label=LABELS[best],
            spans=part.spans,
            negated=not place and _is_undone(LABELS[best], negated),
            confidence=round(sure, 3),
            evidence=_evidence(spans, weights, chances),
        )
        last = found[-1] if found else None
        if last and _alike(last, act) and not part.conditionals:
            found[-1] = _together(text, last, act)
        else:
            found += _with_conditions(act, part.conditionals)
    yield from found


def _is_by_own_side(conditional: Conditional) -> bool:
    """Whether it is the speaker's own side that will act: a warning of that is a threat."""
    return bool(conditional.consequence and OWN_SIDE.match(conditional.consequence.text))


def parts(text: str, content: Sequence[Span]) -> list[Part]:
    """The stretches of a content; those over which one conditional reaches are one."""
    conditionals = find_conditionals(text, content)
    joined: list[tuple[Span, ...]] = []
    for spans in stretches(text, content):
        reached = joined and any(
            _touches(c, joined[-1]) and _touches(c, spans) for c in conditionals
        )
        if reached:
            joined[-1] = _merged(text, joined[-1], spans)
        else:
            joined.append(spans)
    return [Part(spans, tuple(c for c in conditionals if _touches(c, spans))) for spans in joined]


def weighed(shown: Sequence[Feature], model: ActWeights) -> tuple[list[Span | None], Weights]:
    """Of what a stretch shows and the model knows: the words, and a row of weights for each."""
    row_of = model.rows.get
    known = [(row, span) for name, span in shown if (row := row_of(name)) is not None]
    rows = np.array([row for row, _ in known], dtype=np.intp)
    return [span for _, span in known], model.weights.take(rows, axis=0)


def probabilities(weights: Weights, temperature: float) -> NDArray[np.float32]:
    """How likely each of LABELS is by the weights of what a stretch shows."""
    scores = weights.sum(axis=0, dtype=np.float32) / temperature
    chances: NDArray[np.float32] = np.exp(scores - scores.max())
    chances /= chances.sum()
    return chances


def _is_undone(label: ActLabel, negated: str | None) -> bool:
    """Whether an act was not done, by the words of its cue that are negated.

    Some acts are done by not doing another: "would not comment", "does not back". Of these only
    what the negated words themselves would do is undone: "did not rule out".
    """
    if negated is None or label == "decline":
        return False
    return label not in BY_NEGATION or label in _does(negated)


def _does(cue: str) -> set[str]:
    """What the words of a cue do, each and any two, by the lexicon."""
    found = [stem for word in cue.lower().split() for stem in stems(word)]
    keys = [*((stem,) for stem in found), *pairwise(found)]
    return {act for key in keys for act in cue_lexicon().acts.get(key, ())}


def _evidence(
    spans: Sequence[Span | None], weights: Weights, chances: NDArray[np.float32]
) -> tuple[Span, ...]:
    """The words that speak most for the likeliest act against the next likely one."""
    next_best, best = np.argsort(chances)[-2:]
    for_best: dict[Span, float] = {}
    against = np.subtract(weights[:, best], weights[:, next_best], dtype=np.float32).tolist()
    for span, weight in zip(spans, against, strict=True):
        if span:
            for_best[span] = for_best.get(span, 0.0) + weight
    chosen: list[Span] = []
    for span, weight in sorted(for_best.items(), key=itemgetter(1), reverse=True):
        if weight <= 0 or len(chosen) == MOST_EVIDENCE:
            break
        if all(span[1] <= a or span[0] >= b for a, b in chosen):
            chosen.append(span)
    return tuple(sorted(chosen))


def _alike(one: Act, other: Act) -> bool:
    return one.label == other.label and one.negated == other.negated and one.condition is None


def _together(text: str, one: Act, other: Act) -> Act:
    """Two neighbouring acts of one label as one, as sure as their words together make it."""
    sizes = [sum(b - a for a, b in act.spans) for act in (one, other)]
    sure = np.average([one.confidence, other.confidence], weights=sizes)
    return replace(
        one,
        spans=_merged(text, one.spans, other.spans),
        confidence=round(float(sure), 3),
        evidence=tuple(sorted({*one.evidence, *other.evidence})),
    )


def _with_conditions(act: Act, conditionals: Sequence[Conditional]) -> list[Act]:
    """An act with its condition; with more than one condition, an act for each."""
    if not conditionals:
        return [act]
    return [replace(act, condition=c.condition, consequence=c.consequence) for c in conditionals]


def _touches(conditional: Conditional, spans: Sequence[Span]) -> bool:
    theirs = [
        *conditional.condition.spans,
        *(conditional.consequence.spans if conditional.consequence else ()),
    ]
    return any(a < d and c < b for a, b in spans for c, d in theirs)


def _merged(text: str, one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of two stretches in order, as one where only space stands between."""
    (*before, (start, end)), ((first, last), *after) = one, other
    if not text[end:first].strip():
        return (*before, (start, last), *after)
    return (*one, *other)
