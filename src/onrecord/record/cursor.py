"""Where a page ends, packed into a token for a URL, from which the next page goes on."""

from __future__ import annotations

import base64
from typing import Annotated, Any, TypeVar

import msgspec

from onrecord.errors import SearchError

Key = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""A number of a row; PostgreSQL's go no further, and comparing with more would be its error."""
Value = Annotated[float, msgspec.Meta(ge=-1e15, le=1e15)]
"""What rows are sorted by; no database counts further."""

T = TypeVar("T")


def packed(*values: Any) -> str:
    """A token that has some values."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def unpacked(token: str, form: type[T]) -> T:
    """The values of a token.

    Raises:
        SearchError: it is none, or of values of another kind.
    """
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return msgspec.json.decode(data, type=form)
    except (ValueError, msgspec.DecodeError):
        raise SearchError(f"after needs a token that a page gave, not {token}") from None
