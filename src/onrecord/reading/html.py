"""A web page -> Article: the main text, without menus, adverts and comments."""

from __future__ import annotations

import logging

from onrecord.article import Article
from onrecord.errors import ArticleError
from onrecord.reading.dates import read_date
from onrecord.reading.encoding import decode

LARGEST = 10_000_000
"""Bytes that a page may have."""
FEWEST_WORDS = 10
"""Words of an article; what is left of a page without one, a menu or a notice, has fewer."""


def read_html(data: bytes, *, url: str | None = None, declared: str | None = None) -> Article:
    """Read the bytes of one page.

    Args:
        data: the page.
        url: where it was fetched from; else its own canonical address is taken.
        declared: the encoding in the HTTP header.

    Raises:
        ArticleError: there is no article in the page.
    """
    if len(data) > LARGEST:
        raise ArticleError(f"the page has {len(data):,} bytes, more than {LARGEST:,}")
    # imported here: half a second that other formats need not wait for
    from trafilatura import bare_extraction  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = bare_extraction(
        decode(data, declared=declared), url=url, with_metadata=True, include_comments=False
    )
    if not isinstance(page, Document) or len((page.text or "").split()) < FEWEST_WORDS:
        raise ArticleError("no article was found in the page")
    return Article.from_text(
        page.text or "",
        url=url or page.url,
        outlet=page.sitename,
        title=page.title,
        byline=page.author,
        published=read_date(page.date) if page.date else None,
    )
