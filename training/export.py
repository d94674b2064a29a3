"""Write the trained network as the int8 ONNX file that is shipped.

The graph is built by hand from the operators that ONNX Runtime runs fastest (fused attention,
bias and GELU), then its weights are quantised. A few channels have values many times as large as
all others, and at run time one scale serves a whole window; these channels are therefore divided
before the dense layer that reads them, and its weights multiplied (after SmoothQuant, Xiao et al.,
ICML 2023).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from onrecord.extracting.encoder import (
    NESTED_TAGS,
    PAIR_WIDTH,
    ROLE_LABELS,
    TAGS,
    WIDTH,
)
from training.data import Example
from training.model import FEATURE_SIZES, AttributionModel
from training.train import collate, scores_of

Channels = dict[str, np.ndarray]
"""A number for each channel that a layer reads, by the layer's name."""

OPSET, MICROSOFT = 17, "com.microsoft"
LARGE = 3.0
"""From how many times the median on a channel is divided."""


class Graph:
    """Nodes and weights of a graph that is being built."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, array: np.ndarray) -> str:
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(
        self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name, domain=domain, **attributes))
        return name


def channel_divisors(model: AttributionModel, batches: Iterable[list[Example]]) -> Channels:
    """By what to divide each channel that the feed-forward layers read: 1, or more where large."""
    peaks: Channels = {}
    watched = {}
    for number, layer in enumerate(model.encoder.encoder.layer):
        watched[f"layer{number}.wide"] = layer.intermediate.dense
        watched[f"layer{number}.out"] = layer.output.dense

    def watch(name: str, vectors: Tensor) -> None:
        peak = vectors.abs().amax(dim=(0, 1)).float().numpy()
        peaks[name] = np.maximum(peaks.get(name, 0), peak)

    hooks = [
        dense.register_forward_pre_hook(lambda _, inputs, name=name: watch(name, inputs[0]))
        for name, dense in watched.items()
    ]
    with torch.inference_mode():
        for batch in batches:
            scores_of(model, collate(batch, None))
    for hook in hooks:
        hook.remove()
    return {name: np.maximum(1, p / (LARGE * np.median(p))) for name, p in peaks.items()}


def build(model: AttributionModel, divisors: Channels) -> onnx.ModelProto:
    """The network as an ONNX model in floating point."""
    state = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    config = model.encoder.config
    graph = Graph()
    hidden = _embeddings(graph, state, config.layer_norm_eps)
    for number, layer in enumerate(model.encoder.encoder.layer):
        size = layer.attention.self.attention_head_size
        hidden = _layer(graph, state, number, hidden, size, config.layer_norm_eps, divisors)
    _dense(graph, state, "tags", hidden, "tags")
    product = graph.add(
        "MatMul", [hidden, graph.weight("roles.w", state["roles.0.weight"].T)], "roles_product"
    )
    bias = graph.weight("roles.b", state["roles.0.bias"])
    rolled = graph.add("BiasGelu", [product, bias], "roles", MICROSOFT)
    pairs = _dense(graph, state, "pairs", rolled, "pair_vectors")
    for inner, outer in ((pairs, "pairs"), (hidden, "vectors")):
        graph.add("Cast", [inner], outer, to=TensorProto.FLOAT16)  # kept in half the memory
    integers = {"ids": ["batch", "length"], "features": ["batch", "length", 3]}
    outputs = (
        ("tags", TensorProto.FLOAT, len(TAGS) + len(NESTED_TAGS)),
        ("pairs", TensorProto.FLOAT16, 3 * PAIR_WIDTH + len(ROLE_LABELS)),
        ("vectors", TensorProto.FLOAT16, WIDTH),
    )
    made = helper.make_graph(
        graph.nodes,
        "attribution",
        [helper.make_tensor_value_info(n, TensorProto.INT64, s) for n, s in integers.items()],
        [helper.make_tensor_value_info(n, t, ["batch", "length", w]) for n, t, w in outputs],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="onrecord")


def _dense(graph: Graph, state: dict[str, np.ndarray], key: str, inner: str, name: str) -> str:
    product = graph.add(
        "MatMul", [inner, graph.weight(name + ".w", state[f"{key}.weight"].T)], name + "_product"
    )
    return graph.add("Add", [product, graph.weight(name + ".b", state[f"{key}.bias"])], name)


def _embeddings(graph: Graph, state: dict[str, np.ndarray], epsilon: float) -> str:
    prefix = "encoder.embeddings."
    _words(graph, state[prefix + "word_embeddings.weight"])
    tables = [state[f"features.{i}.weight"] for i in range(len(FEATURE_SIZES))]
    combined = (
        tables[0][:, None, None] + tables[1][None, :, None] + tables[2][None, None, :]
    ).reshape(-1, tables[0].shape[1]) + state[prefix + "token_type_embeddings.weight"][0]
    steps = np.array([FEATURE_SIZES[1] * FEATURE_SIZES[2], FEATURE_SIZES[2], 1], dtype=np.int64)
    graph.add("Mul", ["features", graph.weight("steps", steps)], "feature_steps")
    axis = graph.weight("last_axis", np.array([-1], dtype=np.int64))
    graph.add("ReduceSum", ["feature_steps", axis], "feature", keepdims=0)
    graph.add("Gather", [graph.weight("feature_table", combined), "feature"], "feature_vector")
    graph.add("Shape", ["ids"], "length", start=1, end=2)
    zero = graph.weight("zero", np.array([0], dtype=np.int64))
    positions = graph.weight("positions", state[prefix + "position_embeddings.weight"])
    graph.add("Slice", [positions, zero, "length", zero], "position")
    graph.add("Add", ["word", "feature_vector"], "word_feature")
    graph.add("Add", ["word_feature", "position"], "embedded")
    return graph.add(
        "LayerNormalization",
        [
            "embedded",
            *(
                graph.weight(f"embed.{x}", state[f"{prefix}LayerNorm.{x}"])
                for x in ("weight", "bias")
            ),
        ],
        "embedding",
        epsilon=epsilon,
        axis=-1,
    )


def _words(graph: Graph, table: np.ndarray) -> None:
    """The words' vectors in 8 bits, each with a scale of its own."""
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    whole = np.round(table / scale).astype(np.int8)
    graph.add("Gather", [graph.weight("words", whole), "ids"], "word_whole")
    graph.add("Gather", [graph.weight("words.scale", scale), "ids"], "word_scale")
    graph.add("Cast", ["word_whole"], "word_number", to=TensorProto.FLOAT)
    graph.add("Mul", ["word_number", "word_scale"], "word")


def _layer(
    graph: Graph,
    state: dict[str, np.ndarray],
    number: int,
    hidden: str,
    head_size: int,
    epsilon: float,
    divisors: Channels,
) -> str:
    prefix, name = f"encoder.encoder.layer.{number}.", f"layer{number}."
    get = lambda key: state[prefix + key]  # noqa: E731
    parts = [
        _dense(graph, state, f"{prefix}attention.self.{part}", hidden, name + part)
        for part in ("query", "key", "value")
    ]
    heads = len(get("attention.self.query.bias")) // head_size
    attended = graph.add(
        "MultiHeadAttention", parts, name + "attention", MICROSOFT, num_heads=heads
    )
    product = graph.add(
        "MatMul",
        [attended, graph.weight(name + "attended.w", get("attention.output.dense.weight").T)],
        name + "attended.product",
    )
    hidden = _close(graph, product, hidden, get, "attention.output", name + "attended", epsilon)
    product = _divided_product(
        graph, hidden, get("intermediate.dense.weight"), divisors[name + "wide"], name + "wide"
    )
    wide = graph.add(
        "BiasGelu", [product, graph.weight(name + "wide_bias", get("intermediate.dense.bias"))],
        name + "gelu", MICROSOFT,
    )  # fmt: skip
    product = _divided_product(
        graph, wide, get("output.dense.weight"), divisors[name + "out"], name + "out"
    )
    return _close(graph, product, hidden, get, "output", name + "out", epsilon)


def _divided_product(
    graph: Graph, inner: str, weight: np.ndarray, divisor: np.ndarray, name: str
) -> str:
    """The product with a dense layer's weight, whose inputs are divided before it."""
    scale = graph.weight(name + ".scale", (1 / divisor).astype(np.float32))
    divided = graph.add("Mul", [inner, scale], name + ".divided")
    return graph.add(
        "MatMul", [divided, graph.weight(name + ".w", (weight * divisor).T)], name + ".product"
    )


def _close(graph: Graph, product: str, skip: str, get, key: str, name: str, epsilon: float) -> str:
    """What follows the product of a dense layer: its bias, the residual, the normalisation."""
    dense = graph.add(
        "Add", [product, graph.weight(name + ".b", get(f"{key}.dense.bias"))], name + ".dense"
    )
    total = graph.add("Add", [dense, skip], name + ".sum")
    norms = [graph.weight(f"{name}.{x}", get(f"{key}.LayerNorm.{x}")) for x in ("weight", "bias")]
    return graph.add("LayerNormalization", [total, *norms], name, epsilon=epsilon, axis=-1)


def export(model: AttributionModel, batches: Iterable[list[Example]], path: Path) -> None:
    """Write `model` to `path`, weights in 8 bits; `batches` show which channels are large."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(build(model, channel_divisors(model, batches)), exact)
        quantize_dynamic(
            exact, path, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
