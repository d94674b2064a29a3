"""What every answer has, whatever becomes of the request: security headers, and HEAD as GET.

Pages get no script or style but our own files, and nobody may frame them or read them from
elsewhere. So what an article or a name has in it stays text, even where a page forgot to escape it.
"""

from __future__ import annotations

import logging

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import Problem, answer, as_json
from onrecord.web.settings import is_loopback

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without one, a form of ours says its origin is null
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "private, no-cache",
}
"""`no-cache`: a browser may keep an answer, but asks each time whether it still holds."""
FOR_SECURE = {"Cross-Origin-Opener-Policy": "same-origin"}
"""What browsers heed on secure addresses alone; on others they complain of it on every page."""

log = logging.getLogger("onrecord.web")


def with_headers(app: ASGIApp) -> ASGIApp:
    """Give every answer the headers that it does not have itself."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                given = HEADERS | FOR_SECURE if _is_secure(scope) else HEADERS
                for name, value in given.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    return run


def _is_secure(scope: Scope) -> bool:
    """Whether a browser trusts the address: one with TLS, or of its own machine."""
    host = Headers(scope=scope).get("host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return scope["scheme"] == "https" or is_loopback(name.strip("[]"))


def with_failures(app: ASGIApp) -> ASGIApp:
    """Answer what nobody foresaw with a line that tells nothing, and keep the rest in the log."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await app(scope, receive, watched if scope["type"] == "http" else send)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            failure = Problem(500, "this should not happen; the server's log says what did")
            await (await _told(scope, failure))(scope, receive, send)

    return run


async def _told(scope: Scope, failure: Problem) -> Response:
    try:
        return await answer(Request(scope), failure)
    except Exception:  # the page that tells it may be what fails
        log.exception("%s cannot be told as a page", failure.status)
        return as_json(failure)


def with_head(app: ASGIApp) -> ASGIApp:
    """Answer HEAD as GET, without the body."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def send_no_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await app({**scope, "method": "GET"}, receive, send_no_body)

    return run
