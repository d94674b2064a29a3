"""Running the server: one process, or several that share a port."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from onrecord.errors import OnrecordError
from onrecord.web.app import create_app
from onrecord.web.settings import Settings

BACKLOG = 512
KEPT = 65
"""Seconds that a connection may rest: longer than proxies keep theirs, so that these end it."""
PROXIES = "127.0.0.1,::1"
"""Where a proxy that passes requests on may be, if there is one: it says whose they are."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on, also while the server is still starting.

    Raises:
        OnrecordError: the port is taken, or the host is none of this machine's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
        except BaseException:
            listening.close()
            raise
    except OSError as error:
        raise OnrecordError(
            f"{host}, port {port}: {error.strerror or error}; --port or --host takes another"
        ) from error
    listening.set_inheritable(True)
    return listening


def configured(
    make: Callable[[], FastAPI], *, behind_proxy: bool, workers: int = 1
) -> uvicorn.Config:
    """How the server runs an application, which each of its processes makes.

    Args:
        make: makes it; a process that is started needs to find it by its name.
        behind_proxy: believe what a proxy on this machine says of whom it asks for.
        workers: processes.
    """
    return uvicorn.Config(
        make, factory=True, workers=workers, ws="none", log_level="warning", access_log=False,
        server_header=False, timeout_keep_alive=KEPT, proxy_headers=behind_proxy,
        forwarded_allow_ips=PROXIES,
    )  # fmt: skip


def serve(
    settings: Settings, listening: socket.socket, *, workers: int, open_at: str | None
) -> None:
    """Serve until Ctrl-C.

    Args:
        settings: of the server.
        listening: see `listen`.
        workers: processes; each has its own record, cache and counts of requests.
        open_at: an address that is opened in a browser.
    """
    make = partial(
        create_app, settings.record, host=settings.host, port=settings.port,
        allowed_hosts=settings.allowed_hosts,
    )  # fmt: skip
    config = configured(make, behind_proxy=bool(settings.allowed_hosts), workers=workers)
    if open_at is not None:
        threading.Thread(target=webbrowser.open, args=(open_at,), daemon=True).start()
    with suppress(KeyboardInterrupt):  # is raised once more when all is put away
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()
