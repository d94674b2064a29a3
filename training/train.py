"""Fine-tuning: one encoder, two heads.

The first head tags word pieces (source, cue, content); the second says, for each cue, which role
each piece has in that cue's statement.
"""

from __future__ import annotations

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
from training.data import (
    Example,
    Gold,
    augment,
    examples,
    held_out,
    load,
    load_annotators,
    sayings,
)
from training.model import AttributionModel

SEED = 7
BATCH = 12
ENCODER_RATE, HEAD_RATE = 3e-4, 1e-3
AVERAGED = 0.998  # of the running average of the weights, which is what is kept


def collate(batch: list[Example], chance: random.Random) -> dict[str, Tensor]:
    length = max(len(e.ids) for e in batch) + 2
    count = max(1, *(len(e.cues) for e in batch))
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
    articles: list[Gold],
    annotators: dict[str, list[Gold]],
    tokenizer: Tokenizer,
    chance: random.Random,
) -> list[list[Example]]:
    windows, pool = [], sayings(articles)
    for article in articles:
        choice = chance.choice([article, *annotators.get(article.id, [])])
        windows += list(examples(augment(choice, pool, chance), tokenizer, WINDOW, chance))
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


def training_articles(shared: Path) -> tuple[list[Gold], dict[str, list[Gold]], list[Gold]]:
    """Articles to train on, their other annotators' readings, and the articles kept back."""
    polnear = shared / "corpora/polnear"
    every = load(polnear / "train.jsonl")
    articles = [article for article in every if not held_out(article.id)]
    texts = {article.id: article.text for article in articles}
    annotators = load_annotators(polnear / "annotators.jsonl", texts)
    return articles, annotators, [article for article in every if held_out(article.id)]


def train(
    base: Path, articles: list[Gold], annotators: dict[str, list[Gold]], epochs: int, out: Path
) -> AttributionModel:
    """Fine-tune the base model; the running average of its weights is saved after each epoch."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = base_model(base)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    average = copy.deepcopy(model)
    learnt = [p for p in model.parameters() if p.requires_grad]
    kept = [p for p in average.parameters() if p.requires_grad]
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    encoder = [p for name, p in named if name.startswith("encoder.")]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = epochs * len(epoch_batches(articles, annotators, tokenizer, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / 100, 1) * max(0.02, 1 - step / steps)
    )
    step, began = 0, time.time()
    for epoch in range(epochs):
        model.train()
        losses = []
        for batch in epoch_batches(articles, annotators, tokenizer, chance):
            loss = loss_of(model, collate(batch, chance))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(kept, learnt, 1 - min(AVERAGED, (1 + step) / (10 + step)))
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                recent = sum(losses[-50:]) / len(losses[-50:])
                print(f"{step}/{steps} {recent:.4f} {time.time() - began:.0f}s", flush=True)
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}", flush=True)
        torch.save(average.state_dict(), out)
    return average.eval()
