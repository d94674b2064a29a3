"""Checking a quote: whether it is on the record, in which words, and said by whom.

Statements that share the rarest words of a quote are fetched from the full text, and compared with
it word by word (see `quotes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sqlalchemy import Connection, func, select

from onrecord.actors.directory import Directory
from onrecord.record.checking.quote_words import FUNCTIONS
from onrecord.record.checking.quotes import Comparison, Quote, compare, prepared
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load
from onrecord.record.searching.fulltext import everything, matching, ranked
from onrecord.record.searching.index import ordinal
from onrecord.record.searching.query import DEFAULT_MATCHES, Query
from onrecord.record.searching.search import named
from onrecord.record.searching.search_text import Either, Node, Phrase
from onrecord.record.searching.stems import plain_words, stem
from onrecord.record.tables import facets, statements

Verdict = Literal["verbatim", "near", "paraphrase", "absent"]
RANKS = {"verbatim": 0, "near": 1, "paraphrase": 2}

WEIGHED = 24
"""Words of a quote whose frequency is looked up."""
RAREST = 6
"""Of these so many are looked for, two at least together."""
FEWEST = 3
"""Where a quote has fewer words besides such as "the" and "will", these are looked up as well."""
COMMON = 3_000
"""Statements that are counted of a word, at most: beyond, a word is common."""
CANDIDATES = 300
"""Statements that are compared with a quote, at most; of those the words of which fit best."""
LATEST = 10**7
"""After every day."""


@dataclass(frozen=True)
class Match:
    """A statement that has a quote, or comes near it.

    by_speaker: whether who was asked for said it; None where nobody was.
    """

    found: Found
    comparison: Comparison
    by_speaker: bool | None


@dataclass(frozen=True)
class Checked:
    """What the record knows of a quote.

    matches: of the verdict's kind and weaker ones, the best kind first, of one kind those that were
    published first; more: matches that a limit left out.
    """

    verdict: Verdict
    matches: tuple[Match, ...]
    more: int


def check_quote(
    connection: Connection,
    quote: str,
    judged: View,
    directory: Directory,
    *,
    speaker: str | None = None,
    limit: int = DEFAULT_MATCHES,
) -> Checked:
    """Look whether a quote is on the record.

    Args:
        connection, judged, directory: of the record, as they are now.
        quote: the words, with or without quotation marks.
        speaker: a name of who is said to have said it.
        limit: so many matches at most.

    Raises:
        RecordError: there are no words in the quote.
    """
    asked = prepared(quote)
    compared = _compared(connection, asked, quote)
    theirs = _said_by(connection, judged, directory, speaker, compared)
    days = _days(connection, compared)
    order = sorted(
        compared,
        key=lambda key: (
            speaker is not None and key not in theirs,
            RANKS[str(compared[key].verdict)],
            -compared[key].score if compared[key].verdict == "paraphrase" else 0,
            days[key],
            key,
        ),
    )
    matches = tuple(
        Match(found, compared[key], None if speaker is None else key in theirs)
        for key, found in zip(order, load(connection, order[:limit], judged), strict=False)
    )
    verdict: Verdict = matches[0].comparison.verdict or "absent" if matches else "absent"
    return Checked(verdict, matches, max(0, len(order) - limit))


def _compared(connection: Connection, asked: Quote, quote: str) -> dict[int, Comparison]:
    """The statements that have something of a quote, by their keys."""
    keys = _candidates(connection, quote)
    rows = select(statements.c.key, statements.c.content).where(statements.c.key.in_(keys))
    compared = {row.key: compare(asked, row.content) for row in connection.execute(rows)}
    return {key: comparison for key, comparison in compared.items() if comparison.verdict}


def _candidates(connection: Connection, quote: str) -> list[int]:
    """The statements whose words fit a quote best, by its rarest words."""
    rare = _rarest(connection, plain_words(quote))
    pairs = [everything(pair) for pair in combinations(rare, 2)]
    node: Node = Either(tuple(pairs)) if len(pairs) > 1 else everything(rare)
    best = ranked(node, "said").order_by("rank", "rowid").limit(CANDIDATES)
    return [row.rowid for row in connection.execute(best)]


def _rarest(connection: Connection, words: Sequence[str]) -> list[str]:
    """The stems of a quote that are in the fewest statements, but in some; long words first."""
    telling = [word for word in words if word not in FUNCTIONS]
    if len(set(telling)) < FEWEST:
        telling = list(words)
    by_length = sorted(dict.fromkeys(telling), key=lambda word: -len(word))
    stems = list(dict.fromkeys(stem(word) for word in by_length[:WEIGHED]))
    counts = {one: _count(connection, one) for one in stems}
    known = sorted((one for one in stems if counts[one]), key=lambda one: counts[one])
    return (known or stems)[:RAREST]


def _count(connection: Connection, one: str) -> int:
    """The statements that have a stem, COMMON at most."""
    some = matching(Phrase((one,)), "said").limit(COMMON).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _said_by(
    connection: Connection,
    judged: View,
    directory: Directory,
    speaker: str | None,
    keys: Collection[int],
) -> set[int]:
    """Those of some statements that somebody said."""
    if speaker is None:
        return set()
    theirs = named(connection, Query(speaker=speaker), judged, directory)
    query = select(facets.c.statement_key).where(facets.c.statement_key.in_(keys), *theirs)
    return set(connection.scalars(query))


def _days(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The days of publication of statements; those without one come last."""
    query = select(facets.c.statement_key, facets.c.day).where(
        facets.c.statement_key.in_(list(keys))
    )
    last = ordinal(None)
    return {
        row.statement_key: row.day if row.day != last else LATEST
        for row in connection.execute(query)
    }
