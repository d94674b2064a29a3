"""The tables of a record, as `docs/record.md` describes them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

ROLES = ("source", "cue", "content")
"""Parts of a statement that are kept as words, with their places in `spans`."""
JSON_FIELDS = ("speaker", "addressees", "acts", "continuity", "said_on", "said_at", "earlier")
"""Parts of a statement that are kept as JSON."""

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("published", Date),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article_key", Integer, ForeignKey("articles.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Text),
    Column("source", Text),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("speaker", JSON),
    Column("addressees", JSON, nullable=False),
    Column("acts", JSON, nullable=False),
    Column("continuity", JSON),
    Column("said_on", JSON),
    Column("said_at", JSON),
    Column("earlier", JSON),
    Column("confidence", Float, nullable=False),
    Column("extractor", Text, nullable=False),
)

spans = Table(
    "spans",
    metadata,
    Column("statement_key", Integer, ForeignKey("statements.key"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    Column("statement_key", Integer, ForeignKey("statements.key"), primary_key=True),
    Column("actor_id", Text, ForeignKey("actors.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("spans", JSON, nullable=False),
)

facets = Table(
    "facets",
    metadata,
    Column("statement_key", Integer, ForeignKey("statements.key"), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("outlet", Text),
    Column("actor", Text),
    Column("kind", Text, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("conditional", Integer, nullable=False),
    Column("continuity", Text),
    Column("has", Integer, nullable=False),
    Column("article", Integer, ForeignKey("articles.key"), nullable=False),
    Column("story", Integer),
    Column("utterance", Integer),
    Column("chain", Integer),
    Column("packed", LargeBinary),
)

tallies = Table(
    "tallies",
    metadata,
    Column("facet", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("statements", Integer, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("story", Integer, nullable=False),
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("words", Integer, nullable=False),
    Column("begins", Boolean, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("second", BigInteger, nullable=False),
    Column("third", BigInteger, nullable=False),
)

wordings = Table(
    "wordings",
    metadata,
    Column("statement_key", Integer, ForeignKey("statements.key"), primary_key=True),
    Column("first", BigInteger),
    Column("second", BigInteger),
    Column("third", BigInteger),
    Column("fourth", BigInteger),
    Column("fifth", BigInteger, nullable=False),
    Column("sixth", BigInteger, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("other", Text),
    Column("name", Text),
    Column("articles", JSON, nullable=False),
    Column("statements", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),
    Column("undone_at", Text),
    Column("undone_by", Text),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("statement", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("machine", JSON),
    Column("value", JSON),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("carried_from", Integer),
)

replaced_appearances = Table(
    "replaced_appearances",
    metadata,
    Column("statement_key", Integer, ForeignKey("statements.key"), primary_key=True),
    Column("actor_id", Text, ForeignKey("actors.id")),
    Column("name", Text),
    Column("folded", Text),
    Column("spans", JSON(none_as_null=True)),
)

own_actors = Table(
    "own_actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("actor", JSON, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("origin", Integer),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text),
    Column("revoked_at", Text),
)

refusals = Table(
    "refusals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)
