"""Searching: the statements that a query finds, how many, and how they spread over the facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    and_,
    or_,
    select,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.types import Float

from onrecord.actors.directory import Directory
from onrecord.article import DIGITS
from onrecord.errors import SearchError
from onrecord.record.cursor import Key, Value, packed, unpacked
from onrecord.record.judgements import View
from onrecord.record.naming import actors_named, judged_names_with
from onrecord.record.queries import Found
from onrecord.record.searching import counts
from onrecord.record.searching.bits import ACT_BITS, PART_BITS
from onrecord.record.searching.fulltext import everything, matching, ranked
from onrecord.record.searching.index import ordinal
from onrecord.record.searching.packing import Hits, read
from onrecord.record.searching.query import Query, Sort
from onrecord.record.searching.search_text import parse
from onrecord.record.searching.stems import plain_words
from onrecord.record.tables import articles, facets, statements


@dataclass(frozen=True)
class Page:
    """A page of what was found.

    total: on all pages, in so many articles, of which so many are independent sources (see
    `onrecord.record.grouping.sources`); next: the token of the next page, if there is one; facets:
    for each its values, those with most statements first, `counts.MOST_VALUES` at most.
    """

    found: tuple[Found, ...]
    total: int
    articles: int
    sources: int
    next: str | None
    facets: Mapping[str, tuple[counts.Value, ...]]


def statement_keys(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    sort: Sort = "date",
    limit: int | None = None,
    after: str | None = None,
) -> Iterator[tuple[int, float]]:
    """The keys of the statements that a query finds, each with what it is sorted by.

    Args:
        connection, judged, directory: of the record, as they are now.
        query: what is looked for.
        sort: by date, the latest published first; by relevance, the words that fit best first.
        limit: so many at most.
        after: the token of the last one before; see `token_of`.

    Raises:
        SearchError: the query or the token cannot be understood.
    """
    hits = _hits(connection, query, judged, directory, rank=sort == "relevance")
    by = hits.c.rank if sort == "relevance" else hits.c.day
    first = by if sort == "relevance" else by.desc()
    rows = select(hits.c.key, by).order_by(first, hits.c.key).limit(limit)
    if after is not None:
        rows = rows.where(_beyond(hits, sort, after))
    yield from map(tuple, connection.execute(rows))


def look_up(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    sort: Sort,
    limit: int,
    after: str | None,
) -> tuple[list[tuple[int, float]], counts.Counts]:
    """The first statements that a query finds, as `statement_keys` gives them, and how many in all.

    Args, Raises: see `statement_keys`.
    """
    place = (connection, query, judged, directory)
    if query == Query():
        keys = list(statement_keys(*place, sort=sort, limit=limit, after=after))
        return keys, counts.count_all(connection, judged)
    hits = read(connection, _hits(*place, rank=sort == "relevance"))
    return _first(hits, sort, limit, after), counts.count(connection, hits, judged)


def _first(hits: Hits, sort: Sort, limit: int, after: str | None) -> list[tuple[int, float]]:
    """The first hits by what they are sorted by, beyond the one of a token."""
    keys = hits.keys
    by = hits.ranks if sort == "relevance" else -hits.facts["day"].astype(np.int64)
    if after is not None:
        first, last = _unpacked(sort, after)
        start = first if sort == "relevance" else -first
        beyond = (by > start) | ((by == start) & (keys > last))
        keys, by = keys[beyond], by[beyond]
    if len(keys) > limit:
        best = by <= np.partition(by, limit)[limit]
        keys, by = keys[best], by[best]
    order = np.lexsort((keys, by))[:limit]
    values = by[order] if sort == "relevance" else -by[order]
    return list(zip(keys[order].tolist(), values.tolist(), strict=True))


def hits_of(connection: Connection, query: Query, judged: View, directory: Directory) -> CTE:
    """The facets of the statements that a query finds."""
    return _hits(connection, query, judged, directory, rank=False)


def _hits(
    connection: Connection, query: Query, judged: View, directory: Directory, *, rank: bool
) -> CTE:
    """The facets of the statements that a query finds, `rank` beside them if it is wanted."""
    columns = [
        facets.c.statement_key.label("key"),
        *(c for c in facets.c if c.name != "statement_key"),
    ]
    found: Select[tuple[object, ...]] = select(*columns)
    if query.text is not None:
        node = parse(query.text)
        if rank:
            best = ranked(node, "said").subquery()
            found = found.add_columns(best.c.rank)
            found = found.join(best, best.c.rowid == facets.c.statement_key)
        else:
            found = found.where(facets.c.statement_key.in_(matching(node, "said")))
    elif rank:
        raise SearchError("sorting by relevance needs words to search for")
    conditions = [*_plain(query), *named(connection, query, judged, directory)]
    return found.where(*conditions).cte("hits")


def _plain(query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.act:
        acts = facets.c.conditional if "condition" in query.has else facets.c.acts
        found.append(acts.bitwise_and(ACT_BITS[query.act]) != 0)
    wanted = sum(PART_BITS[part] for part in set(query.has))
    if wanted:
        found.append(facets.c.has.bitwise_and(wanted) == wanted)
    if query.kind:
        found.append(facets.c.kind == query.kind)
    if query.continuity:
        found.append(facets.c.continuity == query.continuity)
    if query.outlet is not None:
        found.append(facets.c.outlet == query.outlet)
    if query.since:
        found.append(facets.c.day >= ordinal(query.since))
    if query.until:
        found.append(facets.c.day.between(1, ordinal(query.until)))
    if query.actor is not None:
        found.append(facets.c.actor == query.actor)
    if query.id is not None:
        whole = len(query.id) == DIGITS  # found by the index, a beginning by looking at all
        given = statements.c.id
        same = given == query.id if whole else given.startswith(query.id, autoescape=True)
        found.append(facets.c.statement_key.in_(select(statements.c.key).where(same)))
    if query.article is not None:
        keys = (
            select(statements.c.key)
            .join_from(statements, articles)
            .where(articles.c.id == query.article)
        )
        found.append(facets.c.statement_key.in_(keys))
    return found


def named(
    connection: Connection, query: Query, judged: View, directory: Directory
) -> list[ColumnElement[bool]]:
    """What a query wants of names: the speaker's or words of the source, and the addressee's."""
    found: list[ColumnElement[bool]] = []
    if query.speaker is not None:
        words = _words_of("speaker", query.speaker)
        said = facets.c.statement_key.in_(matching(everything(words, prefix=True), "who"))
        ids = actors_named(connection, judged, directory, query.speaker)
        ids |= judged_names_with(connection, judged, words)
        found.append(or_(said, facets.c.actor.in_(ids)) if ids else said)
    if query.addressee is not None:
        words = _words_of("addressee", query.addressee)
        to = matching(everything(words, prefix=True), "addressed")
        found.append(facets.c.statement_key.in_(to))
    return found


def _words_of(name: str, given: str) -> list[str]:
    words = plain_words(given)
    if not words:
        raise SearchError(f"{name} needs a name, not {given!r}")
    return words


def _beyond(hits: CTE, sort: Sort, token: str) -> ColumnElement[bool]:
    """What comes after the statement of a token."""
    first, last = _unpacked(sort, token)
    if sort == "date":
        day = hits.c.day
        return or_(day < int(first), and_(day == int(first), hits.c.key > last))
    rank = sql_cast(hits.c.rank, Float)
    return or_(rank > first, and_(rank == first, hits.c.key > last))


def _unpacked(sort: Sort, token: str) -> tuple[float, int]:
    """What the statement of a token is sorted by, and its key."""
    kind, first, last = unpacked(token, tuple[str, Value, Key])
    if kind != sort:
        raise SearchError(f"the token is of a search by {kind}, not by {sort}")
    return first, last


def token_of(sort: Sort, key: int, value: float) -> str:
    """What a page ends with, from which the next goes on."""
    return packed(sort, value, key)
