"""Logging in and out with a browser."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.record.tokens import SESSION
from onrecord.web.access import whoever
from onrecord.web.csrf import COOKIE
from onrecord.web.kept import KeptRecord
from onrecord.web.rendering import login_page

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login(request: Request, record: KeptRecord, once: str | None = None) -> Response:
    """The form for a token; or a login at once, by the address that `serve` prints."""
    if once is None:
        return login_page(request, 200, None)
    return _begin(request, record, once, "/")


@router.post("/login")
def take_token(
    request: Request,
    record: KeptRecord,
    token: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the form's name
) -> Response:
    """Begin a session for a token."""
    return _begin(request, record, token.strip(), next)


@router.post("/logout", dependencies=[Depends(whoever)])
def logout(request: Request, record: KeptRecord) -> Response:
    """End the session; its form has the CSRF token as any other."""
    record.tokens.end_session(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


def _begin(request: Request, record: KeptRecord, secret: str, following: str) -> Response:
    begun = record.tokens.begin_session(secret)
    if begun is None:
        return login_page(request, 403, "the token is not good, or was used already")
    response = RedirectResponse(_local(following), 303)
    response.set_cookie(
        COOKIE, begun[1], max_age=int(SESSION.total_seconds()), path="/", httponly=True,
        samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip
    return response


def _local(path: str) -> str:
    """A path of ours; browsers take // and /\\ for another host."""
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") else "/"
