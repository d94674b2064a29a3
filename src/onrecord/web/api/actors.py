"""Actors: who speaks on the record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import ActorList, ActorOnRecord
from onrecord.answers.shapes import actor_of, actors_of
from onrecord.web.access import Reader
from onrecord.web.api.answering import answer, page
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import DEFAULT, AfterId, Limit, Type, Words
from onrecord.web.kept import KeptRecord

router = APIRouter(tags=["actors"])


@router.get("/actors", **answers(ActorList, "A page of actors.", paged=True))
def list_(
    request: Request,
    record: KeptRecord,
    _: Reader,
    type: Annotated[Type, Parameter(description="Of this type.")] = None,  # noqa: A002
    name: Annotated[
        Words,
        Parameter(description="Words of a name, or of what the actor is called where it speaks."),
    ] = None,
    limit: Limit = DEFAULT,
    after: AfterId = None,
) -> Response:
    """The actors that speak in the current articles, those with most statements first."""

    return page(
        request,
        lambda: actors_of(record.actors.page(type=type, name=name, limit=limit, after=after)),
    )


@router.get("/actors/{id:path}", **answers(ActorOnRecord, "All that is known of it."))
def show(
    request: Request,
    record: KeptRecord,
    _: Reader,
    id: Annotated[  # noqa: A002 - the contract's name
        str, Path(description="Its id, the beginning of it, or a name.", min_length=1)
    ],
) -> Response:
    """An actor: its names, offices and descriptions, the articles it speaks in, and judgements.

    Also to whom it speaks and whom it names, in its 500 statements that were published last.
    """
    return answer(request, lambda: actor_of(record.actors.show(id)))
