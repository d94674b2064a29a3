"""The article: one text with where it came from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

import msgspec

from onrecord.errors import ArticleError

LONGEST = 500_000
"""Characters that an article may have; a whole novel has about as many."""

DIGITS = 20
"""Of an id that is a hash."""

NO_BREAK_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007"), " ")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
LINE_BREAK = re.compile(r"\n\s*")
SINGLE_BREAK = re.compile(r"\n(?<!\n\n)(?!\n)")
MID_SENTENCE = re.compile(r"\n(?:(?<=[\w,;]\n)|(?<=[\w,;] \n))[a-z0-9“\"'(]")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One text with where it came from. Make one with `read` or `Article.from_text`.

    Every offset in the system counts Unicode code points in `text`, which never changes.
    """

    id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    language: str | None = None
    text: str

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str | None = None,  # noqa: A002 - the contract's name
        url: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        byline: str | None = None,
        published: date | None = None,
        language: str | None = None,
        keep_places: bool = False,
    ) -> Article:
        """Freeze a text as an article.

        Args:
            text: the text, in any form; `normalise` gives it the one that is kept.
            id: kept as it is, but for NULs; if there is none, a hash of the address, or else of the
                text.
            url, outlet, title, byline, published, language: as far as they are known; what has
                no more than spaces is not.
            keep_places: see `normalise`.

        Raises:
            ArticleError: the text is empty or longer than `LONGEST` characters.
        """
        if len(text) > LONGEST:
            raise ArticleError(
                f"the text has {len(text):,} characters, more than the {LONGEST:,} an article may "
                "have; split it into articles"
            )
        text = normalise(text, keep_places=keep_places)
        if not any(character.isalnum() for character in text):
            raise ArticleError("there is no text in it")
        url = known(url)
        return cls(
            id=known(id) or short_hash(url or text),
            url=url,
            outlet=known(outlet),
            title=known(title),
            byline=known(byline),
            published=published,
            language=known(language),
            text=text,
        )


def short_hash(*parts: str) -> str:
    """The first DIGITS hexadecimal digits of the SHA-256 of the parts."""
    whole = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:DIGITS]


def known(field: str | None) -> str | None:
    """What an article has besides its text, as it is kept: None where it is nothing but spaces.

    NULs, which PostgreSQL does not keep, are taken out; half of a surrogate pair becomes U+FFFD.
    """
    plain = re.sub("[\ud800-\udfff]", "\ufffd", field or "").replace("\x00", "")
    return plain if plain.strip() else None


def normalise(text: str, *, keep_places: bool = False) -> str:
    """Give a text the one form in which it is kept and counted.

    Line ends become "\n", no-break spaces become spaces, characters are composed (Unicode NFC), a
    byte order mark and NULs are taken out, and half of a surrogate pair, which no file can hold,
    becomes U+FFFD. Nothing else changes.

    Args:
        text: any text.
        keep_places: change no character's place, since offsets that others have counted in the text
            should stay right: what would be taken out becomes a space, and characters are composed
            only where one takes the place of one.
    """
    text = re.sub("[\ud800-\udfff]", "\ufffd", text).translate(NO_BREAK_SPACES)
    if keep_places:
        text = re.sub("[\ufeff\x00]", " ", text).replace("\r\n", " \n")
        text = re.sub("[\r\x85\u2028\u2029]", "\n", text)
        if unicodedata.is_normalized("NFC", text):
            return text
        composed = ((c, unicodedata.normalize("NFC", c)) for c in text)
        return "".join(one if len(one) == 1 else c for c, one in composed)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    text = re.sub("\r\n|[\r\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", text)


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs of a text, in order, without the white space between them.

    A line break ends a paragraph, unless most line breaks of the text stand in mid-sentence, as in
    hard-wrapped wire copy: there, only a blank line does.
    """
    single_breaks = len(SINGLE_BREAK.findall(text))
    wrapped = len(MID_SENTENCE.findall(text)) > single_breaks / 2
    separator = BLANK_LINE if wrapped else LINE_BREAK
    spans, start = [], 0
    for match in separator.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]
