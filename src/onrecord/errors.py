"""The errors that onrecord raises for input it cannot use."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all; its message is one line that says what is wrong and what to do."""


class ArticleError(OnrecordError):
    """One article cannot be read or used; the others of its batch can."""


class SourceError(OnrecordError):
    """A file, folder or address that articles were to come from cannot be read at all."""


class FetchError(SourceError):
    """An address could not be fetched."""


class PrivateAddressError(FetchError):
    """An address is none of the public web, and only those of it were to be fetched."""


class RecordError(OnrecordError):
    """A database cannot be opened, read or written as a record."""


class UnavailableError(RecordError):
    """A database does not do what it should now: it is locked, full, damaged, gone or too slow."""


class NotFoundError(RecordError):
    """Nothing on the record, or more than one thing, is meant by the id or name that is given."""


class UnchangedError(RecordError):
    """What something is to be changed to it is already; nothing was done."""


class StaleError(RecordError):
    """Somebody else has changed it since it was looked at; nothing was done. Look again."""


class SearchError(OnrecordError):
    """What is searched for cannot be understood; the message says where."""
