"""Opening the database of a record: a file of SQLite, or an address of PostgreSQL.

Writers take turns: in SQLite by the file's lock, in PostgreSQL by an advisory lock. So what one has
read in a transaction, such as the last key, stays true until it has written. Readers see the record
as it was when they began, and wait for nobody.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Text, create_engine, event, exc
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from onrecord.errors import RecordError, UnavailableError
from onrecord.record.place import Place, shown
from onrecord.record.reasons import in_words

Opening = Callable[[], AbstractContextManager[Connection]]
"""What opens a connection, to read or to write."""
POOL = "onrecord"
for kind in (NullPool, QueuePool):  # what they log of a lost connection is told in words
    logging.getLogger(f"sqlalchemy.pool.impl.{kind.__name__}.{POOL}").setLevel(logging.CRITICAL)
BUSY_SECONDS = 60.0
CONNECT_SECONDS = 10
STEPS = 200_000
"""Steps of SQLite's own, some hundredths of a second, between two looks at the clock; each look may
have to wait for another thread's Python."""
CANNOT_MAKE_FILES = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
)
"""What SQLite says where it cannot make, or fill, the log and its index beside a file."""
LOCK = 0x6F6E7263
"""The advisory lock that a writer holds in PostgreSQL ("onrc"); a database has its own locks."""


def is_postgres(connection: Connection) -> bool:
    """Whether a connection is to a PostgreSQL database."""
    return connection.dialect.name == "postgresql"


def open_engine(place: Place, patience: float | None = None) -> Engine:
    """An engine for a record's database, patient with other writers.

    Args:
        place: where it is.
        patience: seconds that what is read may take, before it is given up.

    Raises:
        RecordError: an address needs what is not installed, or cannot be understood.
    """
    if isinstance(place, str):
        return _postgres_engine(place, patience)
    return _sqlite_engine(place, patience)


class FileConnection(sqlite3.Connection):
    """A connection to a file.

    stands: what the file was known by, where it was opened as it stands, without its log and locks;
    instead: why, where that is no matter of what the user may.
    """

    stands: tuple[int, int] | None = None
    instead: sqlite3.Error | None = None


def open_file(path: Path) -> FileConnection:
    """Connect to a file; where SQLite cannot make the files beside it, as it stands.

    A user who may not write there, or a full disk, should not keep anybody from reading. But as it
    stands a file is only opened where no writer has left anything in its log, or has it open: what
    is in the log would be missing.
    """
    there = path.exists()
    writable = os.access(path if there else path.parent, os.W_OK) and os.access(
        path.parent, os.W_OK
    )
    in_use = _has_log(path) or _beside(path, "-shm").exists()
    if there and not writable and not in_use:
        return _as_it_stands(path)
    try:
        return _connected(path, "" if writable else "mode=ro")
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code not in CANNOT_MAKE_FILES or not path.exists() or _has_log(path):
            raise
        connection = _as_it_stands(path)
        connection.instead = error if writable else None
        return connection


def _connected(path: Path, options: str) -> FileConnection:
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?{options}", uri=True, factory=FileConnection, isolation_level=None,
        timeout=BUSY_SECONDS, check_same_thread=False,
    )  # fmt: skip
    try:
        connection.execute("PRAGMA schema_version")  # makes the files beside it, or says why not
    except BaseException:
        connection.close()
        raise
    return connection


def _as_it_stands(path: Path) -> FileConnection:
    stands = _known_by(path)
    connection = _connected(path, "mode=ro&immutable=1")
    connection.stands = stands
    return connection


def _known_by(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _has_log(path: Path) -> bool:
    log = _beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _sqlite_engine(path: Path, patience: float | None) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: open_file(path), poolclass=NullPool, pool_logging_name=POOL
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        connection.execute("PRAGMA synchronous = NORMAL")  # with the log: no kill can harm it

    @event.listens_for(engine, "begin")
    def _may_write(connection: Connection) -> None:
        own: Any = connection.connection.driver_connection
        if connection.get_execution_options().get("write", False) and own.instead:
            raise own.instead

    _begin_with(engine, reading="BEGIN", writing="BEGIN IMMEDIATE")
    if patience is not None:
        _give_up_after(engine, patience)
    return engine


def _give_up_after(engine: Engine, seconds: float) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("write", False):
            until = time.monotonic() + seconds
            own: Any = connection.connection.driver_connection
            own.set_progress_handler(lambda: time.monotonic() > until, STEPS)


def _postgres_engine(address: str, patience: float | None) -> Engine:
    try:
        psycopg = import_module("psycopg")
    except ImportError as error:
        raise RecordError(
            "PostgreSQL needs psycopg; install it with: pip install 'onrecord[postgres]'"
        ) from error
    try:
        parameters = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise RecordError(  # the reason may name parts of the password
            f"{shown(address)}: is no address as postgresql://USER:PASSWORD@HOST/DATABASE "
            "(in it, @ / : ? # % of a password are %40 %2F %3A %3F %23 %25)"
        ) from None
    # libpq itself reads the address, so all that it knows works, as do its variables and files
    given = {
        "connect_timeout": CONNECT_SECONDS, "application_name": "onrecord",
        **parameters, "client_encoding": "utf8",
    }  # fmt: skip
    engine = create_engine(  # a server's connections are limited by the server
        "postgresql+psycopg://", connect_args=given, poolclass=QueuePool, pool_logging_name=POOL,
        pool_pre_ping=True, max_overflow=-1,
    )  # fmt: skip
    longest = 0 if patience is None else max(1, int(patience * 1000))  # 0: as long as it takes
    _begin_with(
        engine,
        reading="SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
        f"SET LOCAL statement_timeout = {longest}",
        writing="SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"  # sees what was before the lock
        f"SET LOCAL lock_timeout = {BUSY_SECONDS * 1000:.0f}; SELECT pg_advisory_xact_lock({LOCK})",
    )
    return engine


def _begin_with(engine: Engine, *, reading: str, writing: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql(writing if write else reading)


class casefold(GenericFunction[str]):  # noqa: N801 - the function's name in SQL
    """A text composed and without case, as `str.casefold`; `func.casefold` makes one."""

    type = Text()
    inherit_cache = True


@compiles(casefold, "postgresql")
def _postgres_casefold(element: casefold, compiler: SQLCompiler, **given: Any) -> str:
    text = compiler.process(element.clauses, **given)
    lower = f'lower(normalize(CAST({text} AS TEXT), NFC) COLLATE "und-x-icu")'
    return f"translate(replace({lower}, 'ß', 'ss'), 'ς', 'σ')"


def _casefold(value: object) -> str | None:
    """SQLite's own lower() knows ASCII only; letters are compared composed."""
    return None if value is None else unicodedata.normalize("NFC", str(value)).casefold()


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def use_write_ahead_log(place: Place) -> None:
    """Let readers and a writer of a new file not wait for each other; the file remembers it."""
    if isinstance(place, Path):
        with (
            in_words_of(place),
            closing(sqlite3.connect(place, timeout=BUSY_SECONDS)) as connection,
        ):
            connection.execute("PRAGMA journal_mode = WAL")


def back_up(place: Place, number: int) -> None:
    """Copy a file beside itself, as `NAME.before-NUMBER`; the copy is whole, or there is none.

    Whoever may not read the file may not read the copy either, at no time. A PostgreSQL database is
    its keeper's to back up.
    """
    if not isinstance(place, Path):
        return
    target = place.with_name(f"{place.name}.before-{number}")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        part.chmod(place.stat().st_mode & 0o777)
        with closing(sqlite3.connect(place)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def open_for_reading(engine: Engine, place: Place) -> Iterator[Connection]:
    """A connection to read with."""
    with in_words_of(place), engine.begin() as connection:
        try:
            yield connection
        except exc.DBAPIError:
            _check_stands(connection, place)
            raise
        _check_stands(connection, place)


def _check_stands(connection: Connection, place: Place) -> None:
    """What is read of a file as it stands may be of two states if somebody writes to it."""
    own: Any = connection.connection.driver_connection
    stands = getattr(own, "stands", None)
    if isinstance(place, Path) and stands and stands != _known_by(place):
        raise UnavailableError("it was written to while it was read; try again")


@contextmanager
def open_for_writing(engine: Engine, place: Place) -> Iterator[Connection]:
    """A connection whose changes are kept all together, or not at all."""
    with (
        in_words_of(place),
        engine.connect().execution_options(write=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def in_words_of(place: Place) -> Iterator[None]:
    """Tell what goes wrong with a database in words, with where it is."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        if _was_interrupted(error):  # what came after it, on the way out, is no error of its own
            raise KeyboardInterrupt from error
        reason = str(error.orig if isinstance(error, exc.DBAPIError) else error)
        raise UnavailableError(f"{shown(place)}: {in_words(reason)}") from error
    except RecordError as error:
        raise (
            error
            if str(error).startswith(f"{shown(place)}: ")
            else type(error)(f"{shown(place)}: {error}")
        ) from None


def _was_interrupted(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
