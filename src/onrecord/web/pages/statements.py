"""Pages of statements: what a search finds, and one of them with all that is known of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from msgspec import structs

from onrecord.answers.shapes import page_of
from onrecord.export.rows import FIELDS, plain, row_of
from onrecord.record import Page, Record
from onrecord.record.searching.query import PARTS
from onrecord.statement import Statement
from onrecord.web.links import asked, chips, choices, page_address
from onrecord.web.pages.marking import marked_around
from onrecord.web.pages.review import rejection
from onrecord.web.pages.views import View, add_page

router = APIRouter()
PATH = "/statements"


def statements(request: Request, record: Record) -> View:
    """What a search finds, with facets and counts."""
    wanted = asked(request)
    page = record.search(wanted.query, sort=wanted.sort, limit=wanted.limit, after=wanted.after)
    following = page_address(PATH, wanted.parameters(after=page.next)) if page.next else None
    values = {
        "asked_for": wanted,
        "page": page,
        "facets": {name: choices(PATH, wanted, name, v) for name, v in page.facets.items()},
        "chips": chips(PATH, wanted, page.facets["speaker"]),
        "following": following,
        "sorted_by": {
            sort: page_address(PATH, wanted.parameters(sort=sort)) for sort in ("date", "relevance")
        },
        "parts": PARTS,
    }
    rows = (row_of(one) for one in page.found)
    return View("statements.html", values, _with_next(page, following), FIELDS, rows)


def _with_next(page: Page, following: str | None) -> dict[str, Any]:
    there = following and following.replace(PATH, f"{PATH}.json", 1)
    return {**structs.asdict(page_of(page)), "next_page": there}


def statement(request: Request, record: Record) -> View:
    """A statement in its paragraph, where else it is printed, and what people corrected."""
    found = record.statement(request.path_params["id"])
    utterances = list(record.utterances(id=found.statement.id))
    history = record.review.history(found.statement.id)
    data = {
        **plain(found),
        "utterance": asdict(utterances[0]) if utterances else None,
        "corrections": [asdict(one) for one in history],
    }
    values = {
        "found": found,
        "s": found.statement,
        "article": found.article,
        "paragraphs": marked_around(found.article.text, found.statement),
        "utterance": utterances[0] if utterances else None,
        "rejected": rejection(found),
        "history": history,
        "parent": _parent(record, found.statement),
    }
    return View("statement.html", values, data, FIELDS, [row_of(found)])


def _parent(record: Record, inner: Statement) -> Statement | None:
    return record.statement(inner.parent).statement if inner.parent else None


add_page(router, "/statements", statements)
add_page(router, "/statements/{id}", statement)
