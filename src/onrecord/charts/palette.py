"""The colours of acts: what confronts is red to orange, what cooperates violet to blue, else grey.

The three groups stay apart for all kinds of colour blindness. Within a group acts differ by
lightness, neighbours most, and every chart names them in this order. Each has a contrast of 3:1 at
least with its background.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.statement import ActLabel

Theme = Literal["light", "dark"]
Group = Literal["confrontational", "cooperative", "neutral"]

GROUPS: Mapping[Group, tuple[ActLabel, ...]] = {
    "confrontational": (
        "threaten", "warn", "accuse", "criticise", "deny", "refuse", "oppose", "demand",
    ),
    "cooperative": ("promise", "offer", "agree", "support", "concede", "propose"),
    "neutral": ("assert", "announce", "predict", "intend", "express", "ask", "decline"),
}  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """The colours of one background, as #rrggbb.

    ink: of titles; muted: of other words, and of statements without an act; grid: of thin lines;
    acts: in the order of GROUPS.
    """

    background: str
    ink: str
    muted: str
    grid: str
    acts: Mapping[ActLabel, str]


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        background="#ffffff", ink="#1b1d21", muted="#5a5e66", grid="#e4e5e8",
        acts={
            "threaten": "#7b011c", "warn": "#b54700", "accuse": "#900110", "criticise": "#bf5900",
            "deny": "#9d200a", "refuse": "#ca6900", "oppose": "#aa3402", "demand": "#d37b0d",
            "promise": "#391c8d", "offer": "#2b6dbb", "agree": "#363a9f", "support": "#2a84c6",
            "concede": "#3154ae", "propose": "#349bcf",
            "assert": "#94938f", "announce": "#61605c", "predict": "#878582", "intend": "#555350",
            "express": "#7a7975", "ask": "#494844", "decline": "#6d6c68",
        },
    ),
    "dark": Palette(
        background="#16181d", ink="#eceef1", muted="#a3a8b1", grid="#2e3138",
        acts={
            "threaten": "#de3d34", "warn": "#f9953f", "accuse": "#e7552f", "criticise": "#fca94f",
            "deny": "#ee6b2e", "refuse": "#ffbc62", "oppose": "#f48134", "demand": "#fecf7f",
            "promise": "#7063d6", "offer": "#6cadfe", "agree": "#6e7ce7", "support": "#7dc3fe",
            "concede": "#6b95f5", "propose": "#95d7fe",
            "assert": "#6d6c68", "announce": "#afaeaa", "predict": "#7d7c78", "intend": "#c1bfbb",
            "express": "#8d8c88", "ask": "#d2d1cd", "decline": "#9e9d99",
        },
    ),
}  # fmt: skip
