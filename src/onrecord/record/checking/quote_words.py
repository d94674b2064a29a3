"""The words of quotations and statements: where they stand, and by what they are the same.

A word has a key, which it shares with the same word in other case, marks and characters; and base
forms, which it shares with its other forms, and some words of its sort ("he" and "I").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from onrecord.record.searching.stems import stem
from onrecord.statement import Span

HYPHENS = frozenset("-‐‑")
DASHES = "-‐‑‒–—―−"
APOSTROPHES = "'’‘ʼ´`＇"
SIGNS = "%‰&"
ORNAMENTS = "|©®™�"
UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Scripts without spaces, each of whose characters is a word here."""
OPENED, CLOSED, WITHIN = "\ufdd0\ufdd1\xad"
"""What stands for square brackets around inserted words, and for those inside a word."""
TOKEN = re.compile(
    r"""
    a{2,}[a0]*(?:'[a0]+)*                                 # don't
    | (?<![a0])(?:a\.){2,}(?:a(?![a0]))?                  # U.S. a.m.
    | (?:(?<![a0.])\.)?0+(?:[.,:/]0+)*[a0]*(?:'[a0]+)*    # 1,000 3.5bn .5 10:30 1/2
    | a[a0]*(?:'[a0]+)*                                   # I
    | (?<![^ '])-(?=\$?\.?0)                              # a minus
    | [$w\[\]]                                            # a sign, a word of one character
    """,
    re.VERBOSE,
)
"""A word in the shape of a text; see `_shape`."""
BRACKETS = re.compile(r"\[([^\][]*)\](?=([^\W\d_]?))")
DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")

CAPITALS = frozenset({"US", "IT", "WHO", "AIDS", "ICE"})
"""Names that are other words in lower case."""
_NEGATIONS = """not no never none nobody nothing nowhere neither nor cannot without hardly scarcely
barely unless except unlikely seldom rarely"""
NEGATIONS = frozenset(_NEGATIONS.split())
CLASSES = {
    "<person>": "i you he she it we they me him us them",
    "<whose>": "my your his her its our their mine yours hers ours theirs",
    "<self>": "myself yourself himself herself itself ourselves yourselves themselves",
    "<be>": "am is are was were be been being 's 're 'm ai",
    "<have>": "have has had having 've",
    "<do>": "do does did done doing",
    "<will>": "will would shall 'll 'd wo sha",
    "<can>": "can could ca",
    "<may>": "may might",
    "<this>": "this that these those",
    "<a>": "a an",
}
"""Words that stand for each other when person, tense or style change."""
CLASS = {word: name for name, words in CLASSES.items() for word in words.split()}
_FUNCTIONS = """the and or but if of in on at to for from by with as than so not no about into over
after before up down out off then there here when while who whom which what whose why how where all
any both each more most other some such only own same very just also too because until against
between through during under again once must should ought let per nor yet though upon"""
FUNCTIONS = CLASS.keys() | frozenset(_FUNCTIONS.split())
TWO = {
    "email": ("e", "mail"),
    "emails": ("e", "mails"),
    "healthcare": ("health", "care"),
    "percent": ("per", "cent"),
    "%": ("per", "cent"),
    "cannot": ("can", "not"),
    "gonna": ("going", "to"),
    "gotta": ("got", "to"),
    "wanna": ("want", "to"),
}
_IRREGULAR = """go went gone|come came|say said|tell told|think thought|feel felt|find found|
know knew known|see saw seen|hold held|give gave given|make made|take took taken|get got gotten|
leave left|lose lost|win won|pay paid|send sent|sell sold|buy bought|bring brought|keep kept|
meet met|lead led|stand stood|understand understood|build built|fight fought|hear heard|
speak spoke spoken|write wrote written|begin began begun|run ran|become became|mean meant|
break broke broken|choose chose chosen|fall fell fallen|rise rose risen|grow grew grown|
throw threw thrown|draw drew drawn|show shown|seek sought|teach taught|catch caught|deal dealt|
spend spent|sit sat|shoot shot|strike struck|steal stole stolen|drive drove driven|
bear bore born|wear wore worn|tear tore torn|swear swore sworn|forget forgot forgotten|die dying|
lie lying|eat ate eaten|man men|woman women|child children"""
IRREGULAR = {form: base for base, *forms in map(str.split, _IRREGULAR.split("|")) for form in forms}
FIGURES = {
    word: str(value)
    for values, words in (
        (range(20), "zero one two three four five six seven eight nine ten eleven twelve thirteen"),
        (range(14, 20), "fourteen fifteen sixteen seventeen eighteen nineteen"),
        (range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety"),
    )
    for value, word in zip(values, words.split(), strict=False)
}
LARGE = {"billion": 10**9, "million": 10**6, "thousand": 10**3, "hundred": 10**2}
_NUMERIC = """hundred thousand million billion trillion hundreds thousands millions billions
trillions dozen dozens percent per point minus plus half halves third thirds quarter quarters bn"""
NUMERIC = FIGURES.keys() | frozenset(_NUMERIC.split())
_ONES = "|".join(FIGURES)
_SCALES = "hundred|thousand|million|billion|trillion"
_PARTS = "hal(?:f|ves)|(?:quarter|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
JOINED_NUMBER = re.compile(
    rf"""(?<!\S)(?:
    (?P<scale>{_SCALES})\ and\ (?:{_ONES})(?!\ (?P=scale)\b)     # a hundred and three
    | \S+\ and\ an?\ half(?!\ (?:an?|of)\b)                      # a year and a half
    | (?:\d{{1,3}}|{_ONES}|{_SCALES})\ and\ (?:an?|{_ONES})\ (?:{_PARTS})(?!\ of\b)
    | (?:half|(?:{_PARTS})\ of)\ an?(?:\ (?:{_SCALES}|dozen))?      # a quarter of a million
    | (?:{_PARTS})\ of\ (?:one|1)(?:\ \S+)?                        # half of one percent
    | (?:(?:ten|dozen|score)s|(?:{_SCALES})s)\ of\ (?:{_SCALES})s   # tens of thousands
    | (?:{_ONES}|\d{{1,2}})\ (?:in|out\ of)(?:\ every)?\ (?:{_ONES}|\d{{1,3}})   # one in five
    )(?!\S)""",
    re.VERBOSE,
)
"""Numbers that have small words inside, in keys with a space between each two."""
JOINED_WORDS = 5
"""Words of one at most."""


@dataclass(frozen=True)
class Words:
    """A text's words: where each stands, and its key, by which it is the same as another."""

    text: str
    spans: Sequence[Span]
    keys: Sequence[str]

    @cached_property
    def units(self) -> Sequence[str]:
        """The base forms of the words; of a contraction and some numbers there are two."""
        return [unit for key in self.keys for unit in base_forms(key)]

    @cached_property
    def owners(self) -> Sequence[int]:
        """Of each unit, which word it is of."""
        return [place for place, key in enumerate(self.keys) for _ in base_forms(key)]

    def slice(self, first: int, last: int) -> str:
        """The text from one word to another, with the square brackets that belong to them."""
        start, end = self.spans[first][0], self.spans[last][1]
        before = start - (self.text[start - 1 : start] == "[")
        text = self.text[before : end + self.text.startswith("]", end)]
        return text if text.count("[") == text.count("]") else self.text[start:end]

    def goes_on(self, place: int) -> bool:
        """Whether a number or a word with a hyphen stands on both sides of a word's beginning."""
        if not 0 < place < len(self.keys):
            return False
        between = self.text[self.spans[place - 1][1] : self.spans[place][0]]
        if between in HYPHENS:
            return True
        if not _is_gap(between):
            return False
        numbers = is_numeric(self.keys[place - 1]) and is_numeric(self.keys[place])
        return numbers or self._is_inside(place)

    def _is_inside(self, place: int) -> bool:
        """Whether a number that has words such as "and" or "of a" inside goes on at a word."""
        first = max(0, place - JOINED_WORDS)
        row = self.keys[first].lstrip("[")
        edge = 0
        for at in range(first + 1, min(place + JOINED_WORDS, len(self.keys))):
            between = self.text[self.spans[at - 1][1] : self.spans[at][0]]
            row += " " if _is_gap(between) else " | "
            edge = len(row) if at == place else edge
            row += self.keys[at].lstrip("[")
        return any(found.start() < edge < found.end() for found in JOINED_NUMBER.finditer(row))


def _is_gap(between: str) -> bool:
    """Whether what stands between two words parts no number."""
    return not between.strip().strip(DASHES)


def words_of(text: str) -> Words:
    """Find the words of a text; signs such as "$" and "%" are words too."""
    marked = BRACKETS.sub(_bracketed, text) if "[" in text else text
    spans = [match.span() for match in TOKEN.finditer(marked.translate(_SHAPES))]
    is_shouted = text.isupper()
    keys = [_key(marked[start:end], is_shouted) for start, end in spans]
    if text.isascii() and marked is text:
        return Words(text, spans, keys)
    found: list[tuple[Span, str]] = []
    bracket = ""
    for span, key in zip(spans, keys, strict=True):
        if key in (OPENED, CLOSED):
            bracket = "[" if key == OPENED else ""
        elif key:
            found.append((span, bracket + key))
    return Words(text, [span for span, _ in found], [key for _, key in found])


def _bracketed(match: re.Match[str]) -> str:
    """What stands for square brackets: [T]he is a word, and [sic] is none."""
    inner, behind = match.groups()
    if len(inner) == 1 and behind:
        return f"{WITHIN}{inner}{WITHIN}"
    if inner.casefold() == "sic":
        return " " * len(match[0])
    return f"{OPENED}{inner}{CLOSED}"


class _Shapes(dict[int, str]):
    """For `str.translate`; filled with the characters that are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _shape(chr(code))
        return self[code]


def _shape(char: str) -> str:
    """What a character is to TOKEN: one letter, digit, sign or mark for all of its sort."""
    category = unicodedata.category(char)
    is_written = category[0] in "LMN" or category == "Cf"
    is_sign = char in SIGNS or (category in ("Sc", "Sm", "So") and char not in ORNAMENTS)
    opens = char.isspace() or char == '"' or category in ("Ps", "Pi", "Cc")
    sorts = (
        ("'", char in APOSTROPHES),
        ("[", char == OPENED),
        ("]", char == CLOSED),
        ("w", is_written and any(first <= ord(char) <= last for first, last in UNSPACED)),
        ("0", category == "Nd"),
        ("a", is_written),
        ("-", char in "-‐‑–−"),
        (char, char in ".,:/"),
        ("$", is_sign),
        (" ", opens),
    )
    return next((sort for sort, fits in sorts if fits), ")")


_SHAPES = _Shapes()


@lru_cache(maxsize=100_000)
def _key(word: str, is_shouted: bool) -> str:
    """What a word has in common with the same word in other case, marks and characters."""
    if word.isascii() and word.isalpha():
        return word if word in CAPITALS and not is_shouted else word.lower()
    if word in DASHES:
        return "-"
    plain = "".join("'" if c in APOSTROPHES else c for c in word if not _is_ignored(c))
    # NFKC would make 51/2 of 5½.
    fraction = any(c.isnumeric() and not c.isdecimal() for c in plain)
    plain = unicodedata.normalize("NFC" if fraction else "NFKC", plain).replace(" ", "")
    if DOTTED.fullmatch(plain):
        plain = plain.replace(".", "")
        if plain.upper() in CAPITALS or plain.lower() in FUNCTIONS:
            return plain.upper()
    return THOUSANDS.sub(lambda number: number[0].replace(",", ""), plain).casefold()


def _is_ignored(char: str) -> bool:
    return char in "[]" or "\ufe00" <= char <= "\ufe0f" or unicodedata.category(char) == "Cf"


def is_numeric(key: str) -> bool:
    """Whether a key is a number, a part of one, or a sign such as "$"."""
    key = key.lstrip("[.")
    sign = len(key) == 1 and not key.isalnum() and key != "&"
    return sign or key[:1].isnumeric() or key in NUMERIC


def is_negation(key: str) -> bool:
    """Whether a key says that something is not so, or stands for a contraction that does."""
    return key.lstrip("[") in NEGATIONS or key.endswith("n't")


@lru_cache(maxsize=100_000)
def base_forms(key: str) -> tuple[str, ...]:
    """The base forms of a word: two of a contraction (won't: will, not)."""
    key = key.lstrip("[").lower()
    if key in CLASS:
        return (CLASS[key],)
    if key in TWO:
        return tuple(name for part in TWO[key] for name in base_forms(part))
    if key in FIGURES or (key.isdecimal() and len(key) <= 12):
        return _figures(int(FIGURES.get(key, key)))
    head, _, ending = key.rpartition("'")
    if ending == "t" and head.endswith("n"):
        return (*base_forms(head[:-1]), "not")
    if head and f"'{ending}" in CLASS:
        return (*base_forms(head), CLASS[f"'{ending}"])
    return (stem(IRREGULAR.get(key, key)),)


def _figures(value: int) -> tuple[str, ...]:
    """A number as it is said: 25 is 20 5, and 3,500 is 3 thousand 5 hundred."""
    for name, size in LARGE.items():
        many, rest = divmod(value, size)
        if many and rest % 100 == 0:
            return (*_figures(many), name, *(_figures(rest) if rest else ()))
    if 20 < value < 100 and value % 10:
        return str(value - value % 10), str(value % 10)
    return (str(value),)


FUNCTION_UNITS = frozenset(name for word in FUNCTIONS for name in base_forms(word))
