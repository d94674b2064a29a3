"""Check: whether a quote is on the record, in which words, and said by whom."""

from __future__ import annotations

from fastapi import APIRouter, Request

from onrecord.answers.shapes import checked_of
from onrecord.export.rows import FIELDS, row_of
from onrecord.record import Record
from onrecord.record.checking.cautions import CAUTIONS
from onrecord.web.pages.marking import Mark, marked
from onrecord.web.pages.views import View, add_page

router = APIRouter()
SAID = {
    "verbatim": "On the record, word for word.",
    "near": "On the record, in nearly these words.",
    "paraphrase": "Not on the record in these words; this may be the same claim in others.",
    "absent": "Not on this record. That is not to say that it was never said.",
}


def check(request: Request, record: Record) -> View:
    """What the record knows of a quote; without one, the form alone."""
    quote, speaker = (request.query_params.get(one, "") for one in ("quote", "speaker"))
    asked = bool(quote.strip())
    checked = record.check(quote, speaker=speaker.strip() or None) if asked else None
    values = {
        "quote": quote,
        "speaker": speaker,
        "checked": checked,
        "said": SAID,
        "cautions": CAUTIONS,
        "matches": [
            (match, marked(match.found.statement.content.text, _same(match.comparison.spans)))
            for match in checked.matches
        ]
        if checked
        else [],
    }
    found = [match.found for match in checked.matches] if checked else []
    rows = (row_of(one) for one in found)
    data = checked_of(checked, quote, speaker or None) if checked else None
    return View("check.html", values, data, FIELDS, rows)


def _same(spans: tuple[tuple[int, int], ...]) -> list[Mark]:
    return [Mark(span, "same", "") for span in spans]


add_page(router, "/check", check)
