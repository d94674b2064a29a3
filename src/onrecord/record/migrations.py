"""Numbered steps from an empty database to today's tables; a released step never changes.

A step is written for SQLite; PostgreSQL runs the same one in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from onrecord.errors import RecordError
from onrecord.record.database import is_postgres

APPLICATION_ID = 0x6F6E7263  # "onrc": tells a record from other SQLite files
MARKER = "onrecord_record"
"""The table that tells a record from other databases of PostgreSQL, and has its number."""

FULL_TEXT = "CREATE VIRTUAL TABLE words USING fts5 (said, who, addressed, tokenize = 'unicode61')"

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
    (
        """
        CREATE TABLE facets (
            statement_key INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
            day INTEGER NOT NULL,
            outlet TEXT,
            actor TEXT,
            kind TEXT NOT NULL,
            acts INTEGER NOT NULL,
            conditional INTEGER NOT NULL,
            continuity TEXT,
            has INTEGER NOT NULL,
            article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            story INTEGER, utterance INTEGER, chain INTEGER
        )
        """,
        "CREATE INDEX facets_day ON facets (day DESC, statement_key)",
        "CREATE INDEX facets_actor ON facets (actor, day DESC, statement_key)",
        "CREATE INDEX facets_outlet ON facets (outlet, day DESC, statement_key)",
        FULL_TEXT,
        """
        CREATE TABLE corrections (
            number INTEGER PRIMARY KEY,
            statement TEXT NOT NULL,
            article TEXT NOT NULL,
            field TEXT NOT NULL,
            machine JSON,
            value JSON,
            who TEXT NOT NULL,
            at TEXT NOT NULL,
            why TEXT, undone_at TEXT, undone_by TEXT
        )
        """,
        "CREATE INDEX corrections_statement ON corrections (statement)",
        """
        CREATE TABLE replaced_appearances (
            statement_key INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
            actor_id TEXT REFERENCES actors (id),
            name TEXT, folded TEXT, spans JSON
        )
        """,
        """
        CREATE TABLE stories (
            article_key INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
            story INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE paragraphs (
            article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            words INTEGER NOT NULL,
            begins BOOLEAN NOT NULL,
            first BIGINT NOT NULL, second BIGINT NOT NULL, third BIGINT NOT NULL,
            PRIMARY KEY (article_key, position)
        )
        """,
        """
        CREATE TABLE wordings (
            statement_key INTEGER PRIMARY KEY REFERENCES statements (key) ON DELETE CASCADE,
            first BIGINT, second BIGINT, third BIGINT, fourth BIGINT,
            fifth BIGINT NOT NULL, sixth BIGINT NOT NULL
        )
        """,
        "CREATE INDEX stories_story ON stories (story)",
        "CREATE INDEX paragraphs_first ON paragraphs (first)",
        "CREATE INDEX paragraphs_second ON paragraphs (second)",
        "CREATE INDEX paragraphs_third ON paragraphs (third)",
        "CREATE INDEX wordings_first ON wordings (first) WHERE first IS NOT NULL",
        "CREATE INDEX wordings_second ON wordings (second) WHERE second IS NOT NULL",
        "CREATE INDEX wordings_third ON wordings (third) WHERE third IS NOT NULL",
        "CREATE INDEX wordings_fourth ON wordings (fourth) WHERE fourth IS NOT NULL",
        "CREATE INDEX wordings_fifth ON wordings (fifth)",
        "CREATE INDEX wordings_sixth ON wordings (sixth)",
        "CREATE INDEX facets_unplaced ON facets (article) WHERE story IS NULL",
        "CREATE INDEX facets_ungrouped ON facets (statement_key) WHERE utterance IS NULL",
        "CREATE INDEX facets_chain ON facets (chain) WHERE chain IS NOT NULL",
        "CREATE INDEX facets_utterance ON facets (utterance) WHERE chain IS NOT NULL",
    ),
    (
        """
        CREATE TABLE tokens (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            origin INTEGER,
            made_at TEXT NOT NULL,
            expires_at TEXT, revoked_at TEXT
        )
        """,
        """
        CREATE TABLE refusals (
            number INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            why TEXT NOT NULL,
            at TEXT NOT NULL
        )
        """,
        "CREATE INDEX statements_confidence ON statements (confidence, key)",
        "CREATE INDEX appearances_name ON appearances (name)",
    ),
    (
        "ALTER TABLE corrections ADD COLUMN carried_from INTEGER",
        """
        CREATE INDEX corrections_carried_from ON corrections (carried_from)
            WHERE carried_from IS NOT NULL
        """,
    ),
    (
        """
        CREATE TABLE tallies (
            facet TEXT NOT NULL,
            number INTEGER NOT NULL,
            value TEXT NOT NULL,
            statements INTEGER NOT NULL,
            PRIMARY KEY (facet, number, value)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX articles_facts ON articles (published, outlet, extractor, current)",
        "DROP INDEX facets_actor",
        "CREATE INDEX facets_actor ON facets (actor, day DESC, statement_key, article)",
    ),
    ("ALTER TABLE facets ADD COLUMN packed BLOB",),
)
WITH_ACTORS = 2
"""The first number of tables that say whose each statement is."""
WITH_SEARCH = 4
"""The first number of tables to search in."""
WITH_TALLIES = 7
"""The first number of tables that say how much there is."""
WITH_PACKED = 8
"""The first number of tables whose facets are packed."""
TODAY = len(MIGRATIONS)

IN_POSTGRES: Mapping[str, Sequence[str]] = {
    FULL_TEXT: (
        """
        CREATE TABLE words (
            rowid INTEGER PRIMARY KEY, said TSVECTOR, who TSVECTOR, addressed TSVECTOR
        )
        """,
        "CREATE INDEX words_all ON words USING gin (said, who, addressed)",
    ),
}
"""What a statement of a step is in PostgreSQL where `_in_postgres` cannot say it."""


def number_of(connection: Connection) -> int:
    """The number of a record's tables, 0 where the database is empty.

    Raises:
        RecordError: it is another program's, or a newer version's of this one.
    """
    number = _number(connection)
    if number is None:
        raise RecordError("it is a database, but not a record; give another one")
    if number > TODAY:
        raise RecordError("it was written by a newer version of onrecord; upgrade this one")
    return number


def migrate(connection: Connection) -> None:
    """Bring a database to today's tables, inside the connection's transaction."""
    for step in MIGRATIONS[number_of(connection) :]:
        for statement in step:
            for one in _for(connection, statement):
                connection.exec_driver_sql(one)
    if is_postgres(connection):
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {MARKER} (number INTEGER NOT NULL)")
        connection.exec_driver_sql(f"DELETE FROM {MARKER}")
        connection.exec_driver_sql(f"INSERT INTO {MARKER} VALUES ({TODAY})")
    else:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {TODAY}")


def _number(connection: Connection) -> int | None:
    """The number of the tables; None where they are not a record's."""
    if is_postgres(connection):
        return _number_in_postgres(connection)
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if application != APPLICATION_ID and tables:
        return None
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _number_in_postgres(connection: Connection) -> int | None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise RecordError(f"the database keeps text as {encoding}; make one with encoding UTF8")
    tables = connection.exec_driver_sql(
        """
        SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm', 'f')
            AND NOT EXISTS (  -- what an extension has brought along is nobody's
                SELECT FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
            )
        """
    )
    names = set(tables.scalars())
    if MARKER in names:
        return int(connection.exec_driver_sql(f"SELECT number FROM {MARKER}").scalar_one())
    return None if names else 0


def _for(connection: Connection, statement: str) -> Sequence[str]:
    """A statement of a step as a database takes it."""
    if not is_postgres(connection):
        return (statement,)
    return IN_POSTGRES.get(statement) or (_in_postgres(statement),)


def _in_postgres(statement: str) -> str:
    """Keys count by themselves, text is sorted by its characters, whatever the language.

    No table has row ids of its own there.
    """
    counting = "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
    statement = statement.replace("WITHOUT ROWID", "").replace(" BLOB", " BYTEA")
    statement = re.sub(r"\bINTEGER PRIMARY KEY\b(?! REFERENCES)", counting, statement)
    return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', statement)
