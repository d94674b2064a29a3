"""Statements that several articles print in the same text, such as those of an agency."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from onrecord.record.tables import articles, statements


@dataclass(frozen=True)
class Print:
    """An article that has a statement, without its text."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: date | None


def prints_of(connection: Connection, statement: str) -> list[Print]:
    """The current articles that have a statement with this id, the first published first."""
    columns = [articles.c[name] for name in ("id", "url", "outlet", "title", "published")]
    query = _current(select(*columns), [statement])
    by = (articles.c.published.asc().nulls_last(), articles.c.key)
    rows = connection.execute(query.order_by(*by)).all()
    return [Print(*row) for row in rows]


def shown_in(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Of those of some statements that several articles have: the article that is shown.

    That is the one to which `find_statement` leads where no article is asked for.
    """
    query = _current(select(statements.c.id, articles.c.id.label("article")), ids)
    rows = connection.execute(query.order_by(statements.c.key.desc())).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row.article)
    return {one: theirs[-1] for one, theirs in found.items() if len(theirs) > 1}


def _current(query: Select[Any], ids: Collection[str]) -> Select[Any]:
    return query.join_from(statements, articles).where(articles.c.current, statements.c.id.in_(ids))
