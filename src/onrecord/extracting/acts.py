"""Acts: what each stretch of a statement does, and under which condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import get_args

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from onrecord.article import Article
from onrecord.extracting.act_features import Feature, between, features
from onrecord.extracting.conditions import Conditional, find_conditionals
from onrecord.extracting.stretches import stretches
from onrecord.statement import Act, ActLabel, Span, Statement

LABELS: tuple[ActLabel, ...] = get_args(ActLabel)
NEGATED = re.compile(
    r"(?:\b(?:not|never|nor|neither|without|cannot)\b|n['’]t\b|\bno longer\b|"
    r"\bstop(?:s|ped|ping)? (?:just )?short of\b|\bfail(?:s|ed|ing)? to\b|\bfell short of\b|"
    r"\bavoid(?:s|ed|ing)?\b|\brefrain(?:s|ed|ing)? from\b)",
    re.IGNORECASE,
)
NOBODY = re.compile(r"(?:nobody|no one|none|neither|not (?:all|every)|few)\b", re.IGNORECASE)
OWN = re.compile(r"(?:i|we)$", re.IGNORECASE)
OWN_SIDE = re.compile(
    r"[“\"‘']?(?:we|i|our|my|(?:its|his|her|their) (?:country|government|troops|forces|army|navy|"
    r"side|party|union|members|company|people|men|fighters))\b",
    re.IGNORECASE,
)
UNNEGATED = frozenset({"criticise", "decline", "deny", "express", "oppose", "refuse"})
"""Acts that a negated cue does rather than leaves undone: "would not comment", "doubts"."""
MOST_EVIDENCE = 2
"""Places that evidence points at, at most."""


@dataclass(frozen=True)
class ActWeights:
    """A log-linear model of acts: for each feature a row of weights, one for each of LABELS."""

    rows: dict[str, int]
    weights: NDArray[np.float32]
    temperature: float


@cache
def shipped_weights() -> ActWeights:
    """The weights that are shipped (see `training/acts.py`), read once."""
    packed = files("onrecord.extracting").joinpath("model/acts.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
        weights = arrays["weights"].astype(np.float32) * arrays["scale"]
        return ActWeights(
            dict(zip(names, range(len(names)), strict=True)),
            weights,
            float(arrays["temperature"]),
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
    negated = is_negated(text, statement)
    for place, part in enumerate(parts(text, statement.content.spans)):
        shown = list(features(text, statement, part.spans, place))
        chances, rows = probabilities(shown, model)
        best = int(chances.argmax())
        sure = float(chances[best])
        if LABELS[best] == "warn" and any(map(_is_by_own_side, part.conditionals)):
            best = LABELS.index("threaten")
            sure += float(chances[best])
        act = Act(
            label=LABELS[best],
            spans=part.spans,
            negated=negated and not place and LABELS[best] not in UNNEGATED,
            confidence=round(sure, 3),
            evidence=_evidence(shown, rows, chances, model),
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


def probabilities(
    shown: Sequence[Feature], model: ActWeights
) -> tuple[NDArray[np.float32], list[int]]:
    """How likely each of LABELS is by what a stretch shows, and each feature's row, -1 for none."""
    rows = [model.rows.get(name, -1) for name, _ in shown]
    scores = model.weights[[row for row in rows if row >= 0]].sum(axis=0) / model.temperature
    chances = np.exp(scores - scores.max())
    return chances / chances.sum(), rows


def is_negated(text: str, statement: Statement) -> bool:
    """Whether the reporter says that the act was not done: "stopped short of accusing".

    What is not done by "I" or "we" is told by the speaker, not by the reporter.
    """
    source = statement.source.text if statement.source else ""
    if NOBODY.match(source):
        return True
    if OWN.match(source):
        return False
    spans = [*between(statement), *statement.cue.spans]
    return any(NEGATED.search(text, a, b) for a, b in spans)


def _evidence(
    shown: Sequence[Feature],
    rows: Sequence[int],
    chances: NDArray[np.float32],
    model: ActWeights,
) -> tuple[Span, ...]:
    """The words that speak most for the likeliest act against the next likely one."""
    next_best, best = np.argsort(chances)[-2:]
    known = [row for row in rows if row >= 0]
    weights = (model.weights[known, best] - model.weights[known, next_best]).tolist()
    for_best: dict[Span, float] = {}
    spans = (span for (_, span), row in zip(shown, rows, strict=True) if row >= 0)
    for span, weight in zip(spans, weights, strict=True):
        if span:
            for_best[span] = for_best.get(span, 0.0) + weight
    chosen: list[Span] = []
    for span, weight in sorted(for_best.items(), key=lambda item: -item[1]):
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
