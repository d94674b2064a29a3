"""A teacher of acts: all-mpnet-base-v2, fine-tuned on labels, thinks of more stretches.

python -m training.act_teacher --shared ../shared --work work
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from onrecord.article import normalise
from onrecord.extracting.acts import LABELS, parts
from onrecord.statement import Span, Statement
from training.act_labels import Labelled, load, one_hot, true_label, written
from training.labelled import statement_of
from training.teacher import unpack

SEED = 11
EPOCHS, BATCH, RATE, HEAD_RATE, FROZEN, LONGEST = 3, 16, 4e-5, 1e-3, 4, 96
AUTOCAST = torch.bfloat16


@dataclass(frozen=True)
class Asked:
    """A stretch in words: who and by which cue, what came before it in the content, and itself."""

    about: str
    words: str
    act: NDArray[np.float32] | None = None


class ActTeacher(nn.Module):
    """The encoder, and scores of LABELS from the mean of its vectors and the first of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attention_probs_dropout_prob=0.0)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(2 * width, len(LABELS)))
        fixed = [self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]]
        for part in fixed:
            part.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(torch.cat([mean, hidden[:, 0]], dim=-1)).float()


def asked(text: str, statement: Statement) -> list[tuple[Asked, tuple[Span, ...]]]:
    """The stretches of a statement as the teacher reads them."""
    source = statement.source.text if statement.source else "somebody"
    found, before = [], ""
    for part in parts(text, statement.content.spans):
        words = " ".join(" ".join(text[a:b].split()) for a, b in part.spans)
        about = f"{source} {statement.cue.text}:" + (f" … {before[-120:]}" if before else "")
        found.append((Asked(about, words), part.spans))
        before = words
    return found


def examples(articles: Sequence[Labelled]) -> list[Asked]:
    """The labelled stretches."""
    found = []
    for one in articles:
        for statement, labels in zip(one.statements, one.labels, strict=True):
            for question, spans in asked(one.article.text, statement):
                label = true_label(spans, labels)
                if label:
                    found.append(Asked(question.about, question.words, one_hot(label)))
    return found


def train(
    folder: Path, given: Sequence[Asked], *, epochs: int = EPOCHS, seed: int = SEED
) -> ActTeacher:
    """Fine-tune on labelled stretches."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokenizer, model = AutoTokenizer.from_pretrained(folder), ActTeacher(folder)
    learnt = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": learnt, "lr": RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}],
        weight_decay=0.01,
    )
    steps = epochs * -(-len(given) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / 30, 1) * max(0.02, 1 - step / steps)
    )
    model.train()
    began = time.time()
    for epoch in range(epochs):
        losses = []
        for batch in batches(chance.sample(given, len(given)), chance):
            scores = read(model, tokenizer, batch)
            truth = torch.tensor(np.array([one.act for one in batch]))
            loss = -(truth * (0.95 * scores.log_softmax(-1))).sum(-1).mean()
            loss = loss - 0.05 * scores.log_softmax(-1).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f} {time.time() - began:.0f}s", flush=True)
    return model.eval()


def batches(given: Sequence[Asked], chance: random.Random) -> list[list[Asked]]:
    """Batches of like length."""
    found: list[list[Asked]] = []
    for start in range(0, len(given), BATCH * 16):
        some = sorted(
            given[start : start + BATCH * 16], key=lambda one: len(one.words) + len(one.about)
        )
        found += [list(some[i : i + BATCH]) for i in range(0, len(some), BATCH)]
    chance.shuffle(found)
    return found


def read(model: ActTeacher, tokenizer: AutoTokenizer, batch: Sequence[Asked]) -> Tensor:
    """Scores of LABELS for each stretch."""
    given = tokenizer(
        [one.about for one in batch], [one.words for one in batch],
        truncation=True, max_length=LONGEST, padding=True, return_tensors="pt",
    )  # fmt: skip
    with torch.autocast("cpu", dtype=AUTOCAST):
        return model(given["input_ids"], given["attention_mask"])


def chances(folder: Path, model: ActTeacher, given: Sequence[Asked]) -> NDArray[np.float32]:
    """Probabilities of LABELS for each stretch, in the order given."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    order = sorted(range(len(given)), key=lambda i: len(given[i].words) + len(given[i].about))
    result = np.zeros((len(given), len(LABELS)), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            some = order[start : start + 32]
            scores = read(model, tokenizer, [given[i] for i in some])
            result[some] = scores.softmax(-1).numpy()
    return result


def unlabelled(shared: Path) -> list[tuple[str, str, Statement]]:
    """All statements that PolNeAR's training articles mark: (article's id, text, statement)."""
    found = []
    with (shared / "corpora/polnear/train.jsonl").open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            text = normalise(article["text"], keep_places=True)
            found += [
                (article["id"], text, statement_of(text, spans, str(number)))
                for number, spans in enumerate(article["statements"])
                if spans["cue"] and spans["content"]
            ]
    return found


def think(shared: Path, work: Path) -> None:
    """Train, read all training statements, and write what is thought of them (act-silver.npz)."""
    folder = unpack(work / "mpnet")
    labelled = [one for one in load(shared) if one.part == "train"] + written()
    model = train(folder, examples(labelled))
    rows = [
        (identity, statement.id, number, question)
        for identity, text, statement in unlabelled(shared)
        for number, (question, _) in enumerate(asked(text, statement))
    ]
    found = chances(folder, model, [question for *_, question in rows])
    np.savez_compressed(
        work / "act-silver.npz",
        articles=np.array([row[0] for row in rows]),
        statements=np.array([int(row[1]) for row in rows]),
        places=np.array([row[2] for row in rows]),
        chances=found.astype(np.float16),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("work"))
    given = parser.parse_args()
    think(given.shared, given.work)
