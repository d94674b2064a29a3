"""Logging in and out with a browser."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.record.tokens import SESSION
from onrecord.web.access import whoever
from onrecord.web.cookies import cookie_name, session_of
from onrecord.web.kept import KeptRecord
from onrecord.web.links import given
from onrecord.web.rendering import login_page

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login(request: Request, record: KeptRecord) -> Response:
    """The form for a token; or a login at once, by the address that `serve` prints.

    It leads back to the page `next`, or else to the one from which a link led here.
    """
    asked = given(request, ("next", "once"))
    if once := asked.get("once"):
        return _begin(request, record, once, "/")
    return login_page(request, 200, None, _local(asked.get("next") or _led_here(request)))


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
    record.tokens.end_session(session_of(request) or "")
    response = RedirectResponse("/", 303)
    response.delete_cookie(cookie_name(request), path="/", httponly=True, samesite="strict")
    return response


def _begin(request: Request, record: KeptRecord, secret: str, following: str) -> Response:
    begun = record.tokens.begin_session(secret)
    if begun is None:
        why = "the token is not good, or was used already"
        return login_page(request, 403, why, _local(following))
    response = RedirectResponse(_local(following), 303)
    response.set_cookie(
        cookie_name(request), begun[1], max_age=int(SESSION.total_seconds()), path="/",
        httponly=True, samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip
    return response


def _led_here(request: Request) -> str:
    """The page of ours that led here, as the browser has it in its bar also after changes in place.

    Where that was this form, it is where that would have led to.
    """
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if not parts.path or parts.netloc != request.headers.get("host"):
        return "/"
    if parts.path == request.url.path:
        return parse_qs(parts.query).get("next", ["/"])[0]
    return parts._replace(scheme="", netloc="", fragment="").geturl()


def _local(path: str) -> str:
    """A path of ours; browsers take // and /\\ for another host."""
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") else "/"
