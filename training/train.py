"""Train the attribution model.

    python -m training.train --shared ../shared --base DIR --out model.pt

Sketch of the method: one encoder, two heads. The first tags word pieces (source, cue, content); the
second says, for each cue, which role each piece has in that cue's statement.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import BertConfig

from onrecord.extracting.attribution import distance_buckets, paragraph_buckets
from onrecord.extracting.encoder import CLS, SEP, WINDOW
from training.data import Example, Gold, augment, examples, held_out, load, load_annotators
from training.model import AttributionModel

SEED = 7
BATCH = 12
ENCODER_RATE, HEAD_RATE = 3e-4, 1e-3
AVERAGED = 0.998  # of the running average of the weights, which is what is kept


def collate(batch: list[Example], chance: random.Random) -> dict[str, Tensor]:
    length = max(len(e.ids) for e in batch) + 2
    count = max(1, max(len(e.cues) for e in batch))
    ids = np.zeros((len(batch), length), dtype=np.int64)
    marks = np.zeros((len(batch), length, 3), dtype=np.int64)
    mask = np.zeros((len(batch), length), dtype=np.int64)
    tags = np.full((len(batch), length), -100, dtype=np.int64)
    paragraphs = np.zeros((len(batch), length), dtype=np.int64)
    cues = np.zeros((len(batch), count, 2), dtype=np.int64)
    roles = np.full((len(batch), count, length), -100, dtype=np.int64)
    for row, e in enumerate(batch):
        n = len(e.ids)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, e.ids, SEP
        marks[row, 1 : n + 1] = hidden_features(e.features, chance)
        mask[row, : n + 2] = 1
        tags[row, 1 : n + 1] = e.tags
        paragraphs[row, 1 : n + 1] = e.paragraphs
        for k, (first, last, labels) in enumerate(e.cues):
            cues[row, k] = jittered(first, last, n, chance)
            roles[row, k, 1 : n + 1] = labels
            roles[row, k, first + 1 : last + 2] = -100
    places = np.arange(length)[None, None, :]
    distance = distance_buckets(places, cues[..., :1], cues[..., 1:])
    rows = np.arange(len(batch))[:, None]
    apart = paragraph_buckets(paragraphs[:, None, :], paragraphs[rows, cues[..., 0]][..., None])
    arrays = {"ids": ids, "features": marks, "mask": mask, "tags": tags, "cues": cues,
              "roles": roles, "distance": distance, "apart": apart}  # fmt: skip
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def hidden_features(marks: np.ndarray, chance: random.Random) -> np.ndarray:
    """Now and then the letter case or the quotation marks of a window are hidden from the model."""
    marks = marks.copy()
    draw = chance.random()
    if draw < 0.06:
        marks[:, 0] = 0
    elif draw < 0.08:
        marks[:, 0] = 2
    if chance.random() < 0.05:
        marks[:, 2] = 0
    return marks


def jittered(first: int, last: int, n: int, chance: random.Random) -> tuple[int, int]:
    """A cue's place, one piece off at times, as found cues are."""
    if chance.random() < 0.1:
        last = max(first, min(n - 1, last + chance.choice((-1, 1))))
    return first + 1, last + 1


def loss_of(model: AttributionModel, batch: dict[str, Tensor]) -> Tensor:
    tags, pairs = model(batch["ids"], batch["features"], batch["mask"])
    roles = model.role_scores(pairs, batch["cues"], batch["distance"], batch["apart"])
    tag_loss = cross_entropy(tags.flatten(0, 1), batch["tags"].flatten(), reduction="sum")
    role_loss = cross_entropy(roles.flatten(0, 2), batch["roles"].flatten(), reduction="sum")
    pieces = (batch["tags"] >= 0).sum()
    statements = (batch["roles"] >= 0).any(-1).sum().clamp(min=1)
    return 2 * tag_loss / pieces + role_loss / (20 * statements)


def epoch_batches(
    articles: list[Gold], annotators: dict[str, list[Gold]], tokenizer: Tokenizer, chance: random.Random
) -> list[list[Example]]:
    windows = []
    for article in articles:
        choices = annotators.get(article.id, []) + [article]
        windows += list(examples(augment(chance.choice(choices), chance), tokenizer, WINDOW, chance))
    chance.shuffle(windows)
    windows.sort(key=lambda e: len(e.ids) // 40)
    batches = [windows[i : i + BATCH] for i in range(0, len(windows), BATCH)]
    chance.shuffle(batches)
    return batches


def base_model(folder: Path) -> AttributionModel:
    settings = json.loads((folder / "config.json").read_text())
    config = BertConfig(**{**settings, "attention_probs_dropout_prob": 0.0})
    model = AttributionModel(config)
    weights = load_file(folder / "model.safetensors")
    missing, _ = model.encoder.load_state_dict(weights, strict=False)
    assert not [name for name in missing if "position_ids" not in name], missing
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--all", action="store_true", help="train on the held-out articles too")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    polnear = options.shared / "corpora/polnear"
    articles = [a for a in load(polnear / "train.jsonl") if options.all or not held_out(a.id)]
    raw = [json.loads(line) for line in (polnear / "train.jsonl").open(encoding="utf-8")]
    texts = {row["id"]: row["text"] for row in raw if options.all or not held_out(row["id"])}
    annotators = load_annotators(polnear / "annotators.jsonl", texts)
    print(len(articles), "articles,", len(annotators), "of them by several people", flush=True)
    model = base_model(options.base)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    average = copy.deepcopy(model)
    learnt = [p for p in model.parameters() if p.requires_grad]
    kept = [p for p in average.parameters() if p.requires_grad]
    encoder = [p for name, p in model.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    steps = options.epochs * len(epoch_batches(articles, annotators, tokenizer, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / 100, 1) * max(0.02, 1 - s / (steps * 1.02))
    )
    step, began = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        total, batches = 0.0, epoch_batches(articles, annotators, tokenizer, chance)
        for examples_ in batches:
            loss = loss_of(model, collate(examples_, chance))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(AVERAGED, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(kept, learnt, 1 - keep)
            total += float(loss.detach())
            if step % 50 == 0:
                print(step, steps, f"{total / max(1, step % len(batches)):.4f}", f"{time.time() - began:.0f}s", flush=True)
        print("epoch", epoch + 1, f"loss {total / len(batches):.4f}", f"{time.time() - began:.0f}s", flush=True)
        torch.save(average.state_dict(), options.out)


if __name__ == "__main__":
    main()
