"""Acts and parts of a statement as the bits of a number, as `facets` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from onrecord.extracting.acts import LABELS
from onrecord.record.searching.query import PARTS
from onrecord.statement import ActLabel

ACT_BITS: Mapping[ActLabel, int] = {label: 1 << number for number, label in enumerate(LABELS)}
PART_BITS: Mapping[str, int] = {part: 1 << number for number, part in enumerate(PARTS)}


def bits_of(labels: Iterable[ActLabel]) -> int:
    """A number that has the bits of some acts."""
    bits = 0
    for label in labels:
        bits |= ACT_BITS[label]
    return bits


@lru_cache(maxsize=4096)  # counts ask for the same few again and again
def acts_in(mask: int) -> tuple[ActLabel, ...]:
    """The acts whose bits are set in a number."""
    return tuple(label for label, bit in ACT_BITS.items() if mask & bit)
