"""`onrecord export` and `onrecord import`: the record's statements, out and back in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

import onrecord
from onrecord import printing
from onrecord.cli_files import Out, Overwrite, target
from onrecord.cli_options import RecordPath, Text, resumable, telling_left_behind, with_filters
from onrecord.errors import ArticleError, OnrecordError
from onrecord.export import FORMATS, jsonl
from onrecord.export.events import Coding, write_events
from onrecord.reading.record_lines import Kept, read_record_lines
from onrecord.record.searching.query import Query

app = typer.Typer(rich_markup_mode=None)

if TYPE_CHECKING:
    from onrecord.record import Added


class Form(StrEnum):
    """The formats of an export."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    WEBANNOTATION = "webannotation"
    SCHEMAORG = "schemaorg"
    FTM = "ftm"
    PLOVER = "plover"
    CAMEO = "cameo"


CODINGS: dict[Form, Coding] = {Form.PLOVER: "plover", Form.CAMEO: "cameo"}


@app.command()
@with_filters
def export(
    query: Query,
    record: RecordPath,
    format: Annotated[  # noqa: A002
        Form,
        typer.Option(
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; or plover, cameo: what statements do, as coded events.",
        ),
    ],
    out: Out = None,
    overwrite: Overwrite = False,
    text: Text = None,
) -> None:
    """Write all statements that fit, in a format of others, with where each stands.

    A file is there whole or not at all.

    \b
    Examples:
      onrecord export news.db --format parquet -o statements.parquet
      onrecord export news.db --format jsonl > whole.jsonl
      onrecord export news.db --format plover --act threaten -o threats.csv
    """
    if out is None and format in FORMATS and FORMATS[format].binary and sys.stdout.isatty():
        raise OnrecordError(f"{format} is not for reading on a terminal; give a file with -o")
    with (
        onrecord.Record(record, create=False) as kept,
        target(out, overwrite) as file,
        printing.progress(hidden=out is None and not sys.stdout.isatty()) as tell,
    ):
        found = _told(kept.statements(replace(query, text=text)), tell)
        if coding := CODINGS.get(format):
            only = frozenset({query.act}) if query.act else None
            count = write_events(found, file, coding, kept.directory, acts=only)
        else:
            count = FORMATS[format].write(found, file)
        is_whole = query == Query() and not text
        if is_whole and format == Form.JSONL:  # to be read back
            jsonl.write_articles(kept.quiet_articles(), file)
    if out is not None:
        typer.echo(f"{count:,} rows in {out}", err=True)


def _told(
    found: Iterator[onrecord.record.Found], tell: printing.Report
) -> Iterator[onrecord.record.Found]:
    for number, one in enumerate(found, 1):
        if number % 100 == 0:
            tell(f"{number:,} statements")
        yield one


@app.command("import")
def import_(
    record: RecordPath,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="JSON Lines as `export --format jsonl` wrote; - for the input."
        ),
    ],
) -> None:
    """Read articles with their statements back, as they were exported, without extracting.

    A line that is broken, or whose words and places do not fit its text, is refused; the others
    are kept.

    \b
    Example:
      onrecord import other.db whole.jsonl
    """
    refused = 0

    def lines() -> Iterator[Kept]:
        nonlocal refused
        for name in sources:
            with _source(name) as file:
                for number, one in read_record_lines(file):
                    if isinstance(one, ArticleError):
                        refused += 1
                        typer.echo(f"onrecord: {name}, line {number}: {one}", err=True)
                    else:
                        yield one

    with resumable(), onrecord.Record(record) as kept, printing.progress() as tell:
        tell_left_behind = telling_left_behind(kept)

        def report(added: Added) -> None:
            tell_left_behind(added)
            tell(f"{added.statements:,} statements")

        added = kept.add_extracted(lines(), progress=report)
    typer.echo(
        f"{added.new:,} new, {added.changed:,} changed, {added.known:,} already known, "
        f"{refused:,} refused; {added.statements:,} statements kept",
        err=True,
    )
    if refused:
        raise typer.Exit(1)


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield file
    except OSError as error:
        raise OnrecordError(f"{name}: cannot be read: {error.strerror}") from error
