"""Pages of actors: who speaks, and one of them through time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from msgspec import structs

from onrecord.actors.actor import ActorType
from onrecord.answers.shapes import actor_of, actors_of
from onrecord.errors import SearchError
from onrecord.printing_actors import proposal_fields
from onrecord.record import Record
from onrecord.record.portraits import HeldRole, Portrait
from onrecord.statement import ActLabel
from onrecord.web.access import Editor
from onrecord.web.kept import KeptRecord
from onrecord.web.links import Choice, address, given, limit_of, page_address, with_ending
from onrecord.web.pages.forms import FormRoute, Name, Reason
from onrecord.web.pages.views import View, add_page, with_next
from onrecord.web.red_lines import MOST_READ

router = APIRouter(route_class=FormRoute)
TYPES = get_args(ActorType)
PATH = "/actors"
KNOWN = ("type", "name", "limit", "after")
ROWS = 100
"""Actors on a page of the list, where no number is given: a row is a line."""
TOLD: tuple[ActLabel, ...] = ("threaten", "promise", "deny", "demand", "warn", "accuse")
"""Acts whose latest statements an actor's page shows."""
LATEST = 3
MOST_OTHERS = 12
"""Of those whom an actor speaks to, and of those whom it names; JSON and CSV have all."""
MOST_PROPOSED = 5
"""Proposals that an actor's page shows, those for which most speaks; its JSON has all."""
PROPOSALS = "/actors/proposals"
PROPOSAL_FIELDS = ("actor", "name", "other", "other_name", "for", "against")
MOST_ARTICLES = 200
"""Articles that an actor's page shows, the latest; JSON and CSV have all."""
MOST_DESCRIBED = 10
"""Descriptions that an actor's page shows, those that come most; JSON has all."""
FIELDS = ("id", "name", "type", "statements", "articles", "first", "last")
ACTOR_FIELDS = ("id", "outlet", "title", "published", "statements", "what", "name")


def actors(request: Request, record: Record) -> View:
    """Who speaks, those with most statements first, with how many there are of each type."""
    wanted = given(request, KNOWN)
    type_, name, after = wanted.get("type"), wanted.get("name"), wanted.pop("after", None)
    limit = limit_of(wanted.get("limit"), ROWS)
    page = record.actors.page(type=_type(type_), name=name, limit=limit, after=after)
    following = page_address(PATH, [*wanted.items(), ("after", page.next)]) if page.next else None
    values = {
        "page": page,
        "name_asked": name or "",
        "types": list(_types(page.types, wanted)),
        "following": following,
    }
    rows = [asdict(one) for one in page.found]
    data = with_next(actors_of(page), following)
    return View("actors.html", values, data, FIELDS, rows, following)


def _types(counts: Iterable[tuple[str, int]], wanted: dict[str, str]) -> Iterator[Choice]:
    """The types of actors as links; the one that is chosen leads to all."""
    for type_, count in counts:
        chosen = wanted.get("type") == type_
        changed = {**wanted, "type": type_}
        if chosen:
            del changed["type"]
        yield Choice(type_, type_, count, page_address(PATH, changed.items()), chosen)


def _type(asked_for: str | None) -> ActorType | None:
    for known in TYPES:
        if asked_for == known:
            return cast(ActorType, known)
    if asked_for:
        raise SearchError(f"type may be {', '.join(TYPES)}, not {asked_for}")
    return None


def actor(request: Request, record: Record) -> View:
    """An actor: roles, what it did, to and about whom, its red lines, its names."""
    given(request, ())
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
        "spoken_in": portrait.articles[:MOST_ARTICLES],
        "lines": lines[:10],
        "shown_in": record.shown_in(
            [
                *(one.statement.id for each in (page, *told.values()) for one in each.found),
                *(line.times[0].statement.id for line in lines[:10]),
            ]
        ),
        "described": sorted(portrait.descriptions[:MOST_DESCRIBED], key=lambda one: str(one.first)),
        "offices": _offices(portrait.roles),
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


def _offices(roles: Iterable[HeldRole]) -> list[tuple[str, HeldRole]]:
    """Each office once, under all its titles, in order of time."""
    titles: dict[HeldRole, dict[str, None]] = {}
    for role in sorted(roles, key=lambda one: (one.from_ or "", one.to or "9999")):
        titles.setdefault(replace(role, title=""), {})[role.title] = None
    return [(" / ".join(names), role) for role, names in titles.items()]


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
    asked = given(request, ("limit", "after"))
    limit, after = limit_of(asked.get("limit")), asked.pop("after", "0")
    if not (after.isascii() and after.isdecimal()):
        raise SearchError(f"after is a number of proposals, not {after}")
    whole = record.actors.proposals()
    end = int(after) + limit
    found = whole[int(after) : end]
    following = [*asked.items(), ("after", str(end))] if end < len(whole) else None
    link = page_address(PROPOSALS, following) if following else None
    values = {"found": found, "total": len(whole), "following": link}
    rows = [proposal_fields(one) for one in found]
    there = with_ending(link, ".json") if link else None
    data = {"total": len(whole), "proposals": rows, "next_page": there}
    return View("proposals.html", values, data, PROPOSAL_FIELDS, rows, link)


@router.post("/actors/{id:path}/merge", include_in_schema=False)
def merge(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    other: Name,
    why: Reason = "",
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
    why: Reason = "",
) -> RedirectResponse:
    """Show what an actor said in some articles as another's."""
    made = record.actors.split(id, articles=article, who=who.name, why=why or None)
    return RedirectResponse(address("actors", made.other or id), 303)


@router.post("/actors/{id:path}/rename", include_in_schema=False)
def rename(
    id: str,  # noqa: A002
    record: KeptRecord,
    who: Editor,
    name: Name,
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
    return RedirectResponse(PATH, 303)


add_page(router, PATH, actors)
add_page(router, PROPOSALS, proposals)  # before the actors, whose ids may be anything
add_page(router, "/actors/{id:path}", actor)
