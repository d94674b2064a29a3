"""`onrecord token`: who may read and correct a record over the network."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

import onrecord
from onrecord import printing_tokens as printing
from onrecord.cli_options import LinesFormat, RecordPath, login
from onrecord.printing import OutputFormat, piped

HELP = """Make and revoke tokens, by which people and programs are known to `onrecord serve`.

A token is shown once, when it is made; the record keeps what it can be recognised by, and not the
token itself.

\b
Examples:
  onrecord token news.db create --role editor --name ana
  onrecord token news.db list
  onrecord token news.db revoke 2
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)


class RoleChoice(StrEnum):
    """What somebody with a token may do."""

    READER = "reader"
    EDITOR = "editor"


@app.callback()
def _token(context: typer.Context, record: RecordPath) -> None:
    context.obj = record


@app.command()
def create(
    context: typer.Context,
    role: Annotated[
        RoleChoice,
        typer.Option(help="reader: reads, and has addresses fetched; editor: corrects as well."),
    ],
    name: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="Whose it is: corrections have it. [default: the login]"),
    ] = None,
) -> None:
    """Make a token, and print it.

    \b
    Example:
      onrecord token news.db create --role editor --name ana
    """
    with onrecord.Record(context.obj, create=False) as kept:
        made, secret = kept.tokens.create(role.value, name=name or login())
    typer.echo(secret)
    typer.echo(
        f"token {made.number} of {made.name}, {made.role}; keep it, it is not shown again", err=True
    )


@app.command("list")
def list_(context: typer.Context, format: LinesFormat = None) -> None:  # noqa: A002
    """List tokens, also those revoked, and the logins and sessions that are open.

    \b
    Example:
      onrecord token news.db list
    """
    with onrecord.Record(context.obj, create=False) as kept:
        found = kept.tokens.list()
    if (format or (OutputFormat.JSONL if piped() else OutputFormat.TABLE)) == OutputFormat.TABLE:
        printing.print_tokens(found)
    else:
        printing.print_tokens_jsonl(found)


@app.command()
def revoke(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The token's number.")],
) -> None:
    """Let a token, and the sessions that began with it, be good for nothing from now on.

    \b
    Example:
      onrecord token news.db revoke 2
    """
    with onrecord.Record(context.obj, create=False) as kept:
        revoked = kept.tokens.revoke(number)
    typer.echo(f"token {number} of {revoked.name} is revoked", err=True)
