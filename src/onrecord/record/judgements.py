"""What people have judged of actors: merges, splits and names, kept beside the statements.

A judgement changes no statement and no assignment. Those that stand are applied one after the other
when statements are read, so that each can be undone at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, insert, or_, select, update

from onrecord.errors import NotFoundError, RecordError
from onrecord.record.evidence import own_id
from onrecord.record.tables import (
    actors,
    appearances,
    articles,
    facets,
    judgements,
    replaced_appearances,
    statements,
)

EVERY = select(judgements).order_by(judgements.c.number)
LONGEST_NAME = 500
"""Characters of the name that people give an actor."""
LONGEST_REASON = 2_000
"""Characters in which people say over the network why they judge or correct."""
JudgementKind = Literal["merge", "split", "rename"]


@dataclass(frozen=True)
class Judgement:
    """One judgement.

    merge: what `other` said is shown under `actor`; split: what `actor` said in these articles, or
    by these statements, is `other`'s, who goes by `name`; rename: `actor` goes by `name`.
    """

    number: int
    kind: JudgementKind
    actor: str
    other: str | None
    name: str | None
    articles: tuple[str, ...]
    statements: tuple[str, ...]
    who: str
    at: str
    why: str | None
    undone_at: str | None
    undone_by: str | None


@dataclass(frozen=True)
class View:
    """What the judgements that stand make of the machine's assignments.

    roots: the actor that another is shown under; moved: the actor of statements that a split
    concerns, by their keys; names: given by people; split_off: actors that splits made;
    told_apart: both sides of splits, as they are shown, where they are still two.
    """

    roots: Mapping[str, str]
    moved: Mapping[int, str]
    names: Mapping[str, str]
    split_off: frozenset[str]
    told_apart: frozenset[str]

    @cached_property
    def merged(self) -> frozenset[str]:
        """The actors that others are shown under."""
        return frozenset(self.roots.values())

    def root(self, actor: str) -> str:
        """The actor that an actor is shown under, most often itself."""
        return self.roots.get(actor, actor)

    def actor_of(self, statement_key: int, assigned: str) -> str:
        """The actor of a statement that the machine has assigned to an actor."""
        return self.moved.get(statement_key) or self.root(assigned)

    def status(self, shown: str) -> tuple[str, bool, bool]:
        """An actor as it is shown, and whether people have merged others into it or split it."""
        return shown, shown in self.merged, shown in self.told_apart


UNJUDGED = View({}, {}, {}, frozenset(), frozenset())
"""As if nobody had judged anything."""


def history(connection: Connection) -> list[Judgement]:
    """Every judgement, also those undone, in the order in which they were made."""
    rows = connection.execute(EVERY)
    plain = ({str(name): value for name, value in row._mapping.items()} for row in rows)
    return [msgspec.convert(row, Judgement) for row in plain]


def view(connection: Connection) -> View:
    """Apply the judgements that stand."""
    standing = [j for j in history(connection) if j.undone_at is None]
    splits = [j for j in standing if j.kind == "split"]
    steps = [_step(j) for j in standing if j.kind != "rename"]
    roots = {j.other: _follow(steps, j.other) for j in standing if j.kind == "merge" and j.other}
    moved = {}
    for row in _concerned(connection, splits):
        actor = _follow(steps, row.actor_id, ("article", row.article), ("id", row.statement))
        if actor != roots.get(row.actor_id, row.actor_id):
            moved[row.key] = actor
    names = {j.actor: j.name for j in standing if j.kind == "rename" and j.name}
    sides = [(_follow(steps, j.actor), _follow(steps, str(j.other))) for j in splits]
    apart = frozenset(one for pair in sides if pair[0] != pair[1] for one in pair)
    return View(roots, moved, names, frozenset(j.other for j in splits if j.other), apart)


@dataclass(frozen=True)
class _Step:
    """Leads from one actor to another: for some parts of what it said, or for all if None."""

    source: str
    to: str
    parts: frozenset[tuple[str, str]] | None


def _step(judgement: Judgement) -> _Step:
    actor, other = judgement.actor, str(judgement.other)
    if judgement.kind == "merge":
        return _Step(other, actor, None)
    parts = [("article", one) for one in judgement.articles]
    return _Step(actor, other, frozenset([*parts, *(("id", one) for one in judgement.statements)]))


def _follow(steps: Iterable[_Step], actor: str, *parts: tuple[str, str]) -> str:
    """Where steps lead to from the machine's actor, for what has these parts or for anything."""
    for step in steps:
        if step.source == actor and (step.parts is None or not step.parts.isdisjoint(parts)):
            actor = step.to
    return actor


def _concerned(connection: Connection, splits: Sequence[Judgement]) -> Iterable[Any]:
    """The statements that splits name, or whose articles they name."""
    if not splits:
        return ()
    query = (
        select(
            statements.c.key,
            statements.c.id.label("statement"),
            articles.c.id.label("article"),
            appearances.c.actor_id,
        )
        .select_from(statements)
        .join(articles, statements.c.article_key == articles.c.key)
        .join(appearances, appearances.c.statement_key == statements.c.key)
        .where(
            or_(
                articles.c.id.in_({one for j in splits for one in j.articles}),
                statements.c.id.in_({one for j in splits for one in j.statements}),
            )
        )
    )
    return connection.execute(query).all()


def merge(
    connection: Connection, actor: str, other: str, *, who: str, why: str | None
) -> Judgement:
    """Judge that two actors are one: what `other` said is shown under `actor`.

    Args:
        connection: to write with.
        actor, other: the actors as they are shown now (`View.root`).
        who: the name of who judges; why: in words, if they give any.

    Raises:
        RecordError: they are shown as one already.
    """
    if actor == other:
        raise RecordError(f"both are {actor} already; merging them would make a circle")
    return _judge(connection, "merge", actor, other=other, who=who, why=why)


def split(
    connection: Connection,
    actor: str,
    *,
    articles: Collection[str],
    statements: Collection[str],
    who: str,
    why: str | None,
) -> Judgement:
    """Judge that some of an actor's statements are another's, who becomes an actor of the record.

    Args:
        connection: to write with.
        actor: as it is shown now.
        articles, statements: ids, or beginnings of ids that fit one of the actor's only.
        who: the name of who judges; why: in words, if they give any.

    Returns:
        The judgement; its `other` is the new actor.

    Raises:
        RecordError: an id is none of the actor's or fits several, none is given, or nothing of the
            actor's would be left.
    """
    theirs = _statements_of(connection, actor)
    their_articles, their_ids = {r.article for r in theirs}, {r.statement for r in theirs}
    in_articles = {_only(one, their_articles, actor, "article") for one in articles}
    by_id = {_only(one, their_ids, actor, "statement") for one in statements}
    leaving = [r for r in theirs if r.article in in_articles or r.statement in by_id]
    if not leaving:
        raise RecordError("a split needs the articles or the statements that are another's")
    if len(leaving) == len(theirs):
        raise RecordError(f"that is all of {actor}; a split leaves something on both sides")
    seen = [row.seen for row in leaving]
    name = max(dict.fromkeys(seen), key=seen.count)
    new = own_id("split", actor, str(len(history(connection)) + 1))
    kind = connection.execute(select(actors.c.type).where(actors.c.id == actor)).scalar_one()
    connection.execute(insert(actors), {"id": new, "type": kind, "name": name, "added_at": now()})
    return _judge(
        connection, "split", actor, other=new, name=name, articles=sorted(in_articles),
        statements=sorted(by_id), who=who, why=why,
    )  # fmt: skip


def _statements_of(connection: Connection, actor: str) -> Sequence[Any]:
    replaced = (  # a name that people gave goes before the machine's
        select(appearances.c.name)
        .where(appearances.c.statement_key == replaced_appearances.c.statement_key)
        .where(appearances.c.statement_key == statements.c.key)
        .correlate(statements)
        .scalar_subquery()
    )
    query = (
        select(
            statements.c.id.label("statement"),
            articles.c.id.label("article"),
            func.coalesce(replaced, statements.c.speaker["name"].as_string()).label("seen"),
        )
        .join_from(facets, statements)
        .join(articles, statements.c.article_key == articles.c.key)
        .where(facets.c.actor == actor)
        .order_by(statements.c.key)
    )
    return connection.execute(query).all()


def _only(given: str, ids: set[str], actor: str, what: str) -> str:
    """The one id that is given or begins so."""
    found = [given] if given in ids else sorted(i for i in ids if given and i.startswith(given))
    if not found:
        raise RecordError(f"{actor} has no {what} {given}")
    if len(found) > 1:
        raise RecordError(f"more than one {what} begins with {given}: {', '.join(found[:5])}")
    return found[0]


def rename(
    connection: Connection, actor: str, name: str, *, who: str, why: str | None
) -> Judgement:
    """Judge what an actor, as it is shown now, goes by.

    Raises:
        RecordError: the name has no letter in it, or too many.
    """
    name = " ".join(name.split())
    check_name(name)
    return _judge(connection, "rename", actor, name=name, who=who, why=why)


def check_name(name: str) -> None:
    """Refuse what cannot be the name of an actor.

    Raises:
        RecordError: it has no letter in it, or is too long.
    """
    if not any(character.isalnum() for character in name):
        raise RecordError("a name needs a letter")
    if len(name) > LONGEST_NAME:
        raise RecordError(f"a name has {LONGEST_NAME} characters at most, not {len(name):,}")


def undo(connection: Connection, number: int, *, who: str) -> Judgement:
    """Take a judgement back; it stays in the history.

    Returns:
        The judgement as it was.

    Raises:
        RecordError: there is none of that number, or it is undone already.
    """
    found = next((j for j in history(connection) if j.number == number), None)
    if found is None:
        raise NotFoundError(f"there is no judgement {number}")
    if found.undone_at is not None:
        raise RecordError(
            f"judgement {number} was undone already, by {found.undone_by} at {found.undone_at}"
        )
    connection.execute(
        update(judgements)
        .where(judgements.c.number == number)
        .values(undone_at=now(), undone_by=who)
    )
    return found


def _judge(
    connection: Connection,
    kind: JudgementKind,
    actor: str,
    *,
    other: str | None = None,
    name: str | None = None,
    articles: Sequence[str] = (),
    statements: Sequence[str] = (),
    who: str,
    why: str | None,
) -> Judgement:
    row = {
        "kind": kind, "actor": actor, "other": other, "name": name, "articles": list(articles),
        "statements": list(statements), "who": who, "at": now(), "why": why,
    }  # fmt: skip
    connection.execute(insert(judgements), row)
    return history(connection)[-1]


def now() -> str:
    """The time in UTC, as the record keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
