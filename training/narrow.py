"""A narrower network: the attention heads and inner channels that matter least are taken out.

Their weight is measured by how much the loss would change without them, to first order (Michel,
Levy and Neubig, NeurIPS 2019, for heads; the same for channels). Training goes on afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from training.data import Example
from training.model import AttributionModel
from training.train import collate, loss_of

HEADS, CHANNELS = 48, 1024
"""What is left of 72 heads in all, and of 1,536 inner channels in each layer."""


def narrow(model: AttributionModel, batches: Iterable[list[Example]]) -> AttributionModel:
    """The network without its least important parts, as measured on some batches."""
    heads, channels = importance(model, batches)
    least = torch.cat(heads).topk(HEADS).values.min()
    for number, layer in enumerate(model.encoder.encoder.layer):
        attention, size = layer.attention, layer.attention.self.attention_head_size
        best = (heads[number] >= least).nonzero().flatten()
        kept = (best[:, None] * size + torch.arange(size)).flatten()
        for part in (attention.self.query, attention.self.key, attention.self.value):
            keep_rows(part, kept)
        keep_columns(attention.output.dense, kept)
        kept = channels[number].topk(CHANNELS).indices.sort().values
        keep_rows(layer.intermediate.dense, kept)
        keep_columns(layer.output.dense, kept)
    return model


def importance(
    model: AttributionModel, batches: Iterable[list[Example]]
) -> tuple[list[Tensor], list[Tensor]]:
    """For each layer the importance of each head and of each inner channel."""
    layers = model.encoder.encoder.layer
    size = layers[0].attention.self.attention_head_size
    watched = [layer.attention.output.dense for layer in layers]
    watched += [layer.output.dense for layer in layers]
    totals = [torch.zeros(dense.in_features) for dense in watched]
    read: dict[int, Tensor] = {}

    def keep(number: int, vectors: Tensor) -> None:
        vectors.retain_grad()
        read[number] = vectors

    hooks = [
        dense.register_forward_pre_hook(lambda _, inputs, n=n: keep(n, inputs[0]))
        for n, dense in enumerate(watched)
    ]
    for batch in batches:
        model.zero_grad()
        loss_of(model, collate(batch, None)).backward()
        for n, vectors in read.items():
            assert vectors.grad is not None
            change = (vectors.float() * vectors.grad.float()).detach()
            if n < len(layers):
                change = change.unflatten(-1, (-1, size)).sum(-1).repeat_interleave(size, -1)
            totals[n] += change.abs().sum((0, 1))
    for hook in hooks:
        hook.remove()
    model.zero_grad()
    return [total[::size] for total in totals[: len(layers)]], totals[len(layers) :]


def keep_rows(dense: nn.Linear, kept: Tensor) -> None:
    dense.weight = nn.Parameter(dense.weight.detach()[kept].contiguous())
    dense.bias = nn.Parameter(dense.bias.detach()[kept].contiguous())
    dense.out_features = len(kept)


def keep_columns(dense: nn.Linear, kept: Tensor) -> None:
    dense.weight = nn.Parameter(dense.weight.detach()[:, kept].contiguous())
    dense.in_features = len(kept)
