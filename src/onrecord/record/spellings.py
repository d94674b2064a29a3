"""Spellings: names that may be one, written in two ways, as Aleksei Koval and Alexey Koval are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

SPELT_ALIKE = (
    ("x", "ks"), ("ph", "f"), ("kh", "h"), ("tch", "ch"), ("tsch", "ch"), ("tz", "ts"), ("ck", "k"),
    ("c", "k"), ("q", "k"), ("w", "f"), ("v", "f"), ("z", "s"), ("j", "y"),
)  # fmt: skip
"""Letters that one sound is written with, and those that stand for all of them."""
SILENT = re.compile(r"(?<!^)(?<! )[aeiouyh]")
"""Vowels and half-vowels behind a word's first letter: each language writes them its own way."""
DOUBLED = re.compile(r"(\w)\1+")
PER_LETTER = 1 / 3
"""Letters of a word, by its length, that may differ in two spellings of it."""


def spelt_alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of names that may be two spellings of one.

    Args:
        names: folded, of more than one word.

    Yields:
        Pairs of names with the same consonants, of whose words few letters differ.
    """
    groups: dict[str, dict[str, str]] = {}
    for name in names:
        sounds = _sounds(name)
        consonants = DOUBLED.sub(r"\1", SILENT.sub("", sounds))
        groups.setdefault(consonants, {})[name] = sounds
    for group in groups.values():
        for (one, ours), (other, theirs) in combinations(sorted(group.items()), 2):
            if all(map(_near, ours.split(), theirs.split())):
                yield one, other


def _sounds(name: str) -> str:
    for written, sound in SPELT_ALIKE:
        name = name.replace(written, sound)
    return name


def _near(one: str, other: str) -> bool:
    most = max(1, round(max(len(one), len(other)) * PER_LETTER))
    return DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most
