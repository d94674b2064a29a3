"""The OpenAPI document: what the framework knows of routes, and what `models` has of answers."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from onrecord.answers import models
from onrecord.statement import Line
from onrecord.web.api import examples
from onrecord.web.problems import MEDIA_TYPE

REFERENCE = "#/components/schemas/{name}"
DESCRIPTION = """Who said what, as onrecord has read it in articles and people have corrected it.

Reading is open where the server is reached from its own machine only. Elsewhere, and for whatever
corrects or has an address fetched, send a token: `Authorization: Bearer ...`;
`onrecord token RECORD create` makes one. What is wrong is answered as `application/problem+json`.
Every answer to a GET has an `ETag`; send it as `If-None-Match` and get 304 while nothing has
changed. Pages have a `Link` with `rel="next"` where there is more."""


class ProblemDetails(msgspec.Struct, kw_only=True):
    """What is wrong, after RFC 9457; `errors` has the place and the reason of each."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemPlace] | msgspec.UnsetType = msgspec.UNSET


class ProblemPlace(msgspec.Struct, kw_only=True):
    """One thing that is wrong: where, as `query.limit` or `body.quote`, and why."""

    where: str
    why: str


ANSWERS = [
    one
    for name, one in vars(models).items()
    if getattr(one, "__module__", None) == models.__name__ and not name.startswith("_")
]
PROBLEM = {
    "description": "What is wrong, and what to do.",
    "content": {
        MEDIA_TYPE: {
            "schema": {"$ref": REFERENCE.format(name=ProblemDetails.__name__)},
            "example": {
                "type": "about:blank", "title": "Unprocessable Entity", "status": 422,
                "detail": "there is no filter colour",
            },
        }
    },
}  # fmt: skip
PROBLEMS: dict[int | str, dict[str, Any]] = {"4XX": PROBLEM, "5XX": PROBLEM}
TAG = {"description": "Names this answer; see `If-None-Match`.", "schema": {"type": "string"}}
LINK = {
    "description": 'The address of the next page, with rel="next", where there is one.',
    "schema": {"type": "string"},
}


def answers(
    form: type, description: str, *, paged: bool = False, tagged: bool = True
) -> dict[str, Any]:
    """How a route answers, for its decorator.

    Args:
        form: of `models`; description: in words.
        paged: whether it gives a page; tagged: whether it has an `ETag`.
    """
    headers = ({"ETag": TAG} if tagged else {}) | ({"Link": LINK} if paged else {})
    schema = {"$ref": REFERENCE.format(name=form.__name__)}
    content = {"application/json": {"schema": schema}}
    return {
        "response_class": Response,
        "responses": {
            200: {"description": description, "headers": headers, "content": content}, **PROBLEMS
        },
    }  # fmt: skip


def document(app: FastAPI) -> bytes:
    """The document in JSON; where it names no security, a token is needed elsewhere only."""
    whole = get_openapi(
        title="onrecord", version=app.version, openapi_version="3.1.0", description=DESCRIPTION,
        routes=app.routes,
    )  # fmt: skip
    _, schemas = msgspec.json.schema_components(
        [*ANSWERS, Line, ProblemDetails], ref_template=REFERENCE
    )
    components = whole.setdefault("components", {})
    components.setdefault("schemas", {}).update(schemas)
    _show_examples(whole["paths"])
    return msgspec.json.encode({**whole, "security": [{}, {"token": []}]})


def _show_examples(paths: dict[str, Any]) -> None:
    """The framework would leave out members that are null."""
    for path in paths.values():
        for operation in path.values():
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    name = content["schema"]["$ref"].rpartition("/")[2]
                    if name in examples.ANSWERS:
                        content["example"] = examples.ANSWERS[name]
