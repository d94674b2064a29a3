"""Roles: which part each word piece has in the statement of a given cue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.extracting.encoder import PAIR_WIDTH, RANK, ROLE_LABELS, Floats, Ints, log_softmax
from onrecord.extracting.heads import Heads

EXACT_DISTANCE = 12
DISTANCE_EDGES = (12, 16, 24, 32, 48, 64, 96, 128)
DISTANCES = 2 * (EXACT_DISTANCE + len(DISTANCE_EDGES)) + 1
PARAGRAPH_DISTANCES = 5
OUTSIDE, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)
NO_ROLE = (0.0, -1e4, -1e4, -1e4, -1e4)
"""Scores of a piece that is certainly outside."""
CERTAIN = -0.03
"""Log-probability of no role from which it is certain."""


def role_scores(pairs: NDArray[np.floating], cues: Ints, paragraphs: Ints, heads: Heads) -> Floats:
    """Log-probability of each role of each piece in each cue's statement.

    Args:
        pairs: (L, 3 * PAIR_WIDTH + 5), one window's vectors.
        cues: (K, 2), first piece and the one after the last, in the window.
        paragraphs: (L,), the paragraph of each piece.

    Returns:
        (K, L, 5); a cue's own pieces are outside for certain.
    """
    length, count, width = len(pairs), len(cues), len(ROLE_LABELS)
    first, last = cues[:, 0], cues[:, 1] - 1
    member = pairs[:, :PAIR_WIDTH].astype(np.float32).reshape(length, width - 1, RANK)
    begins = pairs[first, PAIR_WIDTH : 2 * PAIR_WIDTH].astype(np.float32)
    cue = begins + pairs[last, 2 * PAIR_WIDTH : 3 * PAIR_WIDTH]
    scores = np.zeros((count, length, width), dtype=np.float32)
    products = cue.reshape(count, width - 1, RANK).transpose(1, 0, 2) @ member.transpose(1, 2, 0)
    scores[..., 1:] = products.transpose(1, 2, 0) / np.sqrt(RANK)
    scores += pairs[:, 3 * PAIR_WIDTH :].astype(np.float32)
    places = np.arange(length)[None, :]
    scores += np.array(heads.distance, dtype=np.float32)[
        distance_buckets(places, first[:, None], last[:, None])
    ]
    scores += np.array(heads.paragraph_distance, dtype=np.float32)[
        paragraph_buckets(paragraphs[None, :], paragraphs[first][:, None])
    ]
    inside = (places >= first[:, None]) & (places <= last[:, None])
    scores[inside] = NO_ROLE
    return log_softmax(scores)


def best_roles(scores: Sequence[Floats]) -> list[NDArray[np.int8]]:
    """Best sequence of roles for each cue, where I- only follows B- or I- of its own role.

    Args:
        scores: for each window, (K, L, 5) log-probabilities.

    Returns:
        For each window, (K, L) indices into ROLE_LABELS.
    """
    labels: list[NDArray[np.int8]] = [part.argmax(axis=2).astype(np.int8) for part in scores]
    # the best role of each piece alone makes the best sequence, wherever that is allowed
    broken = [(n, row) for n, part in enumerate(labels) for row in _broken_rows(part)]
    stretches = [_unsure(scores[n][row]) for n, row in broken]
    if not broken:
        return labels
    batch = np.full(
        (len(broken), max(b - a for a, b in stretches), len(ROLE_LABELS)), -1e4, dtype=np.float32
    )
    batch[..., OUTSIDE] = 0
    for at, ((n, row), (a, b)) in enumerate(zip(broken, stretches, strict=True)):
        batch[at, : b - a] = scores[n][row, a:b]
    for found, (n, row), (a, b) in zip(_viterbi(batch), broken, stretches, strict=True):
        labels[n][row] = OUTSIDE
        labels[n][row, a:b] = found[: b - a]
    return labels


def _broken_rows(labels: NDArray[np.int8]) -> Ints:
    before = np.pad(labels[:, :-1], ((0, 0), (1, 0)))
    broken = np.zeros(len(labels), dtype=bool)
    for begin, inner in ((B_SOURCE, I_SOURCE), (B_CONTENT, I_CONTENT)):
        broken |= ((labels == inner) & (before != begin) & (before != inner)).any(axis=1)
    return np.flatnonzero(broken)


def _unsure(scores: Floats) -> tuple[int, int]:
    """The stretch of a row outside which no piece has a role."""
    places = np.flatnonzero(scores[:, OUTSIDE] < CERTAIN)
    return int(places[0]), int(places[-1]) + 1


def _viterbi(scores: Floats) -> NDArray[np.int8]:
    """The best allowed sequence for each row of (K, L, 5) log-probabilities."""
    count, length, width = scores.shape
    back = np.empty((length, count, width), dtype=np.int8)
    rows = np.arange(count)[:, None]
    total = scores[:, 0].copy()
    total[:, (I_SOURCE, I_CONTENT)] = -np.inf
    for place in range(1, length):
        came = back[place]
        came[:] = total.argmax(axis=1)[:, None]
        for begin, inner in ((B_SOURCE, I_SOURCE), (B_CONTENT, I_CONTENT)):
            came[:, inner] = np.where(total[:, inner] > total[:, begin], inner, begin)
        total = total[rows, came] + scores[:, place]
    labels = np.empty((count, length), dtype=np.int8)
    labels[:, -1] = total.argmax(axis=1)
    for place in range(length - 1, 0, -1):
        labels[:, place - 1] = back[place][rows[:, 0], labels[:, place]]
    return labels


def runs(labels: NDArray[np.int8], begin: int, inner: int) -> list[tuple[int, int]]:
    """Maximal runs of one role, as (first, after the last)."""
    found: list[tuple[int, int]] = []
    places = np.flatnonzero((labels == begin) | (labels == inner))
    for place, role in zip(places.tolist(), labels[places].tolist(), strict=True):
        if found and found[-1][1] == place and role == inner:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def distance_buckets(places: Ints, first: Ints, last: Ints) -> Ints:
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
