"""Arguments and options that several commands take."""

from __future__ import annotations

import getpass
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from onrecord.extracting.acts import LABELS
from onrecord.printing import ListFormat, OutputFormat
from onrecord.printing_corrections import left_behind_line
from onrecord.record.searching.query import PARTS, Query
from onrecord.statement import ActLabel, ContinuityLabel, Kind

INTERRUPTED = 130
"""The exit status of a run that was stopped by Ctrl-C."""
TABLE_LIMIT = 20
"""Rows of a table at most, where no limit is given."""

if TYPE_CHECKING:
    from onrecord.record import Added, Record

RecordPath = Annotated[
    str,
    typer.Argument(metavar="RECORD", help="Its file, such as news.db, or a postgresql:// address."),
]
ActorName = Annotated[str, typer.Argument(metavar="ACTOR", help="Its id, or a name of its.")]
Words = Annotated[
    str | None,
    typer.Argument(
        metavar="[WORDS]",
        help='Words of what was said, with "phrases", AND, OR, NOT, ( ) and begin*; '
        "none for all statements.",
    ),
]
Text = Annotated[
    str | None, typer.Option(metavar="WORDS", help="Words of what was said; see `search`.")
]
Speaker = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Any name of the speaker's, or words of it or of the source."
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

Who = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who judges. [default: the login name]")
]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason, kept with it.")]
LinesFormat = Annotated[
    OutputFormat | None,
    typer.Option(help="table or jsonl. [default: table on a terminal, else jsonl]"),
]
SpeakerConfidence = Annotated[
    float,
    typer.Option(
        min=0.0, max=1.0, metavar="SHARE", help="Leave speakers open that are less sure than this."
    ),
]


class TakingWords(TyperCommand):
    """A command that takes words, which may begin with "-" as options do."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; of an option that there is not, say that it may be words."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            # typer has a parser of its own or click's, by its version, and names neither's errors
            if type(error).__name__ == "NoSuchOption":
                ctx.fail(f'{error}; words that begin with "-" need -- before them: -- "-WORDS"')
            raise


def telling_left_behind(record: Record) -> Callable[[Added], None]:
    """What tells of corrections that could not follow a new text, of each once, as they come."""
    told = 0

    def tell(added: Added) -> None:
        nonlocal told
        for one in added.left_behind[told:]:
            line = left_behind_line(one.url or one.article, one.corrections, str(record))
            typer.echo(f"onrecord: {line}", err=True)
        told = len(added.left_behind)

    return tell


def login() -> str:
    """The login name; where the system has none, as in some containers, a word that says so."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def resumable() -> Iterator[None]:
    """Long work whose batches are kept as they are done: Ctrl-C stops it with a line and 130."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("onrecord: stopped; what was kept is safe, run it again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None


FILTERS: dict[str, tuple[Any, Any]] = {
    "speaker": (Speaker, None),
    "addressee": (
        Annotated[str | None, typer.Option(metavar="NAME", help="Words of whom it was said to.")],
        None,
    ),
    "act": (Act, None),
    "kind": (
        Annotated[Kind | None, typer.Option(metavar="KIND", help="direct, indirect or mixed.")],
        None,
    ),
    "continuity": (
        Annotated[
            ContinuityLabel | None,
            typer.Option(
                metavar="LABEL", help="repeated, consistent, reversed, softened or hardened."
            ),
        ],
        None,
    ),
    "outlet": (
        Annotated[str | None, typer.Option(metavar="NAME", help="Published by this outlet.")],
        None,
    ),
    "since": (Since, None),
    "until": (
        Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"], metavar="DATE", help="Published on this day or earlier."
            ),
        ],
        None,
    ),
    "has": (
        Annotated[
            list[str] | None,
            typer.Option(
                metavar="PART",
                help=f"With this part: {', '.join(PARTS)}; more than once for several.",
            ),
        ],
        None,
    ),
}
"""The options that make a `Query`, by the names of its fields."""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes a `Query` as its `query`, with options in place of that."""
    own = inspect.signature(command, eval_str=True)
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
        )
        for name, (annotation, default) in FILTERS.items()
    ]

    @wraps(command)
    def taking_options(**given: Any) -> None:
        filters = {name: given.pop(name) for name in FILTERS}
        for day in ("since", "until"):
            filters[day] = filters[day].date() if filters[day] else None
        filters["has"] = tuple(filters["has"] or ())
        command(query=Query(**filters), **given)

    mine = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for p in own.parameters.values()
        if p.name != "query"
    ]
    signature = inspect.Signature([*mine, *options])
    taking_options.__dict__["__signature__"] = signature  # what typer looks at
    taking_options.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
    del taking_options.__wrapped__  # which it would prefer
    return taking_options
