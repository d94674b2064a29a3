"""What statements do: act, condition, continuity and setting, against labels made by reading.

python benchmarks/acts.py [--of acts|conditions|continuity|settings] [--part develop|report]
                          [--plover] [--confusion] [--gate] | --cost
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from onrecord.article import Article  # noqa: E402
from onrecord.export.events import PLOVER  # noqa: E402
from onrecord.extracting import acts, continuity, extract, extract_many, setting, speakers  # noqa: E402
from onrecord.statement import Act, Span, Statement  # noqa: E402
from training.act_labels import ONLY, Labelled, Labels, load, load_only  # noqa: E402

FLOORS = ROOT / "benchmarks/floors.json"
OFTEN = 10
"""Times that a label occurs to count in macro F1."""
BINS = 10
FIGURES_OF = {
    "acts": ("",), "conditions": ("condition", "consequence"), "continuity": ("continuity",),
    "settings": ("said",),
}  # fmt: skip
"""How the figures begin that each set of labels is for."""
VERBAL = ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "YIELD")
ROOTS = {"CONCEDE": "YIELD"}


@dataclass
class Tally:
    """What was counted over the statements."""

    acts: list[tuple[str, str, float]] = field(default_factory=list)
    negated: Counter[str] = field(default_factory=Counter)
    conditions: Counter[str] = field(default_factory=Counter)
    continuity: Counter[str] = field(default_factory=Counter)
    said_on: Counter[str] = field(default_factory=Counter)
    said_at: Counter[str] = field(default_factory=Counter)


def overlap(ours: Iterable[Span], theirs: Iterable[Span]) -> int:
    """Characters that two sets of spans share."""
    theirs = list(theirs)
    return sum(max(0, min(b, d) - max(a, c)) for a, b in ours for c, d in theirs)


def size(spans: Iterable[Span]) -> int:
    """Characters of spans."""
    return sum(b - a for a, b in spans)


def half(ours: Sequence[Span], theirs: Sequence[Span]) -> bool:
    """Whether two spans share half of what they cover together."""
    shared = overlap(ours, theirs)
    return shared * 2 >= size(ours) + size(theirs) - shared


def stages(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """The stages of the extraction that this benchmark is about."""
    return setting.place(continuity.mark(acts.label(statements, article), article), article)


def score(articles: Sequence[Labelled]) -> Tally:
    """Label the marked statements and compare."""
    tally = Tally()
    for one in articles:
        spoken = speakers.resolve(one.statements, one.article)
        found = stages(spoken, one.article)
        for statement, labels in zip(found, one.labels, strict=True):
            _score(statement, labels, tally)
    return tally


def _score(statement: Statement, labels: Labels, tally: Tally) -> None:
    for label, spans, negated in labels.acts:
        act = max(statement.acts, key=lambda act: overlap(act.spans, spans), default=None)
        if act:
            tally.acts.append((label, act.label, act.confidence))
            tally.negated["found"] += act.negated
            tally.negated["marked"] += negated
            tally.negated["right"] += act.negated and negated
    _score_conditions(statement.acts, labels, tally.conditions)
    ours, theirs = statement.continuity, labels.continuity
    tally.continuity["found"] += bool(ours)
    tally.continuity["marked"] += bool(theirs)
    tally.continuity["right"] += bool(ours and theirs and ours.label == theirs[0])
    if labels.said_on:
        tally.said_on["marked"] += 1
        ours_on = statement.said_on
        tally.said_on["right"] += bool(
            ours_on and (ours_on.from_, ours_on.to) == labels.said_on[1:]
        )
    tally.said_on["found"] += bool(statement.said_on and statement.said_on.from_)
    tally.said_at["marked"] += bool(labels.said_at)
    tally.said_at["found"] += bool(statement.said_at)
    tally.said_at["right"] += bool(
        labels.said_at
        and statement.said_at
        and overlap(statement.said_at.spans, [labels.said_at]) > 0
    )


def _score_conditions(found: Sequence[Act], labels: Labels, count: Counter[str]) -> None:
    ours = [act for act in found if act.condition]
    count["found"] += len(ours)
    count["marked"] += len(labels.conditions)
    for true in labels.conditions:
        spans = [(a, b) for a, b in true["condition"]]
        act = next((a for a in ours if a.condition and half(a.condition.spans, spans)), None)
        if act is None:
            continue
        ours.remove(act)
        count["right"] += 1
        if true["consequence"]:
            count["with consequence"] += 1
            count["consequence right"] += bool(
                act.consequence
                and half(act.consequence.spans, [(a, b) for a, b in true["consequence"]])
            )


def macro_f1(pairs: Sequence[tuple[str, str, float]]) -> float:
    """F1 averaged over the labels that occur OFTEN."""
    true, given = Counter(t for t, _, _ in pairs), Counter(g for _, g, _ in pairs)
    right = Counter(t for t, g, _ in pairs if t == g)
    often = [label for label, count in true.items() if count >= OFTEN]
    return sum(2 * right[x] / (true[x] + given[x]) for x in often) / max(len(often), 1)


def calibration(pairs: Sequence[tuple[str, str, float]]) -> float:
    """Expected calibration error, in BINS of equal width."""
    total = 0.0
    for number in range(BINS):
        some = [(t == g, c) for t, g, c in pairs if min(int(c * BINS), BINS - 1) == number]
        total += abs(sum(right - sure for right, sure in some))
    return total / max(len(pairs), 1)


def ratio(count: Counter[str], of: str, right: str = "right") -> float:
    """A share of what was counted."""
    return round(count[right] / max(count[of], 1), 3)


def figures(tally: Tally) -> dict[str, float]:
    """The figures by name."""
    right = sum(t == g for t, g, _ in tally.acts)
    return {
        "act accuracy": round(right / max(len(tally.acts), 1), 3),
        "act macro F1": round(macro_f1(tally.acts), 3),
        "act calibration error": round(calibration(tally.acts), 3),
        "negation precision": ratio(tally.negated, "found"),
        "negation recall": ratio(tally.negated, "marked"),
        "condition precision": ratio(tally.conditions, "found"),
        "condition recall": ratio(tally.conditions, "marked"),
        "consequence right": ratio(tally.conditions, "with consequence", "consequence right"),
        "continuity precision": ratio(tally.continuity, "found"),
        "continuity recall": ratio(tally.continuity, "marked"),
        "said_on right": ratio(tally.said_on, "marked"),
        "said_on precision": ratio(tally.said_on, "found"),
        "said_at recall": ratio(tally.said_at, "marked"),
        "said_at precision": ratio(tally.said_at, "found"),
    }


def plover(path: Path) -> dict[str, float]:
    """Verbal root acts of PLV_train's sentences, from their bare text."""
    with path.open(encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["gold_root"] in VERBAL]
    articles = [Article(id=str(n), text=row["sentence"]) for n, row in enumerate(rows)]
    right = answered = 0
    for row, (_, statements) in zip(rows, extract_many(articles), strict=True):
        roots = [root for s in statements if _is_source(s, row["source"]) for root in _roots(s)]
        answered += bool(roots)
        right += row["gold_root"] in roots[:1]
    return {
        "PLOVER root right": round(right / len(rows), 3),
        "PLOVER root right where answered": round(right / max(answered, 1), 3),
        "PLOVER sentences": len(rows),
    }


def _is_source(statement: Statement, source: str) -> bool:
    if statement.source is None or statement.parent:
        return False
    ours, theirs = (set(w.casefold().split()) for w in (statement.source.text, source))
    return bool(ours & theirs)


def _roots(statement: Statement) -> Iterator[str]:
    for act in statement.acts:
        root = PLOVER.get(act.label)
        if root and not act.negated:
            yield ROOTS.get(root.type, root.type)


def cost(shared: Path) -> dict[str, float]:
    """Seconds on PolNeAR dev of all stages, and of those that this benchmark is about."""
    with (shared / "corpora/polnear/dev.jsonl").open(encoding="utf-8") as lines:
        articles = [Article(id=a["id"], text=a["text"]) for a in map(json.loads, lines)]
    extract(articles[0])
    began = time.perf_counter()
    found = list(extract_many(articles))
    whole = time.perf_counter() - began
    began = time.perf_counter()
    for article, statements in found:
        stages(statements, article)
    own = time.perf_counter() - began
    return {
        "seconds": round(whole, 2),
        "of these": round(own, 2),
        "more": round(own / (whole - own), 3),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--of", choices=["acts", *ONLY], default="acts")
    parser.add_argument("--part", default="report")
    parser.add_argument("--confusion", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--plover", action="store_true")
    given = parser.parse_args()
    if given.gate and given.of == "settings":
        parser.error("settings have no part to report, and so no gate")
    if given.cost:
        print(cost(given.shared))
        return
    labelled = load(given.shared) if given.of == "acts" else load_only(given.shared, given.of)
    tally = score([one for one in labelled if one.part == given.part])
    found = {k: v for k, v in figures(tally).items() if k.startswith(FIGURES_OF[given.of])}
    if given.of == "acts" and (given.plover or given.gate):
        found |= plover(given.shared / "corpora/plover/PLV_train.tsv")
    for name, value in found.items():
        print(f"{name:<36} {value}")
    print({"acts": len(tally.acts), **{f"conditions {k}": v for k, v in tally.conditions.items()}})
    print("continuity", dict(tally.continuity), "said_on", dict(tally.said_on))
    if given.confusion:
        wrong = Counter((t, g) for t, g, _ in tally.acts if t != g)
        for (true, ours), count in wrong.most_common(30):
            print(f"{count:4} {true} -> {ours}")
    if given.gate:
        floors = json.loads(FLOORS.read_text())[given.of]
        low = {
            k: (found[k], v)
            for k, v in floors.items()
            if (found[k] > v if "error" in k else found[k] < v)
        }
        if low:
            sys.exit(f"under the floor: {low}")


if __name__ == "__main__":
    main()
