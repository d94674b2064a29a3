"""Making corrections, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, insert, select, true, update

from onrecord.actors.directory import Directory
from onrecord.errors import NotFoundError, RecordError, StaleError, UnchangedError
from onrecord.record.columns import begins_with
from onrecord.record.grouping.group import group
from onrecord.record.judgements import now, view
from onrecord.record.queries import Found, extracted, load
from onrecord.record.reviewing.adding import remove
from onrecord.record.reviewing.corrections import Correction, Field, history, overlap
from onrecord.record.reviewing.exact_words import check_spans, find_words, given_spans
from onrecord.record.reviewing.respeaking import assigned_actor, respeak, speaker_named
from onrecord.record.searching.index import index
from onrecord.record.tables import articles, corrections, statements
from onrecord.statement import Act, Passage, Span, Statement, passage

Value = str | Sequence[Span] | Sequence[Act] | None
"""What a field is corrected to: see `Review.correct`."""


@dataclass(frozen=True)
class Subject:
    """A statement that is corrected: as it is shown, and as the machine found it."""

    key: int
    found: Found
    machine: Statement

    @property
    def id(self) -> str:
        """The statement's id, which no correction changes."""
        return self.machine.id


def find_statement(connection: Connection, given: str, article: str | None = None) -> Subject:
    """The one statement of the current articles that has an id, or one that begins so.

    Args:
        connection: to read with.
        given: the id, or its beginning.
        article: the id of the one in which it is shown, where several have it.

    Raises:
        NotFoundError: none, or several.
    """
    here = true() if article is None else articles.c.id == article
    keys = _keys(connection, and_(statements.c.id == given, here))
    if not keys and given:  # slower: it looks at all of them
        keys = _keys(connection, and_(begins_with(statements.c.id, given), here))
    if not keys and article is not None:
        find_statement(connection, given)
        raise NotFoundError(f"the statement {given} does not stand in the article {article}")
    if not keys:
        raise NotFoundError(f"no statement has an id that begins with {given}")
    if len(keys) > 1:
        ids = ", ".join(sorted(keys)[:5])
        raise NotFoundError(f"more than one id begins with {given}: {ids}; give more digits")
    (key,) = keys.values()
    (found,) = load(connection, [key], view(connection))
    return Subject(key, found, extracted(connection, [key])[key])


def _keys(connection: Connection, where: ColumnElement[bool]) -> dict[str, int]:
    query = (
        select(statements.c.id, statements.c.key)
        .join_from(statements, articles)
        .where(articles.c.current, where)
        .order_by(statements.c.key.desc())
    )
    return {row.id: row.key for row in connection.execute(query)}


def correct(
    connection: Connection,
    directory: Directory,
    given: str,
    field: Field,
    value: Value,
    *,
    who: str,
    why: str | None,
    seen: Collection[int] | None,
) -> Correction:
    """Make a correction; see `Review.correct`.

    Raises:
        RecordError: the value is none of the field's; nothing is changed.
        UnchangedError: the field has that value, or the statement is confirmed as it is.
        StaleError: another came before.
    """
    subject = find_statement(connection, given)
    _check_seen(connection, subject, seen)
    _check_not_rejected(subject)
    new = _value(connection, directory, subject, field, value)
    _check_new(subject.found, field, new)
    machine = _part(subject.machine, field)
    if field == "speaker" and machine:
        machine["actor"] = assigned_actor(connection, subject.key)
    row = {
        "statement": subject.id, "article": subject.found.article.id, "field": field,
        "machine": machine, "value": new, "who": who, "at": now(), "why": why,
    }  # fmt: skip
    connection.execute(insert(corrections), row)
    _refresh(connection, subject.id)
    return history(connection, subject.id)[-1]


def undo(connection: Connection, number: int, *, who: str) -> Correction:
    """Take a correction back; it stays in the history.

    Returns:
        The correction as it was.

    Raises:
        NotFoundError: there is none of that number.
        RecordError: it is undone already.
    """
    found = next((one for one in history(connection) if one.number == number), None)
    if found is None:
        raise NotFoundError(f"there is no correction {number}")
    if found.undone_at is not None:
        raise RecordError(
            f"correction {number} was undone already, by {found.undone_by} at {found.undone_at}"
        )
    connection.execute(
        update(corrections)
        .where(corrections.c.number == number)
        .values(undone_at=now(), undone_by=who)
    )
    if found.field == "add":
        remove(connection, found)
    _refresh(connection, found.statement)
    return found


def _check_seen(connection: Connection, subject: Subject, seen: Collection[int] | None) -> None:
    """Two who correct the same statement: the second is told what came before theirs."""
    if seen is None:
        return
    made = {one.number: one for one in subject.found.corrections}
    known, stand = set(seen), set(made)
    if known == stand:
        return
    if (newest := max(stand - known, default=0)) > max(known, default=0):
        raise _meanwhile(subject.id, "corrected", made[newest].who, made[newest].at)
    for one in history(connection, subject.id):
        if one.number in known - stand:
            raise _meanwhile(subject.id, "changed back", one.undone_by, one.undone_at)
    raise RecordError(f"{subject.id} has no correction {max(known)}")


def _meanwhile(statement: str, what: str, who: str | None, at: str | None) -> StaleError:
    return StaleError(f"{statement} was {what} meanwhile by {who} at {at}; look again")


def _check_not_rejected(subject: Subject) -> None:
    for one in subject.found.corrections:
        if one.field == "reject":
            raise RecordError(
                f"{subject.id} was rejected by {one.who} at {one.at}; "
                f"undo correction {one.number} first"
            )


def _check_new(shown: Found, field: Field, value: Any) -> None:
    if field == "confirm" and shown.corrections and shown.corrections[-1].field == "confirm":
        last = shown.corrections[-1]  # nothing was corrected since
        raise UnchangedError(f"it was confirmed already by {last.who} at {last.at}")
    old = _part(shown.statement, field)
    if field == "speaker" and old and value:
        old, value = old["actor"], value["actor"]
    if old == value and field not in ("confirm", "reject"):
        raise UnchangedError(f"the {field} {'are' if field == 'acts' else 'is'} that already")


def _part(statement: Statement, field: Field) -> Any:
    if field in ("confirm", "reject"):
        return None
    return msgspec.to_builtins(getattr(statement, field))


def _value(
    connection: Connection, directory: Directory, subject: Subject, field: Field, value: Value
) -> Any:
    """The value in the contract's JSON, if it is one of the field's."""
    text, statement = subject.found.article.text, subject.found.statement
    if field in ("confirm", "reject"):
        return None
    if field == "speaker":
        if value is None:
            return None
        if not isinstance(value, str):
            raise RecordError("a speaker needs a name or an actor's id")
        article = subject.found.article
        return msgspec.to_builtins(speaker_named(connection, directory, article, value))
    if field == "acts":
        return msgspec.to_builtins(_acts(text, statement.content, value))
    if value is None and field == "source":
        return None
    return msgspec.to_builtins(_passage(text, statement, getattr(statement, field), value))


def _passage(text: str, statement: Statement, old: Passage | None, value: Value) -> Passage:
    if isinstance(value, str):
        places = [*statement.cue.spans, *statement.content.spans]
        near = old.spans[0][0] if old else statement.cue.spans[0][0]
        return passage(text, find_words(text, value, places, near))
    return passage(text, given_spans(text, value))


def _acts(text: str, content: Passage, value: Value) -> tuple[Act, ...]:
    try:
        acts = msgspec.convert(msgspec.to_builtins(value), tuple[Act, ...])
    except msgspec.ValidationError as error:
        raise RecordError(f"not the acts of a statement: {error}") from error
    halves = [half for act in acts for half in (act.condition, act.consequence) if half]
    for spans in [*(act.spans for act in acts), *(half.spans for half in halves)]:
        check_spans(text, spans)
        if overlap(spans, content.spans) != spans:
            words = passage(text, spans).text
            raise RecordError(f"“{words}” does not lie in the content “{content.text}”")
    for half in halves:
        if half.text != passage(text, half.spans).text:
            raise RecordError(f"“{half.text}” are not the words at its spans")
    return acts


def _refresh(connection: Connection, statement: str) -> None:
    """Bring up to date what hangs on the corrections of a statement, wherever it stands."""
    query = (
        select(statements.c.key, statements.c.article_key, articles.c.current)
        .join_from(statements, articles)
        .where(statements.c.id == statement)
    )
    rows = connection.execute(query).all()
    respeak(connection, [row.key for row in rows])
    current = [row for row in rows if row.current]
    inside = select(statements.c.key).where(
        statements.c.article_key.in_([row.article_key for row in current]),
        statements.c.parent == statement,
    )
    index(connection, [*(row.key for row in current), *connection.scalars(inside)])
    group(connection)
