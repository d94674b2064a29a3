"""Checking a quote, and extracting the statements of a text that is not kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import msgspec
from fastapi import APIRouter, Body, Request, Response
from fastapi import Query as Parameter
from pydantic import Discriminator, Tag

from onrecord.answers.models import CheckedQuote
from onrecord.answers.shapes import checked_of
from onrecord.article import Article
from onrecord.extracting import extract
from onrecord.reading import fetch_address, in_english, read_fetched
from onrecord.record.record import Record
from onrecord.record.searching.query import DEFAULT_MATCHES
from onrecord.statement import Line
from onrecord.web.access import Reader, want_token
from onrecord.web.api import examples
from onrecord.web.api.answering import answer, as_json
from onrecord.web.api.bodies import AddressToExtract, QuoteToCheck, TextToExtract
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import Limit, Words
from onrecord.web.kept import KeptRecord
from onrecord.web.problems import Problem

router = APIRouter(tags=["checking"])

EXTRACTING = threading.BoundedSemaphore(2)
"""Extraction keeps all cores busy: of more at once, none would be ready sooner."""
FETCHING = threading.BoundedSemaphore(4)
"""Fetching keeps nothing busy but a thread, of which a process has 16, for up to a minute."""
PATIENCE = 10.0
"""Seconds that what was fetched waits for its turn, so as not to be fetched again."""

Speaker = Annotated[Words, Parameter(description="Who is said to have said it.")]
ToExtract = Annotated[
    Annotated[TextToExtract, Tag("text")] | Annotated[AddressToExtract, Tag("url")],
    Discriminator(lambda given: "url" if isinstance(given, dict) and "url" in given else "text"),
]


@router.get("/check", **answers(CheckedQuote, "The verdict, and its matches."))
def check(
    request: Request,
    record: KeptRecord,
    _: Reader,
    quote: Annotated[
        str,
        Parameter(min_length=1, max_length=2_000, description="The words to look for."),
    ],
    speaker: Speaker = None,
    limit: Limit = DEFAULT_MATCHES,
) -> Response:
    """Check whether a quote is on the record; send a long one as the body of a POST."""
    return answer(request, lambda: _checked(record, quote, speaker, limit))


@router.post(
    "/check",
    **answers(CheckedQuote, "The verdict, and its matches.", tagged=False),
)
def check_long(
    record: KeptRecord,
    _: Reader,
    body: Annotated[QuoteToCheck, Body(openapi_examples=examples.bodies(examples.QUOTE))],
) -> Response:
    """Check whether a quote is on the record, in which words, and who said it."""
    return as_json(_checked(record, body.quote, body.speaker, body.limit))


def _checked(record: Record, quote: str, speaker: str | None, limit: int) -> CheckedQuote:
    return checked_of(record.check(quote, speaker=speaker, limit=limit), quote, speaker)


@router.post(
    "/extract",
    **answers(Line, "The article with its statements.", tagged=False),
)
def extract_(
    record: KeptRecord,
    who: Reader,
    body: Annotated[ToExtract, Body(openapi_examples=examples.bodies(examples.TEXT))],
) -> Response:
    """Find who said what in a text, or in the page of an address, without keeping it.

    An address is fetched for those who have a token only, and only from the public web.
    """
    if isinstance(body, TextToExtract):
        with _one_of(EXTRACTING, "others have texts read just now"):
            known = body.model_dump(exclude={"text"})
            return _extracted(record, Article.from_text(body.text, **known))
    want_token(who)
    with _one_of(FETCHING, "others have addresses fetched just now"):
        fetched = fetch_address(body.url)
        with _one_of(EXTRACTING, "others have texts read just now", PATIENCE):
            return _extracted(record, read_fetched(fetched))


@contextmanager
def _one_of(slots: threading.BoundedSemaphore, busy: str, seconds: float = 0) -> Iterator[None]:
    """Have one of a few slots as long as it is needed.

    Raises:
        Problem: none has become free within some seconds.
    """
    if not slots.acquire(timeout=seconds):
        raise Problem(503, busy, headers={"Retry-After": "5"})
    try:
        yield
    finally:
        slots.release()


def _extracted(record: Record, article: Article) -> Response:
    read = in_english(article)
    found = extract(read, directory=record.directory)
    return as_json(Line(**msgspec.structs.asdict(read), statements=found))
