"""Whose role: who is meant by "the mayor" or "his wife"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedent_features import titles_told
from onrecord.extracting.antecedents import candidates, has_role
from onrecord.extracting.asking import (
    BY_FOCUS,
    BY_KIN,
    BY_KIND,
    BY_PLACE,
    CLEARLY,
    OWNERS,
    Asked,
    likeliest_of,
    owner_of,
)
from onrecord.extracting.direct import of_place
from onrecord.extracting.mentions import Entity
from onrecord.extracting.nameless import (
    brought_up,
    is_anonymous,
    is_nameless,
    is_nameless_aide,
)
from onrecord.extracting.questions import NOBODY, Answer, found_by
from onrecord.extracting.turns import MEMBERS_CALLED, member_meant
from onrecord.extracting.untold import (
    KIN,
    asked_before,
    done_to,
    former_holder,
    in_focus,
    in_headline,
    in_relation,
    is_single,
    named_later,
    of_same_role,
    party_told,
    relative_of,
    sole_holder,
)

RATHER_THAN_OTHERS = 0.85
"""How likely one of several who have an office must be meant by it."""
OF_ANOTHER = re.compile(r"\s(?:of|for|at|in|behind)\san?\s")
"""After a role, words that say that it is somebody new's: "the organizer of a rally"."""
UNHEARD, UNHEARD_OF_BODY, UNHEARD_IN_FOCUS = 0.65, 0.9, 0.5
"""How likely somebody must be meant by a role that the article gives to nobody; of a named body,
"the Zelk Fund member", likelier still; if the sentence is about them anyway, less."""


def role_answer(asked: Asked) -> Answer:
    """Who has a role: by its place, as a relative, by weighing, or as one given to nobody."""
    source, scene = asked.source, asked.scene
    if scene.turns and source.head in MEMBERS_CALLED:
        words_for = scene.cast.text[source.span[0] : source.end]
        member = member_meant(scene.turns, scene.turn, words_for, scene.cast.text)
        if member or scene.turn is not None:
            return found_by(member, BY_PLACE)
    holder = scene.holder.speaker if scene.holder else None  # who says "the mayor" is another
    told = {e for _, e in scene.cast.within(source.span[1], max(source.end, scene.cue[0]))}
    # nor is it whom its own words name, "the baker who sued Marrant"
    found = [e for e in candidates(source, scene) if e is not holder and e not in told]
    there = of_place(source, found) or former_holder(source, scene, found)
    kin = _kin(asked) if source.head in KIN else None
    if there or kin:
        return Answer(there, BY_PLACE) if there else Answer(kin, BY_KIN)
    if is_nameless_aide(source, scene) or is_anonymous(source, scene):
        return NOBODY
    heard = [e for e in found if has_role(e, source.head)]
    other = asked_before(source, scene, found) or done_to(scene, found)
    if other is not None and (other in heard or not heard):
        return Answer(other, BY_PLACE)
    return _heard(asked, found, heard) if heard else _unheard(asked, found)


def _heard(asked: Asked, found: Sequence[Entity], heard: Sequence[Entity]) -> Answer:
    """Who has a role that the article gives to some: the only one, or the likeliest."""
    weighed = likeliest_of(asked, found)
    only = sole_holder(asked.source, asked.scene, heard)
    sure = weighed.entity is only and not weighed.close and weighed.confidence >= BY_KIND
    return Answer(only, BY_KIND) if only and not sure else weighed


def _kin(asked: Asked) -> Entity | None:
    """The relative of somebody named, "Marrant's wife", or of whom "his" means."""
    source = asked.source
    owner = source.named if source.named and source.named.is_person else None
    surname = owner is not None and source.name is not None and len(source.name.tokens) == 1
    if owner and surname and has_role(owner, source.head):
        return owner  # "Marrant's son", of whom the one by that name is the son
    if source.whose in OWNERS:
        his = owner_of(asked)
        owner = his.entity if his.confidence >= CLEARLY else None
    return relative_of(owner, source, asked.scene) if owner else None


def _unheard(asked: Asked, found: Sequence[Entity]) -> Answer:
    """Who has a role that the article gives to none of some people: by weighing, or by its place,
    or by what is said of somebody only later."""
    source, scene = asked.source, asked.scene
    if OF_ANOTHER.match(scene.cast.text, source.span[1]):
        return of_same_role(source, scene)
    if is_nameless(source, scene) and not in_headline(source, scene):
        new = brought_up(source, scene)
        who = next((said.speaker for said in scene.said if said.place == new), None)
        return found_by(who, BY_PLACE)
    later = named_later(source, scene, asked.named)
    if in_headline(source, scene) and in_relation(source):
        return later  # they are not whom the headline names
    if later.entity is not None and is_single(source, scene):
        return later
    weighed = likeliest_of(asked, found)
    titles = titles_told(source, scene.cast.text)
    in_office = [entity for entity in found if titles & entity.holds]
    if len(in_office) > 1 and weighed.confidence < RATHER_THAN_OTHERS:
        weighed = Answer(None, weighed.confidence)  # two are "the senator"
    of_body = source.named is not None and source.named.type == "organisation"
    least = UNHEARD_OF_BODY if of_body and not party_told(source, scene) else UNHEARD
    focus = in_focus(scene, found) if least == UNHEARD and later.entity is None else None
    if focus and focus is weighed.entity and weighed.confidence >= UNHEARD_IN_FOCUS:
        return Answer(focus, max(weighed.confidence, BY_FOCUS))
    if weighed.confidence < least:
        weighed = Answer(None, weighed.confidence)
    return max(later, weighed, key=lambda one: (one.entity is not None, one.confidence))
