"""Tokens on a terminal and as JSON Lines; never the tokens themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console

from onrecord.printing import cells, new_table
from onrecord.printing_actors import print_lines

if TYPE_CHECKING:
    from onrecord.record.tokens import Token


def print_tokens(found: Sequence[Token]) -> None:
    """A table of tokens."""
    table = new_table("number", "name", "role", "kind", "made", "until")
    for one in found:
        until = f"revoked {one.revoked_at}" if one.revoked_at else one.expires_at or "-"
        table.add_row(*cells(str(one.number), one.name, one.role, one.kind, one.made_at, until))
    Console().print(table if found else "no token; `create` makes one")


def print_tokens_jsonl(found: Sequence[Token]) -> None:
    """A JSON object a token."""
    print_lines(map(asdict, found))
