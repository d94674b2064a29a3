"""Check: whether a quote is on the record, in which words, and said by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from onrecord.answers.shapes import checked_of
from onrecord.export.rows import FIELDS, row_of
from onrecord.record import Record
from onrecord.record.checking.cautions import CAUTIONS
from onrecord.record.checking.check import Checked
from onrecord.web.links import given
from onrecord.web.pages.marking import Mark, marked
from onrecord.web.pages.views import View, add_page

router = APIRouter()
CSV_FIELDS = ("verdict", "score", "differences", "by_speaker", *FIELDS)
SAID = {
    "verbatim": "On the record, word for word.",
    "near": "On the record, in nearly these words.",
    "paraphrase": "Not on the record in these words; this may be the same claim in others.",
    "absent": "Not on this record. That is not to say that it was never said.",
}


def check(request: Request, record: Record) -> View:
    """What the record knows of a quote; without one, the form alone."""
    wanted = given(request, ("quote", "speaker"))
    quote, speaker = wanted.get("quote", ""), wanted.get("speaker", "")
    checked = record.check(quote, speaker=speaker.strip() or None) if quote else None
    values = {
        "quote": quote,
        "speaker": speaker,
        "checked": checked,
        "said": SAID,
        "cautions": CAUTIONS,
        "shown_in": record.shown_in(
            match.found.statement.id for match in (checked.matches if checked else ())
        ),
        "matches": [
            (match, marked(match.found.statement.content.text, _same(match.comparison.spans)))
            for match in checked.matches
        ]
        if checked
        else [],
    }
    data = checked_of(checked, quote, speaker or None) if checked else None
    rows = _rows(checked) if checked else ()
    return View("check.html", values, data, CSV_FIELDS, rows)


def _rows(checked: Checked) -> Iterator[dict[str, Any]]:
    """A row a match, or one that says that there is none."""
    for match in checked.matches:
        comparison = match.comparison
        yield row_of(match.found) | {
            "verdict": comparison.verdict,
            "score": round(comparison.score, 3),
            "differences": [asdict(one) for one in comparison.differences],
            "by_speaker": match.by_speaker,
        }
    if not checked.matches:
        yield {**dict.fromkeys(CSV_FIELDS), "verdict": checked.verdict}


def _same(spans: tuple[tuple[int, int], ...]) -> list[Mark]:
    return [Mark(span, "same", "") for span in spans]


add_page(router, "/check", check)
