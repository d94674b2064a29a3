"""From what the record gives to what the interface answers."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, TypeVar

import msgspec

from onrecord.answers.models import (
    AboutRecord,
    ActorList,
    ActorOnRecord,
    ArticleCount,
    ArticleFields,
    ArticleOnRecord,
    CheckedQuote,
    Corrections,
    FacetValue,
    JoinedQuote,
    NamedOther,
    QuoteMatch,
    Redline,
    ReviewedStatement,
    RoleHeld,
    SeenDescription,
    SeenName,
    SpokenTo,
    StatementOnRecord,
    StatementPage,
    TimeSaid,
)
from onrecord.extracting import EXTRACTOR
from onrecord.positions.redlines import RedLine, Said
from onrecord.record.about import About
from onrecord.record.actors import ActorPage
from onrecord.record.articles import FoundArticle
from onrecord.record.checking.check import Checked, Match
from onrecord.record.portraits import Portrait
from onrecord.record.queries import Found
from onrecord.record.reviewing.corrections import CorrectionPage, is_rejected
from onrecord.record.searching.search import Page
from onrecord.record.spoken_of import NamedActor

T = TypeVar("T", bound=StatementOnRecord)


def statement_of(found: Found) -> StatementOnRecord:
    """A statement with its article."""
    return _statement(StatementOnRecord, found)


def _statement(form: type[T], found: Found, **more: Any) -> T:
    article = msgspec.structs.asdict(found.article)
    del article["text"]
    fields = ArticleFields(**article, version=found.version)
    return form(**msgspec.structs.asdict(found.statement), article=fields, **more)


def page_of(page: Page) -> StatementPage:
    """A page of statements."""
    facets = {
        name: tuple(FacetValue(value=v.value, name=v.name, count=v.count) for v in values)
        for name, values in page.facets.items()
    }
    return StatementPage(
        total=page.total, articles=page.articles, sources=page.sources, next=page.next,
        facets=facets, statements=tuple(map(statement_of, page.found)),
    )  # fmt: skip


def reviewed_of(found: Found) -> ReviewedStatement:
    """A statement with the corrections that it shows."""
    rejected = is_rejected(found.corrections)
    return _statement(ReviewedStatement, found, rejected=rejected, corrections=found.corrections)


def corrections_of(page: CorrectionPage) -> Corrections:
    """A page of corrections."""
    return Corrections(total=page.total, next=page.next, corrections=page.found)


def article_of(found: FoundArticle) -> ArticleOnRecord:
    """An article with its statements."""
    return ArticleOnRecord(
        **msgspec.structs.asdict(found.article), version=found.version, added_at=found.added_at,
        statements=[one.statement for one in found.statements],
    )  # fmt: skip


def actors_of(page: ActorPage) -> ActorList:
    """A page of actors."""
    types = tuple(FacetValue(value=one, name=one, count=count) for one, count in page.types)
    return ActorList(total=page.total, types=types, next=page.next, actors=page.found)


def actor_of(portrait: Portrait) -> ActorOnRecord:
    """All that is known of an actor."""
    return ActorOnRecord(
        **vars(portrait.actor),
        ids=portrait.ids,
        names=tuple(SeenName(name=name, statements=n) for name, n in portrait.names),
        roles=tuple(
            RoleHeld(title=one.title, of=one.of, from_=one.from_, to=one.to)
            for one in portrait.roles
        ),
        descriptions=tuple(SeenDescription(**vars(one)) for one in portrait.descriptions),
        spoken_in=portrait.articles,
        judgements=portrait.judgements,
        addressees=tuple(SpokenTo(**vars(one)) for one in portrait.addressees),
        named=tuple(map(_named, portrait.others.actors)),
        named_in_latest=portrait.others.looked_at,
    )


def _named(other: NamedActor) -> NamedOther:
    return NamedOther(
        actor=other.actor, name=other.name, type=other.type, statements=other.statements,
        text=other.text,
    )  # fmt: skip


def redline_of(line: RedLine) -> Redline:
    """What an actor announced, each time that it was said."""
    return Redline(
        actor=line.actor, name=line.name, act=line.act, condition=line.condition,
        consequence=line.consequence, first_said=line.first, last_said=line.last,
        times=tuple(map(_time, line.times)), articles=line.articles, sources=line.sources,
    )  # fmt: skip


def _time(said: Said) -> TimeSaid:
    return TimeSaid(
        statement=said.statement.id, article=said.article.id, outlet=said.article.outlet,
        said_on=said.on, confidence=said.act.confidence, condition=said.condition,
        consequence=said.act.consequence,
    )  # fmt: skip


def checked_of(checked: Checked, quote: str, speaker: str | None) -> CheckedQuote:
    """What the record knows of a quote."""
    joined = JoinedQuote(**vars(checked.joined)) if checked.joined else None
    return CheckedQuote(
        verdict=checked.verdict, quote=quote, speaker=speaker, joined=joined,
        matches=tuple(map(_match, checked.matches)), more=checked.more,
    )  # fmt: skip


def _match(match: Match) -> QuoteMatch:
    comparison = match.comparison
    return _statement(
        QuoteMatch, match.found, verdict=comparison.verdict, score=round(comparison.score, 3),
        differences=comparison.differences, by_speaker=match.by_speaker, part=match.part,
        cautions=match.cautions, sentence=match.sentence,
    )  # fmt: skip


def about_of(about: About) -> AboutRecord:
    """How much is on the record."""

    def counts(pairs: tuple[tuple[Any, int], ...]) -> tuple[ArticleCount, ...]:
        return tuple(
            ArticleCount(value=None if value is None else str(value), articles=n)
            for value, n in pairs
        )

    return AboutRecord(
        version=version("onrecord"), extractor=EXTRACTOR, tables=about.tables,
        articles=about.articles, statements=about.statements, outlets=counts(about.outlets),
        days=counts(about.days), extractors=counts(about.extractors), refusals=about.refusals,
    )  # fmt: skip
