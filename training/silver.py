"""Labels that the teacher gives where people gave none.

PolNeAR marks outermost statements only. But the content of a statement, read as a text of its
own, has outermost statements too: they are the inner ones of the whole. So the teacher reads each
content alone. These labels teach the small network; nothing is measured with them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.extracting.attribution import (
    Candidate,
    accepted,
    candidates,
    outer_cues,
    without_rivals,
)
from onrecord.extracting.encoder import Encoder, Ints, Outputs
from onrecord.extracting.heads import Heads
from training.data import Gold, Marks
from training.model import AttributionModel

SHORTEST = 40
"""Characters of a content from which it is read alone."""
LARGEST = 0.95
"""Share of a content that a statement in it may have for its own content."""
BETWEEN = "\n\n"


def as_encoder(network: AttributionModel, tokenizer: Tokenizer) -> Encoder:
    """A network that is not exported, to be read with as the shipped one is."""

    def read(ids: Ints, features: Ints) -> Outputs:
        torch.set_num_threads(1)  # of this thread: as many windows are read at once as processors
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            inputs = (torch.from_numpy(x)[None] for x in (ids, features, np.ones_like(ids)))
            hidden = network.encode(*inputs)
            found = network.tags(hidden), network.pairs(network.roles(hidden)), hidden
        return Outputs(*(batch[0].float().numpy() for batch in found))

    return Encoder(tokenizer, read)


def found(encoder: Encoder, heads: Heads, text: str) -> list[Candidate]:
    """The outermost statements of a text, as far as the network is sure of them."""
    reading = encoder.read(text)
    some = accepted(candidates(reading, outer_cues(reading, heads), heads), heads.outer)
    return [candidate for _, candidate in without_rivals(some)]


def with_inner(article: Gold, encoder: Encoder, heads: Heads) -> Gold:
    """The article with the statements that are found in its contents, each a paragraph alone."""
    whole = sorted({span for s in article.statements for span in s["content"]})
    inner = [trimmed(article.text, *span) for span in whole]
    read = [span for span in inner if span[1] - span[0] >= SHORTEST]
    words = [article.text[a:b].replace("\n", " ") for a, b in read]
    starts = [0, *accumulate(len(w) + len(BETWEEN) for w in words)]
    nested = list(article.nested)
    for one in found(encoder, heads, BETWEEN.join(words)):
        number = bisect_right(starts, one.cue[0][0]) - 1
        (start, end), by = read[number], read[number][0] - starts[number]
        marks = shifted(one, by)
        inside = all(start <= a and b <= end for spans in marks.values() for a, b in spans)
        if inside and sum(b - a for a, b in marks["content"]) < LARGEST * (end - start):
            nested.append(marks)
    searched = [span for span, place in zip(whole, inner, strict=True) if place in read]
    return replace(article, nested=nested, searched=[*article.searched, *searched])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text without the quotation marks and spaces at its ends."""
    words = text[start:end]
    first = re.match(r"[\s“”\"'‘’«»]*", words)
    last = re.search(r"[\s“”\"'‘’«»,]*$", words)
    assert first
    assert last
    return min(start + first.end(), end), max(start + last.start(), start)


def shifted(one: Candidate, by: int) -> Marks:
    """A statement found in a stretch of text, by its place in the whole."""
    return {
        role: [(a + by, b + by) for a, b in spans]
        for role, spans in (("source", one.source), ("cue", one.cue), ("content", one.content))
    }
