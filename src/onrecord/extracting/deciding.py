"""Deciding: whom one source means, by the way that its form asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.extracting.antecedent_features import feature_rows
from onrecord.extracting.antecedents import KINDS, candidates, has_role, object_of, of_kind
from onrecord.extracting.direct import (
    announced,
    begins_with,
    of_introduced,
    of_place,
    of_self,
    said_to_be,
)
from onrecord.extracting.groups import after_group, of_body
from onrecord.extracting.inside import (
    asked_inside,
    body_before,
    for_another,
    nameless_tells,
    relative_at,
    speaking,
    who_tells,
)
from onrecord.extracting.issuing import SUITS, issuer, plaintiff, text_before
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity, body_key
from onrecord.extracting.nameless import (
    brought_up,
    goes_on_nameless,
    is_anonymous,
    is_nameless,
    is_nameless_aide,
    says_nothing,
)
from onrecord.extracting.new_people import after_nameless, goes_on_with_nameless
from onrecord.extracting.offices import in_office_before
from onrecord.extracting.parallels import (
    accused,
    goes_on_here,
    parallel,
    provoked,
    role_first,
    subject_of,
    subject_span,
    told_subject,
    who_intends,
)
from onrecord.extracting.questions import ASIDE, Answer, Decide, Question
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
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.sources import HIS, Form, Source, is_territory, read_source
from onrecord.extracting.territories import government_of_place, territory
from onrecord.extracting.turns import MEMBERS_CALLED, member_meant
from onrecord.extracting.untold import (
    KIN,
    LEAD,
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
from onrecord.extracting.voices import (
    addressed,
    first_person,
    first_plural,
    in_own_voice,
    interviewed,
)
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

BY_NAME, BY_BODY = 0.97, 0.95
SURE = {"name": BY_NAME, "apposition": BY_NAME, "spokesperson": BY_NAME, "document": 0.85}
BESIDE, BY_PLACE, BY_ISSUE, BY_KIND, BY_SUBJECT, BY_DEED = 0.93, 0.9, 0.85, 0.75, 0.8, 0.8
BY_FOCUS, BY_KIN, BY_TELLER, BY_OFFICE = 0.75, 0.8, 0.8, 0.8
"""How sure the ways are that hang on no weights. Set by hand, near the shares that were right in
the labels, of which some ways have few."""
OF_ANOTHER = re.compile(r"\s(?:of|for|at|in|behind)\san?\s")
"""After a role, words that say that it is somebody new's: "the organizer of a rally"."""
UNHEARD, UNHEARD_OF_BODY, UNHEARD_IN_FOCUS = 0.65, 0.9, 0.5
"""How likely somebody must be meant by a role that the article gives to nobody; of a named body,
"the Zelk Fund member", likelier still; if the sentence is about them anyway, less."""
FEW_BEFORE = 3
"""Statements before a body's noun within which one that spoke is likelier meant than others."""
UNSURE = 0.5
"""How likely somebody must go on to speak to be taken for the one who does."""
BODY_RATHER_THAN_PEOPLE = 0.9
"""How likely "they" must mean a body to mean it after others have been told of."""
OF_ANOTHER_SENTENCE = 0.95
"""How likely somebody of an earlier sentence must be meant rather than the subject of this one."""
THAN_TELLER = 0.8
"""How likely somebody must be meant rather than whoever tells it."""
CLEARLY = 0.7
"""How likely somebody must have a role for "who" or "he" after it to mean them."""
GO_ON: frozenset[Form] = frozenset({"role", "body", "document", "text", "spokesperson"})
"""Forms of what stands before "who" or "which" that somebody may be meant by."""
ONE = re.compile(r"(?:an?|one of the|one of [a-z]+['’]s|self)\b")
"""Before a noun, that it is said of one, who may be told before it; also "self-described"."""
ANY_KIND = frozenset({"group", "organization", "organisation", "body", "institution", "agency"})
"""Nouns for bodies of nearly any kind."""
SITES = frozenset({"website", "site"})
"""Of a body, what it only speaks by: "Verbane's website"."""
NEWS = re.compile(r" news (?:agency|site|website|channel|outlet|organi[sz]ation)")
"""After a name, that it is what puts out news: "the Zelna news agency"."""
TO_ME = re.compile(r"(?: [a-z]+){1,2} (?:me|us)\b")
"""After a pronoun, that it stands in the words of whoever spoke last: "she told me"."""
OWNERS = {"his": "m", "her": "f", "its": "n"}
NOBODY = Answer(None, 1.0)
A_SPOKESMAN = re.compile(r"an? spokes(?:man|woman|person)", re.IGNORECASE)
"""Who speaks for a body that was named before."""


@dataclass(frozen=True)
class Asked:
    """A source for which somebody is looked for.

    index: of its statement; scene: where it stands; named: the sources of the article that are
    names, with their places; decide: who weighs candidates.
    """

    index: int
    source: Source
    scene: Scene
    named: Sequence[tuple[int, Entity]]
    decide: Decide

    def aside(self, source: Source, at: int) -> Asked:
        """The same for another source, on the way to this one's answer."""
        return replace(self, index=ASIDE, source=source, scene=replace(self.scene, at=at))


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


def _weighed(asked: Asked) -> Answer:
    """The likeliest of those whom the article names."""
    return _weigh(asked, candidates(asked.source, asked.scene))


def _weigh(asked: Asked, found: Sequence[Entity]) -> Answer:
    rows = feature_rows(asked.source, asked.scene, found)
    return asked.decide(Question(asked.index, asked.source, found, rows))


def _pronoun(asked: Asked) -> Answer:
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
        or _in_words_after_nameless(source, scene)
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
    weighed = _weigh(asked, [entity for entity in found if entity not in speaks])
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
    has_it = answer(asked.aside(role, role.span[0]))
    fits = has_it.entity is not None and has_it.entity.gender in (None, source.gender)
    return has_it if fits and has_it.confidence >= CLEARLY else None


def _of_text(asked: Asked, text: Span) -> Answer | None:
    """Whose a text is that stands elsewhere; None where the words there are for something else."""
    there = read_source(asked.scene.cast, (text,))
    told = there.form in ("text", "document", "spokesperson", "body")
    return answer(asked.aside(there, text[0])) if told else None


def _in_words_after_nameless(source: Source, scene: Scene) -> bool:
    """Whether "she" in somebody's words may go on with "my mother", after whom nobody is named."""
    quoted = speaking(scene)
    if not quoted and TO_ME.match(scene.cast.text, source.span[1]) and _between_marks(scene):
        quoted = {said.speaker for said in scene.said[-1:] if said.speaker}
    elif not quoted:
        return False
    at = relative_at(source, scene)
    if any(a <= at < b for e in scene.cast.entities for a, b in e.described):
        return False  # "Marrant, his wife, said she"
    return at >= 0 and not any(
        entity.type in ("person", UNKNOWN)
        and entity.gender in (None, source.gender)
        and entity not in quoted
        for _, entity in scene.cast.within(at, scene.at)
    )


def _between_marks(scene: Scene) -> bool:
    """Whether a quotation that begins before a source, in its paragraph, has not ended there."""
    before = scene.cast.text[scene.paragraphs[scene.paragraph][0] : scene.at]
    opened = any(before.count(a) > before.count(b) for a, b in ("“”", "«»"))
    return opened or before.count('"') % 2 == 1


def _relative(asked: Asked) -> Answer:
    """Who is meant by "who": the name before it, or whoever has the role before it; by "which", a
    body or whose a text is."""
    source, scene = asked.source, asked.scene
    near = beside(source, scene) or named_after(source, scene) or inverted(source, scene)
    if near is not None:
        return Answer(near, BESIDE)
    he = pronoun_before(source, scene) or who_before(source, scene) or as_someone(source, scene)
    if he is not None:
        return answer(asked.aside(he, he.span[0]))
    noun = noun_before(source, scene)
    if noun is None:
        return _headed(asked)
    there = read_source(scene.cast, (noun,))
    has_it = answer(asked.aside(there, noun[0])) if there.form in GO_ON else NOBODY
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


def _reflexive(asked: Asked) -> Answer:
    """Whom "a self-described socialist" is said of: who is named after it, or before it."""
    there = said_to_be(asked.source, asked.scene)
    if isinstance(there, Source):
        return answer(asked.aside(there, there.span[0]))
    if there is not None:
        return Answer(there, BY_PLACE)
    own = of_self(asked.source, asked.scene)
    return Answer(own, BY_SUBJECT if own else 1.0)


def _role(asked: Asked) -> Answer:
    """Who has a role: by its place, as a relative, by weighing, or as one given to nobody."""
    source, scene = asked.source, asked.scene
    if scene.turns and source.head in MEMBERS_CALLED:
        words_for = scene.cast.text[source.span[0] : source.end]
        member = member_meant(scene.turns, scene.turn, words_for, scene.cast.text)
        if member or scene.turn is not None:
            return Answer(member, BY_PLACE if member else 1.0)
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
    weighed = _weigh(asked, found)
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
        his = _owner(asked)
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
        return Answer(who, BY_PLACE if who else 1.0)
    later = named_later(source, scene, asked.named)
    if in_headline(source, scene) and in_relation(source):
        return later  # they are not whom the headline names
    if later.entity is not None and is_single(source, scene):
        return later
    weighed = _weigh(asked, found)
    of_body = source.named is not None and source.named.type == "organisation"
    least = UNHEARD_OF_BODY if of_body and not party_told(source, scene) else UNHEARD
    focus = in_focus(scene, found) if least == UNHEARD and later.entity is None else None
    if focus and focus is weighed.entity and weighed.confidence >= UNHEARD_IN_FOCUS:
        return Answer(focus, max(weighed.confidence, BY_FOCUS))
    if weighed.confidence < least:
        weighed = Answer(None, weighed.confidence)
    return max(later, weighed, key=lambda one: (one.entity is not None, one.confidence))


def _introduced(asked: Asked) -> Answer:
    """Who is brought up by "a judge": whoever is named right before, or soon after."""
    told = _told_of(asked)
    return told if told.entity else named_later(asked.source, asked.scene, asked.named)


def _told_of(asked: Asked) -> Answer:
    """Of whom a sentence says that they are what the source is: "he is a rebel", "one of them"."""
    if not ONE.match(asked.scene.cast.text, asked.source.span[0]):
        return NOBODY
    there = said_to_be(asked.source, asked.scene) or of_introduced(asked.source, asked.scene)
    if isinstance(there, Source):
        return answer(asked.aside(there, there.span[0]))
    return Answer(there, BY_PLACE if there else 1.0)


def _unnamed(asked: Asked) -> Answer:
    """Of whom a noun is told, or whom "you" means in an interview; mostly nobody."""
    source, scene = asked.source, asked.scene
    if source.head == "you":
        there = addressed(scene)
        return answer(asked.aside(there, there.span[0])) if isinstance(there, Source) else there
    told = _told_of(asked)
    body = None if told.entity else _spoken_for(asked)
    return Answer(body, BY_KIND) if body else told


def _spoken_for(asked: Asked) -> Entity | None:
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


def _sourceless(asked: Asked) -> Answer:
    """Who goes on to speak, by weighing, or by the sentence that a participle is in."""
    if says_nothing(asked.scene):
        return NOBODY
    told = _told_to_speak(asked)
    weighed = told or _weighed(asked)
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
            return answer(asked.aside(there, words_for_it[0]))
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
    return answer(asked.aside(there, there.span[0]))


def _text(asked: Asked) -> Answer:
    """Whose a text is."""
    if asked.source.whose in OWNERS:
        return _owner(asked)
    who = plaintiff(asked.scene) if asked.source.head in SUITS else None
    there = read_source(asked.scene.cast, (who,)) if who else None
    if there is not None and there.form in ("name", "body", "role", "pronoun"):
        return answer(asked.aside(there, there.span[0]))
    return Answer(None if asked.source.whose else issuer(asked.source, asked.scene), BY_ISSUE)


def _body(asked: Asked) -> Answer:
    """A body: that of whom its words name, of whom "his" means, or by weighing."""
    source = asked.source
    if is_territory(source.head):
        place = territory(source, asked.scene)
        return Answer(place, BY_PLACE if place else 1.0)
    there = government_of_place(source, asked.scene)
    own = there or _body_of(source.named, asked) or _called(asked)
    if own or (source.named is not None and source.named.is_person):
        return Answer(own, BY_BODY)
    if source.whose in HIS:
        owner = _owner(asked)
        return Answer(_body_of(owner.entity, asked), owner.confidence)
    last = _last_company(asked)
    if last is not None:
        return Answer(last, BY_PLACE)
    weighed = _weighed(asked)
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


def _owner(asked: Asked) -> Answer:
    """Whom "his" or "her" means, before a body or a text."""
    whose = asked.source.whose or ""
    his = Source("pronoun", asked.source.span, head=whose, gender=OWNERS[whose])
    weighed = _weighed(replace(asked, index=ASIDE, source=his))
    before = begins_with(asked.scene, asked.scene.sentence - 1) if whose == "its" else None
    if weighed.entity is None and before is not None and before.type == "organisation":
        return Answer(before, BY_SUBJECT)
    return weighed


WAYS: Mapping[Form, Callable[[Asked], Answer]] = {
    "name": _sure,
    "apposition": _sure,
    "spokesperson": _sure,
    "document": _sure,
    "pronoun": _pronoun,
    "reflexive": _reflexive,
    "relative": _relative,
    "first": lambda asked: first_person(asked.scene),
    "ours": lambda asked: first_plural(asked.scene),
    "turn": lambda asked: interviewed(asked.scene),
    "role": _role,
    "introduced": _introduced,
    "body": _body,
    "text": _text,
    "none": _sourceless,
    "unnamed": _unnamed,
    "told": lambda _: NOBODY,
    "joint": lambda _: NOBODY,
}
