"""Pages of statements: what a search finds, and one of them with all that is known of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from onrecord.answers.shapes import page_of
from onrecord.export import FORMATS
from onrecord.export.rows import FIELDS, plain, row_of
from onrecord.record import Found, Record
from onrecord.record.searching.query import PARTS
from onrecord.statement import Statement
from onrecord.web.access import Reader
from onrecord.web.caching import cached
from onrecord.web.kept import KeptRecord
from onrecord.web.links import address, asked, chips, choices, given, page_address
from onrecord.web.pages.marking import marked_around
from onrecord.web.pages.review import rejection
from onrecord.web.pages.views import View, add_page, with_next

router = APIRouter()
PATH = "/statements"
MOST_PRINTS = 50
"""Other articles with the same statement that its page shows; JSON has all."""
OTHER_FORMATS: Mapping[str, tuple[str, str]] = {
    "webannotation": ("Web Annotation", "application/ld+json"),
    "schemaorg": ("schema.org", "application/ld+json"),
    "ftm": ("FollowTheMoney", FORMATS["ftm"].media_type),
}
"""Of those of an export, what they are called, and the media type of one statement."""


def statements(request: Request, record: Record) -> View:
    """What a search finds, with facets and counts."""
    wanted = asked(request)
    page = record.search(wanted.query, sort=wanted.sort, limit=wanted.limit, after=wanted.after)
    following = page_address(PATH, wanted.parameters(after=page.next)) if page.next else None
    title = page.found[0].article.title if page.found else None
    values = {
        "asked_for": wanted,
        "page": page,
        "facets": {name: choices(PATH, wanted, name, v) for name, v in page.facets.items()},
        "chips": chips(PATH, wanted, page.facets["speaker"], title),
        "following": following,
        "sorted_by": {
            sort: page_address(PATH, wanted.parameters(sort=sort)) for sort in ("date", "relevance")
        },
        "parts": PARTS,
        "shown_in": record.shown_in(one.statement.id for one in page.found),
    }
    rows = (row_of(one) for one in page.found)
    data = with_next(page_of(page), following)
    return View("statements.html", values, data, FIELDS, rows, following)


def statement(request: Request, record: Record) -> View:
    """A statement in its paragraph, where else it is printed, and what people corrected."""
    found = _found(request, record)
    prints = record.prints(found.statement.id)
    utterances = list(record.utterances(id=found.statement.id))
    history = record.review.history(found.statement.id)
    data = {
        **plain(found),
        "utterance": asdict(utterances[0]) if utterances else None,
        "corrections": [asdict(one) for one in history],
        "printed_in": [asdict(one) for one in prints],
    }
    values = {
        "found": found,
        "s": found.statement,
        "article": found.article,
        "paragraphs": marked_around(found.article.text, found.statement),
        "utterance": utterances[0] if utterances else None,
        "rejected": rejection(found),
        "its_page": page_address(
            address("statements", found.statement.id), request.query_params.items()
        ),
        "others": [one for one in prints if one.id != found.article.id],
        "most_prints": MOST_PRINTS,
        "shown_in": record.shown_in([found.statement.id]),
        "history": history,
        "parent": _parent(record, found.statement),
        "formats": {name: title for name, (title, _) in OTHER_FORMATS.items()},
    }
    return View("statement.html", values, data, FIELDS, [row_of(found)])


def _in_format(name: str, media_type: str) -> Callable[..., Response]:
    """Answers with a statement as an export writes it."""

    def answer(request: Request, record: KeptRecord, who: Reader) -> Response:
        def made() -> Response:
            out = io.BytesIO()
            FORMATS[name].write([_found(request, record)], out)
            return Response(out.getvalue(), media_type=media_type)

        return cached(request, made)

    return answer


def _found(request: Request, record: Record) -> Found:
    """The statement of an address, in the article that it names if it names one."""
    asked = given(request, ("article",))
    return record.statement(request.path_params["id"], article=asked.get("article"))


def _parent(record: Record, inner: Statement) -> Statement | None:
    return record.statement(inner.parent).statement if inner.parent else None


add_page(router, "/statements", statements)
for name, (_, media_type) in OTHER_FORMATS.items():  # before the page, which an id may end
    router.add_api_route(
        f"/statements/{{id}}.{name}", _in_format(name, media_type), include_in_schema=False,
        response_model=None,
    )  # fmt: skip
add_page(router, "/statements/{id}", statement)
