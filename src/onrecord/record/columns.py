"""Conditions on columns that mean the same in both databases."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func


def begins_with(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether a column begins with a text, in this case of letters: SQLite's LIKE takes any."""
    return func.substr(column, 1, len(beginning)) == beginning
