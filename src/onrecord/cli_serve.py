"""`onrecord serve`: the record in a browser, and for programs."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer

import onrecord
from onrecord.cli_options import RecordPath, login
from onrecord.errors import OnrecordError, RecordError

app = typer.Typer(rich_markup_mode=None)

NEEDED = ("fastapi", "uvicorn", "jinja2", "multipart")


@app.command()
def serve(
    record: RecordPath,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 is everywhere.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Which port; 0 takes one that is free.")
    ] = 8000,
    open: Annotated[bool, typer.Option("--open", help="Open it in a browser.")] = False,  # noqa: A002
    workers: Annotated[int, typer.Option(min=1, max=64, help="So many processes.")] = 1,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A name by which others reach it, as through a proxy; reading wants a token then.",
        ),
    ] = None,
) -> None:
    """Serve a record to browsers, and to programs at /api/v1.

    On this machine alone anybody may read. Who corrects, and whoever reads from elsewhere, needs a
    token, which `onrecord token` makes. On a terminal it prints an address that logs in once.

    \b
    Examples:
      onrecord serve news.db --open
      onrecord serve news.db --host 0.0.0.0 --allowed-host news.example.org --workers 2
    """
    serving = _needed("onrecord.web.serving")
    settings = _needed("onrecord.web.settings").Settings
    with onrecord.Record(record, create=False) as kept:
        shown = str(kept)
        listening = serving.listen(host, port)
        given = settings(
            record=record, host=host, port=listening.getsockname()[1],
            allowed_hosts=tuple(allowed_host or ()),
        )  # fmt: skip
        at = given.address
        typer.echo(f"onrecord: {shown} is at {at}/ (Ctrl-C stops it)", err=True)
        if given.is_private and sys.stderr.isatty():
            once = _login(kept)
            if once:
                at = f"{at}/login?once={once}"
                typer.echo(f"onrecord: to correct as well, log in (once) at {at}", err=True)
    serving.serve(given, listening, workers=workers, open_at=at if open else None)


def _needed(name: str) -> Any:
    """A module of the server; what that needs is not always installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise OnrecordError(
            f"serve needs {error.name}; install it with: pip install 'onrecord[web]'"
        ) from error


def _login(kept: onrecord.Record) -> str | None:
    """A login for one time; None where the record can only be read."""
    try:
        return kept.tokens.create_login("editor", name=login())
    except RecordError:
        return None
