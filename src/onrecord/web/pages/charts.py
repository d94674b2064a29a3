"""Charts as pictures, with their data a click away: the same ones as `onrecord chart` draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from altair import Chart
from fastapi import APIRouter, Query, Request, Response

from onrecord import charts
from onrecord.charts.palette import Theme
from onrecord.errors import SearchError
from onrecord.record import Record
from onrecord.record.searching.query import By
from onrecord.web.access import Reader
from onrecord.web.caching import cached
from onrecord.web.kept import KeptRecord
from onrecord.web.links import asked
from onrecord.web.red_lines import MOST_READ

router = APIRouter()
Name = Literal["acts", "actor", "redlines"]
Form = Literal["svg", "png", "json", "csv"]
MEDIA_TYPES: dict[Form, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/vnd.vegalite.v6+json",
    "csv": "text/csv; charset=utf-8",
}


@router.api_route("/charts/{name}.{form}", methods=["GET", "HEAD"], include_in_schema=False)
def chart(
    request: Request,
    record: KeptRecord,
    who: Reader,
    name: Name,
    form: Form,
    by: Annotated[By, Query()] = "month",
    theme: Annotated[Theme, Query()] = "light",
) -> Response:
    """A chart of what a query finds."""

    def draw() -> Response:
        made = _drawn(record, name, request, by, theme)
        return Response(charts.FORMS[form](made), media_type=MEDIA_TYPES[form])

    return cached(request, draw)


def _drawn(record: Record, name: Name, request: Request, by: By, theme: Theme) -> Chart:
    query = asked(request, besides=["by", "theme"], paging=()).query
    if name == "acts":
        return charts.acts(record, query, by=by, theme=theme)
    if name == "redlines":
        return charts.redlines(record, query, latest=MOST_READ, theme=theme)
    if query.actor is None:
        raise SearchError("this chart needs actor=ID")
    return charts.actor(record, query.actor, replace(query, actor=None), by=by, theme=theme)
