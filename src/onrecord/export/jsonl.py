"""Statements as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

import msgspec

from onrecord.article import Article
from onrecord.export.rows import Found
from onrecord.statement import to_line


def write(found: Iterable[Found], out: BinaryIO) -> int:
    """Write the record's own format, `docs/json.md`: a line an article with its statements."""
    count = 0
    for article, group in by_article(found):
        out.write(to_line(article, [one.statement for one in group]).encode() + b"\n")
        count += len(group)
    return count


def write_articles(quiet: Iterable[Article], out: BinaryIO) -> None:
    """Write articles in which nobody says anything, each as a line without statements."""
    for article in quiet:
        out.write(to_line(article, []).encode() + b"\n")


def write_lines(objects: Iterable[Any], out: BinaryIO) -> int:
    """Write a line of JSON an object, and give how many they were."""
    count = 0
    for one in objects:
        out.write(msgspec.json.encode(one) + b"\n")
        count += 1
    return count


def by_article(found: Iterable[Found]) -> Iterator[tuple[Article, list[Found]]]:
    """Each article with what was found in it one after the other."""
    for _, group in groupby(found, key=lambda one: (one.article.id, one.version)):
        members = list(group)
        yield members[0].article, members
