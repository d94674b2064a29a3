"""Occasions: what an article's words of time and place are, and what the reporter tells of when and
where somebody spoke without a statement beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, groupby

from onrecord.article import Article
from onrecord.extracting.dates import TimeExpression, relative_expressions, time_expressions
from onrecord.extracting.places import is_town, occasions, places
from onrecord.extracting.sentences import sentence_starts
from onrecord.statement import Span

IS_AHEAD = re.compile(
    r"\b(?:will|won[’']t|would|to be|scheduled|slated|set to|due|plan(?:s|ned|ning)?|expected to|"
    r"upcoming|next|ahead of|before|until|since|after|following|by|who|which|whose)\b[^;]*$",
    re.IGNORECASE,
)
"""Before words of time: they tell of what is to come, or of another time by that one."""
FRONTED = re.compile(r"\s*(?:(?:But|And|Then|Later|Earlier|Late|Early|Also)[ ,]*)?")
"""Before words of time with which a sentence begins."""
WHOSE = ("’s", "'s")
"""Behind a day of which something is that is no occasion: "Monday’s election"."""
BODY = ("committee", "Committee")
"""Who hears others, and is an occasion only where these speak to it."""
CLAUSE = 60
"""Characters before words of time in which these stand."""


@dataclass(frozen=True)
class Words:
    """All words of time, those that mean a day by one told before, and of place, in order.

    occasions: mentions of them, and whether many speak on it.
    sentences: where they begin; end: of the text.
    """

    times: Sequence[TimeExpression]
    relative: Sequence[TimeExpression]
    places: Sequence[Span]
    occasions: Sequence[tuple[Span, bool]]
    sentences: Sequence[int]
    end: int

    @classmethod
    def of(cls, article: Article, without: Span) -> Words:
        """Those of an article, but for a part of it."""
        text, on = article.text, article.published
        found = time_expressions(text, 0, len(text), on)
        times = [one for one in found if not without[0] <= one.span[0] < without[1]]
        relative = list(relative_expressions(text, times, on))
        mentions = list(occasions(text))
        return cls(times, relative, list(places(text)), mentions, sentence_starts(text), len(text))

    def sentence(self, at: int) -> Span:
        """The sentence that a place stands in."""
        number = bisect_right(self.sentences, at)
        end = self.sentences[number] if number < len(self.sentences) else self.end
        return self.sentences[max(0, number - 1)], end


@dataclass(frozen=True)
class Parts:
    """Parts of a text, by where they begin, and where the farthest of those before ends."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> Parts:
        """Of spans in any order."""
        in_order = sorted(spans)
        return cls([a for a, _ in in_order], list(accumulate((b for _, b in in_order), max)))

    def __contains__(self, at: int) -> bool:
        found = bisect_right(self.starts, at)
        return found > 0 and at < self.ends[found - 1]


@dataclass(frozen=True)
class Occasion:
    """An occasion that the reporter tells of: its sentence, its words of time and of place."""

    sentence: Span
    time: TimeExpression
    place: Span | None


def narrated(text: str, words: Words, contents: Parts, used: Parts) -> Iterator[Occasion]:
    """The occasions that a text tells of in sentences of their own.

    Args:
        text: of the article.
        words: its words of time and place.
        contents: of its statements, in which the reporter does not speak.
        used: words that say already when or where a statement was made.
    """
    free = [one for one in words.times if one.first and one.span[0] not in contents]
    free = [one for one in free if one.span[0] not in used]
    mentions = [span for span, _ in words.occasions if not text[slice(*span)].endswith(BODY)]
    marks = sorted([*words.places, *mentions])
    inside = Parts.of(marks)
    free = [one for one in free if one.span[0] in inside or not text.startswith(WHOSE, one.span[1])]
    for sentence, found in groupby(free, lambda one: words.sentence(one.span[0])):
        times = [one for one in found if not _is_ahead(text, sentence, one)]
        within = marks[bisect_left(marks, (sentence[0], 0)) : bisect_left(marks, (sentence[1], 0))]
        near = [span for span in within if span[0] not in contents and span[0] not in used]
        near = [span for span in near if not is_town(text[slice(*span)])]
        if times and near:
            place = min(near, key=partial(_far, times[0]))
            yield Occasion(sentence, min(times, key=lambda one: _far(one, place)), place)
        elif times and FRONTED.fullmatch(text, sentence[0], times[0].span[0]):
            yield Occasion(sentence, times[0], None)


def _far(time: TimeExpression, place: Span) -> int:
    return abs(place[1] - time.span[0])


def _is_ahead(text: str, sentence: Span, time: TimeExpression) -> bool:
    """Whether words of time are of what is to come, or of another time."""
    first = max(sentence[0], time.span[0] - CLAUSE)
    return IS_AHEAD.search(text, first, time.span[0]) is not None
