"""Front matter: what a plain text says of itself above its words, between two lines of dashes."""

from __future__ import annotations

import re

from onrecord.article import normalise

KEYS = frozenset(("id", "url", "outlet", "title", "byline", "published", "date", "language"))
RULE = "---"
PAIR = re.compile(r"([^\W\d][\w-]*)[ \t]*:[ \t]*(.*)")
QUOTED = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'""")
NOTHING = frozenset(("", "~", "null", "|", ">", "|-", ">-"))
"""What YAML has where there is no value, or where it begins on the next line."""


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part a text from the front matter at its beginning.

    It is not read as YAML, which refuses the title `Talks: day two`, and takes `no` for false,
    `20:58` for a number, and what stands between the first two rules of a live blog for its own.
    Every value is the words that stand there. A block counts only if each of its lines can be one
    of front matter and it has one of KEYS, so that no words of an article are lost.

    Args:
        text: a whole text, in any form.

    Returns:
        What stands behind each of KEYS that has a value, and the text below the block and the
        blank lines after it; nothing, and the text as it was, where there is no such block.
    """
    if not text.startswith(RULE):
        return {}, text
    first, *lines = normalise(text).split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == RULE]
    if first.rstrip() != RULE or not ends:
        return {}, text
    found = _values(lines[: ends[0]])
    if found is None or KEYS.isdisjoint(found):
        return {}, text
    behind = ends[0] + 1
    while behind < len(lines) and not lines[behind].strip():
        behind += 1
    fields = {key: ", ".join(values) for key, values in found.items() if key in KEYS and values}
    return fields, "\n".join(lines[behind:])


def _values(lines: list[str]) -> dict[str, list[str]] | None:
    """What stands behind each key, a list's items apart; None if a line is none of a block."""
    found: dict[str, list[list[str]]] = {}
    values: list[list[str]] | None = None  # of the last key, each by its lines
    for line in lines:
        words = line.strip()
        if not words or line.startswith("#"):
            continue
        if pair := PAIR.fullmatch(line):
            value = pair[2].strip()
            values = found[pair[1].lower()] = [] if value in NOTHING else [[value]]
        elif values is None or not line.startswith((" ", "\t", "- ")):
            return None
        elif words.startswith("- ") or not values:
            values.append([words.removeprefix("- ").strip()])
        else:
            values[-1].append(words)
    return {key: [_unquoted(" ".join(one)) for one in values] for key, values in found.items()}


def _unquoted(value: str) -> str:
    """A value without the quotation marks around the whole of it."""
    quoted = QUOTED.fullmatch(value)
    if not quoted:
        return value
    if quoted[2] is not None:
        return quoted[2].replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", quoted[1])
