"""Answers that are kept until the record changes, and tags by which a browser keeps its own."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from fastapi import Request, Response

from onrecord.record.record import Record
from onrecord.web.csrf import PLACE, csrf_token

MOST_BYTES = 16_000_000
"""Of all answers that a process keeps: some 4,000 pages, since they are kept compressed."""
LARGEST = 2_000_000
"""Bytes of one answer that is kept."""
WORTH_PACKING = 500
"""Bytes from which an answer is compressed."""
LEVEL = 5
"""Of gzip: nearly as small as it gets, in a third of the time."""


@dataclass(frozen=True)
class Kept:
    """An answer of status 200, as it was when the record was in some state.

    is_packed: whether its body is compressed; tag: its `ETag`, None where it is another for each
    who asks.
    """

    state: Hashable
    body: bytes
    is_packed: bool
    tag: str | None
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + 1_000


class Cache:
    """The answers of a process, those asked for last; threads share it."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """Take how many bytes it may have."""
        self._most, self._size = most, 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, state: Hashable, make: Callable[[], Kept]) -> Kept:
        """An answer that was made in a state, made now if there is none.

        Where several ask for the same, one makes it and the others wait.
        """
        found = self._find(key, state)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                found = self._find(key, state)
                if found is None:
                    found = make()
                    self._keep(key, found)
                return found
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _find(self, key: Hashable, state: Hashable) -> Kept | None:
        with self._lock:
            found = self._answers.get(key)
            if found is None or found.state != state:
                return None
            self._answers.move_to_end(key)
            return found

    def _keep(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            old = self._answers.pop(key, None)
            self._size -= old.size if old else 0
            if len(kept.body) > LARGEST:
                return
            self._answers[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._size -= self._answers.popitem(last=False)[1].size


def cached(request: Request, make: Callable[[], Response], *, key: Hashable = None) -> Response:
    """The answer to a GET: the one that was made before if the record is still the same.

    Whoever writes to the record, in whichever process, makes it another. The answer has an `ETag`,
    and whoever has that already gets 304.

    Args:
        request: its path and query are the key of the answer.
        make: makes an answer of status 200, with its whole body; what it raises is raised.
        key: whatever else the answer hangs on, such as who asks. A CSRF token is another each time:
            `csrf.PLACE` stands for it, and such an answer has no `ETag`.
    """
    record: Record = request.app.state.record
    cache: Cache = request.app.state.cache
    state = record.state()  # asked for first: what is written meanwhile is in the answer, or not
    whole = request.url.path, request.url.query, key
    return _answer(request, cache.get(whole, state, lambda: _kept(state, make())))


def _kept(state: Hashable, response: Response) -> Kept:
    body = bytes(response.body)
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = [
        (name, value) for name, value in response.headers.items() if name != "content-length"
    ]
    fixed = PLACE.encode() not in body
    worth = fixed and len(body) >= WORTH_PACKING
    kept = gzip.compress(body, LEVEL, mtime=0) if worth else body
    return Kept(state, kept, worth, tag if fixed else None, tuple(headers))


def _answer(request: Request, kept: Kept) -> Response:
    headers = dict(kept.headers)
    if kept.tag is None:
        filled = kept.body.replace(PLACE.encode(), csrf_token(request).encode())
        return Response(filled, headers=headers)
    headers["etag"] = kept.tag
    if is_same(request.headers.get("if-none-match"), kept.tag):
        return Response(status_code=304, headers={"etag": kept.tag})
    if not kept.is_packed:
        return Response(kept.body, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = {"content-encoding": "gzip", "vary": "Accept-Encoding"}
        return Response(kept.body, headers={**headers, **packed})
    return Response(gzip.decompress(kept.body), headers=headers)


def is_same(given: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` has a tag, or any."""
    tags = [one.strip().removeprefix("W/") for one in (given or "").split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags
