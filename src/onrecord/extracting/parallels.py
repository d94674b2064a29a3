"""Parallels: whom a pronoun goes on with where the weights leave it open.

A pronoun that is a subject mostly goes on with a subject: of the sentence before, of the clause
before, or of the clause in which its own stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.extracting.mentions import Entity
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source

TITLES = r"(?:[Tt]he )?(?:[\w.’'-]+ ){0,4}?"
BEGINS = re.compile(
    r"\W*(?:[A-Z][\w’' .-]{0,60}? [—–-]+ )?"
    r"(?:(?:But|And|Yet|Still|So|Then|Later|Meanwhile|Instead|However|Also|Now|Earlier),? )?"
    rf"(?:(?:On|In|At|During|By|For|Last|This|Early|Late)\b[^,;:“”\"]{{2,50}}, )?{TITLES}"
)
"""From the beginning of a sentence to the name that is its subject."""
BEGINS_CLAUSE = re.compile(
    r"\W*(?:But |And |Yet )?(?:Even )?"
    r"(?:While|As|When|After|Before|Although|Though|Since|Once|Because|Whereas) "
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?"
)
"""The same of a clause that goes before the main one."""
VERB = re.compile(
    r"(?: \([^)]*\))?(?:,[^,;“”\"\n]{2,80},)? "
    r"(?:(?:also|then|later|has|had|have|would|will|could|did|almost|[a-z]+ly) )*"
    r"(?:[a-z]+(?:ed|s)|took|went|made|gave|came|told|spoke|said|began|led|won|lost|ran|knew|saw|met|"
    r"left|kept|held|stood|found|thought|wrote|put|cut|fought|drew)\b"
)
"""After a name, the verb that it is the subject of."""
GOES_ON = re.compile(
    r"(?:, (?:which|where|whom|but|and|a \w+)|\b(?:as|that|what|where|because|since|until|while)) $"
)
"""Before a pronoun in a clause that goes on with the subject of the sentence."""
REACTS = re.compile(
    r" (?:(?:also|has|had|then|later|[a-z]+ly) )*(?:lashed out at|called out|criticized|criticised|"
    r"attacked|praised|mocked|fired|blasted|slammed|called|described|denounced|condemned|thanked|hailed|"
    r"rebuked|chided|scolded|ridiculed|assailed|applauded|chastised|berated|sacked|ripped|faulted|"
    r"lauded|congratulated|commended|suspended|arrested|punished)(?: [\w.’'-]+,?){0,5} "
)
"""Between two names, that the first one answers what the second one has done."""
DEED = re.compile(r"\b(?:after|because) $")
"""Before a pronoun, that it is told what was done."""


def parallel(source: Source, scene: Scene) -> Entity | None:
    """The subject that a pronoun goes on with, if it may mean whoever that is."""
    if source.head not in ("he", "she"):
        return None
    found = _before_words(scene) or _of_sentence(scene)
    return found if found and _fits(source, found) else None


def _before_words(scene: Scene) -> Entity | None:
    """The subject of the sentence before some words and "he said", in the same paragraph."""
    if not scene.content or scene.content[0][0] > scene.at:
        return None
    begins = scene.content[0][0]
    number = bisect_right(scene.sentences, begins) - 1
    start = scene.sentences[max(number - 1, 0)]
    here = start >= scene.paragraphs[scene.paragraph][0]
    if number == 0 or begins - scene.sentences[number] > 1 or not here:
        return None
    found = subject(scene, start, scene.sentences[number])
    others = any(said.speaker is not found for said in scene.said if said.place >= start)
    return None if others else found


def _of_sentence(scene: Scene) -> Entity | None:
    """The subject of the sentence before a pronoun, or of the clause with which its own begins."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    if scene.at - start < 2:
        before = scene.sentences[max(scene.sentence - 1, 0)]
        return subject(scene, before, start)
    if text.endswith(", ", start, scene.at):
        return subject(scene, start, scene.at, BEGINS_CLAUSE)
    goes_on = GOES_ON.search(text, max(start, scene.at - 20), scene.at)
    return subject(scene, start, scene.at) if goes_on else None


def subject(scene: Scene, start: int, end: int, begins: re.Pattern[str] = BEGINS) -> Entity | None:
    """Whoever is named at the beginning of a stretch and followed by a verb."""
    for name, entity in scene.cast.within(start, end)[:1]:
        leads = begins.fullmatch(scene.cast.text, start, name.run_start)
        if leads and not name.possessive and VERB.match(scene.cast.text, name.end):
            return entity
    return None


def provoked(source: Source, scene: Scene) -> Entity | None:
    """Who did what somebody answered: "Okoro criticized Marrant after she"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    named = [(name, e) for name, e in scene.cast.within(start, scene.at) if e.is_person][-2:]
    if source.head not in ("he", "she") or len(named) < 2 or not DEED.search(text, start, scene.at):
        return None
    (name, _), (other, whom) = named
    reacts = REACTS.fullmatch(text, name.end, other.run_start)
    return whom if reacts and _fits(source, whom) else None


def _fits(source: Source, entity: Entity) -> bool:
    return entity.is_person and entity.gender in (None, source.gender)
