"""`onrecord redlines`: what the acts on the record add up to."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord import printing_redlines
from onrecord.cli_options import TABLE_LIMIT, Act, Form, Limit, RecordPath, Since
from onrecord.printing import ListFormat, piped

app = typer.Typer(rich_markup_mode=None)


@app.command()
def redlines(
    record: RecordPath,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose: see `list --speaker`.")
    ] = None,
    act: Act = None,
    since: Since = None,
    limit: Limit = None,
    format: Form = None,  # noqa: A002
) -> None:
    """List conditional threats, warnings, promises, offers and refusals, the latest said first.

    What an actor says again in nearly the same words is one line, with when it was first and last
    said, by which statements, in how many articles and from how many independent sources.

    \b
    Examples:
      onrecord redlines news.db --actor Kvist
      onrecord redlines news.db --act threaten --format csv > redlines.csv
    """
    form = format or (ListFormat.JSONL if piped() else ListFormat.TABLE)
    with onrecord.Record(record, create=False) as kept:
        lines = kept.red_lines(speaker=actor, act=act, since=since.date() if since else None)
    if form == ListFormat.TABLE:
        printing_redlines.print_table(lines, limit or TABLE_LIMIT)
    elif form == ListFormat.CSV:
        printing_redlines.print_csv(lines[:limit])
    else:
        printing_redlines.print_jsonl(lines[:limit])
