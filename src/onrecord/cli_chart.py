"""`onrecord chart`: pictures of what is on the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord import charts
from onrecord.charts.palette import Theme
from onrecord.cli_files import Out, Overwrite, target
from onrecord.cli_options import ActorName, RecordPath, Text, with_filters
from onrecord.errors import OnrecordError
from onrecord.printing import piped
from onrecord.record.searching.query import By, Query

if TYPE_CHECKING:
    from altair import Chart

    from onrecord.record import Record

HELP = """Draw charts of what is on the record.

FILE ends with .svg or .png, a picture; .json, its Vega-Lite specification with the data; or .csv,
the data. Where the output is piped, it is SVG.

\b
Examples:
  onrecord chart acts news.db -o acts.svg
  onrecord chart actor news.db "Ilse Marrant" --by week -o marrant.png
  onrecord chart redlines news.db --act threaten -o threats.csv
"""
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)

Per = Annotated[By, typer.Option("--by", metavar="PERIOD", help="week or month.")]
Background = Annotated[
    Theme, typer.Option("--theme", metavar="THEME", help="For a light or a dark background.")
]


@app.command()
@with_filters
def acts(
    query: Query,
    record: RecordPath,
    by: Per = "month",
    theme: Background = "light",
    out: Out = None,
    overwrite: Overwrite = False,
    text: Text = None,
) -> None:
    """Draw how many statements do what, by week or month of publication.

    \b
    Examples:
      onrecord chart acts news.db -o acts.svg
      onrecord chart acts news.db --by week --outlet "The Zelk Post" -o weeks.csv
    """
    wanted = replace(query, text=text)
    with _opened(record, out, overwrite) as (kept, write):
        write(charts.acts(kept, wanted, by=by, theme=theme))


@app.command()
@with_filters
def actor(
    query: Query,
    record: RecordPath,
    actor: ActorName,
    by: Per = "month",
    theme: Background = "light",
    out: Out = None,
    overwrite: Overwrite = False,
    text: Text = None,
) -> None:
    """Draw what one actor's statements do, by week or month of publication.

    \b
    Example:
      onrecord chart actor news.db "Ilse Marrant" -o marrant.svg
    """
    wanted = replace(query, text=text)
    with _opened(record, out, overwrite) as (kept, write):
        write(charts.actor(kept, actor, wanted, by=by, theme=theme))


@app.command()
@with_filters
def redlines(
    query: Query,
    record: RecordPath,
    limit: Annotated[
        int, typer.Option(min=1, max=200, help="So many lines at most, the latest said.")
    ] = charts.MOST_LINES,
    theme: Background = "light",
    out: Out = None,
    overwrite: Overwrite = False,
    text: Text = None,
) -> None:
    """Draw when conditional threats, warnings, promises, offers and refusals were said.

    \b
    Example:
      onrecord chart redlines news.db --speaker Kvist -o redlines.svg
    """
    wanted = replace(query, text=text)
    with _opened(record, out, overwrite) as (kept, write):
        write(charts.redlines(kept, wanted, limit=limit, theme=theme))


@contextmanager
def _opened(
    record: str, out: Path | None, overwrite: bool
) -> Iterator[tuple[Record, Callable[[Chart], None]]]:
    """A record, and what writes a chart of it in the form that the file's name ends with."""
    form = out.suffix.lower().removeprefix(".") if out else "svg"
    if form not in charts.FORMS:
        endings = ", ".join(f".{one}" for one in charts.FORMS)
        raise OnrecordError(f"{out}: the name of a chart's file ends with one of {endings}")
    if out is None and not piped():
        raise OnrecordError("a chart is not for reading on a terminal; give a file with -o")
    with onrecord.Record(record, create=False) as kept, target(out, overwrite) as file:

        def write(chart: Chart) -> None:
            file.write(charts.FORMS[form](chart))
            if out is not None:
                typer.echo(f"{out}: {chart.description}", err=True)

        yield kept, write
