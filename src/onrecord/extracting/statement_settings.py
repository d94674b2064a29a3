"""What is told of a statement: when and where it was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onrecord.article import Article
from onrecord.extracting.dates import TimeExpression
from onrecord.statement import Passage, SaidOn, Span, Statement

LONG_AGO = timedelta(days=10)
"""From when on a statement is an earlier one."""
SOME_DAYS = timedelta(days=8)
"""Within which the time that an article is about begins."""
NAME = re.compile(r"[A-Z][\w’'-]{2,}")


@dataclass(frozen=True)
class Told:
    """A statement, with when and where it was said; parent: the id of the one it is said in.

    second_hand: whether that was taken from another speaker's statement.
    told_in: the sentence in which the reporter tells of its occasion, where that is another one.
    """

    statement: Statement
    parent: str
    said_on: SaidOn | None
    said_at: Passage | None
    second_hand: bool = False
    told_in: Span | None = None

    @property
    def extent(self) -> Span:
        """Where it, or what tells of its occasion, begins and ends."""
        return self.told_in or extent(self.statement)

    @cached_property
    def name(self) -> str:
        """The last word of its speaker's name."""
        speaker = self.statement.speaker
        names = NAME.findall(speaker.name) if speaker else ()
        return names[-1] if names else ""

    @property
    def speaker(self) -> str:
        """By which statements of one speaker are known."""
        if self.statement.speaker:
            return self.statement.speaker.actor or self.statement.speaker.name
        return self.statement.source.text if self.statement.source else ""


def extent(statement: Statement) -> Span:
    """Where a statement's content and cue begin and end."""
    content, cue = statement.content.spans, statement.cue.spans
    return min(content[0][0], cue[0][0]), max(content[-1][1], cue[-1][1])


def as_said_on(text: str, found: TimeExpression) -> SaidOn:
    """The words of time as when something was said."""
    return SaidOn(
        from_=found.first.isoformat() if found.first else None,
        to=found.last.isoformat() if found.last else None,
        text=text[slice(*found.span)],
        spans=(found.span,),
    )


def is_earlier(said_on: SaidOn | None, article: Article) -> bool:
    """Whether a statement was said well before the article's own time."""
    if said_on is None or said_on.to is None or article.published is None:
        return False
    return article.published - date.fromisoformat(said_on.to) > LONG_AGO


def is_some_time_ago(said_on: SaidOn | None, article: Article) -> bool:
    """Whether something was said before the time that an article is about, or in a long one."""
    if said_on is None or said_on.from_ is None or article.published is None:
        return False
    return article.published - date.fromisoformat(said_on.from_) > SOME_DAYS


def is_a_day(said_on: SaidOn) -> bool:
    """Whether it is known on which day something was said."""
    return said_on.from_ is not None and said_on.from_ == said_on.to
