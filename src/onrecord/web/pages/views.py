"""A page in three forms: HTML to read, JSON and CSV to work with, by the ending of its address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import APIRouter, Depends, Request, Response

from onrecord.export.tabular import cell
from onrecord.web.access import Reader, Who
from onrecord.web.rendering import render


@dataclass(frozen=True)
class View:
    """What a page shows.

    template, values: of the HTML; data: for JSON; fields, rows: for CSV.
    """

    template: str
    values: Mapping[str, Any]
    data: Any
    fields: Sequence[str]
    rows: Iterable[Mapping[str, Any]]


def add_page(router: APIRouter, path: str, make: Callable[..., View]) -> None:
    """Answer a path with what a dependency makes: as HTML, with .json and with .csv behind it."""

    made = Depends(make)

    def as_json(who: Reader, view: View = made) -> Response:
        return Response(msgspec.json.encode(view.data), media_type="application/json")

    def as_csv(who: Reader, view: View = made) -> Response:
        return Response(_csv(view), media_type="text/csv; charset=utf-8")

    def as_html(request: Request, who: Reader, view: View = made) -> Response:
        return shown(request, who, view)

    answers: dict[str, Callable[..., Response]] = {".json": as_json, ".csv": as_csv, "": as_html}
    for suffix, answer in answers.items():
        router.add_api_route(
            path + suffix, answer, methods=["GET", "HEAD"], include_in_schema=False,
            response_model=None,
        )  # fmt: skip


def shown(request: Request, who: Who, view: View) -> Response:
    """A page as HTML, for who asks for it."""
    return render(request, view.template, view.values, name=who.name, is_editor=who.is_editor)


def _csv(view: View) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, view.fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(row[name]) for name in view.fields} for row in view.rows)
    return out.getvalue()
