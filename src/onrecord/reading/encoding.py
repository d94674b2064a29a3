"""Bytes -> text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import ArticleError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
USUAL = "cp1252"
"""What English text that is not UTF-8 is in, wherever that is possible."""
SAMPLE = 64 * 1024


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Decode a text whose encoding may be unknown.

    Args:
        data: the bytes of a whole text.
        declared: the encoding that came with it (an HTTP header), tried after a byte order mark.

    Raises:
        ArticleError: the bytes are not a text in any encoding.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding) or data.decode(encoding, "replace")
    sample = data[:SAMPLE]
    if len(CONTROL.findall(sample)) > len(sample) / 200:
        raise ArticleError("this is a binary file, not a text")
    in_page = DECLARED.search(data[:4096])
    guesses = [declared, "utf-8", in_page[1].decode("ascii") if in_page else None]
    for guess in filter(None, guesses):
        text = _decoded(data, guess)
        if text is not None:
            return text
    likely = from_bytes(data[: 4 * SAMPLE])
    if not likely:
        raise ArticleError("its encoding cannot be told; save it as UTF-8")
    best = likely[0]
    western = any(USUAL in (one.encoding, *one.could_be_from_charset) for one in likely)
    return data.decode(USUAL if western else best.encoding, "replace")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
