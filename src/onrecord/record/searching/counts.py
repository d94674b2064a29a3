"""How much a query finds: statements, articles, independent sources, and values of the facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, func, literal, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.types import String

from onrecord.record.grouping.sources import independent
from onrecord.record.judgements import View
from onrecord.record.naming import shown_names
from onrecord.record.searching.index import acts_in

MOST_VALUES = 20
"""Values of a facet that are given, those with most statements."""


@dataclass(frozen=True)
class Value:
    """One value of a facet: what a query takes, what it is called, and its statements."""

    value: str
    name: str
    count: int


@dataclass(frozen=True)
class Counts:
    """How much a query finds; see `Page`."""

    total: int
    articles: int
    sources: int
    facets: Mapping[str, tuple[Value, ...]]


def count(connection: Connection, hits: CTE, judged: View) -> Counts:
    """Count the facets of statements, as `search.hits_of` gives them."""
    passes = _passes(hits)
    rows: list[list[tuple[Any, ...]]] = [[] for _ in passes]
    for number, *values in connection.execute(union_all(*passes)).all():
        rows[number].append(tuple(values))
    actors, outlets, days, does, whole, unknown, alone, shared = rows
    spread = {
        "speaker": _speakers(connection, judged, _counted(actors)),
        "act": _values(_acts(_counted(does))),
        "outlet": _values(_counted(outlets)),
        "month": _values(_months(_counted(days))),
        "kind": _values(_counted(does, 1)),
        "continuity": _values(_counted(does, 2)),
    }
    with_own = {outlet for outlet, *_ in alone}
    pairs = {(int(story), outlet) for story, outlet, *_ in shared if outlet not in with_own}
    sources = unknown[0][-1] + len(with_own) + independent(pairs)
    return Counts(_counted(does, 1).total(), whole[0][-1], sources, spread)


def _passes(hits: CTE) -> list[Select[*tuple[Any, ...]]]:
    """What is counted of hits: each row has the pass, up to three values, and a number.

    Of stories: how many an article of no known outlet tells, which is a source in any case; the
    outlets that have a story that no other tells; and the other stories with all their outlets.
    """
    best = (
        select(hits.c.actor, func.count().label("count"))
        .where(hits.c.actor.is_not(None))
        .group_by(hits.c.actor)
        .order_by(func.count().desc(), hits.c.actor)
        .limit(MOST_VALUES)
        .subquery()
    )
    told = (
        select(
            hits.c.story,
            func.min(hits.c.outlet).label("first"),
            func.max(hits.c.outlet).label("last"),
            (func.count() - func.count(hits.c.outlet)).label("unknown"),
        )
        .group_by(hits.c.story)
        .cte("told")
    )
    known = told.c.unknown == 0
    pairs = select(hits.c.story, hits.c.outlet).join(told, told.c.story == hits.c.story).distinct()
    shared = pairs.where(known, told.c.first != told.c.last).subquery()
    does = hits.c.acts, hits.c.kind, hits.c.continuity
    number, one = func.count(), literal(1)
    return [
        _pass(0, [best.c.actor], best.c.count),
        _pass(1, [hits.c.outlet], number).group_by(hits.c.outlet),
        _pass(2, [hits.c.day], number).group_by(hits.c.day),
        _pass(3, does, number).group_by(*does),
        _pass(4, [], func.count(hits.c.article.distinct())),
        _pass(5, [], number).select_from(told).where(told.c.unknown > 0),
        _pass(6, [told.c.first], one).where(known, told.c.first == told.c.last).distinct(),
        _pass(7, [shared.c.story, shared.c.outlet], one),
    ]


def _pass(
    number: int, columns: Sequence[ColumnElement[Any]], count: ColumnElement[int]
) -> Select[*tuple[Any, ...]]:
    empty = literal(None, String)
    values = [sql_cast(column, String) for column in columns]
    return select(literal(number), *values, *(empty,) * (3 - len(values)), count)


def _counted(rows: Sequence[tuple[Any, ...]], place: int = 0) -> Counter[str]:
    """How often each value comes in a column of rows that end with their number."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row[place] is not None:
            counts[row[place]] += row[-1]
    return counts


def _speakers(connection: Connection, judged: View, counts: Counter[str]) -> tuple[Value, ...]:
    best = counts.most_common(MOST_VALUES)
    names = shown_names(connection, judged, [actor for actor, _ in best])
    return tuple(Value(actor, names.get(actor, actor), count) for actor, count in best)


def _values(counts: Counter[str]) -> tuple[Value, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Value(value, value, count) for value, count in ordered[:MOST_VALUES])


def _acts(masks: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for mask, count in masks.items():
        for label in acts_in(int(mask)):
            counts[label] += count
    return counts


def _months(days: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for day, count in days.items():
        if int(day):
            counts[_month_of(int(day))] += count
    return counts


@lru_cache(maxsize=20_000)
def _month_of(day: int) -> str:
    """Thousands of days come in every large search."""
    return date.fromordinal(day).isoformat()[:7]
