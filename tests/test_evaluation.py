from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from conftest import load_cases

from onrecord.evaluation import (
    Annotated,
    Marked,
    calibration_error,
    load_gold,
    load_predicted,
    outcomes,
    predict,
    score,
)

TEXT = "“We will go,” said Mara Kvist. Jon Brandt denied that he knew."
GOLD = Annotated(
    "a",
    [
        Marked(source=[(19, 29)], cue=[(14, 18)], content=[(0, 13)]),
        Marked(source=[(31, 41)], cue=[(42, 48)], content=[(49, 61)]),
    ],
    TEXT,
)


def test_figures_of_a_known_case() -> None:
    guess = Annotated(
        "a",
        [
            Marked(source=[(24, 29)], cue=[(14, 18)], content=[(1, 11)], confidence=0.9),
            Marked(source=None, cue=[(42, 48)], content=[(49, 61)], confidence=0.7),
            Marked(source=None, cue=[(42, 48)], content=[(49, 61)], parent="x"),
        ],
    )
    scores = score([GOLD], {"a": guess})
    assert scores["predicted"] == 2  # one inside another is left out
    assert scores["source"]["exact"] == {"p": 0.0, "r": 0.0, "f": 0.0}
    assert scores["source"]["overlap"] == {"p": 1.0, "r": 0.5, "f": 0.6667}
    assert scores["content"]["exact"]["f"] == 1.0  # quotation marks decide nothing
    assert scores["linked"]["f"] == 0.5
    assert scores["triple"]["f"] == 0.0
    assert scores["linked"]["recall_by_kind"] == {"direct": 1.0, "indirect": 0.0}
    assert sorted(outcomes([GOLD], {"a": guess})) == [(0.7, False), (0.9, True)]


def test_an_article_that_was_not_predicted_counts_as_empty() -> None:
    linked = score([GOLD], {})["linked"]
    assert linked["f"] == 0
    assert linked["recall_by_kind"] == {"direct": 0, "indirect": 0}


def test_calibration_error() -> None:
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)


def test_the_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    gold = [
        Annotated(c.name, msgspec.convert(c.statements, list[Marked]), c.text, [(0, 80)])
        for c in load_cases()
    ]
    found = predict(gold)
    lines = [msgspec.to_builtins(article) for article in gold]
    guesses = [msgspec.to_builtins(article) for article in found.values()]
    for name, rows in (("gold", lines), ("predicted", guesses)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, shared / "eval/score_attribution.py", "--json"]
    theirs = subprocess.run(
        [*command, tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"],
        check=True,
        capture_output=True,
    )
    ours = score(load_gold(tmp_path / "gold.jsonl"), load_predicted(tmp_path / "predicted.jsonl"))
    assert ours == json.loads(theirs.stdout)
