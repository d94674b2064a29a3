"""What charts are drawn of, as rows of plain values, and what they say of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size

from onrecord.positions.redlines import RedLine
from onrecord.record.searching.query import Query
from onrecord.record.searching.timeline import Timeline

# Articles are a stranger's text: what XML has no place for, and what would turn a line round, is
# shown as a sign in its place.
UNFIT = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
SHOWN = dict.fromkeys([*UNFIT, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")

MOST_OF_NAME, MOST_OF_CONDITION = 44, 54
"""Columns of what stands beside a row."""

Row = dict[str, Any]

ACT_FIELDS = ("begins", "act", "statements")
LINE_FIELDS = (
    "line", "actor", "name", "act", "condition", "consequence", "said_on", "outlet", "article",
    "statement",
)  # fmt: skip


def clean(text: str) -> str:
    """A text on one line, without characters that a picture cannot hold."""
    return " ".join(text.split()).translate(SHOWN)


def cut(text: str, most: int) -> str:
    """A clean text that takes so many columns at most, with an ellipsis where it took more.

    Vega would cut by its own measure, but also between the halves of an emoji, and then fails.
    """
    text = clean(text)
    return text if cell_len(text) <= most else set_cell_size(text, most - 1).rstrip() + "…"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 statement, 1,204 statements."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def act_rows(timeline: Timeline) -> list[Row]:
    """A row a period and act; `begins` is None for statements without a date."""
    return [
        {
            "begins": one.begins and one.begins.isoformat(),
            "act": one.act,
            "statements": one.statements,
        }
        for one in timeline.periods
    ]


def line_rows(lines: Iterable[RedLine]) -> list[Row]:
    """A row each time that a line was drawn; lines count from 1, each with the words beside it."""
    return [
        {
            "line": number,
            "actor": line.actor,
            "name": line.name and clean(line.name),
            "act": line.act,
            "condition": clean(line.condition.text),
            "consequence": line.consequence and clean(line.consequence.text),
            "said_on": said.on and said.on.isoformat(),
            "outlet": said.article.outlet and clean(said.article.outlet),
            "article": said.article.id,
            "statement": said.statement.id,
            "label": _label(number, line),
        }
        for number, line in enumerate(lines, 1)
        for said in line.times
    ]


def _label(number: int, line: RedLine) -> str:
    """The number, which is not shown but keeps lines of the same words apart, and two lines."""
    who = f"{cut(line.name or 'nobody named', MOST_OF_NAME)}: {line.act}"
    return f"{number}\n{who}\n{cut(line.condition.text, MOST_OF_CONDITION)}"


def words_of_counts(timeline: Timeline) -> str:
    """How many statements a chart of acts shows, and how many it cannot."""
    dated, undated = timeline.statements - timeline.undated, timeline.undated
    if not dated:
        return counted(undated, "statement") + ", none with a date" * bool(undated)
    shown = f"{counted(dated, 'statement')}, each counted once for every act"
    more = "1 more has no date" if undated == 1 else f"{undated:,} more have no date"
    return shown + f"; {more}" * bool(undated)


def words_of_lines(shown: Sequence[RedLine], found: Sequence[RedLine]) -> str:
    """How many lines a chart shows, of how many that have a date, and what it cannot show."""
    dated = sum(1 for line in found if line.last)
    lines = counted(dated, "line")
    if len(shown) < dated:
        lines = f"the last {len(shown):,} of {lines}"
    undated = sum(1 for line in found for said in line.times if not said.on)
    return lines + f"; not shown: said {counted(undated, 'time')} without a date" * bool(undated)


def words_of_query(query: Query) -> str:
    """The filters of a query, empty where it has none."""
    return "; ".join(f"{name}: {value}" for name, value in query.parameters())
