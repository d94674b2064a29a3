"""Referring: whom the encoder takes a source for, of those who are named around it.

A small network over the encoder's vectors gives a source, by its first and its last word piece, a
vector, and each name one, by its last; the product of the two, with a bias for the distance in
words and in paragraphs, says how likely the name is meant. Two more scores stand for nobody, and
for somebody who is not named around it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extracting.encoder import Floats, Ints, Reading
from onrecord.extracting.mentions import Cast
from onrecord.extracting.roles import distance_buckets, paragraph_buckets
from onrecord.statement import Span

RANK = 64
"""Width of the vectors whose product says whether a name is meant."""
OUTSIDE = 2
"""Scores for nobody, and for somebody who is not named around a source."""
BEFORE, AFTER = 600, 120
"""Word pieces around a source within which it may mean a name."""
STEPS = np.arange(-BEFORE, AFTER + 1)
LEAST = 1e-30
"""For what is too unlikely to have a logarithm."""


class Weights(NamedTuple):
    """The small network; see `training/referring.py`.

    inner: (WIDTH, n) and its bias; outer: (n, 3 * RANK + 2 * OUTSIDE) and its bias: vectors as the
    first and the last piece of a source, and as a name's last; OUTSIDE scores as a source's first
    piece, and as many as its last. distance: (DISTANCES,); paragraph_distance:
    (PARAGRAPH_DISTANCES,).
    """

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    distance: Floats
    paragraph_distance: Floats


@cache
def shipped_weights() -> Weights:
    """The weights that are shipped, read once."""
    return read_weights(files("onrecord.extracting").joinpath("model/referring.npz").read_bytes())


def read_weights(packed: bytes) -> Weights:
    """Weights as `training/referring.py` writes them."""
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        return Weights(*(arrays[name].astype(np.float32) for name in Weights._fields))


@dataclass(frozen=True)
class Meant:
    """Log-probabilities of whom a source means.

    of: by the number of an entity that is named around it; nobody: nobody who is named anywhere;
    elsewhere: somebody who is named, but not around it.
    """

    of: Mapping[int, float]
    nobody: float
    elsewhere: float


class Referring:
    """What the encoder says of whom each source of an article means."""

    def __init__(self, reading: Reading, cast: Cast, weights: Weights | None = None) -> None:
        """Take up an article as it was read, everybody that it names, and perhaps other weights."""
        self._reading = reading
        self._weights = weights or shipped_weights()
        self._by_distance = self._weights.distance[distance_buckets(STEPS, 0, 0)]
        named = sorted(
            (reading.pieces(start, end)[1] - 1, number) for (start, end), number in names_of(cast)
        )
        named = [(last, number) for last, number in named if last < len(reading.offsets)]
        self._last: Ints = np.array([last for last, _ in named], dtype=np.int64)
        self._owners: Ints = np.array([number for _, number in named], dtype=np.int64)
        self._names = self._outputs(self._last)[:, 2 * RANK : 3 * RANK]

    def __call__(self, span: Span) -> Meant | None:
        """Whom the words of a span mean as a source; None where the text has no word there."""
        first, after = self._reading.pieces(*span)
        last = min(after, len(self._reading.offsets)) - 1
        if last < first:
            return None
        begins, ends = self._outputs(np.array([first, last]))
        outside = begins[-2 * OUTSIDE : -OUTSIDE] + ends[-OUTSIDE:]
        here = slice(*np.searchsorted(self._last, [first - BEFORE, last + AFTER]).tolist())
        places, paragraphs = self._last[here], self._reading.paragraphs
        scores = self._names[here] @ (begins[:RANK] + ends[RANK : 2 * RANK]) / np.sqrt(RANK)
        steps = np.minimum(places - first, 0) + np.maximum(places - last, 0)
        scores += self._by_distance[steps + BEFORE]
        apart = paragraph_buckets(paragraphs[places], paragraphs[first])
        scores += self._weights.paragraph_distance[apart]
        top = max(scores.max(initial=-np.inf), outside.max())
        nobody, elsewhere = np.exp(outside - top).tolist()
        likely = np.bincount(self._owners[here], weights=np.exp(scores - top))
        whole = math.log(float(likely.sum()) + nobody + elsewhere)
        return Meant(
            {int(n): math.log(likely[n]) - whole for n in np.flatnonzero(likely)},
            math.log(nobody or LEAST) - whole,
            math.log(elsewhere or LEAST) - whole,
        )

    def _outputs(self, pieces: Ints) -> NDArray[np.float32]:
        """What the small network makes of some word pieces."""
        vectors = self._reading.vectors[pieces].astype(np.float32)
        inner = vectors @ self._weights.inner + self._weights.inner_bias
        outputs: NDArray[np.float32] = (
            np.maximum(inner, 0) @ self._weights.outer + self._weights.outer_bias
        )
        return outputs


def names_of(cast: Cast) -> list[tuple[Span, int]]:
    """Where an article names somebody, with the number of whom."""
    named = [
        ((name.start, name.end), entity.number)
        for name, entity in zip(cast.names, cast.owners, strict=True)
    ]
    named += [((m.start, m.end), body.number) for body in cast.bodies for m in body.mentions]
    return named
