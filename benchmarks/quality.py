"""The accuracy gate: agreement with annotated articles, against the floors in floors.json.

    python benchmarks/quality.py [--shared ../shared]

Exit status 1 where a figure is under its floor. A floor is lowered only by a change that says so.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from onrecord import evaluation
from onrecord.evaluation import Annotated, Marked

HERE = Path(__file__).parent
CASES = HERE.parent / "tests/cases"


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options = parser.parse_args()
    sets = {
        "polnear-dev": evaluation.load_gold(options.shared / "corpora/polnear/dev.jsonl"),
        "cases": cases(),
    }
    floors = json.loads((HERE / "floors.json").read_text())
    under = []
    for name, gold in sets.items():
        predicted = evaluation.predict(gold)
        scores = evaluation.score(gold, predicted)
        error = evaluation.calibration_error(evaluation.outcomes(gold, predicted))
        print(f"{name}\n{evaluation.table(scores)}\nexpected calibration error {error:.3f}\n")
        measured = figures(scores) | {"right_of_calibration": 1 - error}
        for figure, floor in floors[name].items():
            if measured[figure] < floor:
                under.append(f"{name}: {figure} is {measured[figure]:.4f}, its floor {floor}")
    print("\n".join(under) or "no figure is under its floor")
    sys.exit(1 if under else 0)


def cases() -> list[Annotated]:
    """The articles of tests/cases with what a reader marked in them."""
    return [
        Annotated(
            path.stem,
            msgspec.convert(
                json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"],
                list[Marked],
            ),
            path.read_text(encoding="utf-8"),
        )
        for path in sorted(CASES.glob("*.txt"))
    ]


def figures(scores: dict[str, Any]) -> dict[str, float]:
    """The figures that can have a floor, by name."""
    exact = {f"{role}_exact": scores[role]["exact"]["f"] for role in evaluation.ROLES}
    recall = {f"{kind}_recall": r for kind, r in scores["linked"]["recall_by_kind"].items()}
    whole = {name: scores[name]["f"] for name in ("linked", "triple")}
    return whole | exact | recall | {"content_char": scores["content"]["char"]["f"]}


if __name__ == "__main__":
    main()
