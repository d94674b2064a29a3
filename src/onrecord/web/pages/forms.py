"""Forms of pages: what cannot be done is said on the page of the form, with what was typed in it.

Each form has a field `here`, the address of its page, and `which`, its name there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

from fastapi import Form, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from onrecord.article import LONGEST
from onrecord.errors import OnrecordError, StaleError, UnchangedError
from onrecord.record.judgements import LONGEST_REASON
from onrecord.web.access import ANONYMOUS, Who, whoever
from onrecord.web.cookies import logged_in
from onrecord.web.pages.views import view_at
from onrecord.web.problems import Problem, refused
from onrecord.web.rendering import Failed, login_page, render

LEFT_OUT = {
    "article": "choose at least one article",
    "other": "say which other actor",
    "name": "give a name",
}
"""What to do where a field is left empty that has to be filled in."""
Name = Annotated[str, Form(max_length=1_000)]
"""A name or an id; the record says how long the name of an actor may be."""
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
Words = Annotated[str, Form(max_length=LONGEST)]
"""Words of an article, or places in it."""
Back = Annotated[str, Form(max_length=8_000)]
"""Where what is done leads to."""
OWN = re.compile(r"/(?![/\\])[!-~]*")
"""An address of this server, and of no other."""


Refusal = OnrecordError | RequestValidationError | Problem
"""What a form is answered with that cannot be done."""
TYPED = frozenset({"value", "why", "name", "other", "condition", "consequence"})
"""Fields that people type in."""
ENDED = "your session has ended; log in in another tab, then send this again"
OF_ANOTHER = "the page is from before you logged in; send this again"


class FormRoute(APIRoute):
    """Answers a form; where it cannot be done, with the page that it is on."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer as any route, but for what goes wrong."""
        answer = super().get_route_handler()

        async def run(request: Request) -> Response:
            try:
                return await answer(request)
            except (OnrecordError, RequestValidationError, Problem) as error:
                again = await _again(request, error) if request.method == "POST" else None
                if again is None:
                    raise
                return again

        return run


async def _again(request: Request, error: Refusal) -> Response | None:
    """The page of a form with what is wrong, None where a program asks or there is no such page."""
    if "text/html" not in request.headers.get("accept", ""):
        return None
    fields = await request.form()
    typed = {name: [str(value) for value in fields.getlist(name)] for name in fields}
    form, here = str(fields.get("which", "")), str(fields.get("here", ""))
    who = await _who(request)
    has_ended = who is None and isinstance(error, Problem)
    if not OWN.fullmatch(here) or not (has_ended or (who and who.is_editor)):
        return None
    if has_ended and not request.app.state.settings.is_private:  # its page wants a login too
        kept = {name: " ".join(typed[name]) for name in typed if name in TYPED}
        return login_page(request, HTTPStatus.UNAUTHORIZED, ENDED, here, kept)
    status, why = _told(request, error)
    is_there = not (form.startswith("undo") or isinstance(error, StaleError))  # still, on the page
    failed = Failed(
        form, form if is_there else "", here, why, typed, isinstance(error, UnchangedError),
        has_ended,
    )  # fmt: skip
    return await run_in_threadpool(_page, request, who or ANONYMOUS, failed, status)


async def _who(request: Request) -> Who | None:
    """Who sent a form, also one with the CSRF token of a session before."""
    if "authorization" in request.headers:
        with suppress(Problem):
            return await whoever(request)
        return None
    token = await logged_in(request)
    return Who(token.name, token.role, "session") if token else None


def _told(request: Request, error: Refusal) -> tuple[int, str]:
    """The status, and in a sentence what is wrong."""
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        field = str(first["loc"][-1])
        why = LEFT_OUT.get(field, f"the {field} cannot be understood")
        if first["type"] == "string_too_long":
            most = first["ctx"]["max_length"]
            why = f"the {field} is too long; it may have {most:,} characters"
        return HTTPStatus.BAD_REQUEST, f"Not done: {why}."
    if isinstance(error, Problem):
        why = ENDED if error.status == HTTPStatus.UNAUTHORIZED else OF_ANOTHER
        return error.status, f"Not done: {why}."
    problem = refused(request, error)
    if isinstance(error, UnchangedError):
        return HTTPStatus.OK, f"Nothing changed: {problem.detail}."
    return problem.status, f"Not done: {problem.detail}."


def _page(request: Request, who: Who, failed: Failed, status: int) -> Response | None:
    parts = urlsplit(failed.here)
    path = unquote(parts.path)
    scope = {
        **request.scope, "method": "GET", "path": path, "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
    }  # fmt: skip
    there = Request(scope)
    try:
        view = view_at(there, request.app.state.record, who)
    except OnrecordError:  # it is gone meanwhile
        return None
    if view is None:
        return None
    values = {**view.values, "failed": failed}
    shows_forms = who.is_editor or failed.has_ended
    response = render(
        there, view.template, values, name=who.name, is_editor=shows_forms, status=status
    )
    response.headers["HX-Replace-Url"] = failed.here  # not the form's, which leads nowhere
    return response
