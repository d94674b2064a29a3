"""The server's application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from onrecord.record.record import Record
from onrecord.web import api, pages, sessions
from onrecord.web.problems import HANDLERS
from onrecord.web.settings import Settings


def create_app(
    record: str, *, host: str = "127.0.0.1", port: int = 8000, allowed_hosts: tuple[str, ...] = ()
) -> FastAPI:
    """The application that serves a record; each process of a server makes its own.

    Args:
        record: its file, or the address of its database; it is opened when the server starts.
        host, port, allowed_hosts: see `Settings`.
    """
    settings = Settings(record=record, host=host, port=port, allowed_hosts=allowed_hosts)
    app = FastAPI(
        title="onrecord", version=version("onrecord"), lifespan=_lifespan,
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
        exception_handlers={**HANDLERS},
    )  # fmt: skip
    app.state.settings = settings
    app.include_router(api.router)
    app.include_router(sessions.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web").joinpath("static"))))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[Mapping[str, Any]]:
    settings: Settings = app.state.settings
    with Record(settings.record, create=False) as app.state.record:
        yield {}
