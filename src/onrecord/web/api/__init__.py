"""The programming interface, as `docs/api.md` describes it."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from onrecord.web.api import (
    actors,
    articles,
    checking,
    positions,
    reviewing,
    statements,
    whole,
)
from onrecord.web.api.parameters import only_known

router = APIRouter(prefix="/api/v1", dependencies=[Depends(only_known)])
for part in (statements, articles, actors, positions, checking, reviewing, whole):
    router.include_router(part.router)
