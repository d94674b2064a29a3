"""Pages of actors: who speaks, and one of them through time."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from msgspec import structs

from onrecord.actors.actor import ActorType
from onrecord.answers.shapes import actor_of
from onrecord.errors import SearchError
from onrecord.record import Record
from onrecord.statement import ActLabel
from onrecord.web.access import Editor
from onrecord.web.kept import KeptRecord
from onrecord.web.links import MOST_READ, address
from onrecord.web.pages.views import View, add_page

router = APIRouter()
TYPES = get_args(ActorType)
MOST = 500
"""Actors that the list shows, those with most statements."""
TOLD: tuple[ActLabel, ...] = ("threaten", "promise", "deny", "demand", "warn", "accuse")
"""Acts whose latest statements an actor's page shows."""
LATEST = 3
SPOKEN_TO, MOST_ADDRESSED = 500, 8
"""Statements to somebody that are looked at, the latest published, and whom of these are shown."""
FIELDS = ("id", "name", "type", "statements", "articles", "first", "last")


def actors(request: Request, record: Record) -> View:
    """Who speaks, those with most statements first."""
    type_, name = (request.query_params.get(one, "") for one in ("type", "name"))
    found = record.actors.list(type=_type(type_), name=name or None, limit=MOST)
    values = {
        "found": found,
        "most": MOST,
        "types": TYPES,
        "type": type_,
        "searched": name,
    }
    rows = [asdict(one) for one in found]
    return View("actors.html", values, {"actors": rows}, FIELDS, rows)


def _type(given: str) -> ActorType | None:
    for known in TYPES:
        if given == known:
            return cast(ActorType, known)
    if given:
        raise SearchError(f"type may be {', '.join(TYPES)}, not {given}")
    return None


def actor(request: Request, record: Record) -> View:
    """An actor: roles, what it did and to whom, its red lines, its names."""
    portrait = record.actors.show(request.path_params["id"])
    theirs = portrait.actor.id
    page = record.search(actor=theirs, limit=LATEST)
    acts = page.facets["act"]
    told = {
        label: record.search(actor=theirs, act=label, limit=LATEST)
        for label in TOLD
        if any(act.value == label for act in acts)
    }
    lines = record.red_lines(actor=theirs, latest=MOST_READ)
    addressees = _addressees(record, theirs)
    values: dict[str, Any] = {
        "portrait": portrait,
        "actor": portrait.actor,
        "page": page,
        "acts": acts,
        "told": told,
        "addressees": addressees,
        "lines": lines[:10],
        "more_lines": max(0, len(lines) - 10),
    }
    rows = [asdict(one) for one in portrait.articles]
    data = {
        **structs.asdict(actor_of(portrait)),
        "acts": acts,
        "addressees": [
            {"actor": known, "name": name, "statements": count} for known, name, count in addressees
        ],
    }
    fields = ("id", "outlet", "title", "published", "statements")
    return View("actor.html", values, data, fields, rows)


def _addressees(record: Record, actor: str) -> list[tuple[str | None, str, int]]:
    """To whom somebody speaks: an actor's id, if it is known, the name, and how often."""
    found = record.statements(actor=actor, has=("addressee",), limit=SPOKEN_TO)
    counts = Counter(
        (one.actor, one.name or one.text) for each in found for one in each.statement.addressees
    )
    return [(known, name, n) for (known, name), n in counts.most_common(MOST_ADDRESSED)]


@router.post("/actors/{id:path}/merge", include_in_schema=False)
def merge(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    other: Annotated[str, Form()],
    why: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Show what another actor said under this one."""
    record.actors.merge(id, other, who=who.name, why=why or None)
    return RedirectResponse(address("actors", id), 303)


@router.post("/actors/{id:path}/split", include_in_schema=False)
def split(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    article: Annotated[list[str], Form()],
    why: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Show what an actor said in some articles as another's."""
    made = record.actors.split(id, articles=article, who=who.name, why=why or None)
    return RedirectResponse(address("actors", made.other or id), 303)


@router.post("/actors/{id:path}/rename", include_in_schema=False)
def rename(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    name: Annotated[str, Form()],
) -> RedirectResponse:
    """Show an actor by another name."""
    record.actors.rename(id, name, who=who.name)
    return RedirectResponse(address("actors", id), 303)


@router.post("/judgements/{number}/undo", include_in_schema=False)
def undo(number: int, record: KeptRecord, who: Editor) -> RedirectResponse:
    """Take back a judgement of actors."""
    undone = record.actors.undo(number, who=who.name)
    return RedirectResponse(address("actors", undone.actor), 303)


add_page(router, "/actors", actors)
add_page(router, "/actors/{id:path}", actor)
