"""Statements as tables of text: CSV and TSV."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from typing import Any, BinaryIO, TextIO

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
    writer = table_writer(text, FIELDS, delimiter=delimiter)
    count = 0
    try:
        writer.writeheader()
        for one in found:
            writer.writerow({name: cell(value) for name, value in row_of(one).items()})
            count += 1
    finally:
        text.detach()  # or `out` would be closed with it
    return count


def table_writer(
    out: TextIO, fields: Collection[str], *, delimiter: str = ","
) -> csv.DictWriter[str]:
    """What writes rows to a file that does not change line ends; in it lines end with "\\n"."""
    return csv.DictWriter(_Lines(out), fields, delimiter=delimiter, lineterminator="\r\n")


@dataclass(frozen=True)
class _Lines:
    """Ends lines with "\\n", though `csv` writes "\\r\\n", so that it quotes either in a cell."""

    out: TextIO

    def write(self, line: str) -> None:
        self.out.write(line.removesuffix("\r\n") + "\n")


def cell(value: Any) -> str:
    """A value as text: none is empty, lists and objects are JSON, a day is an ISO date."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return msgspec.json.encode(value).decode()
    return str(harmless(value.isoformat() if isinstance(value, date) else value))


def harmless(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it.

    So does one that is such a cell behind apostrophes of its own: who takes one off each cell that
    looks so has the text again.
    """
    is_risky = isinstance(value, str) and value.lstrip("'").startswith(FORMULA)
    return f"'{value}" if is_risky else value
