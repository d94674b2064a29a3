"""`onrecord extract` and `onrecord add`: from articles to statements, printed or kept."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord import printing
from onrecord.actors.directory import shipped_directory, with_actors
from onrecord.actors.own import load_actors
from onrecord.article import Article
from onrecord.cli_options import RecordPath, SpeakerConfidence, resumable, telling_left_behind
from onrecord.extracting import extract_many
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.printing import OutputFormat, piped
from onrecord.reading import Refused, read_many
from onrecord.statement import to_line

if TYPE_CHECKING:
    from onrecord.record import Added

app = typer.Typer(rich_markup_mode=None)

REMEMBERED = 1_000
"""Refusals that a run remembers, the latest; a record keeps no more."""

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
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
