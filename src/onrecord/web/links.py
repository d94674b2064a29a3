"""Addresses of pages: a query is its parameters, so every page can be kept as a link."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast, get_args
from urllib.parse import quote, urlencode

from fastapi import Request

from onrecord.errors import SearchError
from onrecord.record.record import Record
from onrecord.record.searching.counts import Value
from onrecord.record.searching.query import DEFAULT_LIMIT, Query, Sort

MOST = 200
"""Rows of a page at most."""
PAGING = ("sort", "limit", "after")


@dataclass(frozen=True)
class Asked:
    """What a page is asked for: a query, and which page of what it finds.

    usual: how many a page has where no number is given.
    """

    query: Query
    sort: Sort
    limit: int
    after: str | None
    usual: int = DEFAULT_LIMIT

    def parameters(self, **changes: Any) -> list[tuple[str, str]]:
        """The parameters of an address, with other values in place of some; None takes one out.

        A page of what was found does not hold for a changed query: it begins anew.
        """
        paging = {name: getattr(self, name) for name in PAGING}
        paging["after"] = None
        for name in [name for name in PAGING if name in changes]:
            paging[name] = changes.pop(name)
        defaults = {"sort": _sort(self.query), "limit": self.usual, "after": None}
        rest = [(n, str(v)) for n, v in paging.items() if v is not None and v != defaults[n]]
        return [*replace(self.query, **changes).parameters(), *rest]


def asked(
    request: Request,
    *,
    besides: Sequence[str] = (),
    paging: Sequence[str] = PAGING,
    usual: int = DEFAULT_LIMIT,
) -> Asked:
    """What the parameters of an address ask for.

    Args:
        request: with the parameters.
        besides: parameters that are another's.
        paging: what there is besides the filters.
        usual: how many a page has where no number is given.

    Raises:
        SearchError: one is unknown, comes twice, or has no such value.
    """
    filters: list[tuple[str, str]] = []
    chosen: dict[str, str] = {}
    for name in besides:
        if len(request.query_params.getlist(name)) > 1:
            raise SearchError(f"{name} is given twice")
    for name, value in request.query_params.multi_items():
        if name in besides:
            continue
        if name not in paging:
            filters.append((name, value))
        elif name in chosen:
            raise SearchError(f"{name} is given twice")
        elif value:
            chosen[name] = value
    query = Query.from_parameters(filters)
    return Asked(
        query,
        _chosen(chosen.get("sort"), query),
        limit_of(chosen.get("limit"), usual),
        chosen.get("after"),
        usual,
    )


def given(request: Request, known: Sequence[str]) -> dict[str, str]:
    """The parameters of an address that has no filters, but those left empty.

    Args:
        request: with the parameters.
        known: those that there are.

    Raises:
        SearchError: one is unknown, or comes twice.
    """
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            listed = ", ".join(known) or "none"
            raise SearchError(f"there is no parameter {name}; there are {listed}")
        if name in found:
            raise SearchError(f"{name} is given twice")
        if value.strip():
            found[name] = value
    return found


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


def limit_of(given: str | None, usual: int = DEFAULT_LIMIT) -> int:
    """How many a page has, by the parameter of its address, and how many where there is none.

    Raises:
        SearchError: it may not have so many.
    """
    if given is None:
        return usual
    if not given.isdecimal() or not 1 <= int(given) <= MOST:
        raise SearchError(f"limit may be 1 to {MOST}, not {given}")
    return int(given)


def address(kind: str, id: str) -> str:  # noqa: A002 - the contract's name
    """The address of a statement, an article or an actor."""
    return f"/{kind}/{quote(id, safe='')}"


def statement_address(id: str, article: str, shown_in: Mapping[str, str]) -> str:  # noqa: A002
    """The address of a statement as an article prints it.

    Args:
        id, article: their ids.
        shown_in: see `Record.shown_in`; elsewhere the address needs to name no article.
    """
    asked = [("article", article)] if shown_in.get(id, article) != article else []
    return page_address(address("statements", id), asked)


def page_address(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """A path with parameters."""
    query = urlencode(list(parameters))
    return f"{path}?{query}" if query else path


def next_link(following: str) -> dict[str, str]:
    """The header that says where the next page is."""
    return {"Link": f'<{following}>; rel="next"'}


def with_ending(link: str, ending: str) -> str:
    """The address of a page's data: with .json or .csv behind its path."""
    path, mark, query = link.partition("?")
    return f"{path}{ending}{mark}{query}"


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


def chips(
    path: str, asked: Asked, speakers: Sequence[Value], title: str | None = None
) -> list[tuple[str, str, str]]:
    """What a page is narrowed to, but for words: the filter, its value, the address without it.

    Args:
        path, asked: of the page.
        speakers: the facet of what is found, which has the actors' names.
        title: of the article that is asked for, if one is.
    """
    names = {one.value: one.name for one in speakers}
    found = []
    for name, value in asked.query.parameters():
        if name == "text":
            continue
        shown = {"actor": names.get(value), "article": title}.get(name) or value
        left = tuple(part for part in asked.query.has if part != value) if name == "has" else None
        found.append((name, shown, page_address(path, asked.parameters(**{name: left}))))
    return found


def speakers_of(record: Record, asked: Asked) -> Sequence[Value]:
    """The speakers of what is found, where an actor is asked for and its name is to be shown."""
    return record.search(asked.query, limit=1).facets["speaker"] if asked.query.actor else ()
