"""A real server on loopback, for the tests of the interface and the pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypedDict, Unpack

import httpx
import uvicorn

from onrecord.record.place import Place
from onrecord.web.app import create_app
from onrecord.web.limits import Limits
from onrecord.web.serving import configured, listen

GENEROUS = Limits(a_second=100_000, at_once=100_000)
"""For tests of other things than limits."""


class Serving(TypedDict, total=False):
    """How a server is made, where it is not as usual; see `serving`."""

    host: str
    allowed_hosts: tuple[str, ...]
    limits: Limits


@contextmanager
def serving(
    place: Place,
    *,
    host: str = "127.0.0.1",
    allowed_hosts: tuple[str, ...] = (),
    limits: Limits = GENEROUS,
) -> Iterator[str]:
    """The address of a server of a record, in a thread; it listens on loopback in any case."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    make = partial(
        create_app, str(place), host=host, port=port, allowed_hosts=allowed_hosts, limits=limits
    )
    server = uvicorn.Server(configured(make, behind_proxy=bool(allowed_hosts)))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def asking(place: Place, **given: Unpack[Serving]) -> Iterator[httpx.Client]:
    """A client of a server of a record."""
    with (
        serving(place, **given) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def bearer(secret: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"Bearer {secret}"}
