"""Attribution: from what the encoder read to sources, cues and contents.

Cues are found first. For each cue, every word piece in its window then has a score for each role it
may have in that cue's statement; the best sequence of roles gives the source and the content.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.extracting.encoder import (
    PAIR_WIDTH,
    RANK,
    ROLE_LABELS,
    TAGS,
    Floats,
    Ints,
    Reading,
    Window,
    log_softmax,
)
from onrecord.statement import Span, Statement, passage, statement_id

EXACT_DISTANCE = 12
DISTANCE_EDGES = (12, 16, 24, 32, 48, 64, 96, 128)
DISTANCES = 2 * (EXACT_DISTANCE + len(DISTANCE_EDGES)) + 1
PARAGRAPH_DISTANCES = 5
B_CUE, I_CUE = TAGS.index("B-cue"), TAGS.index("I-cue")
B_CONTENT_TAG, I_CONTENT_TAG = TAGS.index("B-content"), TAGS.index("I-content")
OUTSIDE, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(5)
LOOSE = frozenset(" \n\t,;:")
"""What stands between the parts of a statement and belongs to none of them."""
BLOCK = 256
CERTAIN = -1e-3
"""Log-probability of no role from which it is certain."""


class Heads(msgspec.Struct, frozen=True):
    """What decoding needs besides the encoder; made with the model, see `training/`.

    distance: (DISTANCES, 5) and paragraph_distance: (5, 5), added to the role scores;
    cue_threshold: the probability from which a word piece may begin a cue;
    weights and bias: of the logistic that turns a candidate's evidence into its confidence;
    keep: the confidence from which a candidate is a statement.
    """

    distance: list[list[float]]
    paragraph_distance: list[list[float]]
    cue_threshold: float = 0.25
    weights: list[float] = []
    bias: float = 0.0
    keep: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """A statement that may be: its spans, and the evidence for it (see `_evidence`)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    evidence: tuple[float, ...]


def decode(reading: Reading, *, extractor: str, heads: Heads | None = None) -> list[Statement]:
    """Find the statements of a text, in order of their content.

    Args:
        reading: the text as the encoder read it.
        extractor: the name and version to put into each statement.
        heads: other parameters than those shipped.

    Returns:
        Statements whose kind is not yet told; see `quotation.mark_kinds`.
    """
    heads = heads or shipped_heads()
    chosen: list[tuple[float, Candidate]] = []
    for candidate in candidates(reading, heads):
        confidence = confidence_of(candidate, heads)
        if confidence >= heads.keep:
            chosen.append((confidence, candidate))
    statements = [
        Statement(
            id=statement_id(reading.text, c.source, c.cue, c.content),
            kind="indirect",
            source=passage(reading.text, c.source) if c.source else None,
            cue=passage(reading.text, c.cue),
            content=passage(reading.text, c.content),
            confidence=round(confidence, 3),
            extractor=extractor,
        )
        for confidence, c in without_rivals(chosen)
    ]
    return sorted(statements, key=lambda s: (s.content.spans, s.cue.spans))


@cache
def shipped_heads() -> Heads:
    """The parameters that belong to the shipped model."""
    data = files("onrecord.extracting").joinpath("model/heads.json").read_bytes()
    return msgspec.json.decode(data, type=Heads)


def confidence_of(candidate: Candidate, heads: Heads) -> float:
    """Probability that a candidate is rightly linked, in 0 to 1."""
    score = float(np.dot(candidate.evidence, heads.weights)) + heads.bias
    return 1 / (1 + math.exp(-score))


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


def candidates(reading: Reading, heads: Heads) -> list[Candidate]:
    """Every cue that may be one, with the source and content it would have."""
    cues = find_cues(reading, heads.cue_threshold)
    read: list[tuple[Window, list[tuple[int, int]], Floats]] = []
    for window in reading.windows:
        mine = [(a, b) for a, b in cues if window.home <= a < window.home_end and b <= window.end]
        if mine:
            paragraphs = reading.paragraphs[window.start : window.end]
            places = np.array(mine) - window.start
            read.append((window, mine, role_scores(window.pairs, places, paragraphs, heads)))
    labels = best_roles([scores for _, _, scores in read])
    found = [
        _candidate(reading, window, cue, row, own)
        for (window, mine, scores), rows in zip(read, labels, strict=True)
        for cue, row, own in zip(mine, rows, scores, strict=True)
    ]
    return [candidate for candidate in found if candidate is not None]


def find_cues(reading: Reading, threshold: float) -> list[tuple[int, int]]:
    """Word pieces (first, after the last) of each cue, in order."""
    begins = np.exp(reading.tags[:, B_CUE])
    # two cues never touch: a word that may begin one or go on in one goes on in the one before
    inside = np.logaddexp(reading.tags[:, B_CUE], reading.tags[:, I_CUE])
    others = np.delete(reading.tags, (B_CUE, I_CUE), axis=1).max(axis=1, initial=-np.inf)
    cues: list[tuple[int, int]] = []
    for start in np.flatnonzero(begins >= threshold):
        if cues and start < cues[-1][1]:
            continue
        end = int(start) + 1
        while end < len(inside) and inside[end] > others[end]:
            end += 1
        cues.append((int(start), end))
    return cues


def role_scores(pairs: NDArray[np.floating], cues: Ints, paragraphs: Ints, heads: Heads) -> Floats:
    """Log-probability of each role of each piece in each cue's statement.

    Args:
        pairs: (L, 3 * PAIR_WIDTH + 5), one window's vectors.
        cues: (K, 2), first piece and the one after the last, in the window.
        paragraphs: (L,), the paragraph of each piece.

    Returns:
        (K, L, 5); a cue's own pieces are outside for certain.
    """
    pairs = pairs.astype(np.float32)
    length, count, width = len(pairs), len(cues), len(ROLE_LABELS)
    first, last = cues[:, 0], cues[:, 1] - 1
    member = pairs[:, :PAIR_WIDTH].reshape(length, width - 1, RANK)
    cue = pairs[first, PAIR_WIDTH : 2 * PAIR_WIDTH] + pairs[last, 2 * PAIR_WIDTH : 3 * PAIR_WIDTH]
    scores = np.zeros((count, length, width), dtype=np.float32)
    products = cue.reshape(count, width - 1, RANK).transpose(1, 0, 2) @ member.transpose(1, 2, 0)
    scores[..., 1:] = products.transpose(1, 2, 0) / np.sqrt(RANK)
    scores += pairs[None, :, 3 * PAIR_WIDTH :]
    places = np.arange(length)[None, :]
    scores += np.array(heads.distance, dtype=np.float32)[
        distance_buckets(places, first[:, None], last[:, None])
    ]
    scores += np.array(heads.paragraph_distance, dtype=np.float32)[
        paragraph_buckets(paragraphs[None, :], paragraphs[first][:, None])
    ]
    inside = (places >= first[:, None]) & (places <= last[:, None])
    scores[inside] = [0.0, -1e4, -1e4, -1e4, -1e4]
    return log_softmax(scores)


def best_roles(scores: Sequence[Floats]) -> list[NDArray[np.int8]]:
    """Best sequence of roles for each cue, where I- only follows B- or I- of its own role.

    Args:
        scores: for each window, (K, L, 5) log-probabilities.

    Returns:
        For each window, (K, L) indices into ROLE_LABELS.
    """
    labels: list[NDArray[np.int8]] = [part.argmax(axis=2).astype(np.int8) for part in scores]
    # the best role of each piece alone makes the best sequence, wherever that is allowed
    broken = [(n, row) for n, part in enumerate(labels) for row in _broken_rows(part)]
    stretches = [_unsure(scores[n][row]) for n, row in broken]
    if not broken:
        return labels
    batch = np.full(
        (len(broken), max(b - a for a, b in stretches), len(ROLE_LABELS)), -1e4, dtype=np.float32
    )
    batch[..., OUTSIDE] = 0
    for at, ((n, row), (a, b)) in enumerate(zip(broken, stretches, strict=True)):
        batch[at, : b - a] = scores[n][row, a:b]
    for found, (n, row), (a, b) in zip(_viterbi(batch), broken, stretches, strict=True):
        labels[n][row] = OUTSIDE
        labels[n][row, a:b] = found[: b - a]
    return labels


def _broken_rows(labels: NDArray[np.int8]) -> Ints:
    before = np.pad(labels[:, :-1], ((0, 0), (1, 0)))
    broken = np.zeros(len(labels), dtype=bool)
    for begin, inner in ((B_SOURCE, I_SOURCE), (B_CONTENT, I_CONTENT)):
        broken |= ((labels == inner) & (before != begin) & (before != inner)).any(axis=1)
    return np.flatnonzero(broken)


def _unsure(scores: Floats) -> tuple[int, int]:
    """The stretch of a row outside which no piece has a role."""
    places = np.flatnonzero(scores[:, OUTSIDE] < CERTAIN)
    return int(places[0]), int(places[-1]) + 1


def _viterbi(scores: Floats) -> NDArray[np.int8]:
    """The best allowed sequence for each row of (K, L, 5) log-probabilities."""
    count, length, width = scores.shape
    back = np.empty((length, count, width), dtype=np.int8)
    rows = np.arange(count)[:, None]
    total = scores[:, 0].copy()
    total[:, (I_SOURCE, I_CONTENT)] = -np.inf
    for place in range(1, length):
        came = back[place]
        came[:] = total.argmax(axis=1)[:, None]
        for begin, inner in ((B_SOURCE, I_SOURCE), (B_CONTENT, I_CONTENT)):
            came[:, inner] = np.where(total[:, inner] > total[:, begin], inner, begin)
        total = total[rows, came] + scores[:, place]
    labels = np.empty((count, length), dtype=np.int8)
    labels[:, -1] = total.argmax(axis=1)
    for place in range(length - 1, 0, -1):
        labels[:, place - 1] = back[place][rows[:, 0], labels[:, place]]
    return labels


def _candidate(
    reading: Reading,
    window: Window,
    cue: tuple[int, int],
    labels: NDArray[np.int8],
    scores: Floats,
) -> Candidate | None:
    contents = runs(labels, B_CONTENT, I_CONTENT)
    if not contents:
        return None
    sources = runs(labels, B_SOURCE, I_SOURCE)
    source = max(sources, key=lambda run: _mean_score(scores, labels, run), default=None)
    sources = [source] if source else []
    return Candidate(
        _characters(reading, [(a + window.start, b + window.start) for a, b in sources]),
        _characters(reading, [cue]),
        _characters(reading, [_beyond(reading, window, run) for run in contents]),
        _evidence(reading, cue, labels, scores, source, contents),
    )


def _beyond(reading: Reading, window: Window, run: tuple[int, int]) -> tuple[int, int]:
    """A content's place in the text; what a window cut off is taken up where its tags go on."""
    first, after = run[0] + window.start, run[1] + window.start
    if after == window.end:
        while after < len(reading.tags) and reading.tags[after].argmax() == I_CONTENT_TAG:
            after += 1
    if first == window.start:
        while first > 0 and reading.tags[first].argmax() == I_CONTENT_TAG:
            first -= 1
        first += reading.tags[first].argmax() not in (B_CONTENT_TAG, I_CONTENT_TAG)
    return first, after


def runs(labels: NDArray[np.int8], begin: int, inner: int) -> list[tuple[int, int]]:
    """Maximal runs of one role, as (first, after the last)."""
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero((labels == begin) | (labels == inner)):
        if found and found[-1][1] == place and labels[place] == inner:
            found[-1] = (found[-1][0], int(place) + 1)
        else:
            found.append((int(place), int(place) + 1))
    return found


def _mean_score(scores: Floats, labels: NDArray[np.int8], run: tuple[int, int]) -> float:
    places = np.arange(*run)
    return float(scores[places, labels[places]].mean())


def _evidence(
    reading: Reading,
    cue: tuple[int, int],
    labels: NDArray[np.int8],
    scores: Floats,
    source: tuple[int, int] | None,
    contents: Sequence[tuple[int, int]],
) -> tuple[float, ...]:
    """What speaks for a candidate: log-odds of its parts, and a few facts of its shape."""
    path = scores[np.arange(len(labels)), labels]
    whole = [path[a:b] for a, b in contents]
    return (
        _log_odds(float(reading.tags[cue[0], B_CUE])),
        _log_odds(float(np.mean(np.concatenate(whole)))),
        _log_odds(float(sum(min(part) for part in whole) / len(whole))),
        _log_odds(float(max(scores[a, B_CONTENT] for a, _ in contents))),
        _log_odds(_mean_score(scores, labels, source)) if source else 0.0,
        0.0 if source else 1.0,
        _log_odds(float(path[labels == OUTSIDE].min(initial=0.0))),
        float(len(contents) > 1),
    )


def _log_odds(log_probability: float) -> float:
    below_one = min(log_probability, -1e-6)
    return max(-7.0, min(7.0, below_one - math.log(-math.expm1(below_one))))


def _characters(reading: Reading, pieces: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Whole words from runs of word pieces; runs that only space parts become one."""
    text = reading.text
    spans: list[Span] = []
    for first, after in pieces:
        start, end = int(reading.offsets[first, 0]), int(reading.offsets[after - 1, 1])
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        if any(character.isalnum() for character in text[start:end]):
            while text[start] in LOOSE:
                start += 1
            while text[end - 1] in LOOSE:
                end -= 1
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def distance_buckets(places: Ints, first: Ints, last: Ints) -> Ints:
    """Bucket of each place's distance from a cue.

    Args:
        places: (..., L) indices of word pieces.
        first, last: the cue's first and last piece, broadcastable against `places`.

    Returns:
        0 inside the cue; else odd before it and even after it, growing with the distance.
    """
    before, after = np.maximum(first - places, 0), np.maximum(places - last, 0)
    distance = np.maximum(before, after)
    step = np.where(
        distance <= EXACT_DISTANCE,
        distance,
        EXACT_DISTANCE + np.searchsorted(DISTANCE_EDGES, distance, side="left"),
    )
    buckets: Ints = np.where(step == 0, 0, 2 * step - (before > 0))
    return buckets


def paragraph_buckets(paragraphs: Ints, cue_paragraph: Ints) -> Ints:
    """Bucket (0 to 4) of how many paragraphs each place is behind or ahead of the cue's."""
    buckets: Ints = np.clip(paragraphs - cue_paragraph, -2, 2) + 2
    return buckets
