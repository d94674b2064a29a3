"""JSON Lines -> Articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

import msgspec

from onrecord.article import Article
from onrecord.errors import ArticleError
from onrecord.reading.dates import read_date
from onrecord.reading.encoding import decode

T = TypeVar("T")

LONGEST_LINE = 20_000_000
"""Bytes that a line may have."""


class Row(msgspec.Struct):
    """One line: everything but the text is optional, further fields are passed over."""

    text: str
    id: str | int | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | list[str] | None = None
    published: str | None = None


def read_jsonl(lines: BinaryIO) -> Iterator[tuple[int, Article | ArticleError]]:
    """Read articles from lines of JSON, blank lines passed over.

    Yields:
        The number of the line, from 1, and its article, or what is wrong with it.
    """
    return read_lines(lines, read_row)


def read_lines(
    lines: BinaryIO, read: Callable[[bytes], T]
) -> Iterator[tuple[int, T | ArticleError]]:
    """Read each line by itself, blank lines passed over.

    Args:
        lines: of any length.
        read: gives what a line says, or raises an ArticleError.

    Yields:
        The number of the line, from 1, and what it says, or what is wrong with it.
    """
    number = 0
    while line := lines.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = lines.readline(LONGEST_LINE)
            yield number, ArticleError(f"the line is longer than {LONGEST_LINE:,} bytes")
        elif line.strip():
            try:
                yield number, read(line)
            except ArticleError as error:
                yield number, error


def read_row(line: bytes) -> Article:
    """Read one line.

    Raises:
        ArticleError: it is not JSON, has no text, or a field is of the wrong type.
    """
    try:
        row = msgspec.json.decode(decode(line), type=Row)
    except msgspec.ValidationError as error:
        raise ArticleError(f"not an article: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ArticleError(f"not JSON: {error}") from error
    names = row.byline if isinstance(row.byline, list) else [row.byline or ""]
    return Article.from_text(
        row.text,
        keep_places=True,  # rows of datasets come with offsets that others have counted
        id=None if row.id is None else str(row.id),
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        byline=", ".join(name for name in names if name.strip()),
        published=read_date(row.published) if row.published and row.published.strip() else None,
    )
