"""Utterances on a terminal, as JSON Lines and as CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console

from onrecord.export.tabular import harmless, table_writer
from onrecord.printing import cells, new_table
from onrecord.printing_actors import print_lines

if TYPE_CHECKING:
    from onrecord.record import Utterance

CSV_FIELDS = (
    "id", "actor", "who", "first", "last", "articles", "sources", "variant", "text", "count",
    "outlets", "statements", "changes", "article",
)  # fmt: skip


def print_table(found: Iterator[Utterance], most: int) -> None:
    """A table of utterances, the wording that was published first, and in how many there are."""
    table = new_table("id", "last said", "who", "content", "articles", "sources", "wordings")
    for one in islice(found, most):
        table.add_row(
            *cells(
                one.id[:8], str(one.last or "-"), one.who or "-", one.variants[0].text,
                str(one.articles), str(one.sources), str(len(one.variants)),
            )
        )  # fmt: skip
    if next(found, None):
        table.caption = f"the first {most}; --limit shows more"
    Console().print(table if table.row_count else "nothing found")


def print_jsonl(found: Iterable[Utterance]) -> None:
    """A JSON object a line, its wordings under `variants`."""
    print_lines(found)


def print_csv(found: Iterable[Utterance]) -> None:
    """A row a wording, under a row of names."""
    writer = table_writer(sys.stdout, CSV_FIELDS)
    writer.writeheader()
    for one in found:
        for number, variant in enumerate(one.variants, 1):
            row = msgspec.to_builtins(one) | {
                "variant": number,
                "text": variant.text,
                "count": variant.count,
                "outlets": "; ".join(variant.outlets),
                "statements": " ".join(variant.statements),
                "changes": "; ".join(
                    f"{c.before or '-'} > {c.after or '-'}" for c in variant.changes
                ),
            }
            writer.writerow({name: harmless(row[name]) for name in CSV_FIELDS})
    sys.stdout.flush()
