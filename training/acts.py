"""Fit the weights of `onrecord.extracting.acts` to labels and to what a teacher thinks of more.

python -m training.acts --shared ../shared --silver work/act-silver.npz
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix

from onrecord.article import normalise
from onrecord.extracting.act_features import features
from onrecord.extracting.acts import LABELS, ActWeights, parts
from onrecord.extracting.quotation import mark_kinds
from onrecord.statement import Span, Statement
from training.act_labels import Labelled, load, one_hot, true_label, written
from training.labelled import ROOT, statement_of

OUT = ROOT / "src/onrecord/extracting/model/acts.npz"
RIDGE = 0.5
SILVER = 0.3
"""What a stretch that the teacher has labelled counts, beside one that a reader has."""
OURS = 3.0
"""What a stretch of the texts counts that were written for training: they are of many kinds, not of
one country's politics."""
RAREST = 2
"""Stretches in which a feature is shown at least."""
SMALLEST = 0.03
"""A row whose weights are all smaller is left out."""


Shares = NDArray[np.float32]


@dataclass(frozen=True)
class Stretch:
    """What a stretch shows, and the act that it does: a share for each of LABELS."""

    shown: tuple[str, ...]
    act: Shares
    weight: float


def stretch_of(
    text: str, statement: Statement, spans: Sequence[Span], place: int, act: Shares, weight: float
) -> Stretch:
    """A stretch of a statement with its act."""
    shown = tuple(name for name, _ in features(text, statement, spans, place))
    return Stretch(shown, act, weight)


def stretches_of(articles: Iterable[Labelled], weight: float = 1.0) -> list[Stretch]:
    """The stretches that onrecord cuts, each with the act that most of it does by the labels."""
    found = []
    for one in articles:
        text = one.article.text
        for statement, labels in zip(one.statements, one.labels, strict=True):
            for place, part in enumerate(parts(text, statement.content.spans)):
                label = true_label(part.spans, labels)
                if label is not None:
                    act = one_hot(label)
                    found.append(stretch_of(text, statement, part.spans, place, act, weight))
    return found


def thoughts(path: Path) -> dict[tuple[str, int], list[Shares]]:
    """What the teacher thinks of the stretches of each statement (article's id, number)."""
    found: dict[tuple[str, int], list[Shares]] = {}
    with np.load(path) as arrays:
        keys = zip(arrays["articles"].tolist(), arrays["statements"].tolist(), strict=True)
        for key, chances in zip(keys, arrays["chances"].astype(np.float32), strict=True):
            found.setdefault(key, []).append(chances)
    return found


def silver(path: Path, shared: Path) -> Iterator[Stretch]:
    """The stretches of PolNeAR's training statements with what the teacher thinks of them."""
    thought = thoughts(path)
    with (shared / "corpora/polnear/train.jsonl").open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            text = normalise(article["text"], keep_places=True)
            mine = [n for n in range(len(article["statements"])) if (article["id"], n) in thought]
            statements = mark_kinds(
                [statement_of(text, article["statements"][n], str(n)) for n in mine], text
            )
            for number, statement in zip(mine, statements, strict=True):
                cut = parts(text, statement.content.spans)
                chances = thought[article["id"], number]
                if len(cut) == len(chances):
                    for place, (part, act) in enumerate(zip(cut, chances, strict=True)):
                        yield stretch_of(text, statement, part.spans, place, act, SILVER)


def fit(given: Sequence[Stretch], ridge: float = RIDGE) -> ActWeights:
    """Weights of the greatest likelihood, held near zero by a ridge."""
    counts = Counter(name for one in given for name in set(one.shown))
    often = sorted(name for name, count in counts.items() if count >= RAREST)
    rows = {name: row for row, name in enumerate(often)}
    table = design(given, rows)
    truth = np.array([one.act for one in given])
    weight = np.array([one.weight for one in given])[:, None]
    shape = (len(rows), len(LABELS))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        scores = table @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = weight * (np.exp(logs) - truth)
        held = ridge / 2 * float((weights**2).sum())
        return float(-(weight * truth * logs).sum()) + held, (
            table.T @ wrong + ridge * weights
        ).ravel()

    best = minimize(
        loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return ActWeights(rows, best.x.reshape(shape).astype(np.float32), 1.0)


def design(given: Sequence[Stretch], rows: dict[str, int]) -> csr_matrix:
    """How often each feature is shown, a row a stretch."""
    places, numbers = [], []
    for number, one in enumerate(given):
        known = [rows[name] for name in one.shown if name in rows]
        places += known
        numbers += [number] * len(known)
    ones = np.ones(len(places))
    return csr_matrix((ones, (numbers, places)), shape=(len(given), len(rows)))


def calibrated(weights: ActWeights, given: Sequence[Stretch]) -> ActWeights:
    """The weights with the temperature by which stretches they were not fitted to are likeliest."""
    scores = design(given, weights.rows) @ weights.weights
    truth = np.array([one.act for one in given])

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-(truth * logs).sum())

    best = minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded")
    return replace(weights, temperature=float(best.x))


def write(weights: ActWeights, out: Path) -> None:
    """Write weights in 8 bits, without the rows that say nothing."""
    largest = np.abs(weights.weights).max(axis=1)
    kept = [(name, row) for name, row in weights.rows.items() if largest[row] >= SMALLEST]
    table = weights.weights[[row for _, row in kept]]
    scale = float(np.abs(table).max()) / 127
    np.savez_compressed(
        out,
        names=np.frombuffer("\n".join(name for name, _ in kept).encode(), dtype=np.uint8),
        weights=np.round(table / scale).astype(np.int8),
        scale=np.float32(scale),
        temperature=np.float32(weights.temperature),
    )


def main() -> None:
    """Fit to the part to train on, and the temperature to the part to develop on; write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True, help="from `training.act_teacher`")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    labelled = load(given.shared)
    stretches = stretches_of(a for a in labelled if a.part == "train")
    stretches += stretches_of(written(), OURS)
    weights = fit([*stretches, *silver(given.silver, given.shared)])
    write(calibrated(weights, stretches_of(a for a in labelled if a.part == "develop")), given.out)


if __name__ == "__main__":
    main()
