"""`onrecord corrections` and `onrecord reextract`: what people corrected, and newer versions."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_corrections
from onrecord.cli_options import (
    LinesFormat,
    RecordPath,
    SpeakerConfidence,
    Who,
    Why,
    login,
    resumable,
)
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
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


def reextract(
    record: RecordPath,
    every: Annotated[
        bool, typer.Option("--all", help="Also over articles that this version has read.")
    ] = False,
    speaker_confidence: SpeakerConfidence = DEFAULT_CONFIDENCE,
) -> None:
    """Run this version over the stored articles that another has read, and print what changes.

    Per article, + is a statement that was gained, - one that was lost, ~ one with other values.
    What people have judged and corrected stays, and follows from an earlier text where it can. Safe
    to stop and to run again: it goes on where it was.

    \b
    Example:
      onrecord reextract news.db > changes.txt
    """
    articles = gained = lost = changed = 0
    with (
        resumable(),
        onrecord.Record(record, create=False) as kept,
        printing.progress(hidden=not piped()) as show,
    ):
        done = kept.reextract(
            every=every,
            speaker_confidence=speaker_confidence,
            progress=lambda done, of: show(f"{done:,} of {of:,} articles"),
        )
        for one in done:
            articles, gained = articles + 1, gained + len(one.gained)
            lost, changed = lost + len(one.lost), changed + len(one.changed)
            for line in printing_corrections.reread_lines(one):
                typer.echo(line.translate(printing.HARMLESS))
            if one.left_behind:
                place = one.article.url or one.article.id
                line = printing_corrections.left_behind_line(place, one.left_behind, str(kept))
                typer.echo(f"onrecord: {line}", err=True)
    typer.echo(
        f"{articles:,} article{'' if articles == 1 else 's'} read anew: "
        f"{gained:,} gained, {lost:,} lost, {changed:,} changed",
        err=True,
    )
