"""The actors of a record: who spoke, which of them are one, and what people have judged of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, ColumnElement, Connection, and_, func, or_, select

from onrecord.actors.actor import ActorType
from onrecord.actors.directory import Directory
from onrecord.errors import SearchError
from onrecord.record import judgements, proposing
from onrecord.record.database import Opening
from onrecord.record.judgements import Judgement, View
from onrecord.record.naming import find_actor
from onrecord.record.portraits import ActorOfRecord, Portrait, portrait_of
from onrecord.record.proposing import Proposal
from onrecord.record.searching.index import ordinal, reassign
from onrecord.record.searching.query import DEFAULT_LIMIT, Query, valid
from onrecord.record.searching.search import named
from onrecord.record.tables import actors, facets, tallies

__all__ = ["ActorOfRecord", "ActorPage", "Actors", "Judgement", "Portrait", "Proposal"]


@dataclass(frozen=True)
class ActorPage:
    """A page of actors.

    found: those with most statements first; total: of the type that is asked for; types: how many
    have each type, whichever is asked for, the most first; next: the id that the page after this
    one is asked for with, None for the last.
    """

    found: tuple[ActorOfRecord, ...]
    total: int
    types: tuple[tuple[str, int], ...]
    next: str | None


class Actors:
    """The actors of a record, which `Record.actors` gives.

    Where a method takes an actor, it is an id, the beginning of one that fits no other, or a name
    that no other has; RecordError is raised, and nothing changed, where it fits none or several.
    """

    def __init__(self, reading: Opening, writing: Opening, directory: Callable[[], Directory]):
        """Take what opens a connection to read, one to write, and what gives the directory."""
        self._reading, self._writing, self._directory = reading, writing, directory

    def list(
        self,
        *,
        type: ActorType | None = None,  # noqa: A002 - the contract's name
        name: str | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Sequence[ActorOfRecord]:
        """Actors that speak in the current articles, those with most statements first.

        Args:
            type: person, government, organisation, group or document.
            name: a name, or words of one or of what the actor is called where it speaks.
            limit: so many at most.
            after: the id of the last one before.

        Raises:
            SearchError: there are no words in the name, no actor that speaks has the id, or there
                is no such limit.
        """
        valid(limit=limit)
        with self._reading() as connection:
            judged = judgements.view(connection)
            wanted = [*self._called(connection, judged, name), *_of_type(type)]
            return _list(connection, judged, wanted, limit, after)

    def page(
        self,
        *,
        type: ActorType | None = None,  # noqa: A002
        name: str | None = None,
        limit: int = DEFAULT_LIMIT,
        after: str | None = None,
    ) -> ActorPage:
        """A page of what `list` gives, with how many there are, and of which types.

        Args, Raises: see `list`; `after` is the `next` of the page before.
        """
        valid(limit=limit)
        with self._reading() as connection:
            judged = judgements.view(connection)
            called = self._called(connection, judged, name)
            found = _list(connection, judged, [*called, *_of_type(type)], limit + 1, after)
            types = _types(connection, called)
        total = sum(count for one, count in types if type in (None, one))
        following = found[limit - 1].id if len(found) > limit else None
        return ActorPage(tuple(found[:limit]), total, types, following)

    def _called(
        self, connection: Connection, judged: View, name: str | None
    ) -> Sequence[ColumnElement[bool]]:
        """What actors must be like to have a name."""
        if name is None:
            return ()
        theirs = named(connection, Query(speaker=name), judged, self._directory())
        return [actors.c.id.in_(select(facets.c.actor).where(*theirs))]

    def show(self, actor: str) -> Portrait:
        """All that is known of an actor."""
        with self._reading() as connection:
            judged = judgements.view(connection)
            found = self._find(connection, actor)
            return portrait_of(connection, judged, self._directory(), found)

    def proposals(self, actor: str | None = None) -> Sequence[Proposal]:
        """Pairs of actors that are likely one, with what speaks for it and against it.

        Args:
            actor: only pairs with this one.
        """
        with self._reading() as connection:
            found = None if actor is None else self._find(connection, actor)
            return proposing.propose(connection, found)

    def judgements(self) -> Sequence[Judgement]:
        """Every judgement, also those undone, in the order in which they were made."""
        with self._reading() as connection:
            return judgements.history(connection)

    def merge(self, actor: str, other: str, *, who: str, why: str | None = None) -> Judgement:
        """Show what `other` said under `actor` from now on.

        Args:
            actor, other: two actors.
            who: the name of who judges.
            why: in words, if they give any.

        Raises:
            RecordError: they are shown as one already.
        """
        with self._judging() as connection:
            one, two = self._find(connection, actor), self._find(connection, other)
            return judgements.merge(connection, one, two, who=who, why=why)

    def split(
        self,
        actor: str,
        *,
        articles: Collection[str] = (),
        statements: Collection[str] = (),
        who: str,
        why: str | None = None,
    ) -> Judgement:
        """Show what an actor said in some articles, or by some statements, as another's.

        Args:
            actor: the actor that the rest stays with.
            articles, statements: ids, or beginnings of ids that fit one of the actor's only.
            who: the name of who judges.
            why: in words, if they give any.

        Returns:
            The judgement; its `other` is the new actor's id.

        Raises:
            RecordError: an id is none of the actor's, or nothing or all would leave it.
        """
        with self._judging() as connection:
            found = self._find(connection, actor)
            return judgements.split(
                connection, found, articles=articles, statements=statements, who=who, why=why
            )

    def rename(self, actor: str, name: str, *, who: str, why: str | None = None) -> Judgement:
        """Show an actor by another name.

        Raises:
            RecordError: the name has no letter in it.
        """
        with self._writing() as connection:
            found = self._find(connection, actor)
            return judgements.rename(connection, found, name, who=who, why=why)

    def undo(self, number: int, *, who: str) -> Judgement:
        """Take back a judgement, whichever it is; it stays in the history, with who took it back.

        Raises:
            RecordError: there is none of that number, or it is undone already.
        """
        with self._judging() as connection:
            return judgements.undo(connection, number, who=who)

    @contextmanager
    def _judging(self) -> Iterator[Connection]:
        """A connection to judge with; whose statements are is looked up anew afterwards."""
        with self._writing() as connection:
            before = judgements.view(connection)
            yield connection
            reassign(connection, before)

    def _find(self, connection: Connection, actor: str) -> str:
        return find_actor(connection, judgements.view(connection), self._directory(), actor)


def _of_type(type_: ActorType | None) -> Sequence[ColumnElement[bool]]:
    return () if type_ is None else [actors.c.type == type_]


def _counts() -> CTE:
    """The actors that speak in the current articles, each with how many statements it has."""
    return (
        select(tallies.c.value.label("id"), tallies.c.statements)
        .where(tallies.c.facet == "actor")
        .cte("counted")
    )


def _types(
    connection: Connection, wanted: Sequence[ColumnElement[bool]]
) -> tuple[tuple[str, int], ...]:
    """How many actors that speak have each type."""
    counted = _counts()
    rows = connection.execute(
        select(actors.c.type, func.count())
        .join_from(actors, counted, counted.c.id == actors.c.id)
        .where(*wanted)
        .group_by(actors.c.type)
        .order_by(func.count().desc(), actors.c.type)
    )
    return tuple((type_, count) for type_, count in rows)


def _list(
    connection: Connection,
    judged: View,
    wanted: Sequence[ColumnElement[bool]],
    limit: int | None,
    after: str | None,
) -> list[ActorOfRecord]:
    counted = _counts()
    order = (counted.c.statements.desc(), actors.c.name, actors.c.id)
    every = select(actors.c.id, actors.c.name, actors.c.type, counted.c.statements)
    every = every.join(counted, counted.c.id == actors.c.id)
    page = every.where(*wanted)
    if after is not None:
        last = connection.execute(every.where(actors.c.id == after)).one_or_none()
        if last is None:
            raise SearchError("after needs the id of an actor that speaks; begin again without it")
        same = counted.c.statements == last.statements
        later = or_(
            actors.c.name > last.name, and_(actors.c.name == last.name, actors.c.id > after)
        )
        page = page.where(or_(counted.c.statements < last.statements, and_(same, later)))
    found = connection.execute(page.order_by(*order).limit(limit)).all()
    spread = _spread(connection, None if limit is None else [row.id for row in found])
    return [
        ActorOfRecord(
            row.id, judged.names.get(row.id, row.name), row.type, row.statements, *spread[row.id]
        )
        for row in found
    ]


def _spread(
    connection: Connection, ids: Sequence[str] | None
) -> dict[str, tuple[int, date | None, date | None]]:
    """In how many articles actors speak, and on which days first and last; None for all actors."""
    day = func.nullif(facets.c.day, ordinal(None))
    rows = connection.execute(
        select(
            facets.c.actor, func.count(facets.c.article.distinct()), func.min(day), func.max(day)
        )
        .where(facets.c.actor.is_not(None) if ids is None else facets.c.actor.in_(ids))
        .group_by(facets.c.actor)
    )
    return {
        actor: (count, first and date.fromordinal(first), last and date.fromordinal(last))
        for actor, count, first, last in rows
    }
