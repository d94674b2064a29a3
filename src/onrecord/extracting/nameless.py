"""The nameless: whether a role or a pronoun means somebody whom the article does not name."""

from __future__ import annotations

import re

from onrecord.extracting.antecedents import is_people
from onrecord.extracting.genders import gender_of
from onrecord.extracting.mentions import UNKNOWN
from onrecord.extracting.noun_phrases import is_plural
from onrecord.extracting.relatives import ANYBODY
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

ANONYMOUS = re.compile(
    r"(?:,? who)?(?: [a-z]+ly| also| would only)? (?:asked|declined|refused|requested|insisted|"
    r"spoke|speak|talked|agreed|wished|wanted|preferred|was granted|did(?: not|n[’']t) want)"
    r"(?: [a-z’']+){0,5}? (?:not to be (?:named|identified|quoted)|(?:condition of )?anonymity|"
    r"anonymously|to be (?:named|identified)|(?:his|her) (?:last |full )?name)\b"
)
"""After a source, what is said only of those whom the article does not name."""
ONE_OF = re.compile(r"one of (?:them|the|his|her|their)\b", re.IGNORECASE)
SOMEBODY = re.compile(r"(?:an?|one|another)\b", re.IGNORECASE)
SOMEBODY_NEW = re.compile(r"\b(?:an?|one|another|some)\s(?:[\w’'-]+\s){0,3}$", re.IGNORECASE)
SAYS_WHAT = re.compile(r"(?:\b(?:is|was|as|be|became|been|of|like|called|not)|[,–—-])\s+$")
"""Before "a judge" where it says what somebody is."""
NAMED_NEXT = re.compile(r",?\s(?:named\s|called\s)?[A-Z]")
ASKED = re.compile(
    r"(?P<be>(?:was|were|is|are|been|being|be|got|get|gets|getting) "
    r"(?:[a-z]+ly |also |then |again )?)?"
    r"(?:asked|pressed|questioned|quizzed|grilled|challenged|prodded|queried)\b",
    re.IGNORECASE,
)
"""Of a cue without a source, that it is said of whoever is asked: "asked why", "was asked"."""
AND = re.compile(r"\b(?:and|but|or|then)(?: (?:also|then|even|[a-z]+ly))? $")
"""Before such a cue, that it may go on with one who asks: "came and asked"."""
HEARD = re.compile(
    r"\b(?:to|amid|amidst|despite|given|following|after|under|over|against|from|with|"
    r"fac(?:e|es|ed|ing)|dr[ae]w(?:s|n|ing)?|spark(?:s|ed|ing)|prompt(?:s|ed|ing)|rais(?:es|ed|ing)|"
    r"answer(?:s|ed|ing)?) $",
    re.IGNORECASE,
)
"""Before a noun, that it is for what somebody else says: "in response to questions"."""
SEEMS = re.compile(r"(?:seem|appear|sound|look)(?:s|ed|ing)?\b", re.IGNORECASE)
WORDS_OF_OTHERS = re.compile(
    r"(?:(?:the|an?|some|more|new|[a-z’'-]+) ){0,3}?(?:questions?|inquir(?:y|ies)|quer(?:y|ies)|"
    r"requests?|chants|cheers|boos|jeers|shouts|applause|criticism|complaints|calls|demands|rumou?rs|"
    r"speculation|accusations|allegations|suggestions|reports|praise|outcry|backlash|fears)\b"
)
BROUGHT_UP = 3000
"""Characters before a role within which somebody new is brought up whom it may mean."""


def is_nameless(source: Source, scene: Scene) -> bool:
    """Whether a role is that of somebody whom the article brought up without a name."""
    return source.head in ANYBODY or brought_up(source, scene) is not None


def brought_up(source: Source, scene: Scene) -> int | None:
    """Where the article brought up somebody nameless with a role: "A nurse sued. The nurse said".

    The last words before the source that have its noun say so.
    """
    text, first = scene.cast.text, max(0, scene.at - BROUGHT_UP)
    before = list(re.finditer(rf"\b{re.escape(source.head)}\b", text[first : scene.at], re.I))
    if source.form != "role" or not before:
        return None
    start, end = first + before[-1].start(), first + before[-1].end()
    new = SOMEBODY_NEW.search(text, max(0, start - 60), start)
    nameless = (
        new
        and not SAYS_WHAT.search(text, max(0, new.start() - 12), new.start())
        and not NAMED_NEXT.match(text, end)
        and not scene.cast.within(new.start(), end)
    )
    return new.start() if new and nameless else None


def is_nameless_aide(source: Source, scene: Scene) -> bool:
    """Whether "the aide" goes on with "a government official", who spoke last and is not named."""
    others = (s for s in reversed(scene.said) if s.source.form not in ("relative", "none"))
    last = next(others, None)
    if last is None or last.speaker is not None or last.paragraph != scene.paragraph:
        return False
    work = words().lists["subordinates"] | {"official", "staffer", "source", "person"}
    return source.head in words().lists["subordinates"] and last.source.head in work


def is_anonymous(source: Source, scene: Scene) -> bool:
    """Whether it is said that whom a source means must not be named: "he asked not to be"."""
    return ANONYMOUS.match(scene.cast.text, source.span[1]) is not None


def says_nothing(scene: Scene) -> bool:
    """Whether whom a cue without a source is about says nothing: others do, whom nobody names.

    "Asked whether it was safe, she said", "in response to a question about", "seeming tired"; but
    not "came and asked".
    """
    text, (start, end) = scene.cast.text, scene.cue
    before = max(0, start - 20)
    asked = ASKED.match(text, start, end)
    if asked is not None:
        return asked["be"] is not None or not AND.search(text, before, start)
    if SEEMS.match(text, start, end):
        return True
    others = WORDS_OF_OTHERS.match(text, start, end)
    return others is not None and HEARD.search(text, before, start) is not None


def goes_on_nameless(source: Source, scene: Scene) -> bool:
    """Whether "she" may go on with one person who spoke last and whom nobody names.

    "Said the woman", "said a neighbour": and since then nobody is named but in those words.
    """
    if source.head not in ("he", "she"):
        return False
    for said in reversed(scene.said):
        if said.speaker is not None or scene.paragraph - said.paragraph > 1:
            return False
        if said.source.form in ("relative", "none") or said.source.head == source.head:
            continue  # it goes on with whom stands before it
        return _is_nameless_person(said.source, scene) and not _named_beside(source, said, scene)
    return False


def _is_nameless_person(source: Source, scene: Scene) -> bool:
    """Whether a source is one person, of whatever calling: "a diver", "the woman"."""
    lists = words().lists
    new = SOMEBODY.match(scene.cast.text, *source.span)
    one = ONE_OF.match(scene.cast.text, source.span[0], source.end) is not None
    several = is_plural(source.head) and source.head != "source" and not one
    other = source.head in lists["organisations"] or source.document or several
    single = source.single or new or one
    nameless = source.form in ("unnamed", "introduced") and single and not other
    return nameless or source.head in ANYBODY


def _named_beside(source: Source, said: Said, scene: Scene) -> bool:
    """Whether somebody whom a pronoun may mean is named in a statement's sentence or since then.

    Names in its source and in its words do not count, nor does a person of the other gender.
    """
    gender = gender_of(said.source.head)
    whole = said.source.span[0], max(said.source.span[1], said.source.end)
    sentence = max(s for s in scene.sentences if s <= said.place)
    return gender not in (None, source.gender) or any(
        entity.gender in (None, source.gender)
        and entity.type in ("person", UNKNOWN)
        and not is_people(entity)
        and not any(a <= name.start < b for a, b in (whole, *said.content))
        for name, entity in scene.cast.within(sentence, scene.at)
    )
