"""How much a query finds: statements, articles, independent sources, and values of the facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, case, func, select

from onrecord.record.grouping.sources import independent
from onrecord.record.judgements import View
from onrecord.record.naming import shown_names
from onrecord.record.searching.bits import ACT_BITS
from onrecord.record.searching.packing import CONTINUITIES, KINDS, UNNAMED, Hits, number
from onrecord.record.searching.tallies import Facet
from onrecord.record.tables import facets, stories, tallies

MOST_VALUES = 20
"""Values of a facet that are given, those with most statements."""
LOOKED_UP = 200
"""Values that are looked up: of those with equally many statements the first by name are given."""


@dataclass(frozen=True)
class Value:
    """One value of a facet: what a query takes, what it is called, and its statements."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Counts:
    """How much a query finds; see `search.Page`."""

    total: int
    articles: int
    sources: int
    facets: Mapping[str, tuple[Value, ...]]


def count(connection: Connection, hits: Hits, judged: View) -> Counts:
    """Count the facets of statements that were found."""
    facts = hits.facts
    return Counts(
        total=len(hits.keys),
        articles=len(_distinct(facts["article"])),
        sources=_sources(hits.stories, facts["outlet"]),
        facets={
            "speaker": _speakers(connection, judged, _commonest(connection, hits, "actor")),
            "act": _values(_acts(facts["acts"])),
            "outlet": _values(_commonest(connection, hits, "outlet")),
            "month": _values(_months(_counted(facts["day"]))),
            "kind": _values(_by_number(KINDS, facts["kind"])),
            "continuity": _values(_by_number(CONTINUITIES, facts["continuity"])),
        },
    )


def count_all(connection: Connection, judged: View) -> Counts:
    """Count the facets of all statements of the record."""
    days = _tallied(connection, "day", tallies.c.number)
    acts = _tallied(connection, "act")
    del acts[""]
    theirs, outlets = _stories_and_outlets(connection)
    return Counts(
        total=days.total(),
        articles=len(theirs),
        sources=_sources(theirs, outlets),
        facets={
            "speaker": _speakers(connection, judged, _tallied(connection, "actor")),
            "act": _values(acts),
            "outlet": _values(_tallied(connection, "outlet")),
            "month": _values(_months(days)),
            "kind": _values(_tallied(connection, "kind")),
            "continuity": _values(_tallied(connection, "continuity")),
        },
    )


def _tallied(
    connection: Connection, facet: Facet, by: ColumnElement[Any] = tallies.c.value
) -> Counter[Any]:
    query = select(by, func.sum(tallies.c.statements)).where(tallies.c.facet == facet).group_by(by)
    counts = Counter({value: int(count) for value, count in connection.execute(query)})
    if facet == "outlet":
        del counts[""]  # of articles that older versions kept; it is none
    return counts


def _stories_and_outlets(
    connection: Connection,
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Of each article that has statements its story and the number of its outlet."""
    outlet = case((tallies.c.facet == "article", tallies.c.value))
    story = func.coalesce(stories.c.story, tallies.c.number)
    query = (
        select(story, outlet)
        .outerjoin_from(tallies, stories, stories.c.article_key == tallies.c.number)
        .where(tallies.c.facet.in_(("article", "nowhere")))
    )
    rows = connection.execute(query).all()
    theirs = np.array([story for story, _ in rows], dtype=np.int64)
    return theirs, np.array([number(outlet) for _, outlet in rows], dtype=np.uint64)


def _sources(theirs: NDArray[np.int64], outlets: NDArray[np.uint64]) -> int:
    """How many sources are independent of each other, by the story and outlet of each article.

    A story that an article of no known outlet tells is a source in any case, and so is an outlet
    that has a story of its own. Of the others, each story with all its outlets is looked at.
    """
    if not len(theirs):
        return 0
    names, who = np.unique(np.where(outlets == UNNAMED, 0, outlets), return_inverse=True)
    which, what = np.unique(theirs, return_inverse=True)
    pairs = _distinct(what * len(names) + who)
    story, outlet = np.divmod(pairs, len(names))
    unknown = np.unique(story[names[outlet] == 0])
    known = ~np.isin(story, unknown)
    tellers = np.bincount(story, minlength=len(which))[story]
    with_own = np.unique(outlet[known & (tellers == 1)])
    shared = known & (tellers > 1) & ~np.isin(outlet, with_own)
    several = zip(story[shared].tolist(), map(str, outlet[shared].tolist()), strict=True)
    return len(unknown) + len(with_own) + independent(several)


def _distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct numbers in order: by sorting, several times as fast as `np.unique`."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def _commonest(connection: Connection, hits: Hits, facet: str) -> Counter[str]:
    """The commonest actors or outlets of hits; they are looked up by a statement of each."""
    column: Column[Any] = facets.c[facet]
    numbers, first, counts = np.unique(hits.facts[facet], return_index=True, return_counts=True)
    known = np.flatnonzero((numbers != 0) & (numbers != UNNAMED))
    best = known[np.argsort(-counts[known], kind="stable")[:LOOKED_UP]]
    keys = hits.keys[first[best]].tolist()
    query = select(facets.c.statement_key, column).where(facets.c.statement_key.in_(keys))
    names = dict(tuple(row) for row in connection.execute(query))
    return Counter(
        {names[key]: count for key, count in zip(keys, counts[best].tolist(), strict=True)}
    )


def _counted(numbers: NDArray[Any]) -> Counter[int]:
    found, counts = np.unique(numbers, return_counts=True)
    return Counter(dict(zip(found.tolist(), counts.tolist(), strict=True)))


def _by_number(names: Iterable[str | None], numbers: NDArray[np.uint8]) -> Counter[str]:
    """How often each of some names comes, by their numbers."""
    counts = _counted(numbers)
    return Counter({name: counts[n] for n, name in enumerate(names) if name and counts[n]})


def _acts(masks: NDArray[np.uint32]) -> Counter[str]:
    counts = {label: int(np.count_nonzero(masks & bit)) for label, bit in ACT_BITS.items()}
    return Counter({label: count for label, count in counts.items() if count})


def _speakers(connection: Connection, judged: View, counts: Counter[str]) -> tuple[Value, ...]:
    best = _values(counts)
    names = shown_names(connection, judged, [one.value for one in best])
    return tuple(replace(one, name=names.get(one.value, one.value)) for one in best)


def _values(counts: Counter[str]) -> tuple[Value, ...]:
    best = nsmallest(MOST_VALUES, counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Value(value, value, count) for value, count in best)


def _months(days: Counter[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for day, count in days.items():
        if day:
            counts[_month_of(day)] += count
    return counts


@lru_cache(maxsize=20_000)
def _month_of(day: int) -> str:
    """Thousands of days come in every large search."""
    return date.fromordinal(day).isoformat()[:7]
