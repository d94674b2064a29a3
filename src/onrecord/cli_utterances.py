"""`onrecord utterances` and `onrecord regroup`: what was said, wherever it is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_utterances
from onrecord.cli_options import (
    TABLE_LIMIT,
    Form,
    Limit,
    RecordPath,
    TakingWords,
    Words,
    with_filters,
)
from onrecord.printing import ListFormat, piped
from onrecord.record.searching.query import Query

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=TakingWords)
@with_filters
def utterances(
    query: Query,
    record: RecordPath,
    text: Words = None,
    min_sources: Annotated[
        int, typer.Option(min=1, metavar="N", help="From so many independent sources at least.")
    ] = 1,
    limit: Limit = None,
    format: Form = None,  # noqa: A002
) -> None:
    """List what was said, each once, wherever it is printed, with its wordings and their changes.

    What most independent sources have comes first. Copies of one story are one source, and so are
    the articles of one outlet.

    \b
    Examples:
      onrecord utterances news.db "peacekeeping troops" --min-sources 2
      onrecord utterances news.db --speaker Kvist --format csv > utterances.csv
    """
    form = format or (ListFormat.JSONL if piped() else ListFormat.TABLE)
    most = (limit or TABLE_LIMIT) + 1 if form == ListFormat.TABLE else limit
    with onrecord.Record(record, create=False) as kept:
        found = kept.utterances(replace(query, text=text), min_sources=min_sources, limit=most)
        if form == ListFormat.TABLE:
            printing_utterances.print_table(found, limit or TABLE_LIMIT)
        elif form == ListFormat.CSV:
            printing_utterances.print_csv(found)
        else:
            printing_utterances.print_jsonl(found)


@app.command()
def regroup(record: RecordPath) -> None:
    """Group the articles of a record into stories, and its statements into utterances, anew.

    Both are kept up to date as articles come. Nothing is deleted or merged.

    \b
    Example:
      onrecord regroup news.db
    """
    with onrecord.Record(record, create=False) as kept, printing.progress() as show:

        def report(articles: int, statements: int) -> None:
            show(f"{articles:,} articles, {statements:,} statements")

        stories, found = kept.regroup(progress=report)
    typer.echo(f"{stories:,} stories, {found:,} utterances", err=True)
