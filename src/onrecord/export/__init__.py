"""Statements in the formats of others, complete and in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import BinaryIO, NamedTuple

from onrecord.errors import OnrecordError
from onrecord.export import ftm, jsonl, schemaorg, tabular, webannotation
from onrecord.export.rows import Found

Writer = Callable[[Iterable[Found], BinaryIO], int]
"""Writes statements, those of one article one after the other, and gives how many they were."""


class Format(NamedTuple):
    """How statements are written; `binary` is nothing for a terminal, all else is UTF-8."""

    write: Writer
    media_type: str
    binary: bool = False


def _write_parquet(found: Iterable[Found], out: BinaryIO) -> int:
    """Write with pyarrow, which is large, and loaded and needed here only."""
    try:
        parquet = import_module("onrecord.export.parquet")
    except ModuleNotFoundError as error:
        raise OnrecordError(
            "Parquet needs pyarrow; install it with: pip install 'onrecord[parquet]'"
        ) from error
    return int(parquet.write(found, out))


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl.write, "application/jsonl"),
    "csv": Format(tabular.write_csv, "text/csv"),
    "tsv": Format(tabular.write_tsv, "text/tab-separated-values"),
    "parquet": Format(_write_parquet, "application/vnd.apache.parquet", binary=True),
    "webannotation": Format(webannotation.write, "application/jsonl"),
    "schemaorg": Format(schemaorg.write, "application/jsonl"),
    "ftm": Format(ftm.write, "application/json+ftm"),
}
