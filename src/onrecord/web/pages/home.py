"""Home: search, what came in lately, who speaks most, and new red lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request

from onrecord.answers.shapes import page_of
from onrecord.export.rows import FIELDS, row_of
from onrecord.positions.redlines import RedLine
from onrecord.record import Record
from onrecord.web.links import MOST_READ, choices, whole
from onrecord.web.pages.views import View, add_page

router = APIRouter()
LATEST = 8
SPEAKERS = 10
LINES = 6
WEEK = timedelta(days=7)


def home(request: Request, record: Record) -> View:
    """The record at a glance."""
    page = record.search(limit=LATEST)
    newest = next((one.article.published for one in page.found if one.article.published), None)
    values: dict[str, Any] = {
        "page": page,
        "newest": newest,
        "speakers": choices("/statements", whole(), "speaker", page.facets["speaker"][:SPEAKERS]),
        "lines": list(_new_lines(record, newest)) if newest else [],
    }
    rows = (row_of(one) for one in page.found)
    return View("home.html", values, page_of(page), FIELDS, rows)


def _new_lines(record: Record, newest: date) -> list[RedLine]:
    """Lines that were drawn for the first time in the last week of the record."""
    since = newest - WEEK
    lately = record.red_lines(since=since, latest=MOST_READ)
    new = []
    for line in lately:
        if line.actor is None:
            new.append(line)
        else:
            every = record.red_lines(actor=line.actor, act=line.act, latest=MOST_READ)
            first = next(one for one in every if any(t in one.times for t in line.times))
            if first.first is None or first.first >= since:
                new.append(first)
        if len(new) == LINES:
            break
    return new


add_page(router, "/", home, data="/index")
