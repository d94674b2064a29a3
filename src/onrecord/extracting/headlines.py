"""Headlines: lines whose words have capitals, so that these tell no names."""

from __future__ import annotations

from onrecord.extracting.word_lists import given_names
from onrecord.statement import Span

IN_HEADLINES = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "at", "by", "and", "or", "as", "with", "from"}
)
"""Words that are small in headlines whose other words have capitals."""
SIGNED = ("—", "–", "--", "By ")
"""Before a name, that it is whose words stand before it, or who wrote the article."""


def headlines(text: str) -> list[Span]:
    """Lines in which nearly every word has a capital letter, so that capitals tell no names."""
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if not spans and _is_first_headline(line) and not text[:start].strip():
            spans.append((start, start + len(line)))
        elif line.lstrip().startswith(SIGNED):
            pass
        elif 25 < len(line) < 250:
            long = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
            capital = sum(w[0].isupper() for w in long)
            shouted = line.isupper() and len(long) > 2
            if shouted or (len(long) > 4 and capital > 0.8 * len(long)):
                spans.append((start, start + len(line)))
        elif _is_section(line):
            spans.append((start, start + len(line)))
        start += len(line)
    return spans


def _is_first_headline(line: str) -> bool:
    """Whether the first line of a text, though short, is in capitals: "Marrant Answers Critics"."""
    told = [w for w in line.split() if w[0].isalpha()]
    capital = [w for w in told if w[0].isupper()]
    small = all(w in IN_HEADLINES for w in told if not w[0].isupper())
    return line.endswith("\n") and ":" not in line and len(capital) > 2 and small


def _is_section(line: str) -> bool:
    """Whether a line in capitals heads a part of an article, and is no person's name or turn."""
    told = line.lower().split()
    person = len(told) > 1 and told[0] in given_names()
    return line.strip(" .\n").isupper() and line.strip()[-1] != ":" and not person
