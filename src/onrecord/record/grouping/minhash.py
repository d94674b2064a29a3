"""MinHash: a few numbers of a text that similar texts have in common, the more the more alike.

As in datasketch, a value is the smallest hash that one of many hash functions gives to the runs of
words of a text; two texts have it in common as often as the runs that they share are of all that
they have. Here the values of many texts are worked out in one go. datasketch takes one text at a
time, and needs SciPy for what is not used here.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SEEDS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
"""One for each hash function; kept values depend on them."""
STEP, SPREAD = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
HALF, QUARTER = np.uint64(32), np.uint64(16)


def minhashes(texts: Sequence[Sequence[str]], *, run: int, count: int) -> list[list[int]]:
    """The first `count` MinHash values of each text, of 48 bits.

    Args:
        texts: each as its words; none has fewer than `run` of them.
        run: so many words that follow each other are hashed together.
        count: as many as there are SEEDS at most.
    """
    if not texts:
        return []
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    hashes = _runs(texts, run)
    # every second stretch is what lies between the texts' own runs
    edges = np.column_stack((starts, starts + lengths - run + 1)).ravel()
    values = [np.minimum.reduceat(_mixed(hashes, seed), edges)[::2] for seed in SEEDS[:count]]
    return [[int(one) for one in row] for row in np.column_stack(values) >> QUARTER]


def _runs(texts: Sequence[Sequence[str]], run: int) -> Hashes:
    """A hash of the words from each place on, also where a text ends in between."""
    codes = np.array([*map(_code, chain.from_iterable(texts)), *(0,) * run], np.uint64)
    hashes = np.zeros(len(codes) - run + 1, np.uint64)
    for place in range(run):
        hashes = _mixed(hashes, codes[place : len(codes) - run + 1 + place])
    return hashes


@lru_cache(maxsize=200_000)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _mixed(hashes: Hashes, with_: Hashes | np.uint64) -> Hashes:
    mixed = (hashes ^ with_) * STEP
    mixed ^= mixed >> HALF
    mixed *= SPREAD
    mixed ^= mixed >> HALF
    return mixed
