"""What goes wrong with a record's database, in words that say what to do."""

from __future__ import annotations

GONE = "the server went away; what was kept before is safe, run it again to go on"
SILENT = "the server does not answer; see that it runs there, and that the address is right"
SLOW = "it takes longer than it may; ask for less at once"
CLOSED = "the server does not let this user in; check the name and the password"

REASONS = {
    # SQLite
    "file is not a database": "it is not a database; give another path",
    "database or disk is full": "the disk is full; what was kept before is safe, run it again",
    "attempt to write a readonly database": "it cannot be written to; check its permissions",
    "unable to open database file": "it cannot be opened; check the folder and its permissions",
    "database disk image is malformed": "it is damaged; restore a copy",
    "database is locked": "another program has it locked; try again later",
    "interrupted": SLOW,
    "disk I/O error": "the disk does not answer rightly (full, or taken away?)",
    # PostgreSQL: connecting
    "Connection refused": SILENT,
    "failed to resolve host": SILENT,
    "could not translate host name": SILENT,
    "Is the server running": SILENT,
    "timeout expired": SILENT,
    "connection timeout": SILENT,
    "the database system is": "the server is not ready; try again in a moment",
    "authentication failed": CLOSED,
    "no password supplied": CLOSED,
    "no pg_hba.conf entry": CLOSED,
    "FATAL:  role": CLOSED,
    "not currently accepting connections": "the database is closed; have its owner open it",
    "FATAL:  database": "there is no such database; `createdb NAME` makes one",
    "too many clients": "the server has too many connections; try again later",
    "remaining connection slots": "the server has too many connections; try again later",
    # PostgreSQL: working
    "terminating connection": GONE,
    "server closed the connection": GONE,
    "connection is lost": GONE,
    "connection is closed": GONE,
    "consuming input failed": GONE,
    "sending query failed": GONE,
    "SSL connection has been closed": GONE,
    "read-only transaction": "it cannot be written to: the server is a copy, or set to read only",
    "permission denied": "the user may not read or write there; have the database's owner allow it",
    "must be owner": "the tables are another user's; open it as that user once",
    "due to lock timeout": "another program has it locked; try again later",
    "due to statement timeout": SLOW,
    "No space left": "the disk is full; what was kept before is safe, run it again",
    "invalid page": "it is damaged; restore a copy",
    "cannot contain NUL": "PostgreSQL keeps no text that has a NUL character; take it out",
}
"""Words for a database's own message, by a part of that; the first that fits is taken."""


def in_words(reason: str) -> str:
    """A database's message in words, as it is if there are none for it."""
    first_line = reason.strip().partition("\n")[0]  # it may go on with the place in a query
    return next((words for key, words in REASONS.items() if key in reason), first_line)
