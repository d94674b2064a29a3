"""Parameters of a URL: those of a `Query`, limits of pages, and none that we do not know."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import Depends, Request
from fastapi import Query as Parameter
from fastapi.routing import APIRoute
from pydantic import BeforeValidator, WithJsonSchema

from onrecord.actors.actor import ActorType
from onrecord.errors import SearchError
from onrecord.record.searching.query import DEFAULT_LIMIT, PARTS, Query
from onrecord.statement import ActLabel, ContinuityLabel, Kind
from onrecord.web.links import MOST
from onrecord.web.problems import Problem

DAY_SCHEMA = {"anyOf": [{"type": "string", "format": "date"}, {"enum": [""]}]}
WORDS_SCHEMA = {"type": "string"}


def given(value: object) -> object:
    """A form sends fields that nobody has filled in as empty texts."""
    return None if value == "" else value


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": ["", *values]}


def iso_date(value: object) -> object:
    """A date that is written as YYYY-MM-DD, of the forms that Python reads."""
    if not isinstance(value, str):
        return value
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError("a date is written as YYYY-MM-DD")
    return day


Words = Annotated[str | None, BeforeValidator(given), WithJsonSchema(WORDS_SCHEMA)]
Day = Annotated[
    date | None, BeforeValidator(iso_date), BeforeValidator(given), WithJsonSchema(DAY_SCHEMA)
]
Type = Annotated[
    ActorType | None, BeforeValidator(given), WithJsonSchema(_one_of(get_args(ActorType)))
]

Limit = Annotated[int, Parameter(ge=1, le=MOST, description="So many at most.")]
After = Annotated[Words, Parameter(description="The page after the one that gave this as `next`.")]
AfterId = Annotated[Words, Parameter(description="The id of the last one before.")]
DEFAULT = DEFAULT_LIMIT


DOCUMENTED: dict[str, tuple[str, dict[str, Any], Any]] = {
    "text": (
        'Words of the content, with "phrases", AND, OR, NOT, ( ) and begin*.', WORDS_SCHEMA,
        "strike* OR walkout",
    ),
    "speaker": (
        "Any name of the speaker's, or words of it or of the source.", WORDS_SCHEMA, "Okonjo",
    ),
    "addressee": ("Words of whom it was said to.", WORDS_SCHEMA, "reporters"),
    "act": ("What a stretch of it does.", _one_of(get_args(ActLabel)), "promise"),
    "kind": ("Whether it stands in quotation marks.", _one_of(get_args(Kind)), "direct"),
    "continuity": (
        "How it stands to what was said before.", _one_of(get_args(ContinuityLabel)), "repeated",
    ),
    "outlet": ("Published by this outlet.", WORDS_SCHEMA, "Sundholm Courier"),
    "since": ("Published on this day or later.", DAY_SCHEMA, "2026-01-01"),
    "until": ("Published on this day or earlier.", DAY_SCHEMA, "2026-12-31"),
    "has": ("With this part; more than once for several.", {
        "type": "array", "items": _one_of(PARTS),
    }, ["condition"]),
    "id": ("Of this statement, or one whose id begins so.", WORDS_SCHEMA, "208cd5c0"),
    "article": ("Of the article with this id.", WORDS_SCHEMA, "a1b2c3"),
    "actor": ("Of the actor with this id.", WORDS_SCHEMA, "record:3f2a90bc1d2e"),
}  # fmt: skip
"""What the document says of the fields of a `Query`: what they are, their form, an example."""
NAMES = tuple(field.name for field in fields(Query))


async def asked(request: Request) -> Query:
    """The query that the URL's parameters make; other parameters are the route's own.

    Raises:
        Problem: one has not the form that the document describes.
        SearchError: together they cannot be, as two days in the wrong order.
    """
    found = [one for one in request.query_params.multi_items() if one[0] in NAMES]
    for one in found:
        try:
            Query.from_parameters([one])
        except SearchError as error:  # as what the framework refuses
            raise Problem(400, str(error)) from error
    return Query.from_parameters(found)


Asked = Annotated[Query, Depends(asked)]


def with_filters(*but: str) -> dict[str, Any]:
    """The parameters of a `Query` for the document of a route that takes one, for its decorator.

    Args:
        but: those that it does not take.
    """
    found = []
    for name in NAMES:
        if name not in but:
            description, schema, example = DOCUMENTED[name]
            found.append(
                {"name": name, "in": "query", "description": description, "schema": schema}
                | {"examples": {"usual": {"value": example}}}
            )
    return {"openapi_extra": {"parameters": found}}


async def only_known(request: Request) -> None:
    """Refuse parameters that a route does not have, and one that is given twice.

    Raises:
        Problem: there is such a one.
    """
    route: APIRoute = request.scope["route"]
    extra = (route.openapi_extra or {}).get("parameters", ())
    known = [one.alias for one in route.dependant.query_params] + [one["name"] for one in extra]
    given = request.query_params.multi_items()
    if any("\0" in value for value in (*dict(given).values(), *request.path_params.values())):
        raise Problem(422, "no parameter may have a NUL character")  # PostgreSQL takes none
    counts = Counter(name for name, _ in given)
    for name, count in counts.items():
        if name not in known:
            listed = ", ".join(known) or "none"
            raise Problem(400, f"there is no parameter {name}; there are {listed}")
        if count > 1 and name != "has":
            raise Problem(400, f"{name} is given twice")
