"""The token that only forms of our own pages have, so that no other site can send them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import Request

from onrecord.web.cookies import session_of

FIELD, HEADER = "csrf", "X-CSRF-Token"
PLACE = secrets.token_hex(32)
"""Stands in a page that is kept where the token of whoever gets it is put; nobody can guess it."""
SALT = 16
"""Bytes; with another salt each time, a page's length when it is compressed tells nothing."""


def csrf_token(request: Request) -> str:
    """What a form of ours has in its field `csrf`; empty where nobody is logged in."""
    session = session_of(request)
    return _made(session, secrets.token_hex(SALT)) if session else ""


def is_ours(session: str, given: str) -> bool:
    """Whether a token was made for a session."""
    salt = given.partition(".")[0]
    return hmac.compare_digest(given.encode(), _made(session, salt).encode())


def _made(session: str, salt: str) -> str:
    return f"{salt}.{hmac.new(session.encode(), salt.encode(), hashlib.sha256).hexdigest()}"
