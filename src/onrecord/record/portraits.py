"""Portraits: all that a record and the directory have of one actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from onrecord.actors.actor import Role
from onrecord.actors.directory import Directory
from onrecord.record import judgements
from onrecord.record.assigning import as_the_machine_has_it
from onrecord.record.judgements import Judgement, View
from onrecord.record.naming import shown_names
from onrecord.record.spoken_of import Addressed, NamedOthers, addressed_by, named_by
from onrecord.record.tables import actors, appearances, articles, facets, statements


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
class Description:
    """What articles say of an actor, in how many statements, and when they were published."""

    text: str
    statements: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Portrait:
    """All that the record and the directory have of an actor.

    ids: its own, and those that are shown under it; names: as seen, with how often;
    articles: the latest published first; judgements: those that concern it, also those undone;
    addressees, others: to whom it speaks, and whom it names, in the latest of its statements.
    """

    actor: ActorOfRecord
    ids: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    roles: tuple[HeldRole, ...]
    descriptions: tuple[Description, ...]
    articles: tuple[SpokenIn, ...]
    judgements: tuple[Judgement, ...]
    addressees: tuple[Addressed, ...]
    others: NamedOthers


def portrait_of(connection: Connection, judged: View, directory: Directory, actor: str) -> Portrait:
    """Gather all that the record and the directory have of an actor."""
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
    ids = (actor, *sorted(other for other, root in judged.roots.items() if root == actor))
    return Portrait(
        summary,
        ids,
        _counted(connection, select(said.c.name).where(theirs)),
        tuple(_role(role, directory) for one in ids for role in _roles(one, directory)),
        _descriptions(connection, actor),
        spoken,
        tuple(j for j in judgements.history(connection) if {j.actor, j.other} & set(ids)),
        addressed_by(connection, judged, directory, actor),
        named_by(connection, judged, directory, actor),
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


def _descriptions(connection: Connection, actor: str) -> tuple[Description, ...]:
    """What articles say of an actor, most often first."""
    said = _said().subquery()
    text, number = said.c.description, func.count()
    rows = connection.execute(
        select(text, number, func.min(said.c.published), func.max(said.c.published))
        .where(said.c.actor == actor, text.is_not(None))
        .group_by(text)
        .order_by(number.desc(), text)
    )
    return tuple(Description(*row) for row in rows)


def _roles(actor: str, directory: Directory) -> Sequence[Role]:
    listed = directory.get(actor)
    return listed.roles if listed else ()


def _role(role: Role, directory: Directory) -> HeldRole:
    of = directory.get(role.of) if role.of else None
    return HeldRole(role.title, of.name if of else role.of, role.from_, role.to)
