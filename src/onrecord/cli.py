"""The command line."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import sys
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord import (
    cli_actors,
    cli_acts,
    cli_chart,
    cli_corrections,
    cli_export,
    cli_mcp,
    cli_review,
    cli_search,
    cli_serve,
    cli_token,
    cli_utterances,
    evaluation,
    printing,
    printing_corrections,
)
from onrecord.actors.directory import shipped_directory, with_actors
from onrecord.actors.own import load_actors
from onrecord.article import Article
from onrecord.cli_options import (
    RecordPath,
    SpeakerConfidence,
    TakingWords,
    resumable,
    telling_left_behind,
)
from onrecord.errors import OnrecordError
from onrecord.extracting import extract_many
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.printing import OutputFormat, piped
from onrecord.reading import Refused, read_many
from onrecord.statement import to_line

if TYPE_CHECKING:
    from onrecord.record import Added

app = typer.Typer(
    name="onrecord",
    help="Read news and keep the record of who said what.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_actors.app, name="actors")
app.add_typer(cli_corrections.app, name="corrections")
app.add_typer(cli_chart.app, name="chart")
app.add_typer(cli_token.app, name="token")

REMEMBERED = 1_000
"""Refusals that a run remembers, the latest; a record keeps no more."""
YOUNG = 20_000
"""Objects from which the interpreter looks for cycles: few here are in one, and most live long."""

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (text, HTML, JSON Lines), folders, http(s) addresses, or - for standard input.",
    ),
]
Published = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="DATE", help="Date of articles that give none, as YYYY-MM-DD."
    ),
]
AllowLocal = Annotated[
    bool, typer.Option("--allow-local", help="Fetch from private and loopback addresses too.")
]


OwnActors = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Actors of your own, as TOML or CSV; they win over the shipped ones.",
    ),
]


@app.callback()
def _onrecord(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"onrecord {installed_version('onrecord')}")
        raise typer.Exit


@app.command()
def extract(
    sources: Sources,
    format: Annotated[  # noqa: A002
        OutputFormat | None,
        typer.Option(
            help="table, or jsonl: a line an article. [default: table on a terminal, else jsonl]"
        ),
    ] = None,
    published: Published = None,
    actors: OwnActors = None,
    speaker_confidence: SpeakerConfidence = DEFAULT_CONFIDENCE,
    allow_local: AllowLocal = False,
) -> None:
    """Print who said what in articles, without keeping it.

    \b
    Examples:
      onrecord extract story.html
      onrecord extract stories.jsonl --format jsonl > statements.jsonl
      cat story.txt | onrecord extract - --published 2026-03-06
      onrecord extract https://example.org/story
    """
    directory = with_actors(shipped_directory(), load_actors(actors)) if actors else None
    run = _Run(sources, published, allow_local)
    form = format or (OutputFormat.JSONL if piped() else OutputFormat.TABLE)
    with printing.progress(hidden=not piped()) as show:
        for article, statements in extract_many(
            run.articles(), directory=directory, speaker_confidence=speaker_confidence
        ):
            run.found += len(statements)
            if form == OutputFormat.TABLE:
                printing.print_article(article, statements)
            else:
                sys.stdout.write(to_line(article, statements) + "\n")
            show(f"{run.read:,} articles, {run.found:,} statements")
    sys.stdout.flush()
    run.close(f"{_count(run.found, 'statement')} found")


@app.command()
def add(
    record: RecordPath,
    sources: Sources,
    published: Published = None,
    actors: OwnActors = None,
    speaker_confidence: SpeakerConfidence = DEFAULT_CONFIDENCE,
    allow_local: AllowLocal = False,
) -> None:
    """Extract the statements of articles and keep both in a record.

    Safe to run again: articles already on the record are passed over, one whose text has changed
    becomes a new version beside the old, and what people have corrected follows to it.

    \b
    Examples:
      onrecord add news.db stories.jsonl page.html folder/
      onrecord add news.db stories.jsonl --actors my-actors.toml
      onrecord add news.db https://example.org/story
    """
    own = load_actors(actors) if actors else []
    run = _Run(sources, published, allow_local)
    with resumable(), onrecord.Record(record) as kept, printing.progress() as show:
        kept.keep_own_actors(own)
        tell = telling_left_behind(kept)

        def report(added: Added) -> None:
            tell(added)
            show(f"{run.read:,} articles, {added.statements:,} statements")

        added = kept.add(run.articles(), speaker_confidence=speaker_confidence, progress=report)
        kept.keep_refusals((one.where, one.why) for one in run.latest_refused)
        articles, statements = kept.counts()
    run.close(
        f"{added.new:,} new, {added.changed:,} changed, {added.known:,} already known; "
        f"{_count(added.statements, 'statement')} found; {kept} now holds "
        f"{_count(statements, 'statement')} from {_count(articles, 'article')}"
    )


app.command(cls=TakingWords)(cli_search.search)
app.command(cls=TakingWords)(cli_search.check)
app.command("list")(cli_search.list_)
app.command(cls=TakingWords)(cli_utterances.utterances)
app.command()(cli_utterances.regroup)
app.command()(cli_acts.redlines)
app.command()(cli_export.export)
app.command("import")(cli_export.import_)
app.command()(cli_review.review)
app.command()(cli_corrections.reextract)
app.command()(cli_serve.serve)
app.command()(cli_mcp.mcp)


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


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="JSON Lines of articles with their true statements."),
    ],
    predicted: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Statements to score, as `extract` wrote them. [default: extract now]",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as one JSON object.")
    ] = False,
) -> None:
    """Score extracted statements against articles that people have annotated.

    \b
    Examples:
      onrecord evaluate gold.jsonl
      onrecord evaluate gold.jsonl --predicted run.jsonl --json
    """
    truth = evaluation.load_gold(gold)
    found = evaluation.load_predicted(predicted) if predicted else evaluation.predict(truth)
    scores = evaluation.score(truth, found)
    typer.echo(json.dumps(scores) if as_json else evaluation.table(scores))


@app.command()
def compare(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="Statements of one run, as `extract` wrote them.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Statements of another.")],
) -> None:
    """Print the statements that one run has lost and gained against another.

    \b
    Example:
      onrecord compare before.jsonl after.jsonl
    """
    lost, gained = 0, 0
    for line in evaluation.differences(old, new):
        lost, gained = lost + line.startswith("-"), gained + line.startswith("+")
        typer.echo(line)
    typer.echo(f"{lost} lost, {gained} gained", err=True)


def main() -> None:
    """Run the command line; errors of input are one line and exit status 1."""
    gc.set_threshold(YOUNG, 10, 10)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except OnrecordError as error:
        typer.echo(f"onrecord: {error}", err=True)
        sys.exit(1)
    except UnicodeEncodeError as error:  # bytes of the command line that are no UTF-8
        bad = ascii(error.object[error.start : error.end])
        typer.echo(f"onrecord: an argument has {bad}, which is not text in UTF-8", err=True)
        sys.exit(1)
    except OSError as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left is not flushed
        if error.errno != errno.EPIPE:
            typer.echo(f"onrecord: the output cannot be written: {error.strerror}", err=True)
        sys.exit(1)


class _Run:
    """What one run has read, refused and found."""

    def __init__(self, sources: list[str], published: datetime | None, allow_local: bool) -> None:
        self.sources, self.allow_local = sources, allow_local
        self.published = published.date() if published else None
        self.read = self.found = 0
        self.refused: Counter[str] = Counter()
        self.latest_refused: deque[Refused] = deque(maxlen=REMEMBERED)

    def articles(self) -> Iterator[Article]:
        for article in read_many(
            self.sources,
            published=self.published,
            allow_local=self.allow_local,
            refused=self._refuse,
        ):
            self.read += 1
            yield article

    def _refuse(self, one: Refused) -> None:
        self.refused[one.why] += 1
        self.latest_refused.append(one)
        hint = ", unless with --allow-local" if one.private else ""
        typer.echo(f"onrecord: {one.where}: {one.why}{hint}", err=True)

    def close(self, outcome: str) -> None:
        """Print the last line; the exit status is 1 where anything was refused."""
        reasons = "; ".join(
            f"{n:,} x {why}" if n > 1 else why for why, n in self.refused.most_common(3)
        )
        reasons += "; ..." if len(self.refused) > 3 else ""
        refused = f"{self.refused.total():,} refused" + (f" ({reasons})" if reasons else "")
        typer.echo(f"{_count(self.read, 'article')} read, {refused}; {outcome}", err=True)
        if self.refused:
            raise typer.Exit(1)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
