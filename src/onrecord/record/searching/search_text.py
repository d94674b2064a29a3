"""The little language of search texts.

peacekeeping troops         both words, anywhere; AND is understood between words
"peacekeeping troops"       the one after the other
troops OR soldiers          either
troops NOT training         the one without the other; also: troops -training
negotiat*                   words that begin so
(troops OR soldiers) leave  parentheses group

Words are compared by their stems, without case and accents; see `stems`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import SearchError
from onrecord.record.searching.stems import plain_words, stem

TOKEN = re.compile(
    r'\s*(?:(?P<phrase>"[^"]*"?)|(?P<open>-?\()|(?P<close>\))|(?P<word>-?[^\s()"]+))'
)
OPERATORS = ("AND", "OR", "NOT")
ENDINGS = ("", "e", "ed", "er", "es", "ing", "ion", "ions", "or", "s")
LONGEST_SEARCH = 2_000
"""Characters that a search text may have."""
DEEPEST = 12
"""Parentheses within each other; FTS5 takes 15 of the worst sort."""


@dataclass(frozen=True)
class Phrase:
    """Stems that follow each other; `prefix`: the last is the beginning of a word."""

    stems: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class All:
    """What has all of some parts, and none of others."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Either:
    """What has one of some parts."""

    parts: tuple[Node, ...]


Node = Phrase | All | Either


def parse(text: str) -> Node:
    """Understand a search text.

    Raises:
        SearchError: it cannot be understood; the message says where.
    """
    if len(text) > LONGEST_SEARCH:
        raise SearchError(
            f"the search text has {len(text):,} characters, more than the {LONGEST_SEARCH:,} that "
            "it may have"
        )
    parser = _Parser(text)
    node = parser.either()
    if token := parser.next():
        raise _error(token.start, "this parenthesis closes nothing")
    if node is None:
        raise SearchError("there are no words in the search text")
    return node


@dataclass(frozen=True)
class _Token:
    """kind: phrase, open, close, word, AND, OR or NOT."""

    kind: str
    text: str
    start: int


class _Parser:
    """Reads tokens from left to right. A node is None where it has no letters ("!", "&")."""

    def __init__(self, text: str) -> None:
        self.end = len(text)
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def either(self) -> Node | None:
        parts = [self.all()]
        while self.take("OR"):
            parts.append(self.all())
        with_words = tuple(part for part in parts if part)
        return Either(with_words) if len(with_words) > 1 else next(iter(with_words), None)

    def all(self) -> Node | None:
        start = self.place()
        wanted: list[Node | None] = []
        unwanted: list[Node | None] = []
        while not (wanted or unwanted) or self.goes_on():
            if wanted or unwanted:
                self.take("AND")
            (unwanted if self.take("NOT") else wanted).append(self.part())
        parts = tuple(part for part in wanted if part)
        without = tuple(part for part in unwanted if part)
        if without and not parts:
            raise _error(start, "NOT needs words besides, such as are wanted")
        if len(parts) == 1 and not without:
            return parts[0]
        return All(parts, without) if parts else None

    def goes_on(self) -> bool:
        token = self.next()
        return token is not None and token.kind not in ("close", "OR")

    def part(self) -> Node | None:
        token = self.next()
        if token is None or token.kind in ("close", *OPERATORS):
            raise _error(self.place(), "a word is missing")
        self.at += 1
        if token.kind != "open":
            return _phrase(token)
        if self.depth == DEEPEST:
            raise _error(token.start, f"more than {DEEPEST} parentheses are within each other")
        self.depth += 1
        inner = self.either()
        self.depth -= 1
        if not self.take("close"):
            raise _error(token.start, "this parenthesis is not closed")
        return inner

    def take(self, kind: str) -> bool:
        token = self.next()
        taken = token is not None and token.kind == kind
        self.at += taken
        return taken

    def next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def place(self) -> int:
        token = self.next()
        return token.start if token else self.end


def _tokens(text: str) -> Iterator[_Token]:
    text = text.translate(str.maketrans("“”„", '"""'))
    for match in TOKEN.finditer(text):
        kind, word = str(match.lastgroup), match[str(match.lastgroup)]
        start = match.start(kind)
        if kind == "phrase" and (len(word) < 2 or not word.endswith('"')):
            raise _error(start, "this quotation mark is not closed")
        if kind in ("word", "open") and word.startswith("-") and len(word) > 1:
            yield _Token("NOT", "-", start)
            word, start = word[1:], start + 1
        yield _Token(word if kind == "word" and word in OPERATORS else kind, word, start)


def _phrase(token: _Token) -> Node | None:
    """A token's stems: of a word with a hyphen, say, several; the last may be a beginning."""
    words = plain_words(token.text)
    if not words:
        return None
    before = tuple(map(stem, words[:-1]))
    if not token.text.rstrip('"').endswith("*"):
        return Phrase((*before, stem(words[-1])))
    # a stem may be shorter than the beginning of its word: negotiat*, but negoti
    ended = sorted({stem(words[-1] + ending) for ending in ENDINGS})
    shorter = (Phrase((*before, one)) for one in ended if not one.startswith(words[-1]))
    parts = (Phrase((*before, words[-1]), prefix=True), *shorter)
    return Either(parts) if len(parts) > 1 else parts[0]


def _error(place: int, words: str) -> SearchError:
    return SearchError(f"the search text cannot be understood at character {place + 1}: {words}")
