"""Numbered steps from an empty database to today's tables; a released step never changes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from onrecord.errors import RecordError

APPLICATION_ID = 0x6F6E7263  # "onrc": tells a record from other SQLite files

MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """
        CREATE TABLE articles (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            current BOOLEAN NOT NULL,
            url TEXT, outlet TEXT, title TEXT, byline TEXT, published DATE, language TEXT,
            text TEXT NOT NULL,
            extractor TEXT NOT NULL,
            added_at TEXT NOT NULL,
            UNIQUE (id, version)
        )
        """,
        """
        CREATE TABLE statements (
            key INTEGER PRIMARY KEY,
            article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            parent TEXT, source TEXT,
            cue TEXT NOT NULL,
            content TEXT NOT NULL,
            speaker JSON,
            addressees JSON NOT NULL,
            acts JSON NOT NULL,
            continuity JSON, said_on JSON, said_at JSON,
            confidence FLOAT NOT NULL,
            extractor TEXT NOT NULL,
            UNIQUE (article_key, id)
        )
        """,
        """
        CREATE TABLE spans (
            statement_key INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
            role TEXT NOT NULL,
            position INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            PRIMARY KEY (statement_key, role, position)
        )
        """,
        "CREATE INDEX statements_id ON statements (id)",
        "CREATE INDEX articles_published ON articles (published)",
    ),
    (
        """
        CREATE TABLE actors (
            id TEXT PRIMARY KEY NOT NULL,
            type TEXT NOT NULL,
            name TEXT NOT NULL,
            added_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE appearances (
            statement_key INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
            actor_id TEXT NOT NULL REFERENCES actors (id),
            name TEXT NOT NULL,
            folded TEXT NOT NULL,
            spans JSON NOT NULL
        )
        """,
        """
        CREATE TABLE judgements (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            actor TEXT NOT NULL,
            other TEXT, name TEXT,
            articles JSON NOT NULL,
            statements JSON NOT NULL,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            why TEXT, undone_at TEXT, undone_by TEXT
        )
        """,
        "CREATE TABLE own_actors (id TEXT PRIMARY KEY, actor JSON NOT NULL)",
        "CREATE INDEX appearances_actor ON appearances (actor_id)",
        "CREATE INDEX appearances_folded ON appearances (folded, actor_id)",
    ),
    ("ALTER TABLE statements ADD COLUMN earlier JSON",),
)
WITH_ACTORS = 2
"""The first number of tables that say whose each statement is."""


def is_current(connection: Connection) -> bool:
    """Whether a database has today's tables.

    Raises:
        RecordError: it is another program's, or a newer version's of this one.
    """
    number = _number(connection)
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if application != APPLICATION_ID and tables:
        raise RecordError("it is a database, but not a record; give another path")
    if number > len(MIGRATIONS):
        raise RecordError("it was written by a newer version of onrecord; upgrade this one")
    return number == len(MIGRATIONS)


def migrate(connection: Connection) -> int:
    """Bring a database to today's tables, inside the connection's transaction.

    Returns:
        The number of the tables that it had, 0 where it was empty.
    """
    before = _number(connection)
    for statements in MIGRATIONS[before:]:
        for statement in statements:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return before


def _number(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
