"""What a search gave, one by one or as a data frame."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec

from onrecord.errors import OnrecordError
from onrecord.export.rows import FIELDS, row_of
from onrecord.record.queries import Found


class Results(Iterator[Found]):
    """Statements, read from the record as they are asked for, once."""

    def __init__(self, found: Iterator[Found]) -> None:
        self._found = found

    def __next__(self) -> Found:
        return next(self._found)

    def to_pandas(self) -> Any:
        """The statements that are left as a `pandas.DataFrame`: a row each, see `docs/export.md`.

        Raises:
            OnrecordError: pandas is not installed.
        """
        rows = [row_of(one) for one in self]
        return _needed("pandas").DataFrame(rows, columns=list(FIELDS))

    def to_polars(self) -> Any:
        """The statements that are left as a `polars.DataFrame`: a row each, see `docs/export.md`.

        `acts` and `addressees` are JSON there, since polars wants all of a column's objects alike.

        Raises:
            OnrecordError: polars is not installed.
        """
        rows = [row_of(one) for one in self]
        columns = {name: [row[name] for row in rows] for name in FIELDS}
        for name in ("acts", "addressees"):
            columns[name] = [msgspec.json.encode(value).decode() for value in columns[name]]
        return _needed("polars").DataFrame(columns)


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise OnrecordError(f"a frame needs {name}; install it with: pip install {name}") from error
