"""Reading statements back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Row, func, select

from onrecord.article import Article
from onrecord.record.judgements import View
from onrecord.record.reviewing.corrections import Correction, corrected, is_rejected, standing
from onrecord.record.tables import (
    JSON_FIELDS,
    ROLES,
    actors,
    appearances,
    articles,
    spans,
    statements,
)
from onrecord.statement import Statement


@dataclass(frozen=True)
class Found:
    """A statement on the record, with its article and which version of that it is from.

    corrections: those that the statement shows, the last one last.
    """

    article: Article
    version: int
    statement: Statement
    corrections: tuple[Correction, ...] = ()

    @property
    def seen(self) -> tuple[int, ...]:
        """What a correction of it is given, so that it is refused if another came before."""
        return tuple(one.number for one in self.corrections)


def has_words(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Whether words stand in a column, in any case of letters."""
    plain = unicodedata.normalize("NFC", words).casefold()
    return func.casefold(column).contains(plain, autoescape=True)


def load(connection: Connection, keys: Sequence[int], judged: View) -> list[Found]:
    """Statements by their keys, in that order: as corrected, with the actors of today.

    Also those that people have rejected, which no query finds.
    """
    rows = _rows(connection, keys)
    found = _extracted(connection, rows)
    article_keys = {row["article_key"] for row in rows.values()}
    found_articles = {
        row.key: plain(row)
        for row in connection.execute(select(articles).where(articles.c.key.in_(article_keys)))
    }
    named = {one for s in found.values() for one in (s.id, s.parent) if one}
    made = standing(connection, named)
    speakers = actors_of(connection, keys, judged)
    return [
        _found(found[key], found_articles[rows[key]["article_key"]], made, speakers.get(key))
        for key in keys
    ]


def extracted(connection: Connection, keys: Sequence[int]) -> dict[int, Statement]:
    """Statements by their keys as the machine found them, and as nobody has corrected them."""
    return _extracted(connection, _rows(connection, keys))


def _rows(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    query = select(statements).where(statements.c.key.in_(keys))
    return {row.key: plain(row) for row in connection.execute(query)}


def _extracted(connection: Connection, rows: Mapping[int, dict[str, Any]]) -> dict[int, Statement]:
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    ordered = select(spans).where(spans.c.statement_key.in_(rows)).order_by(spans.c.position)
    for row in connection.execute(ordered):
        places.setdefault((row.statement_key, row.role), []).append((row.start, row.end))
    return {key: _statement(row, places) for key, row in rows.items()}


def _found(
    statement: Statement,
    article: dict[str, Any],
    made: Mapping[str, tuple[Correction, ...]],
    actor: dict[str, str] | None,
) -> Found:
    theirs = made.get(statement.id, ())
    if theirs:
        statement = corrected(statement, article["text"], theirs)
    statement = speaking(statement, actor)
    if statement.parent and is_rejected(made.get(statement.parent, ())):
        statement = replace(statement, parent=None)
    return Found(msgspec.convert(article, Article), article["version"], statement, theirs)


def actors_of(
    connection: Connection, keys: Sequence[int], judged: View
) -> dict[int, dict[str, str]]:
    """What speakers are shown as, by the keys of their statements."""
    rows = connection.execute(select(appearances).where(appearances.c.statement_key.in_(keys)))
    ids = {row.statement_key: judged.actor_of(row.statement_key, row.actor_id) for row in rows}
    query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(set(ids.values())))
    names = {row.id: judged.names.get(row.id, row.name) for row in connection.execute(query)}
    return {key: {"actor": one, "name": names[one]} for key, one in ids.items()}


def speaking(statement: Statement, actor: Mapping[str, str] | None) -> Statement:
    """A statement with the actor that its speaker is shown as, if it is anybody's."""
    if statement.speaker is None or actor is None:
        return statement
    return replace(statement, speaker=replace(statement.speaker, **actor))


def plain(row: Row[Any]) -> dict[str, Any]:
    """A row as a dictionary whose names are strings and nothing else, as msgspec wants them."""
    return {str(name): value for name, value in row._mapping.items()}


def _statement(
    row: dict[str, Any], places: dict[tuple[int, str], list[tuple[int, int]]]
) -> Statement:
    fields = {name: row[name] for name in ("id", "kind", "parent", "confidence", "extractor")}
    passages = {
        role: None if row[role] is None else {"text": row[role], "spans": places[row["key"], role]}
        for role in ROLES
    }
    parts = {name: row[name] for name in JSON_FIELDS}
    return msgspec.convert({**fields, **passages, **parts}, Statement)
