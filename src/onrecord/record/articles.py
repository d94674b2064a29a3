"""The current articles of a record: listed a page at a time, and one with all its statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.article import Article
from onrecord.errors import NotFoundError
from onrecord.record.cursor import Key, packed, unpacked
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load, plain
from onrecord.record.tables import articles, facets, statements


@dataclass(frozen=True)
class ListedArticle:
    """An article without its text, and how many statements it has on the record."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: date | None
    language: str | None
    version: int
    added_at: str
    statements: int


@dataclass(frozen=True)
class ArticlePage:
    """A page of articles; total: on all pages; next: the token of the next page, if any."""

    found: tuple[ListedArticle, ...]
    total: int
    next: str | None


@dataclass(frozen=True)
class FoundArticle:
    """An article on the record, with its statements in the order of the text."""

    article: Article
    version: int
    added_at: str
    statements: tuple[Found, ...]


LISTED = ("id", "url", "outlet", "title", "byline", "published", "language", "version", "added_at")


def list_articles(
    connection: Connection,
    *,
    outlet: str | None,
    since: date | None,
    until: date | None,
    limit: int,
    after: str | None,
) -> ArticlePage:
    """A page of the current articles, the latest published first; see `Record.articles`.

    Raises:
        SearchError: the token cannot be understood.
    """
    wanted = [articles.c.current, *_filters(outlet, since, until)]
    total = connection.scalar(select(func.count()).select_from(articles).where(*wanted)) or 0
    if after is not None:
        wanted.append(_beyond(after))
    rows = connection.execute(
        select(articles.c.key, *(articles.c[name] for name in LISTED))
        .where(*wanted)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.key)
        .limit(limit + 1)
    ).all()
    page = rows[:limit]
    counts = _statements_of(connection, [row.key for row in page])
    found = tuple(
        ListedArticle(**{name: row._mapping[name] for name in LISTED}, statements=counts[row.key])
        for row in page
    )
    following = packed(page[-1].published, page[-1].key) if len(rows) > limit else None
    return ArticlePage(found, total, following)


def find_article(connection: Connection, id: str, judged: View) -> FoundArticle:  # noqa: A002
    """The current version of an article, with the statements that nobody has rejected.

    Raises:
        NotFoundError: there is none with that id.
    """
    query = select(articles).where(articles.c.id == id, articles.c.current)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"no article has the id {id}")
    keys = (
        select(statements.c.key)
        .join_from(statements, facets, facets.c.statement_key == statements.c.key)
        .where(statements.c.article_key == row.key)
        .order_by(statements.c.position)
    )
    found = load(connection, list(connection.scalars(keys)), judged)
    article = msgspec.convert(plain(row), Article)
    return FoundArticle(article, row.version, row.added_at, tuple(found))


def quiet_articles(connection: Connection) -> Iterator[Article]:
    """The current articles that have no statements, in the order in which they were kept."""
    speaking = select(facets.c.article)
    query = select(articles).where(articles.c.current, articles.c.key.not_in(speaking))
    for row in connection.execute(query.order_by(articles.c.key).execution_options(yield_per=100)):
        yield msgspec.convert(plain(row), Article)


def _filters(
    outlet: str | None, since: date | None, until: date | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if outlet is not None:
        found.append(articles.c.outlet == outlet)
    if since is not None:
        found.append(articles.c.published >= since)
    if until is not None:
        found.append(articles.c.published <= until)
    return found


def _statements_of(connection: Connection, keys: list[int]) -> dict[int, int]:
    rows = connection.execute(
        select(statements.c.article_key, func.count().label("number"))
        .join_from(statements, facets, facets.c.statement_key == statements.c.key)
        .where(statements.c.article_key.in_(keys))
        .group_by(statements.c.article_key)
    )
    return dict.fromkeys(keys, 0) | {row.article_key: row.number for row in rows}


def _beyond(token: str) -> ColumnElement[bool]:
    """What comes after the article of a token."""
    published, last = unpacked(token, tuple[date | None, Key])
    later = articles.c.key > last
    if published is None:
        return and_(articles.c.published.is_(None), later)
    same = and_(articles.c.published == published, later)
    return or_(articles.c.published < published, same, articles.c.published.is_(None))
