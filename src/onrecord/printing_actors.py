"""Actors of the record on a terminal, as JSON Lines and as CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console

from onrecord.export.tabular import harmless, table_writer
from onrecord.printing import cells, new_table, print_rows, safe_text

if TYPE_CHECKING:
    from onrecord.record.actors import ActorOfRecord, Judgement, Proposal
    from onrecord.record.portraits import HeldRole, Portrait

CSV_FIELDS = ("id", "name", "type", "statements", "articles", "first", "last")
SHOWN = 20
"""Articles and descriptions of an actor in a table, and others that it speaks to or of."""


def print_actors(found: Sequence[ActorOfRecord], most: int | None) -> None:
    """A table of actors."""
    table = new_table("id", "name", "type", "said", "articles", "first", "last")
    for a in found[:most]:
        table.add_row(
            *cells(
                a.id, a.name, a.type, f"{a.statements:,}", f"{a.articles:,}",
                _day(a.first) or "-", _day(a.last) or "-",
            )
        )  # fmt: skip
    if most is not None and len(found) > most:
        table.caption = f"the first {most}; --limit shows more"
    Console().print(table if found else "no actor found")


def print_actors_csv(found: Iterable[ActorOfRecord]) -> None:
    """A row an actor, under a row of names."""
    writer = table_writer(sys.stdout, CSV_FIELDS)
    writer.writeheader()
    for actor in found:
        writer.writerow({key: harmless(value) for key, value in msgspec.to_builtins(actor).items()})
    sys.stdout.flush()


def print_lines(values: Iterable[Any]) -> None:
    """A JSON object a line: dictionaries, or values with named fields."""
    for value in values:
        sys.stdout.write(json.dumps(msgspec.to_builtins(value), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_portrait(portrait: Portrait) -> None:
    """An actor: a line a fact, then its articles."""
    actor = portrait.actor
    console = Console()
    console.print(safe_text(actor.name, style="bold"))
    rows = {
        "id": actor.id,
        "type": actor.type,
        "with": ", ".join(portrait.ids[1:]),
        "said": f"{_count(actor.statements, 'statement')} in {_count(actor.articles, 'article')}",
        "published": f"{_day(actor.first)} to {_day(actor.last)}" if actor.first else None,
        "names": ", ".join(f"{name} ({number:,})" for name, number in portrait.names),
        "speaks to": _most((one.name, one.statements) for one in portrait.addressees),
        "speaks of": _most((one.name, one.statements) for one in portrait.others.actors),
    }
    print_rows(console, rows)
    for name, lines in {
        "role": [_role(role) for role in portrait.roles],
        "described": [f"{one.text} ({one.statements:,})" for one in portrait.descriptions[:SHOWN]],
        "judgement": [_judgement(j) for j in portrait.judgements],
    }.items():
        for line in lines:
            print_rows(console, {name: line})
    table = new_table("article", "published", "outlet", "title", "said")
    for one in portrait.articles[:SHOWN]:
        published = _day(one.published) or "-"
        table.add_row(
            *cells(one.id, published, one.outlet or "-", one.title or "-", str(one.statements))
        )
    if len(portrait.articles) > SHOWN:
        table.caption = f"the first {SHOWN}; --format jsonl gives all"
    console.print()
    console.print(table)


def print_proposals(found: Sequence[Proposal], most: int | None) -> None:
    """A paragraph a pair."""
    console = Console()
    for p in found[:most]:
        console.print(
            safe_text(f"{p.name} ({p.actor}) = {p.other_name} ({p.other})?", style="bold")
        )
        for sign, reasons in (("+", p.supporting), ("-", p.opposing)):
            for reason in reasons:
                console.print(safe_text(f"  {sign} {reason}"), soft_wrap=True)
    if not found:
        console.print("no two actors look like one")
    elif most is not None and len(found) > most:
        console.print(f"the first {most}; --limit shows more", style="italic")


def print_judgements(found: Sequence[Judgement]) -> None:
    """A line a judgement."""
    console = Console()
    for judgement in found:
        console.print(safe_text(_judgement(judgement)), soft_wrap=True)
    if not found:
        console.print("no judgement")


def proposal_fields(proposal: Proposal) -> dict[str, Any]:
    """A pair of actors that may be one, as a JSON object."""
    return {
        "actor": proposal.actor,
        "name": proposal.name,
        "other": proposal.other,
        "other_name": proposal.other_name,
        "for": list(proposal.supporting),
        "against": list(proposal.opposing),
    }


def describe(judgement: Judgement) -> str:
    """What a judgement says, in words."""
    if judgement.kind == "merge":
        return f"{judgement.other} is {judgement.actor}"
    if judgement.kind == "rename":
        return f"{judgement.actor} goes by {judgement.name}"
    parts = [*judgement.articles, *judgement.statements]
    return f"{judgement.other} ({judgement.name}) is not {judgement.actor}: {', '.join(parts)}"


def _judgement(judgement: Judgement) -> str:
    words = f"{judgement.number}: {describe(judgement)}; {judgement.who}, {judgement.at}"
    words += f": {judgement.why}" if judgement.why else ""
    if judgement.undone_at:
        words += f" (undone by {judgement.undone_by}, {judgement.undone_at})"
    return words


def _role(role: HeldRole) -> str:
    held = f"{role.title}, {role.of}" if role.of else role.title
    return f"{held} ({role.from_ or '?'} to {role.to or 'now or unknown'})"


def _most(counted: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({number:,})" for name, number in islice(counted, SHOWN))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
