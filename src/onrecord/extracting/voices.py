"""Voices: who says "I" or "we", and who answers in an interview."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.antecedents import REACH
from onrecord.extracting.mentions import Cast, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.questions import Answer
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

ABOUT = re.compile(
    r"(?:, [DRI]-[\w.]+)?(?: \([^)]*\))?(?:,.{0,60},)?,? "
    r"(?:is|was|(?:has|had) (?:been|served|written)|"
    r"(?:live|teache?|write|work|serve|direct|run|head|lead|chair|cover|edit|represent|report|host|"
    r"studie|practice|blog)[sd]|founded|co-founded)\b"
)
"""After the name of whoever wrote an article, what is said about them below it."""
WRITER = re.compile(
    r"[\s—–*_(]*(?P<sure>(?:The|Our) (?:writer|author|columnist|reviewer)(?:,| is) |"
    r"(?:Follow|E-?mail|Contact|Reach|Write to) )?(?:Prof(?:essor|\.) )?"
)
"""From the beginning of such a line to the name."""
BY_HOLDER, BY_AUTHOR, BY_INTERVIEW, IN_PLURAL = 0.93, 0.9, 0.8, 0.7
"""How sure these ways are; see `deciding`."""
TURN = re.compile(r"^(Q(?=[.:]?\s|[A-Z])|A(?=[.:]\s))", re.MULTILINE)
BYLINE = re.compile(
    r"(?:(?:Opinion|Analysis|Commentary|Column|Essay|Review|Story|Text|Words|Written|Posted)\W* )?"
    r"By ",
    re.IGNORECASE,
)
SEVERAL = re.compile(r",? (?:and|&) |, [^,\n]{2,40},? (?:and|&) ")
"""After the first name of a byline, that there is another one."""
HEAD = 3
"""Paragraphs at the beginning that may tell who wrote an article."""
SIGNED_WITHIN = 40
"""Paragraphs after "I" within which a letter is signed."""


def first_person(scene: Scene) -> Answer:
    """Who says "I": who is quoted, who is interviewed, or who writes."""
    if scene.holder is not None:
        return Answer(_quoted(scene.holder).speaker, BY_HOLDER)
    return interviewed(scene) if _turn(scene) == "A" else Answer(author(scene), BY_AUTHOR)


def _quoted(holder: Said) -> Said:
    """Whose words "I" stands in: not those of whom these tell, "nobody thinks that I"."""
    while holder.speaker is None and holder.holder is not None:
        holder = holder.holder
    return holder


def first_plural(holder: Said | None) -> Answer:
    """Who says "we" in words of their own, but for those who speak for others by office."""
    own = _quoted(holder).speaker if holder else None
    for_others = own is None or not words().lists["spokespeople"].isdisjoint(own.roles)
    return Answer(None, 1.0) if for_others else Answer(own, IN_PLURAL)


def in_own_voice(scene: Scene) -> Answer:
    """Who speaks in words without a subject, "Don't ask": who answers or signs a letter."""
    start, text = scene.sentences[scene.sentence], scene.cast.text
    end = next(iter(scene.sentences[scene.sentence + 1 : scene.sentence + 2]), len(text))
    asks = text[start:end].rstrip().endswith("?")  # "Think it is safe?"
    if scene.holder is not None or scene.at - start > 1 or asks:
        return Answer(None, 1.0)
    if _turn(scene) == "A":
        return interviewed(scene)
    signed = _signed(scene, scene.paragraphs[scene.paragraph + 1 : scene.paragraph + 2])
    if signed is None or len(signed.mentions) > 1:  # a heading may be a name, too
        return Answer(None, 1.0)
    return Answer(signed, BY_AUTHOR)


def interviewed(scene: Scene) -> Answer:
    """Who answers in an interview, "A: ...": the one person whom the words before it name most."""
    first = TURN.search(scene.cast.text)
    before = first.start() if first else scene.at
    times = {
        e.number: sum(m.start < before for m in e.mentions)
        for e in scene.cast.entities
        if e.is_person
    }
    most = max(times.values(), default=0)
    likely = [e for e in scene.cast.entities if times.get(e.number) == most]
    return Answer(likely[0], BY_INTERVIEW) if most > 1 and len(likely) == 1 else Answer(None, 1.0)


def addressed(scene: Scene) -> Answer:
    """Whom "you" means in a question of an interview, "Q: ...": who answers."""
    asked = scene.holder is None and _turn(scene) == "Q"
    return interviewed(scene) if asked else Answer(None, 1.0)


def _turn(scene: Scene) -> str | None:
    """In whose turn of an interview a place is: after "Q:" or "A:", and before the next of them."""
    turns = [m[1] for m in TURN.finditer(scene.cast.text, max(0, scene.at - REACH), scene.at)]
    return turns[-1] if turns else None


def author(scene: Scene) -> Entity | None:
    """Who writes "I": by a signature, by a last line about them, or by the first lines."""
    below = list(scene.paragraphs[scene.paragraph + 1 :])
    signed = _signed(scene, below[:SIGNED_WITHIN] + below[-2:])
    return signed or _told_below(scene, below[-2:]) or _bylined(scene)


def _told_below(scene: Scene, paragraphs: Sequence[Span]) -> Entity | None:
    """Whom a last line is about, "Ruth Okoro is a nurse", but for those who are written about."""
    text, first = scene.cast.text, scene.paragraphs[:HEAD][-1][1]
    last = scene.paragraphs[-2:][0][0]
    for start, end in reversed(paragraphs):
        opens = WRITER.match(text, start, end)
        named = _named_first(scene.cast, opens.end(), end) if opens else None
        if opens is None or named is None or any(first < m.start < last for m in named[1].mentions):
            continue
        if opens["sure"] or ABOUT.match(text, named[0].end):
            return named[1]
    return None


def _bylined(scene: Scene) -> Entity | None:
    """The one who is named in a line below the title, or before a colon."""
    text = scene.cast.text
    for start, end in scene.paragraphs[:HEAD]:
        by = BYLINE.match(text, start, end)
        named = _named_first(scene.cast, by.end() if by else start, end)
        if named and by and SEVERAL.match(text, named[0].end):
            return None
        if named and (by or text.startswith(":", named[0].end)):
            return named[1]
    alone = _signed(scene, scene.paragraphs[1:HEAD])
    return alone if alone and len(alone.mentions) == 1 else None


def _signed(scene: Scene, paragraphs: Sequence[Span]) -> Entity | None:
    """Whose name, with at most where they are from, is a paragraph of its own."""
    text = scene.cast.text
    for start, end in paragraphs:
        named = _named_first(scene.cast, start, end)
        after = text[named[0].end : end] if named else text
        if named and len(after) < 40 and not re.search(r"\b[a-z]+\b", after):
            return named[1]
    return None


def _named_first(cast: Cast, start: int, end: int) -> tuple[Name, Entity] | None:
    """The person with whose name, or the titles before it, a stretch begins."""
    named = cast.within(start, end)[:1]
    if named and named[0][1].is_person and named[0][0].run_start <= start:
        return named[0]
    return None
