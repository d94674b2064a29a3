"""Plain text -> Article."""

from __future__ import annotations

from onrecord.article import Article
from onrecord.reading.encoding import decode


def read_text(data: bytes, *, url: str | None = None) -> Article:
    """Read the bytes of one plain text, fetched from `url` if there is one.

    Raises:
        ArticleError: not a text, empty, or too long.
    """
    return Article.from_text(decode(data), url=url)
