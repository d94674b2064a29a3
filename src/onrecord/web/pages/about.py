"""About the record: what is in it, from where, and how right it is as measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from msgspec import structs

from onrecord.answers.shapes import about_of
from onrecord.extracting import EXTRACTOR
from onrecord.record import Record
from onrecord.record.about import About
from onrecord.web.links import given
from onrecord.web.pages.views import View, add_page

router = APIRouter()
FIELDS = ("outlet", "articles", "what", "day", "source", "why", "at")
DAYS = 31
"""The last days that articles are from, on the page; JSON has all."""


def about(request: Request, record: Record) -> View:
    """What is on the record, what was refused and why, and the figures of the model's card."""
    given(request, ())
    known = record.about()
    figures = _figures()
    values: dict[str, Any] = {
        "known": known,
        "days": [one for one in reversed(known.days) if one[0]][:DAYS],
        "figures": figures,
        "extractor": EXTRACTOR,
    }
    data = {**structs.asdict(about_of(known)), "figures": figures}
    return View("about.html", values, data, FIELDS, _rows(known))


def _rows(known: About) -> Iterator[dict[str, Any]]:
    """Outlets and days with how many articles they have, then what was refused."""
    empty = dict.fromkeys(FIELDS)
    for outlet, count in known.outlets:
        yield {**empty, "outlet": outlet, "articles": count, "what": "outlet"}
    for day, count in known.days:
        yield {**empty, "day": day, "articles": count, "what": "day"}
    for one in known.refusals:
        yield {**empty, **asdict(one), "what": "refusal"}


@cache
def _figures() -> list[tuple[str, ...]]:
    """The table of figures of the model's card, its header first."""
    card = files("onrecord.extracting").joinpath("model/CARD.md").read_text(encoding="utf-8")
    section = card.split("## Figures")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [rows[0], *rows[2:]]


add_page(router, "/about", about)
