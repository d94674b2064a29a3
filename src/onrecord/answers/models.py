"""What the interface answers, as it is encoded and as the OpenAPI document describes it.

A statement is the contract's JSON (`docs/json.md`), with fields of its article beside. What the
command line prints as JSON has the same form.
"""

from __future__ import annotations

from datetime import date

import msgspec

from onrecord.record.about import Refusal
from onrecord.record.articles import ListedArticle
from onrecord.record.checking.cautions import Caution
from onrecord.record.checking.check import Verdict
from onrecord.record.checking.quotes import Difference
from onrecord.record.grouping.variants import Utterance
from onrecord.record.judgements import Judgement
from onrecord.record.portraits import ActorOfRecord, SpokenIn
from onrecord.record.reviewing.corrections import Correction
from onrecord.statement import ActLabel, Condition, Line, Passage, Statement


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An object that is answered."""


class ArticleFields(_Answer, frozen=True, kw_only=True):
    """An article without its text, and the number of the version that a statement is from."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: date | None
    language: str | None
    version: int


class StatementOnRecord(Statement, frozen=True, kw_only=True):
    """A statement, as people have corrected it, with its article."""

    article: ArticleFields


class FacetValue(_Answer, frozen=True, kw_only=True):
    """One value of a facet: what a filter takes, what it is called, and how many have it."""

    value: str
    name: str
    count: int


class StatementPage(_Answer, frozen=True, kw_only=True):
    """A page of statements, with counts of all that were found."""

    total: int
    articles: int
    sources: int
    next: str | None
    facets: dict[str, tuple[FacetValue, ...]]
    statements: tuple[StatementOnRecord, ...]


class ReviewedStatement(StatementOnRecord, frozen=True, kw_only=True):
    """A statement with the corrections that it shows, the last one last."""

    rejected: bool
    corrections: tuple[Correction, ...]


class OpenStatements(_Answer, frozen=True, kw_only=True):
    """A page of statements that nobody has reviewed; what is reviewed leaves the list."""

    next: str | None
    statements: tuple[StatementOnRecord, ...]


class Corrections(_Answer, frozen=True, kw_only=True):
    """A page of corrections."""

    total: int
    next: str | None
    corrections: tuple[Correction, ...]


class ArticleList(_Answer, frozen=True, kw_only=True):
    """A page of articles."""

    total: int
    next: str | None
    articles: tuple[ListedArticle, ...]


class ArticleOnRecord(Line, frozen=True, kw_only=True):
    """An article with its text and its statements, in the order of the text."""

    version: int
    added_at: str


class ActorList(_Answer, frozen=True, kw_only=True):
    """A page of actors; `types` has how many there are of each, whichever is asked for."""

    total: int
    types: tuple[FacetValue, ...]
    next: str | None
    actors: tuple[ActorOfRecord, ...]


class SeenName(_Answer, frozen=True, kw_only=True):
    """A name that articles have of an actor, and in how many statements."""

    name: str
    statements: int


class SeenDescription(_Answer, frozen=True, kw_only=True):
    """What articles say of an actor, in how many statements, and when they were published."""

    text: str
    statements: int
    first: date | None
    last: date | None


class RoleHeld(_Answer, frozen=True, kw_only=True):
    """An office, and the days of it as far as they are known."""

    title: str
    of: str | None
    from_: str | None = msgspec.field(name="from")
    to: str | None


class SpokenTo(_Answer, frozen=True, kw_only=True):
    """Whom an actor speaks to, and in how many of its latest statements that are addressed."""

    actor: str | None
    name: str
    statements: int


class NamedOther(_Answer, frozen=True, kw_only=True):
    """Another actor that an actor names, in how many of its latest statements.

    `text` searches for the names that it uses; it may find more, where others are meant by them.
    """

    actor: str
    name: str
    type: str
    statements: int
    text: str


class ActorOnRecord(_Answer, frozen=True, kw_only=True):
    """All that the record and the directory have of an actor.

    `named` is counted in its statements that were published last, of which there are
    `named_in_latest`.
    """

    id: str
    name: str
    type: str
    statements: int
    articles: int
    first: date | None
    last: date | None
    ids: tuple[str, ...]
    names: tuple[SeenName, ...]
    roles: tuple[RoleHeld, ...]
    descriptions: tuple[SeenDescription, ...]
    spoken_in: tuple[SpokenIn, ...]
    judgements: tuple[Judgement, ...]
    addressees: tuple[SpokenTo, ...]
    named: tuple[NamedOther, ...]
    named_in_latest: int


class UtteranceList(_Answer, frozen=True, kw_only=True):
    """A page of utterances."""

    next: str | None
    utterances: tuple[Utterance, ...]


class TimeSaid(_Answer, frozen=True, kw_only=True):
    """One time that a line was drawn."""

    statement: str
    article: str
    outlet: str | None
    said_on: date | None
    confidence: float
    condition: Condition
    consequence: Passage | None


class Redline(_Answer, frozen=True, kw_only=True):
    """What an actor announced for the case that something happens, each time that it was said."""

    actor: str | None
    name: str | None
    act: ActLabel
    condition: Condition
    consequence: Passage | None
    first_said: date | None
    last_said: date | None
    times: tuple[TimeSaid, ...]
    articles: int
    sources: int | None


class RedlineList(_Answer, frozen=True, kw_only=True):
    """A page of red lines."""

    total: int
    next: str | None
    redlines: tuple[Redline, ...]


class QuoteMatch(StatementOnRecord, frozen=True, kw_only=True):
    """A statement that has a quote, or comes near it.

    `part` is the number of the part that it answers, from 1, where the quote is joined; `cautions`
    say what is to be known before somebody is quoted with the words; `sentence` is the longer one
    that they are only a part of, with the caution `part`.
    """

    verdict: Verdict
    score: float
    differences: tuple[Difference, ...]
    by_speaker: bool | None
    part: int | None
    cautions: tuple[Caution, ...]
    sentence: str | None


class JoinedQuote(_Answer, frozen=True, kw_only=True):
    """The parts that a quote is joined from, of how many statements."""

    parts: tuple[str, ...]
    statements: int
    different_speakers: bool


class CheckedQuote(_Answer, frozen=True, kw_only=True):
    """What the record knows of a quote; `more` are matches that a limit left out.

    `joined` is null where no parts of it are from different statements.
    """

    verdict: Verdict
    quote: str
    speaker: str | None
    joined: JoinedQuote | None
    matches: tuple[QuoteMatch, ...]
    more: int


class ArticleCount(_Answer, frozen=True, kw_only=True):
    """How many articles there are of an outlet, a day or an extractor; null where it is unknown."""

    value: str | None
    articles: int


class AboutRecord(_Answer, frozen=True, kw_only=True):
    """How much is on the record, and what `onrecord add` has refused, the latest first."""

    version: str
    extractor: str
    tables: int
    articles: int
    statements: int
    outlets: tuple[ArticleCount, ...]
    days: tuple[ArticleCount, ...]
    extractors: tuple[ArticleCount, ...]
    refusals: tuple[Refusal, ...]
