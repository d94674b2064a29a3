"""Anything -> Article."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.article import LONGEST, Article
from onrecord.errors import ArticleError, OnrecordError, PrivateAddressError, SourceError
from onrecord.reading.html import read_html
from onrecord.reading.jsonl import read_jsonl
from onrecord.reading.language import require_english
from onrecord.reading.text import read_text

if TYPE_CHECKING:
    from onrecord.reading.fetch import Fetched

JSONL, HTML, TEXT = (".jsonl", ".ndjson"), (".html", ".htm", ".xhtml"), (".txt", ".text")
LARGEST_TEXT = 4 * LONGEST
"""Bytes of a text file; in UTF-8 a character has at most four."""
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Refused:
    """An article that was not read: where it stood and why; private: `allow_local` would help."""

    where: str
    why: str
    private: bool = False


def read(source: str | os.PathLike[str], *, allow_local: bool = False) -> Article:
    """Read the one article of a file, an http(s) address, or standard input ("-").

    Raises:
        SourceError: the source cannot be read, or holds more than one article.
        ArticleError: the article cannot be used; it may be empty, or not in English.
    """
    articles = list(islice(read_many([source], allow_local=allow_local), 2))
    if len(articles) != 1:
        count = "no article" if not articles else "more than one article; use read_many"
        raise SourceError(f"{os.fspath(source)}: holds {count}")
    return articles[0]


def read_many(
    sources: Iterable[str | os.PathLike[str]],
    *,
    published: date | None = None,
    allow_local: bool = False,
    refused: Callable[[Refused], None] | None = None,
) -> Iterator[Article]:
    """Read the articles of files, folders, http(s) addresses and standard input, in order.

    Args:
        sources: paths, addresses, or "-".
        published: the date of articles that give none.
        allow_local: fetch from private and loopback addresses too.
        refused: called with each article or source that cannot be used, and the rest is read on.
            Without it, the first one raises.

    Raises:
        SourceError, ArticleError: see `refused`.
    """
    for source in sources:
        for where, found in _articles(os.fspath(source), allow_local):
            if isinstance(found, Article):
                try:
                    article = in_english(found)
                except ArticleError as error:
                    _refuse(where, error, refused)
                else:
                    yield replace(article, published=article.published or published)
            else:
                _refuse(where, found, refused)


def fetch_address(url: str, *, allow_local: bool = False) -> Fetched:
    """Fetch what `read_fetched` reads: waiting for others, and no work yet.

    Raises:
        FetchError: it could not be fetched, or is no public one.
    """
    from onrecord.reading.fetch import fetch  # noqa: PLC0415 - slow to import, seldom needed

    return fetch(url, allow_local=allow_local)


def read_fetched(fetched: Fetched) -> Article:
    """Read the one article of what an http(s) address gave; its language is not known yet.

    Raises:
        ArticleError: the article cannot be used; it may be empty.
    """
    if fetched.type == "text/plain":
        return read_text(fetched.data, url=fetched.url)
    return read_html(fetched.data, url=fetched.url, declared=fetched.encoding)


def in_english(article: Article) -> Article:
    """An article with its language.

    Raises:
        ArticleError: that is not English.
    """
    return replace(article, language=require_english(article.text))


def _refuse(where: str, error: OnrecordError, refused: Callable[[Refused], None] | None) -> None:
    if refused is None:
        raise type(error)(f"{where}: {error}") from error
    refused(Refused(where, str(error), isinstance(error, PrivateAddressError)))


def _articles(source: str, allow_local: bool) -> Iterator[tuple[str, Article | OnrecordError]]:
    try:
        if source == STANDARD_INPUT:
            yield from _from_standard_input()
        elif source.lower().startswith(("http://", "https://")):
            yield source, read_fetched(fetch_address(source, allow_local=allow_local))
        elif Path(source).is_dir():
            yield from _from_folder(Path(source))
        else:
            yield from _from_file(Path(source))
    except OSError as error:
        yield source, SourceError(error.strerror or str(error))
    except OnrecordError as error:
        yield source, error


def _from_folder(folder: Path) -> Iterator[tuple[str, Article | OnrecordError]]:
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in JSONL + HTML + TEXT
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
    if not paths:
        raise SourceError(f"no file in it ends in {', '.join(TEXT + HTML + JSONL)}")
    for path in paths:
        yield from _articles(str(path), allow_local=False)


def _from_file(path: Path) -> Iterator[tuple[str, Article | OnrecordError]]:
    suffix = path.suffix.lower()
    if suffix in JSONL:
        with path.open("rb") as lines:
            for number, found in read_jsonl(lines):
                yield f"{path}, line {number}", found
    elif suffix in HTML:
        yield str(path), read_html(path.read_bytes())
    else:
        with path.open("rb") as file:
            yield str(path), _one(file.read(LARGEST_TEXT + 1))


def _from_standard_input() -> Iterator[tuple[str, Article | OnrecordError]]:
    """JSON Lines when it begins with "{", else one page or text."""
    stream = sys.stdin.buffer
    head = stream.peek() if isinstance(stream, io.BufferedReader) else b""
    if head.lstrip().startswith(b"{"):
        for number, found in read_jsonl(stream):
            yield f"standard input, line {number}", found
    else:
        yield "standard input", _one(stream.read(LARGEST_TEXT + 1))


def _one(data: bytes) -> Article:
    """The one article of a file whose name does not say what it is."""
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<article")):
        return read_html(data)
    if len(data) > LARGEST_TEXT:
        raise ArticleError(
            f"the text has more than {LARGEST_TEXT:,} bytes; an article may have {LONGEST:,} "
            "characters, so split it"
        )
    return read_text(data)
