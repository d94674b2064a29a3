"""Charts of a record: its acts over time, one actor's, and its red lines.

Each is an `altair.Chart` with its data in it: a notebook shows it, `svg` makes a picture of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.charts.drawing import actor, acts, redlines
    from onrecord.charts.rendering import FORMS, png, svg

__all__ = ["FORMS", "actor", "acts", "png", "redlines", "svg"]

MOST_LINES = 25
"""Red lines in a chart, where no number is given."""


def __getattr__(name: str) -> Any:
    """Load Altair, which is large and an extra, when a chart is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part = "drawing" if name in ("actor", "acts", "redlines") else "rendering"
    try:
        return getattr(import_module(f"onrecord.charts.{part}"), name)
    except ModuleNotFoundError as error:
        raise OnrecordError(
            f"a chart needs {error.name}; install it with: pip install 'onrecord[charts]'"
        ) from error
