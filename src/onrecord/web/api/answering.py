"""How routes answer: JSON that is encoded once, and where the next page is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request, Response

from onrecord.web.caching import cached
from onrecord.web.links import next_link

MEDIA_TYPE = "application/json"


def as_json(value: Any, following: str | None = None) -> Response:
    """A value of `models` as JSON; it is not validated again.

    Args:
        value: what is answered.
        following: the address of the next page, if there is one.
    """
    headers = next_link(following) if following else None
    return Response(msgspec.json.encode(value), media_type=MEDIA_TYPE, headers=headers)


def answer(request: Request, make: Callable[[], Any]) -> Response:
    """The answer to a GET that has no pages; see `cached`."""
    return cached(request, lambda: as_json(make()))


def page(request: Request, make: Callable[[], Any]) -> Response:
    """The answer to a GET that has: `make` gives something with a `next`."""

    def made() -> Response:
        value = make()
        return as_json(value, _next(request, value.next) if value.next else None)

    return cached(request, made)


def _next(request: Request, token: str) -> str:
    given = [one for one in request.query_params.multi_items() if one[0] != "after"]
    return f"{request.url.path}?{urlencode([*given, ('after', token)])}"
