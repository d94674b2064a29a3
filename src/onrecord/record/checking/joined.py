"""Joined quotes: their parts, and which statements have which of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extracting.sentences import cuts
from onrecord.record.checking.quote_words import FUNCTIONS
from onrecord.record.checking.quotes import Comparison
from onrecord.record.queries import Found
from onrecord.record.searching.stems import plain_words

OMISSION = re.compile(r"[\[(]?(?:…|\.(?:\s?\.){2,})[\])]?")
FEWEST = 3
"""Words of a part; fewer are looked for together with what is beside them."""
MOST_PARTS = 12
"""A quote of more is compared as a whole only."""

Parts = Sequence[Mapping[int, Comparison]]
"""For each part of a quote the statements that have it, by their keys."""


@dataclass(frozen=True)
class Joined:
    """What a quote is joined from.

    parts: its words, part by part; statements: from how many; different_speakers: whether not all
    parts were said by one of those that are known.
    """

    parts: tuple[str, ...]
    statements: int
    different_speakers: bool


@dataclass(frozen=True)
class Facts:
    """What statements are put in order by: the actor, the article and the day of publication."""

    actor: str | None
    article: int
    day: int


def parts_of(quote: str) -> list[str]:
    """The parts of a quote that may be from several statements; one where there are not several.

    >>> parts_of("Not a coin was paid ... We sail on Monday. No!")
    ['Not a coin was paid', 'We sail on Monday. No!']
    """
    edges = [0, *(edge for match in OMISSION.finditer(quote) for edge in match.span()), len(quote)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        ends = [start, *cuts(quote, start, end), end]
        spans += pairwise(ends)
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and not (_is_enough(quote[slice(*kept[-1])]) and _is_enough(quote[start:end])):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return [quote[start:end].strip() for start, end in kept]


def _is_enough(part: str) -> bool:
    words = plain_words(part)
    return len(words) >= FEWEST and any(word not in FUNCTIONS for word in words)


def parts_found(
    parts: Sequence[str],
    whole: Mapping[int, Comparison],
    compared: Callable[[str], Mapping[int, Comparison]],
) -> Parts | None:
    """Where the parts of a quote are on record, if all are and no one statement has it whole.

    Args:
        parts: as `parts_of` gives them.
        whole: the statements that have something of all of it, by their keys.
        compared: gives the same for a part.
    """
    if not 1 < len(parts) <= MOST_PARTS or any(c.verdict == "verbatim" for c in whole.values()):
        return None
    found: list[Mapping[int, Comparison]] = []
    for part in parts:
        those = {key: c for key, c in compared(part).items() if c.verdict != "paraphrase"}
        if not those:
            return None
        found.append(those)
    if any(c.verdict == "near" and all(key in one for one in found) for key, c in whole.items()):
        return None
    return found


def in_order(found: Parts, facts: Mapping[int, Facts], theirs: Set[int]) -> list[tuple[int, int]]:
    """The parts' statements, as the part's number, from 1, and the key; first one for each.

    Those of a speaker who said more of the parts come first, then the same words, then those of
    an article that has more of them, then those that were published first.

    Args:
        found: as `parts_found` gives it.
        facts: of the statements, by their keys.
        theirs: statements by the speaker who was asked for, which go before all others.
    """
    speakers = Counter(one for those in found for one in {facts[key].actor for key in those} if one)
    articles = Counter(one for those in found for one in {facts[key].article for key in those})
    ordered = [
        sorted(
            those,
            key=lambda key: (
                key not in theirs,
                -speakers[facts[key].actor or ""],
                those[key].verdict != "verbatim",
                -articles[facts[key].article],
                facts[key].day,
                key,
            ),
        )
        for those in found
    ]
    firsts = [(number, keys[0]) for number, keys in enumerate(ordered, 1)]
    rest = [(number, key) for number, keys in enumerate(ordered, 1) for key in keys[1:]]
    return firsts + rest


def joined_of(parts: Sequence[str], firsts: Sequence[Found]) -> Joined:
    """What a quote is joined from, by one statement for each of its parts."""
    statements = {(one.article.id, one.statement.id) for one in firsts}
    speakers = {
        (one.statement.speaker and one.statement.speaker.actor) or one.statement.who
        for one in firsts
    }
    return Joined(tuple(parts), len(statements), len(speakers - {None}) > 1)
