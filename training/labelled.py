"""What every file of labels needs: their texts, and statements of marked spans."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from onrecord.article import normalise
from onrecord.statement import Span, Statement, passage
from training.marked import load_marked

ROOT = Path(__file__).parents[1]


def texts_of(shared: Path) -> dict[str, tuple[str, date | None]]:
    """The texts of PolNeAR's and of our own articles, with their dates where they have one."""
    texts: dict[str, tuple[str, date | None]] = {
        p.stem: (p.read_text(encoding="utf-8"), None) for p in (ROOT / "tests/cases").glob("*.txt")
    }
    texts |= {a.id: (a.text, None) for a in load_marked(ROOT / "training/data/articles")}
    for part in ("train", "dev"):
        with (shared / f"corpora/polnear/{part}.jsonl").open(encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                text = normalise(article["text"], keep_places=True)
                texts[article["id"]] = text, date.fromisoformat(article["date"])
    return texts


def statement_of(
    text: str, spans: Mapping[str, Sequence[Sequence[int]]], identity: str
) -> Statement:
    """A statement of marked spans; its kind is not told."""
    places: dict[str, list[Span]] = {
        role: [(a, b) for a, b in spans[role]] for role in ("source", "cue", "content")
    }
    return Statement(
        id=identity,
        kind="indirect",
        source=passage(text, places["source"]) if places["source"] else None,
        cue=passage(text, places["cue"]),
        content=passage(text, places["content"]),
        confidence=1.0,
        extractor="labels",
    )
