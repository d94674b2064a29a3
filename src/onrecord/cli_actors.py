"""The command line's `actors`: who speaks on the record, and what people judge of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord import answers
from onrecord import printing_actors as printing
from onrecord.cli_options import (
    TABLE_LIMIT,
    ActorName,
    Limit,
    LinesFormat,
    RecordPath,
    Who,
    Why,
    login,
)
from onrecord.printing import ListFormat, OutputFormat, piped
from onrecord.record.place import place_of, shown

if TYPE_CHECKING:
    from onrecord.record.actors import Judgement

HELP = """Show who speaks on the record, and judge which of them are one.

A judgement changes no statement, is kept with who made it and when, and can be undone. ACTOR is an
id, the beginning of one, or a name.

\b
Examples:
  onrecord actors news.db list --type person
  onrecord actors news.db show "Ilse Marrant"
  onrecord actors news.db proposals
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)


class TypeChoice(StrEnum):
    """The types of actors."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    GROUP = "group"
    DOCUMENT = "document"


@app.callback()
def _actors(
    context: typer.Context,
    record: RecordPath,
) -> None:
    context.obj = record


@app.command("list")
def list_(
    context: typer.Context,
    type: Annotated[  # noqa: A002
        TypeChoice | None,
        typer.Option(help="person, government, organisation, group or document."),
    ] = None,
    limit: Limit = None,
    format: Annotated[  # noqa: A002
        ListFormat | None,
        typer.Option(help="table, jsonl or csv. [default: table on a terminal, else jsonl]"),
    ] = None,
) -> None:
    """List the actors, those with most statements first.

    \b
    Example:
      onrecord actors news.db list --type person --format csv > people.csv
    """
    form = format or (ListFormat.JSONL if piped() else ListFormat.TABLE)
    most = TABLE_LIMIT if limit is None and form == ListFormat.TABLE else limit
    with _opened(context) as record:
        found = record.actors.list(
            type=type.value if type else None,
            limit=most + 1 if form == ListFormat.TABLE and most is not None else most,
        )
    if form == ListFormat.TABLE:
        printing.print_actors(found, most)
    elif form == ListFormat.CSV:
        printing.print_actors_csv(found)
    else:
        printing.print_lines(found)


@app.command()
def show(context: typer.Context, actor: ActorName, format: LinesFormat = None) -> None:  # noqa: A002
    """Show an actor: its names, roles and descriptions, articles, and judgements of it.

    \b
    Examples:
      onrecord actors news.db show "Ilse Marrant"
      onrecord actors news.db show gov:ru --format table
    """
    with _opened(context) as record:
        portrait = record.actors.show(actor)
    if _in_table(format):
        printing.print_portrait(portrait)
    else:
        printing.print_lines([answers.actor_of(portrait)])


@app.command()
def proposals(
    context: typer.Context,
    limit: Limit = None,
    format: LinesFormat = None,  # noqa: A002
) -> None:
    """List pairs of actors that are likely one, with what speaks for it (+) and against it (-).

    \b
    Example:
      onrecord actors news.db proposals --limit 5
    """
    with _opened(context) as record:
        found = record.actors.proposals()
    if _in_table(format):
        printing.print_proposals(found, limit or TABLE_LIMIT)
    else:
        printing.print_lines(map(printing.proposal_fields, found[:limit]))


@app.command()
def merge(
    context: typer.Context,
    actor: ActorName,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The actor that is shown under it from now on.")
    ],
    why: Why = None,
    who: Who = None,
) -> None:
    """Judge that two actors are one: what OTHER said is shown under ACTOR.

    \b
    Example:
      onrecord actors news.db merge record:3f2a record:90bc --why "both lead the harbour board"
    """
    with _opened(context) as record:
        _tell(context, record.actors.merge(actor, other, who=who or login(), why=why))


@app.command()
def split(
    context: typer.Context,
    actor: ActorName,
    article: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="An article's id, or its beginning.")
    ] = None,
    statement: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A statement's id, or its beginning.")
    ] = None,
    why: Why = None,
    who: Who = None,
) -> None:
    """Judge that what ACTOR said in some articles, or some of its statements, is another's.

    They leave ACTOR and become an actor of their own. Both options can be given several times.

    \b
    Example:
      onrecord actors news.db split "Ana Ruiz" --article a1b2 --article c3d4
    """
    with _opened(context) as record:
        judgement = record.actors.split(
            actor, articles=article or (), statements=statement or (), who=who or login(), why=why
        )
    _tell(context, judgement)


@app.command()
def rename(
    context: typer.Context,
    actor: ActorName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is shown as from now on.")],
    why: Why = None,
    who: Who = None,
) -> None:
    """Judge what an actor goes by.

    \b
    Example:
      onrecord actors news.db rename record:3f2a "Ilse Marrant-Okoro" --why "married in May"
    """
    with _opened(context) as record:
        _tell(context, record.actors.rename(actor, name, who=who or login(), why=why))


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The judgement's number.")],
    who: Who = None,
) -> None:
    """Take back a judgement, whichever it is; `judgements` still lists it.

    \b
    Example:
      onrecord actors news.db undo 3
    """
    with _opened(context) as record:
        undone = record.actors.undo(number, who=who or login())
    typer.echo(f"judgement {number} is undone: {printing.describe(undone)}", err=True)


@app.command()
def judgements(context: typer.Context, format: LinesFormat = None) -> None:  # noqa: A002
    """List every judgement with who made it, when and why, also those undone.

    \b
    Example:
      onrecord actors news.db judgements
    """
    with _opened(context) as record:
        found = record.actors.judgements()
    if _in_table(format):
        printing.print_judgements(found)
    else:
        printing.print_lines(found)


def _opened(context: typer.Context) -> onrecord.Record:
    return onrecord.Record(context.obj, create=False)


def _in_table(form: OutputFormat | None) -> bool:
    return form == OutputFormat.TABLE or (form is None and not piped())


def _tell(context: typer.Context, judgement: Judgement) -> None:
    typer.echo(
        f"judgement {judgement.number}: {printing.describe(judgement)}; "
        f"`onrecord actors {shown(place_of(context.obj))} undo {judgement.number}` takes it back",
        err=True,
    )
