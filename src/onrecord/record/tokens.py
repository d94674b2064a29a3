"""Tokens: who may read and correct a record over the network.

A token has 256 random bits, so nobody can guess it, and a plain SHA-256 of it, which is all that is
kept, cannot be turned back: slow hashes with a salt are for passwords that people think up.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from onrecord.errors import NotFoundError, RecordError
from onrecord.record.database import Opening
from onrecord.record.judgements import now
from onrecord.record.queries import plain
from onrecord.record.tables import tokens

Role = Literal["reader", "editor"]
"""A reader reads, and has addresses fetched; an editor corrects as well."""
TokenKind = Literal["token", "login", "session"]
"""A token that somebody keeps, one that is good for one login, or what a login gave a browser."""

PREFIX = "onrecord_"
"""Begins every token, so that programs that look for lost secrets know one."""
LOGIN = timedelta(minutes=15)
SESSION = timedelta(days=7)


@dataclass(frozen=True)
class Token:
    """What is kept of a token; origin: the number of the token that a session began with."""

    number: int
    kind: TokenKind
    role: Role
    name: str
    origin: int | None
    made_at: str
    expires_at: str | None
    revoked_at: str | None


class Tokens:
    """The tokens of a record, which `Record.tokens` gives."""

    def __init__(self, reading: Opening, writing: Opening):
        """Take what opens a connection to read, and one to write."""
        self._reading, self._writing = reading, writing

    def create(self, role: Role, *, name: str) -> tuple[Token, str]:
        """Make a token for somebody.

        Returns:
            What is kept of it, and the token itself, which cannot be had again.
        """
        with self._writing() as connection:
            return _make(connection, "token", role, name)

    def create_login(self, role: Role, *, name: str) -> str:
        """Make a token that is good for one login, within a quarter of an hour."""
        with self._writing() as connection:
            return _make(connection, "login", role, name, lasts=LOGIN)[1]

    def begin_session(self, secret: str) -> tuple[Token, str] | None:
        """Begin a session by a token or a one-time login, which is used up by that.

        Returns:
            The session, and the secret that a browser shows for it; None where the token is none.
        """
        with self._writing() as connection:
            found = _find(connection, secret, "token", "login")
            if found is None:
                return None
            if found.kind == "login":
                connection.execute(delete(tokens).where(tokens.c.number == found.number))
            connection.execute(delete(tokens).where(tokens.c.expires_at <= now()))
            origin = found.number if found.kind == "token" else None
            return _make(connection, "session", found.role, found.name, SESSION, origin)

    def end_session(self, secret: str) -> None:
        """End a session, if it is one."""
        with self._writing() as connection:
            theirs = tokens.c.hash == _hash(secret)
            connection.execute(delete(tokens).where(theirs, tokens.c.kind == "session"))

    def find(self, secret: str, kind: TokenKind) -> Token | None:
        """What is kept of a token that is good; None where it is none, expired or revoked."""
        with self._reading() as connection:
            return _find(connection, secret, kind)

    def list(self) -> Sequence[Token]:
        """Every token, also those revoked, and what is open of logins and sessions."""
        query = select(tokens).where(_unexpired()).order_by(tokens.c.number)
        with self._reading() as connection:
            return [_token(row) for row in connection.execute(query)]

    def revoke(self, number: int) -> Token:
        """Let a token, and the sessions that began with it, be good for nothing from now on.

        Raises:
            NotFoundError: there is none of that number.
            RecordError: it is revoked already.
        """
        with self._writing() as connection:
            every = connection.execute(select(tokens)).all()  # no column holds every number
            row = next((one for one in every if one.number == number), None)
            if row is None:
                raise NotFoundError(f"there is no token {number}")
            if row.revoked_at is not None:
                raise RecordError(f"token {number} was revoked already, at {row.revoked_at}")
            theirs = or_(tokens.c.number == number, tokens.c.origin == number)
            connection.execute(update(tokens).where(theirs).values(revoked_at=now()))
            return _token(row)


def _make(
    connection: Connection,
    kind: TokenKind,
    role: Role,
    name: str,
    lasts: timedelta | None = None,
    origin: int | None = None,
) -> tuple[Token, str]:
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {
        "kind": kind, "role": role, "name": name, "hash": _hash(secret), "origin": origin,
        "made_at": now(), "expires_at": _after(lasts) if lasts else None,
    }  # fmt: skip
    made = connection.execute(insert(tokens).returning(tokens), row).one()
    return _token(made), secret


def _find(connection: Connection, secret: str, *kinds: TokenKind) -> Token | None:
    good = tokens.c.revoked_at.is_(None) & _unexpired()
    query = select(tokens).where(tokens.c.hash == _hash(secret), tokens.c.kind.in_(kinds), good)
    row = connection.execute(query).one_or_none()
    return None if row is None else _token(row)


def _unexpired() -> ColumnElement[bool]:
    return or_(tokens.c.expires_at.is_(None), tokens.c.expires_at > now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _after(lasts: timedelta) -> str:
    return (datetime.now(UTC) + lasts).isoformat(timespec="seconds")


def _token(row: Row[Any]) -> Token:
    return msgspec.convert(plain(row), Token)
