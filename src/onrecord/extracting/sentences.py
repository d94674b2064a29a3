"""Sentences: where they end."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.statement import Span

ENDS = re.compile(r"[.!?…](?:[\"”’»)\]]|'')*(?=\s+[\"“‘«(\[]?(?:''|``)?[A-Z0-9]|\s*\n)")
ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Capt|Sgt|Maj|Rev|Hon|Prof|St|Jr|Sr|vs|"
    r"No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|Inc|Co|Corp|Ltd|[A-Z])\.$"
)
LINE = re.compile(r"\n")
WORD = re.compile(r"\S")


def cuts(text: str, start: int, end: int) -> list[int]:
    """Where sentences of a part of a text end and another of them follows."""
    return [
        match.end()
        for match in ENDS.finditer(text, start, end)
        if match.end() < end
        and not ABBREVIATED.search(text, max(start, match.start() - 6), match.start() + 1)
    ]


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that a place stands in, within its line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    ends = cuts(text, first, last)
    return (
        max((cut for cut in ends if cut <= start), default=first),
        min((cut for cut in ends if cut >= end), default=last),
    )


@lru_cache(maxsize=4)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin; a line begins one, too.

    Several stages ask this of one text; it is worked out once.
    """
    ends = {*cuts(text, 0, len(text)), *(line.start() for line in LINE.finditer(text))}
    words = (WORD.search(text, end) for end in ends)
    return tuple(sorted({0, *(word.start() for word in words if word)}))
