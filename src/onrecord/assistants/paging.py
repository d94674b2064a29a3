"""Tokens by which a list that is worked out anew for each page goes on."""

from __future__ import annotations

import base64
import json

from onrecord.errors import SearchError

FURTHEST = 10**9
"""More members than any list has."""


def token(of: str, start: int) -> str:
    """The token of a page that begins with a member of a list.

    Args:
        of: what the list is of.
        start: the member's number, from 0.
    """
    packed = json.dumps([of, start], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def start_of(of: str, after: str | None) -> int:
    """The number of the member that a page begins with: that of its token, or 0 without one.

    Raises:
        SearchError: it is no token, or one of another list.
    """
    if not after:
        return 0
    try:
        kind, start = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, TypeError, RecursionError):
        kind, start = None, None
    if kind != of or not isinstance(start, int) or not 0 <= start < FURTHEST:
        raise SearchError(f"after needs a token that {of} gave as `next`, not {after}")
    return start
