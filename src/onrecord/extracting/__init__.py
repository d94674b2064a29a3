"""Article -> statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from onrecord.article import Article
from onrecord.extracting import attribution, quotation
from onrecord.extracting.encoder import Encoder, Reading, default_encoder
from onrecord.statement import Statement

EXTRACTOR = f"onrecord {version('onrecord')}"
CHUNK_ARTICLES, CHUNK_CHARACTERS = 16, 120_000


def extract(article: Article, *, encoder: Encoder | None = None) -> list[Statement]:
    """Find who said what in an article, in order of appearance.

    Args:
        article: as `read` gives it.
        encoder: another encoder than the one that is shipped.
    """
    reading = (encoder or default_encoder()).read(article.text)
    return _from_reading(article, reading)


def extract_many(
    articles: Iterable[Article], *, encoder: Encoder | None = None
) -> Iterator[tuple[Article, list[Statement]]]:
    """Find who said what in many articles: faster than one by one, in bounded memory.

    Yields:
        Each article with its statements, in the order given.
    """
    reader = encoder or default_encoder()
    for chunk in _chunks(articles):
        readings = reader.read_many([article.text for article in chunk])
        for article, reading in zip(chunk, readings, strict=True):
            yield article, _from_reading(article, reading)


def _from_reading(article: Article, reading: Reading) -> list[Statement]:
    statements = attribution.decode(reading, extractor=EXTRACTOR)  # source, cue, content
    return quotation.mark_kinds(statements, article.text)  # direct, indirect, mixed


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for article in articles:
        if chunk and (len(chunk) == CHUNK_ARTICLES or size + len(article.text) > CHUNK_CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(article)
        size += len(article.text)
    if chunk:
        yield chunk
