"""Decoding, from readings made by hand."""

import numpy as np

from onrecord.extracting.attribution import decode
from onrecord.extracting.encoder import (
    PAIR_WIDTH,
    ROLE_LABELS,
    TAGS,
    WIDTH,
    Reading,
    Window,
    log_softmax,
)
from onrecord.extracting.heads import Acceptance, Heads
from onrecord.extracting.roles import DISTANCES, PARAGRAPH_DISTANCES

SURE = 9.0
NEUTRAL = Heads(
    distance=[[0.0] * 5] * DISTANCES,
    paragraph_distance=[[0.0] * 5] * PARAGRAPH_DISTANCES,
    outer=Acceptance(weights=[0.0] * 8),
    nested=Acceptance(weights=[0.0] * 8),
)


def reading(text: str, tags: list[str], roles: list[str], nested: list[int]) -> Reading:
    """One piece a word, each surely of its tag and of its role in every statement."""
    starts = np.cumsum([0] + [len(word) + 1 for word in text.split()])[:-1]
    offsets = np.array([[a, a + len(word)] for a, word in zip(starts, text.split(), strict=True)])
    pairs = np.zeros((len(tags), 3 * PAIR_WIDTH + len(ROLE_LABELS)), dtype=np.float32)
    scores, inner = np.zeros((len(tags), len(TAGS))), np.zeros((len(tags), 3))
    for piece, (tag, role) in enumerate(zip(tags, roles, strict=True)):
        scores[piece, TAGS.index(tag)] = SURE
        pairs[piece, 3 * PAIR_WIDTH + ROLE_LABELS.index(role)] = SURE
        inner[piece, nested[piece]] = SURE
    vectors = np.zeros((len(tags), WIDTH), dtype=np.float32)
    window = Window(0, len(tags), 0, len(tags), pairs)
    paragraphs = np.zeros(len(tags), dtype=np.int64)
    logs = log_softmax(scores), log_softmax(inner)
    return Reading(text, offsets, paragraphs, *logs, vectors, (window,))


def test_a_content_of_one_word_at_the_start_of_a_text_is_that_word() -> None:
    roles = ["B-content", "B-source", "O"]
    (found,) = decode(
        reading("Yes she said", ["O", "B-source", "B-cue"], roles, [0, 0, 0]),
        extractor="test",
        heads=NEUTRAL,
    )
    assert (found.content.text, found.content.spans) == ("Yes", ((0, 3),))


def test_a_statement_inside_another_keeps_to_the_content_that_holds_it() -> None:
    tags = ["B-source", "B-cue", *["B-content"], *["I-content"] * 3]
    roles = ["B-source", "O", "B-content", *["I-content"] * 3]
    outer, inner = decode(
        reading("Trask said Marrant fears a flood", tags, roles, [0, 0, 0, 1, 0, 0]),
        extractor="test",
        heads=NEUTRAL,
    )
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert outer.content.text == "Marrant fears a flood"
    assert inner.cue.text == "fears"
    assert inner.source is None, "Trask is outside of what he says"
    assert all(11 <= start < end <= 32 for start, end in inner.content.spans)


def test_a_cue_outside_every_content_is_no_inner_one() -> None:
    tags, roles = ["B-source", "B-cue", "B-content", "O"], ["B-source", "O", "B-content", "O"]
    found = decode(
        reading("Trask said no today", tags, roles, [0, 0, 0, 1]), extractor="test", heads=NEUTRAL
    )
    assert [s.parent for s in found] == [None]
