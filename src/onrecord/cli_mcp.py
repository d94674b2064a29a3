"""`onrecord mcp`: a record for assistants."""

from __future__ import annotations

import signal
import sys
from importlib import import_module

import typer

import onrecord
from onrecord.cli_options import RecordPath
from onrecord.errors import OnrecordError

app = typer.Typer(rich_markup_mode=None)


@app.command()
def mcp(record: RecordPath) -> None:
    """Serve a record to an assistant, over the Model Context Protocol on standard input and output.

    An assistant that knows the protocol starts this command itself. Nothing on the record can be
    changed through it.

    \b
    Example:
      onrecord mcp news.db
    """
    try:
        server = import_module("onrecord.assistants.server")
    except ImportError as error:
        raise OnrecordError(
            f"serving assistants needs the package mcp, version 2 ({error}); "
            "install it with: pip install 'onrecord[mcp]'"
        ) from error
    with onrecord.Record(record, create=False) as kept:
        # the thread that waits for input cannot be woken, so Ctrl-C ends the process as a whole
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if sys.stdin.isatty():
            typer.echo(f"serving {kept} to an assistant on this terminal; Ctrl-C ends it", err=True)
        server.serve(kept)
