"""Errors by class: what a prediction misses, gets partly wrong, or has too much.

    python benchmarks/errors.py [--shared ../shared] [--predicted NAME=FILE.jsonl ...]

Prints a table for PolNeAR dev and one for the articles of tests/cases, the latter with examples.
With `--predicted before=old.jsonl`, columns of other predictions (of `onrecord extract`, over the
articles of both) stand beside today's.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quality import cases

from onrecord import evaluation
from onrecord.evaluation import Annotated

HERE = Path(__file__).parent
EXAMPLES = 3
Found = dict[str, list[str]]
"""Examples by class; their number is its count."""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--predicted", action="append", default=[], metavar="NAME=FILE")
    options = parser.parse_args()
    others = dict(item.split("=", 1) for item in options.predicted)
    sets = {
        "PolNeAR dev": evaluation.load_gold(options.shared / "corpora/polnear/dev.jsonl"),
        "tests/cases": cases(),
    }
    for name, gold in sets.items():
        columns = {
            other: errors(gold, evaluation.load_predicted(Path(file)))
            for other, file in others.items()
        }
        columns["now"] = errors(gold, evaluation.predict(gold))
        print(f"## {name}\n\n{table(columns)}\n")
        if name == "tests/cases":
            print(examples(columns["now"]))


def errors(gold: Sequence[Annotated], predicted: dict[str, Annotated]) -> Found:
    """Every error by its class."""
    found: Found = defaultdict(list)
    for article in gold:
        guess = predicted.get(article.id, Annotated(article.id, []))
        truth, guesses = evaluation.comparable(article, guess)
        quoted = evaluation.double_quoted(article.text)
        paired = {i: (j, overlap) for i, j, overlap in evaluation.pairs(truth, guesses)}
        for i, one in enumerate(truth):
            kind = evaluation.kind_by_quotation(one["content"], quoted)
            other = guesses[paired[i][0]] if i in paired else None
            for what in differences(one, other, paired[i][1] if i in paired else 0.0):
                found[f"{kind}: {what}"].append(shown(article.text, one, other))
        taken = {j for j, _ in paired.values()}
        for j, other in enumerate(guesses):
            if j not in taken:
                found["too much: no such statement"].append(shown(article.text, other, None))
    return found


def differences(one: dict[str, Any], other: dict[str, Any] | None, overlap: float) -> list[str]:
    """The classes of error of a gold statement, given what was found in its place."""
    if other is None:
        return ["missed"]
    if not evaluation.is_linked(one, other, overlap):
        if overlap < 0.5:
            return ["content mostly wrong"]
        if not one["source"]:
            return ["source where there is none"]
        return ["wrong source" if other["source"] else "source not found"]
    return [
        f"linked, {role} {misfit(one[role], other[role])}"
        for role in evaluation.ROLES
        if one[role] != other[role]
    ]


def misfit(right: frozenset[int], found: frozenset[int]) -> str:
    """How a span differs from the right one."""
    if found < right:
        return "too short"
    return "too long" if found > right else "elsewhere in part"


def shown(text: str, one: dict[str, Any], other: dict[str, Any] | None) -> str:
    """A statement, and what was found in its place, as a reader sees them."""
    parts = [" | ".join(stretch(text, side[role]) for role in evaluation.ROLES)
             for side in (one, other) if side]  # fmt: skip
    return " → ".join(parts)


def stretch(text: str, positions: frozenset[int]) -> str:
    """The words from the first position to the last, cut in the middle where they are long."""
    if not positions:
        return "–"
    words = " ".join(text[min(positions) : max(positions) + 1].split())
    return words if len(words) < 90 else f"{words[:50]} [...] {words[-30:]}"


def table(columns: dict[str, Found]) -> str:
    """Counts by class, the largest class of the last column first."""
    last = list(columns.values())[-1]
    names = sorted(
        {name for found in columns.values() for name in found}, key=lambda n: -len(last[n])
    )
    lines = [f"| class | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {n} | {' | '.join(str(len(f[n])) for f in columns.values())} |" for n in names]
    return "\n".join(lines)


def examples(found: Found) -> str:
    """Some examples of each class, as source | cue | content, marked → found."""
    lines = []
    for name, some in sorted(found.items(), key=lambda item: -len(item[1])):
        if some:
            lines += [f"**{name}** ({len(some)})", "", *(f"- {e}" for e in some[:EXAMPLES]), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
