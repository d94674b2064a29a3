"""`onrecord corrections`: what people corrected."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_corrections
from onrecord.cli_options import (
    LinesFormat,
    RecordPath,
    Who,
    Why,
    login,
)
from onrecord.printing import OutputFormat, piped
from onrecord.printing_actors import print_lines

HELP = """Show what people have corrected in statements, add, undo, or export as training data.

A correction is kept beside what the machine found, with who made it and when; `onrecord review`
makes them.

\b
Examples:
  onrecord corrections news.db list
  onrecord corrections news.db add a1b2 --source Kvist --cue said --content "that it rained"
  onrecord corrections news.db undo 3
  onrecord corrections news.db export > gold.jsonl
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _corrections(context: typer.Context, record: RecordPath) -> None:
    context.obj = record


@app.command("list")
def list_(
    context: typer.Context,
    statement: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only of this statement: its id, or the beginning of it."),
    ] = None,
    format: LinesFormat = None,  # noqa: A002
) -> None:
    """List every correction with the machine's value, who made it, when and why, also those undone.

    \b
    Example:
      onrecord corrections news.db list --statement 3f2a
    """
    with _opened(context) as record:
        found = record.review.history(statement)
    if format == OutputFormat.TABLE or (format is None and not piped()):
        printing_corrections.print_corrections(found)
        if not found:
            typer.echo("no correction")
    else:
        print_lines(map(printing_corrections.correction_fields, found))


@app.command()
def add(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="The article's id, or the beginning of it.")
    ],
    content: Annotated[str, typer.Option(metavar="WORDS", help="What was said.")],
    cue: Annotated[str, typer.Option(metavar="WORDS", help="The words that signal it.")],
    source: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words for who said it.")
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who said it: a name or an actor's id.")
    ] = None,
    why: Why = None,
    who: Who = None,
) -> None:
    """Add a statement that the machine missed, by its exact words, and show it.

    Fragments are joined by " ... ". It is on the record as any other, and `undo` takes it away.

    \b
    Example:
      onrecord corrections news.db add a1b2 --source Kvist --cue said --content "that it rained"
    """
    with _opened(context) as record:
        made = record.review.add(
            article, source=source, cue=cue, content=content, speaker=speaker,
            who=who or login(), why=why,
        )  # fmt: skip
        printing.print_statement(record.statement(made.statement))
    typer.echo(printing_corrections.describe(made), err=True)


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The correction's number.")],
    who: Who = None,
) -> None:
    """Take back a correction, whichever it is; `list` still has it.

    \b
    Example:
      onrecord corrections news.db undo 3
    """
    with _opened(context) as record:
        undone = record.review.undo(number, who=who or login())
    typer.echo(f"undone: {printing_corrections.describe(undone)}", err=True)


@app.command()
def export(context: typer.Context) -> None:
    """Write the articles that have reviewed statements as training data, a line of JSON each.

    They are as `onrecord evaluate` reads them: confirmed and corrected statements, none that was
    rejected, and where nobody has looked, regions to ignore.

    \b
    Example:
      onrecord corrections news.db export > gold.jsonl
    """
    with _opened(context) as record:
        print_lines(record.review.annotated_articles())


def _opened(context: typer.Context) -> onrecord.Record:
    return onrecord.Record(context.obj, create=False)
