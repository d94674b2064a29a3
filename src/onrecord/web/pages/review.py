"""Review: one statement at a time, to confirm, correct or reject it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from onrecord.export.rows import FIELDS, plain, row_of
from onrecord.extracting.acts import LABELS
from onrecord.record import Record
from onrecord.web.links import asked, page_address
from onrecord.web.pages.marking import marked_around
from onrecord.web.pages.views import View, add_page

router = APIRouter()
PATH = "/review"


def review(request: Request, record: Record) -> View:
    """Of the statements that wait the one that is least sure, or the one that is asked for."""
    at = request.query_params.get("at")
    wanted = asked(request, besides=["at"])
    waiting = record.review.open(wanted.query)
    following = waiting[1:] if at is None else _after(waiting, at)
    chosen = at or (waiting[0] if waiting else None)
    found = record.statement(chosen) if chosen else None
    history = record.review.history()
    standing = [one for one in history if one.undone_at is None]
    values: dict[str, Any] = {
        "asked_for": wanted,
        "found": found,
        "waiting": len(waiting),
        "reviewed": len({one.statement for one in standing}),
        "last": standing[-1] if standing else None,
        "undone_back": _shown(wanted.parameters(), standing[-1].statement) if standing else None,
        "labels": LABELS,
        "back": page_address(PATH, wanted.parameters()),
        "next": _shown(wanted.parameters(), following[0]) if following else None,
    }
    if found:
        values |= {
            "s": found.statement,
            "article": found.article,
            "paragraphs": marked_around(found.article.text, found.statement),
            "seen": " ".join(map(str, found.seen)),
            "here_again": _shown(wanted.parameters(), found.statement.id),
        }
    data = {
        "waiting": len(waiting),
        "reviewed": values["reviewed"],
        "statement": plain(found) if found else None,
        "corrections": [asdict(one) for one in history],
    }
    return View("review.html", values, data, FIELDS, [row_of(found)] if found else [])


def _after(waiting: list[str], at: str) -> list[str]:
    """What waits after a statement; all that waits, where this one was reviewed."""
    return waiting[waiting.index(at) + 1 :] if at in waiting else waiting


def _shown(parameters: list[tuple[str, str]], id: str) -> str:  # noqa: A002
    return page_address(PATH, [*parameters, ("at", id)])


add_page(router, PATH, review)
