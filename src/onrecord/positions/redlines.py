"""Red lines and offers: the conditional threats, promises, offers and refusals of each actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, utils

from onrecord.article import Article
from onrecord.statement import Act, ActLabel, Condition, Passage, Statement

BINDING: tuple[ActLabel, ...] = ("threaten", "warn", "promise", "offer", "refuse")
"""Acts that draw a line where they hang on a condition."""
ALIKE = 75.0
"""How alike condition and consequence are, of 100, to be one line said again; unordered words."""


@dataclass(frozen=True)
class Said:
    """One time that a line was drawn: by which act of which statement, in which article."""

    article: Article
    statement: Statement
    act: Act
    condition: Condition

    @property
    def on(self) -> date | None:
        """The first day on which it may have been said, or else on which it was published."""
        said_on = self.statement.said_on
        if said_on and said_on.from_:
            return date.fromisoformat(said_on.from_)
        return self.article.published


@dataclass(frozen=True)
class RedLine:
    """What an actor announced for the case that something happens, each time that it was said.

    actor: its id, None where the speaker is open; name: what it is shown as, None for nobody;
    times: in order of time, those without a date last; at least one; sources: how many of the
    articles that tell of it are independent, which a record knows (`Record.red_lines`).
    """

    actor: str | None
    name: str | None
    act: ActLabel
    condition: Condition
    consequence: Passage | None
    times: tuple[Said, ...]
    sources: int | None = None

    @property
    def articles(self) -> int:
        """How many articles tell of it."""
        return len({one.article.id for one in self.times})

    @property
    def first(self) -> date | None:
        """The first day on which it was said, as far as known."""
        return min((one.on for one in self.times if one.on), default=None)

    @property
    def last(self) -> date | None:
        """The last day on which it was said, as far as known."""
        return max((one.on for one in self.times if one.on), default=None)


def red_lines(found: Iterable[tuple[Article, Statement]]) -> list[RedLine]:
    """Gather the lines that actors draw.

    Args:
        found: statements with their articles, in any order. Statements inside others count too,
            unless they are the same words of the same actor once more.

    Returns:
        The lines, the latest said first. One that an actor draws again in nearly the same words
        is one line said twice; the words shown are those of the first time.
    """
    groups: dict[object, list[list[Said]]] = {}
    for said in sorted(_times(found), key=_when):
        lines = groups.setdefault(_whose(said), [])
        line = next((known for known in lines if _same(known[0].act, said.act)), None)
        if line is None:
            lines.append([said])
        elif all(_place(said) != _place(known) for known in line):
            line.append(said)
    every = [_line(times) for lines in groups.values() for times in lines]
    return sorted(every, key=lambda line: (line.last or date.min, line.name or ""), reverse=True)


def _times(found: Iterable[tuple[Article, Statement]]) -> Iterator[Said]:
    for article, statement in found:
        for act in statement.acts:
            if act.condition and act.label in BINDING and not act.negated:
                yield Said(article, statement, act, act.condition)


def _when(said: Said) -> tuple[date, str, int]:
    return said.on or date.max, said.article.id, said.act.spans[0][0]


def _place(said: Said) -> tuple[str, object]:
    return said.article.id, said.condition.spans


def _same(one: Act, other: Act) -> bool:
    """Whether two acts draw one line: alike in what they do, their condition and consequence."""
    return one.label == other.label and min(_alike(one, other)) >= ALIKE


def _alike(one: Act, other: Act) -> Iterator[float]:
    for mine, theirs in ((one.condition, other.condition), (one.consequence, other.consequence)):
        if mine and theirs:
            yield fuzz.token_sort_ratio(mine.text, theirs.text, processor=utils.default_process)
        else:
            yield 100.0 if mine is theirs else 0.0


def _whose(said: Said) -> object:
    """The actor, or the words of a source that nobody is known by, which mean one only here."""
    speaker = said.statement.speaker
    if speaker and speaker.actor:
        return speaker.actor
    return said.article.id, said.statement.who


def _line(times: list[Said]) -> RedLine:
    first = times[0]
    speaker = first.statement.speaker
    return RedLine(
        actor=speaker.actor if speaker else None,
        name=first.statement.who,
        act=first.act.label,
        condition=first.condition,
        consequence=first.act.consequence,
        times=tuple(times),
    )
