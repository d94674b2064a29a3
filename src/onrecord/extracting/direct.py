"""Antecedents that the words beside a source, or before it, tell without weighing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedents import has_role
from onrecord.extracting.mentions import Entity
from onrecord.extracting.parallels import PARTICIPLE
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

OF_PLACE = r"(?:\s(?:of|from)\s(?:the\s)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,4})"
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
RELATIVE_REACH = 250
"""Characters before "who" within which its antecedent is named."""
SELF_REACH = 80
"""Characters after "self-described" within which is named who it is said of."""
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


def begins_with(scene: Scene, sentence: int) -> Entity | None:
    """Who a sentence begins with, "The port authority has", if it is in a source's paragraph."""
    start = scene.sentences[max(sentence, 0)]
    if start < scene.paragraphs[scene.paragraph][0]:
        return None
    for name, entity in scene.cast.within(start, scene.at)[:1]:
        if BODY_FIRST.fullmatch(scene.cast.text, start, name.start) and not name.possessive:
            return entity
    return None


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
