"""Articles written and marked for training: `data/articles/NAME.marked.txt`.

The marks stand in the text: ⟦s1|who⟧ ⟦c1|cue⟧ ⟦x1|content⟧, see `data/README.md`.
"""

from __future__ import annotations

import re
from pathlib import Path

from training.data import Gold, Marks

MARK = re.compile(r"⟦([scx])(\d+[a-z]*(?:,\d+[a-z]*)*)\||⟧")
ROLE = {"s": "source", "c": "cue", "x": "content"}
LOOSE = {"source": " \n,;:", "cue": " \n,", "content": " \n,"}
"""What falls off the ends of a mark."""


def load_marked(folder: Path) -> list[Gold]:
    """Every marked article of a folder."""
    paths = sorted(folder.glob("*.marked.txt"))
    return [
        parse_marked(path.name.removesuffix(".marked.txt"), path.read_text(encoding="utf-8"))
        for path in paths
    ]


def parse_marked(name: str, marked: str) -> Gold:
    """An article from its text with marks.

    Raises:
        ValueError: a mark is not closed, or a statement lacks its cue, content or parent.
    """
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, Marks] = {}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            opened.append((ROLE[match[1]], match[2], len(text)))
            continue
        if not opened:
            raise ValueError(f"{name}: nothing is open before {text[-30:]!r}")
        role, numbers, start = opened.pop()
        span = trimmed(text, start, LOOSE[role])
        for number in numbers.split(","):
            marks = found.setdefault(number, {"source": [], "cue": [], "content": []})
            marks[role].append(span)
    text += marked[at:]
    if opened or "⟦" in text:
        raise ValueError(f"{name}: a mark is not closed, or not written as in data/README.md")
    for number, marks in found.items():
        if not (marks["cue"] and marks["content"]):
            raise ValueError(f"{name}: statement {number} lacks a cue or a content")
        if number[-1].isalpha() and number[:-1] not in found:
            raise ValueError(f"{name}: there is no statement {number[:-1]} around {number}")
        for spans in marks.values():
            spans.sort()
    outer = [marks for number, marks in found.items() if number.isdigit()]
    inner = [marks for number, marks in found.items() if not number.isdigit()]
    searched = [span for marks in outer for span in marks["content"]]
    return Gold(name, text, outer, inner, searched, complete=True)


def trimmed(text: str, start: int, loose: str) -> tuple[int, int]:
    """From `start` to the end of what is written so far, without what hangs loose at the ends."""
    inner = text[start:]
    left = len(inner) - len(inner.lstrip(loose))
    return start + left, start + max(len(inner.rstrip(loose)), left)
