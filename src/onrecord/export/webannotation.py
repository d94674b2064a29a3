"""Statements as annotations of the W3C's Web Annotation Data Model, in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from onrecord.article import Article
from onrecord.export.identity import article_address, statement_address
from onrecord.export.jsonl import write_lines
from onrecord.export.rows import Found, act_name, as_json
from onrecord.statement import Span

NEAR = 32
"""Characters before and after a quote that tell it from others like it."""


def write(found: Iterable[Found], out: BinaryIO) -> int:
    """Write an annotation a statement, each on a line."""
    return write_lines(map(annotation, found), out)


def annotation(one: Found) -> dict[str, Any]:
    """A statement as an annotation.

    Its targets are the stretches of content, source and cue, with that as their style class; its
    bodies the whole statement as JSON, and tags: its kind, its acts and who said it.
    """
    article, s = one.article, one.statement
    tags = dict.fromkeys([s.kind, *map(act_name, s.acts), *([s.who] if s.who else [])])
    parts = {"content": s.content, "source": s.source, "cue": s.cue}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": statement_address(one),
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Software", "name": s.extractor},
        "body": [
            _body("describing", "application/json", as_json(one)),
            *(_body("tagging", "text/plain", tag) for tag in tags),
        ],
        "target": [
            _target(article, role, span)
            for role, part in parts.items()
            if part
            for span in part.spans
        ],
    }


def _body(purpose: str, media_type: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": media_type, "value": value}


def _target(article: Article, role: str, span: Span) -> dict[str, Any]:
    """A stretch of an article, told in two ways: by its words, and by its place in the text."""
    (start, end), text = span, article.text
    return {
        "type": "SpecificResource",
        "source": article_address(article),
        "styleClass": role,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - NEAR) : start],
                "suffix": text[end : end + NEAR],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
