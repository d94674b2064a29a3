"""Roles of which the article does not say whose they are: who is meant by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedents import (
    has_role,
    in_other_office,
    of_another_state,
    of_kind,
    party_of,
)
from onrecord.extracting.genders import OF_RELATIVES, gender_of
from onrecord.extracting.mentions import Entity
from onrecord.extracting.questions import NOBODY, Answer
from onrecord.extracting.relatives import ANYBODY
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import AGED, Source, is_headlined
from onrecord.extracting.word_lists import words

ASKED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|press(?:es|ed|ing)?|question(?:s|ed|ing)?|grill(?:s|ed|ing)?|"
    r"quizz(?:es|ed|ing)|interview(?:s|ed|ing)?|challeng(?:es?|ed|ing)|confront(?:s|ed|ing)?)\s$"
)
"""Before a name, that its bearer is asked something, and so is who answers next."""
KIN = {
    **{noun: gender for noun, gender in OF_RELATIVES.items() if not noun.endswith("friend")},
    **dict.fromkeys(("granddaughter", "ex-wife"), "f"),
    **dict.fromkeys(("grandson", "ex-husband", "widower"), "m"),
}
"""By the noun for a relative who mostly has the same surname, their gender."""
AFTER_CLAUSE = re.compile(r"\s(?:but|after|while|although|though|when|before|because|since|as)\s$")
"""Before a source, that its sentence begins with a clause in which somebody else acts."""
FORMER = re.compile(r"(?:the|this|that) (?:former |ex-)(.*[^\s,])", re.IGNORECASE)
"""A role, and its office, that somebody no longer has: "the former governor"."""
THE_NOUN = re.compile(r"[Tt]he [\w-]+")
"""A role of which no more is told: "the mayor"."""
OF_KIND = re.compile(r"[Tt]he ((?:(?!former|late|new|old)[\w-]+ ){1,2})[\w-]+")
"""A role, and the words that say which of several it is: "the first minister"."""
OF_SEVERAL = frozenset({"candidate", "member"})
"""What several mostly are, whom an article need not call so."""
LEAD = 3
"""Sentences at the beginning in which "the founder of Verbane" may be somebody not yet named."""
INTRODUCED = 1500
"""Characters within which a role in the first lines is followed by whose it is."""
SOON = 300
"""The same further on, where a part of an article begins."""
HEADLINES = 2
"""Paragraphs at the beginning that may be an article's headlines."""
BY_LATER_ROLE, BY_LATER_VOICE = 0.85, 0.7
"""How sure it is who is named only later; see `asking`."""
DEFINITE = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)


def asked_before(source: Source, scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """Who was asked in the source's sentence or the one before: "Marrant asked Okoro about it".

    If nobody else is named after that but as the owner of something, or in somebody's words, and
    the role is not spoken of there: "asked Okoro about the nurse".
    """
    nobodys = source.head in ANYBODY or source.head in words().lists["relations"]
    if nobodys or source.named is not None:
        return None
    start = scene.sentences[max(scene.sentence - 1, 0)]
    for name, entity in reversed(scene.cast.within(start, scene.at)):
        if entity not in found or name.possessive:
            continue
        if ASKED.search(scene.cast.text, max(start, name.run_start - 20), name.run_start):
            told = scene.cast.text[name.end : scene.at].lower()
            return entity if entity.is_person and source.head not in told else None
        if not scene.quoted(name.start):
            return None
    return None


def done_to(scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """The second of two whom a source's sentence names: "Marrant praised Okoro after the mayor".

    Of the first, the sentence would go on with "he" or "she".
    """
    if not AFTER_CLAUSE.search(scene.cast.text, max(0, scene.at - 14), scene.at):
        return None
    named = scene.cast.within(scene.sentences[scene.sentence], scene.at)
    two = list(dict.fromkeys(e for name, e in named if e in found and not name.possessive))
    return two[1] if len(two) == 2 and two[1].is_person else None


def former_holder(source: Source, scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """The one of some who held an office that is told of as former, "the former president"."""
    office = FORMER.match(scene.cast.text, source.span[0], max(source.end, source.span[1]))
    if office is None or source.whose:
        return None
    told = office[1].lower()
    place, _, noun = told.rpartition(" ")
    titles = {told, f"{noun} of {place}"}  # "the former Verland governor"
    held = [e for e in found if titles & {title.lower() for title in e.held}]
    fits = [e for e in held if told not in e.holds]
    rest = [e for e in found if e not in held and noun not in e.holds]
    others = [e for e in rest if has_role(e, source.head)]
    return fits[0] if len(fits) == 1 and not others else None


def sole_holder(source: Source, scene: Scene, heard: Sequence[Entity]) -> Entity | None:
    """The one of whom alone the article says that they are what "the mayor" says, and no more.

    Not where several mostly are that, of whom the article may call but one so: "the candidate".
    """
    text, end = scene.cast.text, source.span[1]
    if text.startswith(("’s ", "'s "), end):
        return None
    told = _kind_told(source, scene)
    if told:
        heard = [e for e in heard if all(word in e.roles for word in told)]
    bare = told or THE_NOUN.fullmatch(text, *source.span)
    several = words().same_title.get(source.head, source.head) in OF_SEVERAL
    return heard[0] if bare and len(heard) == 1 and not several else None


def is_single(source: Source, scene: Scene) -> bool:
    """Whether a source is an office that one has at a time, and no more words: "the Chancellor"."""
    whole = source.end <= source.span[1] and not source.whose
    one = whole and source.head in words().lists["held_by_one"]
    return one and DEFINITE.match(scene.cast.text, *source.span) is not None


def _kind_told(source: Source, scene: Scene) -> list[str]:
    """The words that say which of several offices is meant: "first" in "the first minister"."""
    found = OF_KIND.fullmatch(scene.cast.text, *source.span)
    return found[1].lower().split() if found else []


def in_focus(scene: Scene, found: Sequence[Entity]) -> Entity | None:
    """The one whom the source's sentence names before it, or with whom the one before begins."""
    start = scene.sentences[scene.sentence]
    named = scene.cast.within(start, scene.at)
    here = {entity for name, entity in named if entity in found}
    if here:
        acts = named[0][0].run_start == start and AFTER_CLAUSE.search(
            scene.cast.text, start, scene.at
        )
        return here.pop() if len(here) == 1 and not acts else None
    before = scene.cast.within(scene.sentences[max(scene.sentence - 1, 0)], start)
    return next((entity for _, entity in before if entity in found), None)


def of_same_role(source: Source, scene: Scene) -> Answer:
    """Who is said soon after to be what somebody new is: "said Ida Marrant, an organizer of it"."""
    soon = scene.cast.within(scene.at, scene.at + SOON)
    fits = {e for _, e in soon if e.is_person and has_role(e, source.head)}
    new = [e for e in fits if e.mentions[0].start > scene.at]
    return Answer(new[0], BY_LATER_ROLE) if len(fits) == len(new) == 1 else NOBODY


def party_told(source: Source, scene: Scene) -> str | None:
    """The party of which a source's words tell."""
    return party_of(scene.cast.text[slice(*source.span)].lower().split())


def in_headline(source: Source, scene: Scene) -> bool:
    """Whether a role stands in a headline, which names nobody yet: "Zelk lawmaker wants peace"."""
    return scene.paragraph < HEADLINES and is_headlined(scene.cast.text, source.span)


def in_relation(source: Source) -> bool:
    """Whether a role is in relation to somebody, beside whatever else its bearer is: "rival"."""
    lists = words().lists
    return source.head in lists["headlined"] or source.head in lists["subordinates"]


def named_later(source: Source, scene: Scene, named: Sequence[tuple[int, Entity]]) -> Answer:
    """Who is meant by a role at the beginning of an article, "a New York judge": named soon after.

    That is the one person named after it, and not before, with the same role; or else, if it is the
    first person to speak after it by name, who is told to be nothing else. In a headline it is the
    first such person whom it does not name itself.

    Args:
        named: the sources of the article that are names, with their places.
    """
    if source.head in words().lists["relations"]:
        return NOBODY
    near = source.whose and scene.sentence >= LEAD  # "her doctor" is named soon, if ever
    soon = near or (scene.at > INTRODUCED and not is_single(source, scene))
    until = scene.at + (SOON if soon else INTRODUCED)
    if source.head in words().lists["organisations"]:
        return _body_later(source, scene, until)
    known = DEFINITE.match(scene.cast.text, *source.span) is not None
    single = is_single(source, scene)
    if known and scene.at > INTRODUCED and not single:
        return NOBODY
    gender = gender_of(source.head)
    new = [
        e
        for e in scene.cast.entities
        if source.span[1] <= e.mentions[0].start < until  # not its own "a Zelk pastor"
        if e.is_person and gender in (None, e.gender or gender)
    ]
    party, headline = party_told(source, scene), in_headline(source, scene)
    others = _named_with(scene) if headline else frozenset()
    fits = [e for e in new if has_role(e, source.head) and e not in others]
    fits = [e for e in fits if not of_another_state(e, source)]
    told = _kind_told(source, scene)
    fits = [e for e in fits if told and all(word in e.roles for word in told)] or fits
    fits = [e for e in fits if not party or party_of(e.roles) in (None, party)]
    if len(fits) == 1 or (fits and headline):
        return Answer(min(fits, key=lambda e: e.mentions[0].start), BY_LATER_ROLE)
    of_body = source.named is not None and party is None and scene.sentence < LEAD
    if (known and not (headline or of_body)) or fits or scene.at > INTRODUCED:
        return NOBODY
    first = _voice_later(source, scene, named)
    return Answer(first, BY_LATER_VOICE) if first in new else NOBODY


def _body_later(source: Source, scene: Scene, until: int) -> Answer:
    """The one body that is first named after a noun for it, and up to a place, and is called so."""
    entities, bodies = scene.cast.entities, scene.cast.bodies
    fits = [e for e in entities if not e.is_person and _is_called(e, source.head)]
    for named in (fits, [e for e in bodies if e.key[-1] == source.head]):
        new = [e for e in named if scene.at < e.mentions[0].start < until]
        if new:
            return Answer(new[0], BY_LATER_ROLE) if len(new) == 1 else NOBODY
    return NOBODY


def _is_called(entity: Entity, head: str) -> bool:
    """Whether a body's name or the article says that it is what a noun says."""
    return head in (*entity.key, *entity.roles) or of_kind(entity, head) or has_role(entity, head)


def _voice_later(
    source: Source, scene: Scene, named: Sequence[tuple[int, Entity]]
) -> Entity | None:
    """Who is the first to speak by name after a role, if they are told to be nothing else.

    In the first lines those do not count whom the role's own paragraph names, and bodies.
    """
    headline = in_headline(source, scene)
    lead = headline or (source.form == "introduced" and scene.sentence < LEAD)
    others = _named_with(scene) if lead else frozenset()
    voices = (e for at, e in named if at > scene.at and e not in others)
    first = next((e for e in voices if e.is_person or not lead), None)
    if first is None:
        return None
    told = any(AGED.fullmatch(role) is None for role in first.roles)
    if headline and in_relation(source):
        told = in_other_office(first, source.head)
    return None if told else first


def _named_with(scene: Scene) -> frozenset[Entity]:
    """Those whom the source's own paragraph names."""
    return frozenset(e for _, e in scene.cast.within(*scene.paragraphs[scene.paragraph]))


def relative_of(owner: Entity, source: Source, scene: Scene) -> Entity | None:
    """The one other person of somebody's surname who may be their wife, son and so on.

    That is, of that gender, and of whom the article does not say that they are another relative;
    nobody, if it says of anybody else that they are the one.
    """
    kin = source.head.removeprefix("ex-")
    if source.head not in KIN or len(owner.key) < 2 or has_role(owner, kin):
        return None
    others = [e for e in scene.cast.entities if e.is_person and e is not owner]
    if any(has_role(e, kin) and e.key[-1] != owner.key[-1] for e in others):
        return None
    fits = [
        e
        for e in others
        if e.key[-1] == owner.key[-1] and len(e.key) > 1 and e.gender == KIN[source.head]
        if not any(role in KIN and role.removeprefix("ex-") != kin for role in e.roles)
    ]
    return fits[0] if len(fits) == 1 else None
