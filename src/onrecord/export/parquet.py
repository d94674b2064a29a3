"""Statements as a Parquet file, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from onrecord.export.rows import FIELDS, Found, row_of

BATCH = 5_000
"""Rows in memory at once, and in a row group."""

SPANS = pa.list_(pa.list_(pa.int32()))
PASSAGE = pa.struct([("text", pa.string()), ("spans", SPANS)])
ADDRESSEE = pa.struct([*PASSAGE, ("actor", pa.string()), ("name", pa.string())])
CONDITION = pa.struct([*PASSAGE, ("marker", pa.string())])
ACT = pa.struct(
    [
        ("label", pa.string()),
        ("spans", SPANS),
        ("negated", pa.bool_()),
        ("confidence", pa.float64()),
        ("condition", CONDITION),
        ("consequence", PASSAGE),
        ("evidence", SPANS),
    ]
)
TYPES = {
    **{name: SPANS for name in FIELDS if name.endswith("_spans")},
    **dict.fromkeys(("act_labels", "conditions", "consequences"), pa.list_(pa.string())),
    **dict.fromkeys(("confidence", "speaker_confidence"), pa.float64()),
    **dict.fromkeys(("said_from", "said_to", "earlier_from", "earlier_to"), pa.date32()),
    "published": pa.date32(),
    "version": pa.int32(),
    "context_start": pa.int32(),
    "addressees": pa.list_(ADDRESSEE),
    "acts": pa.list_(ACT),
}
"""Types of columns; all others are text."""
SCHEMA = pa.schema([(name, TYPES.get(name, pa.string())) for name in FIELDS])


def write(found: Iterable[Found], out: BinaryIO) -> int:
    """Write a row a statement with the columns of `rows.FIELDS`, and give how many they were."""
    rows = map(row_of, found)
    count = 0
    with ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=SCHEMA))
            count += len(batch)
    return count
