"""What is found, a page at a time, of one state of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from sqlalchemy import Connection

from onrecord.record.database import Opening
from onrecord.record.judgements import View, view

K = TypeVar("K")
T = TypeVar("T")


def in_pages(
    reading: Opening,
    find: Callable[[Connection, View], Sequence[K]],
    load: Callable[[Connection, Sequence[K], View], list[T]],
    size: int,
) -> Iterator[T]:
    """What is found now, loaded a page at a time as it was now, whatever is written meanwhile.

    All is read in one transaction, which ends when the last page is loaded or the rest is not
    wanted any more.

    Args:
        reading: opens a connection to read.
        find: the keys of all that is found.
        load: what some of these stand for.
        size: keys of a page.
    """
    pages = _pages(reading, find, load, size)
    first = next(pages)  # here, so that what is wrong is said here
    return chain(first, chain.from_iterable(pages))


def _pages(
    reading: Opening,
    find: Callable[[Connection, View], Sequence[K]],
    load: Callable[[Connection, Sequence[K], View], list[T]],
    size: int,
) -> Iterator[list[T]]:
    with reading() as connection:
        judged = view(connection)
        keys = find(connection, judged)
        last = max(0, len(keys) - 1) // size * size
        if last:
            connection.detach()  # else one that outlives the record would never be closed
        for at in range(0, last, size):
            yield load(connection, keys[at : at + size], judged)
        page = load(connection, keys[last:], judged)
    yield page
