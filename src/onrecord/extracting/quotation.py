"""Quotation marks: which stretches of a text stand inside them, and the kind of a statement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from msgspec.structs import replace

from onrecord.article import paragraph_spans
from onrecord.statement import Kind, Span, Statement

OPENING, CLOSING, EITHER = "opening", "closing", "either"

# Each mark, with the family of marks that may close what it opens. German „...“ and Polish „...”
# share their closing marks with English ones, so the families of “ and „ are one.
MARKS = {
    "“": ("curly", OPENING),
    "„": ("curly", OPENING),
    "‟": ("curly", OPENING),
    "”": ("curly", CLOSING),
    '"': ("straight", EITHER),
    "''": ("wire", EITHER),
    "``": ("wire", OPENING),
    "«": ("guillemet", OPENING),
    "»": ("guillemet", CLOSING),
    "‘": ("single", OPENING),
    "‚": ("single", OPENING),
    "’": ("single", CLOSING),
    "'": ("single straight", EITHER),
}
MARK = re.compile("''|``|[“„‟”\"«»‘‚’']")
BEFORE_OPENING = frozenset("([{-–—/:…\"“‘'«>")
LETTER = re.compile(r"[^\W_]")
"""A letter or a digit."""
ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|round|n|\d\ds?)\b", re.IGNORECASE)


def quoted_spans(text: str) -> list[Span]:
    """Find what stands in quotation marks, outermost marks only.

    Args:
        text: the frozen text of an article.

    Returns:
        Spans in code points, in order, without overlaps, marks included. A quotation that runs over
        paragraphs, each reopened by a mark, gives one span a paragraph. A quotation that is opened
        and never closed ends with its paragraph.
    """
    return [
        span
        for start, end in paragraph_spans(text)
        for span in _quoted_in_paragraph(text, start, end)
    ]


def _quoted_in_paragraph(text: str, start: int, end: int) -> list[Span]:
    marks = [(match.start(), match.group()) for match in MARK.finditer(text, start, end)]
    spans: list[Span] = []
    index = 0
    while index < len(marks):
        position, mark = marks[index]
        if not _may_open(text, start, end, position, mark):
            index += 1
            continue
        closing = _closing(text, start, end, marks, index)
        if closing is not None:
            at = marks[closing][0] + len(marks[closing][1])
            spans.append((position, at))
            index = closing + 1
        elif MARKS[mark][0].startswith("single"):
            index += 1  # far more often an apostrophe than a quotation without an end
        else:
            spans.append((position, end))
            break
    return spans


def _may_open(text: str, start: int, end: int, position: int, mark: str) -> bool:
    role = MARKS[mark][1]
    if role == CLOSING:
        return False
    before = text[position - 1] if position > start else " "
    after_at = position + len(mark)
    after = text[after_at] if after_at < end else " "
    if mark in "“„‟«``":
        return True
    if after.isspace() or not (before.isspace() or before in BEFORE_OPENING):
        return False
    if mark in "‘'" and ELISION.match(text, after_at, end):
        return mark == "‘" and "’" in text[after_at:end]
    return True


def _closing(
    text: str, start: int, end: int, marks: Sequence[tuple[int, str]], opening: int
) -> int | None:
    """Index of the mark that closes the one at `opening`, or None."""
    mark = marks[opening][1]
    family = MARKS[mark][0]
    weak: int | None = None
    for index in range(opening + 1, len(marks)):
        position, candidate = marks[index]
        if candidate == mark and family in ("curly", "single", "guillemet"):
            if family == "single":
                break
            continue
        if not _closes(mark, candidate):
            continue
        before, after_at = text[position - 1], position + len(candidate)
        after = text[after_at] if after_at < end else " "
        if candidate in "”“»":
            return index
        if after.isalnum() or before.isspace():
            # inside a word an apostrophe; after a space an opening mark: the first was never closed
            if before.isspace() and family in ("straight", "wire") and not after.isspace():
                return None if weak is None else weak
            continue
        if not family.startswith("single"):
            return index
        if before in "sS" and not _ends_clause(after):
            weak = index if weak is None else weak  # the workers’ rights: perhaps a possessive
            continue
        return index
    return weak


def _closes(opening: str, candidate: str) -> bool:
    if opening == "„":
        return candidate in "“”"
    if opening == "‚":
        return candidate in "‘’"
    family, role = MARKS[candidate]
    mixed = {family, MARKS[opening][0]} == {"curly", "straight"}  # “ closed by ", as typed in haste
    return role != OPENING and (mixed or family == MARKS[opening][0])


def _ends_clause(after: str) -> bool:
    return after in ",.;:!?)" or after == "\n"


def mark_kinds(statements: Iterable[Statement], text: str) -> list[Statement]:
    """Set each statement's kind from the quotation marks around its content.

    Args:
        statements: statements found in `text`.
        text: the article's frozen text.

    Returns:
        The same statements, in order: `direct` where every letter and digit of the content stands
        in quotation marks, `indirect` where none does, else `mixed`. Marks around a whole statement
        inside another's content are the other's: “I think we can win” quotes no thought.
    """
    quoted = quoted_spans(text)
    return [
        replace(
            s,
            kind=kind_of(
                s.content.spans, _marks_of_inner(s, quoted, text) if s.parent else quoted, text
            ),
        )
        for s in statements
    ]


def _marks_of_inner(inner: Statement, quoted: Sequence[Span], text: str) -> list[Span]:
    """The quoted spans; in place of one that holds the cue as well, those inside it."""
    cue, spans = inner.cue.spans[0][0], []
    for start, end in quoted:
        if start <= cue < end:
            inside = start + (2 if text.startswith(("''", "``"), start) else 1)
            spans += [(a + inside, b + inside) for a, b in quoted_spans(text[inside:end])]
        else:
            spans.append((start, end))
    return spans


def kind_of(content: Sequence[Span], quoted: Sequence[Span], text: str) -> Kind:
    """Kind of a content given the sorted quoted spans of its text (see `mark_kinds`)."""
    inside = outside = False
    for start, end in content:
        at = start
        for a, b in quoted[bisect_right(quoted, start, key=itemgetter(1)) :]:
            if a >= end:
                break
            outside = outside or LETTER.search(text, at, a) is not None
            inside = inside or LETTER.search(text, max(a, start), min(b, end)) is not None
            at = b
        outside = outside or LETTER.search(text, at, end) is not None
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
