"""Articles: listed, and one with its text and statements."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import ArticleList, ArticleOnRecord
from onrecord.answers.shapes import article_of
from onrecord.web.access import Reader
from onrecord.web.api.answering import answer, page
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import DEFAULT, After, Day, Limit, Words
from onrecord.web.kept import KeptRecord

router = APIRouter(tags=["articles"])


@router.get(
    "/articles",
    **answers(ArticleList, "A page of articles.", paged=True),
)
def list_(
    request: Request,
    record: KeptRecord,
    _: Reader,
    outlet: Annotated[Words, Parameter(description="Published by this outlet.")] = None,
    since: Annotated[Day, Parameter(description="Published on this day or later.")] = None,
    until: Annotated[Day, Parameter(description="Published on this day or earlier.")] = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """The current articles without their texts, the latest published first."""

    def make() -> ArticleList:
        found = record.articles(outlet=outlet, since=since, until=until, limit=limit, after=after)
        return ArticleList(total=found.total, next=found.next, articles=found.found)

    return page(request, make)


@router.get(
    "/articles/{id:path}",
    **answers(ArticleOnRecord, "The article, its text and its statements."),
)
def show(
    request: Request,
    record: KeptRecord,
    _: Reader,
    id: Annotated[str, Path(description="Its id.", min_length=1)],  # noqa: A002 - the contract's name
) -> Response:
    """The current version of an article with all statements that people have not rejected."""
    return answer(request, lambda: article_of(record.article(id)))
