"""Setting: when a statement was said, and where, on what occasion or in which medium."""

from __future__ import annotations

import re
import sys
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from onrecord.article import Article
from onrecord.extracting.dates import WEEKDAYS, TimeExpression, time_expressions
from onrecord.extracting.sentences import sentence_around
from onrecord.statement import Passage, SaidOn, Span, Statement, passage

NEAR = 110
"""Characters from a cue within which words of its sentence are about the saying."""
FOLLOWS, FOLLOWS_EARLIER = 3000, 300
"""Characters within which a speaker's next statement may be of the same occasion as the last."""
PERFECT = re.compile(r"\b(?:has|have|had)\b|['’](?:s|ve|d)\b", re.IGNORECASE)
"""Cues of what is said over a longer time, or was said before."""
LONG_AGO = timedelta(days=10)
"""From when on a statement is an earlier one."""
TAIL = 40
"""Characters behind a content within which words are about the saying once more."""
AHEAD = re.compile(r"(?:^|\b|[’'])(?:will|ll|would|may|might|could|should|plans? to|to be)\b")
"""A cue of what has not been said."""
NEW_CLAUSE = re.compile(
    r"\b(?:who|which|whose|after|before|because|although|since)\b|"
    r",? (?:and|but|so) (?:he|she|it|they|I|we)\s*$",
)
"""Between words of time or place and a cue: the words belong to another clause."""
ASIDE = re.compile(
    r"(?:^|[,;(] ?)(?:following|despite|since|after|before|if|although|though|unlike|because|"
    r"ahead of|as of|due to|born|founded)\b[^,]*$",
    re.IGNORECASE,
)
"""What stands before words of time or place where they tell of something else than the saying."""
FRONTED = 40
"""Characters of a sentence that end with fronted words of time: "At one point on Sunday,"."""
OTHER_TAIL = re.compile(
    r"[;:()]|\b(?:who|which|that|whose|when|as|after|before|and|but|was|is|were|are|will|compared|"
    r"including|since|until|by)\b",
    re.IGNORECASE,
)
"""Behind a content: what follows tells of something else than the saying."""
PUBLISHED = re.compile(
    r"\b(?:released|published|issued|posted|conducted|reports?|survey|poll|interview|letter|memo|"
    r"statement|email|filings?|speech|study)(?: (?:\w+ )?(?:on|from|in))? $"
)
"""What a document's date stands behind, in a source."""
NOW = re.compile(r"\b(?:now|currently|nowadays)\b", re.IGNORECASE)
NAME = r"[A-Z“\"‘'][\w’'.”\"-]*"
NAMES = rf"(?:(?:the|an?|his|her)\ )?{NAME}(?:,?\ (?:{NAME}|of|and|the))*"


@dataclass(frozen=True)
class _Occasion:
    """When and where somebody spoke last: carried on to what follows."""

    end: int
    said_on: SaidOn | None
    said_at: Passage | None
    earlier: SaidOn | None


def place(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """Say of each statement when and where it was said, as far as the reporter's words tell.

    Args:
        statements: of the article, in order of appearance.
        article: by whose date words like "on Friday" are resolved.

    Returns:
        The same statements. Without an article date, `said_on` of relative words has no days.
    """
    parts = [span for s in statements for span in (*s.content.spans, *s.cue.spans)]
    edges = _Edges(sorted(a for a, _ in parts), sorted(b for _, b in parts))
    placed: list[Statement] = []
    occasions: dict[str, _Occasion] = {}
    for statement in statements:
        regions = list(_regions(article.text, statement, edges))
        said_on = _said_on(article, statement, regions)
        said_at = _said_at(article.text, statement, regions)
        earlier = said_on if said_on and _is_earlier(article, said_on) else None
        speaker = _speaker(statement)
        last = occasions.get(speaker)
        if last and said_on is None and _goes_on(article.text, last, statement):
            said_on, earlier = last.said_on, last.earlier
            said_at = said_at or last.said_at
        if speaker and (said_on or said_at):
            end = max(b for _, b in (*statement.content.spans, *statement.cue.spans))
            occasions[speaker] = _Occasion(end, said_on, said_at, earlier)
        placed.append(replace(statement, said_on=said_on, said_at=said_at, earlier=earlier))
    return placed


def _speaker(statement: Statement) -> str:
    if statement.speaker:
        return statement.speaker.actor or statement.speaker.name
    return statement.source.text if statement.source else ""


@dataclass(frozen=True)
class _Edges:
    """Where contents and cues begin and where they end, each in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def next_start(self, at: int) -> int:
        """Where the next of them begins."""
        found = bisect_left(self.starts, at)
        return self.starts[found] if found < len(self.starts) else sys.maxsize

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
    behind = statement.content.spans[-1][1]
    if end <= statement.content.spans[0][0] and behind < last:
        of_source = [a for a, _ in sources if a >= behind]
        yield behind, min([last, behind + NEAR, edges.next_start(behind), *of_source])
    before = max(first, start - NEAR, edges.last_end(start))
    yield from reversed(list(_without(before, start, sources)))


def _without(start: int, end: int, holes: Iterable[Span]) -> Iterator[Span]:
    """What is left of a part of a text without some spans of it."""
    for a, b in holes:
        if start <= a < end:
            yield start, a
            start = b
    if start < end:
        yield start, end


def _said_on(article: Article, statement: Statement, regions: Sequence[Span]) -> SaidOn | None:
    text = article.text
    if AHEAD.search(statement.cue.text):
        return None
    for start, end in regions:
        for found in time_expressions(text, start, end, article.published):
            if _is_about_the_saying(text, found.span, statement) and not _is_title(
                text, found.span
            ):
                return _as_said_on(text, found)
    for start, end in statement.source.spans if statement.source else ():
        for found in time_expressions(text, start, end, article.published):
            if PUBLISHED.search(text, start, found.span[0]):
                return _as_said_on(text, found)
    return None


def _is_about_the_saying(text: str, span: Span, statement: Statement) -> bool:
    """Whether words before a cue are not of another clause, nor of a phrase about other things."""
    cue, behind = statement.cue.spans[0][0], statement.content.spans[-1][1]
    if span[0] >= behind > cue:
        return span[0] - behind <= TAIL and not OTHER_TAIL.search(text, behind, span[0])
    if span[1] > cue:
        return True
    source = statement.source.spans if statement.source else ()
    between = "".join(text[a:b] for a, b in _without(span[1], cue, source))
    first, _ = sentence_around(text, *statement.cue.spans[0])
    begins = max([first, *(b for _, b in source if b <= span[0])])
    stands_before = text[begins : span[0]].lstrip()
    if ASIDE.search(stands_before):
        return False
    fronted = "," not in stands_before and len(stands_before) <= FRONTED
    return (fronted and text[span[1] : span[1] + 1] == ",") or not NEW_CLAUSE.search(between)


def _is_title(text: str, span: Span) -> bool:
    """Whether words of time are the name of a broadcast or a paper, as in ABC's “This Week”."""
    words = text[slice(*span)]
    return text[span[0] - 1 : span[0]] in ("“", '"', "‘", "'") or " Week" in words


def _goes_on(text: str, last: _Occasion, statement: Statement) -> bool:
    """Whether a statement is likely of the occasion on which its speaker spoke last."""
    cue = statement.cue.spans
    if cue[0][0] - last.end > (FOLLOWS_EARLIER if last.earlier else FOLLOWS):
        return False
    start, _ = sentence_around(text, *cue[0])
    return not PERFECT.search(statement.cue.text) and not NOW.search(text, start, cue[-1][1])


def _as_said_on(text: str, found: TimeExpression) -> SaidOn:
    return SaidOn(
        from_=found.first.isoformat() if found.first else None,
        to=found.last.isoformat() if found.last else None,
        text=text[slice(*found.span)],
        spans=(found.span,),
    )


def _said_at(text: str, statement: Statement, regions: Sequence[Span]) -> Passage | None:
    for start, end in regions:
        for match in _places().finditer(text, start, end):
            words = match.group().rstrip(" ,.;")
            span = (match.start(), match.start() + len(words))
            if _is_about_the_saying(text, span, statement) and not words.endswith(("’s", "'s")):
                return passage(text, [span])
    return None


def _is_earlier(article: Article, said_on: SaidOn) -> bool:
    """Whether a statement was said well before the article's own time."""
    if said_on.to is None or article.published is None:
        return False
    return article.published - date.fromisoformat(said_on.to) > LONG_AGO


@cache
def _places() -> re.Pattern[str]:
    """What words of place look like, by the lists of `lexicon/setting.toml`."""
    path = files("onrecord.lexicon").joinpath("setting.toml")
    lists: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    one_of = {
        name: "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for name, words in lists.items()
    }
    weekdays = "|".join(day.title() for day in WEEKDAYS)
    return re.compile(
        rf"""
        \b(?:
          [Ss]peaking\ (?:at|in|to|on|from|during|after)\ [^,;.\n]{{3,80}}
        | (?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]hrough|[Vv]ia|[Ff]rom)
          \ (?:an?|the|his|her|their|its|one|another|that|this)
          \ (?:[\w’'$,.-]+\ ){{0,5}}?(?:{one_of["occasions"]}|{one_of["media"]})s?\b
          (?:\ (?:with|to|at|in|on|for|from|of|before)\ {NAMES})?
        | [Oo]n\ (?:{one_of["platforms"]})(?!\w)
        | (?<=[Tt]old\ )(?:the\ )?
          (?:(?:[A-Z][\w’'&.-]+\ ){{0,3}}(?:{one_of["outlet_words"]})|{one_of["outlets"]})
          \b(?:\ [A-Z][\w’']+)*
        | (?:[Ii]n|[Aa]t)\ (?:the\ )?(?!(?:{one_of["no_towns"]}|{weekdays})\b)
          [A-Z][\w’'.-]+(?:,?\ (?:[A-Z][\w’'.-]+|of|the))*
        )
        """,
        re.VERBOSE,
    )
