"""Tokens by which a list that is worked out anew for each page goes on."""

from __future__ import annotations

from onrecord.errors import SearchError
from onrecord.record.cursor import Key, packed, unpacked


def token(of: str, start: int) -> str:
    """The token of a page that begins with a member of a list.

    Args:
        of: what the list is of.
        start: the member's number, from 0.
    """
    return packed(of, start)


def start_of(of: str, after: str | None) -> int:
    """The number of the member that a page begins with: that of its token, or 0 without one.

    Raises:
        SearchError: it is no token, or one of another list.
    """
    if not after:
        return 0
    try:
        kind, start = unpacked(after, tuple[str, Key])
    except SearchError:
        kind, start = None, 0
    if kind != of:
        raise SearchError(f"after needs a token that {of} gave as `next`, not {after}")
    return start
