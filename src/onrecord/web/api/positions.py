"""What statements add up to: utterances and red lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import RedlineList, UtteranceList
from onrecord.errors import NotFoundError
from onrecord.record.record import Record
from onrecord.record.searching.query import Query
from onrecord.web.access import Reader
from onrecord.web.api.answering import page
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import (
    DEFAULT,
    After,
    Asked,
    Limit,
    Words,
    with_filters,
)
from onrecord.web.kept import KeptRecord
from onrecord.web.red_lines import MOST_READ, lines_of, page_of_lines

router = APIRouter(tags=["positions"])


@router.get(
    "/utterances",
    **answers(UtteranceList, "A page of utterances.", paged=True),
    **with_filters(),
)
def utterances(
    request: Request,
    record: KeptRecord,
    _: Reader,
    query: Asked,
    min_sources: Annotated[
        int, Parameter(ge=1, le=1_000_000, description="From so many independent sources at least.")
    ] = 1,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """What was said, each once, wherever it is printed; what most sources have comes first."""

    def make() -> UtteranceList:
        found = record.utterance_page(query, min_sources=min_sources, limit=limit, after=after)
        return UtteranceList(next=found.next, utterances=found.found)

    return page(request, make)


@router.get(
    "/redlines",
    **answers(RedlineList, "A page of red lines.", paged=True),
    **with_filters("actor"),
)
def redlines(
    request: Request,
    record: KeptRecord,
    _: Reader,
    query: Asked,
    actor: Annotated[
        Words, Parameter(description="The actor's id; or any name of it, as `speaker`.")
    ] = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """Conditional threats, warnings, promises, offers and refusals, the latest said first.

    They are gathered from the 5,000 conditional statements that were published last; ask for an
    actor or a day to look further back.
    """

    def make() -> RedlineList:
        wanted = _of_actor(record, query, actor)
        lines = record.red_lines(wanted, latest=MOST_READ)
        return lines_of(page_of_lines(lines, limit=limit, after=after))

    return page(request, make)


def _of_actor(record: Record, query: Query, actor: str | None) -> Query:
    """A query with an actor, who is an id in every other one, and here may be a name."""
    named = replace(query, actor=None)
    if actor is None:
        return named
    if any(record.statements(actor=actor, limit=1)):
        return replace(query, actor=actor)
    if query.speaker is not None:
        raise NotFoundError(f"no actor has the id {actor}; where it is a name, leave speaker out")
    return replace(named, speaker=actor)
