"""A page in three forms: HTML to read, JSON and CSV to work with, by the ending of its address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.routing import compile_path

from onrecord.errors import NotFoundError
from onrecord.export.tabular import cell
from onrecord.record import Record
from onrecord.web.access import Reader, Who
from onrecord.web.caching import cached
from onrecord.web.csrf import PLACE
from onrecord.web.kept import KeptRecord
from onrecord.web.links import next_link, with_ending
from onrecord.web.rendering import render


@dataclass(frozen=True)
class View:
    """What a page shows.

    template, values: of the HTML; data: for JSON; fields, rows: for CSV; following: the address of
    the next page, None where there is none.
    """

    template: str
    values: Mapping[str, Any]
    data: Any
    fields: Sequence[str]
    rows: Iterable[Mapping[str, Any]]
    following: str | None = None


def with_next(page: msgspec.Struct, following: str | None) -> dict[str, Any]:
    """The data of a page as the interface has it, with the address of the next one's."""
    there = with_ending(following, ".json") if following else None
    return {**msgspec.structs.asdict(page), "next_page": there}


Make = Callable[[Request, Record], View]
"""Makes a page of a record, by the parameters of a request."""
Form = Callable[[Request, Who, View], Response]
MADE: list[tuple[re.Pattern[str], Make]] = []
"""Paths of pages, and what makes them."""


def add_page(router: APIRouter, path: str, make: Make, *, data: str | None = None) -> None:
    """Answer a path with what a function makes: as HTML, with .json and with .csv behind it.

    Args:
        router: to answer with.
        path: of the page.
        make: makes it.
        data: the path of its data, if it is another.
    """
    _add(router, data or path, make, _json, ".json")  # before the path, which an id may end
    _add(router, data or path, make, _csv, ".csv")
    _add(router, path, make, _html)
    MADE.append((compile_path(path)[0], make))


def view_at(request: Request, record: Record, who: Who) -> View | None:
    """The page that a request is for, None where there is none."""
    request.state.who = who
    for pattern, make in MADE:
        if match := pattern.match(request.scope["path"]):
            request.scope["path_params"] = match.groupdict()
            return make(request, record)
    return None


def _add(router: APIRouter, path: str, make: Make, form: Form, ending: str = "") -> None:
    """Answers are kept until the record changes."""

    def answer(request: Request, record: KeptRecord, who: Reader) -> Response:
        request.state.who = who

        def made() -> Response:
            try:
                return form(request, who, make(request, record))
            except NotFoundError:
                if not (ending and "id" in request.path_params):
                    raise
                return whole(request, record, who)

        return cached(request, made, key=who)

    def whole(request: Request, record: Record, who: Who) -> Response:
        """The page of what has an id that ends as the address of data does."""
        given = request.path_params["id"]
        try:
            request.path_params["id"] = given + ending
            return _html(request, who, make(request, record))
        except NotFoundError:
            request.path_params["id"] = given
            return form(request, who, make(request, record))  # says what there is none of

    router.add_api_route(path + ending, answer, include_in_schema=False, response_model=None)


def _html(request: Request, who: Who, view: View) -> Response:
    values = {**view.values, "csrf": PLACE if who.by == "session" else ""}  # kept for others too
    return render(request, view.template, values, name=who.name, is_editor=who.is_editor)


def _json(request: Request, who: Who, view: View) -> Response:
    encoded = msgspec.json.encode(view.data)
    return Response(encoded, media_type="application/json", headers=_link(view, ".json"))


def _csv(request: Request, who: Who, view: View) -> Response:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, view.fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(row[name]) for name in view.fields} for row in view.rows)
    media_type = "text/csv; charset=utf-8"
    return Response(out.getvalue(), media_type=media_type, headers=_link(view, ".csv"))


def _link(view: View, ending: str) -> dict[str, str] | None:
    """Where the next page of the data is, as the interface tells it too."""
    return next_link(with_ending(view.following, ending)) if view.following else None
