"""Searching: the statements that a query finds, how many, and how they spread over the facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    and_,
    or_,
    select,
)

from onrecord.actors.directory import Directory
from onrecord.article import DIGITS
from onrecord.errors import SearchError
from onrecord.record.columns import begins_with
from onrecord.record.cursor import Key, packed, unpacked
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
    """A page of what was found; to be iterated over its statements.

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

    def __iter__(self) -> Iterator[Found]:
        return iter(self.found)


def statement_keys(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    sort: Sort = "date",
    limit: int | None = None,
) -> Iterator[int]:
    """The keys of the statements that a query finds, in order.

    By date, those of one article stand together, in the order of its text: also those that people
    have added, whose keys are newer.

    Args:
        connection, judged, directory: of the record, as they are now.
        query: what is looked for.
        sort: by date, the latest published first; by relevance, the words that fit best first.
        limit: so many at most.

    Raises:
        SearchError: the query cannot be understood.
    """
    hits = _hits(connection, query, judged, directory, rank=sort == "relevance")
    rows = select(hits.c.key).limit(limit)
    if sort == "relevance":
        rows = rows.order_by(hits.c.rank, hits.c.key)
    else:
        day, article = hits.c.day, hits.c.article
        if limit:  # places are looked up in the articles that are given only
            last = select(day, article).order_by(day.desc(), article).limit(1).offset(limit - 1)
            if end := connection.execute(last).one_or_none():
                rows = rows.where(day >= end[0], or_(day > end[0], article <= end[1]))
        place = select(statements.c.position).where(statements.c.key == hits.c.key)
        rows = rows.order_by(day.desc(), article, place.scalar_subquery(), hits.c.key)
    yield from connection.scalars(rows)


def look_up(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    sort: Sort,
    limit: int,
    after: str | None,
) -> tuple[list[int], str | None, counts.Counts]:
    """A page of what a query finds.

    Args:
        connection, query, judged, directory, sort, limit: see `statement_keys`.
        after: the token of the page before.

    Returns:
        The keys of the page, the token for the next if there is one, and how many there are in all.

    Raises:
        SearchError: the query or the token cannot be understood.
    """
    place = (connection, query, judged, directory)
    if query == Query() and sort == "date":
        rows = _latest(connection, _hits(*place, rank=False), limit + 1, after)
        page = [key for key, _ in rows[:limit]]
        following = packed("date", rows[limit - 1][1], page[-1]) if rows[limit:] else None
        return page, following, counts.count_all(connection, judged)
    hits = read(connection, _hits(*place, rank=sort == "relevance"))
    first = _fittest if sort == "relevance" else _latest_of
    return *first(hits, limit, after), counts.count(connection, hits, judged)


def _latest(
    connection: Connection, hits: CTE, limit: int, after: str | None
) -> list[tuple[int, int]]:
    """The keys and days of the hits that were published last, beyond the one of a token."""
    key, day = hits.c.key, hits.c.day
    rows = select(key, day).order_by(day.desc(), key).limit(limit)
    if after is not None:
        first, last = _unpacked("date", after)
        rows = rows.where(or_(day < first, and_(day == first, key > last)))
    return [(row.key, row.day) for row in connection.execute(rows)]


def _latest_of(hits: Hits, limit: int, after: str | None) -> tuple[list[int], str | None]:
    """The same of hits that were read, and the token for the next: the day and key of the last."""
    keys, by = hits.keys, -hits.facts["day"].astype(np.int64)
    if after is not None:
        first, last = _unpacked("date", after)
        beyond = (by > -first) | ((by == -first) & (keys > last))
        keys, by = keys[beyond], by[beyond]
    order = _lowest(by, keys, limit + 1)
    page = keys[order][:limit].tolist()
    following = packed("date", -int(by[order[limit - 1]]), page[-1]) if order[limit:].size else None
    return page, following


def _fittest(hits: Hits, limit: int, after: str | None) -> tuple[list[int], str | None]:
    """The hits whose words fit best, and the token for the next page.

    How well words fit changes as articles come. So a token has how many were shown, and the key of
    the last; the page after is what comes behind that one now or, where it is gone, in its place.
    """
    keys, by = hits.keys, hits.ranks
    shown = 0
    if after is not None:
        shown, last = _unpacked("relevance", after)
        at = np.flatnonzero(keys == last)
        if at.size:
            first = by[at[0]]
            shown = int(np.count_nonzero((by < first) | ((by == first) & (keys <= last))))
        else:
            shown = max(0, shown - 1)  # those behind it have moved up by one
    order = _lowest(by, keys, shown + limit + 1)[shown:]
    page = keys[order][:limit].tolist()
    following = packed("relevance", shown + limit, page[-1]) if order[limit:].size else None
    return page, following


def _lowest(by: NDArray[Any], keys: NDArray[np.int64], limit: int) -> NDArray[np.intp]:
    """Where the lowest values are, in order, and of one value the lowest keys."""
    places = np.arange(len(keys))
    if len(keys) > limit:
        places = np.flatnonzero(by <= np.partition(by, limit)[limit])
    return places[np.lexsort((keys[places], by[places]))][:limit]


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
        same = given == query.id if whole else begins_with(given, query.id)
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


def _unpacked(sort: Sort, token: str) -> tuple[int, int]:
    """The first number of a token, and the key of the last statement of its page."""
    kind, first, last = unpacked(token, tuple[str, Key, Key])
    if kind != sort:
        raise SearchError(f"the token is of a search by {kind}, not by {sort}")
    return first, last
