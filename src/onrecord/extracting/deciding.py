"""Deciding: whom one source means, by the way that its form asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.extracting.asking import (
    BY_BODY,
    BY_ISSUE,
    BY_KIND,
    BY_NAME,
    BY_SUBJECT,
    OWNERS,
    UNSURE,
    Asked,
    likeliest,
    owner_of,
    told_of,
)
from onrecord.extracting.issuing import SUITS, issuer, plaintiff
from onrecord.extracting.nameless import says_nothing
from onrecord.extracting.parallels import (
    subject_of,
    subject_span,
    told_subject,
    who_intends,
)
from onrecord.extracting.pronouns import pronoun_answer, reflexive_answer, relative_answer
from onrecord.extracting.questions import NOBODY, Answer
from onrecord.extracting.scene import Said
from onrecord.extracting.sources import Form, Source, read_source
from onrecord.extracting.untold import named_later
from onrecord.extracting.voices import (
    addressed,
    first_person,
    first_plural,
    in_own_voice,
    interviewed,
)
from onrecord.extracting.which_body import body_answer, spoken_for
from onrecord.extracting.whose_role import role_answer

SURE = {"name": BY_NAME, "apposition": BY_NAME, "spokesperson": BY_NAME, "document": 0.85}
SITES = frozenset({"website", "site"})
"""Of a body, what it only speaks by: "Verbane's website"."""


def answer(asked: Asked) -> Answer:
    """Whom a source means, if anybody."""
    return WAYS[asked.source.form](asked)


def _sure(asked: Asked) -> Answer:
    """Who is named by the source's own words, or the body with a name and a noun in them."""
    source = asked.source
    if source.form in ("spokesperson", "document") and source.name is not None:
        body = asked.scene.cast.body_at(source.name.start)
        owned = source.named is None or source.named.is_person
        if body is not None and (owned or body[0].key[-1] not in SITES):
            return Answer(body[0], BY_BODY)
    return Answer(asked.source.named, SURE[asked.source.form])


def _introduced(asked: Asked) -> Answer:
    """Who is brought up by "a judge": whoever is named right before, or soon after."""
    told = told_of(asked)
    return told if told.entity else named_later(asked.source, asked.scene, asked.named)


def _unnamed(asked: Asked) -> Answer:
    """Of whom a noun is told, or whom "you" means in an interview; mostly nobody."""
    source, scene = asked.source, asked.scene
    if source.head == "you":
        there = addressed(scene)
        return (
            asked.answer(asked.aside(there, there.span[0])) if isinstance(there, Source) else there
        )
    told = told_of(asked)
    body = None if told.entity else spoken_for(asked)
    return Answer(body, BY_KIND) if body else told


def _sourceless(asked: Asked) -> Answer:
    """Who goes on to speak, by weighing, or by the sentence that a participle is in."""
    if says_nothing(asked.scene):
        return NOBODY
    told = _told_to_speak(asked)
    weighed = told or likeliest(asked)
    if told or (weighed.entity is not None and weighed.confidence >= UNSURE):
        return weighed
    own = in_own_voice(asked.scene)
    if own.entity is not None:
        return own
    subject = subject_of(asked.scene)
    words_for_it = None if subject else subject_span(asked.scene)
    if words_for_it is not None:
        there = read_source(asked.scene.cast, (words_for_it,))
        if there.form in ("pronoun", "role", "body"):
            return asked.answer(asked.aside(there, words_for_it[0]))
    return Answer(subject, BY_SUBJECT) if subject else weighed


def _told_to_speak(asked: Asked) -> Answer | None:
    """Who wants to say what a cue tells, or does so in what is told of another; see `parallels`."""
    intends = who_intends(asked.scene)
    if isinstance(intends, Said):
        return Answer(intends.speaker, BY_SUBJECT)
    span = intends or told_subject(asked.scene)
    there = read_source(asked.scene.cast, (span,)) if span else None
    if there is None or there.form not in ("first", "pronoun", "role", "body"):
        return None
    return asked.answer(asked.aside(there, there.span[0]))


def _text(asked: Asked) -> Answer:
    """Whose a text is."""
    if asked.source.whose in OWNERS:
        return owner_of(asked)
    who = plaintiff(asked.scene) if asked.source.head in SUITS else None
    there = read_source(asked.scene.cast, (who,)) if who else None
    if there is not None and there.form in ("name", "body", "role", "pronoun"):
        return asked.answer(asked.aside(there, there.span[0]))
    return Answer(None if asked.source.whose else issuer(asked.source, asked.scene), BY_ISSUE)


WAYS: Mapping[Form, Callable[[Asked], Answer]] = {
    "name": _sure,
    "apposition": _sure,
    "spokesperson": _sure,
    "document": _sure,
    "pronoun": pronoun_answer,
    "reflexive": reflexive_answer,
    "relative": relative_answer,
    "first": lambda asked: first_person(asked.scene),
    "ours": lambda asked: first_plural(asked.scene),
    "turn": lambda asked: interviewed(asked.scene),
    "role": role_answer,
    "introduced": _introduced,
    "body": body_answer,
    "text": _text,
    "none": _sourceless,
    "unnamed": _unnamed,
    "told": lambda _: NOBODY,
    "joint": lambda _: NOBODY,
}
