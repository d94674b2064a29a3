"""Corrected speakers: the actor that a name means, and whose the statements are from then on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Connection, delete, insert, select

from onrecord.actors.actor import ActorType
from onrecord.actors.directory import Directory, existing
from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.record.assigning import assigned
from onrecord.record.evidence import name_key, own_id
from onrecord.record.judgements import check_name, now, view
from onrecord.record.naming import actors_named, find_actor, shown_names
from onrecord.record.reviewing.corrections import Correction, standing
from onrecord.record.tables import actors, appearances, replaced_appearances, statements
from onrecord.statement import Speaker

CORRECTED = "corrected"
"""How a speaker was found whom people have named."""
TYPED = re.compile(r"(.+?)\s*\(([^()]+)\)")
SPELLINGS = {"organization": "organisation"}
"""Of types of actors."""
TYPES = get_args(ActorType)
PAGE = 500
COLUMNS = ("statement_key", "actor_id", "name", "folded", "spans")


def speaker_named(
    connection: Connection, directory: Directory, article: Article, given: str
) -> Speaker:
    """The speaker that an id or a name means; a name that nobody has makes a new actor.

    Args:
        connection: to write with: the actor is kept.
        directory: of actors, also such as have not spoken on the record yet.
        article: the one that the statement is from; its own actors go before others.
        given: an actor's id, or a name; "Harbour Board (organisation)" says what a new one is.

    Raises:
        RecordError: the name may be several actors', or is none, or the type is none.
    """
    name, type_ = _typed(" ".join(given.split()))
    check_name(name)
    actor = _actor_of(connection, directory, article, name)
    if actor is None:
        if (other := TYPED.fullmatch(name)) and not type_:  # else it would be a part of the name
            raise RecordError(f"the type of an actor is {' or '.join(TYPES)}, not {other[2]}")
        actor = own_id(name_key(name), article.id)
        _keep(connection, actor, type_ or "person", name)
    elif listed := directory.get(actor):
        _keep(connection, actor, listed.type, listed.name)
    kind = connection.execute(select(actors.c.type).where(actors.c.id == actor)).scalar_one()
    shown = shown_names(connection, view(connection), [actor])[actor]
    return Speaker(actor=actor, name=shown, type=kind, how=CORRECTED, confidence=1.0)


def _typed(given: str) -> tuple[str, str | None]:
    """A name, and the type that stands behind it, if one does."""
    if typed := TYPED.fullmatch(given):
        word = typed[2].strip().casefold()
        type_ = SPELLINGS.get(word, word)
        if type_ in TYPES:
            return typed[1], type_
    return given, None


def _actor_of(
    connection: Connection, directory: Directory, article: Article, name: str
) -> str | None:
    judged = view(connection)
    if here := assigned(connection, article.id).get(name_key(name)):
        return judged.root(here)
    if connection.scalar(select(actors.c.id).where(actors.c.id == name)):
        return judged.root(name)
    if directory.get(name):
        return name
    if ":" in name or actors_named(connection, judged, directory, name):
        return find_actor(connection, judged, directory, name)
    listed = [one.id for one in existing(directory.named(name), article.published)]
    if len(listed) > 1:
        raise RecordError(f"{name} may be {', '.join(sorted(listed)[:5])}; give an id")
    return listed[0] if listed else None


def _keep(connection: Connection, actor: str, kind: str, name: str) -> None:
    if connection.scalar(select(actors.c.id).where(actors.c.id == actor)) is None:
        row = {"id": actor, "type": kind, "name": name, "added_at": now()}
        connection.execute(insert(actors), row)


def assigned_actor(connection: Connection, key: int) -> str | None:
    """The actor that the machine has assigned a statement to, corrected or not."""
    aside = connection.execute(
        select(replaced_appearances).where(replaced_appearances.c.statement_key == key)
    ).one_or_none()
    if aside is None:
        query = select(appearances).where(appearances.c.statement_key == key)
        aside = connection.execute(query).one_or_none()
    actor: str | None = aside.actor_id if aside else None
    return actor


def respeak_article(connection: Connection, article_key: int) -> None:
    """Give the statements of an article that was read anew the speakers that people named."""
    query = select(statements.c.key).where(statements.c.article_key == article_key)
    respeak(connection, connection.scalars(query).all())


def respeak(connection: Connection, keys: Sequence[int]) -> None:
    """Give statements the speakers that corrections name, or the machine's where none stands."""
    for at in range(0, len(keys), PAGE):
        query = select(statements.c.key, statements.c.id)
        rows = connection.execute(query.where(statements.c.key.in_(keys[at : at + PAGE]))).all()
        made = standing(connection, {row.id for row in rows})
        replaced = select(replaced_appearances.c.statement_key)
        replaced = replaced.where(replaced_appearances.c.statement_key.in_([r.key for r in rows]))
        aside = set(connection.scalars(replaced))
        for row in rows:
            named = [one for one in made.get(row.id, ()) if one.field == "speaker"]
            if row.key in aside:
                _put_back(connection, row.key)
            if named:
                _put_aside(connection, row.key, named[-1])


def _put_aside(connection: Connection, key: int, correction: Correction) -> None:
    theirs = appearances.c.statement_key == key
    row = connection.execute(select(appearances).where(theirs)).one_or_none()
    kept = dict(row._mapping) if row else dict.fromkeys(COLUMNS[1:])
    connection.execute(insert(replaced_appearances), {**kept, "statement_key": key})
    connection.execute(delete(appearances).where(theirs))
    if speaker := correction.value:
        actor, name = speaker["actor"], speaker["name"]
        values: Sequence[Any] = (key, actor, name, name_key(name), [])
        connection.execute(insert(appearances), dict(zip(COLUMNS, values, strict=True)))


def _put_back(connection: Connection, key: int) -> None:
    place = replaced_appearances.c.statement_key == key
    row = connection.execute(select(replaced_appearances).where(place)).one()
    connection.execute(delete(appearances).where(appearances.c.statement_key == key))
    connection.execute(delete(replaced_appearances).where(place))
    if row.actor_id:
        connection.execute(insert(appearances), dict(row._mapping))
