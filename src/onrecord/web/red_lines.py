"""Pages of red lines, which are gathered whole: the same on the page and the interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.answers.models import RedlineList
from onrecord.answers.shapes import redline_of
from onrecord.positions.redlines import RedLine
from onrecord.record.cursor import Key, packed, unpacked

MOST_READ = 5_000
"""Conditional statements from which red lines are gathered at once, the latest published."""


@dataclass(frozen=True)
class LinePage:
    """A page of lines, how many there are in all, and the token of the next one."""

    found: Sequence[RedLine]
    total: int
    next: str | None


def page_of_lines(lines: Sequence[RedLine], *, limit: int, after: str | None) -> LinePage:
    """Some of the lines.

    Args:
        lines: all of them, in order.
        limit: so many at most.
        after: the token that the page before gives as `next`.

    Raises:
        SearchError: the token cannot be understood.
    """
    begin = 0 if after is None else unpacked(after, tuple[Key])[0]
    end = begin + limit
    return LinePage(lines[begin:end], len(lines), packed(end) if end < len(lines) else None)


def lines_of(page: LinePage) -> RedlineList:
    """A page of lines as it is answered."""
    found = tuple(map(redline_of, page.found))
    return RedlineList(total=page.total, next=page.next, redlines=found)
