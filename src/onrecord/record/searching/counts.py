"""How much a query finds: statements, articles, independent sources, and values of the facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.types import String

from onrecord.record.grouping.sources import independent
from onrecord.record.judgements import View
from onrecord.record.naming import shown_names
from onrecord.record.searching.bits import acts_in
from onrecord.record.searching.tallies import Facet
from onrecord.record.tables import stories, tallies

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
    passes = [*_passes(hits), *_passes_of_sources(hits)]
    actors, outlets, days, does, whole, *told = _rows(connection, passes)
    return Counts(
        total=_counted(does, 1).total(),
        articles=whole[0][-1],
        sources=_sources(*told),
        facets={
            "speaker": _speakers(connection, judged, _counted(actors)),
            "act": _values(_acts(_counted(does))),
            "outlet": _values(_counted(outlets)),
            "month": _values(_months(_counted(days))),
            "kind": _values(_counted(does, 1)),
            "continuity": _values(_counted(does, 2)),
        },
    )


def count_all(connection: Connection, judged: View) -> Counts:
    """Count the facets of all statements of the record."""
    articles = select(func.count()).where(tallies.c.facet.in_(("article", "nowhere")))
    days = _tallied(connection, "day", tallies.c.number)
    acts = _tallied(connection, "act")
    del acts[""]
    return Counts(
        total=days.total(),
        articles=connection.execute(articles).scalar_one(),
        sources=_sources(*_rows(connection, _passes_of_sources(_told()))),
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
    return Counter({value: int(count) for value, count in connection.execute(query)})


def _told() -> CTE:
    """The articles that have statements: the story and the outlet of each."""
    outlet = case((tallies.c.facet == "article", tallies.c.value)).label("outlet")
    return (
        select(stories.c.story, outlet)
        .outerjoin_from(tallies, stories, stories.c.article_key == tallies.c.number)
        .where(tallies.c.facet.in_(("article", "nowhere")))
        .cte("hits")
    )


def _rows(
    connection: Connection, passes: Sequence[Select[*tuple[Any, ...]]]
) -> list[list[tuple[Any, ...]]]:
    """The rows of each of several passes, in one query: what is read for several is read once."""
    rows: list[list[tuple[Any, ...]]] = [[] for _ in passes]
    numbered = [one.add_columns(literal(number)) for number, one in enumerate(passes)]
    for *values, number in connection.execute(union_all(*numbered)).all():
        rows[number].append(tuple(values))
    return rows


def _passes(hits: CTE) -> list[Select[*tuple[Any, ...]]]:
    """What is counted of hits: each row has up to three values, and a number."""
    best = (
        select(hits.c.actor, func.count().label("count"))
        .where(hits.c.actor.is_not(None))
        .group_by(hits.c.actor)
        .order_by(func.count().desc(), hits.c.actor)
        .limit(MOST_VALUES)
        .subquery()
    )
    does = hits.c.acts, hits.c.kind, hits.c.continuity
    number = func.count()
    return [
        _pass([best.c.actor], best.c.count),
        _pass([hits.c.outlet], number).group_by(hits.c.outlet),
        _pass([hits.c.day], number).group_by(hits.c.day),
        _pass(does, number).group_by(*does),
        _pass([], func.count(hits.c.article.distinct())),
    ]


def _passes_of_sources(hits: CTE) -> list[Select[*tuple[Any, ...]]]:
    """What is counted of the stories and outlets of hits.

    How many stories an article of no known outlet tells, which is a source in any case; the outlets
    that have a story that no other tells; and the other stories with all their outlets.
    """
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
    one = literal(1)
    return [
        _pass([], func.count()).select_from(told).where(told.c.unknown > 0),
        _pass([told.c.first], one).where(known, told.c.first == told.c.last).distinct(),
        _pass([shared.c.story, shared.c.outlet], one),
    ]


def _pass(
    columns: Sequence[ColumnElement[Any]], count: ColumnElement[int]
) -> Select[*tuple[Any, ...]]:
    empty = literal(None, String)
    values = [sql_cast(column, String) for column in columns]
    return select(*values, *(empty,) * (3 - len(values)), count)


def _sources(
    unknown: Sequence[tuple[Any, ...]],
    alone: Sequence[tuple[Any, ...]],
    shared: Sequence[tuple[Any, ...]],
) -> int:
    """How many sources are independent of each other; see `_passes_of_sources`."""
    with_own = {outlet for outlet, *_ in alone}
    pairs = {(int(story), outlet) for story, outlet, *_ in shared if outlet not in with_own}
    return int(unknown[0][-1]) + len(with_own) + independent(pairs)


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
