"""onrecord reads news and keeps the record of who said what."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.article import Article
    from onrecord.extracting import extract, extract_many
    from onrecord.reading import read, read_many
    from onrecord.record import Record
    from onrecord.statement import Statement

__all__ = ["Article", "Record", "Statement", "extract", "extract_many", "read", "read_many"]

_PLACES = {
    "Article": "onrecord.article",
    "Record": "onrecord.record",
    "Statement": "onrecord.statement",
    "extract": "onrecord.extracting",
    "extract_many": "onrecord.extracting",
    "read": "onrecord.reading",
    "read_many": "onrecord.reading",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: each part takes a tenth of a second or more to load."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
