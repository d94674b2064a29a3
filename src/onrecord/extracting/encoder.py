"""The trained encoder: one pass over a text, shared by every later stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.article import paragraph_spans
from onrecord.extracting.quotation import quoted_spans

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WINDOW = 318
"""Word pieces the encoder reads at once, besides the two marks at the ends."""
CONTEXT, BROKEN_CONTEXT = 24, 72
"""Word pieces of a neighbour that a window sees beyond whole paragraphs, or beyond a broken one."""
CLS, SEP = 101, 102

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NESTED_TAGS = ("O", "B-cue", "I-cue")
"""Tags of the cues of statements inside another's content."""
ROLE_LABELS = ("O", "B-source", "I-source", "B-content", "I-content")
RANK = 48
"""Width of the vectors that say which cue a word piece belongs to, for each role label but O."""
PAIR_WIDTH = (len(ROLE_LABELS) - 1) * RANK
WIDTH = 384
"""Width of the vectors that every later stage may read."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Vectors = NDArray[np.floating]


class Outputs(NamedTuple):
    """What the network says of each word piece of a window, (length, ...).

    tags: scores of TAGS and NESTED_TAGS, 7 + 3; pairs: 3 * PAIR_WIDTH + 5, as in Window; vectors:
    WIDTH, as in Reading.
    """

    tags: Floats
    pairs: Vectors
    vectors: Vectors


Model = Callable[[Ints, Ints], Outputs]
"""In: ids (length,) and features (length, 3) of one window, its end marks included."""


@dataclass(frozen=True)
class Window:
    """What the model said of the word pieces `start` to `end` of a text.

    Cues from `home` to `home_end` are read in this window, others in its neighbours.
    `pairs` has one row a word piece: its vectors as a member of a statement, as the first and as
    the last piece of a cue (PAIR_WIDTH each), and its bias for each of ROLE_LABELS.
    """

    start: int
    end: int
    home: int
    home_end: int
    pairs: Vectors


@dataclass(frozen=True)
class Reading:
    """A text as the encoder read it.

    offsets: (pieces, 2), code points; paragraphs: (pieces,), the paragraph each is in;
    tags: (pieces, 7) and nested: (pieces, 3), log-probabilities of TAGS and NESTED_TAGS;
    vectors: (pieces, WIDTH), what the encoder makes of each, for other stages to read.
    """

    text: str
    offsets: Ints
    paragraphs: Ints
    tags: Floats
    nested: Floats
    vectors: Vectors
    windows: tuple[Window, ...]

    def pieces(self, start: int, end: int) -> tuple[int, int]:
        """The word pieces (first, after the last) that a span of the text touches, one at least."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        after = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(after, first + 1)


@dataclass(frozen=True)
class Begun:
    """A text that is being read: what is known before the model has answered, and its answers.

    vectors: as in Reading; each answer puts its own there, and holds the rest.
    """

    text: str
    offsets: Ints
    paragraphs: Ints
    vectors: Vectors
    windows: tuple[Plan, ...]
    answers: tuple[Future[tuple[Floats, Vectors]], ...]


class Encoder:
    """Reads texts with a model; `default_encoder()` gives the one that is shipped.

    A window is read alone, on one thread, and as many at once as there are processors. Windows that
    shared a batch would share the scale of their 8-bit numbers, and what is found in an article
    would hang on its neighbours.
    """

    def __init__(self, tokenizer: Tokenizer, model: Model) -> None:
        self.tokenizer = tokenizer
        self.model = model
        self.pool = ThreadPoolExecutor(processors(), thread_name_prefix="encoder")

    @classmethod
    def from_bytes(cls, tokenizer: bytes, network: bytes) -> Encoder:
        """An encoder from a tokenizer's JSON and an ONNX file (see `training/export.py`)."""
        loader = ThreadPoolExecutor(1, thread_name_prefix="network")
        loading = loader.submit(_load, network)  # while texts are cut into windows
        loader.shutdown(wait=False)
        pieces = Tokenizer.from_buffer(tokenizer)
        pieces.no_truncation()
        pieces.no_padding()

        def model(ids: Ints, marks: Ints) -> Outputs:
            found = loading.result().run(None, {"ids": ids[None], "features": marks[None]})
            return Outputs(*(batch[0] for batch in found))

        return cls(pieces, model)

    def read(self, text: str) -> Reading:
        """Read one text."""
        return self.finish(self.begin(text))

    def begin(self, text: str) -> Begun:
        """Hand a text's windows to the model; other work can go on until `finish`."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        ids = np.array(encoding.ids, dtype=np.int64)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        paragraphs = paragraph_numbers(text, offsets)
        marks = features(text, offsets, paragraphs)
        windows = tuple(plan_windows(paragraphs))
        vectors = np.empty((len(ids), WIDTH), dtype=np.float16)
        answers = tuple(
            self.pool.submit(
                self._read_window, ids[w.start : w.end], marks[w.start : w.end], w, vectors
            )
            for w in windows
        )
        return Begun(text, offsets, paragraphs, vectors, windows, answers)

    def _read_window(
        self, ids: Ints, marks: Ints, plan: Plan, vectors: Vectors
    ) -> tuple[Floats, Vectors]:
        """Scores and pair vectors of a window's own pieces; the vectors in half the memory.

        What the encoder makes of the pieces that are at home there goes into `vectors`.
        """
        ends = np.concatenate([[CLS], ids, [SEP]])
        found = self.model(ends, np.pad(marks, ((1, 1), (0, 0))))
        own = found.vectors[1 + plan.home - plan.start : 1 + plan.home_end - plan.start]
        vectors[plan.home : plan.home_end] = own
        return found.tags[1:-1], found.pairs[1:-1].astype(np.float16, copy=False)

    def finish(self, begun: Begun) -> Reading:
        """Wait for the model's answers and put them together."""
        tags = np.empty((len(begun.offsets), len(TAGS) + len(NESTED_TAGS)), dtype=np.float32)
        windows = []
        for plan, answer in zip(begun.windows, begun.answers, strict=True):
            scores, pairs = answer.result()
            tags[plan.home : plan.home_end] = scores[
                plan.home - plan.start : plan.home_end - plan.start
            ]
            windows.append(Window(*plan, pairs))
        return Reading(
            begun.text,
            begun.offsets,
            begun.paragraphs,
            log_softmax(tags[:, : len(TAGS)]),
            log_softmax(tags[:, len(TAGS) :]),
            begun.vectors,
            tuple(windows),
        )


def _load(network: bytes) -> InferenceSession:
    """A network that runs on the thread which asks it."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # nothing leaves, or stays behind
    onnxruntime = import_module("onnxruntime")  # what only searches need not load it
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session: InferenceSession = onnxruntime.InferenceSession(
        network,
        options,
        providers=["CPUExecutionProvider"],
        # fused with the addition before it, the normalisation takes several times as long
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    return session


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def default_encoder() -> Encoder:
    """The encoder that is shipped, loaded once."""
    folder = files("onrecord.extracting").joinpath("model")
    return Encoder.from_bytes(
        folder.joinpath("tokenizer.json").read_bytes(),
        folder.joinpath("attribution.onnx").read_bytes(),
    )


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


class Plan(NamedTuple):
    """A window, `start` to `end`, and the word pieces that are read in it, `home` to `home_end`."""

    start: int
    end: int
    home: int
    home_end: int


def plan_windows(paragraphs: Ints, size: int = WINDOW) -> Iterator[Plan]:
    """Cut a text into overlapping windows, each the home of whole paragraphs where they allow it.

    Args:
        paragraphs: for each word piece, the number of its paragraph.
        size: pieces in a window, at most.

    Yields:
        Windows whose homes cover the text without overlap. Around its home a window sees CONTEXT
        pieces to either side, or BROKEN_CONTEXT where a paragraph had to be broken.
    """
    total = len(paragraphs)
    breaks = np.flatnonzero(np.diff(paragraphs)) + 1
    home, before = 0, 0
    while home < total:
        start = home - before
        home_end, after = total, 0
        if total > start + size:
            last = int(np.searchsorted(breaks, start + size - CONTEXT, side="right")) - 1
            if last >= 0 and breaks[last] > home + size // 4:
                home_end, after = int(breaks[last]), CONTEXT
            else:
                home_end, after = start + size - BROKEN_CONTEXT, BROKEN_CONTEXT
        yield Plan(start, min(home_end + after, total), home, home_end)
        home, before = home_end, after


def log_softmax(scores: NDArray[np.floating]) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True) if scores.size else scores
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
