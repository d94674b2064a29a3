"""onrecord reads news and keeps the record of who said what."""

from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.extracting import extract, extract_many
from onrecord.reading import read, read_many
from onrecord.statement import Statement

if TYPE_CHECKING:
    from onrecord.record import Record

__all__ = ["Article", "Record", "Statement", "extract", "extract_many", "read", "read_many"]


def __getattr__(name: str) -> object:
    """Give `Record`, whose database takes a tenth of a second to load, where it is asked for."""
    if name == "Record":
        return import_module("onrecord.record").Record
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
