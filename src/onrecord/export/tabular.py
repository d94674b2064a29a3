"""Statements as tables of text: CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import TextIOWrapper
from typing import Any, BinaryIO

import msgspec

from onrecord.export.rows import FIELDS, Found, row_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(found: Iterable[Found], out: BinaryIO) -> int:
    """Write a row a statement, with commas, under a row of names; see `cell`."""
    return _write(found, out, ",")


def write_tsv(found: Iterable[Found], out: BinaryIO) -> int:
    """Write the same with tabs; a value with a tab or a line break stands in quotation marks."""
    return _write(found, out, "\t")


def _write(found: Iterable[Found], out: BinaryIO, delimiter: str) -> int:
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, FIELDS, delimiter=delimiter, lineterminator="\n")
    count = 0
    try:
        writer.writeheader()
        for one in found:
            writer.writerow({name: cell(value) for name, value in row_of(one).items()})
            count += 1
    finally:
        text.detach()  # or `out` would be closed with it
    return count


def cell(value: Any) -> str:
    """A value as text: none is empty, lists are JSON, a day is an ISO date."""
    if value is None:
        return ""
    if isinstance(value, list):
        return msgspec.json.encode(value).decode()
    return str(harmless(value.isoformat() if isinstance(value, date) else value))


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
