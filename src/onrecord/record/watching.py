"""Whether a record has changed since it was looked at, whoever changed it, in whichever process."""

from __future__ import annotations

import os
import threading
from collections.abc import Hashable
from pathlib import Path

from sqlalchemy import text

from onrecord.record.database import FileConnection, Opening, in_words_of, open_file
from onrecord.record.place import Place

IN_POSTGRES = text("SELECT CAST(pg_current_snapshot() AS TEXT), pg_postmaster_start_time()")
"""Two snapshots are alike only if the same transactions have ended; numbers start anew with a
server that was restored."""


class Watch:
    """Watches a record; see `Record.state`."""

    def __init__(self, place: Place, reading: Opening) -> None:
        """Take where the record is, and what opens a connection to read."""
        self._place, self._reading = place, reading
        self._lock = threading.Lock()
        self._file: tuple[int, int] | None = None
        self._connection: FileConnection | None = None
        self._opened = 0

    def state(self) -> Hashable:
        """Something that is never the same after a change as before it."""
        if isinstance(self._place, Path):
            with in_words_of(self._place), self._lock:
                return self._state_of_file(self._place)
        with self._reading() as connection:
            return tuple(connection.execute(IN_POSTGRES).one())

    def close(self) -> None:
        """Stop watching."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._file = None

    def _state_of_file(self, path: Path) -> Hashable:
        """SQLite tells a connection, and only one that stays open, when others have written.

        One that was opened as the file stands is told nothing, nor that somebody has begun to.
        """
        found = os.stat(path)  # noqa: PTH116 - another file may have taken its place
        file = found.st_dev, found.st_ino
        if self._connection is None or self._file != file or self._connection.stands:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._file = open_file(path), file
            if self._connection.stands:
                return *file, *self._connection.stands
            self._opened += 1  # versions are told apart by one connection only
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return *file, found.st_mtime_ns, self._opened, version
