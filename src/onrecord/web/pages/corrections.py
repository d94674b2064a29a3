"""What forms of the page change in statements: confirm, correct, reject, undo."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from onrecord.errors import RecordError
from onrecord.record import Found
from onrecord.record.reviewing.act_changes import conditioned, relabelled
from onrecord.record.reviewing.correcting import Value
from onrecord.record.reviewing.corrections import Field
from onrecord.web.access import Editor
from onrecord.web.kept import KeptRecord
from onrecord.web.links import address, page_address
from onrecord.web.pages.forms import OWN, Back, FormRoute, Reason, Words

router = APIRouter(route_class=FormRoute)
SPANS = re.compile(r"\d+-\d+(?: \d+-\d+)*")
NUMBERS = r"^(?:\d{1,18} ?)*$"
Seen = Annotated[str, Form(pattern=NUMBERS)]
"""The numbers of the corrections that the page showed."""


@router.post("/statements/{id}/correct", include_in_schema=False)
def correct(
    id: str,  # noqa: A002 - the contract's name
    record: KeptRecord,
    who: Editor,
    field: Annotated[Field, Form()],
    value: Words = "",
    spans: Words = "",
    why: Reason = "",
    seen: Seen = "",
    back: Back = "",
) -> RedirectResponse:
    """Correct a field of a statement: words, or places in the text as "12-40 50-60"."""
    chosen = _value(record.statement(id), field, value.strip(), spans.strip())
    record.review.correct(
        id, field, chosen, who=who.name, why=why.strip() or None, seen=_seen(seen)
    )
    return _to(back, address("statements", id))


@router.post("/statements/{id}/condition", include_in_schema=False)
def condition(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    act: Annotated[int, Form()],
    condition: Words = "",
    consequence: Words = "",
    seen: Seen = "",
    back: Back = "",
) -> RedirectResponse:
    """Give one act of a statement another condition and consequence, or none."""
    found = record.statement(id)
    halves = (half.strip() or None for half in (condition, consequence))
    acts = conditioned(found.article, found.statement, act, *halves)
    record.review.correct(id, "acts", acts, who=who.name, seen=_seen(seen))
    return _to(back, address("statements", id))


@router.post("/corrections/{number}/undo", include_in_schema=False)
def undo(number: int, record: KeptRecord, who: Editor, back: Back = "") -> RedirectResponse:
    """Take back a correction."""
    undone = record.review.undo(number, who=who.name)
    return _to(back, address("statements", undone.statement))


@router.get("/statements/{id}/correct", include_in_schema=False)
@router.get("/statements/{id}/condition", include_in_schema=False)
def form_of(id: str) -> RedirectResponse:  # noqa: A002
    """Lead whoever loads the address of a form to the form."""
    return RedirectResponse(page_address("/review", [("at", id)]), 303)


@router.get("/corrections/{number}/undo", include_in_schema=False)
def undone(number: int) -> RedirectResponse:
    """Lead whoever loads the address of an undoing to what was corrected."""
    return RedirectResponse("/review/history", 303)


def _value(found: Found, field: Field, words: str, spans: str) -> Value:
    if field in ("confirm", "reject"):
        return None
    if field == "acts":
        return relabelled(found.statement, words)
    if spans:
        return _spans(spans)
    if not words and field not in ("source", "speaker"):
        raise RecordError(f"the {field} needs words")
    return words or None


def _seen(given: str) -> list[int]:
    return [int(number) for number in given.split()]


def _spans(given: str) -> list[tuple[int, int]]:
    if not SPANS.fullmatch(given):
        raise RecordError(f"places are written as 12-40 50-60, not {given[:40]}")
    pairs = (one.split("-") for one in given.split(" "))
    return [(int(start), int(end)) for start, end in pairs]


def _to(back: str, otherwise: str) -> RedirectResponse:
    return RedirectResponse(back if OWN.fullmatch(back) else otherwise, 303)
