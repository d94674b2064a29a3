"""Antecedents that the words beside a source, or before it, tell without weighing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedents import has_role, is_people
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.parallels import PARTICIPLE
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source, is_plural
from onrecord.extracting.word_lists import given_names, words
from onrecord.statement import Span

PARENTHESIS = re.compile(r"\([^)]*\)|\($")
OF_PLACE = r"(?:\s(?:of|from)\s(?:the\s)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,4})"
APPOSED = re.compile(
    rf"(?:['’]s?)?{OF_PLACE}?\s?(?:\([^)]*\))?(?:,| [—–-]+)\s(?:now |then |once )?"
    r"(?:an?|the|one of|his|her|their|its|[A-Z][\w’'-]*)\s"
    r"(?:(?!\b(?:and\s(?:the\s)?[A-Z]|(?:who|which|that|said|says|told)\b))[^.;:,“”\"\n]|[.,](?=\s[A-Z])){2,90}?,?\s"
    rf"|,?{OF_PLACE},?\s"
    r"|\s(?:on|in|at|by|from|over|during|after|before)\s(?:(?:an?|the|his|her)\s)?[a-z-]+(?:\s[a-z-]+)?,\s"
    r"|\s(?:(?:this|last|next) [a-z]+|(?:on|in) [A-Z][a-z]+|earlier|yesterday|today|again),\s"
    r"|, \d{1,3},(?: of [A-Z][\w.’'-]*(?:,? [A-Z][\w.’'-]*)*,)?\s"
    r"|\s(?:is|was|remains|became)\s(?:an?|the|one of the)\s(?:(?!who|that|which)[\w’'-]+\s){1,8}"
    r"|\s(?:is|was|remains|became)\s(?:an?|the|one of the)\s"
    r"(?:(?!(?:who|that|which|of|from|on|to|by|with|for|in|at|against|among)\b)[\w’'-]+,?\s){1,14}(?<!,\s)"
)
"""Between a name and "who", words that say what its bearer is: ", an analyst in Zelk, ", or "is a
former analyst ".."""
NOUN_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]h(?:is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|\b[A-Z][\w’'.-]*['’]s?)"
    r"\s(?!(?:only|first|second|next|last|other|same|future|then)\b)(?:[\w’'-]+\s){0,4}?([a-z-]+)"
    r"(?:\s(?:of|for|at|in)\s(?:the\s)?[A-Z][\w’'.-]*(?:\s(?:(?:of|for|and|the)\s)*[A-Z][\w’'.-]*){0,4})?(?=,?\s$)"
)
"""Before "who" or "which", who has a role, a body or a text: "the Zelkian president, "."""
RELATED = {"who": ("roles",), "which": ("organisations", "documents"), "that": ("documents",)}
"""By a relative, the lists of the nouns that it may go on with."""
SERIES, WHO = re.compile(r"(?:(?P<noun>[\w’'-]+),| (?:and|or|but)) $"), re.compile(r"\bwho\b")
"""Before "who", that it goes on from another one."""
HEADED = re.compile(r"(?:[\w’'-]+ ){0,3}?([\w-]+) ")
"""From the beginning of a headline to "who", a role of somebody new: "Zelk Actor Who"."""
HE_IS = re.compile(
    r"\b(?:(he|she)(?: (?:is|was|remains|became|has been|had been)|['’]s) (?:now |still |also )?"
    r"|(?:makes?|made|making|leaves?|left|leaving|calls?|called|calling) (him|her) )"
    r"(?:an?|the|one of the) (?:(?!who|that|which|of|to|for|with)[\w’'-]+,? ){1,8}$",
    re.IGNORECASE,
)
"""Before "who", words that say what somebody is: "she is a judge ", "makes her the only judge "."""
IS_ONE = re.compile(
    r"\b(?P<who>he|she|who)(?: (?:is|was|remains|became|has been|had been)|['’]s) "
    r"(?:now |still |also |only |just )?(?:an? )?$",
    re.IGNORECASE,
)
"""Before "one of them" or "a self-described rebel", words that say of whom that is told."""
NAMED_IS_ONE = re.compile(r" (?:is|was|remains|became) (?:now |still |also |only |just )?(?:an? )?")
"""The same after a name."""
CALLS = re.compile(
    r"-(?:described|proclaimed|professed|styled|identified|identifying|declared|confessed|avowed|"
    r"appointed|titled)\b"
)
"""After "self", what makes it a way to call oneself, as "self-doubt" is not."""
SELF_THEN_NAME = re.compile(CALLS.pattern + r"(?: [\w’'-]+){1,6}?(?:,(?: \w+)? |(?<=[a-z]) )")
"""After "a self", words up to the name of whoever calls themselves so."""
SPEAKS = re.compile(
    r"\s(?:said|says|told|tells|added|adds|wrote|writes|explained|argued|warned|noted|recalled)\b"
)
"""Right after a source, that it is whose words are given."""
WITH_ARTICLE = re.compile(r"\b(?:the|an?)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
AT = re.compile(r"\b(?:the|an?|in|at|on|from|near|to|into|under|of|for|with)\s$", re.IGNORECASE)
"""Before a name, that it may be a law's or a place's: it is no body's for being named once."""
NAMELESS_OF = re.compile(
    r"(?:(\b(?:an?|one|another|some)\s)(?:[\w’'-]+\s){0,3}?)?\b([a-z-]+)\s"
    r"(?:to|for|of|with|from|in|at)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a name, somebody nameless whose it is: "an adviser to", "residents of"."""
OF_SEVERAL = re.compile(
    r"\s(?:(?:also|now|still|all|both|often|[a-z]+ly)\s)?(?:are|were|have|do|aren[’']t|weren[’']t|"
    r"haven[’']t|don[’']t|feel|think|believe|want|say|see|like|hope|know)\b"
)
"""After "who", a verb of several: "voters such as Marrant, who are"."""
RELATIVE_REACH = 250
"""Characters before "who" within which its antecedent is named."""
SERIES_REACH = 400
"""The same within which another "who" stands that it goes on from."""
SELF_REACH = 80
"""Characters after "self-described" within which is named who it is said of."""
ANYBODY = frozenset({"man", "woman", "boy", "girl"})
BEFORE_APPOSED = re.compile(rf"(?:\s\([^)]*\))?{OF_PLACE}?(?:,| [—–-]+)\s")
"""Between a name and words that say what its bearer is: " of Zelk, "."""
BEGINS = re.compile(
    r"\W*(?:In|With|During|For|At|On|By|Despite|After|Before|Amid|Throughout|From|Through)\s"
)
"""Before "his" at the beginning of a sentence, where who is meant is named after it."""
BEGINS_CLAUSE = re.compile(
    r"[^\w“\"‘]*(?:(?:Back|Even|Just|Only|Shortly|Soon|Long|Right) )?"
    r"(?:(?:[a-z]+ )?(?:hours?|days?|weeks?|months?|years?|minutes?|moments?) )?"
    r"(?:when|while|as|before|after|although|though|since|if|"
    r"(?:in|with|at|on|by|for|during|despite|contrary to) what)\s",
    re.IGNORECASE,
)
"""Before "he" in a clause at the beginning of a sentence, after which who is meant is named."""
AS_FOR = re.compile(r"(?:And |But )?[Aa]s (?:for|to) ")
"""At the beginning of a sentence, before whom it is about."""
BODY_FIRST = re.compile(r"\s*(?:(?:The|An?) (?:[a-z-]+ ){0,4}|[A-Z][a-z]+ )?")
"""From the beginning of a sentence to a body's name: "The oil company Verbane"."""
CLAUSE_END = re.compile(r"[“\"][^“”\"\n]{1,80},[”\"]|[,.;:“”\"]")
"""Where such a clause ends, if with a comma: also with that of its last words, “rant,”."""


def beside(source: Source, scene: Scene) -> Entity | None:
    """Who stands right before "who", or but for words that say what they are."""
    cast = scene.cast
    if source.head == "who" and OF_SEVERAL.match(cast.text, source.span[1]):
        return None
    start = max(scene.sentences[scene.sentence], scene.at - RELATIVE_REACH)
    found: list[Entity] = []
    for name, entity in cast.within(start, scene.at):
        body, end = cast.body_at(name.start) or (None, 0)
        if body and source.head == "which" and not cast.text[end : scene.at].strip(" ,"):
            found.append(body)
        gap = cast.text[name.end : scene.at]
        bare = not PARENTHESIS.sub("", gap).strip(" ,—–-") and source.head != "that"
        bare = bare and not (
            source.head == "who" and _of_nameless(name.run_start, scene, of_person=entity.is_person)
        )
        if (bare or APPOSED.fullmatch(gap)) and _fits_relative(name, entity, scene, source.head):
            found.append(entity)
    return next((e for e in found if e.is_person), found[0] if found else None)


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


def who_before(source: Source, scene: Scene) -> Source | None:
    """The "who" that another one goes on from: "Marrant, who sat and who said".

    Not after a comma and somebody, "Marrant, who met a nurse, who said".
    """
    start = max(scene.sentences[scene.sentence], scene.at - SERIES_REACH)
    series = SERIES.search(scene.cast.text, start, scene.at) if source.head == "who" else None
    if series is None or (series["noun"] and _is_somebody(series["noun"])):
        return None
    before = list(WHO.finditer(scene.cast.text, start, scene.at))
    return Source("relative", before[-1].span(), head="who") if before else None


def _is_somebody(noun: str) -> bool:
    """Whether a word is for a person or for people, or a name."""
    lists, small = words().lists, noun.lower()
    known = small in lists["roles"] or small in lists["relations"] or small in ANYBODY
    return known or is_plural(small) or noun != small


def headed(source: Source, scene: Scene) -> Source | None:
    """The role with which a headline begins and that "who" goes on with: "Zelk Actor Who Sang"."""
    found = HEADED.fullmatch(scene.cast.text, 0, scene.at) if source.head == "who" else None
    if found is None or found[1].lower() not in words().lists["roles"]:
        return None
    return Source("introduced", (0, found.end(1)), head=found[1].lower())


def begins_with(scene: Scene, sentence: int) -> Entity | None:
    """Who a sentence begins with, "The port authority has", if it is in a source's paragraph."""
    start = scene.sentences[max(sentence, 0)]
    if start < scene.paragraphs[scene.paragraph][0]:
        return None
    for name, entity in scene.cast.within(start, scene.at)[:1]:
        if BODY_FIRST.fullmatch(scene.cast.text, start, name.start) and not name.possessive:
            return entity
    return None


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


def said_to_be(source: Source, scene: Scene) -> Source | Entity | None:
    """Whom a source says to be something: "he is a rebel", "Marrant, who is one of the rebels".

    Somebody named right before it, or the pronoun that stands there.
    """
    text = scene.cast.text
    start = max(scene.sentences[scene.sentence], scene.at - RELATIVE_REACH)
    for name, entity in scene.cast.within(start, scene.at)[-1:]:
        if entity.is_person and NAMED_IS_ONE.fullmatch(text, name.end, scene.at):
            return entity
    found = IS_ONE.search(text, start, scene.at)
    if found is None:
        return None
    head = found["who"].lower()
    if head == "who":
        return Source("relative", found.span("who"), head=head)
    return Source("pronoun", found.span("who"), head=head, gender="m" if head == "he" else "f")


def of_self(source: Source, scene: Scene) -> Entity | None:
    """Who "a self-described socialist, Marrant" is, or who alone the sentence names before it."""
    text, cast, end = scene.cast.text, scene.cast, source.span[1]
    if CALLS.match(text, end) is None:
        return None
    for name, entity in cast.within(end, end + SELF_REACH)[:1]:
        if entity.is_person and SELF_THEN_NAME.fullmatch(text, end, name.run_start):
            return entity
    named = cast.within(scene.sentences[scene.sentence], scene.at)
    people = {entity for name, entity in named if entity.is_person and not name.possessive}
    return people.pop() if len(people) == 1 else None


def _fits_relative(name: Name, entity: Entity, scene: Scene, word: str) -> bool:
    """Whether "who" may mean a person, and "which" a body, that is named before it."""
    last = name.tokens[-1].lower()
    before = scene.cast.text[max(0, name.run_start - 40) : name.run_start]
    if is_people(entity) or last in words().lists["collective"]:
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


def of_place(source: Source, found: Sequence[Entity]) -> Entity | None:
    """The one who is described by a role's place and its noun: "the Vermont senator"."""
    if source.form != "role" or source.named is None or not source.named.place:
        return None
    where = set(source.named.key)
    fits = [e for e in found if where <= set(e.roles) and has_role(e, source.head)]
    return fits[0] if len(fits) == 1 else None


def announced(source: Source, scene: Scene) -> Entity | None:
    """Who is named after "In his letter, " or "When he wrote, ", by which the sentence begins."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    topic = AS_FOR.match(text, start, scene.at) if source.head in ("he", "she") else None
    if topic:
        return _topic(source, scene, topic.end())
    begins = BEGINS if source.head in ("his", "her") else BEGINS_CLAUSE
    if source.gender not in ("m", "f", "n") or not begins.fullmatch(text, start, scene.at):
        return None
    comma = CLAUSE_END.search(text, scene.at)
    if comma is None or "," not in comma.group():
        return None
    for name, entity in scene.cast.within(comma.end(), comma.end() + 40)[:1]:
        the = 4 if scene.cast.text.startswith(" the ", comma.end()) and source.gender == "n" else 0
        first = name.run_start <= comma.end() + 1 + the
        if _may_mean(source, entity) and first and not name.possessive:
            return entity
    return None


def _topic(source: Source, scene: Scene, start: int) -> Entity | None:
    """The one person named between "As for" and a pronoun that may mean them."""
    named = [e for _, e in scene.cast.within(start, scene.at) if _may_mean(source, e)]
    return named[0] if len(set(named)) == 1 else None


def _may_mean(source: Source, entity: Entity) -> bool:
    """Whether "he", "she" or "it" may mean somebody, by what it is."""
    if source.gender == "n":
        return entity.type in ("organisation", "government")
    return entity.is_person and entity.gender in (None, source.gender)


def of_introduced(source: Source, scene: Scene) -> Entity | None:
    """Who is named right before the words that say what it is: "Verbane, a bank".

    But not in "Marrant, a top aide said, is ready", where it is the aide who speaks, and not in "At
    Verbane, a group of clerks said no".
    """
    text, lists = scene.cast.text, words().lists
    verb = 0 <= scene.cue[0] - source.end < 3 and not PARTICIPLE.match(text, scene.cue[0])
    speaks = verb or SPEAKS.match(text, source.end)
    called = source.head in lists["roles"] or source.head in lists["headlined"]
    first = scene.sentences[scene.sentence]
    for name, entity in scene.cast.within(max(0, scene.at - RELATIVE_REACH), scene.at)[-2:]:
        if not BEFORE_APPOSED.fullmatch(text, name.end, scene.at):
            continue
        if speaks and (entity.is_person or BEGINS.match(text, first, name.run_start)):
            continue
        if has_role(entity, source.head) or (called and entity.is_person):
            return entity
    return None
