"""Many labelled patterns held against a text at once, each only where its first letters stand."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.statement import Span

LETTERS = 3
"""First letters by which patterns are looked up."""
WORD = re.compile(r"\b\w")
PLAIN = re.compile(rf"[a-z][a-z -]{{{LETTERS - 1}}}(?![?*{{])")
"""How most patterns begin."""
LISTED = re.compile(r"(?<!\?P)<(\w+)>")
"""The name of a list of words in a pattern."""
OPTIONAL = "?*{"
LONG = 20
"""Words of a list that takes long to compile."""
ANY = r"[a-z][\w-]*"
"""Instead of such a list, to see whether a text is worth compiling it for."""


@dataclass(frozen=True)
class Phrases:
    """Labelled patterns, the lists of words they name, and what of them is compiled.

    They are compiled when the letters that they begin with are first met in a text, and the long
    lists in them when all else fits: all at once would take longer than to read a short article.
    """

    patterns: Sequence[tuple[str, str]]
    words: Mapping[str, str]
    short: Mapping[str, str]
    beginning: Mapping[str, Sequence[int]]
    compiled: dict[tuple[int, ...], _Bucket] = field(default_factory=dict)
    known: dict[str, _Bucket] = field(default_factory=dict)


@dataclass
class _Bucket:
    """Patterns that may begin with the same letters: as written, with ANY for long lists, whole."""

    written: str
    rough: re.Pattern[str] | None
    whole: re.Pattern[str] | None = None


def phrases(
    labelled: Iterable[tuple[str, str]],
    words: Mapping[str, Sequence[str]],
    endings: Mapping[str, str],
) -> Phrases:
    """Patterns to look for.

    Args:
        labelled: labels and patterns of lower case letters, those first that are to win. A `<name>`
            in them stands for a list of words.
        words: the lists by their names, each word a pattern.
        endings: what may follow a word of a list.
    """
    patterns = list(labelled)
    beginning: dict[str, list[int]] = {}
    for number, (_, pattern) in enumerate(patterns):
        for letters in beginnings(pattern, words, LETTERS):
            beginning.setdefault(letters, []).append(number)
    whole = alternatives(words, endings)
    short = {name: ANY if len(words[name]) > LONG else one for name, one in whole.items()}
    return Phrases(patterns, whole, short, beginning)


def alternatives(words: Mapping[str, Sequence[str]], endings: Mapping[str, str]) -> dict[str, str]:
    """For each list of words one pattern."""
    return {
        name: f"(?:{by_letter(those) if len(those) > LONG else '|'.join(those)})"
        + endings.get(name, "")
        for name, those in words.items()
    }


def filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with the lists of words instead of their names."""
    return LISTED.sub(lambda name: words[name[1]], pattern)


def word_starts(text: str) -> list[tuple[int, str]]:
    """Where the words of a text begin, with the letters they begin with."""
    starts = (word.start() for word in WORD.finditer(text))
    return [(start, text[start : start + LETTERS]) for start in starts]


def find(
    sought: Phrases, text: str, words: Iterable[tuple[int, str]]
) -> Iterator[tuple[str, Span]]:
    """What patterns find at some words of a text in lower case, in order: labels and places."""
    known, until = sought.known, 0
    for start, letters in words:
        bucket = known[letters] if letters in known else _bucket(sought, letters)
        if bucket.rough is None or start < until or not bucket.rough.match(text, start):
            continue
        if bucket.whole is None:
            bucket.whole = _compiled(bucket.written, sought.words)
        if match := bucket.whole.match(text, start):
            until = match.end()
            yield match.lastgroup or "", match.span()


def _bucket(sought: Phrases, letters: str) -> _Bucket:
    """All patterns that may begin with some letters."""
    sizes = range(1, LETTERS + 1)
    found = {n for size in sizes for n in sought.beginning.get(letters[:size], ())}
    numbers = tuple(sorted(found))
    if numbers not in sought.compiled:
        by_label: dict[str, list[str]] = {}
        for label, pattern in (sought.patterns[number] for number in numbers):
            by_label.setdefault(label, []).append(pattern)
        written = "|".join(f"(?P<{label}>{_by_end(those)})" for label, those in by_label.items())
        rough = _compiled(written, sought.short) if numbers else None
        listed = {name for name in LISTED.findall(written) if sought.short[name] == ANY}
        sought.compiled[numbers] = _Bucket(written, rough, None if listed else rough)
    return sought.known.setdefault(letters, sought.compiled[numbers])


def _compiled(written: str, words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{filled(written, words)})(?!\w)")


def _by_end(patterns: Iterable[str]) -> str:
    """Alternatives, those that end in the same list of words together: the lists are long."""
    ends: dict[str, list[str]] = {}
    for pattern in patterns:
        end = _end(pattern)
        ends.setdefault(end, []).append(pattern[: len(pattern) - len(end)])
    return "|".join(
        f"(?:{'|'.join(those)}){end}" if end else "|".join(those) for end, those in ends.items()
    )


def _end(pattern: str) -> str:
    """How a pattern ends, if in a list of words: one to be read, or only looked ahead for."""
    ahead = pattern.rfind("(?=")
    if "<" in pattern[ahead:] and ahead >= 0 and _closing(pattern, ahead) == len(pattern):
        return pattern[ahead:]
    return pattern[pattern.rindex("<") :] if pattern.endswith(">") else ""


def by_letter(words: Iterable[str]) -> str:
    """Alternatives, those of one first letter together: so a word is held against few of them."""
    letters: dict[str, list[str]] = {}
    for word in words:
        plain = word[0].isalpha() and word[1:2] not in (*OPTIONAL, "|")
        letters.setdefault(word[0] if plain else "", []).append(word[plain:])
    return "|".join(f"{letter}(?:{'|'.join(those)})" for letter, those in letters.items())


def beginnings(pattern: str, words: Mapping[str, Sequence[str]], size: int) -> set[str]:
    """With which letters that may begin which a pattern finds: fewer than asked for if unsure."""
    if size == LETTERS and (plain := PLAIN.match(pattern)):
        return {plain[0]}
    if not pattern or not size:
        return {""}
    if pattern[0] == "<":
        end = pattern.index(">") + 1
        heads, rest = list(words[pattern[1 : end - 1]]), pattern[end:]
    elif pattern[0] == "(":
        end = _closing(pattern)
        heads, rest = _split(pattern[3 : end - 1]), pattern[end:]
        if not pattern.startswith("(?:"):
            heads = [""]
    elif pattern.startswith("\\d"):
        return set(string.digits)
    elif pattern[0] in "\\[.":
        return {""}
    else:
        heads, rest = [pattern[0]], pattern[1:]
        if rest[:1] not in OPTIONAL or not rest:
            return {pattern[0] + more for more in beginnings(rest, words, size - 1)}
    if rest[:1] == "?":
        heads, rest = [*heads, ""], rest[1:]
    return {found for head in heads for found in _continued(head, rest, words, size)}


def _continued(head: str, rest: str, words: Mapping[str, Sequence[str]], size: int) -> set[str]:
    """The beginnings of one of some alternatives, and of what follows it."""
    if not head.isalpha():
        return beginnings(head + rest, words, size)
    known = head[:size]
    return {known + more for more in beginnings(rest, words, size - len(known))}


def _closing(pattern: str, start: int = 0) -> int:
    """Behind the bracket that closes the one at a place."""
    depth = 0
    for at in range(start, len(pattern)):
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        if not depth:
            return at + 1
    return len(pattern)


def _split(pattern: str) -> list[str]:
    """Alternatives, those inside others left as they are."""
    parts, depth = [""], 0
    for letter in pattern:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
