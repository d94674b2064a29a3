"""Checking a quote: whether it is on the record, in which words, and said by whom.

Statements that share the rarest words of a quote are fetched from the full text, and compared with
it word by word (see `quotes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from sqlalchemy import Connection, func, select

from onrecord.actors.directory import Directory
from onrecord.record.checking.cautions import Caution, cautions_of, longer_sentence
from onrecord.record.checking.joined import (
    Facts,
    Joined,
    in_order,
    joined_of,
    parts_found,
    parts_of,
)
from onrecord.record.checking.quote_words import FUNCTIONS
from onrecord.record.checking.quotes import Comparison, compare, prepared
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load
from onrecord.record.reviewing.corrections import corrected_contents
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
    """A statement that has a quote, or a part of it, or comes near it.

    comparison: with the quote, or else with the part that it answers;
    by_speaker: whether who was asked for said it; None where nobody was;
    part: of a joined quote the number of the part, from 1; None where it is the whole;
    cautions: what is to be known before somebody is quoted with the words.
    """

    found: Found
    comparison: Comparison
    by_speaker: bool | None
    part: int | None
    cautions: tuple[Caution, ...]

    @property
    def sentence(self) -> str | None:
        """The longer sentence that the words are a part of, where the rest may turn them."""
        if "part" not in self.cautions:
            return None
        return longer_sentence(self.found.statement, self.comparison)


@dataclass(frozen=True)
class Checked:
    """What the record knows of a quote; to be iterated over its matches.

    matches: of the verdict's kind and weaker ones, the best kind first, of one kind those that were
    published first; more: matches that a limit left out; joined: where it is joined from parts,
    then the matches begin with one for each part.
    """

    verdict: Verdict
    matches: tuple[Match, ...]
    more: int
    joined: Joined | None = None

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    @property
    def best(self) -> tuple[Match, ...]:
        """The matches that the verdict is of: one for each part, or all as good as the first."""
        if self.joined:
            return self.matches[: len(self.joined.parts)]
        return tuple(
            match
            for match in self.matches
            if match.comparison.verdict == self.verdict
            and match.by_speaker == self.matches[0].by_speaker
        )

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Those of the first match, if none of the best is without."""
        best = self.best
        return best[0].cautions if best and all(one.cautions for one in best) else ()


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
    whole = _compared(connection, quote)
    parts = parts_of(quote)
    found = parts_found(parts, whole, lambda part: _compared(connection, part))
    keys = whole.keys() | {key for those in found or () for key in those}
    theirs = _said_by(connection, judged, directory, speaker, keys)
    facts = _facts(connection, keys)
    order: list[tuple[int | None, int]] = [
        (None, key)
        for key in sorted(
            whole,
            key=lambda key: (
                speaker is not None and key not in theirs,
                RANKS[str(whole[key].verdict)],
                -whole[key].score if whole[key].verdict == "paraphrase" else 0,
                facts[key].day,
                key,
            ),
        )
    ]
    if found:
        answering = in_order(found, facts, theirs)
        listed = {key for _, key in answering}
        order = [*answering, *(one for one in order if one[1] not in listed)]
    # of a joined quote one for each part is read in any case, for the verdict hangs on all
    shown = load(connection, [key for _, key in order[: max(limit, len(parts))]], judged)

    def match(part: int | None, key: int, one: Found) -> Match:
        comparison = found[part - 1][key] if found and part else whole[key]
        by_speaker = None if speaker is None else key in theirs
        return Match(one, comparison, by_speaker, part, cautions_of(one, comparison))

    matches = [match(*place, one) for place, one in zip(order, shown, strict=False)]
    joined = joined_of(parts, shown[: len(parts)]) if found else None
    verdict: Verdict = matches[0].comparison.verdict or "absent" if matches else "absent"
    return Checked(
        "near" if joined else verdict,
        tuple(matches[:limit]),
        max(0, len(order) - limit),
        joined,
    )


def _compared(connection: Connection, quote: str) -> dict[int, Comparison]:
    """The statements that have something of a quote, by their keys."""
    asked = prepared(quote)
    keys = _candidates(connection, quote)
    columns = statements.c.key, statements.c.id, statements.c.content
    rows = connection.execute(select(*columns).where(statements.c.key.in_(keys))).all()
    shown = corrected_contents(connection, [row.id for row in rows])
    compared = {row.key: compare(asked, shown.get(row.id, row.content)) for row in rows}
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


def _facts(connection: Connection, keys: Collection[int]) -> dict[int, Facts]:
    """What statements are put in order by; those without a day come last."""
    columns = facets.c.statement_key, facets.c.actor, facets.c.article, facets.c.day
    query = select(*columns).where(facets.c.statement_key.in_(keys))
    last = ordinal(None)
    return {
        row.statement_key: Facts(row.actor, row.article, row.day if row.day != last else LATEST)
        for row in connection.execute(query)
    }
