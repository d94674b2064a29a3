"""What people have corrected, page by page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from msgspec import structs

from onrecord.answers.shapes import corrections_of
from onrecord.errors import SearchError
from onrecord.record import Record
from onrecord.web.links import limit_of, page_address
from onrecord.web.pages.views import View, add_page

router = APIRouter()
PATH = "/review/history"
KNOWN = ("id", "limit", "after")
FIELDS = (
    "number", "statement", "article", "field", "machine", "value", "who", "at", "why", "undone_at",
    "undone_by",
)  # fmt: skip


def history(request: Request, record: Record) -> View:
    """Every correction, or those of one statement, also those undone, the last one first."""
    given = {name: value for name, value in request.query_params.items() if value}
    for name in given.keys() - set(KNOWN):
        raise SearchError(f"there is no parameter {name}; there are {', '.join(KNOWN)}")
    id, after = given.get("id"), given.pop("after", None)  # noqa: A001
    limit = limit_of(given.get("limit"))
    page = record.review.history_page(id, last_first=True, limit=limit, after=after)
    following = page_address(PATH, [*given.items(), ("after", page.next)]) if page.next else None
    values: dict[str, Any] = {
        "page": page,
        "id": id,
        "back": page_address(PATH, request.query_params.items()),
        "following": following,
    }
    there = following and following.replace(PATH, f"{PATH}.json", 1)
    data = {**structs.asdict(corrections_of(page)), "next_page": there}
    return View("history.html", values, data, FIELDS, [asdict(one) for one in page.found])


add_page(router, PATH, history)
