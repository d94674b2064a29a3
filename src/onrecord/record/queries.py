"""Reading statements back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, or_, select

from onrecord.article import Article
from onrecord.record.tables import articles, spans, statements
from onrecord.record.writing import JSON_FIELDS, ROLES
from onrecord.statement import Kind, Statement


@dataclass(frozen=True)
class Found:
    """A statement on the record, with its article and which version of that it is from."""

    article: Article
    version: int
    statement: Statement


def statement_keys(
    *,
    speaker: str | None = None,
    kind: Kind | None = None,
    since: date | None = None,
    id: str | None = None,  # noqa: A002 - the contract's name
) -> Select[int]:
    """A query for the keys of statements; see `Record.statements`."""
    query = (
        select(statements.c.key)
        .join_from(statements, articles)
        .where(articles.c.current)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.key, statements.c.position)
    )
    if speaker is not None:
        names = (statements.c.source, statements.c.speaker["name"].as_string())
        words = unicodedata.normalize("NFC", speaker).casefold()
        query = query.where(
            or_(*(func.casefold(name).contains(words, autoescape=True) for name in names))
        )
    if kind is not None:
        query = query.where(statements.c.kind == kind)
    if since is not None:
        query = query.where(articles.c.published >= since)
    if id is not None:
        query = query.where(statements.c.id.startswith(id, autoescape=True))
    return query


def load(connection: Connection, keys: Sequence[int]) -> list[Found]:
    """Statements by their keys, in that order, with their articles."""
    rows = {
        row.key: _plain(row)
        for row in connection.execute(select(statements).where(statements.c.key.in_(keys)))
    }
    article_keys = {row["article_key"] for row in rows.values()}
    found_articles = {
        row.key: _plain(row)
        for row in connection.execute(select(articles).where(articles.c.key.in_(article_keys)))
    }
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    ordered = select(spans).where(spans.c.statement_key.in_(keys)).order_by(spans.c.position)
    for row in connection.execute(ordered):
        places.setdefault((row.statement_key, row.role), []).append((row.start, row.end))
    return [
        Found(
            msgspec.convert(found_articles[rows[key]["article_key"]], Article),
            found_articles[rows[key]["article_key"]]["version"],
            _statement(rows[key], places),
        )
        for key in keys
    ]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row._mapping.items()}


def _statement(
    row: dict[str, Any], places: dict[tuple[int, str], list[tuple[int, int]]]
) -> Statement:
    fields = {name: row[name] for name in ("id", "kind", "parent", "confidence", "extractor")}
    passages = {
        role: None if row[role] is None else {"text": row[role], "spans": places[row["key"], role]}
        for role in ROLES
    }
    return msgspec.convert({**fields, **passages, **{f: row[f] for f in JSON_FIELDS}}, Statement)
