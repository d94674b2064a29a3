"""Inside: whom a pronoun can or cannot mean in what somebody says, by whose words it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.extracting.genders import RELATIVES, told_by
from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.new_people import person_nouns
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words

CLOSING = {"“": "”", "‘": r"’(?!\w)", '"': '"', "''": "''", "``": "''", "«": "»", "„": "“"}
"""By the mark that opens somebody's words, a pattern for the one that closes them."""
SPEAK_FOR = frozenset(
    {"lawyer", "attorney", "solicitor", "barrister", "agent", "ally", "publicist"}
)
"""Those who speak for somebody else, beside aides and friends."""
THAT = re.compile(r"\s*(?:that )?")
"""Before a pronoun with which told words begin."""
ASKED = re.compile(
    r"\b(?:I|[Ww]e) (?:asked|called|phoned|rang|met|saw|spoke (?:to|with)|talked (?:to|with)) "
    r"(?:the|an?|my|our|this|that|one of the) ([a-z-]+(?: [a-z-]+)?)\b"
)
"""In somebody's words, whom they asked or met: "I asked the guard"."""
SENTENCES = 2
"""Sentences before a pronoun within which a relative is brought up that it may mean."""
TO_ME = re.compile(r"(?: [a-z]+){1,2} (?:me|us)\b")
"""After a pronoun, that it stands in the words of whoever spoke last: "she told me"."""
RELATIVE = {
    pronoun: re.compile(
        rf"(?:\b(?:[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|whose)|['’]s?) (?:[a-z-]+ )?(?:{nouns})\b"
        r"(?!,? [A-Z])"
    )
    for pronoun, nouns in (("he", RELATIVES["m"]), ("she", RELATIVES["f"]))
}
"""Somebody's relative who is brought up without a name."""


def speaking(scene: Scene) -> set[Entity]:
    """Those in whose own words a source stands, between quotation marks, in their turn, "MARRANT: "
    or by their "I": there they are not "he" or "she"."""
    return {
        said.speaker
        for said in around(scene)
        if said.speaker is not None
        and (said.source.form == "first" or is_turn(said, scene) or _in_marks(said, scene))
    }


def for_another(source: Source, scene: Scene) -> bool:
    """Whether a pronoun stands in what somebody nameless says of the one who is named before them:
    "Marrant left. A friend said she"."""
    said = scene.holder
    if said is None or said.speaker is not None:
        return False
    before = scene.sentences[max(scene.sentence - 1, 0)]
    fits = {entity for _, entity in scene.cast.within(before, scene.at) if _fits(source, entity)}
    return said.source.head in _speaking_for_others() and len(fits) == 1


def _speaking_for_others() -> frozenset[str]:
    """Nouns for those who mostly tell of somebody else."""
    lists = words().lists
    return lists["spokespeople"] | lists["subordinates"] | lists["relations"] | SPEAK_FOR


def is_turn(said: Said, scene: Scene) -> bool:
    """Whether a statement is what somebody says in their turn, "MARRANT: ...", "QUESTION: ..."."""
    return any(turn.is_label(said.place) for turn in scene.turns)


def after_relative(source: Source, scene: Scene) -> bool:
    """Whether "she" in somebody's words may go on with "my mother", after whom nobody is named."""
    quoted = speaking(scene)
    if not quoted and TO_ME.match(scene.cast.text, source.span[1]) and _between_marks(scene):
        quoted = {said.speaker for said in scene.said[-1:] if said.speaker}
    elif not quoted:
        return False
    at = _relative_at(source, scene)
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


def _relative_at(source: Source, scene: Scene) -> int:
    """Where somebody's relative, "my mother", is last brought up without a name whom a pronoun may
    mean; -1 if nowhere in the few sentences up to it."""
    if source.head not in RELATIVE:
        return -1
    start = scene.sentences[max(scene.sentence - SENTENCES, 0)]
    found = [m.start() for m in RELATIVE[source.head].finditer(scene.cast.text, start, scene.at)]
    return found[-1] if found else -1


def around(scene: Scene) -> Iterator[Said]:
    """The statements in whose content a source stands, from the innermost."""
    said = scene.holder
    while said is not None:
        yield said
        said = said.holder


def _in_marks(said: Said, scene: Scene) -> bool:
    """Whether a source stands between the quotation marks with which a statement's words begin."""
    text = scene.cast.text
    for start, end in said.content:
        if not start <= scene.at < end:
            continue
        before = text[max(0, start - 2) : start + 2]
        for mark, closing in CLOSING.items():
            place = before.rfind(mark)
            if place < 0:
                continue
            first = max(0, start - 2) + place + len(mark)
            if re.search(closing, text[first : scene.at]) is None:
                return True
    return False


def nameless_tells(source: Source, scene: Scene) -> bool:
    """Whether a pronoun begins what somebody nameless tells of themselves: "The guard said he",
    or "He said he", of whom nobody knows who that is."""
    said = scene.holder
    if said is None or said.speaker is not None or source.head not in RELATIVE:
        return False
    start = next((a for a, b in said.content if a <= scene.at < b), scene.at)
    if not THAT.fullmatch(scene.cast.text, start, scene.at):
        return False
    head = said.source.head
    alike = told_by(head) in (None, source.gender) and head not in _speaking_for_others()
    single = said.source.single or told_by(head) == source.gender
    return head == source.head or (single and alike)


def asked_inside(source: Source, scene: Scene) -> bool:
    """Whether a pronoun goes on with somebody nameless of whom somebody tells in their own words:
    "“I asked the guard. He said no,” Marrant said"."""
    starts = [a for said in around(scene) for a, b in said.content if a <= scene.at < b]
    start = max(scene.sentences[max(scene.sentence - 1, 0)], *starts) if starts else -1
    if start < 0 or source.head not in RELATIVE or not speaking(scene):
        return False
    asked = ASKED.search(scene.cast.text, start, scene.at)
    nouns = [noun for noun in asked[1].split() if noun in person_nouns()] if asked else []
    return (
        asked is not None
        and any(told_by(noun) in (None, source.gender) for noun in nouns[:1])
        and not any(_fits(source, e) for _, e in scene.cast.within(asked.end(), scene.at))
    )


def who_tells(source: Source, scene: Scene) -> Entity | None:
    """Who says that which a pronoun begins, "Marrant said that she", or in which nobody else comes
    before it whom it may mean; nobody in their own words between marks."""
    said = scene.holder
    if said is None or said.speaker is None or said.speaker in speaking(scene):
        return None
    end = max(said.source.span[1], said.source.end)
    others = {e for _, e in scene.cast.within(end, scene.at) if _fits(source, e)}
    fits = _is_body(said) if source.gender == "n" else _fits(source, said.speaker)
    return said.speaker if fits and end < scene.at and others <= {said.speaker} else None


def body_before(source: Source, scene: Scene) -> Entity | None:
    """The body with which "it" begins a sentence after one in which that was the last to say
    something: "The company said no. It"."""
    start = scene.sentences[scene.sentence]
    before = scene.sentences[max(scene.sentence - 1, 0)]
    said = [one for one in scene.said if before <= one.place < start and one.holder is None]
    if source.head != "it" or scene.at - start > 1 or not said or said[-1].speaker is None:
        return None
    return said[-1].speaker if _is_body(said[-1]) else None


def _is_body(said: Said) -> bool:
    """Whether who said something is a body, by its name or by the noun for it."""
    bodies = words().lists["organisations"] | {"publisher"}
    speaker = said.speaker
    named = speaker is not None and not speaker.is_person and not speaker.place
    return named or said.source.head in bodies


def _fits(source: Source, entity: Entity) -> bool:
    """Whether a pronoun may mean somebody or something."""
    if source.gender in ("m", "f"):
        return entity.is_person and entity.gender in (None, source.gender)
    return not entity.is_person and not entity.place
