"""The reader: an article with every statement in it marked by what it does."""

from __future__ import annotations

from collections import Counter

import msgspec
from fastapi import APIRouter, Request

from onrecord.export.rows import FIELDS, row_of
from onrecord.record import Record
from onrecord.web.links import given
from onrecord.web.pages.marking import Mark, marked
from onrecord.web.pages.views import View, add_page

router = APIRouter()


def article(request: Request, record: Record) -> View:
    """An article, whole."""
    given(request, ())
    read = record.article(request.path_params["id"])
    text, found = read.article.text, read.statements
    marks = [
        Mark(span, name, one.statement.id)
        for one in found
        for name, part in (
            ("content", one.statement.content),
            ("cue", one.statement.cue),
            ("source", one.statement.source),
        )
        for span in (part.spans if part else ())
    ]
    values = {
        "article": read.article,
        "found": found,
        "acts_of": {one.statement.id: [act.label for act in one.statement.acts] for one in found},
        "counts": Counter(act.label for one in found for act in one.statement.acts),
        "paragraphs": marked(text, marks),
        "shown_in": record.shown_in(one.statement.id for one in found),
    }
    data = {
        **msgspec.to_builtins(read.article),
        "version": read.version,
        "statements": [one.statement.to_dict() for one in found],
    }
    return View("article.html", values, data, FIELDS, (row_of(one) for one in found))


add_page(router, "/articles/{id:path}", article)
