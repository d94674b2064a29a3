"""Words without case and accents, and their stems, by which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a plain word."""
    return str(_stemmer().stemWord(word))


def plain_words(text: str) -> list[str]:
    """The words of a text without case and accents, in order."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return WORD.findall(text.casefold())


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in plain_words(text)]
