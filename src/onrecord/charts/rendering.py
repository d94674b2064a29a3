"""Charts as files: a picture, the specification, or the data."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any
from xml.sax.saxutils import quoteattr

import altair as alt
import vl_convert

from onrecord.export.tabular import cell

VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
"""The version of Vega-Lite that Altair writes."""
SCALE = 2.0
"""Pixels of a PNG for one of an SVG, for screens that are fine enough to show them."""


def svg(chart: alt.Chart) -> str:
    """A chart as SVG, with its description for those who hear it; nothing is fetched for it."""
    spec = chart.to_dict()
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[])
    label = quoteattr(spec["description"])
    return drawn.replace("<svg ", f'<svg role="graphics-document" aria-label={label} ', 1)


def png(chart: alt.Chart) -> bytes:
    """A chart as PNG, twice as large."""
    spec = chart.to_dict()
    return vl_convert.vegalite_to_png(spec, vl_version=VERSION, scale=SCALE, allowed_base_urls=[])


def _specification(chart: alt.Chart) -> str:
    """A chart in Vega-Lite, with its data."""
    return chart.to_json(indent=2)


def _table(chart: alt.Chart) -> str:
    """A chart's data: a row each, under a row of names."""
    out = StringIO()
    writer = csv.DictWriter(out, chart.usermeta["columns"], lineterminator="\n")
    writer.writeheader()
    rows: list[dict[str, Any]] = [row for row in chart.data.values if row]
    writer.writerows({name: cell(row[name]) for name in writer.fieldnames} for row in rows)
    return out.getvalue()


FORMS: Mapping[str, Callable[[alt.Chart], bytes]] = {
    "svg": lambda chart: svg(chart).encode(),
    "png": png,
    "json": lambda chart: _specification(chart).encode(),
    "csv": lambda chart: _table(chart).encode(),
}
"""What a chart can be written as."""
