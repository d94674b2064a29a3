"""The server's application."""

from __future__ import annotations

import ctypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from importlib.resources import files

import anyio.to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from onrecord.record.record import Record
from onrecord.web import api, pages, sessions
from onrecord.web.api.document import document
from onrecord.web.caching import LEVEL, WORTH_PACKING, Cache
from onrecord.web.guards import with_guards
from onrecord.web.headers import with_failures, with_head, with_headers
from onrecord.web.limits import Limits, with_limits
from onrecord.web.problems import HANDLERS
from onrecord.web.settings import Settings

M_ARENA_MAX, HEAPS = -8, 2
"""An option of GNU's `mallopt`, and its value: heaps from which all threads take their memory."""


def create_app(
    record: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    allowed_hosts: tuple[str, ...] = (),
    limits: Limits | None = None,
) -> FastAPI:
    """The application that serves a record; each process of a server makes its own.

    Args:
        record: its file, or the address of its database; it is opened when the server starts.
        host, port, allowed_hosts: see `Settings`.
        limits: what a client may ask for.
    """
    settings = Settings(record=record, host=host, port=port, allowed_hosts=allowed_hosts)
    limits = limits or Limits()
    app = FastAPI(
        title="onrecord", version=version("onrecord"), lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        openapi_url=None, docs_url=None, redoc_url=None, exception_handlers={**HANDLERS},
        middleware=[  # the first is the outermost
            Middleware(with_headers),
            Middleware(with_failures),
            Middleware(with_head),
            Middleware(GZipMiddleware, minimum_size=WORTH_PACKING, compresslevel=LEVEL),
            Middleware(with_guards, settings=settings),
            Middleware(with_limits, limits=limits),
        ],
    )  # fmt: skip
    app.state.settings, app.state.limits, app.state.cache = settings, limits, Cache()
    app.include_router(api.router)
    app.include_router(sessions.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web").joinpath("static"))))
    app.state.document = document(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    limits: Limits = app.state.limits
    _share_heaps()
    anyio.to_thread.current_default_thread_limiter().total_tokens = limits.threads
    place = app.state.settings.record
    with Record(place, create=False, patience=limits.seconds) as app.state.record:
        yield


def _share_heaps() -> None:
    """Else each thread keeps a heap of its own, as large as its largest answer ever needed."""
    with suppress(AttributeError, TypeError, OSError):  # another C library than GNU's
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)
