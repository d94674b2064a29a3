"""onrecord reads news and keeps the record of who said what."""

from onrecord.article import Article
from onrecord.extracting import extract, extract_many
from onrecord.reading import read, read_many
from onrecord.record import Record
from onrecord.statement import Statement

__all__ = ["Article", "Record", "Statement", "extract", "extract_many", "read", "read_many"]
