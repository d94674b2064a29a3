"""Pronouns: whom "he", "they", "who" or "a self-described rebel" means."""

from __future__ import annotations

from onrecord.extracting.antecedents import candidates, object_of
from onrecord.extracting.asking import (
    BESIDE,
    BY_DEED,
    BY_OFFICE,
    BY_PLACE,
    BY_SUBJECT,
    BY_TELLER,
    CLEARLY,
    UNSURE,
    Asked,
    likeliest_of,
)
from onrecord.extracting.direct import announced, of_self, said_to_be
from onrecord.extracting.groups import after_group, of_body
from onrecord.extracting.inside import (
    after_relative,
    asked_inside,
    body_before,
    for_another,
    nameless_tells,
    speaking,
    who_tells,
)
from onrecord.extracting.issuing import text_before
from onrecord.extracting.nameless import goes_on_nameless, is_anonymous
from onrecord.extracting.new_people import after_nameless, goes_on_with_nameless
from onrecord.extracting.offices import in_office_before
from onrecord.extracting.parallels import (
    accused,
    goes_on_here,
    parallel,
    provoked,
    role_first,
)
from onrecord.extracting.questions import NOBODY, Answer, found_by
from onrecord.extracting.relatives import (
    as_someone,
    beside,
    headed,
    inverted,
    named_after,
    noun_before,
    pronoun_before,
    who_before,
)
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Form, Source, read_source
from onrecord.extracting.untold import named_later, of_same_role
from onrecord.statement import Span

BODY_RATHER_THAN_PEOPLE = 0.9
"""How likely "they" must mean a body to mean it after others have been told of."""
OF_ANOTHER_SENTENCE = 0.95
"""How likely somebody of an earlier sentence must be meant rather than the subject of this one."""
THAN_TELLER = 0.8
"""How likely somebody must be meant rather than whoever tells it."""
GO_ON: frozenset[Form] = frozenset({"role", "body", "document", "text", "spokesperson"})
"""Forms of what stands before "who" or "which" that somebody may be meant by."""


def pronoun_answer(asked: Asked) -> Answer:
    """Whom "he" or "they" means: by who is announced, by whose a text is, or by its sentence; or
    nobody, after somebody nameless."""
    source, scene = asked.source, asked.scene
    after = announced(source, scene)
    if after:
        return Answer(after, BY_PLACE)
    if _means_nobody_named(source, scene):
        return NOBODY
    text = text_before(scene) if source.head == "it" else None
    of_text = _of_text(asked, text) if text else None
    if of_text is not None:
        return of_text
    meant = _by_sentence(asked)
    unsure = meant.confidence < BODY_RATHER_THAN_PEOPLE
    return NOBODY if unsure and after_group(source, scene) else meant


def _means_nobody_named(source: Source, scene: Scene) -> bool:
    """Whether a pronoun goes on with somebody whom the article does not name."""
    new = (
        goes_on_nameless(source, scene)
        or after_nameless(source, scene)
        or goes_on_with_nameless(source, scene)
    )
    return (
        (new and not for_another(source, scene))
        or is_anonymous(source, scene)
        or nameless_tells(source, scene)
        or asked_inside(source, scene)
        or after_relative(source, scene)
    )


def _by_sentence(asked: Asked) -> Answer:
    """Whom a pronoun means by how its sentence is built: where nobody is surely meant by weighing,
    or where it is told what somebody else answered."""
    did = provoked(asked.source, asked.scene) or accused(asked.source, asked.scene)
    if did is not None:
        return Answer(did, BY_DEED)
    role = _role_before(asked)
    if role is not None:
        return role
    found = candidates(asked.source, asked.scene)
    speaks = speaking(asked.scene)
    weighed = likeliest_of(asked, [entity for entity in found if entity not in speaks])
    here = goes_on_here(asked.source, asked.scene)
    if here is not None and here not in speaks and weighed.confidence < OF_ANOTHER_SENTENCE:
        last = asked.scene.last(weighed.entity) if weighed.entity else None
        if last is None or last.sentence < asked.scene.sentence:
            return Answer(here, BY_SUBJECT)
    sure = not weighed.close and weighed.entity is not None
    teller = who_tells(asked.source, asked.scene) or body_before(asked.source, asked.scene)
    if teller is not None and not (sure and weighed.confidence >= THAN_TELLER):
        return Answer(teller, BY_TELLER)
    if sure and weighed.confidence >= UNSURE:
        return weighed
    subject = parallel(asked.source, asked.scene)
    subject = subject if subject in found else of_body(asked.source, asked.scene)
    no_subject = subject in speaks or subject is object_of(asked.scene)
    return Answer(subject, BY_SUBJECT) if subject and not no_subject else weighed


def _role_before(asked: Asked) -> Answer | None:
    """Who has the role that a pronoun goes on with, "The mayor laughed. He"."""
    source, scene = asked.source, asked.scene
    holder = in_office_before(source, scene)
    if holder is not None:
        return Answer(holder, BY_OFFICE)
    span = role_first(source, scene)
    role = read_source(scene.cast, (span,)) if span else None
    if role is None or role.form != "role":
        return None
    has_it = asked.answer(asked.aside(role, role.span[0]))
    fits = has_it.entity is not None and has_it.entity.gender in (None, source.gender)
    return has_it if fits and has_it.confidence >= CLEARLY else None


def _of_text(asked: Asked, text: Span) -> Answer | None:
    """Whose a text is that stands elsewhere; None where the words there are for something else."""
    there = read_source(asked.scene.cast, (text,))
    told = there.form in ("text", "document", "spokesperson", "body")
    return asked.answer(asked.aside(there, text[0])) if told else None


def relative_answer(asked: Asked) -> Answer:
    """Who is meant by "who": the name before it, or whoever has the role before it; by "which", a
    body or whose a text is."""
    source, scene = asked.source, asked.scene
    near = beside(source, scene) or named_after(source, scene) or inverted(source, scene)
    if near is not None:
        return Answer(near, BESIDE)
    he = pronoun_before(source, scene) or who_before(source, scene) or as_someone(source, scene)
    if he is not None:
        return asked.answer(asked.aside(he, he.span[0]))
    noun = noun_before(source, scene)
    if noun is None:
        return _headed(asked)
    there = read_source(scene.cast, (noun,))
    has_it = asked.answer(asked.aside(there, noun[0])) if there.form in GO_ON else NOBODY
    before = scene.cast.within(scene.sentences[scene.sentence], noun[0])
    # "the mayor of Zelk met the mayor, who": another one, but it may be their own text
    another = there.form in ("role", "body") and has_it.entity in [entity for _, entity in before]
    return NOBODY if another or has_it.confidence < CLEARLY else has_it


def _headed(asked: Asked) -> Answer:
    """Who is named only after a headline that begins with a role and "who"."""
    new = headed(asked.source, asked.scene)
    if new is None:
        return NOBODY
    same = of_same_role(new, asked.aside(new, new.span[1]).scene)
    return same if same.entity else named_later(new, asked.scene, asked.named)


def reflexive_answer(asked: Asked) -> Answer:
    """Whom "a self-described socialist" is said of: who is named after it, or before it."""
    there = said_to_be(asked.source, asked.scene)
    if isinstance(there, Source):
        return asked.answer(asked.aside(there, there.span[0]))
    if there is not None:
        return Answer(there, BY_PLACE)
    own = of_self(asked.source, asked.scene)
    return found_by(own, BY_SUBJECT)
