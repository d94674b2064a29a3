"""Which body: whom "the company", "the government" or "a spokesman" means."""

from __future__ import annotations

import re

from onrecord.extracting.antecedents import KINDS, candidates, has_role, of_kind
from onrecord.extracting.asking import (
    BY_BODY,
    BY_KIND,
    BY_PLACE,
    UNSURE,
    Asked,
    likeliest,
    owner_of,
)
from onrecord.extracting.direct import begins_with
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity, body_key
from onrecord.extracting.noun_phrases import is_territory
from onrecord.extracting.questions import NOBODY, Answer, found_by
from onrecord.extracting.sources import HIS, Source
from onrecord.extracting.territories import government_of_place, territory
from onrecord.extracting.untold import LEAD, named_later
from onrecord.extracting.word_lists import words

FEW_BEFORE = 3
"""Statements before a body's noun within which one that spoke is likelier meant than others."""
ANY_KIND = frozenset({"group", "organization", "organisation", "body", "institution", "agency"})
"""Nouns for bodies of nearly any kind."""
NEWS = re.compile(r" news (?:agency|site|website|channel|outlet|organi[sz]ation)")
"""After a name, that it is what puts out news: "the Zelna news agency"."""
A_SPOKESMAN = re.compile(r"an? spokes(?:man|woman|person)", re.IGNORECASE)
"""Who speaks for a body that was named before."""


def spoken_for(asked: Asked) -> Entity | None:
    """The body for which "a spokesman" speaks, of whom no more is said: that which spoke last in
    the paragraph, or with which the sentence before begins."""
    source, scene = asked.source, asked.scene
    end = max(source.span[1], source.end)
    if A_SPOKESMAN.fullmatch(scene.cast.text, source.span[0], end) is None:
        return None
    last = scene.said[-1] if scene.said else None
    spoke = last.speaker if last and last.paragraph == scene.paragraph else None
    body = begins_with(scene, scene.sentence - 1) or spoke
    return body if body and body.type in ("organisation", "government") else None


def body_answer(asked: Asked) -> Answer:
    """A body: that of whom its words name, of whom "his" means, or by weighing."""
    source = asked.source
    if is_territory(source.head):
        place = territory(source, asked.scene)
        return found_by(place, BY_PLACE)
    there = government_of_place(source, asked.scene)
    own = there or _body_of(source.named, asked) or _called(asked)
    if own or (source.named is not None and source.named.is_person):
        return Answer(own, BY_BODY)
    if source.whose in HIS:
        owner = owner_of(asked)
        return Answer(_body_of(owner.entity, asked), owner.confidence)
    last = _last_company(asked)
    if last is not None:
        return Answer(last, BY_PLACE)
    weighed = likeliest(asked)
    if weighed.entity is not None and _cannot_be(weighed.entity, source):
        weighed = Answer(None, weighed.confidence)
    unsure = weighed.entity is None or weighed.close or weighed.confidence < UNSURE
    only = (_only_of_kind(asked) or _last_of_kind(asked)) if unsure else None
    if only or not unsure:
        return Answer(only, BY_KIND) if only else weighed
    lead = asked.scene.sentence < LEAD
    later = named_later(source, asked.scene, asked.named) if lead else NOBODY
    return later if later.entity else weighed


def _cannot_be(body: Entity, source: Source) -> bool:
    """Whether a body is not what its noun says: "the newspaper" is no council, and "the government"
    not a place of which no country is known."""
    lists = words().lists
    if source.head in lists["governments"] and body.type in (UNKNOWN, PLACE):
        return not body.of_country
    narrow = source.head == "pac" or any(source.head in lists[f"{kind}_nouns"] for kind in KINDS)
    return narrow and _is_of_another_kind(body, source) and not has_role(body, source.head)


def _only_of_kind(asked: Asked) -> Entity | None:
    """The one body named so far that is what "the airline" says, Verbane Airways; of several the
    one that spoke last."""
    source, scene = asked.source, asked.scene
    if source.named is not None or source.whose:
        return None
    fits = [
        e
        for e in candidates(source, scene)
        if e.mentions[0].start < scene.at and (of_kind(e, source.head) or has_role(e, source.head))
    ]
    if len(fits) > 1:
        fits = [s.speaker for s in scene.said[-FEW_BEFORE:] if s.speaker in fits][-1:]
    return fits[0] if len(fits) == 1 else None


def _last_of_kind(asked: Asked) -> Entity | None:
    """The body that "the group" goes on with: with which the sentence before begins, or which
    spoke last in its paragraph or the one before."""
    source, scene = asked.source, asked.scene
    if source.named is not None or source.whose or source.head in words().lists["governments"]:
        return None
    bodies = [e for e in candidates(source, scene) if e.type == "organisation"]
    found = [e for e in bodies if source.head in ANY_KIND or not _is_of_another_kind(e, source)]
    begins = begins_with(scene, scene.sentence - 1)
    if begins in found:
        return begins
    last = scene.said[-1] if scene.said else None
    near = last is not None and scene.paragraph - last.paragraph <= 1
    return last.speaker if last and near and last.speaker in found else None


def _last_company(asked: Asked) -> Entity | None:
    """The one body of the sentence before that "The company" goes on with, in one paragraph."""
    source, scene = asked.source, asked.scene
    start = scene.sentences[scene.sentence]
    company = source.head in words().lists["companies_nouns"]
    if not company or source.named or source.whose or scene.at - start > 1:
        return None
    before = scene.sentences[max(scene.sentence - 1, 0)]
    if before < scene.paragraphs[scene.paragraph][0]:
        return None
    found, first = candidates(source, scene), begins_with(scene, scene.sentence - 1)
    named = {e for _, e in scene.cast.within(before, start) if e in found and not e.place}
    known = first is not None and (len(first.key) > 1 or len(first.mentions) > 1)
    bodies = {e for e in named if (known and e is first) or e.type == "organisation"}
    lists = words().lists
    others = lists["bodies"] | lists["press"] | lists["broadcasters"]
    bodies = {e for e in bodies if e.key[-1] not in others - lists["companies"]}
    return bodies.pop() if len(bodies) == 1 else None


def _is_of_another_kind(body: Entity, source: Source) -> bool:
    """Whether a body's name says what it is, and that is not what it is called: "the newspaper"
    after "Zelk Council"."""
    return body.key[-1] in words().lists["called_by_noun"] - {source.head}


def _called(asked: Asked) -> Entity | None:
    """The body whose name stands before a noun for its kind: "the Verbane news agency"."""
    source, lists = asked.source, words().lists
    body = source.named
    if body is None or source.name is None or source.name.possessive or source.whose:
        return None
    if body.key[-1] in words().parties:  # "the GOP group" is not the party
        return None
    kind = source.head in lists["plain_organisations"] - lists["owned"]
    news = NEWS.fullmatch(asked.scene.cast.text, source.name.end, source.span[1])
    known = body.type == "organisation" or (news is not None and body.type == UNKNOWN)
    return body if kind and known and not body.place else None


def _body_of(owner: Entity | None, asked: Asked) -> Entity | None:
    """The body of a noun that is named as somebody's."""
    key = body_key(owner, asked.source.head) if owner else ()
    return next((body for body in asked.scene.cast.bodies if body.key == key), None)
