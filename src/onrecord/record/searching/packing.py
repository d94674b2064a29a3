"""What is counted of a statement, packed into one value of its row of `facets`.

A search that finds hundreds of thousands of statements reads these whole and counts them as arrays,
several times as fast as a database groups their columns one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CTE, Connection, RowMapping, Select, bindparam, func, select, update

from onrecord.record.tables import facets
from onrecord.statement import ContinuityLabel, Kind

FACTS = ("day", "article", "outlet", "actor", "acts", "kind", "continuity")
"""The columns of `facets` that are packed."""
FORM = np.dtype(
    [("day", "<i4"), ("article", "<i8"), ("outlet", "<u8"), ("actor", "<u8"), ("acts", "<u4"),
     ("kind", "u1"), ("continuity", "u1")]
)  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTINUITIES: tuple[ContinuityLabel | None, ...] = (None, *get_args(ContinuityLabel))
FEW = 500
"""Rows that are read at a time; more would leave the processor's cache before they are used."""
MANY = 20_000
"""Rows that are packed anew at a time."""


@dataclass(frozen=True)
class Hits:
    """What a search found, an item a statement.

    keys; stories: what its article tells, itself where that is not known yet; facts: as FORM has
    them, outlets and actors as `number` gives them; ranks: where they were asked for.
    """

    keys: NDArray[np.int64]
    stories: NDArray[np.int64]
    facts: NDArray[np.void]
    ranks: NDArray[np.float64]


def packed(row: Mapping[str, Any] | RowMapping) -> bytes:
    """The FACTS of a row of `facets` in one value."""
    facts = (
        row["day"], row["article"], number(row["outlet"]), number(row["actor"]), row["acts"],
        KINDS.index(row["kind"]), CONTINUITIES.index(row["continuity"]),
    )  # fmt: skip
    return np.array(facts, dtype=FORM).tobytes()


@lru_cache(maxsize=10_000)
def number(name: str | None) -> int:
    """A number for the id of an actor or the name of an outlet, 0 for none: the first 64 bits of a
    hash, by which no two of ten million are the same, but for one chance in 300,000."""
    return _hash_of(name) if name else 0


def _hash_of(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") or 1


UNNAMED = _hash_of("")
"""What older records have packed for an outlet whose name is empty, which is none."""


def pack_all(connection: Connection) -> None:
    """Pack all rows of `facets` anew."""
    columns = facets.c.statement_key, *(facets.c[name] for name in FACTS)
    changing = update(facets).where(facets.c.statement_key == bindparam("one"))
    last = -1
    while True:
        query = select(*columns).where(facets.c.statement_key > last).order_by(columns[0])
        rows = connection.execute(query.limit(MANY)).mappings().all()
        if not rows:
            return
        new = [{"one": row["statement_key"], "packed": packed(row)} for row in rows]
        connection.execute(changing, new)
        last = rows[-1]["statement_key"]


def read(connection: Connection, hits: CTE) -> Hits:
    """Read the packed facts of what was found, as `search.hits_of` gives it."""
    story = func.coalesce(hits.c.story, hits.c.article)
    rank = [hits.c.rank] if "rank" in hits.c else []
    query = select(hits.c.key, story, hits.c.packed, *rank)
    parts: tuple[list[Any], ...] = ([], [], [], [])
    for chunk in _chunks(connection, query):
        keys, stories, facts, *ranks = zip(*chunk, strict=True)
        for part, values in zip(parts, (keys, stories, b"".join(facts), *ranks), strict=False):
            part.append(values if isinstance(values, bytes) else np.array(values))
    return Hits(
        keys=_together(parts[0], np.int64),
        stories=_together(parts[1], np.int64),
        facts=np.frombuffer(b"".join(parts[2]), dtype=FORM),
        ranks=_together(parts[3], np.float64),
    )


def _chunks(connection: Connection, query: Select[Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows of a query as the database's own driver gives them, which takes half the time."""
    cursor = connection.execute(query).cursor
    while cursor and (chunk := cursor.fetchmany(FEW)):
        yield chunk


def _together(parts: list[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.empty(0, dtype=kind)
