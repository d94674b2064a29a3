"""Clauses: a content as running words, its sentences, and where clauses begin in them."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from onrecord.statement import Span

Range = tuple[int, int]
"""First word and the one after the last, in a sentence."""
QUOTES = re.compile(r"[“”„‟\"«»\[\]]|''|``|‘(?=\w)|(?<!\w)['’]|['’](?!\w)")
SAID_WITHIN = re.compile(
    r"(\b(?:[Ii]f|[Uu]nless|[Ww]hen)\s[^,.;:!?\n]{2,80}?\b(?:say|says|saying|said|tell|tells|telling|"
    r"told|asks?|asking)(?:\s[\w’']+){0,4})(,\s?(?:''|['‘“\"]))(?=[A-Z])"
    r"([^’”\"\n]{2,300}?)([,.!?]*)(?:['’](?![\w'’])|[”\"])"
)
"""What somebody may say, quoted in a condition: "if you tell people, ‘Go home!’"."""
SOFT, HARD = "\x1f", "\x1e"
"""Stand between the fragments of a content: inside a sentence, and where one ends."""
ENDS_BEFORE = re.compile(r"[.!?…;]\W*$|\n\s*\n")
SENTENCE_END = re.compile(
    r"\n\s*\n|\x1e|;|(?=[.!?…])"
    r"(?<!\b[A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSen)"
    r"(?<!\bGov)(?<!\bRep)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bProf)(?<!\bSgt)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bJan)(?<!\bFeb)(?<!\bNo)(?<!\bvs)"
    r"(?:\.{3}|[.!?…])[)\]]*(?=\s+[A-Z(\[\d]|\s*\x1f?\s*$)|[!?](?=\s)"
)
LONGEST_SENTENCE = 250
"""Words after which a sentence is cut, as each is read against the others."""
TOKEN = re.compile(r"\w+(?:(?:[.’'&/-]|\.-|(?<=\d),(?=\d))\w+)*|--|[^\w\s]|[\x1e\x1f]")
STOPS = frozenset({"—", "–", "--", "-", ":", "(", ")", HARD})
PAUSES = STOPS | {",", SOFT}
CONTRACTED = re.compile(r"\w+'(?:ll|d|re|ve|m)$|\w+n't$")
CONTRACTED_SUBJECT = re.compile(
    r"(?:i|we|you|he|she|it|they|there|that|this|who|what|nobody|here)'(?:ll|d|re|ve|m|s)$"
)


@dataclass(frozen=True)
class Words:
    """The word lists of `lexicon/conditions.toml`."""

    sets: dict[str, frozenset[str]]
    finite: frozenset[str]
    bases: frozenset[str]
    past: frozenset[str]
    marks: dict[str, dict[str, str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


@cache
def words() -> Words:
    """The word lists, read once."""
    source = files("onrecord.lexicon").joinpath("conditions.toml").read_text(encoding="utf-8")
    read: dict[str, Any] = tomllib.loads(source)
    verbs = read.pop("verbs")
    bases, irregular = verbs["bases"].split(), set(verbs["irregular"].split())
    sets = {name: frozenset(listed) for name, listed in read.pop("words").items()}
    past = {_past(base) for base in bases} | irregular | {"was", "were", "had", "did"}
    return Words(
        sets=sets,
        finite=frozenset({_third(base) for base in bases} | past | set(bases)),
        bases=frozenset(bases) | {"be", "do", "don't", "let"},
        past=frozenset(past),
        marks=read,
    )


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _past(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + ("d" if base.endswith("e") else "ed")


@dataclass(frozen=True)
class Sentence:
    """A sentence as words in small letters, with their places in the `Running` text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    asks: bool

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word at an index, or nothing outside of the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def within(self, *parts: Range) -> list[str]:
        """The words of some stretches, one after the other."""
        return [word for start, end in parts for word in self.words[start:end]]

    def at(self, place: int) -> int:
        """Index of the word that stands at a place."""
        return bisect_right(self.starts, place) - 1


@dataclass(frozen=True)
class Running:
    """A content as one text, and where its pieces stand in the article.

    Quotation marks and square brackets are blanked in it.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]
    """Start here, start in the article, length."""

    def spans(self, start: int, end: int) -> list[Span]:
        """The article's spans of a stretch, without blank ends or outer commas."""
        found = []
        for here, there, length in self.pieces:
            a, b = max(start, here), min(end, here + length)
            while a < b and not (self.text[a].isalnum() or self.text[a] in "$£€("):
                a += 1
            while a < b and not (self.text[b - 1].isalnum() or self.text[b - 1] in "%)"):
                b -= 1
            if a < b:
                found.append((there + a - here, there + b - here))
        return found


def running(text: str, content: Sequence[Span]) -> Running:
    """Put the fragments of a content one after the other."""
    parts: list[str] = []
    pieces, at, before = [], 0, 0
    for start, end in content:
        if parts:
            gap = text[before:start]
            hard = ENDS_BEFORE.search(gap) or ENDS_BEFORE.search(parts[-1])
            parts.append(HARD if hard else SOFT)
            at += 1
        said = SAID_WITHIN.sub(_filled, text[start:end])
        parts.append(QUOTES.sub(lambda mark: " " * len(mark[0]), said))
        pieces.append((at, start, end - start))
        at, before = at + end - start, end
    return Running("".join(parts), tuple(pieces))


def _filled(quotation: re.Match[str]) -> str:
    """One long word and a comma in place of what somebody may say: no clause of ours is in it."""
    filled = quotation[1] + " " * len(quotation[2]) + "x" * len(quotation[3]) + ","
    return filled + " " * len(quotation[4])


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a running text, in order."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        yield from _sentence(text, start, end.start(), "?" in end[0])
        start = end.end()
    yield from _sentence(text, start, len(text), asks=False)


def _sentence(text: str, start: int, end: int, asks: bool) -> Iterator[Sentence]:
    every = list(TOKEN.finditer(text, start, end))
    for first in range(0, len(every), LONGEST_SENTENCE):
        tokens = every[first : first + LONGEST_SENTENCE]
        if any(token[0][0].isalnum() for token in tokens):
            yield Sentence(
                tuple([token[0].lower().replace("’", "'") for token in tokens]),
                tuple([token.start() for token in tokens]),
                tuple([token.end() for token in tokens]),
                asks,
            )


@lru_cache(maxsize=8192)
def is_verb(word: str) -> bool:
    """Whether a word may be finite: a modal or auxiliary, a contraction, or a known verb's form."""
    return (
        helps(word)
        or word in words().finite
        or bool(CONTRACTED.match(word))
        or bool(CONTRACTED_SUBJECT.match(word))
    )


@lru_cache(maxsize=8192)
def helps(word: str) -> bool:
    """Whether a word is a modal or an auxiliary, which no noun is."""
    lists = words()
    return word in lists["modals"] or word in lists["auxiliaries"] or word.endswith("n't")


@lru_cache(maxsize=8192)
def is_subject(word: str) -> bool:
    """Whether a word is a pronoun that may be a subject, contracted or not."""
    return word in words()["pronouns"] or bool(CONTRACTED_SUBJECT.match(word))


def is_participle(word: str) -> bool:
    """Whether a word may be a verb's past participle."""
    return (word.endswith("ed") and len(word) > 4) or word in words()["participles"]


def has_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch holds a subject and something that may be its finite verb."""
    said, pronouns = sentence.words[start:end], words()["pronouns"]
    for index, word in enumerate(said):
        before = said[index - 1] if index else ""
        if CONTRACTED_SUBJECT.match(word) or (before and before != "to" and is_verb(word)):
            return True
        if index in {1, 2} and before in pronouns and word.isalpha():
            return True
    return False


def commits(said: Sequence[str]) -> bool:
    """Whether somebody commits in some words: will, would, must, refuses to."""
    lists = words()
    return any(
        word in lists["commitments"]
        or word.endswith("'ll")
        or (word.endswith("'d") and is_subject(word))
        or (then == "to" and word in lists["commitments_to"])
        for word, then in zip_longest(said, said[1:], fillvalue="")
    )


def pause_after(sentence: Sentence, index: int) -> int:
    """Index of the next comma, dash or the like, or the sentence's length."""
    while index < len(sentence) and sentence.words[index] not in PAUSES:
        index += 1
    return index


def clause_at(sentence: Sentence, index: int) -> bool:
    """Whether a main clause begins at a word: subject and verb, an order, or a question."""
    lists, opening = words(), index
    while sentence.word(index) in lists["openers"] or sentence.word(index) == "(":
        index += 1
    if index > opening and sentence.word(index) == ",":
        index += 1
    first, following = sentence.word(index), sentence.word(index + 1)
    if first == "given" or (following == "of" and sentence.word(index + 2) in {"which", "whom"}):
        return False
    if not first or first in lists["conjunctions"] or first in lists["subordinators"] - {"not"}:
        return False
    end = pause_after(sentence, index)
    if first in lists["pronouns"]:
        begins = index + 1 < end and (
            has_verb(sentence, index, end)
            if first in lists["determiners"]
            else following not in lists["prepositions"]
        )
    elif CONTRACTED_SUBJECT.match(first):
        begins = True
    elif first in lists["questions"] or helps(first):
        begins = (
            sentence.asks
            or first in {"do", "don't", "be"}
            or (first == "what" and _is_what(sentence, index, end))
            or (first in {"why", "how", "what"} and helps(following))
        )
    elif is_participle(first) and following in lists["prepositions"] and first not in lists.bases:
        begins = False  # "based on the draft"
    elif first in lists.bases and index + 1 < end and not is_verb(following):
        begins = first not in lists["prepositions"]
    elif first in lists["prepositions"]:
        begins = _subject_within(sentence, index + 1, end)
    else:
        begins = _has_finite(sentence, index, end) or _goes_on_after_aside(sentence, index, end)
    return begins


def _is_what(sentence: Sentence, start: int, end: int) -> bool:
    """Whether "what" and its clause are a subject: "what you do does not matter"."""
    verbs = sum(helps(word) or word in words().finite for word in sentence.words[start + 2 : end])
    return "is" in sentence.words or verbs > 1


def _subject_within(sentence: Sentence, start: int, end: int) -> bool:
    """ "in that event we will": a subject and verb behind some other words."""
    said = sentence.words
    return any(
        is_subject(said[k]) and (k + 1 == end or is_verb(said[k + 1]) or "'" in said[k])
        for k in range(start, end)
    ) or any(helps(word) for word in said[start + 1 : end])


def _goes_on_after_aside(sentence: Sentence, start: int, end: int) -> bool:
    """ "the party, which leads the polls, will": a name, an aside, and its verb."""
    after = pause_after(sentence, end + 1)
    return (
        end - start < 8
        and sentence.word(end) == sentence.word(after) == ","
        and helps(sentence.word(after + 1))
    )


def _has_finite(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause that begins with a noun has a verb that is not its relative clause's."""
    said, relative = sentence.words, False
    for index in range(start + 1, end):
        if said[index] in words()["relatives"]:
            relative = True
        elif is_verb(said[index]) and said[index - 1] not in {"to", "the", "a", "of"}:
            if not relative:
                return True
            relative = False
    return False
