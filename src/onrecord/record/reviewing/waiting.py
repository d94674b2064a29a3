"""What waits for review: the least sure first, and how much there is of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CTE, Connection, func, select, tuple_

from onrecord.record.cursor import Key, Value, packed, unpacked
from onrecord.record.reviewing.corrections import Correction, last_standing
from onrecord.record.tables import corrections, statements

REVIEWED = select(corrections.c.statement).where(corrections.c.undone_at.is_(None))


@dataclass(frozen=True)
class Waiting:
    """A statement that waits for review, and the token by which those after it are asked for."""

    id: str
    token: str


@dataclass(frozen=True)
class Progress:
    """How far a review is.

    waiting: statements that nobody has reviewed, in each article that has them; reviewed: those
    that somebody has, of the whole record; last: the last correction that was made and stands, of
    whom is asked for.
    """

    waiting: int
    reviewed: int
    last: Correction | None


def least_sure(
    connection: Connection,
    hits: CTE,
    *,
    below: float | None = None,
    limit: int | None = None,
    after: str | None = None,
) -> list[Waiting]:
    """The statements that nobody has reviewed, the least sure first, as they stand in articles.

    Args:
        connection: to read with.
        hits: of which statements, as `search.hits_of` gives them.
        below: only what is less sure than this.
        limit: so many at most.
        after: the token of the last one before.

    Raises:
        SearchError: the token cannot be understood.
    """
    order = statements.c.confidence, statements.c.key
    rows = (
        select(statements.c.id, *order)
        .join_from(statements, hits, hits.c.key == statements.c.key)
        .where(statements.c.id.not_in(REVIEWED))
        .order_by(*order)
        .limit(limit)
    )
    if below is not None:
        rows = rows.where(statements.c.confidence < below)
    if after is not None:
        sure, key = unpacked(after, tuple[Value, Key])
        shown = select(statements.c.id).where(statements.c.key == key)
        rows = rows.where(
            tuple_(*order) > (sure, key),
            statements.c.id.not_in(shown),  # one text may be two articles'
        )
    return [Waiting(row.id, packed(row.confidence, row.key)) for row in connection.execute(rows)]


def progress(
    connection: Connection, hits: CTE, *, below: float | None = None, who: str | None = None
) -> Progress:
    """How many of some statements wait, and how many of the record are done; see `least_sure`."""
    done = select(statements.c.key).where(statements.c.id.in_(REVIEWED))
    left = select(func.count()).select_from(hits).where(hits.c.key.not_in(done))
    if below is not None:
        left = left.join(statements, statements.c.key == hits.c.key)
        left = left.where(statements.c.confidence < below)
    reviewed = select(func.count(corrections.c.statement.distinct()))
    reviewed = reviewed.where(corrections.c.undone_at.is_(None))
    return Progress(
        waiting=connection.execute(left).scalar_one(),
        reviewed=connection.execute(reviewed).scalar_one(),
        last=last_standing(connection, who),
    )
