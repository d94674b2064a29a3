"""The pages for people."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

router = APIRouter()


def error_page(request: Request, status: int, title: str, detail: str) -> Response:
    """A page that says what went wrong.

    Args:
        request: what was asked; `request.app.state` and templates can be used, a session cannot.
        status: of HTTP.
        title, detail: plain texts.
    """
    return HTMLResponse(f"<!doctype html><h1>{escape(title)}</h1><p>{escape(detail)}</p>", status)


def login_page(request: Request, status: int, detail: str | None) -> Response:
    """The form for a token: it posts `token` and `next` (a path to go on to) to /login.

    Args:
        request: what was asked.
        status: 200, or 403 where a token was refused.
        detail: why it was refused.
    """
    return HTMLResponse(
        f"<!doctype html><p>{escape(detail or '')}</p>"
        '<form method="post" action="/login"><input name="token" type="password">'
        '<input type="hidden" name="next" value="/"><button>Log in</button></form>',
        status,
    )
