"""Running a newer version over stored articles, and what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.record.judgements import view
from onrecord.record.queries import load
from onrecord.record.reviewing.corrections import is_rejected
from onrecord.record.reviewing.differences import differing
from onrecord.record.tables import articles, statements
from onrecord.record.writing import keep
from onrecord.statement import Statement


@dataclass(frozen=True)
class Reread:
    """An article that was read anew: what was gained and lost, and what has the same id and
    another value, as it was and as it is. All as corrected: what people corrected changes not.

    left_behind: the numbers of corrections that stay with an earlier text of it.
    """

    article: Article
    gained: tuple[Statement, ...]
    lost: tuple[Statement, ...]
    changed: tuple[tuple[Statement, Statement], ...]
    left_behind: tuple[int, ...]


def current_articles(connection: Connection, *, but: str | None) -> list[int]:
    """The keys of the current articles; of all but those that a version, `but`, has read."""
    query = select(articles.c.key).where(articles.c.current).order_by(articles.c.key)
    return list(
        connection.scalars(query if but is None else query.where(articles.c.extractor != but))
    )


def stored(connection: Connection, keys: Sequence[int]) -> dict[int, Article]:
    """Articles by their keys."""
    query = select(articles).where(articles.c.key.in_(keys)).order_by(articles.c.key)
    rows = ({str(k): v for k, v in row._mapping.items()} for row in connection.execute(query))
    return {row["key"]: msgspec.convert(row, Article) for row in rows}


def reread(
    connection: Connection,
    key: int,
    article: Article,
    found: list[Statement],
    extractor: str,
    directory: Directory | None,
) -> Reread:
    """Keep what was found anew in a stored article; see `writing.keep`."""
    old = _shown(connection, key)
    kept = keep(  # the article may have got another text since it was read
        connection, article, found, extractor, directory=directory, is_latest=False
    )
    new = _shown(connection, key)
    both = [(old[one], new[one]) for one in new if one in old]
    return Reread(
        article,
        tuple(s for one, s in new.items() if one not in old),
        tuple(s for one, s in old.items() if one not in new),
        tuple((a, b) for a, b in both if differing(a, b)),
        kept.left_behind,
    )


def _shown(connection: Connection, article_key: int) -> dict[str, Statement]:
    query = select(statements.c.key).where(statements.c.article_key == article_key)
    keys = connection.scalars(query.order_by(statements.c.position)).all()
    found = load(connection, keys, view(connection))
    return {f.statement.id: f.statement for f in found if not is_rejected(f.corrections)}
