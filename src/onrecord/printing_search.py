"""Pages of statements, on a terminal and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console

from onrecord import answers
from onrecord.printing import acts_of, print_table, safe_text
from onrecord.record.checking.cautions import CAUTIONS

if TYPE_CHECKING:
    from onrecord.answers.models import CheckedQuote, StatementPage
    from onrecord.record import Checked, Page
    from onrecord.record.checking.check import Match
    from onrecord.record.checking.joined import Joined

FACET_VALUES = 5
"""Values of a facet that a terminal shows."""


def print_page(page: Page) -> None:
    """A table of a page, the counts of all pages, and how to go on."""
    console = Console()
    print_table(iter(page.found), None)
    if not page.total:
        return
    console.print()
    articles = f"{page.articles:,} article" + ("" if page.articles == 1 else "s")
    sources = f"{page.sources:,} independent source" + ("" if page.sources == 1 else "s")
    found = f"{page.total:,} found in {articles}, {sources}"
    console.print(safe_text(found, style="bold"))
    for name, values in page.facets.items():
        if values:
            shown = ", ".join(f"{v.name} {v.count:,}" for v in values[:FACET_VALUES])
            more = ", ..." if len(values) > FACET_VALUES else ""
            line = safe_text(f"{name:<11}", style="dim") + safe_text(shown + more)
            console.print(line, soft_wrap=True)
    if page.next:
        console.print(safe_text(f"{'more':<11}", style="dim") + safe_text(f"--after {page.next}"))


VERDICTS = {
    "verbatim": "on record, word for word",
    "near": "on record in nearly these words",
    "paraphrase": "perhaps on record in other words; read and judge",
    "absent": "not on record",
}


def print_checked(checked: Checked, speaker: str | None) -> None:
    """The verdict in words, and its matches, each with what it is and what differs."""
    console = Console()
    line = VERDICTS[checked.verdict]
    others = [match.found.statement.who for match in checked.best if match.by_speaker is False]
    if others:
        said_by = " and ".join(dict.fromkeys(who or "nobody named" for who in others))
        line += f", but said by {said_by}, not by {speaker}"
    if checked.cautions and not checked.joined:
        line += "; but " + "; ".join(CAUTIONS[one] for one in checked.cautions)
    console.print(safe_text(f"{checked.verdict}: {line}", style="bold"))
    if checked.joined:
        console.print(safe_text(joined_line(checked.joined), style="bold"))
    for match in checked.matches:
        console.print()
        _print_match(console, match, checked.joined)
    if checked.more:
        console.print(safe_text(f"\nand {checked.more:,} more; --limit shows them"))


def joined_line(joined: Joined) -> str:
    """From how many statements a quote is joined, and whether of several speakers."""
    several = "" if joined.statements == 1 else "s"
    speakers = "; the parts were said by different speakers" * joined.different_speakers
    return f"joined from {joined.statements} statement{several}{speakers}"


def _print_match(console: Console, match: Match, joined: Joined | None) -> None:
    comparison = match.comparison
    s, article = match.found.statement, match.found.article
    if joined and match.part:
        part = " ".join(joined.parts[match.part - 1].split())
        console.print(safe_text(f"part {match.part}: {part}", style="dim"), soft_wrap=True)
    facts = [str(article.published or "no date"), article.outlet, s.who, s.id[:8]]
    kinds = [s.kind, f"cue “{' '.join(s.cue.text.split())}”", acts_of(s)]
    alike = f"{comparison.verdict} {comparison.score:.2f}  "
    console.print(safe_text(alike, style="bold"), end="")
    console.print(safe_text(", ".join(fact for fact in facts if fact), style="dim"))
    console.print(safe_text(" ".join(s.content.text.split())), soft_wrap=True)
    console.print(safe_text(f"  {', '.join(kind for kind in kinds if kind)}", style="dim"))
    for caution in match.cautions:
        console.print(safe_text(f"  {CAUTIONS[caution]}", style="yellow"))
    if match.sentence:
        sentence = " ".join(match.sentence.split())
        console.print(safe_text(f"  the whole sentence: {sentence}"), soft_wrap=True)
    for difference in comparison.differences:
        theirs, ours = difference.statement or "nothing", difference.quote or "nothing"
        console.print(safe_text(f"  on record “{theirs}”, in the quote “{ours}”"))


def print_checked_json(checked: Checked, quote: str, speaker: str | None) -> None:
    """One object: the verdict on a quote, and `matches`, each a statement."""
    _print_json(answers.checked_of(checked, quote, speaker))


def print_page_json(page: Page) -> None:
    """One object: counts, `next`, `facets`, and `statements`, each with its `article`."""
    _print_json(answers.page_of(page))


def _print_json(answer: CheckedQuote | StatementPage) -> None:
    sys.stdout.write(json.dumps(msgspec.to_builtins(answer), ensure_ascii=False) + "\n")
    sys.stdout.flush()
