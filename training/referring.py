"""Fit `onrecord.extracting.referring` to labels of true speakers, on the shipped encoder's vectors.

python -m training.referring --shared ../shared --work work

Beside the network that is shipped, FOLDS others go to the folder `work`, each of which has not
learnt from one part of the labels: what they say there is what the weights of
`training.speakers` are fitted to.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, relu

from onrecord.actors.directory import shipped_directory
from onrecord.extracting.encoder import WIDTH, Encoder, default_encoder
from onrecord.extracting.referring import AFTER, BEFORE, OUTSIDE, RANK, Weights
from onrecord.extracting.roles import (
    DISTANCES,
    PARAGRAPH_DISTANCES,
    distance_buckets,
    paragraph_buckets,
)
from training import speakers
from training.labelled import ROOT
from training.referents import NOBODY, Task, gap, gum, of_speakers

OUT = ROOT / "src/onrecord/extracting/model/referring.npz"
INNER = 256
EPOCHS, BATCH, RATE, DROPOUT = 60, 8, 3e-3, 0.2
SEED = 11
NEVER = -1e4
"""What is added to the score of what cannot be."""


@dataclass(frozen=True)
class Read:
    """A task as the encoder read it, with S sources, N names and E who are named.

    vectors: of the pieces that matter; first, last (S,), names (N,): rows of these. distance, apart
    (S, N): the buckets of distance, and of paragraphs; around (S, N): 0 where the name is near
    enough, else very low; owners (E, N): 0 where it is the entity's, else very low. right (S,): the
    answer's column: nobody, somebody elsewhere, then the entities; weight (S,).
    """

    vectors: Tensor
    first: Tensor
    last: Tensor
    names: Tensor
    distance: Tensor
    apart: Tensor
    around: Tensor
    owners: Tensor
    right: Tensor
    weight: Tensor


def read(task: Task, encoder: Encoder) -> Read:
    """Read a task."""
    reading = encoder.read(task.text)
    size = len(reading.offsets)
    named = [(reading.pieces(a, b)[1] - 1, entity) for (a, b), entity in task.names]
    names = np.array([place for place, _ in named if place < size], dtype=np.int64)
    whose = np.array([entity for place, entity in named if place < size], dtype=np.int64)
    sources = [s for s in task.sources if reading.pieces(*s.span)[1] <= size]
    places = np.array([reading.pieces(*s.span) for s in sources], dtype=np.int64).reshape(-1, 2)
    first, last = places[:, :1], places[:, 1:] - 1
    near = (names >= first - BEFORE) & (names < last + AFTER)
    entities = np.unique(whose)
    right = np.array([int(s.entity != NOBODY) for s in sources], dtype=np.int64)
    for row, source in enumerate(sources):
        if (whose[near[row]] == source.entity).any():
            right[row] = np.searchsorted(entities, source.entity) + OUTSIDE
    used, rows = np.unique(np.concatenate([first[:, 0], last[:, 0], names]), return_inverse=True)
    arrays = (
        reading.vectors[used].astype(np.float32),
        *np.split(rows, [len(sources), 2 * len(sources)]),
        distance_buckets(names[None], first, last),
        paragraph_buckets(reading.paragraphs[names][None], reading.paragraphs[first]),
        np.where(near, 0, NEVER).astype(np.float32),
        np.where(entities[:, None] == whose[None], 0, NEVER).astype(np.float32),
        right,
        np.array([source.weight for source in sources], dtype=np.float32),
    )
    return Read(*(torch.from_numpy(array) for array in arrays))


class Network(nn.Module):
    """The small network, as it is trained."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, 3 * RANK + 2 * OUTSIDE)
        self.distance = nn.Embedding(DISTANCES, 1)
        self.apart = nn.Embedding(PARAGRAPH_DISTANCES, 1)
        for table in (self.distance, self.apart):
            nn.init.zeros_(table.weight)

    def forward(self, one: Read) -> Tensor:
        """The log-probability of each answer to each source of a text, (S, OUTSIDE + E)."""
        inner = relu(self.inner(dropout(one.vectors, DROPOUT, self.training)))
        outputs = self.outer(dropout(inner, DROPOUT, self.training))
        first, last = outputs[one.first], outputs[one.last]
        outside = first[:, -2 * OUTSIDE : -OUTSIDE] + last[:, -OUTSIDE:]
        sources = first[:, :RANK] + last[:, RANK : 2 * RANK]
        scores = sources @ outputs[one.names, 2 * RANK : 3 * RANK].T / RANK**0.5 + one.around
        scores = scores + self.distance(one.distance)[..., 0] + self.apart(one.apart)[..., 0]
        named = (scores[:, None] + one.owners[None]).logsumexp(2)
        return torch.cat([outside, named], 1).log_softmax(1)

    def weights(self) -> Weights:
        """As they are shipped."""
        arrays = (
            self.inner.weight.T, self.inner.bias, self.outer.weight.T, self.outer.bias,
            self.distance.weight[:, 0], self.apart.weight[:, 0],
        )  # fmt: skip
        return Weights(*(array.detach().numpy() for array in arrays))


def fit(texts: Sequence[Read], others: Sequence[Read], judged: Sequence[Read] = ()) -> Weights:
    """Fit to the texts, and in each epoch to as many of the others; print how those judged fare."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * 2 * len(texts) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: max(0.02, 1 - n / steps))
    for epoch in range(EPOCHS):
        network.train()
        drawn = [*texts, *chance.sample(list(others), min(len(texts), len(others)))]
        chance.shuffle(drawn)
        for at in range(0, len(drawn), BATCH):
            lost, whole = torch.zeros(()), torch.tensor(1e-6)
            for one in drawn[at : at + BATCH]:
                answers = network(one).gather(1, one.right[:, None])[:, 0]
                lost, whole = lost - (one.weight * answers).sum(), whole + one.weight.sum()
            optimizer.zero_grad(set_to_none=True)
            (lost / whole).backward()
            optimizer.step()
            schedule.step()
        if judged:
            print(f"epoch {epoch + 1}: {judge(network, judged)}", flush=True)
    return network.eval().weights()


def judge(network: Network, texts: Sequence[Read]) -> str:
    """The loss and the share that is right, of texts that were not learnt from."""
    network.eval()
    lost, right, count = 0.0, 0, 0
    with torch.inference_mode():
        for one in texts:
            answers = network(one)
            lost -= float(answers.gather(1, one.right[:, None]).sum())
            right += int((answers.argmax(1) == one.right).sum())
            count += len(one.right)
    return f"loss {lost / count:.4f}, right {right / count:.4f} of {count}"


def main() -> None:
    """Fit to all labels but those to report, GAP and GUM, and to all but each fold; write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    directory, encoder = shipped_directory(), default_encoder()
    corpora = given.shared / "corpora"
    labelled = [a for a in speakers.load(given.shared) if a.part != "report"]
    texts = [(speakers.fold_of(a), read(of_speakers(a, directory), encoder)) for a in labelled]
    others = [
        read(task, encoder)
        for task in (*gap(corpora / "gap", directory), *gum(corpora / "gum"))
        if task.sources
    ]
    given.work.mkdir(exist_ok=True)
    for fold in range(speakers.FOLDS):
        learnt = [text for own, text in texts if own != fold]
        judged = [text for own, text in texts if own == fold]
        write(fit(learnt, others, judged), speakers.of_fold(given.work, fold))
    write(fit([text for _, text in texts], others), given.out)


def write(weights: Weights, path: Path) -> None:
    """Write weights as they are shipped, in 16 bits."""
    arrays = {name: array.astype(np.float16) for name, array in weights._asdict().items()}
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main()
