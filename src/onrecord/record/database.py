"""Opening the file of a record, and the words for what goes wrong with it."""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import NullPool

from onrecord.errors import RecordError

BUSY_SECONDS = 60.0
REASONS = {
    "file is not a database": "it is not a database; give another path",
    "database or disk is full": "the disk is full; what was kept before is safe, run it again",
    "attempt to write a readonly database": "it cannot be written to; check its permissions",
    "unable to open database file": "it cannot be opened; check the folder and its permissions",
    "database disk image is malformed": "it is damaged; restore a copy",
    "database is locked": "another program has it locked; try again later",
    "disk I/O error": "the disk does not answer rightly (full, or taken away?)",
}


def open_engine(path: Path) -> Engine:
    """An engine for a SQLite file: foreign keys, patient with other writers.

    A file in a place that cannot be written to is opened as it stands.
    """
    writable = os.access(path if path.exists() else path.parent, os.W_OK) and os.access(
        path.parent, os.W_OK
    )
    mode = "" if writable else "&mode=ro&immutable=1"
    address = f"sqlite:///file:{_quoted(path)}?uri=true{mode}"
    engine = create_engine(
        address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        connection.execute("PRAGMA synchronous = NORMAL")  # with the log: no kill can harm it

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def use_write_ahead_log(path: Path) -> None:
    """Let readers and a writer of a new record not wait for each other; the file remembers it."""
    with _in_words(path), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _casefold(value: object) -> str | None:
    """SQLite's own lower() knows ASCII only; letters are compared composed."""
    return None if value is None else unicodedata.normalize("NFC", str(value)).casefold()


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


@contextmanager
def open_for_reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """A connection to read with."""
    with _in_words(path), engine.begin() as connection:
        yield connection


@contextmanager
def open_for_writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """A connection whose changes are kept all together, or not at all."""
    with (
        _in_words(path),
        engine.connect().execution_options(write=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        reason = str(error.orig if isinstance(error, exc.DBAPIError) else error)
        words = next((words for key, words in REASONS.items() if key in reason), reason)
        raise RecordError(f"{path}: {words}") from error
    except RecordError as error:
        raise (
            error if str(error).startswith(f"{path}: ") else RecordError(f"{path}: {error}")
        ) from None
