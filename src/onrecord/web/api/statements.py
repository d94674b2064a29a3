"""Statements: searched, and one with its corrections."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import ReviewedStatement, StatementPage
from onrecord.answers.shapes import page_of, reviewed_of
from onrecord.record.searching.query import Sort
from onrecord.web.access import Reader
from onrecord.web.api.answering import answer, page
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import DEFAULT, After, Asked, Limit, with_filters
from onrecord.web.kept import KeptRecord

router = APIRouter(tags=["statements"])

Order = Annotated[
    Sort | None,
    Parameter(
        description="date, the latest published first; or relevance, the best fit first. "
        "By default relevance where words are given, else date."
    ),
]


@router.get(
    "/statements",
    **answers(StatementPage, "A page of statements, with counts.", paged=True),
    **with_filters(),
)
def search(
    request: Request,
    record: KeptRecord,
    _: Reader,
    query: Asked,
    sort: Order = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """Search the statements of the current articles."""
    order: Sort = sort or ("relevance" if query.text else "date")
    return page(
        request, lambda: page_of(record.search(query, sort=order, limit=limit, after=after))
    )


@router.get(
    "/statements/{id}",
    **answers(ReviewedStatement, "The statement, with its corrections."),
)
def show(
    request: Request,
    record: KeptRecord,
    _: Reader,
    id: Annotated[str, Path(description="Its id, or the first digits.", min_length=1)],  # noqa: A002
) -> Response:
    """One statement, also one that people have rejected."""
    return answer(request, lambda: reviewed_of(record.statement(id)))
