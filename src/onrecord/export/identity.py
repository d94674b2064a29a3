"""Addresses of articles and statements, the same in every export."""

from __future__ import annotations

import re
import uuid

from onrecord.article import Article
from onrecord.export.rows import Found

WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\xa0<>\"{}|\\^`\u200e\u200f\u202a-\u202e]+")
"""What may stand as an address on the web; an article's url is a stranger's text."""


def web_address(url: str | None) -> str | None:
    """An article's url, if it is an address on the web."""
    return url if url and WEB_ADDRESS.fullmatch(url) else None


def article_address(article: Article) -> str:
    """Its address on the web, or else a URN made from its id."""
    return web_address(article.url) or _urn("article", article.id)


def statement_address(one: Found) -> str:
    """A URN; of the article's too, since articles of the same text share their statements' ids."""
    return _urn("statement", one.article.id, str(one.version), one.statement.id)


def _urn(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\0".join(("onrecord", *parts))).urn
