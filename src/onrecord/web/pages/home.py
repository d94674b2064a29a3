"""Home: search, what came in lately, who speaks most, and new red lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from msgspec import structs

from onrecord.answers.shapes import page_of, redline_of
from onrecord.export.rows import FIELDS, row_of
from onrecord.positions.redlines import RedLine
from onrecord.record import Record
from onrecord.web.links import choices, given, whole
from onrecord.web.pages.views import View, add_page
from onrecord.web.red_lines import MOST_READ

router = APIRouter()
LATEST = 8
SPEAKERS = 10
LINES = 6
WEEK = timedelta(days=7)


def home(request: Request, record: Record) -> View:
    """The record at a glance."""
    given(request, ())
    page = record.search(limit=LATEST)
    newest = next((one.article.published for one in page.found if one.article.published), None)
    lines = list(_new_lines(record, newest)) if newest else []
    values: dict[str, Any] = {
        "page": page,
        "newest": newest,
        "speakers": choices("/statements", whole(), "speaker", page.facets["speaker"][:SPEAKERS]),
        "lines": lines,
        "shown_in": record.shown_in(
            [
                *(one.statement.id for one in page.found),
                *(line.times[0].statement.id for line in lines),
            ]
        ),
    }
    rows = (row_of(one) for one in page.found)
    data = {
        **structs.asdict(page_of(page)),
        "new_redlines": [redline_of(line) for line in lines],
        "acts_by_week": record.timeline(by="week").periods,
    }
    return View("home.html", values, data, FIELDS, rows)


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
