"""Statements on a terminal, as JSON Lines and as CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from onrecord.article import Article, paragraph_spans
from onrecord.export.rows import act_name, plain
from onrecord.export.tabular import harmless, table_writer
from onrecord.statement import Addressee, SaidOn, Span, Speaker, Statement

if TYPE_CHECKING:
    from onrecord.record.queries import Found

INSIDE = "↳ "
"""Before a statement that stands inside another's content."""
COLOURS = {"content": "green", "source": "bold cyan", "cue": "bold magenta"}
WIDTHS = {"published": 12, "act": 9}
RATIOS = {"what": 6, "content": 6, "who": 4, "cue": 3, "if": 4, "then": 5, "name": 1, "title": 1}
"""Shares of a table's width."""
BRACKETS = {"source": "{}", "cue": "<>", "content": "[]"}
CSV_FIELDS = (
    "id", "kind", "speaker", "source", "cue", "content", "content_spans", "confidence",
    "article", "version", "outlet", "title", "published", "url", "parent",
    "speaker_actor", "speaker_how", "addressees",
    "acts", "condition", "consequence", "continuity", "said_from", "said_to", "said_at", "earlier",
)  # fmt: skip
# An article is a stranger's text: what would command the terminal, or turn its lines round, is
# shown as a sign that takes the same one place.
COMMANDS = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
HARMLESS = dict.fromkeys(COMMANDS, "\ufffd") | {0x09: "\t", 0x0A: "\n"}


class OutputFormat(StrEnum):
    """How a command prints."""

    TABLE = "table"
    JSONL = "jsonl"


class ListFormat(StrEnum):
    """How a command that lists prints."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def piped() -> bool:
    """Whether standard output is no terminal."""
    return not sys.stdout.isatty()


class Report(Protocol):
    """Says how far a long run has come."""

    def __call__(self, text: str) -> None:
        """Show `text` beside the progress bar."""


@contextmanager
def progress(*, hidden: bool = False) -> Iterator[Report]:
    """A progress line on standard error, if that is a terminal, and results do not go there too."""
    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    off = hidden or not console.is_terminal
    # Rich would send what is printed meanwhile to the progress line's own stream
    with Progress(
        *columns, console=console, transient=True, disable=off, redirect_stdout=False
    ) as bar:
        task = bar.add_task("reading", total=None)  # how many articles there are is not known
        yield lambda text: bar.update(task, description=text)


def print_article(article: Article, found: list[Statement]) -> None:
    """A table of one article's statements."""
    facts = [article.outlet, article.published and article.published.isoformat(), article.url]
    console = Console()
    console.print(safe_text(article.title or _beginning(article.text), style="bold"))
    console.print(safe_text(", ".join(str(f) for f in facts if f) or article.id, style="dim"))
    if not found:
        console.print("no statement found\n")
        return
    table = new_table("who", "cue", "what", "act", "kind", "sure")
    for s in found:
        who = INSIDE * bool(s.parent) + (s.who or "-")
        table.add_row(
            *cells(
                who, s.cue.text, s.content.text, acts_of(s), s.kind, f"{s.confidence:.2f}"
            )
        )  # fmt: skip
    console.print(table)
    console.print()


def print_table(found: Iterator[Found], most: int | None) -> None:
    """A table of statements on the record."""
    table = new_table("id", "published", "who", "cue", "what", "act")
    shown = 0
    for one in found:
        if most is not None and shown == most:
            table.caption = f"the first {most}; --limit shows more"
            break
        s, article = one.statement, one.article
        table.add_row(
            *cells(
                s.id[:8], f"{article.published or '-'} {article.outlet or ''}",
                INSIDE * bool(s.parent) + (s.who or "-"), s.cue.text, s.content.text,
                acts_of(s),
            )
        )  # fmt: skip
        shown += 1
    Console().print(table if shown else "no statement found")


def print_jsonl(found: Iterator[Found]) -> None:
    """A JSON object a statement, with its article's fields but the text under `article`."""
    for one in found:
        sys.stdout.write(json.dumps(plain(one), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_csv(found: Iterator[Found]) -> None:
    """A row a statement, under a row of names."""
    writer = table_writer(sys.stdout, CSV_FIELDS)
    writer.writeheader()
    for one in found:
        s, article = one.statement, one.article
        row: dict[str, Any] = {
            "id": s.id, "kind": s.kind, "speaker": s.speaker.name if s.speaker else None,
            "source": s.source.text if s.source else None, "cue": s.cue.text,
            "content": s.content.text,
            "content_spans": " ".join(f"{a}-{b}" for a, b in s.content.spans),
            "confidence": s.confidence, "article": article.id, "version": one.version,
            "outlet": article.outlet, "title": article.title, "published": article.published,
            "url": article.url, "parent": s.parent,
            "speaker_actor": s.speaker.actor if s.speaker else None,
            "speaker_how": s.speaker.how if s.speaker else None,
            "addressees": "; ".join(a.name or a.text for a in s.addressees),
            "acts": "; ".join(act_name(act) for act in s.acts),
            "condition": "; ".join(a.condition.text for a in s.acts if a.condition),
            "consequence": "; ".join(a.consequence.text for a in s.acts if a.consequence),
            "continuity": s.continuity.label if s.continuity else None,
            "said_from": s.said_on.from_ if s.said_on else None,
            "said_to": s.said_on.to if s.said_on else None,
            "said_at": s.said_at.text if s.said_at else None,
            "earlier": s.earlier.text if s.earlier else None,
        }  # fmt: skip
        writer.writerow({key: harmless(value) for key, value in row.items()})
    sys.stdout.flush()


def print_statement(one: Found) -> None:
    """A statement in its paragraphs, highlighted, with where it came from."""
    article, s = one.article, one.statement
    console = Console()
    console.print(_in_paragraphs(article.text, s, colours=console.is_terminal))
    console.print()
    parts = {"source": s.source, "cue": s.cue, "content": s.content}
    rows = {
        "who": s.speaker and _resolved(s.speaker),
        "actor": s.speaker and s.speaker.actor,
        "source": s.source and s.source.text,
        "addressees": ", ".join(_addressee(a) for a in s.addressees),
        **{
            f"{role} at": part and ", ".join(f"{a}-{b}" for a, b in part.spans)
            for role, part in parts.items()
        },
        "kind": s.kind,
        **{f"act {n}": line for n, line in enumerate(_act_lines(article, s), 1)},
        "continuity": s.continuity
        and f"{s.continuity.label} (“{_words(article, s.continuity.spans)}”)",
        "said on": _when(s.said_on),
        "said at": s.said_at and s.said_at.text,
        "earlier": _when(s.earlier),
        "inside": s.parent,
        "sure": f"{s.confidence:.2f}",
        "article": f"{article.id}, version {one.version}",
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": article.published and article.published.isoformat(),
        "url": article.url,
        "id": s.id,
        "extractor": s.extractor,
    }
    print_rows(console, rows)
    console.print()


def print_rows(console: Console, rows: Mapping[str, Any]) -> None:
    """A line for each name with its value, if it has one."""
    for name, value in rows.items():
        if value:
            line = safe_text(f"{name:<11}", style="dim") + safe_text(" ".join(str(value).split()))
            console.print(line, soft_wrap=True)


def _words(article: Article, spans: Sequence[Span]) -> str:
    return " ... ".join(article.text[a:b] for a, b in spans)


def _resolved(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.how}, {f'{speaker.confidence:.2f}'.removeprefix('0')})"


def _addressee(addressee: Addressee) -> str:
    if addressee.name is None or addressee.name == addressee.text:
        return addressee.text
    return f"{addressee.name} ({addressee.text})"


def acts_of(statement: Statement) -> str:
    """The acts of a statement, each once; one that hangs on a condition with "if"."""
    named = (act_name(act) + (" if" if act.condition else "") for act in statement.acts)
    return ", ".join(dict.fromkeys(named))


def _act_lines(article: Article, statement: Statement) -> Iterator[str]:
    """A line an act: what it does, where, under which condition and by which words."""
    for act in statement.acts:
        places = ", ".join(f"{a}-{b}" for a, b in act.spans)
        line = f"{act_name(act)} ({act.confidence:.2f}, at {places})"
        if act.evidence:
            line += " by " + ", ".join(f"“{article.text[a:b]}”" for a, b in act.evidence)
        if act.condition:
            line += f"; condition: {act.condition.text}"
        if act.consequence:
            line += f"; consequence: {act.consequence.text}"
        yield line


def _when(said_on: SaidOn | None) -> str | None:
    if said_on is None:
        return None
    days = list(dict.fromkeys(day for day in (said_on.from_, said_on.to) if day))
    return f"{said_on.text} ({' to '.join(days)})" if days else said_on.text


def _in_paragraphs(text: str, statement: Statement, *, colours: bool) -> Text:
    parts = {"content": statement.content, "source": statement.source, "cue": statement.cue}
    marks = [(a, b, role) for role, part in parts.items() if part for a, b in part.spans]
    first, last = min(a for a, _, _ in marks), max(b for _, b, _ in marks)
    shown = [(a, b) for a, b in paragraph_spans(text) if a < last and b > first]
    start, end = shown[0][0], shown[-1][1]
    if colours:
        result = safe_text(text[start:end])
        for a, b, role in marks:
            result.stylize(COLOURS[role], a - start, b - start)
        return result
    # without colours the parts are marked {source} <cue> [content]
    inserts = [(a, 1, BRACKETS[role][0]) for a, _, role in marks]
    inserts += [(b, 0, BRACKETS[role][1]) for _, b, role in marks]
    plain = text[start:end]
    for at, _, mark in sorted(inserts, reverse=True):
        plain = plain[: at - start] + mark + plain[at - start :]
    return safe_text(plain)


def new_table(*names: str) -> Table:
    """An empty table with columns of these names."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for name in names:
        table.add_column(
            name,
            overflow="fold",
            no_wrap=name in ("id", "kind", "sure", "last said", "times"),
            width=WIDTHS.get(name),
            ratio=RATIOS.get(name),
        )
    return table


def cells(*values: str) -> list[Text]:
    """Values of a row, each on one line until it is folded."""
    return [safe_text(" ".join(value.split())) for value in values]


def safe_text(value: str, style: str = "") -> Text:
    """Text that cannot command a terminal."""
    return Text(value.translate(HARMLESS), style=style)


def _beginning(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 80 else line[:79] + "…"
