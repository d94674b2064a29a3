"""What goes wrong, as `application/problem+json` (RFC 9457), or as a page for a browser."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from onrecord.errors import NotFoundError, OnrecordError, StaleError, UnavailableError
from onrecord.web.cookies import logged_in
from onrecord.web.rendering import error_page

API = "/api/"
MEDIA_TYPE = "application/problem+json"
STATUS = {NotFoundError: 404, StaleError: 409, UnavailableError: 503}
"""Of errors that are more than input that cannot be used."""


class Problem(Exception):  # noqa: N818 - the standard's name
    """An answer that says what is wrong, and what to do."""

    def __init__(
        self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        """Take the status, a line for people, headers, and further members of the answer."""
        super().__init__(detail)
        self.status, self.detail, self.headers, self.more = status, detail, headers or {}, more

    @property
    def title(self) -> str:
        """What the status says."""
        return HTTPStatus(self.status).phrase


async def answer(request: Request, problem: Problem) -> Response:
    """A problem as the one who asked can read it."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if wants_page and not request.url.path.startswith(API):
        if problem.status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
            path = request.scope["raw_path"].decode("ascii")  # as it is quoted
            asked = path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?{urlencode({'next': asked})}", 303)
        who = None
        with suppress(OnrecordError):  # the record may be what fails
            who = await logged_in(request)
        response = error_page(
            request, problem.status, problem.title, problem.detail,
            name=who.name if who else "", is_editor=who is not None and who.role == "editor",
        )  # fmt: skip
        response.headers.update(problem.headers)
        return response
    return as_json(problem)


def as_json(problem: Problem) -> Response:
    """A problem as JSON."""
    body = {
        "type": "about:blank", "title": problem.title, "status": problem.status,
        "detail": problem.detail, **problem.more,
    }  # fmt: skip
    return Response(
        msgspec.json.encode(body), problem.status, dict(problem.headers), media_type=MEDIA_TYPE
    )


async def on_problem(request: Request, error: Exception) -> Response:
    """Answer a `Problem`."""
    assert isinstance(error, Problem)  # noqa: S101 - as registered
    return await answer(request, error)


async def on_http(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: no such page, no such method."""
    assert isinstance(error, HTTPException)  # noqa: S101
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods(request))
    return await answer(request, Problem(error.status_code, error.detail, headers=headers))


def _methods(request: Request) -> list[str]:
    """The methods of a path, of all its routes; the framework names those of the first."""
    found = [
        method
        for method in ("GET", "POST")
        for route in request.app.router.routes
        if route.matches({**request.scope, "method": method})[0] == Match.FULL
    ]
    return ["HEAD", *found] if "GET" in found else found


async def on_invalid(request: Request, error: Exception) -> Response:
    """Answer parameters and bodies that have not the form that they should, each with its place.

    What has the form and cannot be used is 422; see `on_refused`.
    """
    assert isinstance(error, RequestValidationError)  # noqa: S101
    errors = [
        {"where": ".".join(map(str, one["loc"])), "why": one["msg"]} for one in error.errors()
    ]
    detail = "; ".join(f"{one['where']}: {one['why']}" for one in errors)
    return await answer(request, Problem(400, detail, errors=errors))


async def on_refused(request: Request, error: Exception) -> Response:
    """Answer what the record refuses."""
    return await answer(request, refused(request, error))


def refused(request: Request, error: Exception) -> Problem:
    """What the record refuses, as a problem."""
    record = request.app.state.record
    detail = str(error).removeprefix(f"{record}: ")  # where the file is concerns nobody outside
    status = next((one for kind, one in STATUS.items() if isinstance(error, kind)), 422)
    headers = {"Retry-After": "10"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Problem(status, detail, headers=headers)


Answering = Callable[[Request, Any], Coroutine[Any, Any, Response]]
HANDLERS: Mapping[int | type[Exception], Answering] = {
    Problem: on_problem,
    HTTPException: on_http,
    RequestValidationError: on_invalid,
    OnrecordError: on_refused,
}
