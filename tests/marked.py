"""Small texts with the {source}, the <cue> and the [content] marked."""

from __future__ import annotations

import re
from datetime import date

from onrecord.article import Article
from onrecord.extracting.quotation import mark_kinds
from onrecord.statement import Span, Statement, passage

MARKS = re.compile(r"[<>{}\[\]]")
ENDS = {"{": "}", "<": ">", "[": "]"}


def marked(text: str, published: date | None = None) -> tuple[Article, Statement]:
    """An article without the marks, and the one statement that they mark."""
    plain, opened, at = "", 0, 0
    spans: dict[str, list[Span]] = {"}": [], ">": [], "]": []}
    for mark in MARKS.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[0] in ENDS:
            opened = len(plain)
        else:
            spans[mark[0]].append((opened, len(plain)))
    plain += text[at:]
    statement = Statement(
        id="s",
        kind="indirect",
        source=passage(plain, spans["}"]) if spans["}"] else None,
        cue=passage(plain, spans[">"]),
        content=passage(plain, spans["]"]),
        confidence=0.9,
        extractor="test",
    )
    article = Article(id="a", text=plain, published=published)
    return article, mark_kinds([statement], plain)[0]
