"""Whether two contents are the same words said once, whole or in part, and lightly edited.

Tense and person may change, a part may be left out, and a few words may differ. Negations, numbers
and names may not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import LCSseq

from onrecord.record.checking.quote_words import CLASS, FIGURES, FUNCTIONS, IRREGULAR, NEGATIONS
from onrecord.record.searching.stems import stem

ALIKE = 0.8
"""Share of the shorter content's words that the longer one must have, in order."""
SPREAD, ELLIPSES = 1.3, 3.0
"""How many times the shorter content's length these may be spread over in the longer one; and
where the shorter one marks that words are left out."""
LEAST, UNNAMED = 5, 4
"""Words that name something that a content must have to be compared, and of these such as are not
part of a name: what has fewer ("we do not comment") is said by anybody, any day."""
PART, UNNAMED_PART = 0.7, 6
"""A content that is shorter than this share of the other is a part of it, and needs more words,
unless it is quoted: "a ban on imports" is in what many say of it."""
BEFORE = 8
"""Words before those in common in which a negation of these is looked for."""

_OPPOSITES = """accept reject|agree refuse|allow ban|allow forbid|allow prevent|approve reject|
before after|begin end|begin stop|buy sell|confirm deny|enter leave|fall rise|gain lose|grow shrink|
guilty innocent|increase decrease|increase reduce|legal illegal|less more|lose win|low high|
lower raise|open close|open shut|opponent supporter|oppose support|over under|praise criticise|
safe dangerous|safe unsafe|start end|start stop|stay leave|strong weak|strengthen weaken|up down|
for against|with without|first last|best worst|better worse|good bad|true false"""
OPPOSITES = [pair.split() for pair in _OPPOSITES.split("|")]
"""Words of which one does not stand for the other, however alike the rest is."""

NEGATION = "<not>"
TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*|\.\.\.|…|[.!?;:](?=\s)")
CONTRACTED = re.compile(r"n['’]t\b|(?<=\bcan)not\b", re.IGNORECASE)
REST = {"ll": "<will>", "d": "<will>", "re": "<be>", "m": "<be>", "ve": "<have>"}
QUOTED = frozenset('“”"„«»')
LOST = frozenset(("s", "t"))
"""What contractions and possessives leave behind."""


@dataclass(frozen=True, eq=False)
class Wording:
    """A content as it is compared.

    words: base forms; names: those that are written as names; unnamed: how many name something
    and have no capital; sentences: the number of the sentence of each word; is_cut: whether an
    omission is marked; is_quoted: whether some of it is in quotation marks.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    unnamed: int
    sentences: tuple[int, ...]
    is_cut: bool
    is_quoted: bool

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The words that name something, figures and negations."""
        return tuple(word for word in self.words if word not in _FUNCTIONS)

    @cached_property
    def is_long(self) -> bool:
        """Whether there is enough to be compared."""
        return len(self.units) >= LEAST and self.unnamed >= UNNAMED


@lru_cache(maxsize=20_000)
def wording(content: str) -> Wording:
    """A content as it is compared."""
    words: list[str] = []
    sentences: list[int] = []
    names: set[str] = set()
    unnamed: set[str] = set()
    sentence, begins = 0, True
    for token in TOKEN.findall(CONTRACTED.sub(" not", content)):
        if not token[0].isalnum():
            sentence, begins = sentence + 1, True
            continue
        if word := _base_form(token.casefold()):
            words.append(word)
            sentences.append(sentence)
            if word not in _FUNCTIONS and not (begins and token[0].isupper()):
                (names if token[0].isupper() else unnamed).add(word)
        begins = False
    is_cut = "..." in content or "…" in content
    is_quoted = not QUOTED.isdisjoint(content)
    return Wording(
        tuple(words), frozenset(names), len(unnamed), tuple(sentences), is_cut, is_quoted
    )


@lru_cache(maxsize=100_000)
def _base_form(word: str) -> str | None:
    if word in NEGATIONS:
        return NEGATION
    if word == "one":  # more often for "a" than a number
        return CLASS["a"]
    if word in LOST:
        return None
    if word in FIGURES or word[0].isdigit():
        return FIGURES.get(word, word.replace(",", ""))
    if word in FUNCTIONS or word in REST:
        return CLASS.get(word) or REST.get(word, word)
    return stem(IRREGULAR.get(word, word))


_FUNCTIONS = frozenset(
    word for word in map(_base_form, (*FUNCTIONS, *REST)) if word and word != NEGATION
)


_CONTRARY: dict[str, set[str]] = {}
for _pair in OPPOSITES:
    for _one, _other in (map(_base_form, _pair), map(_base_form, reversed(_pair))):
        _CONTRARY.setdefault(str(_one), set()).add(str(_other))


def is_alike(one: Wording, other: Wording) -> bool:
    """Whether two contents are nearly the same words, or one nearly a part of the other."""
    return one.words == other.words or likeness(one, other) >= ALIKE


def likeness(one: Wording, other: Wording) -> float:
    """The share of the shorter content's words that the longer one has, in order.

    It is 0 where these are spread too far, and where negations, numbers or names differ.
    """
    shorter, longer = sorted((one, other), key=lambda w: (len(w.words), w.words))
    length = len(shorter.words)
    is_part = length < PART * len(longer.words) and not shorter.is_quoted
    if is_part and shorter.unnamed < UNNAMED_PART:
        return 0.0
    if len(set(shorter.words).intersection(longer.words)) < len(set(shorter.words)) / 2:
        return 0.0
    blocks = list(_blocks(shorter.words, longer.words))
    first, last = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    if last - first > length * (ELLIPSES if shorter.is_cut else SPREAD) + 1:
        return 0.0
    if _differ(shorter, longer, first, last):
        return 0.0
    return sum(same for *_, same in blocks) / length


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """What two texts have in common, in order: where it begins in each, and its length."""
    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield step.src_start, step.dest_start, step.src_end - step.src_start


def _differ(shorter: Wording, longer: Wording, first: int, last: int) -> bool:
    """Whether negations, numbers or names of a content differ from those of a stretch."""
    stretch = longer.words[first:last]
    before = [
        longer.words[place]
        for place in range(max(0, first - BEFORE), first)
        if longer.sentences[place] == longer.sentences[first]
    ]
    if shorter.words.count(NEGATION) != (*before, *stretch).count(NEGATION):
        return True
    if _numbers(shorter.words) != _numbers(stretch):
        return True
    new = set(shorter.words).difference(longer.words)
    if any(not _CONTRARY[word].isdisjoint(stretch) for word in new & _CONTRARY.keys()):
        return True
    mine = shorter.names.difference(longer.words)
    theirs = longer.names.intersection(stretch).difference(shorter.words)
    return bool(mine and theirs)


def _numbers(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word[0].isdigit())


@dataclass(frozen=True)
class Change:
    """Words that stand in an earlier wording, and those in their place; "" where there are none."""

    before: str
    after: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The words in which a wording differs from an earlier one, in order.

    Case, punctuation and typographic marks do not count.
    """
    old, new = _shown(before), _shown(after)
    found, a, b = [], 0, 0
    for c, d, same in (
        *_blocks(visible_words(before), visible_words(after)),
        (len(old), len(new), 0),
    ):
        if a < c or b < d:
            found.append(Change(" ".join(old[a:c]), " ".join(new[b:d])))
        a, b = c + same, d + same
    return tuple(found)


def visible_words(text: str) -> list[str]:
    """The words of a text without case, punctuation and typographic marks."""
    return [_plain(word) for word in _shown(text)]


def _shown(text: str) -> list[str]:
    return [word for word in text.split() if _plain(word)]


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())
