"""What statements add up to: utterances and red lines."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter

from onrecord.answers.models import RedlineList, UtteranceList
from onrecord.answers.shapes import redline_of
from onrecord.record.cursor import Key, packed, unpacked
from onrecord.web.access import Reader
from onrecord.web.api.answering import page
from onrecord.web.api.document import answers
from onrecord.web.api.parameters import (
    DEFAULT,
    Act,
    After,
    AfterId,
    Asked,
    Day,
    Limit,
    Words,
    with_filters,
)
from onrecord.web.kept import KeptRecord
from onrecord.web.links import MOST_READ

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
    after: AfterId = None,
) -> Response:
    """What was said, each once, wherever it is printed; what most sources have comes first."""

    def make() -> UtteranceList:
        found = tuple(
            record.utterances(query, min_sources=min_sources, after=after, limit=limit + 1)
        )
        more = len(found) > limit
        return UtteranceList(next=found[limit - 1].id if more else None, utterances=found[:limit])

    return page(request, make)


@router.get(
    "/redlines",
    **answers(RedlineList, "A page of red lines.", paged=True),
)
def redlines(
    request: Request,
    record: KeptRecord,
    _: Reader,
    actor: Annotated[
        Words, Parameter(description="Any name of the actor's, or words of it.")
    ] = None,
    act: Annotated[Act, Parameter(description="What was announced.")] = None,
    since: Annotated[Day, Parameter(description="Published on this day or later.")] = None,
    limit: Limit = DEFAULT,
    after: After = None,
) -> Response:
    """Conditional threats, warnings, promises, offers and refusals, the latest said first.

    They are gathered from the 5,000 conditional statements that were published last; ask for an
    actor or a day to look further back.
    """

    def make() -> RedlineList:
        lines = record.red_lines(speaker=actor, act=act, since=since, latest=MOST_READ)
        begin = 0 if after is None else unpacked(after, tuple[Key])[0]
        end = begin + limit
        return RedlineList(
            total=len(lines), next=packed(end) if end < len(lines) else None,
            redlines=tuple(map(redline_of, lines[begin:end])),
        )  # fmt: skip

    return page(request, make)
