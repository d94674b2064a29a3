"""Events for researchers: acts as codes of PLOVER and CAMEO, each with its statement."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import TextIOWrapper
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Literal, NamedTuple

import iso3166

from onrecord.actors.directory import Directory, held
from onrecord.article import Article
from onrecord.export.rows import Found, context_span
from onrecord.export.tabular import harmless, table_writer
from onrecord.extracting.mentions import Cast
from onrecord.extracting.speakers import read_cast
from onrecord.statement import Act, ActLabel, Statement

Coding = Literal["plover", "cameo"]


class Code(NamedTuple):
    """A PLOVER event type, and its mode where the act has one."""

    type: str
    mode: str = ""


PLOVER: Mapping[ActLabel, Code] = {
    "agree": Code("AGREE"), "promise": Code("AGREE"), "offer": Code("AGREE"),
    "support": Code("SUPPORT"), "concede": Code("CONCEDE"),
    "demand": Code("REQUEST"), "propose": Code("REQUEST"), "ask": Code("REQUEST"),
    "accuse": Code("ACCUSE", "allege"), "criticise": Code("ACCUSE", "disapprove"),
    "refuse": Code("REJECT"), "oppose": Code("REJECT"), "deny": Code("REJECT"),
    "threaten": Code("THREATEN"), "warn": Code("THREATEN"),
}  # fmt: skip
"""Acts that PLOVER has an event for; the others are none."""
CAMEO: Mapping[ActLabel, str] = {
    "assert": "010", "predict": "010", "intend": "010", "announce": "010", "express": "010",
    "decline": "011", "deny": "016", "propose": "020", "ask": "020", "agree": "030",
    "promise": "030", "offer": "030", "support": "051", "concede": "080", "demand": "100",
    "criticise": "111", "accuse": "112", "refuse": "120", "oppose": "120", "threaten": "130",
    "warn": "130",
}  # fmt: skip
"""Root or first codes only: an act is mapped down, never to a code that says more than it does."""
FIELDS = (
    "event", "coding", "date", "date_to", "code", "mode", "contexts", "act", "confidence",
    "source_name", "source_actor", "source_country", "source_sector",
    "target_name", "target_actor", "target_country", "target_sector",
    "condition", "statement", "article", "outlet", "url", "published", "language",
    "words", "spans", "context", "context_start",
)  # fmt: skip


@dataclass(frozen=True)
class Party:
    """Who did it, or to whom; country as ISO 3166 three letters, sector as in CAMEO."""

    name: str
    actor: str | None = None
    country: str | None = None
    sector: str | None = None


NOBODY = Party("")


def events(
    found: Iterable[tuple[Article, Statement]],
    coding: Coding,
    directory: Directory,
    *,
    acts: frozenset[str] | None = None,
) -> Iterator[dict[str, str]]:
    """The acts of statements as events.

    Args:
        found: statements with their articles; those of one article one after the other.
        coding: of PLOVER, acts that it has no event for are left out; CAMEO has a code for all.
        directory: that the speakers' actors are from.
        acts: only these.

    Yields:
        Rows of FIELDS. An act that was not done ("stopped short of accusing") is no event.
        `event` is the statement's id and the number of its act: the way back to every word.
    """
    for article, statements in groupby(found, key=itemgetter(0)):
        cast, _ = read_cast(article.text, directory, article.published)
        for _, statement in statements:
            source = source_of(statement, article, directory)
            for number, act in enumerate(statement.acts):
                code = PLOVER.get(act.label) if coding == "plover" else Code(CAMEO[act.label])
                if code is None or act.negated or (acts and act.label not in acts):
                    continue
                target = target_of(statement, act, source, cast, article, directory)
                yield _row(coding, code, article, statement, number, source, target)


def write_events(
    found: Iterable[Found],
    out: BinaryIO,
    coding: Coding,
    directory: Directory,
    *,
    acts: frozenset[str] | None = None,
) -> int:
    """Write `events` as CSV, a row each under a row of names; gives how many there were."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = table_writer(text, FIELDS)
    count = 0
    try:
        writer.writeheader()
        pairs = ((one.article, one.statement) for one in found)
        for row in events(pairs, coding, directory, acts=acts):
            writer.writerow({name: harmless(value) for name, value in row.items()})
            count += 1
    finally:
        text.detach()  # or `out` would be closed with it
    return count


def _row(
    coding: Coding,
    code: Code,
    article: Article,
    statement: Statement,
    number: int,
    source: Party,
    target: Party,
) -> dict[str, str]:
    act, said_on = statement.acts[number], statement.said_on
    words = " ... ".join(" ".join(article.text[a:b].split()) for a, b in act.spans)
    start, end = context_span(article.text, statement)
    published = article.published.isoformat() if article.published else ""
    values = (
        f"{statement.id}-{number}", coding, (said_on and said_on.from_) or published,
        (said_on and said_on.to) or published, code.type, code.mode,
        ";".join(contexts_of(article.text, act)), act.label, f"{act.confidence:.2f}",
        source.name, source.actor, source.country, source.sector,
        target.name, target.actor, target.country, target.sector,
        act.condition.text if act.condition else "", statement.id, article.id, article.outlet,
        article.url, published, article.language, words, json.dumps(act.spans),
        article.text[start:end], str(start),
    )  # fmt: skip
    return {name: value or "" for name, value in zip(FIELDS, values, strict=True)}


def source_of(statement: Statement, article: Article, directory: Directory) -> Party:
    """Who did it: the speaker, or else the source's own words."""
    speaker = statement.speaker
    if speaker is None:
        return Party(statement.source.text) if statement.source else NOBODY
    described = speaker.description.text if speaker.description else ""
    return _party(speaker.actor, speaker.name, described, speaker.type, article, directory)


def target_of(
    statement: Statement,
    act: Act,
    source: Party,
    cast: Cast,
    article: Article,
    directory: Directory,
) -> Party:
    """To whom: an addressee, or else who is named first in the act and is in the directory."""
    for addressee in statement.addressees:
        name = addressee.name or addressee.text
        return _party(addressee.actor, name, "", "", article, directory)
    for start, end in act.spans:
        for _, entity in cast.within(start, end):
            actor = entity.actor
            if actor and actor.id != source.actor:
                return _party(actor.id, actor.name, "", actor.type, article, directory)
    return NOBODY


def _party(
    actor_id: str | None,
    name: str,
    described: str,
    kind: str,
    article: Article,
    directory: Directory,
) -> Party:
    actor = directory.get(actor_id) if actor_id else None
    country = actor.country if actor else None
    roles = [
        role.title
        for role in (actor.roles if actor else ())
        if article.published is None or held(role, article.published)
    ]
    words = " ".join([name, described, *roles])
    sector = "GOV" if kind == "government" else sector_of(words)
    return Party(name, actor_id, _three_letters(country), sector)


def _three_letters(country: str | None) -> str | None:
    found = iso3166.countries_by_alpha2.get(country.upper()) if country else None
    return found.alpha3 if found else None


def sector_of(words: str) -> str | None:
    """The sector that the words of a name or a role tell."""
    sectors, _ = _patterns()
    return next((code for code, pattern in sectors if pattern.search(words)), None)


def contexts_of(text: str, act: Act) -> list[str]:
    """What an act is about, as PLOVER's contexts, by its words."""
    _, contexts = _patterns()
    return [
        name
        for name, pattern in contexts
        if any(pattern.search(text, start, end) for start, end in act.spans)
    ]


Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> tuple[Patterns, Patterns]:
    """The word lists of `lexicon/events.toml`, read once."""
    path = files("onrecord.lexicon").joinpath("events.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))

    def compiled(table: str, end: str) -> Patterns:
        return tuple(
            (code, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))}){end}", re.IGNORECASE))
            for code, words in tables[table].items()
        )

    return compiled("sectors", r"s?\b"), compiled("contexts", "")
