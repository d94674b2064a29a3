"""A statement as one flat row, with its article and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from onrecord.article import Article, paragraph_spans
from onrecord.statement import Act, Span, Statement

MARGIN = 1_000
"""Characters of context before and after a statement, at most: a paragraph may be the article."""
FIELDS = (
    "id", "kind", "parent",
    "source", "source_spans", "cue", "cue_spans", "content", "content_spans",
    "speaker_actor", "speaker_name", "speaker_type", "speaker_how", "speaker_confidence",
    "speaker_spans", "speaker_description", "speaker_description_spans",
    "addressees", "act_labels", "acts", "conditions", "consequences",
    "continuity", "continuity_spans",
    "said_from", "said_to", "said_on", "said_on_spans", "said_at", "said_at_spans",
    "earlier_from", "earlier_to", "earlier", "earlier_spans", "confidence", "extractor",
    "article", "url", "outlet", "title", "byline", "published", "language", "version",
    "context", "context_start",
)  # fmt: skip


class Found(Protocol):
    """A statement with its article and which version of that it is from."""

    @property
    def article(self) -> Article:
        """Where it stands."""

    @property
    def version(self) -> int:
        """Of the article."""

    @property
    def statement(self) -> Statement:
        """What was said."""


def row_of(one: Found) -> dict[str, Any]:
    """The values of FIELDS: words, numbers, dates, and lists and objects of the contract's JSON.

    What a statement does not have is None. `act_labels` have "not" before what was not done.
    """
    s, article = one.statement, one.article
    plain = s.to_dict()
    speaker: Mapping[str, Any] = plain["speaker"] or {}
    start, end = context_span(article.text, s)
    continuity: Mapping[str, Any] = plain["continuity"] or {}
    return {
        "id": s.id, "kind": s.kind, "parent": s.parent,
        **_words("source", plain["source"]), **_words("cue", plain["cue"]),
        **_words("content", plain["content"]),
        **{f"speaker_{name}": speaker.get(name) for name in ("actor", "name", "type", "how")},
        "speaker_confidence": speaker.get("confidence"), "speaker_spans": speaker.get("spans"),
        **_words("speaker_description", speaker.get("description")),
        "addressees": plain["addressees"],
        "act_labels": [act_name(act) for act in s.acts], "acts": plain["acts"],
        "conditions": [act.condition.text for act in s.acts if act.condition],
        "consequences": [act.consequence.text for act in s.acts if act.consequence],
        "continuity": continuity.get("label"), "continuity_spans": continuity.get("spans"),
        **_days("said", plain["said_on"]), **_words("said_on", plain["said_on"]),
        **_words("said_at", plain["said_at"]),
        **_days("earlier", plain["earlier"]), **_words("earlier", plain["earlier"]),
        "confidence": s.confidence, "extractor": s.extractor,
        "article": article.id, "url": article.url, "outlet": article.outlet,
        "title": article.title, "byline": article.byline, "published": article.published,
        "language": article.language, "version": one.version,
        "context": article.text[start:end], "context_start": start,
    }  # fmt: skip


def plain(one: Found) -> dict[str, Any]:
    """A statement as its JSON object, with its article's fields but the text under `article`."""
    article = msgspec.to_builtins(one.article)
    del article["text"]
    return {**one.statement.to_dict(), "article": {**article, "version": one.version}}


def as_json(one: Found) -> str:
    """The whole statement as JSON, for formats that have no place for all of it.

    The contract's object, with its article's fields but the text under `article`, and its context.
    """
    article = msgspec.to_builtins(one.article)
    text = article.pop("text")
    start, end = context_span(text, one.statement)
    whole = {
        **one.statement.to_dict(),
        "article": {**article, "version": one.version},
        "context": {"text": text[start:end], "start": start},
    }
    return msgspec.json.encode(whole).decode()


def context_span(text: str, statement: Statement) -> Span:
    """Where the paragraphs are that a statement stands in, of long ones what is near it."""
    parts = (statement.source, statement.cue, statement.content)
    spans = [span for part in parts if part for span in part.spans]
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    shown = [(a, b) for a, b in _paragraphs(text) if a < last and b > first]
    start = min([first, *(a for a, _ in shown)])
    end = max([last, *(b for _, b in shown)])
    return max(start, first - MARGIN), min(end, last + MARGIN)


def act_name(act: Act) -> str:
    """An act's label, with "not" where it was not done."""
    return f"not {act.label}" if act.negated else act.label


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> list[Span]:
    """A long text's paragraphs are found once, not for each of its statements."""
    return paragraph_spans(text)


def _words(name: str, part: Mapping[str, Any] | None) -> dict[str, Any]:
    found = part or {}
    return {name: found.get("text"), f"{name}_spans": found.get("spans")}


def _days(name: str, said: Mapping[str, Any] | None) -> dict[str, Any]:
    days = {end: (said or {}).get(end) for end in ("from", "to")}
    return {f"{name}_{end}": day and date.fromisoformat(day) for end, day in days.items()}
