"""The one JSON form of what the record gives: for the command line, page, interface, assistants."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.answers.shapes import actor_of, checked_of, page_of, redline_of

__all__ = ["actor_of", "checked_of", "page_of", "redline_of"]


def __getattr__(name: str) -> Any:
    """Load the forms, and the database's part with them, when one is asked for."""
    if name in __all__:
        return getattr(import_module("onrecord.answers.shapes"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
