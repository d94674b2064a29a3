"""Plain text -> Article."""

from __future__ import annotations

import re

from onrecord.article import Article
from onrecord.errors import ArticleError
from onrecord.reading.dates import read_date
from onrecord.reading.encoding import decode
from onrecord.reading.front_matter import split_front_matter

ADDRESS = re.compile(r"https?://[^\s/?#@]+\S*", re.IGNORECASE)


def read_text(data: bytes, *, url: str | None = None) -> Article:
    """Read the bytes of one plain text, which may begin with front matter.

    Args:
        data: the text.
        url: where it was fetched from, if it was. It is what the article is known by, then: a page
            may not give itself the id or address of another one.

    Raises:
        ArticleError: not a text, empty, or too long; or its front matter has a date that cannot be
            read or an address that is none.
    """
    given, text = split_front_matter(decode(data))
    name = "published" if given.get("published") else "date"
    written = given.get(name)
    return Article.from_text(
        text,
        id=None if url else given.get("id"),
        url=url or _address(given.get("url")),
        outlet=given.get("outlet"),
        title=given.get("title"),
        byline=given.get("byline"),
        published=read_date(written, name=name) if written else None,
        language=given.get("language"),
    )


def _address(written: str | None) -> str | None:
    if written and not ADDRESS.fullmatch(written):
        raise ArticleError(f'"url" is "{written[:40]}", not an http or https address')
    return written or None
