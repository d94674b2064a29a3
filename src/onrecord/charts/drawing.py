"""The charts: acts over time, one actor's acts, and red lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Unpack

import altair as alt

from onrecord.charts import MOST_LINES
from onrecord.charts.palette import PALETTES, Palette, Theme
from onrecord.charts.rows import (
    ACT_FIELDS,
    LINE_FIELDS,
    Row,
    act_rows,
    cut,
    line_rows,
    words_of_counts,
    words_of_lines,
    words_of_query,
)
from onrecord.charts.time_axis import over_time
from onrecord.record import Record
from onrecord.record.searching.query import By, Filters, Query, merged
from onrecord.record.searching.timeline import Timeline
from onrecord.statement import ActLabel

WIDTH = 640
MOST_OF_TITLE, MOST_OF_SUBTITLE = 72, 108
"""Columns that are as wide as the chart."""
FEW_PERIODS = 80
"""So many periods at most have gaps between their bars, and bars that can be told one by one."""
MOST_TICKS = 8
LETTER = 5.7
"""Pixels of a letter of a label, where they are wide: a browser's own letters may be."""
LEAST_PERIODS, LEAST_WEEKS = 12, 4
"""How long a time axis is at least, or one month would be as wide as the chart; of red lines."""
WORDS = {"week": "week of %-d %B %Y", "month": "%B %Y"}
NO_ACT = "no act"


def acts(
    record: Record,
    query: Query | None = None,
    *,
    by: By = "month",
    theme: Theme = "light",
    **filters: Unpack[Filters],
) -> alt.Chart:
    """Draw how many statements do what, by week or month of publication: stacked bars.

    Args:
        record: where they are.
        query, filters: what is looked for; see `Record.statements`.
        by: week or month.
        theme: for a light or a dark background.

    Raises:
        SearchError: the query cannot be understood.
    """
    wanted, palette = merged(query, filters), PALETTES[theme]
    timeline = record.timeline(wanted, by=by)
    title = _title(f"Statements by act and {by}", words_of_counts(timeline), wanted)
    heights = _heights(timeline)
    if not heights:
        return _nothing(act_rows(timeline), ACT_FIELDS, title, palette)
    colours, few = _colours_of(timeline, palette), len(heights) <= FEW_PERIODS
    # with more ticks than statements, some would be at halves of one
    numbers = alt.Axis(format=",d", tickCount=min(MOST_TICKS, max(heights.values())))
    chart = (
        _of_acts(timeline, title, list(colours))
        .mark_bar(stroke=palette.background, strokeWidth=0.6 * few, binSpacing=int(few), aria=few)
        .encode(
            x=over_time("begins:T", by, list(heights), least=LEAST_PERIODS).bin("binned"),
            x2="ends:T",
            y=alt.Y("statements:Q", axis=numbers),
            order=alt.Order("place:Q"),
            color=_colour("does:N", dict(reversed(colours.items()))),  # as the bars are stacked
        )
    )
    return _styled(chart.properties(height=340), palette)


def actor(
    record: Record,
    whose: str,
    query: Query | None = None,
    *,
    by: By = "month",
    theme: Theme = "light",
    **filters: Unpack[Filters],
) -> alt.Chart:
    """Draw what one actor's statements do over time: a row an act, a larger dot for more.

    Args:
        record: where they are.
        whose: an id, the beginning of one that fits no other, or a name that no other has.
        query, by, theme, filters: see `acts`.

    Raises:
        RecordError: no actor fits, or several do.
        SearchError: the query cannot be understood.
    """
    found = record.actors.show(whose).actor
    wanted, palette = merged(query, filters), PALETTES[theme]
    timeline = record.timeline(wanted, by=by, actor=found.id)
    about = f"{found.name}: statements by act and {by}"
    title = _title(about, words_of_counts(timeline), wanted)
    heights = _heights(timeline)
    if not heights:
        return _nothing(act_rows(timeline), ACT_FIELDS, title, palette)
    colours = _colours_of(timeline, palette)
    most = max(one.statements for one in timeline.periods if one.begins)
    chart = (
        _of_acts(timeline, title, list(colours))
        .mark_circle(opacity=1)
        .encode(
            x=over_time("middle:T", by, list(heights), least=LEAST_PERIODS),
            y=alt.Y("does:N", sort=list(colours), title=None, axis=alt.Axis(grid=True)),
            size=alt.Size("statements:Q")
            .scale(domain=[0, most], rangeMax=400)
            .legend(
                values=sorted({1, ceil(most / 2), most}),
                format=",d",
                symbolType="circle",
                symbolFillColor=palette.muted,
                symbolStrokeWidth=0,
            ),
            color=_colour("does:N", colours).legend(None),
        )
    )
    return _styled(chart.properties(height=alt.Step(24)), palette)


def redlines(
    record: Record,
    query: Query | None = None,
    *,
    limit: int = MOST_LINES,
    latest: int | None = None,
    theme: Theme = "light",
    **filters: Unpack[Filters],
) -> alt.Chart:
    """Draw when conditional threats, warnings, promises, offers and refusals were said.

    A row is what one actor announced for one case, with a dot each time that it was said. The
    latest said come first.

    Args:
        record: where they are.
        query, theme, filters: see `acts`.
        limit: so many rows at most.
        latest: see `Record.red_lines`.

    Raises:
        SearchError: the query cannot be understood.
    """
    wanted, palette = merged(query, filters), PALETTES[theme]
    found = record.red_lines(wanted, latest=latest)
    shown = [line for line in found if line.last][:limit]
    title = _title("Red lines and offers", words_of_lines(shown, found), wanted)
    if not shown:
        return _nothing(line_rows(found[:limit]), LINE_FIELDS, title, palette)
    rows = line_rows(shown)
    days = [date.fromisoformat(row["said_on"]) for row in rows if row["said_on"]]
    chart = (
        _chart(rows, LINE_FIELDS, title)
        .transform_filter("isValid(datum.said_on)")
        .transform_calculate(
            who="datum.name || 'nobody named'",
            said="utcFormat(toDate(datum.said_on), '%-d %B %Y')",
            told="datum.said + ', ' + datum.who + ': ' + datum.act + ', ' + datum.condition"
            " + (datum.consequence ? ', ' + datum.consequence : '')",
        )
        .mark_line(strokeWidth=1.5, aria=False, point=alt.OverlayMarkDef(size=90, aria=True))
        .encode(
            x=over_time("said_on:T", "week", days, least=LEAST_WEEKS).title("said"),
            y=_of_lines([row["label"] for row in rows]),
            detail="line:N",
            color=_colour("act:N", _colours({line.act for line in shown}, palette)),
            tooltip=_tooltip(
                who="who", act="act", condition="if", consequence="then", said="said",
                outlet="outlet",
            ),
            description="told:N",
        )
    )  # fmt: skip
    return _styled(chart.properties(height=alt.Step(36)), palette)


def _of_lines(labels: Sequence[str]) -> alt.Y:
    """The axis of red lines, each with a label of two lines beside its dots."""
    longest = max(len(part) for label in labels for part in label.split("\n"))
    axis = alt.Axis(
        labelExpr="slice(split(datum.label, '\\n'), 1)",
        labelLimit=0,
        minExtent=LETTER * longest,
        labelOffset=-7,
        grid=True,
        aria=False,
    )
    return alt.Y("label:N", sort=alt.EncodingSortField("line", op="min"), title=None, axis=axis)


def _title(text: str, counts: str, query: Query) -> alt.Title:
    lines = [line for line in (counts, words_of_query(query)) if line]
    return alt.Title(
        cut(text, MOST_OF_TITLE), subtitle=[cut(line, MOST_OF_SUBTITLE) for line in lines]
    )


def _chart(rows: Sequence[Row], fields: Sequence[str], title: alt.Title) -> alt.Chart:
    """A chart of rows that knows its data's columns, also where there are no rows."""
    return alt.Chart(
        alt.InlineData(values=rows or [{}]),
        width=WIDTH,
        title=title,
        description=". ".join([title.text, *title.subtitle]),
        usermeta={"columns": [*fields]},
    )


def _nothing(
    rows: Sequence[Row], fields: Sequence[str], title: alt.Title, palette: Palette
) -> alt.Chart:
    """A chart that says so; its rows, if any, have no date."""
    text = "nothing found with a date" if rows else "nothing found"
    chart = _chart(rows, fields, title).transform_aggregate(rows="count()")
    said = chart.mark_text(text=text, color=palette.muted, size=16)
    return _styled(said.properties(height=120), palette)


def _heights(timeline: Timeline) -> Counter[date]:
    """How many statements each period that has a date has, once for every act."""
    heights: Counter[date] = Counter()
    for one in timeline.periods:
        if one.begins:
            heights[one.begins] += one.statements
    return heights


def _of_acts(timeline: Timeline, title: alt.Title, order: Sequence[str]) -> alt.Chart:
    """A chart of the periods that have a date, with what it says of each."""
    by = timeline.by
    return (
        _chart(act_rows(timeline), ACT_FIELDS, title)
        .transform_filter("isValid(datum.begins)")
        .transform_calculate(
            does=f"datum.act || '{NO_ACT}'",
            place=f"indexof({list(order)}, datum.does)",
            ends=f"utcOffset('{by}', toDate(datum.begins), 1)",
            middle="(time(toDate(datum.begins)) + time(datum.ends)) / 2",
            count="format(datum.statements, ',d')",
            published=f"utcFormat(toDate(datum.begins), '{WORDS[by]}')",
            told="datum.published + ', ' + datum.does + ': ' + datum.count",
        )
        .encode(
            tooltip=_tooltip(published="published", does="act", count="statements"),
            description="told:N",
        )
    )


def _tooltip(**titles: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def _colours_of(timeline: Timeline, palette: Palette) -> dict[str, str]:
    """The colours of the acts that have a date."""
    return _colours({one.act for one in timeline.periods if one.begins}, palette)


def _colours(acts: Collection[ActLabel | None], palette: Palette) -> dict[str, str]:
    """The colours of acts, in the palette's order."""
    found: dict[str, str] = {act: colour for act, colour in palette.acts.items() if act in acts}
    return found | ({NO_ACT: palette.muted} if None in acts else {})


def _colour(field: str, colours: Mapping[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color(field, title="act", scale=scale)


def _styled(chart: alt.Chart, palette: Palette) -> alt.Chart:
    """A chart with the colours and letters of a background."""
    words = {"labelColor": palette.muted, "titleColor": palette.muted, "titleFontWeight": "normal"}
    lines = {"gridColor": palette.grid, "domainColor": palette.grid, "tickColor": palette.grid}
    styled: alt.Chart = (
        chart.configure(background=palette.background, font="sans-serif", padding=12)
        .configure_view(stroke=None)
        .configure_axis(**words, **lines)
        .configure_legend(**words)
        .configure_title(
            anchor="start", frame="bounds", offset=14, color=palette.ink,
            fontSize=15, subtitleColor=palette.muted, subtitlePadding=4,
        )
    )  # fmt: skip
    return styled
