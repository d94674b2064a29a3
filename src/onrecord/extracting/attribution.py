"""Attribution: from what the encoder read to sources, cues and contents.

Cues are found first. For each cue, every word piece in its window then has a score for each role it
may have in that cue's statement; the best sequence of roles gives the source and the content.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.extracting.encoder import NESTED_TAGS, TAGS, Floats, Ints, Reading, Window
from onrecord.extracting.heads import Acceptance, Heads, shipped_heads
from onrecord.extracting.quotation import LETTER
from onrecord.extracting.roles import (
    B_CONTENT,
    NO_ROLE,
    OUTSIDE,
    best_roles,
    biases_of,
    role_scores,
    runs,
)
from onrecord.statement import Span, Statement, passage, statement_id

B_CUE, I_CUE = TAGS.index("B-cue"), TAGS.index("I-cue")
B_NESTED, I_NESTED = NESTED_TAGS.index("B-cue"), NESTED_TAGS.index("I-cue")
B_CONTENT_TAG, I_CONTENT_TAG = TAGS.index("B-content"), TAGS.index("I-content")
LOOSE = frozenset(" \n\t,;:")
"""What stands between the parts of a statement and belongs to none of them."""
BLOCK = 256
NOBODY = -1


@dataclass(frozen=True)
class Cue:
    """Word pieces, `first` to before `after`, that may be a cue.

    log_probability: of its first piece being one; outer: the statement in whose content it stands,
    if it is one inside another's.
    """

    first: int
    after: int
    log_probability: float
    outer: Candidate | None = None


@dataclass(frozen=True)
class Candidate:
    """A statement that may be: its spans, the evidence for it (see `_evidence`), and its outer."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: tuple[float, ...]
    outer: Candidate | None = None


Placed = tuple[float, Candidate, Candidate | None]
"""A confidence, a statement, and the one in whose content it stands."""


def decode(reading: Reading, *, extractor: str, heads: Heads | None = None) -> list[Statement]:
    """Find the statements of a text, in order of their content, outer ones before inner ones.

    Args:
        reading: the text as the encoder read it.
        extractor: the name and version to put into each statement.
        heads: other parameters than those shipped.

    Returns:
        Statements whose kind is not yet told; see `quotation.mark_kinds`. A statement inside
        another's content has that one's id as its parent.
    """
    heads = heads or shipped_heads()
    outer = without_rivals(
        accepted(candidates(reading, outer_cues(reading, heads), heads), heads.outer)
    )
    within = candidates(reading, nested_cues(reading, heads, [c for _, c in outer]), heads)
    found: list[Placed] = [(confidence, c, None) for confidence, c in outer]
    found += nested_in(accepted(within, heads.nested))
    ids = {c.cue: statement_id(reading.text, c.source, c.cue, c.content) for _, c, _ in found}
    statements = [
        Statement(
            id=ids[c.cue],
            kind="indirect",
            parent=ids[parent.cue] if parent else None,
            source=passage(reading.text, c.source) if c.source else None,
            cue=passage(reading.text, c.cue),
            content=passage(reading.text, c.content),
            confidence=round(confidence, 3),
            extractor=extractor,
        )
        for confidence, c, parent in found
    ]
    return sorted(
        statements,
        key=lambda s: (s.content.spans[0][0], s.parent is not None, s.content.spans, s.cue.spans),
    )


def accepted(found: Iterable[Candidate], acceptance: Acceptance) -> list[tuple[float, Candidate]]:
    """The candidates that are statements, each with its confidence."""
    judged = [(acceptance.confidence(candidate.evidence), candidate) for candidate in found]
    return [(confidence, c) for confidence, c in judged if confidence >= acceptance.keep]


def without_rivals(chosen: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Of candidates whose contents are mostly the same words, keep the surest."""
    kept: list[tuple[float, Candidate]] = []
    near: dict[int, list[Candidate]] = {}  # by block of text, so that a long text takes no longer
    for confidence, candidate in sorted(chosen, key=lambda item: -item[0]):
        blocks = {i // BLOCK for a, b in candidate.content for i in (*range(a, b, BLOCK), b - 1)}
        others = (other for block in blocks for other in near.get(block, ()))
        if not any(_are_rivals(candidate.content, other.content) for other in others):
            kept.append((confidence, candidate))
            for block in blocks:
                near.setdefault(block, []).append(candidate)
    return kept


def _are_rivals(one: Sequence[Span], other: Sequence[Span]) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return 2 * shared > min(sum(b - a for a, b in one), sum(d - c for c, d in other))


def nested_in(found: Iterable[tuple[float, Candidate]]) -> list[Placed]:
    """Each statement inside another's content with its confidence and its parent.

    The parent is the outer one, or the smallest of those inside it whose content holds the cue;
    what the candidate has outside of it is not its own. One left without content is none.
    """
    inside: dict[tuple[Span, ...], list[Candidate]] = {}
    placed: list[Placed] = []
    for confidence, candidate in sorted(found, key=lambda item: -_length(item[1].content)):
        if candidate.outer is None:
            continue
        siblings = inside.setdefault(candidate.outer.cue, [])
        around = [s for s in siblings if _within(candidate.cue, s.content)]
        parent = min(around, key=lambda s: _length(s.content), default=candidate.outer)
        content = tuple(span for span in candidate.content if _within([span], parent.content))
        source = candidate.source if _within(candidate.source, parent.content) else ()
        if content and _length(content) < _length(parent.content):
            own = replace(candidate, source=source, content=content)
            siblings.append(own)
            placed.append((confidence, own, parent))
    return placed


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _within(spans: Iterable[Span], content: Sequence[Span]) -> bool:
    return all(any(a <= start and end <= b for a, b in content) for start, end in spans)


def outer_cues(reading: Reading, heads: Heads) -> list[Cue]:
    """The cues of the text itself, in order."""
    return find_cues(reading.tags, (B_CUE, I_CUE), heads.outer.cue_threshold)


def nested_cues(reading: Reading, heads: Heads, outer: Sequence[Candidate]) -> list[Cue]:
    """The cues inside the content of one of `outer` that are not cues of theirs, in order."""
    holder = np.full(len(reading.text), NOBODY)
    for number in sorted(range(len(outer)), key=lambda n: -_length(outer[n].content)):
        for start, end in outer[number].content:
            holder[start:end] = number
    for one in outer:
        for start, end in one.cue:
            holder[start:end] = NOBODY
    found = []
    for cue in find_cues(reading.nested, (B_NESTED, I_NESTED), heads.nested.cue_threshold):
        held = holder[reading.offsets[cue.first, 0] : reading.offsets[cue.after - 1, 1]]
        if held[0] != NOBODY and (held == held[0]).all():
            found.append(replace(cue, outer=outer[held[0]]))
    return found


def find_cues(tags: Floats, begin_inner: tuple[int, int], threshold: float) -> list[Cue]:
    """Stretches of word pieces that begin with one tag, from a probability on, and go on in it.

    Args:
        tags: (pieces, n), log-probabilities.
        begin_inner: the tags of a cue's first piece and of its further ones.
        threshold: the probability of the first.
    """
    begins = tags[:, begin_inner[0]]
    # two cues never touch: a word that may begin one or go on in one goes on in the one before
    inside = np.logaddexp(tags[:, begin_inner[0]], tags[:, begin_inner[1]])
    others = np.delete(tags, begin_inner, axis=1).max(axis=1, initial=-np.inf)
    goes_on = (inside > others).tolist()
    cues: list[Cue] = []
    for start in np.flatnonzero(begins >= math.log(threshold)).tolist():
        if cues and start < cues[-1].after:
            continue
        end = start + 1
        while end < len(goes_on) and goes_on[end]:
            end += 1
        cues.append(Cue(start, end, float(begins[start])))
    return cues


def candidates(reading: Reading, cues: Sequence[Cue], heads: Heads) -> list[Candidate]:
    """Each of the cues with the source and content it would have, where it has content."""
    biases, edges = biases_of(heads), reading.offsets.tolist()
    read: list[tuple[Window, list[Cue], Floats]] = []
    for window in reading.windows:
        mine = [
            cue
            for cue in cues
            if window.home <= cue.first < window.home_end and cue.after <= window.end
        ]
        if mine:
            here = slice(window.start, window.end)
            places = np.array([(cue.first, cue.after) for cue in mine]) - window.start
            scores = role_scores(window.pairs, places, reading.paragraphs[here], biases)
            for row, cue in enumerate(mine):
                if cue.outer:
                    outside = ~_covered(reading.offsets[here], cue.outer.content)
                    scores[row][:, outside] = NO_ROLE
            read.append((window, mine, scores))
    labels = best_roles([scores for _, _, scores in read])
    found: list[Candidate | None] = []
    for (window, mine, scores), rows in zip(read, labels, strict=True):
        chosen = np.take_along_axis(scores, rows[:, None].astype(np.intp), axis=1)[:, 0]
        outside = np.where(rows == OUTSIDE, chosen, 0.0).min(axis=1)
        for cue, *own in zip(mine, rows, scores, chosen.tolist(), outside.tolist(), strict=True):
            found.append(_candidate(reading, edges, window, cue, *own))
    return [candidate for candidate in found if candidate is not None]


def _covered(offsets: Ints, spans: Iterable[Span]) -> NDArray[np.bool_]:
    """Which word pieces lie in one of the spans."""
    covered = np.zeros(len(offsets), dtype=np.bool_)
    for start, end in spans:
        covered |= (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
    return covered


def _candidate(
    reading: Reading,
    edges: Sequence[Sequence[int]],
    window: Window,
    cue: Cue,
    labels: NDArray[np.int8],
    scores: Floats,
    path: Sequence[float],
    outside: float,
) -> Candidate | None:
    """The statement of a cue, by the roles of its window's pieces.

    Args:
        labels: the role of each piece.
        scores: (5, L), the log-probability of each role of each piece.
        path: those of `labels`; outside: the lowest of these of a piece that has no role.
    """
    sources, contents = runs(labels)
    if not contents:
        return None
    source = max(sources, key=lambda run: _mean(path[slice(*run)]), default=None)
    sources = [source] if source else []
    text = reading.text
    return Candidate(
        _characters(text, edges, [(a + window.start, b + window.start) for a, b in sources]),
        _characters(text, edges, [(cue.first, cue.after)]),
        _characters(text, edges, [_beyond(reading, window, run) for run in contents]),
        _evidence(
            cue.log_probability,
            [path[a:b] for a, b in contents],
            max(float(scores[B_CONTENT, first]) for first, _ in contents),
            path[slice(*source)] if source else [],
            outside,
        ),
        cue.outer,
    )


def _beyond(reading: Reading, window: Window, run: tuple[int, int]) -> tuple[int, int]:
    """A content's place in the text; what a window cut off is taken up where its tags go on."""
    first, after = run[0] + window.start, run[1] + window.start
    if after == window.end:
        while after < len(reading.tags) and reading.tags[after].argmax() == I_CONTENT_TAG:
            after += 1
    if first == window.start:
        while (
            first > 0
            and reading.tags[first].argmax() == I_CONTENT_TAG
            and reading.tags[first - 1].argmax() in (B_CONTENT_TAG, I_CONTENT_TAG)
        ):
            first -= 1
    return first, after


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _evidence(
    cue: float,
    contents: Sequence[Sequence[float]],
    begins: float,
    source: Sequence[float],
    outside: float,
) -> tuple[float, ...]:
    """What speaks for a candidate: log-odds of its parts, and a few facts of its shape.

    Args:
        cue: log-probability of the cue's first piece being one.
        contents: for each run of the content the log-probabilities of its pieces' roles.
        begins: log-probability of beginning a content, of the run that is surest of it.
        source: log-probabilities of the roles of the source's pieces, if it has one.
        outside: the lowest log-probability of a piece that has no role.
    """
    return (
        _log_odds(cue),
        _log_odds(_mean([piece for run in contents for piece in run])),
        _log_odds(_mean([min(run) for run in contents])),
        _log_odds(begins),
        _log_odds(_mean(source)) if source else 0.0,
        0.0 if source else 1.0,
        _log_odds(outside),
        float(len(contents) > 1),
    )


def _log_odds(log_probability: float) -> float:
    below_one = min(log_probability, -1e-6)
    return max(-7.0, min(7.0, below_one - math.log(-math.expm1(below_one))))


def _characters(
    text: str, edges: Sequence[Sequence[int]], pieces: Sequence[tuple[int, int]]
) -> tuple[Span, ...]:
    """Whole words from runs of word pieces; runs that only space parts become one.

    Args:
        edges: where each word piece begins and ends in the text.
        pieces: the runs, each as (first, after the last).
    """
    spans: list[Span] = []
    for first, after in pieces:
        start, end = edges[first][0], edges[after - 1][1]
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        if LETTER.search(text, start, end):
            while text[start] in LOOSE:
                start += 1
            while text[end - 1] in LOOSE:
                end -= 1
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
