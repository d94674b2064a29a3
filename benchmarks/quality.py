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

from onrecord import Article, Statement, evaluation, extract_many
from onrecord.evaluation import Annotated, Marked
from onrecord.statement import Span

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
        if name == "cases":
            measured |= nested_and_nothing()
        for figure, floor in floors[name].items():
            if measured[figure] < floor:
                under.append(f"{name}: {figure} is {measured[figure]:.4f}, its floor {floor}")
    print("\n".join(under) or "no figure is under its floor")
    sys.exit(1 if under else 0)


def nested_and_nothing() -> dict[str, float]:
    """Print and give how statements inside others are found, and what is found in boilerplate.

    nested: linked F1 of statements that have a parent, among themselves; nested_parent: of those
    whose cue is found as marked, the share with the right parent; quiet: the share of the stretches
    of boilerplate in which nothing is found.
    """
    articles = [Article.from_text(article.text, id=article.id) for article in cases()]
    found = {article.id: statements for article, statements in extract_many(articles)}
    inner = {
        name: Annotated(name, [as_marked(s) for s in statements if s.parent])
        for name, statements in found.items()
    }
    scores = evaluation.score(cases("nested"), inner)
    print(f"statements inside others\n{evaluation.table(scores)}")
    parents, noise = [], []
    for article, row in zip(articles, rows(), strict=True):
        by_id = {s.id: s for s in found[article.id]}
        by_cue = {s.cue.spans: s for s in by_id.values() if s.parent}
        for marked in row.get("nested", []):
            if match := by_cue.get(as_spans(marked["cue"])):
                parent = by_id[str(match.parent)]
                parents.append(parent.cue.spans == as_spans(marked["parent_cue"]))
        contents = [span for s in by_id.values() for span in s.content.spans]
        noise += [
            any(a < end and b > start for a, b in contents) for start, end in row.get("nothing", [])
        ]
    right = sum(parents) / max(len(parents), 1)
    print(f"parents right: {sum(parents)} of {len(parents)}")
    print(f"boilerplate with statements: {sum(noise)} of {len(noise)} stretches\n")
    quiet = 1 - sum(noise) / len(noise)
    return {"nested": scores["linked"]["f"], "nested_parent": right, "quiet": quiet}


def as_marked(s: Statement) -> Marked:
    """A found statement as one of the text itself."""
    source = [*s.source.spans] if s.source else None
    return Marked([*s.cue.spans], [*s.content.spans], source)


def as_spans(marked: list[list[int]]) -> tuple[Span, ...]:
    """Spans of JSON as spans of a passage."""
    return tuple((start, end) for start, end in marked)


def rows() -> list[dict[str, Any]]:
    """What a reader marked in each article of tests/cases."""
    return [
        json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for path in sorted(CASES.glob("*.txt"))
    ]


def cases(key: str = "statements") -> list[Annotated]:
    """The articles of tests/cases with what a reader marked in them under a key."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.txt"))}
    return [
        Annotated(name, msgspec.convert(row.get(key, []), list[Marked]), text)
        for (name, text), row in zip(texts.items(), rows(), strict=True)
    ]


def figures(scores: dict[str, Any]) -> dict[str, float]:
    """The figures that can have a floor, by name."""
    exact = {f"{role}_exact": scores[role]["exact"]["f"] for role in evaluation.ROLES}
    recall = {f"{kind}_recall": r for kind, r in scores["linked"]["recall_by_kind"].items()}
    whole = {name: scores[name]["f"] for name in ("linked", "triple")}
    return whole | exact | recall | {"content_char": scores["content"]["char"]["f"]}


if __name__ == "__main__":
    main()
