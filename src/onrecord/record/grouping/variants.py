"""Utterances as they are shown: who said it, how often it is printed, and in which wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import CTE, Connection, and_, func, or_, select

from onrecord.actors.directory import Directory
from onrecord.record.cursor import Key, packed, unpacked
from onrecord.record.grouping.likeness import Change, changes, visible_words
from onrecord.record.grouping.sources import Pair, independent
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load
from onrecord.record.searching.query import Query
from onrecord.record.searching.search import hits_of
from onrecord.record.tables import facets

Place = tuple[int, int, int]
"""Where an utterance stands among others: less its sources, less its last day, its key."""
OF = "utterances"
"""What tokens of its pages begin with, so that none of another list passes for one."""


@dataclass(frozen=True)
class Variant:
    """One wording of an utterance.

    text: as it was first printed; count: articles that have it; statements, outlets: theirs;
    changes: in which words it differs from the wording that was published first.
    """

    text: str
    count: int
    statements: tuple[str, ...]
    outlets: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Utterance:
    """What somebody said once, wherever it is printed.

    id, article: of the statement that was published first, and of the article that it stands in;
    the two together are no other utterance's, while articles of one text may share the id alone.
    actor, who: the speaker, as far as known; first, last: days of publication; articles: that have
    it; sources: those of them that are independent (see `sources`); variants: the one published
    first comes first.
    """

    id: str
    article: str
    actor: str | None
    who: str | None
    first: date | None
    last: date | None
    articles: int
    sources: int
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class UtterancePage:
    """A page of utterances; next: the token of the next page, if there is one."""

    found: tuple[Utterance, ...]
    next: str | None


def utterance_places(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    min_sources: int,
    after: str | None = None,
    limit: int | None = None,
) -> list[Place]:
    """The places of the utterances of the statements that a query finds, in order.

    Those with the most sources come first, of these the latest published.

    Args:
        connection, judged, directory: of the record, as they are now.
        query: one of an utterance's statements must be like this.
        min_sources: so many independent sources at least.
        after: the token of the page before.
        limit: so many at most.

    Raises:
        SearchError: the token cannot be understood.
    """
    start = None if after is None else _start_of(after)
    found = hits_of(connection, query, judged, directory)
    places = _printed_again(connection, found if query != Query() else None)
    if min_sources <= 1:
        places += _alone(connection, found, start, limit)
    wanted = [
        place for place in places if -place[0] >= min_sources and (not start or place > start)
    ]
    return sorted(wanted)[:limit]


def token_of(place: Place) -> str:
    """The token of the page after an utterance: its place, since several may share an id."""
    sources, day, key = place
    return packed(OF, -sources, -day, key)


def _start_of(after: str) -> Place:
    _, sources, day, key = unpacked(after, tuple[Literal["utterances"], Key, Key, Key])
    return -sources, -day, key


def _printed_again(connection: Connection, found: CTE | None) -> list[Place]:
    """The places of the utterances that have several statements; of hits, if some are given."""
    several = [facets.c.chain.is_not(None)]
    if found is not None:
        several.append(facets.c.utterance.in_(select(found.c.utterance)))
    columns = (facets.c.utterance, facets.c.story, facets.c.outlet)
    rows = select(*columns, func.max(facets.c.day)).where(*several).group_by(*columns)
    pairs: dict[int, list[Pair]] = defaultdict(list)
    last: dict[int, int] = defaultdict(int)
    for key, story, outlet, day in connection.execute(rows):
        pairs[key].append((story, outlet))
        last[key] = max(last[key], day)
    return [(-independent(theirs), -last[key], key) for key, theirs in pairs.items()]


def _alone(
    connection: Connection, found: CTE, start: Place | None, limit: int | None
) -> list[Place]:
    """The places of utterances of one statement, which has one source: in order, beyond a start."""
    key, day = found.c.utterance, found.c.day
    grouped = found.c.chain.is_(None) & key.is_not(None)
    rows = select(key, day).where(grouped).order_by(day.desc(), found.c.key)
    if start and start[0] == -1:
        rows = rows.where(or_(day < -start[1], and_(day == -start[1], key > start[2])))
    return [(-1, -day, key) for key, day in connection.execute(rows.limit(limit))]


def load_utterances(
    connection: Connection, places: Sequence[Place], judged: View
) -> list[Utterance]:
    """The utterances of some places, in that order."""
    wanted = [key for *_, key in places]
    chained = facets.c.utterance.in_(wanted) & facets.c.chain.is_not(None)
    rows = connection.execute(
        select(facets.c.statement_key, facets.c.utterance).where(
            or_(chained, facets.c.statement_key.in_(wanted) & facets.c.chain.is_(None))
        )
    ).all()
    members: dict[int, list[Found]] = defaultdict(list)
    for row, one in zip(
        rows, load(connection, [r.statement_key for r in rows], judged), strict=True
    ):
        members[row.utterance].append(one)
    return [_utterance(members[key], -sources) for sources, _, key in places]


def _utterance(members: Iterable[Found], sources: int) -> Utterance:
    ordered = sorted(members, key=_when)
    speakers = [one.statement.speaker for one in ordered if one.statement.speaker]
    known = next((speaker for speaker in speakers if speaker.actor), None)
    days = [one.article.published for one in ordered if one.article.published]
    return Utterance(
        id=ordered[0].statement.id,
        article=ordered[0].article.id,
        actor=known.actor if known else None,
        who=known.name if known else ordered[0].statement.who,
        first=min(days, default=None),
        last=max(days, default=None),
        articles=_articles(ordered),
        sources=sources,
        variants=tuple(_variants(ordered)),
    )


def _when(found: Found) -> tuple[date, str, int]:
    start = found.statement.content.spans[0][0]
    return found.article.published or date.max, found.article.id, start


def _variants(ordered: Sequence[Found]) -> Iterable[Variant]:
    wordings: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in ordered:
        wordings[tuple(visible_words(one.statement.content.text))].append(one)
    earliest = ordered[0].statement.content.text
    for theirs in wordings.values():
        text = theirs[0].statement.content.text
        outlets = [one.article.outlet for one in theirs if one.article.outlet]
        yield Variant(
            text=" ".join(text.split()),
            count=_articles(theirs),
            statements=tuple(dict.fromkeys(one.statement.id for one in theirs)),
            outlets=tuple(dict.fromkeys(outlets)),
            changes=changes(earliest, text),
        )


def _articles(found: Iterable[Found]) -> int:
    return len({one.article.id for one in found})
