"""Whether a statement has a quotation: in the same words, in nearly the same, or in others.

A quotation is compared with one statement's words at a time.

verbatim    The same words in the same order. Case, punctuation, typographic marks and line breaks
            do not count, and a part of the statement's words is enough, however few. Where the
            quotation marks an omission (`...`, `…`, `[...]`), words may be left out, none of them
            a negation. Nothing is left out at the statement's own joint.
near        Nearly the same words, with what differs. Also words that all stand there, where
            - others were left out without a mark, or a negation with one, or, since one word is
              found anywhere, whatever a mark with a single word before or behind it leaves out;
            - square brackets say that words are the quoter's, unless they stand in brackets in
              the statement too. `[T]he` is a word as any other, and `[sic]` is none;
            - a number or a word with a hyphen is cut in two: "5" of "5 million", "a million" of
              "half a million", "violent" of "non-violent".
paraphrase  It may say the same in other words: it names much of what the quotation names.

A contraction is not its long form, a number in figures not the one in words, "US" not "us". What
stands before and behind the words that are quoted does not count, not even a "not".

How long it takes grows with the words of both, not with their product: units of a quotation are
aligned CHUNK at a time, each chunk with the WINDOW units of the statement that have the most of it.
What is verbatim is found at any length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from onrecord.errors import RecordError
from onrecord.record.checking.quote_words import (
    FUNCTION_UNITS,
    Words,
    base_forms,
    is_negation,
    words_of,
)
from onrecord.statement import JOINT, Span

Verdict = Literal["verbatim", "near", "paraphrase"]
Ids = NDArray[np.int32]
Pair = tuple[int, int | None]
"""A word or unit of a quotation, and that of the statement in its place."""

NEAR = 0.75
"""Share of a quotation's weight that must stand there for near: of eight words, two may differ."""
SURE = 0.87
SHORT = 4
"""The same share where the quotation has no more words than this."""
LEAST = 0.5
"""Share below which words are not aligned."""
PARAPHRASE = 0.6
NAMED = 3
"""For a paraphrase, the share of what a quotation names, and of how many things at least."""
STRETCH = 2
STRETCH_MORE = 10
"""How many times a quotation's length they may be spread over, and how many units more."""

CHUNK = 400
WINDOW = 2_000
OCCURRENCES = 20
"""Places of a quotation that are tried for one where nothing is amiss."""
MISSPELT = 12
"""Words of a quotation that are looked for in other spellings."""
ALIKE = 0.75
LETTERS = 5
"""How alike other spellings are, and how many letters they have at least."""

WORD, NEGATION = 4, 1
"""Weights of units; that few words differ in a negation is to be shown, and weighs little."""
SAME, FORM = 5, 4
"""What each weight counts for in the same word, and in another form of it."""
LEAVE_OUT, MOST = 5, 30
"""What it costs to leave out words of the statement, besides WORD for each that is no negation; and
what at most."""
ELLIPSIS = re.compile(r"…|\.(?:\s?\.){2,}")


@dataclass(frozen=True)
class Difference:
    """Words of a quotation, and those of the statement in their place; "" where there are none."""

    quote: str
    statement: str


@dataclass(frozen=True)
class Comparison:
    """How a statement has a quotation.

    score: the weighted share of the quotation's words that stand there or, where they are not
        even near, the share of what it names;
    differences: where it is near, in order, at least one;
    spans: of the text that was compared, where the same words stand, in order; of a paraphrase,
        where it names the same.
    """

    verdict: Verdict | None
    score: float
    differences: tuple[Difference, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Words of a quotation between two omissions: their keys in a row, and how many they are."""

    row: str
    length: int


@dataclass(frozen=True, eq=False)
class Quote:
    """A quotation made ready to be compared.

    pieces: what is between the omissions that it marks; omissions: before which words those are
    that have more than one word on either side;
    unit_ids, key_ids: a number for each unit, and for the key of its word, those of `ids` and
    `keys`; weights: of each unit; free: whether words may be missing behind it;
    total: the weight of each different unit; named: those that name something, rare ones with
    more weight.
    """

    words: Words
    pieces: Sequence[Piece]
    omissions: Sequence[int]
    ids: Mapping[str, int]
    keys: Mapping[str, int]
    unit_ids: Ids
    key_ids: Ids
    weights: Ids
    free: Sequence[bool]
    total: Mapping[str, int]
    named: Mapping[str, int]


def prepared(quote: str) -> Quote:
    """Make a quotation ready, once for all statements that it is compared with.

    Raises:
        RecordError: there are no words in it.
    """
    words = words_of(quote)
    if not any(char.isalnum() for key in words.keys for char in key):
        raise RecordError("there are no words in the quote")
    marked = _omissions(words)
    pieces = [
        Piece(_row(words.keys[start:end]), end - start)
        for start, end in pairwise([0, *marked, len(words.keys)])
    ]
    keys = [words.keys[place] for place in words.owners]
    weights = _weights(words)
    total: Counter[str] = Counter()
    for unit, weight in zip(words.units, weights, strict=True):
        total[unit] += weight
    ids, key_ids = _numbered(words.units), _numbered(keys)
    return Quote(
        words=words,
        pieces=pieces,
        omissions=[
            place
            for place, sides in zip(marked, pairwise(pieces), strict=True)
            if all(piece.length > 1 for piece in sides)
        ],
        ids=ids,
        keys=key_ids,
        unit_ids=np.array([ids[unit] for unit in words.units], np.int32),
        key_ids=np.array([key_ids[key] for key in keys], np.int32),
        weights=np.array(weights, np.int32),
        free=_free(words, marked),
        total=total,
        named={unit: _rarity(unit) for unit in total if unit not in FUNCTION_UNITS},
    )


def compare(quote: Quote, words: str) -> Comparison:
    """Say how a statement has a quotation.

    Args:
        quote: made ready by `prepared`.
        words: the statement's content, its fragments joined by `onrecord.statement.JOINT`.
    """
    statement = words_of(words)
    if spans := _verbatim(quote, statement):
        return Comparison("verbatim", 1.0, spans=spans)
    return _near(quote, statement) or _paraphrase(quote, statement)


def _verbatim(quote: Quote, statement: Words) -> tuple[Span, ...]:
    """Where all pieces stand one after the other and nothing is amiss; nowhere: no spans."""
    row = _row(statement.keys)
    start = 0
    for _ in range(OCCURRENCES):
        places = _places(quote.pieces, row, start)
        if not places:
            break
        firsts = [row.count(" ", 0, place) for place in places]
        found = [
            first + step
            for first, piece in zip(firsts, quote.pieces, strict=True)
            for step in range(piece.length)
        ]
        differences, spans = _differences(quote, statement, list(enumerate(found)))
        if not differences:
            return spans
        start = places[0] + 1
    return ()


def _places(pieces: Sequence[Piece], row: str, start: int) -> list[int]:
    """Where pieces stand in a row of keys, each at the first place behind the one before."""
    places = []
    for piece in pieces:
        place = row.find(piece.row, start)
        if place < 0:
            return []
        places.append(place)
        start = place + len(piece.row) - 1
    return places


def _near(quote: Quote, statement: Words) -> Comparison | None:
    least = NEAR if len(quote.words.keys) > SHORT else SURE
    present = set(statement.units)
    if _share(quote, present) < LEAST:
        return None
    spelt = _spelt(quote, statement, present)
    # What stands there in any order is more than what stands there in this one.
    if _share(quote, present.union(spelt.values())) < least:
        return None
    gain, pairs = _aligned(quote, statement, spelt)
    score = gain / (SAME * sum(quote.total.values()))
    if score < least:
        return None
    differences, spans = _differences(quote, statement, pairs)
    if not differences:
        return Comparison("verbatim", 1.0, spans=spans)
    return Comparison("near", min(round(score, 3), 0.999), differences, spans)


def _share(quote: Quote, units: Set[str]) -> float:
    """The share of a quotation's weight that some units have, in any order."""
    return sum(weight for unit, weight in quote.total.items() if unit in units) / max(
        sum(quote.total.values()), 1
    )


def _paraphrase(quote: Quote, statement: Words) -> Comparison:
    """Find the stretch of a statement that names the most of what a quotation names."""
    found = [(place, unit) for place, unit in enumerate(statement.units) if unit in quote.named]
    longest = STRETCH * len(quote.words.units) + STRETCH_MORE
    within: Counter[str] = Counter()
    weight, most, first, best = 0, 0, 0, (0, 0)
    for last, (place, unit) in enumerate(found):
        weight += 0 if within[unit] else quote.named[unit]
        within[unit] += 1
        while place - found[first][0] > longest:
            out = found[first][1]
            within[out] -= 1
            weight -= 0 if within[out] else quote.named[out]
            first += 1
        if weight > most:
            most, best = weight, (first, last + 1)
    score = round(most / max(sum(quote.named.values()), 1), 3)
    stretch = found[slice(*best)]
    if score < PARAPHRASE or len({unit for _, unit in stretch}) < NAMED:
        return Comparison(None, score)
    places = [statement.owners[place] for place, _ in stretch]
    return Comparison("paraphrase", score, spans=_spans(statement, places))


def _differences(
    quote: Quote, statement: Words, pairs: Sequence[Pair]
) -> tuple[tuple[Difference, ...], tuple[Span, ...]]:
    """Tell how words that stand for each other differ, and where those are that do not."""
    differing = _Differing(quote.words, statement)
    same: list[int] = []
    before: tuple[int, int] | None = None
    for mine, theirs in pairs:
        if theirs is None:
            differing.quote.append(mine)
            continue
        if before:
            is_marked = _marks(quote, before[0], mine)
            _leave_out(differing, range(before[1] + 1, theirs), is_marked)
        elif statement.goes_on(theirs):
            differing.statement.append(theirs - 1)
        if quote.words.keys[mine] == statement.keys[theirs]:
            differing.end()
            same.append(theirs)
        else:
            differing.quote.append(mine)
            differing.statement.append(theirs)
        before = (mine, theirs)
    if before and statement.goes_on(before[1] + 1):
        differing.statement.append(before[1] + 1)
    differing.end()
    return tuple(differing.found), _spans(statement, same)


class _Differing:
    """Gathers differences; `quote` and `statement`: words since the last that are the same."""

    def __init__(self, quote: Words, statement: Words) -> None:
        self.texts = (quote, statement)
        self.quote: list[int] = []
        self.statement: list[int] = []
        self.found: list[Difference] = []

    def end(self) -> None:
        """Make a difference of the words that there are."""
        if self.quote or self.statement:
            sides = zip(self.texts, (self.quote, self.statement), strict=True)
            self.found.append(
                Difference(*(text.slice(at[0], at[-1]) if at else "" for text, at in sides))
            )
            self.quote.clear()
            self.statement.clear()


def _marks(quote: Quote, first: int, last: int) -> bool:
    """Whether a quotation marks an omission between two of its words."""
    return bisect_right(quote.omissions, first) < bisect_right(quote.omissions, last)


def _leave_out(differing: _Differing, words: range, is_marked: bool) -> None:
    """Add what is amiss where words of the statement are left out."""
    statement = differing.texts[1]
    if not is_marked or any(is_negation(statement.keys[place]) for place in words):
        differing.statement += words
    elif words:
        if statement.goes_on(words[0]):
            differing.statement.append(words[0])
        differing.end()
        if statement.goes_on(words[-1] + 1):
            differing.statement.append(words[-1])


def _spans(words: Words, places: Sequence[int]) -> tuple[Span, ...]:
    """The spans of words; one for all that follow each other in a fragment."""
    spans: list[Span] = []
    before = -2
    for place in places:
        start, end = words.spans[place]
        if place == before:
            continue
        if place == before + 1 and JOINT not in words.text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        before = place
    return tuple(spans)


def _aligned(quote: Quote, statement: Words, spelt: Mapping[str, str]) -> tuple[int, list[Pair]]:
    """Align words, chunk after chunk, and say what that gains; spelt: from `_spelt`."""
    units = [spelt.get(unit, unit) for unit in statement.units]
    keys = [statement.keys[place] for place in statement.owners]
    unit_ids = np.array([quote.ids.get(unit, -1) for unit in units], np.int32)
    key_ids = np.array([quote.keys.get(key, -1) for key in keys], np.int32)
    costs = np.array([0 if is_negation(key) else WORD for key in keys], np.int32)
    gain, start = 0, 0
    pairs: list[Pair] = []
    for a in range(0, len(quote.words.units), CHUNK):
        b = a + CHUNK
        start += _densest(quote.unit_ids[a:b], unit_ids[start:])
        end = start + WINDOW
        gains = quote.weights[a:b, None] * (
            FORM * (quote.unit_ids[a:b, None] == unit_ids[start:end])
            + (SAME - FORM) * (quote.key_ids[a:b, None] == key_ids[start:end])
        )
        more, found = _best(gains, costs[start:end], quote.free[a:b])
        gain += more
        pairs += [(a + i, None if j is None else start + j) for i, j in found]
        start += max((j + 1 for _, j in found if j is not None), default=0)
    return gain, [
        (quote.words.owners[i], None if j is None else statement.owners[j])
        for i, j in _to_the_end(pairs, len(units))
    ]


def _best(gains: Ids, costs: Ids, free: Sequence[bool]) -> tuple[int, list[Pair]]:
    """Align rows with columns, in order, so that they gain the most.

    Args:
        gains: what each unit of a quotation (row) gains at each of a statement (column).
        costs: what each column costs that is left out between those of two rows.
        free: behind which rows that costs nothing.

    Returns:
        The gain less the costs, and the column of each row, None where it is missing. Columns
        before the first and behind the last cost nothing.
    """
    rows, columns = gains.shape
    each = np.zeros(columns + 1, np.int32)
    np.cumsum(costs, out=each[1:])
    # The most that is gained by the first i rows in the first j columns, where the last column is
    # that of a row, and where columns behind it may have been left out.
    taken = np.zeros((rows + 1, columns + 1), np.int32)
    reached = np.zeros((rows + 1, columns + 1), np.int32)
    for i in range(1, rows + 1):
        now = taken[i]
        now[:] = reached[i - 1]
        np.maximum(now[1:], reached[i - 1, :-1] + gains[i - 1], out=now[1:])
        most = np.maximum.accumulate(now)
        if not free[i - 1]:
            linear = np.maximum.accumulate(now + each) - each - LEAVE_OUT
            most = np.maximum(np.maximum(now, linear), most - MOST)
        reached[i] = most
    j = int(np.argmax(taken[rows]))
    gain = int(taken[rows, j])
    pairs: list[Pair] = []
    for i in range(rows, 0, -1):
        if i < rows and reached[i, j] > taken[i, j]:
            left_out = np.minimum(LEAVE_OUT + each[j] - each[:j], MOST) * (not free[i - 1])
            j = int(np.flatnonzero(taken[i, :j] - left_out == reached[i, j])[-1])
        if j and taken[i, j] == reached[i - 1, j - 1] + gains[i - 1, j - 1]:
            j -= 1
            pairs.append((i - 1, j))
        else:
            pairs.append((i - 1, None))
    return gain, pairs[::-1]


def _to_the_end(pairs: Sequence[Pair], columns: int) -> list[Pair]:
    """Have rows that are missing at the end stand for what follows in the columns."""
    kept = list(pairs)
    while kept and kept[-1][1] is None:
        kept.pop()
    place = kept[-1][1] if kept else None
    follows = range(columns) if place is None else range(place + 1, columns)
    rest = [row for row, _ in pairs[len(kept) :]]
    return [*kept, *zip_longest(rest, follows[: len(rest)])]


def _densest(unit_ids: Ids, of_statement: Ids) -> int:
    """Where the WINDOW units of a statement begin that have the most of a quotation's."""
    if len(of_statement) <= WINDOW:
        return 0
    sums = np.concatenate([[0], np.cumsum(np.isin(of_statement, unit_ids))])
    return int(np.argmax(sums[WINDOW:] - sums[:-WINDOW]))


def _spelt(quote: Quote, statement: Words, present: Set[str]) -> dict[str, str]:
    """Units of a statement whose words only spell a quotation's in another way, with its units."""
    missing = [key for key in quote.keys if present.isdisjoint(base_forms(key)) and _is_long(key)]
    others = [key for key in set(statement.keys) if key not in quote.keys and _is_long(key)]
    found = {}
    for key in missing[:MISSPELT]:
        best = process.extractOne(key, others, scorer=OSA.normalized_similarity, score_cutoff=ALIKE)
        if best:
            found[base_forms(best[0])[0]] = base_forms(key)[0]
    return found


def _is_long(key: str) -> bool:
    return len(key) >= LETTERS and key.isalpha()


def _row(keys: Sequence[str]) -> str:
    """Keys in a row, each between spaces."""
    return f" {' '.join(keys)} "


def _omissions(words: Words) -> list[int]:
    """Before which words a quotation marks an omission."""
    starts = [start for start, _ in words.spans]
    found = {bisect_left(starts, match.start()) for match in ELLIPSIS.finditer(words.text)}
    return sorted(found - {0, len(starts)})


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _weights(words: Words) -> list[int]:
    """Of a quotation's units; what it inserted has none, unless that is most of it."""
    inserted = [key.startswith("[") for key in words.keys]
    counts = 2 * sum(inserted) > len(inserted)
    return [
        _weight(words.keys[place]) if counts or not inserted[place] else 0 for place in words.owners
    ]


def _weight(key: str) -> int:
    return NEGATION if is_negation(key) else WORD


def _rarity(name: str) -> int:
    """How much it says that a word is there: long ones are rarer, and so is each number."""
    return 6 if name[0].isdigit() else min(len(name), 8)


def _free(words: Words, omissions: Sequence[int]) -> list[bool]:
    """Behind which units words of the statement may be missing: at omissions and brackets."""
    inserted = {place for place, key in enumerate(words.keys) if key.startswith("[")}
    before = {*omissions, *inserted, *(place + 1 for place in inserted)}
    return [place + 1 in before for place in words.owners]
