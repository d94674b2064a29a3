"""What people confirm, correct and reject in statements."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import Corrections, OpenStatements
from onrecord.answers.shapes import corrections_of, statement_of
from onrecord.record.reviewing.corrections import Correction
from onrecord.web.access import Editor, Reader
from onrecord.web.api import examples
from onrecord.web.api.answering import as_json, page
from onrecord.web.api.bodies import Corrected, Judged, Undone
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import DEFAULT, After, Asked, Limit, Words, with_filters
from onrecord.web.kept import KeptRecord

router = APIRouter(prefix="/review", tags=["review"])

Id = Annotated[
    str, Path(description="The statement's id, or the first digits.", min_length=1, max_length=100)
]
MADE = answers(Correction, "The correction that was made.", tagged=False)


@router.get(
    "/open",
    **answers(OpenStatements, "A page of statements that wait.", paged=True),
    **with_filters(),
)
def open_(
    request: Request,
    record: KeptRecord,
    _: Reader,
    query: Asked,
    below: Annotated[
        float | None, Parameter(ge=0, le=1, description="Only what is less sure than this.")
    ] = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """Statements that nobody has confirmed, corrected or rejected, the least sure first.

    A page has each once; one whose text two articles have may come again on a later page.
    """

    def make() -> OpenStatements:
        waiting = record.review.waiting(query, below=below, limit=limit + 1, after=after)
        following = waiting[limit - 1].token if len(waiting) > limit else None
        shown = dict.fromkeys(one.id for one in waiting[:limit])
        found = tuple(statement_of(record.statement(one)) for one in shown)
        return OpenStatements(next=following, statements=found)

    return page(request, make)


@router.get(
    "/history",
    **answers(Corrections, "A page of corrections.", paged=True),
)
def history(
    request: Request,
    record: KeptRecord,
    _: Reader,
    id: Annotated[  # noqa: A002 - the contract's name
        Words, Parameter(description="Of this statement, or one whose id begins so.")
    ] = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """Every correction, also those undone, the first one first."""

    def make() -> Corrections:
        return corrections_of(record.review.history_page(id, limit=limit, after=after))

    return page(request, make)


@router.post("/undo", **MADE)
def undo(
    record: KeptRecord,
    who: Editor,
    body: Annotated[Undone, Body(openapi_examples=examples.bodies(examples.UNDO))],
) -> Response:
    """Take back a correction, whichever it is; it stays in the history."""
    return as_json(record.review.undo(body.number, who=str(who.name)))


@router.post("/{id}/correct", **MADE)
def correct(
    record: KeptRecord,
    who: Editor,
    id: Id,  # noqa: A002
    body: Annotated[Corrected, Body(openapi_examples=examples.bodies(examples.CORRECT))],
) -> Response:
    """Correct a field of a statement: by exact words of the article, spans, a name, or acts.

    With `seen`, the numbers of the corrections that the statement was shown with, it is refused
    (409) where another was made or undone since.
    """
    return as_json(
        record.review.correct(
            id, body.field, body.value, who=str(who.name), why=body.why, seen=body.seen
        )
    )


@router.post("/{id}/confirm", **MADE)
def confirm(
    record: KeptRecord,
    who: Editor,
    id: Id,  # noqa: A002
    body: Annotated[Judged, Body(openapi_examples=examples.bodies(examples.JUDGE))],
) -> Response:
    """Keep that a statement is right as it is shown."""
    return as_json(record.review.confirm(id, who=str(who.name), why=body.why, seen=body.seen))


@router.post("/{id}/reject", **MADE)
def reject(
    record: KeptRecord,
    who: Editor,
    id: Id,  # noqa: A002
    body: Annotated[Judged, Body(openapi_examples=examples.bodies(examples.JUDGE))],
) -> Response:
    """Keep that a statement is none: no query finds it any more."""
    return as_json(record.review.reject(id, who=str(who.name), why=body.why, seen=body.seen))
