"""The small parameters that belong to the trained encoder, from `model/heads.json`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from operator import mul

import msgspec


class Acceptance(msgspec.Struct, frozen=True):
    """From which evidence a candidate is a statement.

    cue_threshold: the probability from which a word piece may begin a cue;
    weights and bias: of the logistic that turns a candidate's evidence into its confidence;
    keep: the confidence from which a candidate is a statement.
    """

    cue_threshold: float = 0.1
    weights: list[float] = []
    bias: float = 0.0
    keep: float = 0.0

    def confidence(self, evidence: Sequence[float]) -> float:
        """Probability that a candidate is rightly linked, in 0 to 1."""
        return 1 / (1 + math.exp(-math.fsum(map(mul, evidence, self.weights)) - self.bias))


class Heads(msgspec.Struct, frozen=True):
    """What decoding needs besides the encoder; made with the model, see `training/`.

    distance: (DISTANCES, 5) and paragraph_distance: (5, 5), added to the role scores;
    outer: for the statements of the text itself; nested: for those inside another's content.
    """

    distance: list[list[float]]
    paragraph_distance: list[list[float]]
    outer: Acceptance = Acceptance()
    nested: Acceptance = Acceptance(cue_threshold=0.06)


@cache
def shipped_heads() -> Heads:
    """The parameters that belong to the shipped model."""
    data = files("onrecord.extracting").joinpath("model/heads.json").read_bytes()
    return msgspec.json.decode(data, type=Heads)
