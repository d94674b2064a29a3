"""Red lines on a terminal, as JSON Lines and as CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console

from onrecord import answers
from onrecord.export.tabular import harmless, table_writer
from onrecord.positions.redlines import RedLine
from onrecord.printing import cells, new_table
from onrecord.printing_actors import print_lines

CSV_FIELDS = (
    "actor", "name", "act", "condition", "marker", "consequence", "first_said", "last_said",
    "confidence", "times", "outlets", "statements", "articles", "sources",
)  # fmt: skip


def print_table(found: list[RedLine], most: int | None) -> None:
    """A table of lines."""
    table = new_table("last said", "who", "act", "if", "then", "times", "sources")
    for line in found[:most]:
        then = line.consequence.text if line.consequence else "-"
        table.add_row(
            *cells(
                str(line.last or "-"), line.name or "-", line.act, line.condition.text, then,
                str(len(line.times)), _sources(line),
            )
        )  # fmt: skip
    if most is not None and len(found) > most:
        table.caption = f"the first {most} of {len(found):,}; --limit shows more"
    Console().print(table if found else "no conditional threat, promise, offer or refusal found")


def _sources(line: RedLine) -> str:
    """How many of the articles that it stands in are independent sources."""
    return f"{line.sources} of {line.articles}"


def print_jsonl(found: Iterable[RedLine]) -> None:
    """A JSON object a line."""
    print_lines(map(answers.redline_of, found))


def print_csv(found: Iterable[RedLine]) -> None:
    """A row a line, under a row of names."""
    writer = table_writer(sys.stdout, CSV_FIELDS)
    writer.writeheader()
    for line in found:
        shown = row(line)
        writer.writerow({name: harmless(shown[name]) for name in CSV_FIELDS})
    sys.stdout.flush()


def row(line: RedLine) -> dict[str, Any]:
    """A line as the cells of CSV_FIELDS."""
    plain: dict[str, Any] = msgspec.to_builtins(answers.redline_of(line))
    return plain | {
        "condition": line.condition.text,
        "marker": line.condition.marker,
        "consequence": line.consequence.text if line.consequence else None,
        "confidence": max(said.act.confidence for said in line.times),
        "times": len(line.times),
        "outlets": "; ".join(sorted({s.article.outlet or "" for s in line.times} - {""})),
        "statements": " ".join(said.statement.id for said in line.times),
    }
