"""What is looked for: the same from keyword arguments, flags or a URL's parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypedDict, get_args

from onrecord.errors import SearchError
from onrecord.statement import ActLabel, ContinuityLabel, Kind

Part = Literal["condition", "consequence", "addressee", "said_on", "said_at", "speaker", "parent"]
"""What a statement may have or lack."""
Sort = Literal["date", "relevance"]
By = Literal["week", "month"]
"""Periods to count by; a week begins on Monday."""

PARTS: tuple[Part, ...] = get_args(Part)
DEFAULT_LIMIT, DEFAULT_MATCHES = 20, 20
"""Statements on a page, and matches of a quote, where no number is given."""
MOST = 10**15
"""The largest limit that there may be; no database counts much further."""


class Filters(TypedDict, total=False):
    """The fields of a `Query` as keyword arguments."""

    text: str | None
    speaker: str | None
    addressee: str | None
    act: ActLabel | None
    kind: Kind | None
    continuity: ContinuityLabel | None
    outlet: str | None
    since: date | None
    until: date | None
    has: tuple[Part, ...]
    id: str | None
    article: str | None
    actor: str | None


@dataclass(frozen=True, kw_only=True)
class Query:
    """What statements must be like; what is None does not matter.

    text: words of the content, in the language of `search_text`; speaker: a name of the
    speaker's, or words of the source; addressee: words of whom it was said to; act: what a
    stretch does; has: parts that it has, a condition on the same stretch as `act`; since, until:
    days of publication, both included; id: a statement's, or its beginning; article: an article's;
    actor: an actor's id.
    """

    text: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    act: ActLabel | None = None
    kind: Kind | None = None
    continuity: ContinuityLabel | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    has: tuple[Part, ...] = ()
    id: str | None = None
    article: str | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        _one_of("act", self.act, get_args(ActLabel))
        _one_of("kind", self.kind, get_args(Kind))
        _one_of("continuity", self.continuity, get_args(ContinuityLabel))
        for part in self.has:
            _one_of("has", part, PARTS)
        for name in ("since", "until"):
            day = getattr(self, name)
            if day is not None and type(day) is not date:  # a datetime is a date, and compares not
                raise SearchError(f"{name} needs a datetime.date, not {day!r}")
        if self.since and self.until and self.since > self.until:
            raise SearchError(f"since {self.since} is after until {self.until}")

    @classmethod
    def from_parameters(cls, given: Iterable[tuple[str, str]]) -> Query:
        """A query from a URL's parameters, as `parameters` gives them; empty ones are passed over.

        Raises:
            SearchError: a parameter is none of a query's, comes twice, or has no such value.
        """
        values: dict[str, Any] = {}
        for name, value in given:
            if name not in _NAMES:
                raise SearchError(f"there is no filter {name}; there are {', '.join(_NAMES)}")
            if not value.strip():
                continue
            if name == "has":
                values["has"] = (*values.get("has", ()), value)
            elif name in values:
                raise SearchError(f"{name} is given twice")
            else:
                values[name] = _day(name, value) if name in ("since", "until") else value
        return cls(**values)

    def parameters(self) -> list[tuple[str, str]]:
        """The query as a URL's parameters."""
        found = []
        for name in _NAMES:
            value = getattr(self, name)
            several = value if isinstance(value, tuple) else () if value is None else (value,)
            found += [(name, str(one)) for one in several]
        return found


_NAMES = tuple(field.name for field in fields(Query))


def valid(*, sort: str = "date", by: str = "month", limit: int | None = None) -> None:
    """Refuse what is asked besides a query where there is no such order, period or number."""
    _one_of("sort", sort, get_args(Sort))
    _one_of("by", by, get_args(By))
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise SearchError(f"limit needs a number from 1, not {limit!r}")
    if limit is not None and limit > MOST:
        raise SearchError(f"limit needs a number to {MOST:,}, not {limit:,}")


def _one_of(name: str, value: str | None, values: Iterable[str]) -> None:
    if value is not None and value not in values:
        raise SearchError(f"{name} may be {', '.join(values)}, not {value}")


def _day(name: str, value: str) -> date:
    day: date | None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:  # Python reads other forms as well
        raise SearchError(f"{name} needs a date as YYYY-MM-DD, not {value}")
    return day


def merged(query: Query | None, filters: Filters) -> Query:
    """A query with some fields in place of its own.

    Raises:
        SearchError: there is no such field, or no such query.
    """
    for name in filters:
        if name not in _NAMES:
            raise SearchError(f"there is no filter {name}; there are {', '.join(_NAMES)}")
    return replace(query or Query(), **filters)
