"""Write the trained network as the int8 ONNX file that is shipped.

The graph is built by hand from the operators that ONNX Runtime runs fastest (fused attention,
bias and GELU), then its weights are quantised.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.extracting.encoder import PAIR_WIDTH, ROLE_LABELS, TAGS
from training.model import FEATURE_SIZES, AttributionModel

OPSET, MICROSOFT = 17, "com.microsoft"


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


def build(model: AttributionModel) -> onnx.ModelProto:
    """The network as an ONNX model in floating point."""
    state = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    config = model.encoder.config
    graph = Graph()
    hidden = _embeddings(graph, state, config.layer_norm_eps)
    graph.add("Cast", ["mask"], "mask32", to=TensorProto.INT32)
    for layer in range(config.num_hidden_layers):
        hidden = _layer(
            graph, state, layer, hidden, config.num_attention_heads, config.layer_norm_eps
        )
    _dense(graph, state, "tags", hidden, "tags")
    product = graph.add(
        "MatMul", [hidden, graph.weight("roles.w", state["roles.0.weight"].T)], "roles_product"
    )
    bias = graph.weight("roles.b", state["roles.0.bias"])
    _dense(
        graph, state, "pairs", graph.add("BiasGelu", [product, bias], "roles", MICROSOFT), "pairs"
    )
    integers = {
        "ids": ["batch", "length"],
        "features": ["batch", "length", 3],
        "mask": ["batch", "length"],
    }
    floats = {
        "tags": ["batch", "length", len(TAGS)],
        "pairs": ["batch", "length", 3 * PAIR_WIDTH + len(ROLE_LABELS)],
    }
    made = helper.make_graph(
        graph.nodes,
        "attribution",
        [helper.make_tensor_value_info(n, TensorProto.INT64, s) for n, s in integers.items()],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in floats.items()],
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
    graph.add(
        "Gather", [graph.weight("words", state[prefix + "word_embeddings.weight"]), "ids"], "word"
    )
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


def _layer(
    graph: Graph, state: dict[str, np.ndarray], number: int, hidden: str, heads: int, epsilon: float
) -> str:
    prefix, name = f"encoder.encoder.layer.{number}.", f"layer{number}."
    get = lambda key: state[prefix + key]  # noqa: E731
    parts = ("query", "key", "value")
    weight = np.concatenate([get(f"attention.self.{p}.weight").T for p in parts], axis=1)
    bias = np.concatenate([get(f"attention.self.{p}.bias") for p in parts])
    attended = graph.add(
        "Attention",
        [hidden, graph.weight(name + "qkv", weight), graph.weight(name + "qkv.b", bias), "mask32"],
        name + "attention", MICROSOFT, num_heads=heads,
    )  # fmt: skip
    hidden = _close(graph, attended, hidden, get, "attention.output", name + "attended", epsilon)
    product = graph.add(
        "MatMul",
        [hidden, graph.weight(name + "wide", get("intermediate.dense.weight").T)],
        name + "wide_product",
    )
    wide = graph.add(
        "BiasGelu", [product, graph.weight(name + "wide_bias", get("intermediate.dense.bias"))],
        name + "gelu", MICROSOFT,
    )  # fmt: skip
    return _close(graph, wide, hidden, get, "output", name + "out", epsilon)


def _close(graph: Graph, inner: str, skip: str, get, key: str, name: str, epsilon: float) -> str:
    """A dense layer, the residual and its normalisation."""
    product = graph.add(
        "MatMul",
        [inner, graph.weight(name + ".w", get(f"{key}.dense.weight").T)],
        name + ".product",
    )
    dense = graph.add(
        "Add", [product, graph.weight(name + ".b", get(f"{key}.dense.bias"))], name + ".dense"
    )
    # not SkipLayerNormalization: ONNX Runtime's kernel for it takes many times as long
    total = graph.add("Add", [dense, skip], name + ".sum")
    norms = [graph.weight(f"{name}.{x}", get(f"{key}.LayerNorm.{x}")) for x in ("weight", "bias")]
    return graph.add("LayerNormalization", [total, *norms], name, epsilon=epsilon, axis=-1)


def export(model: AttributionModel, path: Path) -> None:
    """Write `model` to `path`, weights in 8 bits."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(build(model), exact)
        quantize_dynamic(
            exact, path, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
