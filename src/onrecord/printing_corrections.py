"""Corrections, and what a newer version changes, as lines of text and of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console

from onrecord.export.rows import act_name
from onrecord.printing import HARMLESS, safe_text
from onrecord.record.reviewing.differences import differing
from onrecord.statement import Act, Passage, Speaker, Statement

if TYPE_CHECKING:
    from onrecord.record import Correction, Reread

NOTHING = "none"
MOST = 10
"""Numbers that a line has."""


def print_corrections(made: Sequence[Correction]) -> None:
    """A line a correction."""
    console = Console()
    for one in made:
        console.print(safe_text(_with_history(one)), soft_wrap=True)


def correction_fields(correction: Correction) -> dict[str, Any]:
    """A correction as a JSON object."""
    return dict(vars(correction))


def describe(correction: Correction) -> str:
    """Which correction it is, and what it says, in words."""
    return f"{correction.number}: {correction.statement} {change_of(correction)}"


def change_of(correction: Correction) -> str:
    """What a correction says, in words."""
    if correction.field in ("confirm", "reject"):
        return f"{correction.field}ed"
    if correction.field == "add":
        return f"added: {_words(correction.value['content'])}"
    verb = "are" if correction.field == "acts" else "is"
    return f"{correction.field} {verb} {_words(correction.value)}, not {_words(correction.machine)}"


def left_behind_line(article: str, numbers: Sequence[int], record: str) -> str:
    """That corrections could not follow the new text of an article.

    Args:
        article: its address or id.
        numbers: of the corrections.
        record: where it is, without a password.
    """
    count = f"{len(numbers):,} correction{'' if len(numbers) == 1 else 's'}"
    shown = ", ".join(map(str, numbers[:MOST])) + (", ..." if len(numbers) > MOST else "")
    line = f"{count} could not follow the new text of {article}: {shown}; see onrecord corrections"
    return f"{line} {record} list".translate(HARMLESS)


def reread_lines(one: Reread) -> Iterator[str]:
    """Lines as `onrecord compare` has them: the article, then "-" lost, "+" gained, "~" changed."""
    if one.lost or one.gained or one.changed:
        yield one.article.id
    yield from (f"- {_line(s)}" for s in one.lost)
    yield from (f"+ {_line(s)}" for s in one.gained)
    for old, new in one.changed:
        fields = differing(old, new).items()
        changes = "; ".join(f"{name}: {_shown(a)} -> {_shown(b)}" for name, (a, b) in fields)
        yield f"~ {_line(new)} | {changes}"


def _with_history(correction: Correction) -> str:
    words = f"{describe(correction)}; {correction.who}, {correction.at}"
    words += f": {correction.why}" if correction.why else ""
    words += f" (carried from {correction.carried_from})" if correction.carried_from else ""
    if correction.undone_at:
        words += f" (undone by {correction.undone_by}, {correction.undone_at})"
    return words


def _words(value: Any) -> str:
    """A field's value in the contract's JSON, in words."""
    if isinstance(value, list):
        return _acts(msgspec.convert(value, tuple[Act, ...]))
    if value is None:
        return NOTHING
    if "name" in value:
        return f"{value['name']} ({value['actor']})" if value["actor"] else str(value["name"])
    return f"“{value['text']}”"


def _acts(acts: Sequence[Act]) -> str:
    return ", ".join(map(_act, acts)) or NOTHING


def _act(act: Act) -> str:
    condition = f" if “{act.condition.text}”" if act.condition else ""
    return act_name(act) + condition + (f": “{act.consequence.text}”" if act.consequence else "")


def _line(s: Statement) -> str:
    """A statement as `onrecord compare` has it."""
    source = s.source.text if s.source else "-"
    return " ".join(f"{source} | {s.cue.text} | {s.content.text}".split())


def _shown(value: Any) -> str:
    """A field's value, in words."""
    if isinstance(value, tuple):
        return _acts(value) if value and isinstance(value[0], Act) else _listed(value)
    if isinstance(value, Speaker):
        return value.name
    words = getattr(value, "text", None) or getattr(value, "label", None) or value
    return " ".join(str(words or NOTHING).split())


def _listed(parts: Sequence[Passage]) -> str:
    return ", ".join(part.text for part in parts) or NOTHING
