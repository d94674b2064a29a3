"""The time axis of charts, in UTC throughout: a day of publication has no hour and no place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

import altair as alt

from onrecord.record.searching.query import By

DAYS = {"week": 7, "month": 31}
LABELS = {"week": "%-d %b %Y", "month": "%b %Y"}
LONG = 500
"""Days from which weeks are labelled by the month."""
MOST_TICKS = 8
"""Labels of an axis, about."""
EPOCH = date(1970, 1, 1).toordinal()
"""The day from which Vega counts milliseconds."""


def over_time(field: str, by: By, days: Sequence[date], *, least: int) -> alt.X:
    """A time axis from the first day to the end of the last one's period.

    Args:
        field: what is placed on it.
        by: the period that each of the days begins.
        days: one or more.
        least: so many periods long at least; days that are few stand in its middle.
    """
    first, last = min(days).toordinal(), max(days).toordinal() + DAYS[by]
    more = max(0, least * DAYS[by] - (last - first)) // 2
    begin, end = max(first - more, 1), min(last + more, date.max.toordinal())
    labelled: By = "month" if end - begin > LONG else by
    return (
        alt.X(field, title="published")
        .scale(type="utc", domain=[_milliseconds(begin), _milliseconds(end)])
        .axis(
            values=[_milliseconds(day) for day in _ticks(labelled, begin, end)],
            labelExpr=f"utcFormat(datum.value, '{LABELS[labelled]}')",
            labelOverlap=True,
            labelFlush=False,
            grid=False,
        )
    )


def _milliseconds(day: int) -> int:
    """What Vega counts in, from a day's number."""
    return (day - EPOCH) * 86_400_000


def _ticks(by: By, begin: int, end: int) -> list[int]:
    """First days of periods in even steps, none so near the end that its label would not fit."""
    last = end - (end - begin) // 20
    if by == "week":
        monday = begin + -date.fromordinal(begin).weekday() % 7
        return [*range(monday, last + 1, 7 * ceil((end - monday) / (7 * MOST_TICKS)))]
    from_, to = (day.year * 12 + day.month - 1 for day in map(date.fromordinal, (begin, last)))
    whole_years = 12 * ceil((to - from_) / (12 * MOST_TICKS))
    step = next((s for s in (1, 2, 3, 6) if to - from_ <= s * MOST_TICKS), whole_years)
    months = range(from_ + -from_ % step, to + 1, step)
    days = [date(month // 12, month % 12 + 1, 1).toordinal() for month in months]
    return [day for day in days if day >= begin]
