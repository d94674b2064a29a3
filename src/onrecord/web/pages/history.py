"""What people have corrected, page by page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from onrecord.answers.shapes import corrections_of
from onrecord.record import Record
from onrecord.web.links import given, limit_of, page_address
from onrecord.web.pages.views import View, add_page, with_next

router = APIRouter()
PATH = "/review/history"
KNOWN = ("id", "limit", "after")
FIELDS = (
    "number", "statement", "article", "field", "machine", "value", "who", "at", "why", "undone_at",
    "undone_by",
)  # fmt: skip


def history(request: Request, record: Record) -> View:
    """Every correction, or those of one statement, also those undone, the last one first."""
    wanted = given(request, KNOWN)
    id, after = wanted.get("id"), wanted.pop("after", None)  # noqa: A001
    limit = limit_of(wanted.get("limit"))
    page = record.review.history_page(id, last_first=True, limit=limit, after=after)
    if id and not page.total:
        record.statement(id)  # says so where there is none
    following = page_address(PATH, [*wanted.items(), ("after", page.next)]) if page.next else None
    values: dict[str, Any] = {
        "page": page,
        "id": id,
        "back": page_address(PATH, request.query_params.items()),
        "following": following,
    }
    data, rows = with_next(corrections_of(page), following), [asdict(one) for one in page.found]
    return View("history.html", values, data, FIELDS, rows, following)


add_page(router, PATH, history)
