"""Writing articles and their statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.record.assigning import assign, assign_new, assigned
from onrecord.record.judgements import now
from onrecord.record.queries import extracted
from onrecord.record.reviewing.corrections import keep_imported, standing
from onrecord.record.reviewing.following import NOTHING, carry, following
from onrecord.record.reviewing.respeaking import respeak_article
from onrecord.record.reviewing.reviewed import Before, place, with_reviewed
from onrecord.record.reviewing.reviewed import before as reviewed_before
from onrecord.record.searching.index import index_article, index_new, unindex_article
from onrecord.record.tables import JSON_FIELDS, ROLES, articles, spans, statements
from onrecord.statement import Statement

KEPT = select(articles).where(
    articles.c.id == bindparam("id"), articles.c.text == bindparam("text")
)
LAST_VERSION = select(func.max(articles.c.version)).where(articles.c.id == bindparam("id"))
LAST_KEY = select(func.max(statements.c.key))
ARTICLE_FIELDS = ("url", "outlet", "title", "byline", "published", "language")


@dataclass(frozen=True)
class LeftBehind:
    """Corrections that stay with an earlier text of an article: their numbers."""

    article: str
    url: str | None
    corrections: tuple[int, ...]


@dataclass(frozen=True)
class Added:
    """What one call of `Record.add` has done so far; each article is new, changed, or known.

    left_behind: what people have corrected and could not follow an article's new text.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    statements: int = 0
    left_behind: tuple[LeftBehind, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What keeping an article came to: whether it was on the record before, with this text or
    another; and the numbers of corrections that stay with an earlier text of it.
    """

    again: bool
    left_behind: tuple[int, ...]


def is_known(connection: Connection, article: Article, extractor: str) -> bool:
    """Whether this is the current text of the article on the record, read by this extractor."""
    kept = _kept(connection, article)
    return kept is not None and kept.current and kept.extractor == extractor


def keep_known(connection: Connection, article: Article) -> None:
    """Bring what is known about an article besides its text up to date."""
    kept = _kept(connection, article)
    given = {name: getattr(article, name) for name in ARTICLE_FIELDS}
    news = {
        name: value
        for name, value in given.items()
        if kept is not None and value is not None and value != getattr(kept, name)
    }
    if news and kept is not None:
        connection.execute(update(articles).where(articles.c.key == kept.key).values(news))
        if kept.current and not news.keys().isdisjoint(("outlet", "published")):
            index_article(connection, kept.key)


def keep_counted(
    connection: Connection,
    article: Article,
    found: list[Statement],
    extractor: str,
    added: Added,
    *,
    directory: Directory | None = None,
) -> Added:
    """Keep an article, see `keep`, unless all of it is known, and count it to what was added."""
    if is_known(connection, article, extractor):
        keep_known(connection, article)
        return replace(added, known=added.known + 1)
    kept = keep(connection, article, found, extractor, directory=directory)
    left = added.left_behind
    if kept.left_behind:
        left = (*left, LeftBehind(article.id, article.url, kept.left_behind))
    added = replace(added, statements=added.statements + len(found), left_behind=left)
    if kept.again:
        return replace(added, changed=added.changed + 1)
    return replace(added, new=added.new + 1)


def keep_more(
    connection: Connection,
    article: Article,
    found: Sequence[Statement],
    added: Added,
    *,
    directory: Directory | None = None,
) -> Added | None:
    """Keep more statements of an article that is kept; None if this is not its current text."""
    kept = _kept(connection, article)
    if kept is None or not kept.current:
        return None
    query = select(statements.c.key).where(statements.c.article_key == kept.key)
    there = extracted(connection, connection.scalars(query).all()).values()
    known = {one.id for one in there}
    more = [one for one in found if one.id not in known]
    if not more:
        return replace(added, known=added.known + 1)
    keep(
        connection, article, sorted([*there, *more], key=place), kept.extractor, directory=directory
    )
    return replace(added, statements=added.statements + len(more))


def keep(
    connection: Connection,
    article: Article,
    found: list[Statement],
    extractor: str,
    *,
    directory: Directory | None = None,
    is_latest: bool = True,
) -> Kept:
    """Keep an article with its statements and whose they are: as new, as a new version, or anew.

    What people have reviewed stays where the same text is read anew, and follows to a new text, or
    to an earlier one that the article has once more.

    Args:
        connection: to write with.
        article: as it was read.
        found: its statements.
        extractor: name and version of what found them.
        directory: the one that the speakers' actors are from, if not the one that is shipped.
        is_latest: the article has this text now; else a version that is not current stays so.
    """
    kept = _kept(connection, article)
    if kept is not None and is_latest and not kept.current:
        _make_current(connection, article.id, kept.key)
        kept = _kept(connection, article)
    if kept is not None:
        return _keep_anew(connection, article, kept, found, extractor, directory)
    last = _last_version(connection, article.id)
    before = assigned(connection, article.id) if last else {}
    followed = following(connection, article, last + 1, found) if last else NOTHING
    if followed.before.reviewed:
        found = with_reviewed(found, followed.before)
    key = _keep_version(connection, article, extractor, last)
    keyed = keep_statements(connection, key, found)
    speakers = assign_new(connection, article, keyed, directory, before)
    carry(connection, article.id, keyed, followed)
    keep_imported(connection, article.id, found)
    if standing(connection, {statement.id for statement in found}):
        respeak_article(connection, key)
        index_article(connection, key)
    else:
        index_new(connection, key, article, keyed, speakers)  # nothing is read back
    return Kept(last > 0, followed.left_behind)


def _keep_anew(
    connection: Connection,
    article: Article,
    kept: Row[Any],
    found: list[Statement],
    extractor: str,
    directory: Directory | None,
) -> Kept:
    """Keep what was found anew in a text, and what people have reviewed in it or before it."""
    before = assigned(connection, article.id)
    reviewed = reviewed_before(connection, kept.key, kept.text)
    followed = NOTHING
    if kept.current and _last_version(connection, article.id) > 1:
        followed = following(connection, article, kept.version, found, reviewed.reviewed)
        reviewed = Before(
            reviewed.ids | followed.before.ids, reviewed.reviewed + followed.before.reviewed
        )
    found = with_reviewed(found, reviewed)
    _make_room(connection, article, kept, extractor)
    keyed = keep_statements(connection, kept.key, found)
    assign(connection, kept.key, directory, before)
    carry(connection, article.id, keyed, followed)
    keep_imported(connection, article.id, found)
    respeak_article(connection, kept.key)
    if kept.current:
        index_article(connection, kept.key)
    return Kept(True, followed.left_behind)


def _make_room(connection: Connection, article: Article, kept: Row[Any], extractor: str) -> None:
    """Take what was read before off the record."""
    keep_known(connection, article)
    if kept.current:
        unindex_article(connection, article.id)
    connection.execute(delete(statements).where(statements.c.article_key == kept.key))
    anew = update(articles).where(articles.c.key == kept.key)
    connection.execute(anew.values(extractor=extractor))


def _last_version(connection: Connection, article_id: str) -> int:
    """The number of the last version of an article, 0 if there is none."""
    return connection.execute(LAST_VERSION, {"id": article_id}).scalar() or 0


def _make_current(connection: Connection, article_id: str, key: int) -> None:
    """Make a version of an article the current one, the statements of which are to be kept anew."""
    unindex_article(connection, article_id)
    versions = update(articles).where(articles.c.id == article_id)
    connection.execute(versions.values(current=articles.c.key == key))


def _keep_version(connection: Connection, article: Article, extractor: str, last: int) -> int:
    """Keep an article's text as its current version after the last one, and give its key."""
    if last:
        unindex_article(connection, article.id)
        older = update(articles).where(articles.c.id == article.id)
        connection.execute(older.values(current=False))
    row = {
        **msgspec.structs.asdict(article),
        "version": last + 1,
        "current": True,
        "extractor": extractor,
        "added_at": now(),
    }
    key: int = connection.execute(insert(articles).returning(articles.c.key), row).scalar_one()
    return key


def keep_statements(
    connection: Connection, article_key: int, found: Sequence[Statement], *, at: int = 0
) -> dict[int, Statement]:
    """Write statements, the first at a position among the article's; give them with their keys."""
    if not found:
        return {}
    first = (connection.execute(LAST_KEY).scalar() or 0) + 1
    rows, span_rows = [], []
    for number, statement in enumerate(found):
        plain = msgspec.to_builtins(statement)
        rows.append(
            {
                "key": first + number,
                "article_key": article_key,
                "position": at + number,
                **{
                    name: plain[name]
                    for name in ("id", "kind", "parent", "confidence", "extractor")
                },
                **{role: plain[role] and plain[role]["text"] for role in ROLES},
                **{field: plain[field] for field in JSON_FIELDS},
            }
        )
        span_rows += [
            {"statement_key": first + number, "role": role, "position": i, "start": a, "end": b}
            for role in ROLES
            for i, (a, b) in enumerate(plain[role]["spans"] if plain[role] else ())
        ]
    connection.execute(insert(statements), rows)
    connection.execute(insert(spans), span_rows)
    return dict(enumerate(found, first))


def _kept(connection: Connection, article: Article) -> Row[Any] | None:
    """The version of an article that has this text."""
    return connection.execute(KEPT, {"id": article.id, "text": article.text}).one_or_none()
