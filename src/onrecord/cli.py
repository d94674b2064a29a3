"""The command line: its commands, and what becomes of their errors."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from importlib import import_module
from importlib.metadata import version as installed_version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from onrecord.errors import OnrecordError

COMMANDS = {
    "extract": "cli_extract",
    "add": "cli_extract",
    "search": "cli_search",
    "check": "cli_search",
    "list": "cli_search",
    "show": "cli_search",
    "utterances": "cli_utterances",
    "regroup": "cli_utterances",
    "redlines": "cli_redlines",
    "export": "cli_export",
    "import": "cli_export",
    "review": "cli_review",
    "corrections": "cli_corrections",
    "reextract": "cli_reextract",
    "actors": "cli_actors",
    "chart": "cli_chart",
    "serve": "cli_serve",
    "token": "cli_token",
    "mcp": "cli_mcp",
    "evaluate": "cli_evaluate",
    "compare": "cli_evaluate",
}
"""The commands, in the order in which help lists them, and the modules that have them."""
YOUNG = 20_000
"""Objects from which the interpreter looks for cycles: few here are in one, and most live long."""


class _Commands(TyperGroup):
    """The commands: a run loads the module of the one that it is for, help loads all."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:  # all, to tell which is near
            if name not in self.commands:
                module = import_module(f"onrecord.{COMMANDS[name]}")
                group = get_group(module.app)
                self.commands[name] = group.commands.get(name, group)
        return self.commands.get(cmd_name)


app = typer.Typer(
    name="onrecord",
    cls=_Commands,
    help="Read news and keep the record of who said what.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _onrecord(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"onrecord {installed_version('onrecord')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors of input are one line and exit status 1."""
    gc.set_threshold(YOUNG, 10, 10)
    # before numpy is loaded: its own threads would only stand in the way of the encoder's
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        sys.exit(1)
    except UnicodeEncodeError as error:  # bytes of the command line that are no UTF-8
        bad = ascii(error.object[error.start : error.end])
        typer.echo(f"onrecord: an argument has {bad}, which is not text in UTF-8", err=True)
        sys.exit(1)
    except OSError as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left is not flushed
        if error.errno != errno.EPIPE:
            typer.echo(f"onrecord: the output cannot be written: {error.strerror}", err=True)
        sys.exit(1)
