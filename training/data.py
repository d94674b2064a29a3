"""Annotated articles, and the windows with labels that a network is trained on."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.article import normalise
from onrecord.extracting.encoder import NESTED_TAGS, ROLE_LABELS, TAGS, features, paragraph_numbers

ROLES = ("source", "cue", "content")
UNKNOWN = -100
"""A label that teaches nothing; PyTorch's losses leave it out."""
Marks = dict[str, list[tuple[int, int]]]
"""A statement's spans by role."""


@dataclass(frozen=True)
class Gold:
    """An annotated text.

    nested: the statements inside another's content, all of them in the contents `searched` and
    unknown in the others; nothing: stretches that have no statement whatever they look like;
    complete: nested ones are marked too, and no teacher needs to be asked.
    """

    id: str
    text: str
    statements: list[Marks]
    nested: list[Marks] = field(default_factory=list)
    searched: list[tuple[int, int]] = field(default_factory=list)
    nothing: list[tuple[int, int]] = field(default_factory=list)
    complete: bool = False


def load(path: Path) -> list[Gold]:
    """Read an annotated JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [gold(row, row["text"]) for row in map(json.loads, lines)]


def gold(row: dict[str, Any], text: str) -> Gold:
    """An annotated text in its normal form."""
    statements = [
        {role: [(a, b) for a, b in s.get(role) or ()] for role in ROLES} for s in row["statements"]
    ]
    return Gold(
        row["id"],
        normalise(text, keep_places=True),
        [s for s in statements if s["cue"] and s["content"]],
    )


def held_out(article_id: str) -> bool:
    """Whether an article of the training part is kept back to choose by (one in twenty)."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 20 == 0


def load_annotators(path: Path, texts: dict[str, str]) -> dict[str, list[Gold]]:
    """Every annotator's reading of the training articles that several people read."""
    readings: dict[str, list[Gold]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["compartment"] == "train" and row["id"] in texts:
                readings.setdefault(row["id"], []).append(gold(row, texts[row["id"]]))
    return readings


@dataclass(frozen=True)
class Example:
    """One window: arrays over its word pieces, and its statements as (first, last, roles).

    The first `outermost` of the statements stand in nobody else's content. In `tags` and `nested`,
    UNKNOWN stands where nothing is known; `certain` is where the labels need no teacher. soft_tags
    (L, 7) and soft_roles (K, L, 5): the probabilities that a teacher gives the tags, and the roles
    for each cue.
    """

    ids: np.ndarray
    features: np.ndarray
    paragraphs: np.ndarray
    tags: np.ndarray
    nested: np.ndarray
    certain: np.ndarray
    cues: list[tuple[int, int, np.ndarray]]
    outermost: int
    soft_tags: np.ndarray | None = None
    soft_roles: np.ndarray | None = None


def examples(
    article: Gold, tokenizer: Tokenizer, size: int, chance: random.Random
) -> Iterator[Example]:
    """Windows that tile an article, begun and broken at paragraphs where they can be."""
    encoding = tokenizer.encode(article.text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.array(encoding.ids, dtype=np.int64)
    if not len(ids):
        return
    paragraphs = paragraph_numbers(article.text, offsets)
    marks = features(article.text, offsets, paragraphs)
    tags, nested = piece_tags(article, offsets)
    certain = np.full(len(ids), article.complete)
    for span in article.nothing:
        certain[slice(*piece_span(offsets, *span))] = True
    statements = [in_pieces(s, offsets) for s in article.statements + article.nested]
    for start, end in tiles(paragraphs, size, chance):
        cues, outermost = [], 0
        for number, pieces in enumerate(statements):
            first, last = pieces["cue"][0][0], pieces["cue"][-1][1] - 1
            if first < start or last >= end or last < first:
                continue
            roles = np.zeros(len(ids), dtype=np.int64)
            for role in ("source", "content"):
                mark(roles, pieces[role], ROLE_LABELS, role)
            roles[first : last + 1] = 0
            cues.append((first - start, last - start, roles[start:end]))
            outermost += number < len(article.statements)
        yield Example(
            ids[start:end],
            marks[start:end],
            paragraphs[start:end],
            tags[start:end],
            nested[start:end],
            certain[start:end],
            cues,
            outermost,
        )


def piece_tags(article: Gold, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each word piece its place in TAGS and in NESTED_TAGS."""
    tags, nested = (np.zeros(len(offsets), dtype=np.int64) for _ in range(2))
    statements = [in_pieces(s, offsets) for s in article.statements]
    for pieces in statements:
        for role in ROLES:
            mark(tags, pieces[role], TAGS, role)
        for a, b in pieces["content"]:
            nested[a:b] = UNKNOWN
    for span in article.searched:
        nested[slice(*piece_span(offsets, *span))] = 0
    for pieces in statements:  # a cue stands over whatever another statement says of its words
        mark(tags, pieces["cue"], TAGS, "cue")
    for s in article.nested:
        mark(nested, in_pieces(s, offsets)["cue"], NESTED_TAGS, "cue")
    return tags, nested


def mark(
    table: np.ndarray, spans: Iterable[tuple[int, int]], names: Sequence[str], role: str
) -> None:
    """Write a role's tags over its pieces."""
    for a, b in spans:
        table[a:b] = names.index(f"I-{role}")
        table[a] = names.index(f"B-{role}")


def in_pieces(statement: Marks, offsets: np.ndarray) -> Marks:
    """A statement's spans in word pieces."""
    return {role: [piece_span(offsets, *span) for span in statement[role]] for role in ROLES}


def piece_span(offsets: np.ndarray, start: int, end: int) -> tuple[int, int]:
    """The word pieces (first, after the last) that a character span touches."""
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    after = int(np.searchsorted(offsets[:, 0], end, side="left"))
    return first, max(after, first + 1)


def tiles(paragraphs: np.ndarray, size: int, chance: random.Random) -> Iterable[tuple[int, int]]:
    total = len(paragraphs)
    breaks = np.flatnonzero(np.diff(paragraphs)) + 1
    start = 0
    first = chance.randint(size // 4, size) if total > size else total
    while start < total:
        end = min(start + (first if start == 0 else size), total)
        if end < total and chance.random() < 0.85:
            at = int(np.searchsorted(breaks, end, side="right")) - 1
            if at >= 0 and breaks[at] > start + 40:
                end = int(breaks[at])
        yield start, end
        start = end
