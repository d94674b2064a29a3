"""Arguments and options that several commands take."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from onrecord.extracting.acts import LABELS
from onrecord.printing import ListFormat
from onrecord.statement import ActLabel

TABLE_LIMIT = 20
"""Rows of a table at most, where no limit is given."""

RecordPath = Annotated[
    Path, typer.Argument(metavar="RECORD", help="The record's file, such as news.db.")
]
Speaker = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Any name of the speaker's, or part of its name or of the source's words.",
    ),
]
Act = Annotated[
    ActLabel | None,
    typer.Option(metavar="ACT", help=f"What a stretch of it does: {', '.join(LABELS)}."),
]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Published on this day or later."),
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="So many at most. [default: 20 in a table, else all]")
]
Form = Annotated[
    ListFormat | None,
    typer.Option(help="table, jsonl or csv. [default: table on a terminal, else jsonl]"),
]
