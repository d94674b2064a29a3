"""Article -> statements."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.extracting import (
    acts,
    attribution,
    boilerplate,
    continuity,
    quotation,
    setting,
    speakers,
)
from onrecord.extracting.encoder import Begun, Encoder, Reading, default_encoder
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.statement import Statement

EXTRACTOR = f"onrecord {version('onrecord')}"
AHEAD = 60_000
"""Characters that the encoder reads ahead of the article whose statements are being decoded."""


def extract(
    article: Article,
    *,
    encoder: Encoder | None = None,
    directory: Directory | None = None,
    speaker_confidence: float = DEFAULT_CONFIDENCE,
) -> list[Statement]:
    """Find who said what in an article, in order of appearance.

    Args:
        article: as `read` gives it.
        encoder: another encoder than the one that is shipped.
        directory: another directory of actors than the one that is shipped.
        speaker_confidence: how sure a speaker must be to be given.
    """
    reading = (encoder or default_encoder()).read(article.text)
    return _from_reading(article, reading, directory, speaker_confidence)


def extract_many(
    articles: Iterable[Article],
    *,
    encoder: Encoder | None = None,
    directory: Directory | None = None,
    speaker_confidence: float = DEFAULT_CONFIDENCE,
) -> Iterator[tuple[Article, list[Statement]]]:
    """Find who said what in many articles: faster than one by one, in bounded memory.

    The encoder reads ahead while statements are decoded. What is found in an article does not hang
    on its neighbours: `extract` finds the same.

    Args:
        articles: in any number.
        encoder: see `extract`, as for `directory` and `speaker_confidence`.

    Yields:
        Each article with its statements, in the order given.
    """
    reader = encoder or default_encoder()
    begun: deque[tuple[Article, Begun]] = deque()
    ahead = 0
    for article in articles:
        begun.append((article, reader.begin(article.text)))
        ahead += len(article.text)
        while ahead > AHEAD:
            ready, reading = begun.popleft()
            ahead -= len(ready.text)
            yield ready, _from_reading(ready, reader.finish(reading), directory, speaker_confidence)
    for ready, reading in begun:
        yield ready, _from_reading(ready, reader.finish(reading), directory, speaker_confidence)


def _from_reading(
    article: Article, reading: Reading, directory: Directory | None, sure: float
) -> list[Statement]:
    statements = attribution.decode(reading, extractor=EXTRACTOR)  # source, cue, content
    statements = boilerplate.without_boilerplate(statements, article.text)  # the article's own
    statements = quotation.mark_kinds(statements, article.text)  # direct, indirect, mixed
    # who really spoke, and to whom
    statements = speakers.resolve(
        statements, article, reading=reading, directory=directory, at_least=sure
    )
    statements = acts.label(statements, article)  # what it did, under which condition
    statements = continuity.mark(statements, article)  # how it stands to what was said before
    return setting.place(statements, article)  # when and where
