"""Red lines: conditional threats, promises, offers and refusals as a board."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from onrecord.answers.shapes import redline_of
from onrecord.positions.redlines import BINDING
from onrecord.printing_redlines import CSV_FIELDS, row
from onrecord.record import Record
from onrecord.web.links import MOST_READ, asked, chips, choices_of, page_address, speakers_of
from onrecord.web.pages.views import View, add_page

router = APIRouter()
PATH = "/redlines"
MOST = 100
"""Lines on the board, the latest said first; JSON and CSV have all."""


def redlines(request: Request, record: Record) -> View:
    """Lines that actors draw, the latest said first."""
    wanted = asked(request)
    lines = record.red_lines(wanted.query, latest=MOST_READ)
    values: dict[str, Any] = {
        "asked_for": wanted,
        "lines": lines[:MOST],
        "total": len(lines),
        "chips": chips(PATH, wanted, speakers_of(record, wanted)),
        "acts": choices_of(PATH, wanted, "act", BINDING),
        "json": page_address(f"{PATH}.json", wanted.parameters()),
        "csv": page_address(f"{PATH}.csv", wanted.parameters()),
    }
    data = [redline_of(line) for line in lines]
    return View("redlines.html", values, data, CSV_FIELDS, [row(line) for line in lines])


add_page(router, "/redlines", redlines)
