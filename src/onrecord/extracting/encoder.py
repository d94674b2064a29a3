"""The trained encoder: one pass over a text, shared by every later stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.article import paragraph_spans
from onrecord.extracting.quotation import quoted_spans

WINDOW = 318
"""Word pieces the encoder reads at once, besides the two marks at the ends."""
MARGIN = 64
"""Word pieces that two neighbouring windows share, at least."""
BATCH = 8
"""Windows in one call of the model."""
CLS, SEP = 101, 102

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
RANK = 48
"""Width of the vectors that say which cue a word piece belongs to, for each role label but O."""
PAIR_WIDTH = (len(ROLE_LABELS) - 1) * RANK

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Model = Callable[[Ints, Ints, Ints], tuple[NDArray[np.floating], NDArray[np.floating]]]
"""(ids, features, mask), shapes (batch, length), (batch, length, 3), (batch, length), in; tag scores
(batch, length, 7) and pair vectors (batch, length, 3 * PAIR_WIDTH + 5) out."""


@dataclass(frozen=True)
class Window:
    """What the model said of the word pieces `start` to `end` of a text.

    `pairs` has one row a word piece: its vectors as a member of a statement, as the first and as the
    last piece of a cue (PAIR_WIDTH each), and its bias for each of ROLE_LABELS.
    """

    start: int
    end: int
    pairs: NDArray[np.floating]


@dataclass(frozen=True)
class Reading:
    """A text as the encoder read it.

    offsets: (pieces, 2), code points; paragraphs: (pieces,), which paragraph each piece is in;
    tags: (pieces, 7), log-probabilities of TAGS, each piece read in the window where it is most
    central; home: (pieces,), the index of that window.
    """

    text: str
    offsets: Ints
    paragraphs: Ints
    tags: Floats
    home: Ints
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class _Pieces:
    text: str
    ids: Ints
    offsets: Ints
    features: Ints
    paragraphs: Ints
    windows: tuple[tuple[int, int], ...]


class Encoder:
    """Reads texts with a model; `default_encoder()` gives the one that is shipped."""

    def __init__(self, tokenizer: Tokenizer, model: Model) -> None:
        self.tokenizer = tokenizer
        self.model = model

    @classmethod
    def from_bytes(cls, tokenizer: bytes, network: bytes) -> Encoder:
        """An encoder from a tokenizer's JSON and an ONNX file (see `training/export.py`)."""
        pieces = Tokenizer.from_buffer(tokenizer)
        pieces.no_truncation()
        pieces.no_padding()
        session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])

        def model(ids: Ints, marks: Ints, mask: Ints) -> tuple[Floats, Floats]:
            tags, pairs = session.run(None, {"ids": ids, "features": marks, "mask": mask})
            return tags, pairs

        return cls(pieces, model)

    def read(self, text: str) -> Reading:
        """Read one text."""
        return self.read_many([text])[0]

    def read_many(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts together: windows of one length share the model's batches, whose they are."""
        chunk = [self._pieces(text) for text in texts]
        jobs = [(i, a, b) for i, pieces in enumerate(chunk) for a, b in pieces.windows]
        jobs.sort(key=lambda job: job[2] - job[1])
        scored: dict[tuple[int, int], tuple[NDArray[np.floating], NDArray[np.floating]]] = {}
        for at in range(0, len(jobs), BATCH):
            batch = jobs[at : at + BATCH]
            tags, pairs = self.model(*_batch_arrays(chunk, batch))
            for row, (i, start, end) in enumerate(batch):
                inner = slice(1, 1 + end - start)
                scored[i, start] = tags[row, inner], pairs[row, inner].astype(np.float16)
        return [_reading(i, pieces, scored) for i, pieces in enumerate(chunk)]

    def _pieces(self, text: str) -> _Pieces:
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        ids = np.array(encoding.ids, dtype=np.int64)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        paragraphs = paragraph_numbers(text, offsets)
        return _Pieces(
            text, ids, offsets, features(text, offsets, paragraphs), paragraphs,
            tuple(plan_windows(paragraphs)),
        )  # fmt: skip


def _reading(
    number: int,
    pieces: _Pieces,
    scored: dict[tuple[int, int], tuple[NDArray[np.floating], NDArray[np.floating]]],
) -> Reading:
    home = central_windows(pieces.windows, len(pieces.ids))
    merged = np.empty((len(pieces.ids), len(TAGS)), dtype=np.float32)
    windows = []
    for index, (start, end) in enumerate(pieces.windows):
        tags, pairs = scored[number, start]
        mine = home[start:end] == index
        merged[start:end][mine] = tags[mine]
        windows.append(Window(start, end, pairs))
    return Reading(
        pieces.text, pieces.offsets, pieces.paragraphs, log_softmax(merged), home, tuple(windows)
    )


@cache
def default_encoder() -> Encoder:
    """The encoder that is shipped, loaded once."""
    folder = files("onrecord.extracting").joinpath("model")
    return Encoder.from_bytes(
        folder.joinpath("tokenizer.json").read_bytes(),
        folder.joinpath("attribution.onnx").read_bytes(),
    )


def _batch_arrays(
    chunk: Sequence[_Pieces], batch: Sequence[tuple[int, int, int]]
) -> tuple[Ints, Ints, Ints]:
    length = max(end - start for _, start, end in batch) + 2
    ids = np.zeros((len(batch), length), dtype=np.int64)
    marks = np.zeros((len(batch), length, 3), dtype=np.int64)
    mask = np.zeros((len(batch), length), dtype=np.int64)
    for row, (i, start, end) in enumerate(batch):
        n = end - start
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, chunk[i].ids[start:end], SEP
        marks[row, 1 : n + 1] = chunk[i].features[start:end]
        mask[row, : n + 2] = 1
    return ids, marks, mask


def paragraph_numbers(text: str, offsets: Ints) -> Ints:
    """Number of the paragraph that each word piece is in, from 0."""
    starts = np.array([start for start, _ in paragraph_spans(text)], dtype=np.int64)
    numbers: Ints = np.maximum(np.searchsorted(starts, offsets[:, 0], side="right") - 1, 0)
    return numbers


def features(text: str, offsets: Ints, paragraphs: Ints) -> Ints:
    """What the uncased vocabulary does not show of each word piece, as three small numbers.

    Returns:
        (pieces, 3): letter case (0 lower or none, 1 first letter upper, 2 all upper), place in its
        paragraph (1 first piece, else 0), quotation marks (0 outside, 1 inside, 2 an opening mark,
        3 a closing mark).
    """
    result = np.zeros((len(offsets), 3), dtype=np.int64)
    if not len(offsets):
        return result
    characters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    upper = _upper_case()[np.minimum(characters, len(_upper_case()) - 1)]
    first, last = offsets[:, 0], offsets[:, 1] - 1
    result[:, 0] = upper[first] * (1 + (upper[np.minimum(first + 1, last)] & (last > first)))
    result[0, 1] = 1
    result[1:, 1] = paragraphs[1:] != paragraphs[:-1]
    state = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end in quoted_spans(text):
        opening = 2 if text[start : start + 2] in ("''", "``") else 1
        state[start:end] = 1
        state[start : start + opening] = 2
        if text[end - 1] in "”\"'’»“‘":
            closing = 2 if text[end - 2 : end] == "''" else 1
            state[max(end - closing, start + opening) : end] = 3
    result[:, 2] = state[first]
    return result


@cache
def _upper_case() -> NDArray[np.int64]:
    """1 for each code point that is an upper-case letter, up to the end of Cyrillic."""
    return np.array([chr(point).isupper() for point in range(0x530)] + [False], dtype=np.int64)


def plan_windows(paragraphs: Ints, size: int = WINDOW, margin: int = MARGIN) -> Iterator[tuple[int, int]]:
    """Cut a text into overlapping windows of whole paragraphs, where paragraphs allow it.

    Args:
        paragraphs: for each word piece, the number of its paragraph.
        size: pieces in a window, at most.
        margin: pieces that neighbours share, at least.

    Yields:
        (start, end) in word pieces; the windows cover the text, each ends after the one before.
    """
    total = len(paragraphs)
    breaks = np.flatnonzero(np.diff(paragraphs)) + 1
    start = 0
    while start < total:
        end = min(start + size, total)
        if end < total:
            at = int(np.searchsorted(breaks, end, side="right")) - 1
            if at >= 0 and breaks[at] > start + size // 2:
                end = int(breaks[at])
        yield start, end
        if end == total:
            return
        following = end - margin
        at = int(np.searchsorted(breaks, following, side="right")) - 1
        if at >= 0 and breaks[at] > end - 2 * margin and breaks[at] > start:
            following = int(breaks[at])
        start = following


def central_windows(windows: Sequence[tuple[int, int]], total: int) -> Ints:
    """For each word piece, the index of the window in which it stands farthest from an edge."""
    home = np.zeros(total, dtype=np.int64)
    best = np.full(total, -1, dtype=np.int64)
    for number, (start, end) in enumerate(windows):
        places = np.arange(start, end)
        left = places - start if start else np.full(end - start, total)
        right = end - 1 - places if end < total else np.full(end - start, total)
        depth = np.minimum(left, right)
        better = depth > best[start:end]
        home[start:end][better] = number
        best[start:end][better] = depth[better]
    return home


def log_softmax(scores: NDArray[np.floating]) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True) if scores.size else scores
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
