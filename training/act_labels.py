"""Labels of what statements do, and the texts that they belong to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.article import Article
from onrecord.extracting.acts import LABELS
from onrecord.extracting.quotation import mark_kinds
from onrecord.statement import Span, Statement
from training.labelled import ROOT, statement_of, texts_of

LABELLED = ROOT / "training/data/acts.jsonl"
ONLY_ACTS = ROOT / "training/data/acts-only.jsonl"
WRITTEN = ROOT / "training/data/acts-written.jsonl"
ONLY = ("conditions", "continuity", "settings")
"""Of what else there are labels alone, in files of these names."""


@dataclass(frozen=True)
class Labels:
    """What a reader marked in a statement, as in `training/data/acts.jsonl`."""

    acts: tuple[tuple[str, tuple[Span, ...], bool], ...]
    conditions: tuple[dict[str, Any], ...] = ()
    continuity: tuple[str, Span] | None = None
    said_on: tuple[Span, str, str] | None = None
    said_at: Span | None = None
    earlier: tuple[Span, str, str] | None = None


@dataclass(frozen=True)
class Labelled:
    """An article, or a part of it, with labelled statements."""

    part: str
    article: Article
    statements: tuple[Statement, ...]
    labels: tuple[Labels, ...]


def load(shared: Path) -> list[Labelled]:
    """The labels with the texts that they belong to: PolNeAR's and our own."""
    texts = texts_of(shared)
    lines = [*LABELLED.read_text().splitlines(), *ONLY_ACTS.read_text().splitlines()]
    return [_labelled(one, texts[one["article"]][0]) for one in map(json.loads, lines)]


def load_only(shared: Path, of: str) -> list[Labelled]:
    """The labels of one of ONLY, with the texts that they belong to."""
    texts = texts_of(shared)
    lines = LABELLED.with_name(f"{of}.jsonl").read_text().splitlines()
    return [_labelled(one, texts[one["article"]][0]) for one in map(json.loads, lines)]


def written() -> list[Labelled]:
    """Labelled texts that were written for training."""
    return [
        _labelled(one, one["text"]) for one in map(json.loads, WRITTEN.read_text().splitlines())
    ]


def _labelled(one: dict[str, Any], text: str) -> Labelled:
    article = Article(
        id=one["article"],
        text=text,
        published=date.fromisoformat(one["date"]) if "date" in one else None,
    )
    statements = [statement_of(text, s, str(n)) for n, s in enumerate(one["statements"])]
    labels = tuple(
        Labels(
            acts=tuple(
                (a["label"], tuple((x, y) for x, y in a["spans"]), a.get("negated", False))
                for a in s.get("acts", ())
            ),
            conditions=tuple(s.get("conditions", ())),
            continuity=_marked(s.get("continuity")),
            said_on=_dated(s.get("said_on")),
            said_at=tuple(s["said_at"]) if "said_at" in s else None,
            earlier=_dated(s.get("earlier")),
        )
        for s in one["statements"]
    )
    return Labelled(one["part"], article, tuple(mark_kinds(statements, text)), labels)


def _marked(given: list[Any] | None) -> tuple[str, Span] | None:
    return (given[0], (given[1][0], given[1][1])) if given else None


def _dated(given: list[Any] | None) -> tuple[Span, str, str] | None:
    return ((given[0][0], given[0][1]), given[1], given[2]) if given else None


def true_label(spans: Sequence[Span], labels: Labels) -> str | None:
    """The act that the labels give most of some spans."""
    shares: Counter[str] = Counter()
    for label, theirs, _ in labels.acts:
        shares[label] += sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in theirs)
    best = shares.most_common(1)
    return best[0][0] if best and best[0][1] else None


def one_hot(label: str) -> NDArray[np.float32]:
    """All of the share for one label."""
    return (np.array(LABELS) == label).astype(np.float32)
