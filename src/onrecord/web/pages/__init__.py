"""The pages, each a permanent address."""

from fastapi import APIRouter

from onrecord.web.pages import (
    about,
    actors,
    articles,
    charts,
    check,
    corrections,
    history,
    home,
    redlines,
    review,
    statements,
)

router = APIRouter()
for part in (
    home,
    statements,
    articles,
    corrections,
    actors,
    redlines,
    check,
    review,
    history,
    charts,
    about,
):
    router.include_router(part.router)
