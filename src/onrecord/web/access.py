"""Who may do what.

Reading is open where only this machine reaches the server. Whatever writes, or has the server fetch
an address, wants a token; so does reading where others reach it. A program shows the token itself
(`Authorization: Bearer`), a browser a session's cookie that it got for it at /login, and with the
cookie, wherever something is to be done, a CSRF token that only our own pages have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from onrecord.record.record import Record
from onrecord.record.tokens import Role
from onrecord.web.cookies import logged_in, session_of
from onrecord.web.csrf import FIELD, HEADER, is_ours
from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Who:
    """Who asks: the name of their token, empty for whoever is at this machine without one."""

    name: str
    role: Role
    by: Literal["nothing", "token", "session"]

    @property
    def is_editor(self) -> bool:
        """Whether they may correct."""
        return self.role == "editor"


BEARER = HTTPBearer(scheme_name="token", auto_error=False)
"""For the OpenAPI document: `whoever` looks at what is shown."""
ANONYMOUS = Who("", "reader", "nothing")


async def whoever(request: Request) -> Who | None:
    """Who asks, None where no token is shown.

    Raises:
        Problem: the token is not good, or the CSRF token is missing where one is needed.
    """
    if shown := request.headers.get("authorization"):
        scheme, _, secret = shown.partition(" ")
        found = None
        if scheme.lower() == "bearer":
            record: Record = request.app.state.record
            found = await run_in_threadpool(record.tokens.find, secret.strip(), "token")
        if found is None:
            raise unauthorised("the token is not good: it was revoked, or is none of this record")
        return Who(found.name, found.role, "token")
    found = await logged_in(request)
    if found is None:
        return None
    await _check_csrf(request)
    return Who(found.name, found.role, "session")


async def reader(request: Request) -> Who:
    """Who reads.

    Raises:
        Problem: others reach the server, and no token is shown.
    """
    settings: Settings = request.app.state.settings
    found = await whoever(request)
    if found is None and not settings.is_private:
        raise unauthorised("reading here wants a token" + _how_to("reader"))
    return found or ANONYMOUS


def want_token(who: Who) -> None:
    """Let only those go on who have shown a token of any role, as for having an address fetched.

    Raises:
        Problem: they have shown none.
    """
    if who.by == "nothing":
        raise unauthorised("having an address fetched wants a token" + _how_to("reader"))


async def editor(request: Request, _: Annotated[object, Security(BEARER)]) -> Who:
    """Who corrects.

    Raises:
        Problem: no token is shown, or a reader's.
    """
    found = await whoever(request)
    if found is None:
        raise unauthorised("correcting wants the token of an editor" + _how_to("editor"))
    if not found.is_editor:
        raise Problem(403, f"{found.name} may read, not correct" + _how_to("editor"))
    return found


Reader = Annotated[Who, Depends(reader)]
Editor = Annotated[Who, Depends(editor)]


def unauthorised(detail: str) -> Problem:
    """A problem that asks for a token."""
    return Problem(401, detail, headers={"WWW-Authenticate": "Bearer"})


def _how_to(role: Role) -> str:
    return f"; `onrecord token RECORD create --role {role}` makes one"


async def _check_csrf(request: Request) -> None:
    if request.method in SAFE:
        return
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").startswith(FORMS):
        given = str((await request.form()).get(FIELD, ""))
    if not given or not is_ours(session_of(request) or "", given):
        raise Problem(403, "the form is too old, or not one of ours; load the page again")
