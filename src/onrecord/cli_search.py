"""`onrecord search`, `check`, `list` and `show`: statements on the record."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_corrections, printing_search
from onrecord.cli_options import (
    TABLE_LIMIT,
    Form,
    Limit,
    RecordPath,
    TakingWords,
    Words,
    with_filters,
)
from onrecord.errors import OnrecordError
from onrecord.printing import ListFormat, piped
from onrecord.record.searching.query import DEFAULT_LIMIT, DEFAULT_MATCHES, Query, Sort

app = typer.Typer(rich_markup_mode=None)


class PageFormat(StrEnum):
    """How a command that gives pages prints."""

    TABLE = "table"
    JSON = "json"


@app.command(cls=TakingWords)
@with_filters
def search(
    query: Query,
    record: RecordPath,
    text: Words = None,
    sort: Annotated[
        Sort | None,
        typer.Option(
            metavar="ORDER",
            help="date, the latest first; or relevance, the best fit first. "
            "[default: relevance where words are given, else date]",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many on a page.")] = (
        DEFAULT_LIMIT
    ),
    after: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", help="The page after the one that gave this token."),
    ] = None,
    format: Annotated[  # noqa: A002
        PageFormat | None,
        typer.Option(help="table, or json: one object. [default: table on a terminal, else json]"),
    ] = None,
) -> None:
    """Search the statements on the record, a page at a time, with counts of all that fits.

    \b
    Examples:
      onrecord search news.db "peacekeeping troops" --act threaten
      onrecord search news.db '"legitimate targets" OR target* NOT training' --speaker Kvist
      onrecord search news.db --continuity reversed --has said_on --since 2026-01-01
    """
    form = format or (PageFormat.JSON if piped() else PageFormat.TABLE)
    order: Sort = sort or ("relevance" if text else "date")
    with onrecord.Record(record, create=False) as kept:
        page = kept.search(replace(query, text=text), sort=order, limit=limit, after=after)
    if form == PageFormat.TABLE:
        printing_search.print_page(page)
    else:
        printing_search.print_page_json(page)


@app.command(cls=TakingWords)
def check(
    record: RecordPath,
    quote: Annotated[
        str,
        typer.Argument(metavar="QUOTE", help="The words to look for; - reads them from the input."),
    ],
    speaker: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who is said to have said it: any of its names."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many matches at most.")] = (
        DEFAULT_MATCHES
    ),
    format: Annotated[  # noqa: A002
        PageFormat | None,
        typer.Option(help="table, or json: one object. [default: table on a terminal, else json]"),
    ] = None,
) -> None:
    """Check whether a quote is on the record, in which words, and who said it.

    The verdict is verbatim (the same words), near (some differ, which are marked), paraphrase (the
    same claim, perhaps, in other words) or absent.

    \b
    Examples:
      onrecord check news.db "we'll treat them as legitimate targets"
      onrecord check news.db "the dam is safe" --speaker Marrant
    """
    form = format or (PageFormat.JSON if piped() else PageFormat.TABLE)
    words = _standard_input() if quote == "-" else quote
    with onrecord.Record(record, create=False) as kept:
        checked = kept.check(words, speaker=speaker, limit=limit)
    if form == PageFormat.TABLE:
        printing_search.print_checked(checked, speaker)
    else:
        printing_search.print_checked_json(checked, words, speaker)


def _standard_input() -> str:
    """The text of the standard input.

    Raises:
        OnrecordError: it is not UTF-8.
    """
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = data[error.start : error.start + 1]
        raise OnrecordError(
            f"the standard input is not text in UTF-8: byte {error.start + 1} of it is {bad!r}"
        ) from None


@app.command("list")
@with_filters
def list_(
    query: Query,
    record: RecordPath,
    conditional: Annotated[
        bool, typer.Option("--conditional", help="Only what hangs on a condition.")
    ] = False,
    limit: Limit = None,
    format: Form = None,  # noqa: A002
) -> None:
    """List statements on the record, the latest published first.

    \b
    Examples:
      onrecord list news.db --speaker Kvist --kind direct --since 2026-01-01
      onrecord list news.db --act threaten --conditional
      onrecord list news.db --format csv > statements.csv
    """
    form = format or (ListFormat.JSONL if piped() else ListFormat.TABLE)
    most = TABLE_LIMIT if limit is None and form == ListFormat.TABLE else limit
    if conditional:
        query = replace(query, has=(*query.has, "condition"))
    with onrecord.Record(record, create=False) as kept:
        found = kept.statements(
            query, limit=most + 1 if form == ListFormat.TABLE and most is not None else most
        )
        if form == ListFormat.TABLE:
            printing.print_table(found, most)
        elif form == ListFormat.CSV:
            printing.print_csv(found)
        else:
            printing.print_jsonl(found)


@app.command()
def show(
    record: RecordPath,
    id: Annotated[str, typer.Argument(metavar="ID", help="A statement's id, or its first digits.")],  # noqa: A002
) -> None:
    """Show a statement in its paragraph, with where it came from.

    \b
    Example:
      onrecord show news.db 3f2a
    """
    with onrecord.Record(record, create=False) as kept:
        found = list(kept.statements(id=id, limit=50))
    if not found:
        raise OnrecordError(f"{kept}: no statement has an id that begins with {id}")
    if len({f.statement.id for f in found}) > 1:
        ids = ", ".join(sorted({f.statement.id for f in found})[:5])
        raise OnrecordError(f"{kept}: more than one id begins with {id}: {ids}; give more digits")
    for one in found:
        printing.print_statement(one)
        printing_corrections.print_corrections(one.corrections)
