"""Utterances as they are shown: who said it, how often it is printed, and in which wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, or_, select

from onrecord.actors.directory import Directory
from onrecord.errors import SearchError
from onrecord.record.grouping.likeness import Change, changes, visible_words
from onrecord.record.grouping.sources import Pair, independent
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load
from onrecord.record.searching.query import Query
from onrecord.record.searching.search import hits_of
from onrecord.record.tables import facets, statements


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

    id: of the statement that was published first; actor, who: the speaker, as far as known;
    first, last: days of publication; articles: that have it; sources: those of them that are
    independent (see `sources`); variants: the one published first comes first.
    """

    id: str
    actor: str | None
    who: str | None
    first: date | None
    last: date | None
    articles: int
    sources: int
    variants: tuple[Variant, ...]


def utterance_keys(
    connection: Connection,
    query: Query,
    judged: View,
    directory: Directory,
    *,
    min_sources: int,
    after: str | None = None,
) -> list[tuple[int, int]]:
    """The utterances of the statements that a query finds, each with its independent sources.

    Those with the most sources come first, of these the latest published.

    Args:
        connection, judged, directory: of the record, as they are now.
        query: one of an utterance's statements must be like this.
        min_sources: so many independent sources at least.
        after: the id of the last one before.

    Raises:
        SearchError: none that is found has that id.
    """
    found = hits_of(connection, query, judged, directory)
    several = facets.c.utterance.in_(select(found.c.utterance)) & facets.c.chain.is_not(None)
    columns = (facets.c.utterance, facets.c.story, facets.c.outlet)
    rows = select(*columns, func.max(facets.c.day)).where(several).group_by(*columns)
    pairs: dict[int, list[Pair]] = defaultdict(list)
    last: dict[int, int] = defaultdict(int)
    for key, story, outlet, day in connection.execute(rows):
        pairs[key].append((story, outlet))
        last[key] = max(last[key], day)
    counts = {key: independent(theirs) for key, theirs in pairs.items()}
    if min_sources <= 1:
        alone = select(found.c.utterance, found.c.day).where(found.c.chain.is_(None))
        for key, day in connection.execute(alone):
            counts[key], last[key] = 1, day
    wanted = [(key, count) for key, count in counts.items() if count >= min_sources]
    ordered = sorted(wanted, key=lambda one: (-one[1], -last[one[0]], one[0]))
    return ordered if after is None else _beyond(connection, ordered, after)


def _beyond(
    connection: Connection, ordered: Sequence[tuple[int, int]], after: str
) -> list[tuple[int, int]]:
    """What comes after the utterance of a statement."""
    of = select(facets.c.utterance).join(statements, statements.c.key == facets.c.statement_key)
    theirs = set(connection.scalars(of.where(statements.c.id == after)))
    places = [place for place, (key, _) in enumerate(ordered) if key in theirs]
    if not places:
        raise SearchError("after needs the id of an utterance that is found; begin without it")
    return list(ordered[places[-1] + 1 :])


def load_utterances(
    connection: Connection, keys: Sequence[tuple[int, int]], judged: View
) -> list[Utterance]:
    """Utterances by their keys, each with its independent sources, in that order."""
    wanted = [key for key, _ in keys]
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
    return [_utterance(members[key], sources) for key, sources in keys]


def _utterance(members: Iterable[Found], sources: int) -> Utterance:
    ordered = sorted(members, key=_when)
    speakers = [one.statement.speaker for one in ordered if one.statement.speaker]
    known = next((speaker for speaker in speakers if speaker.actor), None)
    days = [one.article.published for one in ordered if one.article.published]
    return Utterance(
        id=ordered[0].statement.id,
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
