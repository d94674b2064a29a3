"""Review: one statement at a time, to confirm, correct or reject it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter, Request

from onrecord.export.rows import FIELDS, plain, row_of
from onrecord.extracting.acts import LABELS
from onrecord.record import Found, Record
from onrecord.record.reviewing.corrections import Correction
from onrecord.web.links import Asked, asked, chips, page_address, speakers_of
from onrecord.web.pages.marking import marked_around
from onrecord.web.pages.views import View, add_page

router = APIRouter()
PATH = "/review"


def review(request: Request, record: Record) -> View:
    """Of the statements that wait the one that is least sure, or the one that is asked for.

    `at` asks for a statement by its id, `after` for the first one beyond another.
    """
    wanted = asked(request, besides=["at"])
    found, following = _chosen(record, wanted, request.query_params.get("at"))
    progress = record.review.progress(wanted.query, who=request.state.who.name)
    last, here = progress.last, wanted.parameters(after=wanted.after)
    values: dict[str, Any] = {
        "asked_for": wanted,
        "found": found,
        "waiting": progress.waiting,
        "reviewed": progress.reviewed,
        "last": last,
        "undone_back": _shown(wanted, last.statement) if last else None,
        "labels": LABELS,
        "chips": chips(PATH, wanted, speakers_of(record, wanted)),
        "back": page_address(PATH, here),
        "here_again": _shown(wanted, found.statement.id) if found else page_address(PATH, here),
        "next": following,
    }
    if found:
        values |= {
            "s": found.statement,
            "article": found.article,
            "paragraphs": marked_around(found.article.text, found.statement),
            "seen": " ".join(map(str, found.seen)),
            "rejected": rejection(found),
        }
    data = {
        "waiting": progress.waiting,
        "reviewed": progress.reviewed,
        "statement": plain(found) if found else None,
        "corrections": [asdict(one) for one in (found.corrections if found else ())],
    }
    rows = [row_of(found)] if found else []
    return View("review.html", values, data, FIELDS, rows, following)


def _chosen(record: Record, wanted: Asked, at: str | None) -> tuple[Found | None, str | None]:
    """The statement to show, and the address of what waits after it, if anything does."""
    waiting, query = record.review.waiting, wanted.query
    if at is None:
        here = waiting(query, after=wanted.after, limit=2) or waiting(query, limit=2)
        found = record.statement(here[0].id) if here else None
        more = len(here) > 1
    else:
        found = record.statement(at)
        here = waiting(replace(query, id=found.statement.id), limit=1)
        more = bool(waiting(query, after=here[0].token if here else wanted.after, limit=1))
    beyond = wanted.parameters(after=here[0].token if here else wanted.after)
    return found, page_address(PATH, beyond) if more else None


def _shown(wanted: Asked, id: str) -> str:  # noqa: A002
    return page_address(PATH, [*wanted.parameters(after=wanted.after), ("at", id)])


def rejection(found: Found) -> Correction | None:
    """The correction that says that a statement is none, if there is one."""
    return next((one for one in found.corrections if one.field == "reject"), None)


add_page(router, PATH, review)
