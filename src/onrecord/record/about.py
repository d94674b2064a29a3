"""What a record holds as a whole, and what was refused on the way to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from onrecord.record.judgements import now
from onrecord.record.migrations import TODAY
from onrecord.record.tables import articles, facets, refusals

MOST_REFUSALS = 1_000
"""Refusals that are kept, the latest."""


@dataclass(frozen=True)
class Refusal:
    """What `onrecord add` could not use: where it stood, why, and when it was tried last."""

    source: str
    why: str
    at: str


@dataclass(frozen=True)
class About:
    """How much is on a record.

    articles: current ones; statements: of these; outlets, days, extractors: current articles by
    each, an unknown outlet or day as None; refusals: the latest first; tables: their number.
    """

    articles: int
    statements: int
    outlets: tuple[tuple[str | None, int], ...]
    days: tuple[tuple[date | None, int], ...]
    extractors: tuple[tuple[str, int], ...]
    refusals: tuple[Refusal, ...]
    tables: int


def about(connection: Connection) -> About:
    """What a record holds; the outlets with most articles come first, the days in their order."""
    outlets = _articles_by(connection, articles.c.outlet)
    days = _articles_by(connection, articles.c.published)
    latest = select(refusals.c.source, refusals.c.why, refusals.c.at)
    latest = latest.order_by(refusals.c.number.desc())
    return About(
        articles=sum(count for _, count in days),
        statements=connection.scalar(select(func.count()).select_from(facets)) or 0,
        outlets=tuple(outlets),
        days=tuple(sorted(days, key=lambda one: (one[0] is None, one[0]))),
        extractors=tuple(_articles_by(connection, articles.c.extractor)),
        refusals=tuple(Refusal(*row) for row in connection.execute(latest)),
        tables=TODAY,
    )


def _articles_by(connection: Connection, column: ColumnElement[Any]) -> list[tuple[Any, int]]:
    rows = connection.execute(
        select(column, func.count())
        .where(articles.c.current)
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [(value, count) for value, count in rows]


def keep_refusals(connection: Connection, found: Iterable[tuple[str, str]]) -> None:
    """Keep where something stood that could not be used, and why; only the last time of each.

    Args:
        connection: to write with.
        found: places and reasons.
    """
    latest = list(dict(found).items())[-MOST_REFUSALS:]
    if not latest:
        return
    connection.execute(delete(refusals).where(refusals.c.source.in_([one for one, _ in latest])))
    rows = [{"source": source, "why": why, "at": now()} for source, why in latest]
    connection.execute(insert(refusals), rows)
    last = select(func.max(refusals.c.number)).scalar_subquery()
    connection.execute(delete(refusals).where(refusals.c.number <= last - MOST_REFUSALS))
