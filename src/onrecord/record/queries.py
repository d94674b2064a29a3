"""Reading statements back."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from onrecord.article import Article
from onrecord.record.judgements import View
from onrecord.record.tables import actors, appearances, articles, spans, statements
from onrecord.record.writing import JSON_FIELDS, ROLES
from onrecord.statement import ActLabel, Kind, Statement


@dataclass(frozen=True)
class Found:
    """A statement on the record, with its article and which version of that it is from."""

    article: Article
    version: int
    statement: Statement


@dataclass(frozen=True)
class SaidBy:
    """Whose statements are looked for: those of actors, and those whose source has some words."""

    words: str
    actors: frozenset[str]
    view: View


def has_words(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Whether words stand in a column, in any case of letters."""
    plain = unicodedata.normalize("NFC", words).casefold()
    return func.casefold(column).contains(plain, autoescape=True)


def statement_keys(
    *,
    speaker: SaidBy | None = None,
    kind: Kind | None = None,
    act: ActLabel | None = None,
    conditional: bool = False,
    since: date | None = None,
    id: str | None = None,  # noqa: A002 - the contract's name
) -> Select[int]:
    """A query for the keys of statements; see `Record.statements`."""
    query = (
        select(statements.c.key)
        .join_from(statements, articles)
        .outerjoin(appearances)
        .where(articles.c.current)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.key, statements.c.position)
    )
    if speaker is not None:
        names = (statements.c.source, statements.c.speaker["name"].as_string())
        said = [has_words(name, speaker.words) for name in names]
        if speaker.actors:
            said.append(speaker.view.expression().in_(speaker.actors))
        query = query.where(or_(*said))
    if kind is not None:
        query = query.where(statements.c.kind == kind)
    if act is not None or conditional:
        one = func.json_each(statements.c.acts).table_valued("value", name="one_act")
        wanted = select(1).select_from(one)
        if act is not None:
            wanted = wanted.where(func.json_extract(one.c.value, "$.label") == act)
        if conditional:
            wanted = wanted.where(func.json_extract(one.c.value, "$.condition").is_not(None))
        query = query.where(wanted.exists())
    if since is not None:
        query = query.where(articles.c.published >= since)
    if id is not None:
        query = query.where(statements.c.id.startswith(id, autoescape=True))
    return query


def load(connection: Connection, keys: Sequence[int], judged: View) -> list[Found]:
    """Statements by their keys, in that order, with their articles and the actors of today."""
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
    speakers = _actors(connection, keys, judged)
    return [
        Found(
            msgspec.convert(found_articles[rows[key]["article_key"]], Article),
            found_articles[rows[key]["article_key"]]["version"],
            _statement(rows[key], places, speakers.get(key, {})),
        )
        for key in keys
    ]


def _actors(connection: Connection, keys: Sequence[int], judged: View) -> dict[int, dict[str, str]]:
    """What speakers are shown as, by the keys of their statements."""
    rows = connection.execute(select(appearances).where(appearances.c.statement_key.in_(keys)))
    ids = {row.statement_key: judged.actor_of(row.statement_key, row.actor_id) for row in rows}
    query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(set(ids.values())))
    names = {row.id: judged.names.get(row.id, row.name) for row in connection.execute(query)}
    return {key: {"actor": one, "name": names[one]} for key, one in ids.items()}


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row._mapping.items()}


def _statement(
    row: dict[str, Any],
    places: dict[tuple[int, str], list[tuple[int, int]]],
    actor: dict[str, str],
) -> Statement:
    fields = {name: row[name] for name in ("id", "kind", "parent", "confidence", "extractor")}
    passages = {
        role: None if row[role] is None else {"text": row[role], "spans": places[row["key"], role]}
        for role in ROLES
    }
    parts = {name: row[name] for name in JSON_FIELDS}
    speaker = parts["speaker"] and {**parts["speaker"], **actor}
    return msgspec.convert({**fields, **passages, **parts, "speaker": speaker}, Statement)
