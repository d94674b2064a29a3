"""Roles: which part each word piece has in the statement of a given cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extracting.encoder import PAIR_WIDTH, RANK, ROLE_LABELS, WINDOW, Floats, Ints
from onrecord.extracting.heads import Heads

EXACT_DISTANCE = 12
DISTANCE_EDGES = (12, 16, 24, 32, 48, 64, 96, 128)
DISTANCES = 2 * (EXACT_DISTANCE + len(DISTANCE_EDGES)) + 1
PARAGRAPH_DISTANCES = 5
OUTSIDE, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)
SOURCE_RUN, CONTENT_RUN = re.compile(rb"[\x01\x02]\x02*"), re.compile(rb"[\x03\x04]\x04*")
"""Pieces that belong together, in a row of roles as bytes."""
NO_ROLE = np.array([[0.0], [-1e4], [-1e4], [-1e4], [-1e4]], dtype=np.float32)
"""Scores of a piece that is certainly outside, (5, 1)."""
CERTAIN = -0.03
"""Log-probability of no role from which it is certain."""


def role_scores(
    pairs: NDArray[np.floating], cues: Ints, paragraphs: Ints, biases: Biases
) -> Floats:
    """Log-probability of each role of each piece in each cue's statement.

    Args:
        pairs: (L, 3 * PAIR_WIDTH + 5), one window's vectors.
        cues: (K, 2), first piece and the one after the last, in the window.
        paragraphs: (L,), the paragraph of each piece.
        biases: see `biases_of`.

    Returns:
        (K, 5, L); a cue's own pieces are outside for certain.
    """
    length, count, width = len(pairs), len(cues), len(ROLE_LABELS)
    first, last = cues[:, 0], cues[:, 1] - 1
    member = pairs[:, :PAIR_WIDTH].astype(np.float32).reshape(length, width - 1, RANK)
    begins = pairs[first, PAIR_WIDTH : 2 * PAIR_WIDTH].astype(np.float32)
    cue = (begins + pairs[last, 2 * PAIR_WIDTH : 3 * PAIR_WIDTH]).reshape(count, width - 1, RANK)
    products = cue.transpose(1, 0, 2) @ member.transpose(1, 2, 0)
    scores = np.zeros((count, width, length), dtype=np.float32)
    scores[:, 1:] = products.transpose(1, 0, 2) / np.sqrt(RANK)
    scores += pairs[:, 3 * PAIR_WIDTH :].astype(np.float32).T
    apart = paragraph_buckets(paragraphs[None, :], paragraphs[first][:, None])
    scores += np.take(biases.paragraph_distance, apart, axis=1).transpose(1, 0, 2)
    for row, (start, end) in enumerate(cues.tolist()):
        scores[row, :, :start] += biases.distance[:, WINDOW - start : WINDOW]
        scores[row, :, end:] += biases.distance[:, WINDOW + 1 : WINDOW + 1 + length - end]
        scores[row, :, start:end] = NO_ROLE
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return scores


class Biases(NamedTuple):
    """What is added to the scores of roles by where a piece stands from the cue.

    distance: (5, 2 * WINDOW + 1), from WINDOW pieces before the cue to WINDOW behind it;
    paragraph_distance: (5, PARAGRAPH_DISTANCES).
    """

    distance: Floats
    paragraph_distance: Floats


def biases_of(heads: Heads) -> Biases:
    """The biases of the heads for every distance that there is in a window."""
    cue = np.zeros(1, dtype=np.int64)
    buckets = distance_buckets(np.arange(-WINDOW, WINDOW + 1), cue, cue)
    return Biases(
        np.ascontiguousarray(np.array(heads.distance, dtype=np.float32)[buckets].T),
        np.array(heads.paragraph_distance, dtype=np.float32).T,
    )


def best_roles(scores: Sequence[Floats]) -> list[NDArray[np.int8]]:
    """Best sequence of roles for each cue, where I- only follows B- or I- of its own role.

    Args:
        scores: for each window, (K, 5, L) log-probabilities.

    Returns:
        For each window, (K, L) indices into ROLE_LABELS.
    """
    labels: list[NDArray[np.int8]] = [part.argmax(axis=1).astype(np.int8) for part in scores]
    # the best role of each piece alone makes the best sequence, wherever that is allowed
    broken = [(n, row) for n, part in enumerate(labels) for row in _broken_rows(part)]
    stretches = [_unsure(scores[n][row]) for n, row in broken]
    if not broken:
        return labels
    longest = max(b - a for a, b in stretches)
    batch = np.full((longest, len(ROLE_LABELS), len(broken)), -1e4, dtype=np.float32)
    batch[:, OUTSIDE] = 0
    for at, ((n, row), (a, b)) in enumerate(zip(broken, stretches, strict=True)):
        batch[: b - a, :, at] = scores[n][row, :, a:b].T
    for found, (n, row), (a, b) in zip(_viterbi(batch).T, broken, stretches, strict=True):
        labels[n][row] = OUTSIDE
        labels[n][row, a:b] = found[: b - a]
    return labels


def _broken_rows(labels: NDArray[np.int8]) -> Ints:
    before = np.zeros_like(labels)
    before[:, 1:] = labels[:, :-1]
    broken = np.zeros(len(labels), dtype=bool)
    for begin, inner in ((B_SOURCE, I_SOURCE), (B_CONTENT, I_CONTENT)):
        broken |= ((labels == inner) & (before != begin) & (before != inner)).any(axis=1)
    return np.flatnonzero(broken)


def _unsure(scores: Floats) -> tuple[int, int]:
    """The stretch of a row outside which no piece has a role."""
    places = np.flatnonzero(scores[OUTSIDE] < CERTAIN)
    return int(places[0]), int(places[-1]) + 1


def _viterbi(scores: Floats) -> NDArray[np.int8]:
    """The best allowed sequences, (L, K), by (L, 5, K) log-probabilities."""
    begins, inner = slice(B_SOURCE, None, 2), slice(I_SOURCE, None, 2)
    totals = scores.copy()
    totals[0, inner] = -np.inf
    for before, here in pairwise(zip(totals, totals[:, begins], totals[:, inner], strict=True)):
        reached = np.maximum(before[1], before[2])
        reached += here[2]
        np.add(here[0], np.maximum.reduce(before[0]), out=here[0])
        here[2][:] = reached
    came = np.repeat(totals.argmax(axis=1).astype(np.int8)[:, None], len(ROLE_LABELS), axis=1)
    came[:, inner] = np.array([B_SOURCE, B_CONTENT])[:, None]
    came[:, inner] += totals[:, inner] > totals[:, begins]
    labels = np.empty((len(scores), scores.shape[2]), dtype=np.int8)
    labels[-1] = totals[-1].argmax(axis=0)
    columns = np.arange(scores.shape[2])
    for place in range(len(scores) - 1, 0, -1):
        labels[place - 1] = came[place - 1, labels[place], columns]
    return labels


def runs(labels: NDArray[np.int8]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Maximal runs of source and of content, each as (first, after the last)."""
    row = labels.tobytes()
    return (
        [run.span() for run in SOURCE_RUN.finditer(row)],
        [run.span() for run in CONTENT_RUN.finditer(row)],
    )


def distance_buckets(places: Ints, first: Ints | int, last: Ints | int) -> Ints:
    """Bucket of each place's distance from a cue.

    Args:
        places: (..., L) indices of word pieces.
        first, last: the cue's first and last piece, broadcastable against `places`.

    Returns:
        0 inside the cue; else odd before it and even after it, growing with the distance.
    """
    before, after = np.maximum(first - places, 0), np.maximum(places - last, 0)
    distance = np.maximum(before, after)
    step = np.where(
        distance <= EXACT_DISTANCE,
        distance,
        EXACT_DISTANCE + np.searchsorted(DISTANCE_EDGES, distance, side="left"),
    )
    buckets: Ints = np.where(step == 0, 0, 2 * step - (before > 0))
    return buckets


def paragraph_buckets(paragraphs: Ints, cue_paragraph: Ints) -> Ints:
    """Bucket (0 to 4) of how many paragraphs each place is behind or ahead of the cue's."""
    buckets: Ints = np.clip(paragraphs - cue_paragraph, -2, 2) + 2
    return buckets
