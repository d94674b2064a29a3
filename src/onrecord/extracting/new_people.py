"""New people: whom a sentence brings up without a name, and with whom "he" or "she" goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from onrecord.extracting.antecedents import has_role, is_people
from onrecord.extracting.genders import RELATIVES, told_by
from onrecord.extracting.mentions import UNKNOWN
from onrecord.extracting.noun_phrases import is_plural
from onrecord.extracting.relatives import ANYBODY, AT
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import AGED, Source
from onrecord.extracting.word_lists import words

SMALL = (
    r"(?:and|or|but|of|to|at|in|on|by|for|with|from|as|than|that|who|which|when|while|after|before|"
    r"said|says|told|is|was|are|were|has|had|an?|the)\b"
)
WORDS = rf"(?P<words>(?:(?!{SMALL})[\w’'-]+,? ?){{1,5}})"
PHRASE = (
    r"(?:(?P<several>one of (?:the |his |her |their )?)|(?:an?|one|another) |(?P<the>the |that ))"
    rf"{WORDS}"
)
"""A noun phrase for one person."""
BEGINS = (
    r"\W*(?:(?:But|And|Then|Still|Later|Yet|Meanwhile|Recently|Once|Nearby|Elsewhere),? )?"
    r"(?:(?:(?:In|On|At|Near|Outside|Inside|Behind|By|During|After|Before|For|Last|Earlier|This|One|"
    r"Two|Three|Some|A few|Across|Down|Not far|Years|Months|Days)\b[^,;:“”\"\n]{2,60}, )|"
    r"(?:Last|This|On|In) \w+ )?"
)
"""From the beginning of a sentence to its subject."""
SUBJECT = re.compile(rf"{BEGINS}{PHRASE}", re.IGNORECASE)
"""A sentence that has somebody as its subject: "A nurse left"."""
THERE = re.compile(
    r"\W*(?:(?:But|And|Then|Also) )?(?:there(?: (?:is|was)|[’']s)|"
    r"(?:on|in|at|outside|behind|beside|next to) [^,.;:“”\"\n]{2,50} (?:stood|sat|waited|lay)|"
    rf"among [^,.;:“”\"\n]{{2,60}} (?:is|was)) (?:also )?{PHRASE}",
    re.IGNORECASE,
)
"""The same after its verb: "There was a nurse", "Among them was a nurse"."""
MET = re.compile(
    r"\b(?:arrest|detain|charg|question|interview|quot|cit|rescu|su|stopp|contact|call|reach|"
    r"identifi|jail|sentenc|pull)(?:ed) (?:up )?"
    r"|\b(?:shot|held|found|met|spoke (?:to|with)|talked (?:to|with)|heard from) "
)
"""Before whom others met or held: "Police arrested a man"."""
OBJECT = re.compile(PHRASE, re.IGNORECASE)
WHO_OWNS = r"(?:His|Her|My|Our|Their|(?:The [a-z-]+|[A-Z][\w-]*(?: [A-Z][\w-]*)*)['’]s?)"
RELATIVE = {
    pronoun: re.compile(
        rf"{BEGINS}(?:[Tt]he (?:{nouns})(?= of )|{WHO_OWNS} (?:[a-z-]+ )?(?:{nouns})"
        r"(?= [a-z]|, (?:an?|who|whose|the|then|now|\d)\b))"
    )
    for pronoun, nouns in (("he", RELATIVES["m"]), ("she", RELATIVES["f"]))
}
"""At the beginning of a sentence, somebody's relative without a name: "Her mother wept"."""
ANY = re.compile(
    r"\b(?:(?P<who>any(?:body|one) who|whoever)\b"
    rf"|(?P<when>when(?:ever)?|if|once|unless) an? {WORDS})",
    re.IGNORECASE,
)
"""Somebody of whom all is said: "anyone who", "when a man"."""
IN_GENERAL = re.compile(r"\W+(?:[a-z]+ly )?(?!(?:was|has|is)\b)[a-z]+s\b")
"""After "when a captain", a verb in the present."""
WHOSE = re.compile(
    r"[^.,;:“”\"\n]{0,30} (?:to|for|of|with|from|at|in|near|on) (?:the )?(?:[a-z-]+ ){0,2}"
)
"""Between somebody new and the name of whom or what they have to do with: "an aide to"."""
SAME = {"he": re.compile(r"\b[Hh](?:e|im)\b"), "she": re.compile(r"\b(?:[Ss]he|[Hh]er)\b")}
HIM = {"he": re.compile(r"\b(?:him|them)\b"), "she": re.compile(r"\bthem\b|\bher\b(?! \w)")}
APPOSED = re.compile(r"[^.,;:“”\"\n]{0,60}, (?:s?he|his|her)\b")
"""After a noun, that it says of "he" who he is: "A fisherman, he"."""
WORD = re.compile(r"[\w’'-]+")
HEADS = re.compile(
    rf"(?=[^\w\s]|\s*$)|\s(?:{SMALL}|(?:near|under|over|about|whose|can|could|would|will|may|might|must|"
    r"should|did|does|do|lost|took|shook|came|went|gave|got|spoke|stood|sat|saw|left|made|ran|met|wrote|"
    r"thought|knew|found|felt|kept|held|put|brought|bought|sold|fell|began|became|won|drove|fled|hid|"
    r"wept|rang|read|set|hit|let|led|rose|sang|threw|chose|drew|flew|rode|spent|caught|built|wore|"
    r"swore|broke|heard|grew|paid|sent|[a-z]+(?:ed|s|ing|n[’']t)|[a-z]+ly|not|\d+)\b)"
)
"""After a noun, that it is the last of its phrase: not in "a student body"."""
OTHERS = frozenset({"person", "teenager", "caller", "gentleman", "bystander", "onlooker", "youth"})
NO_PERSON = frozenset(
    {"state", "nation", "market", "million", "hundred", "thousand", "dozen", "crowd", "other"}
)
OPENING_MARKS = frozenset("“\"‘«„'")


def after_nameless(source: Source, scene: Scene) -> bool:
    """Whether "she" goes on with one new person whom nobody names.

    Who is the subject of its sentence or of the one before, "A nurse was not convinced", or was
    met in it, "They met a nurse", and nobody whom the pronoun may mean is named since then.
    """
    if source.head not in SAME or scene.quoted(scene.at):
        return False
    first = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    starts = scene.sentences[bisect_left(scene.sentences, first) : scene.sentence + 1]
    told = [at for at in reversed(starts) if at + 1 < scene.at and not in_words(scene, at)]
    own = told[:1] if told and told[0] == scene.sentences[scene.sentence] else []
    if own and (_brings_up(source, scene, own[0], scene.at) or _in_general(source, scene, own[0])):
        return True
    if own and _is_told_of(source, scene, own[0], scene.at):
        return False
    before = told[len(own) :][:1]
    return bool(before) and _brings_up(source, scene, before[0], scene.at)


def goes_on_with_nameless(source: Source, scene: Scene) -> bool:
    """Whether "she" goes on with a "she" before it that means nobody whom the article names.

    In its paragraph or the one before, and nobody else whom it may mean comes in between.
    """
    places = scene.nameless.get(source.head, ())
    before = bisect_left(places, scene.at)
    first = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    if not before or places[before - 1] < first:
        return False
    last = places[before - 1] + len(source.head)
    others = re.finditer(rf"\b{source.head}\b", scene.cast.text[last : scene.at], re.IGNORECASE)
    return all(
        in_words(scene, last + other.start()) or scene.quoted(last + other.start())
        for other in others
    ) and not _is_named(source, scene, last, scene.at)


def _brings_up(source: Source, scene: Scene, start: int, end: int) -> bool:
    """Whether the sentence that begins at a place brings up somebody new, after whom nobody is
    named up to another."""
    text = scene.cast.text
    relative = RELATIVE[source.head].match(text, start, end)
    if relative:
        opens = not APPOSED.match(text, relative.end())
        return opens and not _is_named(source, scene, relative.end(), end)
    for pattern in (SUBJECT, THERE):
        found = pattern.match(text, start, end)
        noun = _new_noun(found, source, scene, definite=pattern is THERE)
        if noun is None or _is_said(scene, noun.start()):
            continue
        opens = not _is_named(source, scene, start, noun.start())
        return opens and not APPOSED.match(text, noun.end()) and _alone(source, scene, noun, end)
    met = MET.search(text, start, end)
    noun = _new_noun(OBJECT.match(text, met.end(), end), source, scene) if met else None
    return noun is not None and not _is_told_of(source, scene, start, end)


def _alone(source: Source, scene: Scene, noun: re.Match[str], end: int) -> bool:
    """Whether nobody else comes in after somebody new, but whom they have to do with."""
    text, start = scene.cast.text, noun.end()
    named = scene.cast.within(start, end)
    if named and WHOSE.fullmatch(text, start, named[0][0].run_start):
        start = named[0][0].end
    return not HIM[source.head].search(text, start, end) and not _is_named(
        source, scene, start, end
    )


def _in_general(source: Source, scene: Scene, start: int) -> bool:
    """Whether a pronoun means anybody: "anyone who drinks says that he", "when a man tells, he".

    Only of a noun that tells its gender; "if a judge rules, he says" may be of somebody else.
    """
    text = scene.cast.text
    for found in ANY.finditer(text, start, scene.at):
        noun = None if found["who"] else _noun(found)
        after = noun.end() if noun else found.end()
        of_gender = noun is not None and told_by(noun[0].lower()) == source.gender
        general = found["who"] or (of_gender and IN_GENERAL.match(text, after))
        if not general or in_words(scene, found.start()) or _is_said(scene, found.start()):
            continue
        same = SAME[source.head]
        other = same.search(text, start, found.start()) or (
            found["who"] and same.search(text, after, scene.at)
        )
        return not other and not _is_named(source, scene, start, scene.at)
    return False


def _new_noun(
    found: re.Match[str] | None, source: Source, scene: Scene, *, definite: bool = False
) -> re.Match[str] | None:
    """The noun for somebody new, if a pronoun may go on to tell of them.

    Args:
        found: of PHRASE.
        definite: "the nurse" is new too; else only where nobody is said to be one, and the noun is
            of those whom an event makes known.
    """
    noun = _noun(found, several=bool(found["several"])) if found else None
    if found is None or noun is None or not _agrees(noun, source):
        return None
    if found["the"] and not definite:
        lists, head = words().lists, noun[0].lower()
        known = head in lists["offices"] or any(has_role(e, head) for e in scene.cast.entities)
        if known or head not in lists["of_events"] | ANYBODY:
            return None
    return noun


def _noun(found: re.Match[str], *, several: bool = False) -> re.Match[str] | None:
    """The noun for a person, or for several, that is the head of WORDS."""
    head = None
    for word in WORD.finditer(found.string, *found.span("words")):
        if is_plural(word[0].lower()) if several else _is_person(word[0].lower()):
            head = word
        elif head:
            break
    return head if head and HEADS.match(found.string, head.end()) else None


def _is_person(noun: str) -> bool:
    return noun in person_nouns() or AGED.fullmatch(noun) is not None


@cache
def person_nouns() -> frozenset[str]:
    """Nouns for one person, but for those who ask and report, whom others answer."""
    lists = words().lists
    several = {noun[:-1] for noun in lists["collective"] if noun.endswith("s")}
    people = OTHERS | lists["roles"] | lists["headlined"] | lists["relations"] | ANYBODY
    return (people | (several - lists["organisations"] - NO_PERSON)) - lists["asking"]


def _agrees(noun: re.Match[str], source: Source) -> bool:
    return told_by(noun[0].lower()) in (None, source.gender)


def _is_told_of(source: Source, scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch tells of somebody whom a pronoun may mean, by name or by a pronoun."""
    same = SAME[source.head].search(scene.cast.text, start, end)
    return same is not None or _is_named(source, scene, start, end)


def _is_named(source: Source, scene: Scene, start: int, end: int) -> bool:
    """Whether a stretch names somebody whom a pronoun may mean, but in somebody's words."""
    text = scene.cast.text
    return any(
        entity.gender in (None, source.gender)
        and not is_people(entity)
        and not in_words(scene, name.start)
        and (
            entity.is_person
            or (
                entity.type == UNKNOWN
                and not entity.place
                and not AT.search(text, max(start, name.run_start - 8), name.run_start)
            )
        )
        for name, entity in scene.cast.within(start, end)
    )


def _is_said(scene: Scene, at: int) -> bool:
    """Whether a place is in what the pronoun is the source of: "A nurse, she said, left"."""
    return any(a <= at < b for a, b in scene.content)


def in_words(scene: Scene, at: int) -> bool:
    """Whether a place is in quotation marks: in a content that begins with one."""
    text = scene.cast.text
    spans = [*scene.content, *(span for said in scene.said for span in said.content)]
    return text[at : at + 1] in OPENING_MARKS or any(
        a <= at < b and not OPENING_MARKS.isdisjoint(text[max(0, a - 1) : a + 1]) for a, b in spans
    )
