"""`onrecord reextract`: a newer version over the stored articles."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord import printing, printing_corrections
from onrecord.cli_options import RecordPath, SpeakerConfidence, resumable
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.printing import piped

app = typer.Typer(rich_markup_mode=None)


@app.command()
def reextract(
    record: RecordPath,
    every: Annotated[
        bool, typer.Option("--all", help="Also over articles that this version has read.")
    ] = False,
    speaker_confidence: SpeakerConfidence = DEFAULT_CONFIDENCE,
) -> None:
    """Run this version over the stored articles that another has read, and print what changes.

    Per article, + is a statement that was gained, - one that was lost, ~ one with other values.
    What people have judged and corrected stays, and follows from an earlier text where it can. Safe
    to stop and to run again: it goes on where it was.

    \b
    Example:
      onrecord reextract news.db > changes.txt
    """
    articles = gained = lost = changed = 0
    with (
        resumable(),
        onrecord.Record(record, create=False) as kept,
        printing.progress(hidden=not piped()) as show,
    ):
        done = kept.reextract(
            every=every,
            speaker_confidence=speaker_confidence,
            progress=lambda done, of: show(f"{done:,} of {of:,} articles"),
        )
        for one in done:
            articles, gained = articles + 1, gained + len(one.gained)
            lost, changed = lost + len(one.lost), changed + len(one.changed)
            for line in printing_corrections.reread_lines(one):
                typer.echo(line.translate(printing.HARMLESS))
            if one.left_behind:
                place = one.article.url or one.article.id
                line = printing_corrections.left_behind_line(place, one.left_behind, str(kept))
                typer.echo(f"onrecord: {line}", err=True)
    typer.echo(
        f"{articles:,} article{'' if articles == 1 else 's'} read anew: "
        f"{gained:,} gained, {lost:,} lost, {changed:,} changed",
        err=True,
    )
