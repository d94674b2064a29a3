"""Statements that the machine missed, and people add; and taking them back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.extracting.quotation import mark_kinds
from onrecord.record.assigning import assign_new
from onrecord.record.grouping.group import group
from onrecord.record.judgements import now
from onrecord.record.reviewing.corrections import BY_HAND, Correction, history, standing
from onrecord.record.reviewing.exact_words import find_beside, find_once, given_spans
from onrecord.record.reviewing.respeaking import speaker_named
from onrecord.record.searching.index import index, unindex
from onrecord.record.tables import articles, corrections, spans, statements
from onrecord.record.writing import keep_statements
from onrecord.statement import Passage, Span, Statement, passage, statement_id

Words = str | Sequence[Span]
"""Exact words, fragments joined by " ... ", or their spans."""


def add(
    connection: Connection,
    directory: Directory,
    given: str,
    *,
    source: Words | None,
    cue: Words,
    content: Words,
    speaker: str | None,
    who: str,
    why: str | None,
) -> Correction:
    """Add a statement to an article; see `Review.add`.

    Raises:
        RecordError: there is no such article, the words do not stand in it, or it has the
            statement; nothing is changed.
    """
    key, article = _article(connection, given)
    one = _statement(article, source, cue, content, who)
    _check_new(connection, key, one.id)
    if speaker is not None:
        named = speaker_named(connection, directory, article, speaker)
        one = msgspec.structs.replace(one, speaker=named)
    row = {
        "statement": one.id, "article": article.id, "field": "add", "machine": None,
        "value": msgspec.to_builtins(one), "who": who, "at": now(), "why": why,
    }  # fmt: skip
    connection.execute(insert(corrections), row)
    kept = keep_statements(connection, key, [one], at=_make_room(connection, key, one))
    assign_new(connection, article, kept, directory, {})
    index(connection, list(kept))
    group(connection)
    return history(connection, one.id)[-1]


def remove(connection: Connection, added: Correction) -> None:
    """Take a statement off the record again that people had added."""
    theirs = select(articles.c.key).where(articles.c.id == added.article)
    of_article = statements.c.article_key.in_(theirs)
    by_hand = statements.c.extractor.startswith(BY_HAND)
    query = select(statements.c.key).where(of_article, statements.c.id == added.statement, by_hand)
    keys = connection.scalars(query).all()
    unindex(connection, keys)
    connection.execute(delete(statements).where(statements.c.key.in_(keys)))
    of_it = of_article & (statements.c.parent == added.statement)
    current = select(articles.c.key).where(articles.c.current)
    inside = select(statements.c.key).where(of_it, statements.c.article_key.in_(current))
    children = connection.scalars(inside).all()
    connection.execute(update(statements).where(of_it).values(parent=None))
    index(connection, children)  # nothing leads to them any more


def _article(connection: Connection, given: str) -> tuple[int, Article]:
    """The current version of the article that has an id, or one that begins so."""
    query = select(articles).where(articles.c.current)
    rows = connection.execute(query.where(articles.c.id == given)).all()
    if not rows and given:
        begins = articles.c.id.startswith(given, autoescape=True)
        rows = connection.execute(query.where(begins).order_by(articles.c.id).limit(5)).all()
    if not rows:
        raise RecordError(f"no article has an id that begins with {given}")
    if len(rows) > 1:
        raise RecordError(
            f"more than one article begins with {given}: {', '.join(row.id for row in rows)}"
        )
    plain = {str(name): value for name, value in rows[0]._mapping.items()}
    return rows[0].key, msgspec.convert(plain, Article)


def _statement(
    article: Article, source: Words | None, cue: Words, content: Words, who: str
) -> Statement:
    text = article.text
    said = passage(
        text, find_once(text, content) if isinstance(content, str) else given_spans(text, content)
    )
    signal = _beside(text, cue, said)
    by = None if source is None else _beside(text, source, said)
    one = Statement(
        id=statement_id(text, by.spans if by else (), signal.spans, said.spans), kind="indirect",
        source=by, cue=signal, content=said, confidence=1.0, extractor=f"{BY_HAND}{who}",
    )  # fmt: skip
    (one,) = mark_kinds([one], text)
    return one


def _beside(text: str, words: Words, content: Passage) -> Passage:
    if isinstance(words, str):
        return passage(text, find_beside(text, words, content.spans))
    return passage(text, given_spans(text, words))


def _check_new(connection: Connection, article_key: int, id_: str) -> None:
    for one in standing(connection, [id_]).get(id_, ()):
        if one.field == "reject":
            raise RecordError(
                f"that is {id_}, which was rejected by {one.who} at {one.at}; "
                f"undo correction {one.number} instead"
            )
    query = select(statements.c.key)
    same = query.where(statements.c.article_key == article_key, statements.c.id == id_)
    if connection.scalar(same) is not None:
        raise RecordError(f"that is {id_} already")


def _make_room(connection: Connection, article_key: int, new: Statement) -> int:
    """The position of a new statement among those of an article, by where they begin."""
    parts = [part for part in (new.source, new.cue, new.content) if part]
    place = min(start for part in parts for start, _ in part.spans)
    begins = (
        select(statements.c.key)
        .join_from(statements, spans)
        .where(statements.c.article_key == article_key)
        .group_by(statements.c.key)
        .having(func.min(spans.c.start) <= place)
    )
    position = len(connection.execute(begins).all())
    after = statements.c.position >= position
    later = update(statements).where(statements.c.article_key == article_key, after)
    connection.execute(later.values(position=statements.c.position + 1))
    return position
