"""Putting together what pairs join."""

from __future__ import annotations

from collections.abc import Iterable


def joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each thing that is in a pair the smallest that it is joined with, also by others."""
    lead: dict[int, int] = {}

    def leading(one: int) -> int:
        lead.setdefault(one, one)
        while lead[one] != one:
            lead[one] = lead[lead[one]]
            one = lead[one]
        return one

    for a, b in pairs:
        first, second = sorted((leading(a), leading(b)))
        lead[second] = first
    return {one: leading(one) for one in list(lead)}
