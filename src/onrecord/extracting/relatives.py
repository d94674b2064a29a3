"""Relative pronouns: whom “who”, “which” or “that” goes on with, by the words around it."""

from __future__ import annotations

import re

from onrecord.extracting.antecedents import is_people
from onrecord.extracting.direct import OF_PLACE, RELATIVE_REACH, SPEAKS
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.noun_phrases import is_plural
from onrecord.extracting.parallels import VERB
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Form, Source
from onrecord.extracting.word_lists import given_names, words
from onrecord.statement import Span

IS = r"(?:is|was|remains|became|(?:has|had) (?:long |since )?(?:been|become))"
PARENTHESIS = re.compile(r"\([^)]*\)|\($")
APPOSED = re.compile(
    rf"(?:['’]s?)?{OF_PLACE}?\s?(?:\([^)]*\))?(?:,| [—–-]+)\s"
    r"(?:(?:now|then|once|formerly|long|herself|himself|itself|(?:known|described) as|called) )?"
    r"(?:an?|the|one of|his|her|their|its|[A-Z][\w’'-]*)\s"
    r"(?:(?!\b(?:and\s(?:the\s)?[A-Z]|(?:who|which|that|said|says|told)\b))[^.;:,“”\"\n]|[.,](?=\s[A-Z])){2,90}?,?\s"
    rf"|,?{OF_PLACE},?\s"
    r"|\s(?:on|in|at|by|from|over|during|after|before)\s(?:(?:an?|the|his|her)\s)?[a-z-]+(?:\s[a-z-]+)?,\s"
    r"|\s(?:(?:this|last|next) [a-z]+|(?:on|in) [A-Z][a-z]+|earlier|yesterday|today|again),\s"
    r"|, (?:then|now|formerly|once|currently|previously) [a-z-]+(?: [a-z-]+)?"
    r"(?: (?:of|for|at|in|to) [^.;:,“”\"\n]{2,60})?,\s"
    r"|, (?:now |then )?\d{1,3},(?: of [A-Z][\w.’'-]*(?:,? [A-Z][\w.’'-]*)*,)?\s"
    rf"|\s{IS}\s(?:an?|the|one of the)\s(?:(?!who|that|which)[\w’'-]+\s){{1,8}}"
    rf"|\s{IS}\s(?:an?|the|one of the)\s[^.;:“”\"\n]{{2,90}}, an?\s"
    r"(?:(?!(?:who|that|which|of|from|on|to|by|with|for|in|at|against|among)\b)[\w’'-]+\s){1,4}"
    rf"|\s{IS}\s(?:an?|the|one of the)\s"
    r"(?:(?!(?:who|that|which|of|from|on|to|by|with|for|in|at|against|among)\b)[\w’'-]+,?\s){1,14}(?<!,\s)"
)
"""Between a name and "who", words that say what its bearer is: ", an analyst in Zelk, ", or "is a
former analyst ".."""
NOUN_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]h(?:is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|\b[A-Z][\w’'.-]*['’]s?)"
    r"\s(?!(?:only|first|second|next|last|other|same|future|then)\b)(?:(?!(?:the|an?|to|of|on|in|at|by|for|from|with|and|or)\b)[\w’'-]+\s){0,4}?([a-z-]+)"
    r"(?:\s(?:of|for|at|in)\s(?:the\s)?[A-Z][\w’'.-]*(?:\s(?:(?:of|for|and|the)\s)*[A-Z][\w’'.-]*){0,4}"
    r"|\s(?:on|about|against|toward|towards|over)\s(?:the\s)?[a-z-]+(?:\s[a-z-]+)?)?(?=,?\s$)"
)
"""Before "who" or "which", who has a role, a body or a text: "the Zelkian president, "."""
RELATED = {"who": ("roles",), "which": ("organisations", "documents"), "that": ("documents",)}
"""By a relative, the lists of the nouns that it may go on with."""
SERIES = re.compile(r"(?:(?P<noun>[\w’'-]+),| (?:and|or|but)(?: an?(?: [\w’'-]+){1,4})?) $")
"""Before "who", that it goes on from another one: "who sat and ", "who was ill and a writer "."""
FIRST = {"who": re.compile(r"\bwho(?:m|se)?\b"), "which": re.compile(r", which\b")}
"""By a relative, the one that it may go on from."""
ENDS_RANGE = re.compile(
    r"(?:[—–(,-]\s?|\b(?:ranging|everyone|everybody|anyone|people|leaders|figures)\s)"
    r"from\s[^.;“”\"\n]{2,120}\sto\s(?:(?:[a-z-]+\s){0,3}|[^a-z]*)$"
)
"""Before a name, that "who" after it is of several: "— from Marrant to Okoro —"."""
NAMED_AFTER = re.compile(
    r"\b[Tt]he\s(?:[\w’'-]+\s){0,3}?(?P<noun>[\w’'-]+)\s(?P<relative>who|that|which)\s"
    r"[^.;:,“”\"\n]{2,120}?\b(?P<last>[\w’'-]+),\s"
)
"""A noun and "who" with its clause, after which the name follows: "The lawyer who sued, Okoro,"."""
BEGINS_INVERTED = re.compile(
    r"\W*(?:(?:But|And|Among|One of) )*(?:the|those|one)\b(?: [\w’'-]+){0,5}? ", re.IGNORECASE
)
INVERTED = re.compile(r"\s[^.;:“”\"\n]{2,120}?\s(?:is|was|remains) (?:the )?")
"""From the beginning of a sentence to "who", and from there to whom it is about."""
ENDS = re.compile(r"\s*(?:\([^)]*\))?\s*[.,;—–]")
AS_SOMEONE = re.compile(
    r"\W*(?:(?:But|And|Speaking),? )?(?P<like>as )?"
    r"(?:someone|somebody|one|an?(?: [a-z-]+){1,4}?),? who\b",
    re.IGNORECASE,
)
"""At the beginning of a sentence, that its subject is meant: "As someone who sued, I"."""
MAIN_SUBJECT = re.compile(r"(?<=, )(I|he|she)(?=[’' ])")
ONE_THAT = re.compile(r"\b(?:one|man|woman|person|president|leader|candidate|politician) $")
"""Before "that", a noun for a person: "Marrant was the first one that"."""
HEADED = re.compile(r"(?:[\w’'-]+ ){0,3}?([\w-]+) ")
"""From the beginning of a headline to "who", a role of somebody new: "Zelk Actor Who"."""
HE_IS = re.compile(
    r"\b(?:(he|she)(?: (?:is|was|remains|became|has been|had been)|['’]s) (?:now |still |also )?"
    r"|(?:makes?|made|making|leaves?|left|leaving|calls?|called|calling) (him|her) )"
    r"(?:an?|the|one of the) (?:(?!who|that|which|of|to|for|with)[\w’'-]+,? ){1,8}$",
    re.IGNORECASE,
)
"""Before "who", words that say what somebody is: "she is a judge ", "makes her the only judge "."""
CALLED = re.compile(r"\b([a-z]+) (?:called|named|dubbed|known as) (?:the )?[“\"‘]?$")
"""Before a body's name, its noun: "a group called ", whatever the name looks like."""
CHANNELS = frozenset({"website", "site", "blog", "app", "podcast", "account", "channel"})
WITH_ARTICLE = re.compile(r"\b(?:the|an?)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
AT = re.compile(r"\b(?:the|an?|in|at|on|from|near|to|into|under|of|for|with)\s$", re.IGNORECASE)
"""Before a name, that it may be a law's or a place's: it is no body's for being named once."""
NAMELESS_OF = re.compile(
    r"(?:(\b(?:an?|one|another|some)\s)(?:[\w’'-]+\s){0,3}?)?\b([a-z-]+)\s"
    r"(?:to|for|of|with|from|in|at)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a name, somebody nameless whose it is: "an adviser to", "residents of"."""
LED = re.compile(
    r"(?: \([^)]*\))?, (?:[a-z]+ly )?(?:led|headed|founded|chaired|run|owned|backed|based|created|"
    r"funded|flanked|joined|accompanied|elected|appointed|born|raised) [^.;:“”\"\n]{2,80}, $"
)
"""Between a name and a relative, what was done to its bearer: ", led by Ilse Marrant, "."""
OF_SEVERAL = re.compile(
    r"\s(?:both|all|each|together|jointly)\s|"
    r"\s(?:(?:also|now|still|all|both|often|[a-z]+ly)\s)?(?:are|were|have|do|aren[’']t|weren[’']t|"
    r"haven[’']t|don[’']t|feel|think|believe|want|say|see|like|hope|know)\b"
)
"""After "who", a verb of several: "voters such as Marrant, who are"."""
SERIES_REACH = 400
"""The same within which another "who" stands that it goes on from."""
ANYBODY = frozenset({"man", "woman", "boy", "girl"})


def beside(source: Source, scene: Scene) -> Entity | None:
    """Who stands right before "who", or but for words that say what they are."""
    cast = scene.cast
    if source.head == "who" and OF_SEVERAL.match(cast.text, source.span[1]):
        return None
    start = max(scene.sentences[scene.sentence], scene.at - RELATIVE_REACH)
    found: list[Entity] = []
    led: Entity | None = None
    for name, entity in cast.within(start, scene.at):
        body, end = cast.body_at(name.start) or (None, 0)
        if body and source.head == "which" and not cast.text[end : scene.at].strip(" ,"):
            found.append(body)
        gap = cast.text[name.end : scene.at]
        bare = not PARENTHESIS.sub("", gap).strip(" ,—–-") and source.head != "that"
        ends = ENDS_RANGE.search(cast.text, start, name.run_start)
        bare = bare and not (ends and source.head == "who")
        bare = bare and not (
            source.head == "who" and _of_nameless(name.run_start, scene, of_person=entity.is_person)
        )
        word = "who" if ONE_THAT.search(gap) else source.head
        if (bare or APPOSED.fullmatch(gap)) and _fits_relative(name, entity, scene, word):
            found.append(entity)
        if LED.fullmatch(gap) and not found and _fits_relative(name, entity, scene, source.head):
            led = entity
    return next((e for e in found if e.is_person), found[0] if found else led)


def _of_nameless(at: int, scene: Scene, *, of_person: bool) -> bool:
    """Whether what stands at a place only says whose or of where somebody is: "an adviser to
    Marrant, who"."""
    before = NAMELESS_OF.search(scene.cast.text, max(0, at - RELATIVE_REACH), at)
    if before is None:
        return False
    lists, head = words().lists, before[2].lower()
    if is_plural(head):
        return True
    apposed = scene.cast.text.endswith(", ", 0, before.start())
    new = before[1] is not None or head in lists["relations"] or not of_person
    return head in lists["roles"] and new and not apposed


def noun_before(source: Source, scene: Scene) -> Span | None:
    """Where the noun stands, with its words, that "who" or "which" goes on with.

    "The mayor, who said", "the council, which said", "Marrant's letter, which said".
    """
    start = max(scene.sentences[scene.sentence], scene.at - RELATIVE_REACH)
    found = NOUN_BEFORE.search(scene.cast.text, start, scene.at)
    if found is None or source.head not in RELATED:
        return None
    lists = words().lists
    fits = any(found[1] in lists[kind] for kind in RELATED[source.head])
    fits &= source.head != "who" or not _of_nameless(found.start(), scene, of_person=True)
    return found.span() if fits else None


def named_after(source: Source, scene: Scene) -> Entity | None:
    """Who is named after a relative clause: "The lawyer who sued the port, Ilse Marrant, said"."""
    text, lists = scene.cast.text, words().lists
    start = max(scene.sentences[scene.sentence], scene.at - 30)
    clause = NAMED_AFTER.search(text, start)
    if clause is None or clause.span("relative") != source.span:
        return None
    noun, last = clause["noun"].lower(), clause["last"]
    if _is_somebody(last) or last in lists["organisations"]:  # whom the name may be of
        return None
    body = noun in lists["organisations"] or noun in CHANNELS
    if is_plural(noun) or not (body or (source.head == "who" and _is_somebody(noun))):
        return None
    for name, entity in scene.cast.within(clause.end(), clause.end() + 40)[:1]:
        first, ends = name.run_start == clause.end(), text.startswith(",", name.end)
        if first and ends and entity.is_person != body and not entity.place:
            return entity
    return None


def inverted(source: Source, scene: Scene) -> Entity | None:
    """Who is named last in "The only senator who said no was Marrant"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    if source.head != "who" or not BEGINS_INVERTED.fullmatch(text, start, scene.at):
        return None
    for name, entity in scene.cast.within(scene.at, scene.at + RELATIVE_REACH):
        if INVERTED.fullmatch(text, source.span[1], name.run_start):
            return entity if entity.is_person and ENDS.match(text, name.end) else None
    return None


def as_someone(source: Source, scene: Scene) -> Source | None:
    """The subject of a sentence that begins with "As someone who" or "A nurse who": "I", "she" or
    a name, but for whoever only says it: "A nurse who sued, Marrant said, left"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    begins = AS_SOMEONE.match(text, start, source.span[1]) if source.head == "who" else None
    if begins is None:
        return None
    end = next(iter(scene.sentences[scene.sentence + 1 : scene.sentence + 2]), len(text))
    subjects = [
        Source("name", (name.run_start, name.end), named=entity)
        for name, entity in scene.cast.within(scene.at, end)
        if entity.is_person and not name.possessive
    ]
    for found in MAIN_SUBJECT.finditer(text, scene.at, end):
        head = found[1].lower()
        gender = {"he": "m", "she": "f"}.get(head)
        form: Form = "pronoun" if gender else "first"
        subjects.append(Source(form, found.span(1), head=head, gender=gender))
    for subject in sorted(subjects, key=lambda one: one.span[0]):
        first, after = subject.span
        acts = VERB.match(text, after) is not None and text.endswith(", ", scene.at, first)
        tells = subject.form == "first" or SPEAKS.match(text, after) is not None
        if (acts and not tells) or (begins["like"] and (acts or subject.form != "name")):
            return subject
    return None


def who_before(source: Source, scene: Scene) -> Source | None:
    """The "who" that another one goes on from: "Marrant, who sat and who said".

    Not after a comma and somebody, "Marrant, who met a nurse, who said".
    """
    start = max(scene.sentences[scene.sentence], scene.at - SERIES_REACH)
    series = SERIES.search(scene.cast.text, start, scene.at) if source.head in FIRST else None
    noun = series["noun"] if series else None
    if series is None or (noun and (source.head == "which" or _is_somebody(noun))):
        return None
    before = list(FIRST[source.head].finditer(scene.cast.text, start, scene.at))
    return Source("relative", before[-1].span(), head=source.head) if before else None


def _is_somebody(noun: str) -> bool:
    """Whether a word is for a person or for people, or a name."""
    lists, small = words().lists, noun.lower()
    known = small in lists["roles"] or small in lists["relations"] or small in ANYBODY
    known |= f"{small}s" in lists["collective"]
    return known or is_plural(small) or noun != small


def headed(source: Source, scene: Scene) -> Source | None:
    """The role with which a headline begins and that "who" goes on with: "Zelk Actor Who Sang"."""
    found = HEADED.fullmatch(scene.cast.text, 0, scene.at) if source.head == "who" else None
    if found is None or found[1].lower() not in words().lists["roles"]:
        return None
    return Source("introduced", (0, found.end(1)), head=found[1].lower())


def pronoun_before(source: Source, scene: Scene) -> Source | None:
    """The pronoun of whom "who" goes on to tell: "she is a judge who said"."""
    start = max(scene.sentences[scene.sentence], scene.at - RELATIVE_REACH)
    found = HE_IS.search(scene.cast.text, start, scene.at) if source.head == "who" else None
    if found is None:
        return None
    group = 1 if found[1] else 2
    head = found[group].lower()
    gender = "m" if head in ("he", "him") else "f"
    return Source("pronoun", found.span(group), head=head, gender=gender)


def _fits_relative(name: Name, entity: Entity, scene: Scene, word: str) -> bool:
    """Whether "who" may mean a person, and "which" a body, that is named before it."""
    last = name.tokens[-1].lower()
    called = CALLED.search(scene.cast.text, max(0, name.run_start - 40), name.run_start)
    if called and word == "which":
        lists = words().lists
        return called[1] in lists["organisations"] or called[1] in CHANNELS
    before = scene.cast.text[max(0, name.run_start - 40) : name.run_start]
    several = last in words().lists["collective"] and entity.type != "organisation"
    if is_people(entity) or several:
        return False
    if word not in ("who", "whom", "whose"):
        known = entity.type not in (UNKNOWN, PLACE) or len(entity.mentions) > 1
        known |= entity.type == UNKNOWN and not entity.place and not AT.search(before)
        text = entity.type != "organisation" and last in words().lists["documents"]
        # "W.W. Verbane, which said" is a company that was taken for a person
        person = entity.is_person and (entity.gender or entity.key[0] in given_names())
        return known and not person and not text
    if entity.is_person:
        return True
    return entity.type == UNKNOWN and not entity.place and not WITH_ARTICLE.search(before)
