"""From evidence to confidence: a logistic, fitted on articles that were kept back from training."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import msgspec
import numpy as np

from onrecord.evaluation import Annotated, Marked, calibration_error, outcomes
from onrecord.extracting.attribution import (
    Candidate,
    candidates,
    nested_cues,
    nested_in,
    outer_cues,
    without_rivals,
)
from onrecord.extracting.encoder import Encoder
from onrecord.extracting.heads import Acceptance, Heads

Sure = tuple[float, Candidate]
"""A candidate with its confidence before it."""
RIDGE = 1.0
WITHIN = 0.005
"""Where F1 is this near to the best, the lowest threshold is taken: a record should be complete."""


def calibrate(encoder: Encoder, heads: Heads, gold: Sequence[Annotated]) -> Heads:
    """Fit the confidence of statements, and choose from which one on a candidate is kept.

    A candidate is right when it is linked to a gold statement (see `onrecord.evaluation`).
    """
    gold = [msgspec.structs.replace(article, ignore=[]) for article in gold]
    readings = [encoder.read(article.text) for article in gold]
    found = [candidates(reading, outer_cues(reading, heads), heads) for reading in readings]
    outer = fitted(heads.outer, gold, found, "outer")
    keep = lowest_good_keep(outer, gold, found, without_rivals)
    return msgspec.structs.replace(heads, outer=msgspec.structs.replace(outer, keep=keep))


def calibrate_nested(
    encoder: Encoder, heads: Heads, outer: Sequence[Annotated], gold: Sequence[Annotated]
) -> Heads:
    """The same for statements inside the contents of `outer`, whose `gold` is known."""
    found = []
    for article in outer:
        reading = encoder.read(article.text)
        around = [
            Candidate(tuple(s.source or ()), tuple(s.cue), tuple(s.content), ())
            for s in article.statements
        ]
        cues = nested_cues(reading, heads, around)
        within = [(0.0, c) for c in candidates(reading, cues, heads)]
        found.append([c for _, c, _ in nested_in(within)])
    nested = fitted(heads.nested, gold, found, "nested")
    keep = lowest_good_keep(nested, gold, found, list)
    return msgspec.structs.replace(heads, nested=msgspec.structs.replace(nested, keep=keep))


def fitted(
    acceptance: Acceptance,
    gold: Sequence[Annotated],
    found: Sequence[Sequence[Candidate]],
    name: str,
) -> Acceptance:
    """Weights and bias for these candidates."""
    right = linked(gold, found)
    weights, bias = logistic(
        np.array([c.evidence for some in found for c in some]), np.array(right)
    )
    acceptance = msgspec.structs.replace(
        acceptance, weights=[round(w, 5) for w in weights], bias=round(bias, 5)
    )
    confidences = [acceptance.confidence(c.evidence) for c in chain(*found)]
    error = calibration_error(list(zip(confidences, right, strict=True)))
    print(f"{name}: {len(gold)} articles, {len(right)} candidates, calibration error {error:.3f}")
    return acceptance


def lowest_good_keep(
    acceptance: Acceptance,
    gold: Sequence[Annotated],
    found: Sequence[Sequence[Candidate]],
    choose: Callable[[Iterable[Sure]], list[Sure]],
) -> float:
    """The lowest confidence to keep from whose linked F1 is WITHIN reach of the best.

    Args:
        choose: which of the candidates of an article that are kept are its statements.
    """
    sure = [[(acceptance.confidence(c.evidence), c) for c in some] for some in found]
    total = sum(len(article.statements) for article in gold)
    scores: dict[float, float] = {}
    for keep in np.arange(0.1, 0.7, 0.02).round(2).tolist():
        chosen = [[c for _, c in choose(s for s in some if s[0] >= keep)] for some in sure]
        scores[keep] = 2 * sum(linked(gold, chosen)) / (sum(map(len, chosen)) + total)
    keep = min(k for k, f1 in scores.items() if f1 >= max(scores.values()) - WITHIN)
    print(f"linked F1 {scores[keep]:.4f} at {keep}, best {max(scores.values()):.4f}")
    return keep


def linked(gold: Sequence[Annotated], found: Sequence[Sequence[Candidate]]) -> list[bool]:
    """For each candidate, in order, whether it is linked to a gold statement."""
    results = []
    for article, some in zip(gold, found, strict=True):
        marked = [Marked(list(c.cue), list(c.content), list(c.source) or None) for c in some]
        results += [
            right for _, right in outcomes([article], {article.id: Annotated(article.id, marked)})
        ]
    return results


def logistic(evidence: np.ndarray, right: np.ndarray) -> tuple[list[float], float]:
    """Weights and bias of a ridge-regularised logistic regression, by Newton's method."""
    scale = evidence.std(axis=0) + 1e-6
    features = np.column_stack([evidence / scale, np.ones(len(evidence))])
    penalty = np.diag([RIDGE] * evidence.shape[1] + [0.0])
    weights = np.zeros(features.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (p - right) + penalty @ weights
        hessian = (features * (p * (1 - p))[:, None]).T @ features + penalty
        weights -= np.linalg.solve(hessian, gradient)
    return [float(w) for w in weights[:-1] / scale], float(weights[-1])
