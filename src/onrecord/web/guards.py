"""Which requests come from whom we think.

A page elsewhere on the web can send a browser's requests to a server on the reader's own machine,
and with a name that leads there (DNS rebinding) even read the answers. So a request has to name the
server as we know it, and whatever does something must not come from another page.
"""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.web.access import SAFE
from onrecord.web.problems import Problem, as_json
from onrecord.web.settings import HTTP, LOOPBACK_NAMES, Settings, is_every_address

OWN_SITES = ("same-origin", "none")
"""What a browser says of a request that our pages, or people themselves, have sent."""


def with_guards(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Refuse requests for other hosts, and those that a page elsewhere has sent."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            problem = _problem(settings, scope["method"], Headers(scope=scope))
            if problem is not None:
                await as_json(problem)(scope, receive, send)
                return
        await app(scope, receive, send)

    return run


def _problem(settings: Settings, method: str, headers: Headers) -> Problem | None:
    host = headers.get("host", "").lower()
    if not is_known(settings, host):
        return Problem(421, "the request is for another host; `onrecord serve --allowed-host NAME`")
    if method in SAFE:
        return None
    origin = headers.get("origin")
    foreign = origin is not None and origin.lower().partition("://")[2] != host
    if foreign or headers.get("sec-fetch-site", "none") not in OWN_SITES:
        return Problem(403, "the request comes from a page elsewhere")
    return None


def is_known(settings: Settings, host: str) -> bool:
    """Whether a `Host` header names the server as it is known.

    On loopback it has the port; elsewhere a proxy may have another, and names count only.
    """
    own = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = {one.lower() for one in (own, *settings.allowed_hosts, *LOOPBACK_NAMES)}
    if settings.is_private:
        return host in {f"{name}:{settings.port}" for name in names} or (
            settings.port == HTTP and host in names
        )
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name in names or (is_every_address(settings.host) and _is_address(name.strip("[]")))


def _is_address(name: str) -> bool:
    """An address, unlike a name, cannot be made to lead elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
