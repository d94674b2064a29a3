"""How much a client may ask for: sizes, and requests a second.

Each process of a server counts for itself: with N workers a client may ask for up to N times as
much. A proxy in front, which sees all, is the place for stricter limits.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import Problem, as_json

DISCARDED = 4
"""So many times the largest body is taken in, and let fall, before it is refused."""
SMALL_NETWORK = 64
"""Bits of an IPv6 address that are one client's network."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a client, and a request, may have.

    a_second, at_once: requests, in the long run and in a burst; body: bytes, as an article of the
    largest size in JSON may have; query: bytes of a URL after its "?", as a quote of 4,000
    characters may take, each up to 9, and all else; clients: that are remembered; seconds: that
    reading from the record may take; threads: that do so at once.
    """

    a_second: float = 100
    at_once: float = 300
    body: int = 4_000_000
    query: int = 40_000
    clients: int = 10_000
    seconds: float = 10
    threads: int = 16


class Buckets:
    """A bucket of tokens for each client: a request takes one, and they come back by and by."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        """Take how many tokens there are, and what tells the time."""
        self._limits, self._clock = limits, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token; give 0, or in how many seconds there will be one."""
        limits, now = self._limits, self._clock()
        left, since = self._left.pop(client, (limits.at_once, now))
        left = min(limits.at_once, left + (now - since) * limits.a_second)
        wait = 0.0 if left >= 1 else (1 - left) / limits.a_second
        self._left[client] = (left if wait else left - 1, now)
        if len(self._left) > limits.clients:
            self._left.popitem(last=False)
        return wait


def with_limits(app: ASGIApp, limits: Limits) -> ASGIApp:
    """Refuse what is too much."""
    buckets = Buckets(limits)

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        problem = _too_often(scope, buckets) or _too_long(scope, limits)
        if problem is not None:
            await _discard(receive, limits.body)
            await as_json(problem)(scope, receive, send)
            return
        await app(scope, _counting(receive, limits.body), send)

    return run


def _too_often(scope: Scope, buckets: Buckets) -> Problem | None:
    wait = buckets.take(_client(scope))
    if not wait:
        return None
    return Problem(
        429, "too many requests at once; wait a moment", headers={"Retry-After": str(ceil(wait))}
    )


def _too_long(scope: Scope, limits: Limits) -> Problem | None:
    if len(scope["query_string"]) > limits.query:
        return Problem(414, f"the query is longer than {limits.query:,} bytes")
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return _too_large(limits.body) if int(length) > limits.body else None


def _too_large(most: int) -> Problem:
    return Problem(413, f"the body is larger than {most:,} bytes", headers={"Connection": "close"})


def _counting(receive: Receive, most: int) -> Receive:
    """What is received, as long as it is not too much, also where no length was announced."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            await _discard(receive, most)
            problem = _too_large(most)  # the framework lets its own exceptions through only
            raise HTTPException(problem.status, problem.detail, dict(problem.headers))
        return message

    return counted


async def _discard(receive: Receive, most: int) -> None:
    """Take in what a client still sends: many read no answer before all of it is sent."""
    taken, more = 0, True
    while more and taken < DISCARDED * most:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message.get("more_body", False)


def _client(scope: Scope) -> str:
    host = scope["client"][0] if scope["client"] else ""
    if ":" not in host:
        return str(host)
    return str(ipaddress.ip_network((host.partition("%")[0], SMALL_NETWORK), strict=False))
