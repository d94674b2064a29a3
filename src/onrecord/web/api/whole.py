"""The record as a whole, and the interface's own description."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from onrecord.answers.models import AboutRecord
from onrecord.answers.shapes import about_of
from onrecord.web.access import Reader
from onrecord.web.api.answering import MEDIA_TYPE, answer
from onrecord.web.api.document import answers
from onrecord.web.caching import cached
from onrecord.web.kept import KeptRecord

router = APIRouter(tags=["record"])


@router.get("/about", **answers(AboutRecord, "What the record holds."))
def about(request: Request, record: KeptRecord, _: Reader) -> Response:
    """How much is on the record, by outlets and days, and what `onrecord add` has refused."""
    return answer(request, lambda: about_of(record.about()))


@router.get("/openapi.json", include_in_schema=False)
def document(request: Request, _: Reader) -> Response:
    """This interface as an OpenAPI 3.1 document."""
    whole = request.app.state.document
    return cached(request, lambda: Response(whole, media_type=MEDIA_TYPE))
