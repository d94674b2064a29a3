"""Red lines: conditional threats, promises, offers and refusals as a board."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request

from onrecord.positions.redlines import BINDING
from onrecord.printing_redlines import CSV_FIELDS, row
from onrecord.record import Record
from onrecord.record.searching.counts import Value
from onrecord.web.links import asked, chips, choices, page_address, speakers_of
from onrecord.web.pages.views import View, add_page, with_next
from onrecord.web.red_lines import MOST_READ, lines_of, page_of_lines

router = APIRouter()
PATH = "/redlines"
LINES = 100
"""Lines on a page of the board, where no number is given."""


def redlines(request: Request, record: Record) -> View:
    """Lines that actors draw, the latest said first, with how many there are of each act."""
    wanted = asked(request, paging=("limit", "after"), usual=LINES)
    lines = record.red_lines(wanted.query, latest=MOST_READ)
    page = page_of_lines(lines, limit=wanted.limit, after=wanted.after)
    every = lines
    if wanted.query.act:
        every = record.red_lines(replace(wanted.query, act=None), latest=MOST_READ)
    counts = Counter(line.act for line in every)
    if wanted.query.act:  # of one act alone, the latest reach further back
        counts[wanted.query.act] = len(lines)
    acts = [Value(act, act, counts.get(act, 0)) for act in BINDING]
    following = page_address(PATH, wanted.parameters(after=page.next)) if page.next else None
    values: dict[str, Any] = {
        "asked_for": wanted,
        "page": page,
        "chips": chips(PATH, wanted, speakers_of(record, wanted)),
        "acts": choices(PATH, wanted, "act", acts),
        "dated": any(line.last for line in lines),
        "chart": page_address("/charts/redlines.svg", wanted.query.parameters()),
        "following": following,
        "shown_in": record.shown_in(
            said.statement.id for line in page.found for said in line.times
        ),
    }
    data = {**with_next(lines_of(page), following), "acts": acts}
    rows = [row(line) for line in page.found]
    return View("redlines.html", values, data, CSV_FIELDS, rows, following)


add_page(router, PATH, redlines)
