"""How many statements the whole record has by day, act, speaker and the rest, kept as they change.

Counting a large record takes seconds. So whatever changes the rows of `facets` changes these
numbers with them, in the same transaction: they are exact at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, text

from onrecord.record.searching.bits import acts_in
from onrecord.record.tables import facets, tallies

Facet = Literal["day", "act", "actor", "outlet", "kind", "continuity", "article", "nowhere"]
Row = Mapping[str, Any] | RowMapping
Tally = tuple[Facet, int, str]
"""What is counted: a facet, a number and a value.

day: the day; act: the day and the act, or no act, where the statement has none; article: the key of
an article and its outlet; nowhere: the key of an article of no known outlet.
"""
COLUMNS = ("day", "acts", "actor", "outlet", "kind", "continuity", "article")
"""Of `facets`, those that tallies are made of."""
GROUPS = (("day", "acts"), ("actor",), ("kind",), ("continuity",), ("article", "outlet"))
"""The same in parts that have few values each, to be counted anew."""
NOTHING: Mapping[str, Any] = dict.fromkeys(COLUMNS)
PAGE = 10_000

CHANGE = text(
    """
    INSERT INTO tallies (facet, number, value, statements)
    VALUES (:facet, :number, :value, :statements)
    ON CONFLICT (facet, number, value) DO UPDATE
    SET statements = tallies.statements + excluded.statements
    """
)
DROP_EMPTY = text(
    """
    DELETE FROM tallies
    WHERE facet = :facet AND number = :number AND value = :value AND tallies.statements = 0
    """
)


def tally(connection: Connection, *, gone: Iterable[Row] = (), new: Iterable[Row] = ()) -> None:
    """Bring the tallies up to date.

    Args:
        connection: to write with.
        gone, new: rows of `facets`, of which only the columns count that changed.
    """
    changes = Counter(one for row in new for one in _of({**NOTHING, **row}))
    changes.subtract(one for row in gone for one in _of({**NOTHING, **row}))
    rows = [_row(one, count) for one, count in sorted(changes.items()) if count]
    if rows:
        connection.execute(CHANGE, rows)
    if fewer := [row for row in rows if row["statements"] < 0]:
        connection.execute(DROP_EMPTY, fewer)


def tally_all(connection: Connection) -> None:
    """Count everything anew."""
    connection.execute(delete(tallies))
    counts: Counter[Tally] = Counter()
    for group in GROUPS:
        columns = [facets.c[name] for name in group]
        grouped = select(*columns, func.count()).group_by(*columns)
        for *values, count in connection.execute(grouped):
            for one in _of({**NOTHING, **dict(zip(group, values, strict=True))}):
                counts[one] += count
    rows = [_row(one, count) for one, count in sorted(counts.items())]
    for at in range(0, len(rows), PAGE):
        connection.execute(insert(tallies), rows[at : at + PAGE])


def _of(row: Row) -> Iterator[Tally]:
    """What a row of `facets` counts for."""
    day, article, outlet = row["day"], row["article"], row["outlet"]
    if day is not None:
        yield "day", day, ""
    if row["acts"] is not None:
        for label in acts_in(row["acts"]) or ("",):
            yield "act", day, label
    if article is not None:
        yield ("article", article, outlet) if outlet is not None else ("nowhere", article, "")
    for facet in ("actor", "outlet", "kind", "continuity"):
        if row[facet] is not None:
            yield facet, 0, row[facet]


def _row(one: Tally, count: int) -> dict[str, Any]:
    facet, number, value = one
    return {"facet": facet, "number": number, "value": value, "statements": count}
