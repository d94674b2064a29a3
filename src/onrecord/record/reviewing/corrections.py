"""What people have corrected in statements: it is kept beside what the machine found, and wins.

A correction changes no row of `statements`. Those that stand are laid over a statement when it is
read, so that each can be undone, and all hold for what a newer version finds again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Select, bindparam, func, insert, select

from onrecord.errors import SearchError
from onrecord.extracting.quotation import mark_kinds
from onrecord.record.columns import begins_with
from onrecord.record.cursor import Key, packed, unpacked
from onrecord.record.judgements import now
from onrecord.record.tables import corrections
from onrecord.statement import Act, Passage, Span, Speaker, Statement

Field = Literal["confirm", "reject", "source", "cue", "content", "speaker", "acts"]
"""What a correction is of: a part of the statement; or it confirms or rejects the whole."""
Change = Field | Literal["add"]
"""What can be made of a statement: also that people have added it, which no machine found."""

CORRECTABLE = frozenset({"source", "cue", "content", "speaker", "acts"})
WHOLE = frozenset({"confirm", "reject", "add"})
"""Changes that are of no field."""
BY_HAND = "person: "
"""Begins the extractor of statements that people have added; then comes who."""
IMPORTED = "import"
"""Who made a correction, where an imported statement only says that somebody did."""

EVERY = select(corrections).order_by(corrections.c.number)
STANDING = EVERY.where(
    corrections.c.statement.in_(bindparam("ids", expanding=True)), corrections.c.undone_at.is_(None)
)

PAGE = 2_000
"""Statements whose corrections are asked for at a time."""

T = TypeVar("T", bound=Passage)


@dataclass(frozen=True)
class Correction:
    """One correction.

    statement, article: ids; machine: what the machine has for the field, in the contract's JSON;
    value: what holds in its place, None where nothing does, and for `confirm` and `reject`; for
    `add` the whole statement; carried_from: the number of the one in an earlier text of the article
    that this is a copy of, with the who, at and why of that.
    """

    number: int
    statement: str
    article: str
    field: Change
    machine: Any
    value: Any
    who: str
    at: str
    why: str | None
    undone_at: str | None
    undone_by: str | None
    carried_from: int | None


def history(connection: Connection, statement: str | None = None) -> list[Correction]:
    """Every correction, also those undone, in the order in which they were made.

    Args:
        connection: to read with.
        statement: only those of a statement with this id, or one that begins so.
    """
    return _read(connection, _of(statement))


@dataclass(frozen=True)
class CorrectionPage:
    """A page of corrections; total: on all pages; next: the token of the next, if there is one."""

    found: tuple[Correction, ...]
    total: int
    next: str | None


def history_page(
    connection: Connection,
    statement: str | None,
    *,
    last_first: bool,
    limit: int,
    after: str | None,
) -> CorrectionPage:
    """A page of `history`; see `Review.history_page`.

    Raises:
        SearchError: the token is none of a page in this order.
    """
    number, order = corrections.c.number, "last" if last_first else "first"
    wanted = _of(statement)
    total = connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    if after is not None:
        kind, end = unpacked(after, tuple[str, Key])
        if kind != order:
            raise SearchError(f"the token is of a list with the {kind} one first, not the {order}")
        wanted = wanted.where(number < end if last_first else number > end)
    by = number.desc() if last_first else number
    rows = _read(connection, wanted.order_by(None).order_by(by).limit(limit + 1))
    following = packed(order, rows[limit - 1].number) if len(rows) > limit else None
    return CorrectionPage(tuple(rows[:limit]), total, following)


def _of(statement: str | None) -> Select[Any]:
    if statement is None:
        return EVERY
    return EVERY.where(begins_with(corrections.c.statement, statement))


def standing(connection: Connection, ids: Collection[str]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of statements that are not undone, by the statements' ids, the last last."""
    found: dict[str, tuple[Correction, ...]] = {}
    for one in _read(connection, STANDING, {"ids": list(ids)}):
        found[one.statement] = (*found.get(one.statement, ()), one)
    return found


def corrected_contents(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The texts of the contents that people have corrected, of statements by their ids."""
    contents: dict[str, str] = {}
    for at in range(0, len(ids), PAGE):
        for made in standing(connection, ids[at : at + PAGE]).values():
            contents |= {one.statement: one.value["text"] for one in made if one.field == "content"}
    return contents


def ever_corrected(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these statements people have corrected, also if that is undone."""
    theirs = select(corrections.c.statement).where(corrections.c.statement.in_(ids))
    return set(connection.scalars(theirs))


def last_standing(connection: Connection, who: str | None = None) -> Correction | None:
    """The last correction that was made, by whoever or by one, and is not undone."""
    last = select(corrections).where(corrections.c.undone_at.is_(None))
    if who is not None:
        last = last.where(corrections.c.who == who)
    found = _read(connection, last.order_by(corrections.c.number.desc()).limit(1))
    return found[0] if found else None


def _read(
    connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None
) -> list[Correction]:
    rows = connection.execute(query, values)
    plain = ({str(name): value for name, value in row._mapping.items()} for row in rows)
    return [msgspec.convert(row, Correction) for row in plain]


def keep_imported(connection: Connection, article: str, found: Iterable[Statement]) -> None:
    """Keep what people have corrected in imported statements, before, on another record.

    So for statements that they have added: that they have.
    """
    marked = {one.id: one for one in found if one.corrected or is_added(one)}
    known = standing(connection, list(marked)) if marked else {}
    rows = [
        {
            "statement": one.id, "article": article, "field": field, "machine": None,
            "value": value, "who": IMPORTED, "at": now(),
        }
        for one in marked.values()
        if one.id not in known
        for field, value in _changes(one)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(corrections), rows)


def _changes(statement: Statement) -> Iterator[tuple[str, Any]]:
    plain = msgspec.to_builtins(statement)
    if is_added(statement):
        yield "add", plain
    corrected = [field for field in statement.corrected or () if field in CORRECTABLE]
    yield from ((field, plain[field]) for field in corrected)


def is_added(statement: Statement) -> bool:
    """Whether people have added a statement, as far as it says so itself."""
    return statement.extractor.startswith(BY_HAND)


def is_rejected(made: Iterable[Correction]) -> bool:
    """Whether the corrections of a statement that stand say that it is none."""
    return any(one.field == "reject" for one in made)


def corrected(statement: Statement, text: str, made: Sequence[Correction]) -> Statement:
    """A statement as people have corrected it; of several corrections of a field the last holds.

    Its id stays. Where its content is corrected, its kind follows, and of its acts what lies in it.

    Args:
        statement: as the machine found it.
        text: the article's.
        made: its corrections that stand.
    """
    values = {one.field: one.value for one in made}
    passages: Mapping[str, Any] = {
        role: msgspec.convert(values[role], Passage | None)
        for role in ("source", "cue", "content")
        if role in values
    }
    found = replace(statement, **passages)
    if "speaker" in values:
        found = replace(found, speaker=msgspec.convert(values["speaker"], Speaker | None))
    if "acts" in values:
        found = replace(found, acts=msgspec.convert(values["acts"], tuple[Act, ...]))
    if "content" in values:
        (found,) = mark_kinds([found], text)
    if not values.keys().isdisjoint(("content", "acts")):
        found = replace(found, acts=_acts_within(found))
    fields = tuple(field for field in values if field not in WHOLE)
    return replace(found, corrected=fields) if fields else found


def overlap(some: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """What of some spans lies in others."""
    both = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple(sorted((a, b) for a, b in both if a < b))


def _acts_within(statement: Statement) -> tuple[Act, ...]:
    content = statement.content.spans
    return tuple(
        replace(
            act,
            spans=spans,
            condition=_within(act.condition, content),
            consequence=_within(act.consequence, content),
            evidence=tuple(one for one in act.evidence if overlap([one], content)),
        )
        for act in statement.acts
        if (spans := overlap(act.spans, content))
    )


def _within(part: T | None, content: Sequence[Span]) -> T | None:
    return part if part and overlap(part.spans, content) == part.spans else None
