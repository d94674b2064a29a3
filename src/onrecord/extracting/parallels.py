"""Parallels: whom a pronoun or a cue without a source goes on with, where weights leave it open.

A pronoun that is a subject mostly goes on with a subject: of the sentence before, of the clause
before, or of the clause in which its own stands; and so does a verb that has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.extracting.antecedents import is_people
from onrecord.extracting.genders import WORD, told_by
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

SMALL = (
    r"(?:after|before|when|as|while|since|until|if|because|though|although|of|to|in|on|at|by|for|"
    r"with|from|that|who|which|than|and|or)\b"
)
TITLES = rf"(?:[Tt]he )?(?:(?!{SMALL})[\w.’'-]+ ){{0,4}}?"
OPENS = (
    r"\W*(?:[A-Z].{0,60}? [—–-]+ )?"
    r"(?:(?:But|And|Yet|Still|So|Then|Later|Meanwhile|Instead|However|Also|Now|Earlier),? )?"
    r"(?:(?:On|In|At|During|By|For|Last|This|Early|Late|Following|Despite|Asked)\b"
    r"[^,;:“”\"]{2,60}, )?"
)
"""From the beginning of a sentence to its subject."""
BEGINS = re.compile(OPENS + TITLES)
"""From the beginning of a sentence to the name that is its subject."""
BEGINS_CLAUSE = re.compile(
    r"\W*(?:But |And |Yet )?(?:Even )?"
    r"(?:While|As|When|After|Before|Although|Though|Since|Once|Because|Whereas) "
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?"
)
"""The same of a clause that goes before the main one."""
VERB = re.compile(
    r"(?: (?:of|from|at) [A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*)?(?: \([^)]*\))?"
    r"(?:,(?: \d{1,3},)?[^,;\n]{2,80},[”\"]?)? "
    r"(?:(?:on|late|early|last|this) )?(?:[A-Z][a-z]+day )?"
    r"(?:(?:also|then|later|has|had|have|would|will|could|did|almost|[a-z]+ly) )*"
    r"(?:[a-z]+(?:ed|s)|took|went|made|gave|came|told|spoke|said|began|led|won|lost|ran|knew|saw|met|"
    r"left|kept|held|stood|found|thought|wrote|put|cut|fought|drew|spent|sent|set|read|brought|grew|sat|"
    r"rose|chose|broke|drove|threw|paid|became|built|sought|swore|(?:did|will|would|could|can|may|might|"
    r"must|should) (?:not )?[a-z]+|[a-z]+n[’']t)\b"
)
"""After a name, the verb that it is the subject of."""
ROLE_FIRST = re.compile(
    rf"{OPENS}(?P<role>[Tt]he (?:(?!{SMALL})[\w’-]+ ){{0,3}}?(?P<noun>[a-z-]+))"
    rf"(?:{VERB.pattern}|['’]s? [a-z])"
)
"""At the beginning of a sentence, a role that is its subject or whose that is: "The mayor left"."""
DURING = re.compile(r"\b(?:(?:in|during|at|for|by|after) which|when|where|as|because|while) $")
"""Before a pronoun, that its clause goes on with the subject of the sentence."""
GOES_ON = re.compile(
    r"(?:, (?:which|where|whom|but|and|a \w+)"
    r"|\b(?:as|that|what|where|because|before|since|until|while)) $"
)
"""Before a pronoun in a clause that goes on with the subject of the sentence."""
REACTS = re.compile(
    r" (?:(?:also|has|had|then|later|[a-z]+ly) )*(?:lashed out at|called out|criticized|criticised|"
    r"attacked|praised|mocked|fired|blasted|slammed|called|described|denounced|condemned|thanked|hailed|"
    r"rebuked|chided|scolded|ridiculed|assailed|applauded|chastised|berated|sacked|ripped|faulted|"
    r"lauded|congratulated|commended|suspended|arrested|punished)(?: [\w.’'-]+,?){0,5} "
)
"""Between two names, that the first one answers what the second one has done."""
ACCUSED = re.compile(
    r"\b(?:accus|blam|charg|fault|criticis|criticiz)(?:es|ed|ing) "
    r"(?:(?:the|its|his|her|their|neighbou?ring|rival|arch-rival|opposition) )*$"
)
"""Before a name, that its bearer is accused."""
A_CHARGE = re.compile(
    r",? [—–-]*\s?(?:an?|the|all|both|something)? ?"
    r"(?:(?:charge|claim|accusation|allegation|suggestion|assertion)s?)?(?: ?(?:that|which))? $"
)
"""Before a pronoun, what somebody is accused of: "a charge it"."""
DENIES = re.compile(r"(?:\w+ ){0,3}?(?:den(?:y|ies|ied)|reject|dismiss|disput|refut|contest)\w*")
DEED = re.compile(r"\b(?:after|because) $")
"""Before a pronoun, that it is told what was done."""
HELPED = re.compile(
    r"(?:has|had|did|does|will|would)(?:n[’']t)? (?:(?:not|also|now|often|long|repeatedly) )?"
    r"(?!be\b|been\b|reportedly\b|seem|appear|look)[a-z]+\b"
)
"""A cue that begins with the verb of its subject: "has shown little"."""
RIGHT_BEFORE = 60
NAMES_OF_PERSON = 2
FIRST_NAMES = 3
"""Names of a sentence among which its subject is."""

SUBJECT = re.compile(
    r"\W*(?:(?:But|And|Yet|Still|So|Then|Later|Meanwhile|Instead|However),? )?"
    r"(he|she|it|the (?:(?!(?:of|to|in|on|at|who|that|which|and)\b)[\w’'-]+ ){0,3}?[a-z-]+)"
    rf"(?={VERB.pattern})",
    re.IGNORECASE,
)
"""At the beginning of a sentence, its subject, if that is no name."""
PARTICIPLE = re.compile(
    r"(?:(?:while|by|before|after|without|even|likely|also|only) )?"
    r"(?!(?:being|including|raising (?:fears|hopes|alarms?|concerns?)|drawing|sparking|prompting|"
    r"triggering|fuell?ing|stoking|provoking|leading|attracting|earning|sounding|"
    r"seeming|appearing|looking)\b)[a-z]+ing\b"
)
"""A verb whose subject says something; not one of what it makes others say, "sparking anger"."""
NOUN = re.compile(r"(?:an?|another|the latest) ")
OWNS = re.compile(r"['’]s?$|^(?:his|her|its|their)$", re.IGNORECASE)
"""Of a source, that a noun goes with it, and so may further ones: "her pledge and promise"."""
JOINED_NOUN = re.compile(
    r"(?:,? and|,? or| as well as) (?:(?:the|an?|his|her|its|their) (?:[\w-]+ ){0,2}|[a-z-]+ )?$"
)
FOR = re.compile(r"\W*(?:(?:But|And|Yet|Still),? )?[Ff]or ")
"""From the beginning of a sentence to whom a participle goes with: "For Marrant, backing"."""
AFTER_WORDS = re.compile(r"(?:,[”\"']*|[”\"],?| [—–-]+) $")
"""Before a noun, that it says what the words before it were."""
JOINED = re.compile(r"(?: and| but| or|, then)(?: (?:also|then|later|even|[a-z]+ly))? $")
FINITE = re.compile(
    r"(?:(?:also|then|later|again|even|[a-z]+ly) )*(?:has|had|have|will|would|could|did|does|said|"
    r"told|made|gave|took|spoke|wrote|thought|knew|[a-z]+ed|[a-z]+s(?! of))\b"
)
PASSIVE = re.compile(
    r"(?:(?:has|have|had|will|would|could|can|may|might|should|must)(?: not| also| now)? )?"
    r"(?:been|be|is|was|are|were|seem(?:s|ed)?|appear(?:s|ed)?|got)\b"
)
"""A verb whose subject is not surely who says something."""
RELATIVE = re.compile(r"\b(?:which|who|that)\b")
THAT = re.compile(r"that ")
TO = re.compile(r"(?:not )?to ")
INTENDS = re.compile(
    r"(?:\b(I|he|she|it)(?: (?!(?:and|or|but|that|who|which)\b)[\w’']+){0,3} )?"
    r"\b(?:want(?:s|ed)?|intend(?:s|ed|ing)?|refus(?:e[sd]?|ing)|"
    r"declin(?:e[sd]?|ing)|promis(?:e[sd]?|ing)|vow(?:s|ed|ing)?|pledg(?:e[sd]?|ing)|plan(?:s|ned|ning)?|"
    r"hop(?:e[sd]?|ing)|agree(?:s|d|ing)?|offer(?:s|ed|ing)?|threaten(?:s|ed|ing)?|like[sd]?|love[sd]?|"
    r"need(?:s|ed)?|tr(?:y|ies|ied|ying)|seek(?:s|ing)?|sought|decid(?:e[sd]?|ing)|wish(?:es|ed)?|"
    r"begins?|began|continue[sd]?|going|ready|willing|reluctant|determined|eager|happy|proud|sorry|glad|"
    r"afraid|unwilling|unable|able|careful|quick|keen|pleased)"
    r"(?: (?:not|also|only|just|simply))* (?:not )?to (?:[a-z]+ly |also |just )?$"
)
"""Before a verb, that its subject is that of the one before it."""
IN_RELATIVE = re.compile(r"\b(?:which|who|that) (?:is|was|are|were)\b")
ANNOUNCES = re.compile(r"\W*(?:But )?(?:In|With|As|Through) (?:what was )?")
"""From the beginning of a sentence to a noun that its subject is named after."""
ANNOUNCED_WITHIN = 400
AFTER_COMMA = re.compile(r", (?:the )?(?:[A-Z][\w.’'-]* ){0,4}$")


def parallel(source: Source, scene: Scene) -> Entity | None:
    """The subject that a pronoun goes on with, if it may mean whoever that is; or else the one
    person of its gender whom the paragraph names before it."""
    if source.head not in ("he", "she"):
        return None
    found = _before_words(scene) or _of_sentence(scene)
    return found if found and _fits(source, found) else _alone(source, scene)


def _before_words(scene: Scene) -> Entity | None:
    """The subject of the sentence before some words and "he said", or who says what is in it."""
    if not scene.content or scene.content[0][0] > scene.at:
        return None
    begins = scene.content[0][0]
    number = bisect_right(scene.sentences, begins) - 1
    if number == 0 or begins - scene.sentences[number] > 1:
        return None
    start = scene.sentences[number - 1]
    said = next((said for said in scene.said if start <= said.place < begins), None)
    if said is not None and said.place - start < 2:
        return said.speaker
    return None if said else subject(scene, start, scene.sentences[number])


def _alone(source: Source, scene: Scene) -> Entity | None:
    """The one person of a pronoun's gender in its paragraph, if it names nobody of unknown gender.

    Not if a noun, "his mother", may be meant since then. Those who are named in the words that the
    pronoun is the source of do not count.
    """
    start = scene.paragraphs[scene.paragraph][0]
    people = {
        entity
        for name, entity in scene.cast.within(start, scene.at)
        if entity.is_person and not any(a <= name.start < b for a, b in scene.content)
    }
    fits = [entity for entity in people if entity.gender in (None, source.gender)]
    last = scene.last(fits[0]) if len(fits) == 1 and fits[0].gender else None
    since = WORD.findall(scene.cast.text, last.at, scene.at) if last else []
    return fits[0] if last and source.gender not in map(told_by, since) else None


def _of_sentence(scene: Scene) -> Entity | None:
    """The subject of the sentence before a pronoun, or of the clause with which its own begins."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    if scene.at - start < 2:
        before = scene.sentences[max(scene.sentence - 1, 0)]
        return subject(scene, before, start)
    if text.endswith(", ", start, scene.at):
        told = bool(scene.content) and start <= scene.content[0][0] < scene.at
        return subject(scene, start, scene.at, BEGINS if told else BEGINS_CLAUSE)
    goes_on = GOES_ON.search(text, max(start, scene.at - 20), scene.at)
    return subject(scene, start, scene.at) if goes_on else None


def role_first(source: Source, scene: Scene) -> Span | None:
    """Where the role stands that is the subject of the sentence before a pronoun, or of its own,
    if nobody is named since then: "The mayor laughed. He"."""
    if source.head not in ("he", "she"):
        return None
    text, own = scene.cast.text, scene.sentences[scene.sentence]
    begins = own  # of the sentence that the role is to be looked for in
    if scene.content and scene.content[0][0] < scene.at:  # "“It rains,” he said"
        begins = _sentence_before(scene, scene.content[0][0])
    elif not DURING.search(text, max(own, scene.at - 16), scene.at):
        begins = _sentence_before(scene, own)
    found = ROLE_FIRST.match(text, begins, scene.at)
    if found is None or found["noun"] not in words().lists["roles"]:
        return None
    others = [
        entity
        for name, entity in scene.cast.within(found.end("role"), scene.at)
        if _fits(source, entity) and not any(a <= name.start < b for a, b in scene.content)
    ]
    return None if others else found.span("role")


def goes_on_here(source: Source, scene: Scene) -> Entity | None:
    """The subject of a pronoun's sentence, if the pronoun is that of a later clause of it and
    nobody else whom it may mean is named in between: "Marrant won in Zelk, where she"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    if source.head not in ("he", "she") or not DURING.search(
        text, max(start, scene.at - 16), scene.at
    ):
        return None
    fits = {e for _, e in scene.cast.within(start, scene.at) if _fits(source, e)}
    found = subject(scene, start, scene.at)
    return found if fits == {found} else None


def _sentence_before(scene: Scene, at: int) -> int:
    """Where the sentence before a place begins, or that of the place, if it is in its middle."""
    number = bisect_right(scene.sentences, at) - 1
    return scene.sentences[max(number - (at - scene.sentences[number] < 2), 0)]


def subject(scene: Scene, start: int, end: int, begins: re.Pattern[str] = BEGINS) -> Entity | None:
    """Whoever is named at the beginning of a stretch and followed by a verb."""
    for name, entity in scene.cast.within(start, end)[:FIRST_NAMES]:
        leads = begins.fullmatch(scene.cast.text, start, name.run_start)
        if leads and not name.possessive and VERB.match(scene.cast.text, name.end):
            return entity
    return None


def subject_of(scene: Scene) -> Entity | None:
    """Who does what a cue without a source tells.

    That is, of a participle, "while praising", of a verb that another one goes before, "and urged",
    and of a noun that says what words were, "“...,” a dig at", who spoke last in its sentence, or
    else the sentence's subject; of "In a dig at Zelk, Marrant", who is named after it.
    """
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    if ANNOUNCES.fullmatch(text, start, scene.at) and NOUN.match(text, scene.at):
        return _announced(scene)
    participle, noun = PARTICIPLE.match(text, scene.at), NOUN.match(text, scene.at)
    named = scene.cast.within(start, scene.at) if participle else []
    if named and FOR.fullmatch(text, start, named[0][0].run_start):
        return named[0][1] if text[named[0][0].end : scene.at].strip() == "," else None
    acts = subject(scene, start, scene.cue[1]) if HELPED.match(text, scene.at) else None
    if acts is not None and _right_before(acts, scene):
        return acts
    said_so = noun and AFTER_WORDS.search(text, max(start, scene.at - 4), scene.at)
    if not (participle or said_so or _goes_on(scene, start)):
        return _owner_of_both(scene, start)
    said = [one for one in scene.said if one.place >= start and one.source.form != "none"]
    if said:
        return said[-1].speaker
    found = None if noun else subject(scene, start, scene.at)
    return found if found and found.type != PLACE and not is_people(found) else None


def _right_before(entity: Entity, scene: Scene) -> bool:
    """Whether somebody is named right before a cue: "Marrant has shown"."""
    named = scene.cast.within(max(0, scene.at - RIGHT_BEFORE), scene.at)[-1:]
    return any(e is entity and not scene.cast.text[n.end : scene.at].strip() for n, e in named)


def subject_span(scene: Scene) -> Span | None:
    """The pronoun or the noun that is the subject of a participle, or of a verb that goes on.

    "The mayor opened the port, calling it safe", "she came and urged".
    """
    return _subject_span(scene, scene.sentences[scene.sentence])


def told_subject(scene: Scene) -> Span | None:
    """The same in what somebody says of another: "Marrant said that he came and urged"."""
    told = scene.holder.content if scene.holder else ()
    begins = next((start for start, end in told if start <= scene.at < end), None)
    if begins is None or begins <= scene.sentences[scene.sentence]:
        return None
    that = THAT.match(scene.cast.text, begins)
    return _subject_span(scene, that.end() if that else begins)


def _subject_span(scene: Scene, start: int) -> Span | None:
    text = scene.cast.text
    goes_on = _goes_on(scene, start) and not RELATIVE.search(text, start, scene.at)
    if not (goes_on or PARTICIPLE.match(text, scene.at)):
        return None
    found = SUBJECT.match(text, start, scene.at)
    return found.span(1) if found else None


def who_intends(scene: Scene) -> Said | Span | None:
    """Who wants to say something, and so says it: "she refused to say", "I want to stress".

    That is a statement that they do, or the pronoun of which it is told.
    """
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    begins = TO.match(text, scene.at)
    found = INTENDS.search(text, start, begins.end() if begins else scene.at)
    if found is None:
        return None
    for said in reversed(scene.said):
        if said.content and found.start() <= said.content[0][0] <= scene.at:
            return said
    return found.span(1) if found[1] else None


def _owner_of_both(scene: Scene, start: int) -> Entity | None:
    """Whose a noun is that another one of theirs goes before: "Marrant's pledge, and an offer"."""
    text, last = scene.cast.text, scene.said[-1] if scene.said else None
    if last is None or last.place < start or not OWNS.search(text[slice(*last.source.span)]):
        return None
    if FINITE.match(text, scene.at) or PASSIVE.match(text, scene.at):
        return None
    return last.speaker if JOINED_NOUN.search(text, max(start, scene.at - 40), scene.at) else None


def _goes_on(scene: Scene, start: int) -> bool:
    """Whether a cue is a second verb of its sentence: "Marrant came and urged"."""
    text = scene.cast.text
    return bool(
        JOINED.search(text, max(start, scene.at - 20), scene.at)
        and FINITE.match(text, scene.at)
        and not PASSIVE.match(text, scene.at)
        and not IN_RELATIVE.search(text, start, scene.at)
    )


def _announced(scene: Scene) -> Entity | None:
    """Whoever is named after a comma and followed by a verb: "In a dig at Zelk, Marrant said"."""
    for name, entity in scene.cast.within(scene.at, scene.at + ANNOUNCED_WITHIN):
        after = AFTER_COMMA.search(scene.cast.text, scene.at, name.run_start)
        if after and not name.possessive and VERB.match(scene.cast.text, name.end):
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


def accused(source: Source, scene: Scene) -> Entity | None:
    """Who denies what they are accused of: "Brandt accuses Okoro of lying, a charge he denies"."""
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    gap = text.rfind(",", start, scene.at)
    if gap < 0 or not DENIES.match(text, scene.cue[0]) or scene.cue[0] < source.span[1]:
        return None
    if not A_CHARGE.fullmatch(text, gap, scene.at):
        return None
    for name, entity in scene.cast.within(start, gap):
        if ACCUSED.search(text, start, name.run_start) and not name.possessive:
            person = source.head in ("he", "she")
            return entity if (_fits(source, entity) if person else not entity.is_person) else None
    return None


def _fits(source: Source, entity: Entity) -> bool:
    """Whether somebody may be meant by he or she, also of whom only two names are known."""
    person = entity.is_person or (
        entity.type == UNKNOWN and len(entity.key) == NAMES_OF_PERSON and not entity.place
    )
    return person and entity.gender in (None, source.gender)
