"""Actors in the ontology of FollowTheMoney, with what they said and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from onrecord.article import Article, short_hash
from onrecord.export.identity import web_address
from onrecord.export.jsonl import by_article, write_lines
from onrecord.export.rows import Found, act_name, as_json, context_span
from onrecord.statement import Statement

Entity = dict[str, Any]
SCHEMATA: Mapping[str, str] = {
    "person": "Person",
    "government": "PublicBody",
    "organisation": "Organization",
    "group": "LegalEntity",
}
"""Schemata of types of speakers; a document is no legal entity."""
LANGUAGES: Mapping[str | None, str] = {"en": "eng"}
"""FollowTheMoney's codes of the languages that articles are read in."""
LONGEST: Mapping[str, int] = {
    "name": 384, "sourceUrl": 4_096, "description": 65_000, "summary": 65_000, "notes": 65_000,
}  # fmt: skip
"""Characters that values of properties may have; of all others, so many as `LONGEST_STRING`."""
LONGEST_STRING = 1_000
WHOLE = ("sourceUrl", "notes")
"""Properties whose values are of no use in part; other values are cut where they are too long."""


class Actor(NamedTuple):
    """Who spoke or was spoken to, if it is somebody in particular."""

    id: str
    schema: str
    name: str
    description: str | None = None


def write(found: Iterable[Found], out: BinaryIO) -> int:
    """Write the entities of each article, each on a line, and give how many statements they are of.

    An actor comes once for each article, always with the same id: FollowTheMoney's tools make one
    of them.
    """
    count = 0
    for article, group in by_article(found):
        write_lines(entities(article, group), out)
        count += len(group)
    return count


def entities(article: Article, found: Iterable[Found]) -> Iterator[Entity]:
    """An Article; a Note for each statement; who spoke or was spoken to, each with a Mention."""
    yield _article(article)
    mentioned: dict[Actor, None] = {}
    for one in found:
        actors = _actors(article, one.statement)
        mentioned.update(dict.fromkeys(actors))
        yield _note(one, actors)
    for actor in mentioned:
        yield _entity(actor.schema, actor.id, name=actor.name, notes=actor.description)
        yield _entity(
            "Mention",
            _id("mention", article.id, actor.id, actor.name),
            document=_article_id(article),
            resolved=actor.id,
            name=actor.name,
            detectedSchema=actor.schema,
        )


def _article(article: Article) -> Entity:
    return _entity(
        "Article",
        _article_id(article),
        title=article.title,
        author=article.byline,
        publisher=article.outlet,
        sourceUrl=web_address(article.url),
        publishedAt=article.published.isoformat() if article.published else None,
        language=LANGUAGES.get(article.language),
    )


def _note(one: Found, actors: Iterable[Actor]) -> Entity:
    article, s = one.article, one.statement
    start, end = context_span(article.text, s)
    return _entity(
        "Note",
        _id("statement", article.id, str(one.version), s.id),
        *(("entity", actor.id) for actor in actors),
        *(("keywords", act_name(act)) for act in s.acts),
        description=s.content.text,
        summary=article.text[start:end],
        notes=as_json(one),
        proof=_article_id(article),
        publisher=article.outlet,
        sourceUrl=web_address(article.url),
    )


def _actors(article: Article, statement: Statement) -> list[Actor]:
    speaker, actors = statement.speaker, []
    if speaker and speaker.how != "unnamed" and speaker.type in SCHEMATA:
        # who has no id is told by the name that the article gives
        own = (speaker.actor,) if speaker.actor else (article.id, speaker.name)
        said = speaker.description.text if speaker.description else None
        schema = SCHEMATA[speaker.type]
        actors.append(Actor(_id("actor", *own), schema, _line(speaker.name), said))
    for one in statement.addressees:
        if one.actor:
            name = _line(one.name or one.text)
            actors.append(Actor(_id("actor", one.actor), "LegalEntity", name))
    return actors


def _entity(schema: str, id_: str, *several: tuple[str, str], **single: str | None) -> Entity:
    properties: dict[str, list[str]] = {}
    for name, value in (*several, *single.items()):
        kept = _fitting(name, value) if value else ""
        if kept and kept not in properties.setdefault(name, []):
            properties[name].append(kept)
    return {"id": id_, "schema": schema, "properties": properties}


def _fitting(name: str, value: str) -> str:
    most = LONGEST.get(name, LONGEST_STRING)
    return "" if len(value) > most and name in WHOLE else value[:most]


def _article_id(article: Article) -> str:
    return _id("article", article.id)


def _id(*parts: str) -> str:
    return f"onrecord-{short_hash(*parts)}"


def _line(name: str) -> str:
    return " ".join(name.split())
