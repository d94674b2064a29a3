"""Pages of actors: who speaks, and one of them through time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from msgspec import structs

from onrecord.actors.actor import ActorType
from onrecord.answers.shapes import actor_of
from onrecord.errors import SearchError
from onrecord.printing_actors import proposal_fields
from onrecord.record import Record
from onrecord.record.actors import Portrait
from onrecord.statement import ActLabel
from onrecord.web.access import Editor
from onrecord.web.kept import KeptRecord
from onrecord.web.links import MOST_READ, address, limit_of, page_address
from onrecord.web.pages.forms import FormRoute
from onrecord.web.pages.views import View, add_page

router = APIRouter(route_class=FormRoute)
TYPES = get_args(ActorType)
MOST = 500
"""Actors that the list shows, those with most statements."""
TOLD: tuple[ActLabel, ...] = ("threaten", "promise", "deny", "demand", "warn", "accuse")
"""Acts whose latest statements an actor's page shows."""
LATEST = 3
MOST_OTHERS = 12
"""Of those whom an actor speaks to, and of those whom it names; JSON and CSV have all."""
MOST_PROPOSED = 5
"""Proposals that an actor's page shows, those for which most speaks; its JSON has all."""
PROPOSALS = "/actors/proposals"
PROPOSAL_FIELDS = ("actor", "name", "other", "other_name", "for", "against")
FIELDS = ("id", "name", "type", "statements", "articles", "first", "last")
ACTOR_FIELDS = ("id", "outlet", "title", "published", "statements", "what", "name")


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
    """An actor: roles, what it did, to and about whom, its red lines, its names."""
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
    proposed = record.actors.proposals(theirs)
    values: dict[str, Any] = {
        "portrait": portrait,
        "actor": portrait.actor,
        "page": page,
        "acts": acts,
        "told": told,
        "most_others": MOST_OTHERS,
        "lines": lines[:10],
        "more_lines": max(0, len(lines) - 10),
        "proposed": proposed[:MOST_PROPOSED],
        "more_proposed": max(0, len(proposed) - MOST_PROPOSED),
    }
    data = {
        **structs.asdict(actor_of(portrait)),
        "acts": acts,
        "proposals": [proposal_fields(one) for one in proposed],
    }
    return View("actor.html", values, data, ACTOR_FIELDS, _rows(portrait))


def _rows(portrait: Portrait) -> Iterator[dict[str, Any]]:
    """The articles that an actor speaks in, then to whom it speaks and whom it names."""
    empty = dict.fromkeys(ACTOR_FIELDS)
    for article in portrait.articles:
        yield {**empty, **asdict(article), "what": "article"}
    for to in portrait.addressees:
        count = to.statements
        yield {**empty, "id": to.actor, "name": to.name, "statements": count, "what": "addressee"}
    for other in portrait.others.actors:
        count = other.statements
        yield {**empty, "id": other.actor, "name": other.name, "statements": count, "what": "named"}


def proposals(request: Request, record: Record) -> View:
    """Pairs of actors that are likely one, those for which most speaks first."""
    given = {name: value for name, value in request.query_params.items() if value}
    for name in given.keys() - {"limit", "after"}:
        raise SearchError(f"there is no parameter {name}; there are limit, after")
    limit, after = limit_of(given.get("limit")), given.pop("after", "0")
    if not (after.isascii() and after.isdecimal()):
        raise SearchError(f"after is a number of proposals, not {after}")
    whole = record.actors.proposals()
    end = int(after) + limit
    found = whole[int(after) : end]
    following = [*given.items(), ("after", str(end))] if end < len(whole) else None
    values = {
        "found": found,
        "total": len(whole),
        "following": following and page_address(PROPOSALS, following),
    }
    rows = [proposal_fields(one) for one in found]
    data = {
        "total": len(whole),
        "proposals": rows,
        "next_page": following and page_address(f"{PROPOSALS}.json", following),
    }
    return View("proposals.html", values, data, PROPOSAL_FIELDS, rows)


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


@router.get("/actors/{id:path}/merge", include_in_schema=False)
@router.get("/actors/{id:path}/split", include_in_schema=False)
@router.get("/actors/{id:path}/rename", include_in_schema=False)
def form_of(id: str) -> RedirectResponse:  # noqa: A002
    """Lead whoever loads the address of a form to the form."""
    return RedirectResponse(address("actors", id), 303)


@router.get("/judgements/{number}/undo", include_in_schema=False)
def undone(number: int) -> RedirectResponse:
    """Lead whoever loads the address of an undoing to the actors."""
    return RedirectResponse("/actors", 303)


add_page(router, "/actors", actors)
add_page(router, PROPOSALS, proposals)  # before the actors, whose ids may be anything
add_page(router, "/actors/{id:path}", actor)
