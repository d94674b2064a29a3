"""The record: a database of articles and their statements."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.record.about import About
    from onrecord.record.articles import ArticlePage, FoundArticle
    from onrecord.record.checking.check import Checked
    from onrecord.record.grouping.variants import Utterance, UtterancePage
    from onrecord.record.queries import Found
    from onrecord.record.record import Record
    from onrecord.record.reviewing.corrections import Correction
    from onrecord.record.reviewing.rereading import Reread
    from onrecord.record.searching.query import Query
    from onrecord.record.searching.search import Page
    from onrecord.record.searching.timeline import Timeline
    from onrecord.record.writing import Added

__all__ = [
    "About", "Added", "ArticlePage", "Checked", "Correction", "Found", "FoundArticle", "Page",
    "Query", "Record", "Reread", "Timeline", "Utterance", "UtterancePage",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load the database's part when it is asked for: much of what people run needs none."""
    if name in __all__:
        return getattr(import_module("onrecord.record.record"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
