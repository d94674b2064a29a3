"""A browser's session: the cookie that it shows, and whose it is."""

from __future__ import annotations

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from onrecord.record.record import Record
from onrecord.record.tokens import Token


def cookie_name(request: Request) -> str:
    """The name of the cookie; browsers send a host's cookies to each of its ports.

    So it has the port, or two records that one machine serves would log each other out.
    """
    return f"onrecord_session_{request.app.state.settings.port}"


def session_of(request: Request) -> str | None:
    """The secret of a session, whether it is still good or not."""
    return request.cookies.get(cookie_name(request))


async def logged_in(request: Request) -> Token | None:
    """Whose session it is; that alone is not enough to change anything, see `access.whoever`."""
    session, record = session_of(request), request.app.state.record
    if not session:
        return None
    assert isinstance(record, Record)  # noqa: S101 - as the server has opened it
    return await run_in_threadpool(record.tokens.find, session, "session")
