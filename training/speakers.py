"""Fit the weights of `onrecord.extracting.antecedents` to labels of true speakers.

python -m training.speakers --shared ../shared --work work

In the folder `work` are the networks that `training.referring` made for this.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.actors.directory import Directory, folded, shipped_directory
from onrecord.extracting.antecedent_features import FEATURES
from onrecord.extracting.antecedents import Weights, form_of
from onrecord.extracting.encoder import default_encoder
from onrecord.extracting.mentions import Cast, Entity
from onrecord.extracting.names import key_of
from onrecord.extracting.questions import Answer, Question, most_likely
from onrecord.extracting.referring import Referring, read_weights
from onrecord.extracting.referring import Weights as Network
from onrecord.extracting.resolution import walk
from onrecord.extracting.sources import read_source
from onrecord.extracting.speakers import read_cast
from onrecord.statement import Statement
from training.labelled import ROOT, statement_of, texts_of

LABELS = ROOT / "training/data/speakers.jsonl"
OUT = ROOT / "src/onrecord/extracting/model/antecedents.json"
NAMING = ("person", "they", "it", "role", "body")
"""Forms of sources in words, whose weights are held near shared ones."""
FOLDS = 4
"""Parts of the labels, each read by a network of referring that has not learnt from it."""
OPEN = ("vague", "either", "joint", "unlabelled")
RIDGES = {"person": 0.5}
RIDGE = 4.0
SHARED_RIDGE = 1.0
"""How strongly weights are held near shared ones, and these near zero: forms with fewer labels
more. Chosen in three parts of train and develop, each judged by the other two."""
CAUTION = {"person": 0.7, "it": 0.7, "they": 0.7, "body": 1.0, "none": 1.0}
"""What is added to the score of nobody once weights are fitted, since a wrong name is worse than
none. Chosen in the four folds: of 100 names given to nobody a third fewer, of 1,000 right ones one
or two fewer."""
STEPS, RATE, ROUNDS = 600, 0.05, 2

Item = tuple[NDArray[np.float64], int]
"""A question: (candidates, features), and the place of the right one, -1 where none is."""


@dataclass(frozen=True)
class Labelled:
    """An article with the true speaker of each statement: names that mean it, or one of OPEN."""

    id: str
    part: str
    published: date | None
    text: str
    statements: tuple[Statement, ...]
    speakers: tuple[tuple[str, ...] | str, ...]


def load(shared: Path) -> list[Labelled]:
    """The labels with the texts that they belong to: PolNeAR's and our own."""
    texts = texts_of(shared)
    return [
        _labelled(one, *texts[one["article"]])
        for one in map(json.loads, LABELS.read_text().splitlines())
    ]


def _labelled(one: dict[str, Any], text: str, published: date | None) -> Labelled:
    names = {
        key: tuple(text[a:b] for a, b in (actor["name"], *actor["also"]))
        for key, actor in one["actors"].items()
    }
    statements = [statement_of(text, s, str(n)) for n, s in enumerate(one["statements"])]
    speakers = tuple(names.get(s["speaker"], s["speaker"]) for s in one["statements"])
    return Labelled(one["article"], one["part"], published, text, tuple(statements), speakers)


def fold_of(article: Labelled) -> int:
    """The part of the labels, of FOLDS, that an article is in, by its id."""
    return int.from_bytes(sha256(article.id.encode()).digest(), "big") % FOLDS


def of_fold(work: Path, fold: int) -> Path:
    """Where the network is that has not learnt from a part."""
    return work / f"referring-{fold}.npz"


def words_of(name: str) -> tuple[str, ...]:
    """A name's words as they are compared."""
    return key_of(tuple(folded(name.replace("’s", "").replace("'s", "")).split()))


def same(name: str, true: Sequence[str], directory: Directory, actor: str | None = None) -> bool:
    """Whether a speaker that was found is the true one.

    Args:
        name: the one found; actor: its id in the directory.
        true: the fullest name of the true speaker, then others that mean it.
    """
    mine = words_of(name)
    if mine in map(words_of, true):
        return True
    if actor is not None and any(actor == a.id for n in true for a in directory.named(n)):
        return True
    fullest = words_of(true[0])
    short = 1 in (len(mine), len(fullest))
    return mine[-1:] == fullest[-1:] and (short or mine[0] == fullest[0])


def questions(
    articles: Sequence[tuple[Labelled, Cast, Referring]],
    directory: Directory,
    weights: Weights | None,
) -> dict[str, list[Item]]:
    """What the labels answer, by the form of the source.

    Args:
        articles: each with everybody that it names, and what the encoder says of its sources.
        weights: by which sources without a label are answered, in whose light others are seen.
    """
    found: dict[str, list[Item]] = defaultdict(list)
    for article, cast, referring in articles:
        sources = [
            read_source(cast, s.source.spans if s.source else ()) for s in article.statements
        ]
        answerer = _Answerer(article, cast, directory, weights, found)
        walk(article.statements, sources, cast, answerer, referring)
    return found


def read(
    article: Labelled, directory: Directory, network: Network
) -> tuple[Labelled, Cast, Referring]:
    """An article with everybody that it names, and what a network says of its sources."""
    cast, _ = read_cast(article.text, directory, article.published)
    return article, cast, Referring(default_encoder().read(article.text), cast, network)


def is_true(entity: Entity, true: Sequence[str], cast: Cast, directory: Directory) -> bool:
    """Whether an entity of an article is the true speaker, by the names that mean them."""
    name = cast.text[entity.full[0] : entity.full[1]]
    return same(name, true[:1], directory) or entity.key in map(words_of, true)


@dataclass(frozen=True)
class _Answerer:
    """Answers by the labels of an article, and keeps what was asked in `found`."""

    article: Labelled
    cast: Cast
    directory: Directory
    weights: Weights | None
    found: dict[str, list[Item]]

    def __call__(self, question: Question) -> Answer:
        speakers = self.article.speakers
        true = speakers[question.index] if 0 <= question.index < len(speakers) else "unlabelled"
        if true == "unlabelled":
            return most_likely(question, self.weights) if self.weights else Answer(None, 1.0)
        right = next((i for i, e in enumerate(question.found) if self._is(e, true)), -1)
        if true not in ("either", "joint"):
            rows = np.array(question.rows, dtype=np.float64).reshape(-1, len(FEATURES))
            self.found[form_of(question.source)].append((rows, right))
        if right >= 0:
            return Answer(question.found[right], 1.0)
        everybody = (*self.cast.entities, *self.cast.bodies)
        return Answer(next((e for e in everybody if self._is(e, true)), None), 1.0)

    def _is(self, entity: Entity, true: tuple[str, ...] | str) -> bool:
        return not isinstance(true, str) and is_true(entity, true, self.cast, self.directory)


def fit(items: Sequence[Item], ridge: float, near: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of FEATURES, then the score of nobody, of the greatest likelihood (by Adam).

    Args:
        ridge: how strongly they are held near the weights `near`, where they begin.
    """
    width = len(FEATURES)
    weights, first, second = near.copy(), np.zeros(width + 1), np.zeros(width + 1)
    every, right, starts, sizes = _stacked(items)
    for step in range(1, STEPS + 1):
        slope = ridge * (weights - near)
        slope[width] *= 0.1
        scores = every @ weights
        chance = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chance /= np.repeat(np.add.reduceat(chance, starts), sizes)
        slope += (chance - right) @ every
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _stacked(
    items: Sequence[Item],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """All candidates below one another, nobody as a further one of each item.

    Returns:
        Their features, of which the last is nobody's own; which are right; where each item
        begins; and how many candidates it has.
    """
    sizes = np.array([len(rows) + 1 for rows, _ in items])
    starts = np.cumsum(sizes) - sizes
    every = np.zeros((int(sizes.sum()), len(FEATURES) + 1))
    right = np.zeros(len(every))
    for start, (rows, place) in zip(starts, items, strict=True):
        nobody = start + len(rows)
        every[start:nobody, :-1] = rows
        every[nobody, -1] = 1.0
        right[start + place if place >= 0 else nobody] = 1.0
    return every, right, starts, sizes


def fitted(
    articles: Sequence[Labelled], directory: Directory, networks: Sequence[Network]
) -> Weights:
    """Weights fitted to labels; then again, with sources without a label answered by the first.

    Args:
        networks: for each fold, one that has not learnt from it.
    """
    weights: Weights | None = None
    ready = [read(article, directory, networks[fold_of(article)]) for article in articles]
    zero = np.zeros(len(FEATURES) + 1)
    for _ in range(ROUNDS):
        found = questions(ready, directory, weights)
        shared = fit(
            [item for form in (*NAMING, "none") for item in found[form]], SHARED_RIDGE, zero
        )
        by_form = {form: fit(found[form], RIDGES.get(form, RIDGE), shared) for form in NAMING}
        by_form["none"] = fit(found["none"], RIDGE, zero)
        weights = Weights(
            {form: [round(float(w), 4) for w in own[:-1]] for form, own in by_form.items()},
            {form: round(float(own[-1]), 4) for form, own in by_form.items()},
        )
    assert weights is not None
    nobody = {form: score + CAUTION.get(form, 0.0) for form, score in weights.nobody.items()}
    return msgspec.structs.replace(weights, nobody=nobody)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    given = parser.parse_args()
    articles = [a for a in load(given.shared) if a.part != "report"]
    networks = [read_weights(of_fold(given.work, fold).read_bytes()) for fold in range(FOLDS)]
    weights = fitted(articles, shipped_directory(), networks)
    OUT.write_bytes(msgspec.json.encode(weights) + b"\n")


if __name__ == "__main__":
    main()
