"""Setting: when a statement was said, and where, on what occasion or in which medium."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from onrecord.article import Article
from onrecord.extracting.carrying import carry
from onrecord.extracting.dates import TEXTS, TimeExpression, dateline
from onrecord.extracting.occasions import Words
from onrecord.extracting.places import cut, is_town
from onrecord.extracting.sentences import sentence_around
from onrecord.extracting.setting_cues import CLAIMS, PAST, PERFECT, RELATIVE, VERB
from onrecord.extracting.statement_settings import Told, as_said_on, extent, is_earlier
from onrecord.statement import Passage, SaidOn, Span, Statement, passage

TITLES = ("Today", "Tonight")
NEAR = 110
"""Characters from a cue within which words of its sentence are about the saying."""
TAIL = 40
"""Characters behind a content within which words are about the saying once more."""
AHEAD = re.compile(r"(?:^|\b|[’'])(?:will|ll|would|may|might|could|should|plans? to|to be)\b")
"""A cue of what has not been said."""
NEW_CLAUSE = re.compile(
    r"\b(?:who|which|whose|after|before|because|although|since)\b|"
    r",? (?:and|but|so) (?:he|she|it|they|I|we)\s*$|\bbut\s*$",
)
"""Between words of time or place and a cue: the words belong to another clause."""
COORDINATE = re.compile(r",? (?:and|but|so|whereas) $")
"""Between words of time or place and a source: it says something in another clause."""
ASIDE = re.compile(
    r"(?:^|[,;(] ?)(?:following|despite|since|after|before|if|although|though|unlike|because|"
    r"while|ahead of|as of|until|due to|born|founded)\b[^,]*$|, (?:who|which|whose|where)\b[^,]*$",
    re.IGNORECASE,
)
"""What stands before words of time or place where they tell of something else than the saying."""
FRONTED = 40
"""Characters of a sentence that end with fronted words of time: "At one point on Sunday,"."""
QUOTED = re.compile(r"[“\"‘'«„]")
DEED = 200
"""Characters from the beginning of a content within which it tells of a deed."""
CLAUSE = re.compile(
    r"\b(?:that|who|which|what|when|how|whether|if|as|was|were|is|are|had|has|after|before|since|"
    r"because|while)\b"
)
"""What follows is of another clause."""
OTHER_TAIL = re.compile(
    r"[;:()]|\b(?:who|which|that|whose|when|as|after|before|and|but|was|is|were|are|will|compared|"
    r"including|since|until|by)\b",
    re.IGNORECASE,
)
"""Behind a content: what follows tells of something else than the saying."""
PUBLISHED = re.compile(
    r"\b(?:released|published|issued|posted|conducted|polled|surveyed|circulated|filed|spoke to|"
    r"interviewed|reports?|survey|poll|interview|letter|memo|statement|email|filings?|speech|study|"
    r"message|document)"
    r"(?: (?:\w+ )?(?:on|from|in))? $"
)
"""What a document's date stands behind, in a source."""
OF_A_WORK = re.compile(rf"an? (?:\w+ )?\d{{4}} (?:{TEXTS})\b", re.IGNORECASE)
"""A document with its year, as a source: "a 2014 study"."""


def place(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """Say of each statement when and where it was said, as far as the reporter's words tell.

    Args:
        statements: of the article, in order of appearance.
        article: by whose date words like "on Friday" are resolved, or by its dateline's.

    Returns:
        The same statements. Without an article date, `said_on` of relative words has no days.
    """
    if not statements:
        return []
    parts = [span for s in statements for span in (*s.content.spans, *s.cue.spans)]
    edges = _Edges(sorted(a for a, _ in parts), sorted(b for _, b in parts))
    parents = _parents(statements)
    (first, last), day = dateline(article.text, article.published)
    article = replace(article, published=day)
    words = Words.of(article, (first, last))
    told = [_told(article.text, one, words, edges, parents.get(one.id)) for one in statements]
    return [_placed(one, article) for one in carry(told, words, article)]


def _told(
    text: str, statement: Statement, words: Words, edges: _Edges, parent: Statement | None
) -> Told:
    regions = list(_regions(text, statement, edges))
    if parent:
        regions = [inner for region in regions for inner in _clipped(region, parent)]
    return Told(
        statement,
        parent.id if parent else "",
        _said_on(text, statement, words, regions),
        _said_at(text, statement, words, regions),
    )


def _parents(statements: Sequence[Statement]) -> dict[str, Statement]:
    """For each statement that is said inside another one the innermost of these."""
    found: dict[str, Statement] = {}
    open_ones: list[Statement] = []
    for one in sorted(statements, key=lambda one: (extent(one)[0], -extent(one)[1])):
        cue = one.cue.spans[0]
        open_ones = [other for other in open_ones if extent(other)[1] > cue[0]]
        for other in reversed(open_ones):
            if any(a <= cue[0] and cue[1] <= b for a, b in other.content.spans):
                found[one.id] = other
                break
        open_ones.append(one)
    return found


def _clipped(region: Span, parent: Statement) -> Iterator[Span]:
    """What of a region is what the parent's speaker says."""
    for a, b in parent.content.spans:
        if max(a, region[0]) < min(b, region[1]):
            yield max(a, region[0]), min(b, region[1])


def _placed(one: Told, article: Article) -> Statement:
    earlier = one.said_on if is_earlier(one.said_on, article) else None
    return replace(one.statement, said_on=one.said_on, said_at=one.said_at, earlier=earlier)


@dataclass(frozen=True)
class _Edges:
    """Where contents and cues begin and where they end, each in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def next_start(self, at: int) -> int:
        """Where the next of them begins."""
        found = bisect_left(self.starts, at)
        return self.starts[found] if found < len(self.starts) else sys.maxsize

    def inside(self, at: int) -> bool:
        """Whether a place is in one of them."""
        return bisect_right(self.starts, at) > bisect_right(self.ends, at)

    def last_end(self, at: int) -> int:
        """Where the last of them before a place ends."""
        found = bisect_right(self.ends, at)
        return self.ends[found - 1] if found else 0


def _regions(text: str, statement: Statement, edges: _Edges) -> Iterator[Span]:
    """The reporter's words about the saying: the cue, what follows it, what stands before it.

    What stands in a source tells of the speaker, and in any content of what is talked about.
    """
    start, end = statement.cue.spans[0][0], statement.cue.spans[-1][1]
    sources = statement.source.spans if statement.source else ()
    first, last = sentence_around(text, *statement.cue.spans[0])
    yield from statement.cue.spans
    of_source = [a for a, _ in sources if a >= end]
    yield end, min([last, end + NEAR, edges.next_start(end), *of_source])
    for (_, before), (after, _) in pairwise(statement.content.spans):
        if end <= before and after - before <= NEAR:
            yield from _without(before, after, sources)
    behind = statement.content.spans[-1][1]
    leads = end <= statement.content.spans[0 if statement.source else -1][0]
    if leads and behind < last:
        of_source = [a for a, _ in sources if a >= behind]
        yield behind, min([last, behind + NEAR, edges.next_start(behind), *of_source])
    before = max(first, start - NEAR, edges.last_end(start))
    yield from reversed(list(_without(before, start, sources)))
    clause = statement.source and RELATIVE.fullmatch(statement.source.text)
    if not clause and PAST.match(statement.cue.text) and not edges.inside(first):
        yield first, min(first + NEAR, edges.next_start(first), *(a for a, _ in sources), start)


def _without(start: int, end: int, holes: Iterable[Span]) -> Iterator[Span]:
    """What is left of a part of a text without some spans of it."""
    for a, b in holes:
        if a < end and b > start:
            if start < a:
                yield start, a
            start = b
    if start < end:
        yield start, end


def _within(found: Sequence[TimeExpression], start: int, end: int) -> Sequence[TimeExpression]:
    """Those of some words of time, in order, that begin in a part of a text."""
    first = bisect_left(found, start, key=_begins)
    return found[first : bisect_left(found, end, first, key=_begins)]


def _begins(one: TimeExpression) -> int:
    return one.span[0]


def _said_on(
    text: str, statement: Statement, words: Words, regions: Sequence[Span]
) -> SaidOn | None:
    if AHEAD.search(statement.cue.text):
        return None
    for start, end in regions:
        for found in _within(words.times, start, end):
            if _is_about_the_saying(text, found.span, statement) and not _is_title(
                text, found.span
            ):
                return as_said_on(text, found)
    for start, end in statement.source.spans if statement.source else ():
        for found in _within(words.times, start, end):
            if PUBLISHED.search(text, start, found.span[0]) or OF_A_WORK.match(text, found.span[0]):
                return as_said_on(text, found)
    day = _day_of_the_deed(text, statement, words)
    if day:
        return as_said_on(text, day)
    for start, end in regions:
        for found in _within(words.relative, start, end):
            if _is_about_the_saying(text, found.span, statement):
                return as_said_on(text, found)
    return None


def _day_of_the_deed(text: str, statement: Statement, words: Words) -> TimeExpression | None:
    """The weekday in a content that says what was done by speaking, and not what is so.

    It is the day of that, as in "blasted [the mayor on Monday over the dam]".
    """
    cue, (start, end) = statement.cue.text, statement.content.spans[0]
    if start < statement.cue.spans[-1][1] or not PAST.match(cue) or CLAIMS.search(cue):
        return None
    end = min(end, start + DEED)
    quote = QUOTED.search(text, start, end)
    for found in _within(words.times, start, quote.start() if quote else end):
        on = text[slice(*found.span)].startswith("on ")
        if on and found.first == found.last and not CLAUSE.search(text, start, found.span[0]):
            return found
    return None


def _is_about_the_saying(text: str, span: Span, statement: Statement) -> bool:
    """Whether words before a cue are not of another clause, nor of a phrase about other things."""
    cue, behind = statement.cue.spans[0][0], statement.content.spans[-1][1]
    if span[0] >= behind > cue:
        return span[0] - behind <= TAIL and not OTHER_TAIL.search(text, behind, span[0])
    return span[1] > cue or _stands_before(text, span, statement)


def _stands_before(text: str, span: Span, statement: Statement) -> bool:
    """Whether words that stand before a cue are of its clause, or of the whole sentence."""
    cue = statement.cue.spans[0][0]
    source = statement.source.spans if statement.source else ()
    first, _ = sentence_around(text, *statement.cue.spans[0])
    begins = max([first, *(b for _, b in source if b <= span[0])])
    stands_before = text[begins : span[0]].lstrip()
    clauses = (a for a, _ in source if span[1] <= a < cue)
    if ASIDE.search(stands_before) or any(COORDINATE.search(text, span[1], a) for a in clauses):
        return False
    fronted = "," not in stands_before and len(stands_before) <= FRONTED
    if fronted and text[span[1] : span[1] + 1] == ",":
        return not _goes_on_in_words(text, statement)
    if not VERB.match(statement.cue.text) and not PERFECT.search(statement.cue.text):
        return False
    first_word = min(a for a, _ in (*statement.content.spans, *statement.cue.spans, *source))
    if first_word <= span[0] or cue - span[1] > NEAR:
        return first_word <= span[0]
    between = "".join(text[a:b] for a, b in _without(span[1], cue, source))
    return not NEW_CLAUSE.search(between)


def _goes_on_in_words(text: str, statement: Statement) -> bool:
    """Whether what begins a sentence is said, too: "Last May, Orlan said, the dam was safe"."""
    end, (start, _) = statement.cue.spans[-1][1], statement.content.spans[0]
    return text.startswith(",", end) and end < start and not QUOTED.match(text, start)


def _is_title(text: str, span: Span) -> bool:
    """Whether words of time are a name, as in ABC's “This Week”, USA TODAY, Super Tuesday."""
    words, before = text[slice(*span)], text[max(0, span[0] - 6) : span[0]]
    named = words.isupper() or " Week" in words or (words in TITLES and bool(before.strip(" .\n")))
    return named or before.endswith(("“", '"', "‘", "'", "Super "))


def _said_at(
    text: str, statement: Statement, words: Words, regions: Sequence[Span]
) -> Passage | None:
    for start, end in regions:
        for index in range(bisect_left(words.places, (start, 0)), len(words.places)):
            if words.places[index][0] >= end:
                break
            found = cut(text, words.places[index], end)
            if not found or not _is_about_the_saying(text, found, statement):
                continue
            if not is_town(text[slice(*found)]) or _is_there(statement, found):
                return passage(text, [found])
    return None


def _is_there(statement: Statement, town: Span) -> bool:
    """Whether somebody speaks in a town that is named, rather than that something is so there."""
    if town[0] > statement.cue.spans[0][0]:
        return True
    speaker = statement.speaker
    person = speaker is None or speaker.type == "person"
    return person and PAST.match(statement.cue.text) is not None
