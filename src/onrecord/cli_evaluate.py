"""`onrecord evaluate` and `onrecord compare`: statements against people's, or an earlier run's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from onrecord import evaluation

app = typer.Typer(rich_markup_mode=None)


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
