"""The weights of the second model (commit d3a64d8), read back from its ONNX file, to go on from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.model import FEATURE_SIZES, AttributionModel


def load_released(model: AttributionModel, folder: Path) -> None:
    """Give a network the second model's weights, which are rounded to 8 bits."""
    graph = onnx.load(folder / "attribution.onnx").graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    tables = json.loads((folder / "heads.json").read_text())

    def read(name: str) -> Tensor:
        if name in arrays:
            return torch.from_numpy(arrays[name].astype(np.float32))
        whole, scale, zero = (
            arrays[f"{name}_{part}"].astype(np.float32)
            for part in ("quantized", "scale", "zero_point")
        )
        return torch.from_numpy((whole - zero) * scale)

    encoder = "encoder.embeddings."
    words = model.encoder.embeddings.word_embeddings.weight  # those of the base, never trained
    features = feature_tables(read("feature_table"))
    state = {
        encoder + "word_embeddings.weight": words,
        encoder + "position_embeddings.weight": read("positions"),
        encoder + "token_type_embeddings.weight": torch.zeros(2, words.shape[1]),
        encoder + "LayerNorm.weight": read("embed.weight"),
        encoder + "LayerNorm.bias": read("embed.bias"),
        "distance.weight": torch.tensor(tables["distance"]),
        "paragraph_distance.weight": torch.tensor(tables["paragraph_distance"]),
        "roles.0.weight": read("roles.w").T,
        "roles.0.bias": read("roles.b"),
    }
    state |= {f"features.{n}.weight": table for n, table in enumerate(features)}
    for key in ("tags", "pairs"):
        state |= {f"{key}.weight": read(f"{key}.w").T, f"{key}.bias": read(f"{key}.b")}
    for number in range(model.encoder.config.num_hidden_layers):
        name, layer = f"layer{number}.", f"encoder.encoder.layer.{number}."
        parts = zip(("query", "key", "value"), read(name + "qkv").chunk(3, 1),
                    read(name + "qkv.b").chunk(3), strict=True)  # fmt: skip
        for part, weight, bias in parts:
            state[f"{layer}attention.self.{part}.weight"] = weight.T
            state[f"{layer}attention.self.{part}.bias"] = bias
        for short, key in (("attended", "attention.output"), ("out", "output")):
            state[f"{layer}{key}.dense.bias"] = read(f"{name}{short}.b")
            state[f"{layer}{key}.LayerNorm.weight"] = read(f"{name}{short}.weight")
            state[f"{layer}{key}.LayerNorm.bias"] = read(f"{name}{short}.bias")
        state[layer + "attention.output.dense.weight"] = read(name + "attended.w").T
        state[layer + "intermediate.dense.bias"] = read(name + "wide_bias")
        for short, key in (("wide", "intermediate.dense"), ("out", "output.dense")):
            divided = read(f"{name}{short}.w").T * read(f"{name}{short}.scale")
            state[f"{layer}{key}.weight"] = divided
    model.load_state_dict(state)


def feature_tables(combined: Tensor) -> list[Tensor]:
    """Tables whose sums give the combined one: each feature's mean, the grand mean in the first."""
    width = combined.shape[1]
    grid = combined.reshape(*FEATURE_SIZES, width)
    whole = grid.mean((0, 1, 2))
    first, second, third = (grid.mean(axes) - whole for axes in ((1, 2), (0, 2), (0, 1)))
    return [first + whole, second, third]
