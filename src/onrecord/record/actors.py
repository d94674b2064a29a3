"""The actors of a record: who spoke, which of them are one, and what people have judged of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, case, func, or_, select

from onrecord.actors.actor import ActorType, Role
from onrecord.actors.directory import Directory
from onrecord.errors import SearchError
from onrecord.record import judgements, proposing
from onrecord.record.assigning import as_the_machine_has_it
from onrecord.record.judgements import Judgement, View
from onrecord.record.naming import find_actor, shown_names
from onrecord.record.proposing import Proposal
from onrecord.record.searching.index import ordinal, reassign
from onrecord.record.searching.query import DEFAULT_LIMIT, Query
from onrecord.record.searching.search import named
from onrecord.record.spoken_of import Addressed, NamedOthers, addressed_by, named_by
from onrecord.record.tables import actors, appearances, articles, facets, statements, tallies

__all__ = ["ActorOfRecord", "ActorPage", "Actors", "Judgement", "Portrait", "Proposal"]


@dataclass(frozen=True)
class ActorOfRecord:
    """An actor as it is shown, with how much it said in the current articles, and when."""

    id: str
    name: str
    type: str
    statements: int
    articles: int
    first: date | None
    last: date | None


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


@dataclass(frozen=True)
class SpokenIn:
    """An article that an actor speaks in, and with how many statements."""

    id: str
    outlet: str | None
    title: str | None
    published: date | None
    statements: int


@dataclass(frozen=True)
class HeldRole:
    """A role, with the name of what it is a role of."""

    title: str
    of: str | None
    from_: str | None
    to: str | None


@dataclass(frozen=True)
class Described:
    """What articles say of an actor, in how many statements, and when they were published."""

    text: str
    statements: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Portrait:
    """All that the record and the directory have of an actor.

    ids: its own, and those that are shown under it; names, descriptions: as seen, with how often;
    articles: the latest published first; judgements: those that concern it, also those undone;
    addressees, others: to whom it speaks, and whom it names, in the latest of its statements;
    described: the descriptions, with the days of the articles that have them.
    """

    actor: ActorOfRecord
    ids: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    roles: tuple[HeldRole, ...]
    descriptions: tuple[tuple[str, int], ...]
    articles: tuple[SpokenIn, ...]
    judgements: tuple[Judgement, ...]
    addressees: tuple[Addressed, ...]
    others: NamedOthers
    described: tuple[Described, ...] = ()


Opening = Callable[[], AbstractContextManager[Connection]]


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
            SearchError: there are no words in the name, or no actor that speaks has the id.
        """
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
            return _portrait(connection, judged, self._directory(), self._find(connection, actor))

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


def _portrait(connection: Connection, judged: View, directory: Directory, actor: str) -> Portrait:
    said = _said().subquery()
    theirs = said.c.actor == actor
    rows = connection.execute(
        select(articles, func.count().label("statements"))
        .join_from(said, articles, said.c.article_key == articles.c.key)
        .where(theirs)
        .group_by(articles.c.key)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.key)
    ).all()
    spoken = tuple(SpokenIn(r.id, r.outlet, r.title, r.published, r.statements) for r in rows)
    days = sorted(one.published for one in spoken if one.published)
    kind = connection.execute(select(actors.c.type).where(actors.c.id == actor)).scalar_one()
    summary = ActorOfRecord(
        actor, shown_names(connection, judged, [actor])[actor], kind,
        sum(one.statements for one in spoken), len(spoken),
        days[0] if days else None, days[-1] if days else None,
    )  # fmt: skip
    described = _described(connection, actor)
    ids = (actor, *sorted(other for other, root in judged.roots.items() if root == actor))
    return Portrait(
        summary,
        ids,
        _counted(connection, select(said.c.name).where(theirs)),
        tuple(_role(role, directory) for one in ids for role in _roles(one, directory)),
        tuple((one.text, one.statements) for one in described),
        spoken,
        tuple(j for j in judgements.history(connection) if {j.actor, j.other} & set(ids)),
        addressed_by(connection, judged, directory, actor),
        named_by(connection, judged, directory, actor),
        described,
    )


def _said() -> Select[Any]:
    """The statements of the current articles that an actor made, one a row."""
    return (
        select(
            facets.c.actor,
            appearances.c.name,
            case(
                (as_the_machine_has_it(), statements.c.speaker["description"]["text"].as_string())
            ).label("description"),
            articles.c.key.label("article_key"),
            articles.c.published,
        )
        .join_from(appearances, facets, facets.c.statement_key == appearances.c.statement_key)
        .join(statements, facets.c.statement_key == statements.c.key)
        .join(articles, statements.c.article_key == articles.c.key)
    )


def _counted(connection: Connection, query: Select[Any]) -> tuple[tuple[str, int], ...]:
    """The values of a query's one column with how often each comes, most often first."""
    values = query.subquery()
    (value,) = values.c
    counted = (
        select(value, func.count())
        .where(value.is_not(None))
        .group_by(value)
        .order_by(func.count().desc(), value)
    )
    return tuple((text, number) for text, number in connection.execute(counted))


def _described(connection: Connection, actor: str) -> tuple[Described, ...]:
    """What articles say of an actor, most often first."""
    said = _said().subquery()
    text, number = said.c.description, func.count()
    rows = connection.execute(
        select(text, number, func.min(said.c.published), func.max(said.c.published))
        .where(said.c.actor == actor, text.is_not(None))
        .group_by(text)
        .order_by(number.desc(), text)
    )
    return tuple(Described(*row) for row in rows)


def _roles(actor: str, directory: Directory) -> Sequence[Role]:
    listed = directory.get(actor)
    return listed.roles if listed else ()


def _role(role: Role, directory: Directory) -> HeldRole:
    of = directory.get(role.of) if role.of else None
    return HeldRole(role.title, of.name if of else role.of, role.from_, role.to)
