"""What people have reviewed, carried over to what a newer version finds in the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from sqlalchemy import Connection, select

from onrecord.record.queries import extracted
from onrecord.record.reviewing.corrections import (
    Correction,
    corrected,
    is_rejected,
    overlap,
    standing,
)
from onrecord.record.tables import statements
from onrecord.statement import Statement


@dataclass(frozen=True)
class Reviewed:
    """A statement that has corrections: as the machine found it, and as it is shown."""

    machine: Statement
    shown: Statement
    confirmed: bool
    rejected: bool


@dataclass(frozen=True)
class Before:
    """What an article had before it is read anew: the ids of all, and those with corrections."""

    ids: frozenset[str]
    reviewed: tuple[Reviewed, ...]


def before(connection: Connection, article_key: int, text: str) -> Before:
    """What an article has now."""
    query = select(statements.c.key, statements.c.id).where(statements.c.article_key == article_key)
    keys = {row.id: row.key for row in connection.execute(query)}
    made = standing(connection, list(keys))
    found = extracted(connection, [keys[one] for one in made])
    return Before(
        frozenset(keys),
        tuple(reviewed(found[keys[one]], text, theirs) for one, theirs in made.items()),
    )


def with_reviewed(found: Sequence[Statement], kept: Before) -> list[Statement]:
    """What was found anew, and what people have reviewed and it has no longer.

    What was confirmed or added stays as it was, also where it is found again with other values. A
    statement that is new and has the cue of a reviewed one is that one once more, and left out;
    where people have rejected that one, its content has to overlap as well.
    """
    confirmed = {one.machine.id: one.machine for one in kept.reviewed if one.confirmed}
    found = [confirmed.get(s.id, s) for s in found]
    again = {s.id for s in found}
    held = [one.machine for one in kept.reviewed if one.machine.id not in again]
    instead = {
        s.id: same.machine.id
        for s in found
        if s.id not in kept.ids
        for same in kept.reviewed
        if is_same(s, same)
    }
    left = [*(s for s in found if s.id not in instead), *held]
    ids = {s.id for s in left}
    whole = [replace(s, parent=_parent(s, instead, ids)) for s in left]
    return sorted(whole, key=place) if held else whole


def reviewed(machine: Statement, text: str, made: Sequence[Correction]) -> Reviewed:
    """A statement with the corrections of it that stand."""
    confirmed = any(one.field in ("confirm", "add") for one in made)
    return Reviewed(machine, corrected(machine, text, made), confirmed, is_rejected(made))


def is_same(new: Statement, old: Reviewed) -> bool:
    """Whether a statement is a reviewed one once more: it has its cue, or what was made of that.

    One that was rejected it is only where the contents overlap as well.
    """
    cues = (old.machine.cue.spans, old.shown.cue.spans)
    if not any(overlap(new.cue.spans, cue) for cue in cues):
        return False
    return not old.rejected or bool(overlap(new.content.spans, old.shown.content.spans))


def _parent(s: Statement, instead: dict[str, str], ids: set[str]) -> str | None:
    parent = instead.get(s.parent, s.parent) if s.parent else None
    return parent if parent in ids and parent != s.id else None


def place(s: Statement) -> int:
    """Where the first of a statement's words stand."""
    parts = (s.source, s.cue, s.content)
    return min(start for part in parts if part for start, _ in part.spans)
