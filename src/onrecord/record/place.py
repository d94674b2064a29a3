"""Where a record is: a file, or the address of a database."""

from __future__ import annotations

import os
import re
from pathlib import Path

from onrecord.errors import RecordError

Place = Path | str
"""Where a record is: the path of its file, or the address of its PostgreSQL database."""

ADDRESS = re.compile(r"postgres(?:ql)?://")
USER_AND_PASSWORD = re.compile(r"//([^:/?@]*):.*@")
PASSWORD = re.compile(r"([?&]password=)[^&]*")


def place_of(given: str | os.PathLike[str]) -> Place:
    """The place that a path or an address means.

    Raises:
        RecordError: it can be none of a record.
    """
    text = os.fspath(given)
    if ADDRESS.match(text):
        return text
    if "://" in text:
        raise RecordError(f"{shown(text)}: a record is a file, or postgresql://USER@HOST/DATABASE")
    path = Path(given)
    if path.is_dir():
        raise RecordError(f"{path}: is a folder; give the path of a file")
    return path


def shown(place: Place) -> str:
    """A place as messages have it: without a password."""
    if isinstance(place, Path):
        return str(place)
    return PASSWORD.sub(r"\1***", USER_AND_PASSWORD.sub(r"//\1:***@", place))
