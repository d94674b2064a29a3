"""What a query finds over time: statements by the week or month of publication, and by act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Integer, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from onrecord.record.searching.bits import acts_in
from onrecord.record.searching.query import By
from onrecord.record.tables import tallies
from onrecord.statement import ActLabel

BEFORE_DAY_ONE = 1721424.5
"""The Julian day that is numbered 0 here; SQLite counts in those."""


@dataclass(frozen=True)
class Period:
    """Statements that were published in one week or month and do one thing.

    begins: its first day, None for statements without a date; act: None for those without an act;
    statements: how many. One that does two things counts in both.
    """

    begins: date | None
    act: ActLabel | None
    statements: int


@dataclass(frozen=True)
class Timeline:
    """The statements that a query finds, over time.

    periods: those with statements, in order of time and act, those without a date last;
    statements: how many in all, each once; undated: so many of them without a date.
    """

    by: By
    periods: tuple[Period, ...]
    statements: int
    undated: int


class day_of_month(GenericFunction[int]):  # noqa: N801 - the function's name in SQL
    """The day of its month, from 1, of a day as `index.ordinal` numbers it."""

    type = Integer()
    inherit_cache = True


@compiles(day_of_month)
def _in_sqlite(element: day_of_month, compiler: SQLCompiler, **given: Any) -> str:
    day = compiler.process(element.clauses, **given)
    return f"CAST(strftime('%d', {day} + {BEFORE_DAY_ONE}) AS INTEGER)"


@compiles(day_of_month, "postgresql")
def _in_postgres(element: day_of_month, compiler: SQLCompiler, **given: Any) -> str:
    day = compiler.process(element.clauses, **given)
    return f"CAST(extract(day FROM DATE '0001-01-01' + ({day} - 1)) AS INTEGER)"


def count_over_time(
    connection: Connection, hits: CTE, by: By, act: ActLabel | None = None
) -> Timeline:
    """Count statements, as `search.hits_of` gives them, by period and act, or by one act only."""
    placed = select(_begin(hits.c.day, by).label("begins"), hits.c.acts).subquery()
    each = placed.c.begins, placed.c.acts
    rows = connection.execute(select(*each, func.count()).group_by(*each)).all()
    counts: Counter[tuple[int | None, ActLabel | None]] = Counter()
    for begins, mask, count in rows:
        for label in (act,) if act else acts_in(mask) or (None,):
            counts[begins, label] += count
    return Timeline(
        by=by,
        periods=tuple(_period(*counted) for counted in sorted(counts.items(), key=_place)),
        statements=sum(count for *_, count in rows),
        undated=sum(count for begins, _, count in rows if begins is None),
    )


def all_over_time(connection: Connection, by: By) -> Timeline:
    """Count all statements of the record by period and act."""
    begins, value = _begin(tallies.c.number, by).label("begins"), tallies.c.value
    placed = select(begins, value, tallies.c.statements).where(tallies.c.facet == "act").subquery()
    each = placed.c.begins, placed.c.value
    rows = connection.execute(select(*each, func.sum(placed.c.statements)).group_by(*each))
    counts = {(begins, label or None): int(count) for begins, label, count in rows}
    by_day = select(tallies.c.number, tallies.c.statements).where(tallies.c.facet == "day")
    days = {row.number: row.statements for row in connection.execute(by_day)}
    return Timeline(
        by=by,
        periods=tuple(_period(*counted) for counted in sorted(counts.items(), key=_place)),
        statements=sum(days.values()),
        undated=days.get(0, 0),
    )


def _begin(day: ColumnElement[int], by: By) -> ColumnElement[int]:
    """The first day of a day's period, NULL where the day is not known."""
    known = func.nullif(day, 0)
    return known - ((known - 1) % 7 if by == "week" else day_of_month(known) - 1)


def _place(counted: tuple[tuple[int | None, ActLabel | None], int]) -> tuple[int, str]:
    (begins, act), _ = counted
    return begins or date.max.toordinal() + 1, act or ""


def _period(each: tuple[int | None, ActLabel | None], count: int) -> Period:
    begins, act = each
    return Period(None if begins is None else date.fromordinal(begins), act, count)
