"""The record that is served, as routes ask for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from onrecord.record.record import Record


async def kept_record(request: Request) -> Record:
    """The process's record, which takes a connection for each call and so may be shared."""
    record: Record = request.app.state.record
    return record


KeptRecord = Annotated[Record, Depends(kept_record)]
