"""Addresses of pages: a query is its parameters, so every page can be kept as a link."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast, get_args
from urllib.parse import quote, urlencode

from fastapi import Request

from onrecord.errors import SearchError
from onrecord.record.record import Record
from onrecord.record.searching.counts import Value
from onrecord.record.searching.query import DEFAULT_LIMIT, Query, Sort

MOST = 100
"""Statements on a page at most."""
MOST_READ = 5_000
"""Conditional statements from which red lines are gathered at once, the latest published."""
PAGING = ("sort", "limit", "after")


@dataclass(frozen=True)
class Asked:
    """What a page is asked for: a query, and which page of what it finds."""

    query: Query
    sort: Sort
    limit: int
    after: str | None

    def parameters(self, **changes: Any) -> list[tuple[str, str]]:
        """The parameters of an address, with other values in place of some; None takes one out.

        A page of what was found does not hold for a changed query: it begins anew.
        """
        paging = {name: getattr(self, name) for name in PAGING}
        paging["after"] = None
        for name in [name for name in PAGING if name in changes]:
            paging[name] = changes.pop(name)
        defaults = {"sort": _sort(self.query), "limit": DEFAULT_LIMIT, "after": None}
        rest = [(n, str(v)) for n, v in paging.items() if v is not None and v != defaults[n]]
        return [*replace(self.query, **changes).parameters(), *rest]


def asked(request: Request, *, besides: Sequence[str] = ()) -> Asked:
    """What the parameters of an address ask for.

    Args:
        request: with the parameters.
        besides: parameters that are another's.

    Raises:
        SearchError: one is unknown, comes twice, or has no such value.
    """
    filters, paging = [], {}
    for name, value in request.query_params.multi_items():
        if name in besides:
            continue
        if name not in PAGING:
            filters.append((name, value))
        elif name in paging:
            raise SearchError(f"{name} is given twice")
        elif value:
            paging[name] = value
    query = Query.from_parameters(filters)
    return Asked(
        query,
        _chosen(paging.get("sort"), query),
        limit_of(paging.get("limit")),
        paging.get("after"),
    )


def _chosen(sort: str | None, query: Query) -> Sort:
    for known in get_args(Sort):
        if sort == known:
            return cast(Sort, known)
    if sort:
        raise SearchError(f"sort may be {' or '.join(get_args(Sort))}, not {sort}")
    return _sort(query)


def whole() -> Asked:
    """All of the record."""
    return Asked(Query(), "date", DEFAULT_LIMIT, None)


def _sort(query: Query) -> Sort:
    return "relevance" if query.text else "date"


def limit_of(given: str | None) -> int:
    """How many a page has, by the parameter of its address.

    Raises:
        SearchError: it may not have so many.
    """
    if given is None:
        return DEFAULT_LIMIT
    if not given.isdecimal() or not 1 <= int(given) <= MOST:
        raise SearchError(f"limit may be 1 to {MOST}, not {given}")
    return int(given)


def address(kind: str, id: str) -> str:  # noqa: A002 - the contract's name
    """The address of a statement, an article or an actor."""
    return f"/{kind}/{quote(id, safe='')}"


def page_address(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """A path with parameters."""
    query = urlencode(list(parameters))
    return f"{path}?{query}" if query else path


def narrowing(facet: str, value: str) -> dict[str, Any]:
    """The fields of a query that a value of a facet stands for."""
    if facet == "speaker":
        return {"actor": value}
    if facet == "month":
        year, month = map(int, value.split("-"))
        last = calendar.monthrange(year, month)[1]
        return {"since": date(year, month, 1), "until": date(year, month, last)}
    return {facet: value}


@dataclass(frozen=True)
class Choice:
    """A value of a facet as a link: to what has it or, where it is chosen, to all."""

    value: str
    name: str
    count: int
    address: str
    chosen: bool


def choices(path: str, asked: Asked, facet: str, values: Sequence[Value]) -> list[Choice]:
    """The values of a facet as links."""
    found = []
    for value in values:
        fields = narrowing(facet, value.value)
        chosen = all(getattr(asked.query, name) == field for name, field in fields.items())
        wanted = dict.fromkeys(fields) if chosen else fields
        link = page_address(path, asked.parameters(**wanted))
        found.append(Choice(value.value, value.name, value.count, link, chosen))
    return found


def choices_of(path: str, asked: Asked, facet: str, values: Sequence[str]) -> list[Choice]:
    """Values of a filter as links, without how many there are."""
    return choices(path, asked, facet, [Value(value, value, 0) for value in values])


def chips(path: str, asked: Asked, speakers: Sequence[Value]) -> list[tuple[str, str, str]]:
    """What a page is narrowed to, but for words: the filter, its value, the address without it.

    Args:
        path, asked: of the page.
        speakers: the facet of what is found, which has the actors' names.
    """
    names = {one.value: one.name for one in speakers}
    found = []
    for name, value in asked.query.parameters():
        if name == "text":
            continue
        shown = names.get(value, value) if name == "actor" else value
        left = tuple(part for part in asked.query.has if part != value) if name == "has" else None
        found.append((name, shown, page_address(path, asked.parameters(**{name: left}))))
    return found


def speakers_of(record: Record, asked: Asked) -> Sequence[Value]:
    """The speakers of what is found, where an actor is asked for and its name is to be shown."""
    return record.search(asked.query, limit=1).facets["speaker"] if asked.query.actor else ()
