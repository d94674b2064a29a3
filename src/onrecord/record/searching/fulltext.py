"""The words of statements, kept to be searched: by FTS5 in SQLite, by tsvector in PostgreSQL.

Words are stemmed here (see `wording`), so that both find the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from onrecord.record.database import is_postgres
from onrecord.record.searching.search_text import All, Either, Node, Phrase

Words = Literal["said", "who", "addressed"]
"""Of what: the content; the source and its speaker's names; those whom it was said to."""

LONGEST = 500
"""Characters of a word that count in PostgreSQL, which takes none that is too long."""
LAST = 16_383
"""The last place of a word that PostgreSQL keeps; of more words, the first ones are."""

Stems = Text().with_variant(TSVECTOR(), "postgresql")

words = Table(
    "words",
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    *(Column(name, Stems) for name in get_args(Words)),
)


class _Matches(FunctionElement[Any]):  # a Boolean would be compared with 1, which MATCH forbids
    """Whether a column of `words` matches: the column, a search for FTS5, and one as tsquery."""

    inherit_cache = True


class _Rank(FunctionElement[float]):
    """How well it does, of the same three: the lower, the better."""

    type = Float()
    inherit_cache = True


@compiles(_Matches, "sqlite")
def _fts5_matches(element: _Matches, compiler: SQLCompiler, **given: Any) -> str:
    _, fts5_search, _ = element.clauses
    return f"words MATCH {compiler.process(fts5_search, **given)}"


@compiles(_Matches, "postgresql")
def _tsvector_matches(element: _Matches, compiler: SQLCompiler, **given: Any) -> str:
    column, _, search = (compiler.process(part, **given) for part in element.clauses)
    return f"{column} @@ CAST({search} AS TSQUERY)"


@compiles(_Rank, "sqlite")
def _fts5_rank(_: _Rank, __: SQLCompiler, **___: Any) -> str:
    return "bm25(words)"


@compiles(_Rank, "postgresql")
def _tsvector_rank(element: _Rank, compiler: SQLCompiler, **given: Any) -> str:
    column, _, search = (compiler.process(part, **given) for part in element.clauses)
    return f"CAST(-ts_rank({column}, CAST({search} AS TSQUERY)) AS FLOAT)"


def keep_words(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Keep the words of statements: `rowid`, the statement's key, and a text for each of Words."""
    if is_postgres(connection):
        texts = get_args(Words)
        rows = [{**row, **{name: tsvector(str(row[name])) for name in texts}} for row in rows]
    if rows:
        connection.execute(insert(words), rows)


def drop_words(connection: Connection, keys: Iterable[int]) -> None:
    """Forget the words of statements."""
    connection.execute(
        delete(words).where(words.c.rowid == bindparam("key")), [{"key": key} for key in keys]
    )


def matching(node: Node, where: Words) -> Select[int]:
    """The keys of statements whose words match."""
    return select(words.c.rowid).where(_Matches(*_search(node, where)))


def ranked(node: Node, where: Words) -> Select[int, float]:
    """The keys of statements whose words match, each with its rank: the lower, the better."""
    return matching(node, where).add_columns(_Rank(*_search(node, where)).label("rank"))


def _search(node: Node, where: Words) -> tuple[ColumnElement[Any], ...]:
    fts5_search = f"{where} : ({fts5(node)})"
    return words.c[where], literal(fts5_search), literal(tsquery(node))


def fts5(node: Node) -> str:
    """A search as FTS5 writes it.

    >>> fts5(All((Phrase(("peacekeep", "troop")),), without=(Phrase(("train",), prefix=True),)))
    '("peacekeep troop") NOT ("train" *)'
    """
    if isinstance(node, Phrase):
        return f'"{" ".join(node.stems)}"' + (" *" if node.prefix else "")
    if isinstance(node, Either):
        return " OR ".join(f"({fts5(part)})" for part in node.parts)
    wanted = " AND ".join(f"({fts5(part)})" for part in node.parts)
    without = "".join(f" NOT ({fts5(part)})" for part in node.without)
    return f"({wanted}){without}" if len(node.parts) > 1 and without else wanted + without


def tsquery(node: Node) -> str:
    """A search as PostgreSQL writes it.

    >>> tsquery(All((Phrase(("peacekeep", "troop")),), without=(Phrase(("train",), prefix=True),)))
    "(('peacekeep' <-> 'troop') & !('train':*))"
    """
    if isinstance(node, Phrase):
        return f"({' <-> '.join(map(_lexeme, node.stems))}{':*' if node.prefix else ''})"
    if isinstance(node, Either):
        return f"({' | '.join(map(tsquery, node.parts))})"
    wanted = [tsquery(part) for part in node.parts]
    return f"({' & '.join([*wanted, *(f'!{tsquery(part)}' for part in node.without)])})"


def tsvector(text: str) -> str:
    """Words with their places as PostgreSQL writes them, so that it splits and drops none itself.

    >>> tsvector("the troop")
    "'the':1 'troop':2"
    """
    return " ".join(f"{_lexeme(word)}:{n}" for n, word in enumerate(text.split()[:LAST], 1))


def _lexeme(word: str) -> str:
    return f"'{word[:LONGEST]}'"  # it has letters and digits only


def everything(stems: Sequence[str], *, prefix: bool = False) -> Node:
    """What has all of some stems, in any order; with `prefix` the last may be a beginning."""
    *before, last = stems
    parts = [*(Phrase((one,)) for one in before), Phrase((last,), prefix)]
    return All(tuple(parts)) if len(parts) > 1 else parts[0]
