"""Stretches: the parts of a content that each do one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.sentences import cuts
from onrecord.statement import Span

FULL_STOP = re.compile(r"[.!?…](?:[\"”’»)\]]|'')*\s*$")
SHORTEST = 3
"""Words that a stretch has at least; less goes with what it stands beside."""


def stretches(text: str, content: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Cut a content into its sentences.

    Args:
        text: the article's text.
        content: the fragments of a statement's content. A sentence that "he said" interrupts is
            one stretch of two spans.

    Returns:
        The stretches in order; together they are the content, but for space between them.
    """
    found: list[list[Span]] = []
    goes_on = False
    for start, end in content:
        at = start
        for cut in [*cuts(text, start, end), end]:
            span = _trimmed(text, at, cut)
            at = cut
            if span is None:
                continue
            if found and (goes_on or _words(text, [span]) < SHORTEST):
                found[-1].append(span)
            else:
                found.append([span])
            goes_on = False
        goes_on = bool(found) and not _is_over(text, found[-1][-1], content)
    if len(found) > 1 and _words(text, found[0]) < SHORTEST:
        found[0:2] = [found[0] + found[1]]
    return [tuple(_joined(text, spans)) for spans in found]


def _is_over(text: str, span: Span, content: Sequence[Span]) -> bool:
    """Whether a sentence ends with a fragment: by its own mark, or as what follows begins anew."""
    if FULL_STOP.search(text, max(span[0], span[1] - 6), span[1]):
        return True
    following = next((a for a, _ in content if a >= span[1]), None)
    if following is None:
        return True
    between = text[span[1] : following]
    begins = text[following : following + 4].lstrip("\"“‘«('` ")
    return bool(re.search(r"[.!?:]", between)) and begins[:1].isupper()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if end > start else None


def _words(text: str, spans: Sequence[Span]) -> int:
    return sum(len(text[a:b].split()) for a, b in spans)


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans with nothing but space between them as one."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        last = joined[-1]
        if text[last[1] : start].isspace() or last[1] == start:
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined
