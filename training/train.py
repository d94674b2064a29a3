"""Fine-tuning: one encoder, two heads.

The first head tags word pieces (source, cue, content); the second says, for each cue, which role
each piece has in that cue's statement.
"""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import BertConfig

from onrecord.extracting.encoder import CLS, ROLE_LABELS, SEP, TAGS, WINDOW
from onrecord.extracting.roles import distance_buckets, paragraph_buckets
from training.augmentation import augment, headlines, sayings
from training.data import UNKNOWN, Example, Gold, examples, held_out, load, load_annotators
from training.model import AttributionModel

SEED = 7


@dataclass(frozen=True)
class Schedule:
    """How a network is trained.

    averaged: of the running average of the weights, which is what is kept.
    """

    epochs: int
    batch: int
    encoder_rate: float
    head_rate: float
    averaged: float


TRUST = 0.7
"""Share of the loss that a teacher's probabilities have, where there are any."""
FINE_TUNING = Schedule(9, 12, 3e-4, 1e-3, 0.998)
TEACHER = Schedule(4, 8, 1e-4, 1e-3, 0.998)
DISTILLING = Schedule(7, 12, 2.5e-4, 8e-4, 0.998)


def collate(batch: list[Example], chance: random.Random | None) -> dict[str, Tensor]:
    """A batch as arrays; with some noise in what is given where there is a source of chance."""
    length = max(len(e.ids) for e in batch) + 2
    count = max(1, *(len(e.cues) for e in batch))
    shape = (len(batch), length)
    ids, mask, paragraphs = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    marks = np.zeros((*shape, 3), dtype=np.int64)
    tags, nested = (np.full(shape, UNKNOWN, dtype=np.int64) for _ in range(2))
    cues = np.zeros((len(batch), count, 2), dtype=np.int64)
    roles = np.full((len(batch), count, length), UNKNOWN, dtype=np.int64)
    soft_tags = np.zeros((*shape, len(TAGS)), dtype=np.float32)
    soft_roles = np.zeros((*roles.shape, len(ROLE_LABELS)), dtype=np.float32)
    for row, e in enumerate(batch):
        n = len(e.ids)
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, e.ids, SEP
        marks[row, 1 : n + 1] = hidden_features(e.features, chance) if chance else e.features
        mask[row, : n + 2] = 1
        tags[row, 1 : n + 1] = e.tags
        nested[row, 1 : n + 1] = e.nested
        paragraphs[row, 1 : n + 1] = e.paragraphs
        if e.soft_tags is not None and e.soft_roles is not None:
            soft_tags[row, 1 : n + 1] = e.soft_tags
            soft_roles[row, : len(e.cues), 1 : n + 1] = e.soft_roles
        for k, (first, last, labels) in enumerate(e.cues):
            cues[row, k] = jittered(first, last, n, chance) if chance else (first + 1, last + 1)
            roles[row, k, 1 : n + 1] = labels
            roles[row, k, first + 1 : last + 2] = UNKNOWN
    places = np.arange(length)[None, None, :]
    distance = distance_buckets(places, cues[..., :1], cues[..., 1:])
    rows = np.arange(len(batch))[:, None]
    apart = paragraph_buckets(paragraphs[:, None, :], paragraphs[rows, cues[..., 0]][..., None])
    arrays = {"ids": ids, "features": marks, "mask": mask, "tags": tags, "nested": nested,
              "cues": cues, "roles": roles, "distance": distance, "apart": apart,
              "soft_tags": soft_tags, "soft_roles": soft_roles}  # fmt: skip
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


def scores_of(model: AttributionModel, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Scores of TAGS (B, L, 7) and NESTED_TAGS (B, L, 3), and of each cue's roles (B, K, L, 5)."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, pairs = (x.float() for x in model(batch["ids"], batch["features"], batch["mask"]))
    roles = model.role_scores(pairs, batch["cues"], batch["distance"], batch["apart"])
    return tags[..., : len(TAGS)], tags[..., len(TAGS) :], roles


def loss_of(model: AttributionModel, batch: dict[str, Tensor]) -> Tensor:
    """Cross-entropy with the labels, and with a teacher's probabilities where there are any."""
    tags, nested, roles = scores_of(model, batch)
    tag_loss = summed_loss(tags, batch["tags"], batch["soft_tags"])
    role_loss = summed_loss(roles, batch["roles"], batch["soft_roles"])
    nested_loss = summed_loss(nested, batch["nested"], None)
    pieces = (batch["tags"] >= 0).sum()
    statements = (batch["roles"] >= 0).any(-1).sum().clamp(min=1)
    return 2 * (tag_loss + nested_loss) / pieces + role_loss / (20 * statements)


def summed_loss(scores: Tensor, labels: Tensor, soft: Tensor | None) -> Tensor:
    """Cross-entropy, summed, of scores (..., n) with labels (...).

    Where a piece has probabilities of a teacher, in soft (..., n), they have the share TRUST in it.
    """
    flat = scores.flatten(0, -2)
    hard = cross_entropy(flat, labels.flatten(), reduction="none")
    if soft is None or not soft.any():
        return hard.sum()
    taught = soft.flatten(0, -2) * (labels.flatten() != UNKNOWN)[:, None]
    share = TRUST * taught.any(-1)
    return ((1 - share) * hard).sum() - TRUST * (taught * flat.log_softmax(-1)).sum()


def soft_labelled(
    teacher: AttributionModel, batches: Iterable[list[Example]]
) -> Iterator[list[Example]]:
    """The same batches with the probabilities that a teacher gives, of the outermost statements."""
    for batch in batches:
        with torch.inference_mode():
            tags, _, roles = scores_of(teacher, collate(batch, None))
        tag_shares, role_shares = (x.softmax(-1).numpy().astype(np.float16) for x in (tags, roles))
        yield [
            replace(
                e,
                soft_tags=tag_shares[row, 1 : len(e.ids) + 1] * ~e.certain[:, None],
                soft_roles=role_shares[row, : len(e.cues), 1 : len(e.ids) + 1]
                * (~e.certain & (np.arange(len(e.cues)) < e.outermost)[:, None])[..., None],
            )
            for row, e in enumerate(batch)
        ]


def epoch_batches(
    articles: list[Gold],
    annotators: dict[str, list[Gold]],
    tokenizer: Tokenizer,
    size: int,
    chance: random.Random,
) -> list[list[Example]]:
    """Every article once, changed at random and cut into windows, in batches of like length."""
    windows, pool, titles = [], sayings(articles), headlines(articles)
    for article in articles:
        choice = chance.choice([article, *annotators.get(article.id, [])])
        windows += list(examples(augment(choice, titles, pool, chance), tokenizer, WINDOW, chance))
    chance.shuffle(windows)
    windows.sort(key=lambda e: len(e.ids) // 40)
    batches = [windows[i : i + size] for i in range(0, len(windows), size)]
    chance.shuffle(batches)
    return batches


def fresh_epochs(
    articles: list[Gold], annotators: dict[str, list[Gold]], tokenizer: Tokenizer, plan: Schedule
) -> Iterator[list[list[Example]]]:
    """An epoch after the other, each with the articles changed and cut anew."""
    chance = random.Random(SEED)
    for _ in range(plan.epochs):
        yield epoch_batches(articles, annotators, tokenizer, plan.batch, chance)


def repeated_epochs(
    passes: list[list[list[Example]]], plan: Schedule
) -> Iterator[list[list[Example]]]:
    """One pass over the articles after the other, and again, each time in another order."""
    chance = random.Random(SEED)
    for number in range(plan.epochs):
        batches = passes[number % len(passes)]
        yield chance.sample(batches, len(batches))


def base_model(folder: Path) -> AttributionModel:
    settings = json.loads((folder / "config.json").read_text())
    # without fused attention, whose way back takes longer than it saves
    settings |= {"attention_probs_dropout_prob": 0.0, "attn_implementation": "eager"}
    model = AttributionModel(BertConfig(**settings))
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
    model: AttributionModel,
    epochs: Iterable[list[list[Example]]],
    plan: Schedule,
    out: Path,
) -> AttributionModel:
    """Train a network on epochs of batches; the running average of its weights is what is kept.

    The average is saved after each epoch and returned.
    """
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    average = copy.deepcopy(model)
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    learnt = [p for _, p in named]
    kept = [p for p in average.parameters() if p.requires_grad]
    encoder = [p for name, p in named if name.startswith("encoder.")]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    step, steps, began = 0, 0, time.time()
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / 100, 1) * max(0.02, 1 - step / max(steps, 1))
    )
    for epoch, batches in enumerate(epochs):
        steps = steps or plan.epochs * len(batches)
        model.train()
        losses = []
        for batch in batches:
            loss = loss_of(model, collate(batch, chance))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                share = 1 - min(plan.averaged, (1 + step) / (10 + step))
                torch._foreach_lerp_(kept, learnt, share)
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                recent = sum(losses[-50:]) / len(losses[-50:])
                print(f"{step}/{steps} {recent:.4f} {time.time() - began:.0f}s", flush=True)
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}", flush=True)
        torch.save(average.state_dict(), out)
    return average.eval()
