"""Statements in the vocabulary of schema.org, in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from onrecord.article import Article
from onrecord.export.identity import article_address, statement_address, web_address
from onrecord.export.jsonl import write_lines
from onrecord.export.rows import Found, act_name, as_json
from onrecord.statement import SaidOn, Speaker

SPEAKERS: Mapping[str, str] = {
    "person": "Person",
    "government": "GovernmentOrganization",
    "organisation": "Organization",
    "group": "Organization",
}
"""Types of speakers; a document cannot speak there, but be what a quotation is based on."""


def write(found: Iterable[Found], out: BinaryIO) -> int:
    """Write a Quotation or a Claim a statement, each on a line."""
    return write_lines(map(quotation_or_claim, found), out)


def quotation_or_claim(one: Found) -> dict[str, Any]:
    """What stands in quotation marks, all or in part, is a Quotation, other words are a Claim.

    `encoding` is the whole statement as JSON, with its places and its context.
    """
    article, s = one.article, one.statement
    quoted = s.kind != "indirect"
    news = _news_article(article, one.version)
    values = {
        "@context": "https://schema.org",
        "@type": "Quotation" if quoted else "Claim",
        "@id": statement_address(one),
        "identifier": s.id,
        "text": s.content.text,
        **_speaker(s.speaker, "spokenByCharacter" if quoted else "author"),
        "creditText": s.source and s.source.text,
        "keywords": list(dict.fromkeys(map(act_name, s.acts))),
        "dateCreated": _day(s.said_on),
        "datePublished": article.published,
        "inLanguage": article.language,
        "isPartOf" if quoted else "appearance": news,
        "encoding": {
            "@type": "MediaObject", "encodingFormat": "application/json", "text": as_json(one),
        },
    }  # fmt: skip
    return _given(values)


def _speaker(speaker: Speaker | None, role: str) -> dict[str, Any]:
    if speaker is None:
        return {}
    if speaker.type not in SPEAKERS:
        return {"isBasedOn": {"@type": "CreativeWork", "name": speaker.name}}
    who = {"@type": SPEAKERS[speaker.type], "name": speaker.name, "identifier": speaker.actor}
    return {role: _given(who)}


def _day(said_on: SaidOn | None) -> str | None:
    """The day, where it is only one."""
    return said_on.from_ if said_on and said_on.from_ == said_on.to else None


def _news_article(article: Article, version: int) -> dict[str, Any]:
    outlet = article.outlet
    values = {
        "@type": "NewsArticle",
        "@id": article_address(article),
        "identifier": article.id,
        "url": web_address(article.url),
        "headline": article.title,
        "creditText": article.byline,
        "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
        "datePublished": article.published,
        "inLanguage": article.language,
        "version": version,
    }
    return _given(values)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
