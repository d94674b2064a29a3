"""`onrecord redlines` and `onrecord export`: what the acts on the record add up to."""

from __future__ import annotations

import csv
import sys
from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_redlines
from onrecord.cli_options import TABLE_LIMIT, Act, Form, Limit, RecordPath, Since, Speaker
from onrecord.export import FIELDS, Coding, events
from onrecord.positions.redlines import red_lines
from onrecord.printing import ListFormat, piped


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
    said and by which statements.

    \b
    Examples:
      onrecord redlines news.db --actor Kvist
      onrecord redlines news.db --act threaten --format csv > redlines.csv
    """
    form = format or (ListFormat.JSONL if piped() else ListFormat.TABLE)
    with onrecord.Record(record, create=False) as kept:
        found = kept.statements(
            speaker=actor,
            act=act,
            conditional=True,
            since=since.date() if since else None,
        )
        lines = red_lines((one.article, one.statement) for one in found)
    if act:
        lines = [line for line in lines if line.act == act]
    if form == ListFormat.TABLE:
        printing_redlines.print_table(lines, limit or TABLE_LIMIT)
    elif form == ListFormat.CSV:
        printing_redlines.print_csv(lines[:limit])
    else:
        printing_redlines.print_jsonl(lines[:limit])


def export(
    record: RecordPath,
    format: Annotated[  # noqa: A002
        Coding, typer.Option(help="Codes of events: plover or cameo.")
    ],
    speaker: Speaker = None,
    act: Act = None,
    since: Since = None,
) -> None:
    """Write what statements do as coded events, a CSV row each, for research.

    Each row has source and target with country and sector, code, context, date, and the id of the
    statement that it is from.

    \b
    Example:
      onrecord export news.db --format plover > events.csv
    """
    with (
        onrecord.Record(record, create=False) as kept,
        printing.progress(hidden=not piped()) as tell,
    ):
        found = kept.statements(
            speaker=speaker,
            act=act,
            since=since.date() if since else None,
        )
        rows = events(
            ((one.article, one.statement) for one in found),
            format,
            kept.directory,
            acts=frozenset({act}) if act else None,
        )
        writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerow({name: printing.harmless(value) for name, value in row.items()})
            tell(f"{number:,} events")
    sys.stdout.flush()
