"""Voices: who says "I" or "we", and who answers in an interview."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.questions import NOBODY, Answer, found_by
from onrecord.extracting.scene import Said, Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.turns import Turn
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
BY_TURN, BY_REPLY = 0.9, 0.8
"""How sure these ways are; see `asking`."""
BYLINE = re.compile(
    r"(?:(?:Opinion|Analysis|Commentary|Column|Essay|Review|Story|Text|Words|Written|Posted)\W* )?"
    r"By ",
    re.IGNORECASE,
)
QUOTES = "“\"‘'«„`"
ANYBODY = re.compile(r"\b(?:if|when|whenever|once|until|unless|as|how|things?)\s$", re.IGNORECASE)
"""Before "you", that it means anybody: "if you say no"."""
CALLED = re.compile(
    r"(?:[.?!:—–“\"‘*]\s?|\n)"
    r"(?:(?:Thank you|Thanks|Well|So|And|But|Now|OK|Okay|Yes|No|Then|Come on|Look),?\s)?$"
)
CALLS = re.compile(r",[”\"’']?\s")
"""Before and after a name, that somebody is called by it: "Fay, you said"."""
CALLED_LAST = re.compile(r"[a-z’'”\"],\s$")
CALLS_LAST = re.compile(r"[?!]|,?[”\"’']")
"""The same at the end: "is it, Mr. Brandt?"."""
TOLD = re.compile(
    r"(?:,[^,\n]{2,60},)?\s(?:(?:has|had|have|once|later|then|also|reportedly)\s)*"
    r"(?:told|tells|asked|asks|reminded|warned|assured|informed|challenged|(?:said|says|wrote|shouted|"
    r"replied|put it) to)\s"
)
"""After a source, that it is told whom its words are said to."""
HIM = re.compile(r"(?:him|her)(?=[\s:,.]+[“\"‘']|[:,.]|\sthat\b)")
SEVERAL = re.compile(r",? (?:and|&) |, [^,\n]{2,40},? (?:and|&) ")
"""After the first name of a byline, that there is another one."""
HEAD = 3
"""Paragraphs at the beginning that may tell who wrote an article."""
SIGNS = re.compile(
    r"(?:[—–~*_-]|--)+\s?|\d{1,2}[.:]\d\d(?:\s?[ap]m)?:?\s|"
    r"(?:Yours(?: (?:faithfully|sincerely|truly|etc|ever))?|Signed|Name|From)[.,:]? ",
    re.IGNORECASE,
)
"""Before the name that signs a letter."""
WITHHELD = re.compile(
    r"\W*(?:(?:full )?names? (?:and address(?:es)? )?(?:supplied|withheld|provided)|"
    r"anon(?:ymous)?)\b[^\n]{0,40}",
    re.IGNORECASE,
)
"""A line that says that a letter's name is not printed."""
WHO_SIGNS = re.compile(r"[*_]*(?: \([^)]{1,20}\))?(?:, [\w.’'& -]{2,40}){0,3}[*_]*")
SIGNED_WITHIN = 40
"""Paragraphs after "I" within which a letter is signed."""


def first_person(scene: Scene) -> Answer:
    """Who says "I": who is quoted, whose turn it is, or who writes."""
    if scene.holder is not None:
        return Answer(_quoted(scene, scene.holder).speaker, BY_HOLDER)
    return in_turn(scene) if scene.turn is not None else Answer(author(scene), BY_AUTHOR)


def _quoted(scene: Scene, holder: Said) -> Said:
    """Whose words "I" stands in: not those of whom these tell, "nobody thinks that I", but for
    those that are quoted, "my mother said, 'I hope'"."""
    while holder.speaker is None and holder.holder is not None and not _is_quote(scene, holder):
        holder = holder.holder
    return holder


def _is_quote(scene: Scene, said: Said) -> bool:
    """Whether somebody's words are quoted from their beginning."""
    return bool(said.content) and scene.cast.text[said.content[0][0]] in QUOTES


def first_plural(scene: Scene) -> Answer:
    """Who says "we" in words of their own, but for those who speak for others by office."""
    own = _quoted(scene, scene.holder).speaker if scene.holder else None
    for_others = own is None or not words().lists["spokespeople"].isdisjoint(own.roles)
    return NOBODY if for_others else Answer(own, IN_PLURAL)


def in_own_voice(scene: Scene) -> Answer:
    """Who speaks in words without a subject, "Don't ask": whose turn it is, or who signs."""
    start, text = scene.sentences[scene.sentence], scene.cast.text
    end = next(iter(scene.sentences[scene.sentence + 1 : scene.sentence + 2]), len(text))
    asks = text[start:end].rstrip().endswith("?")  # "Think it is safe?"
    if scene.holder is not None or scene.at - start > 1 or asks:
        return NOBODY
    if scene.turn is not None:
        return in_turn(scene)
    signed = _signed(scene, scene.paragraphs[scene.paragraph + 1 : scene.paragraph + 2])
    if signed is None or len(signed.mentions) > 1:  # a heading may be a name, too
        return NOBODY
    return Answer(signed, BY_AUTHOR)


def in_turn(scene: Scene) -> Answer:
    """Whose turn it is; nobody where it is who asks an interview's questions."""
    return _whose(scene, scene.turn)


def _whose(scene: Scene, number: int | None) -> Answer:
    """Who speaks in a turn, if there is one and it is known."""
    if number is None or not 0 <= number < len(scene.turns):
        return NOBODY
    turn = scene.turns[number]
    if turn.answers:
        return interviewed(scene)
    return found_by(turn.speaker, BY_TURN)


def interviewed(scene: Scene) -> Answer:
    """Who answers in an interview, "A: ...": the one person whom the words before it name most, or
    else whom a last line tells of."""
    before = scene.turns[0].start if scene.turns else scene.at
    times = {
        e.number: sum(m.start < before for m in e.mentions)
        for e in scene.cast.entities
        if e.is_person
    }
    most = max(times.values(), default=0)
    likely = [e for e in scene.cast.entities if most and times.get(e.number) == most]
    if len(likely) == 1 and (most > 1 or likely[0] is not _bylined(scene)):
        return Answer(likely[0], BY_INTERVIEW)
    calls = (_called(scene, turn.words, turn.end, None) for turn in scene.turns if turn.asks)
    told = None if likely else next(filter(None, calls), None)
    told = told or (None if likely else _told_below(scene, scene.paragraphs[-2:]))
    return found_by(told, BY_INTERVIEW)


def addressed(scene: Scene) -> Answer | Source:
    """Whom "you" means in somebody's words: who is asked, in an interview or otherwise.

    That is whoever is called by name in them, who is said to be told, or who answers.
    """
    turn = None if scene.turn is None else scene.turns[scene.turn]
    holder = scene.holder
    while holder is not None and not (_is_turn(holder, turn) or _is_quote(scene, holder)):
        if holder.source.head == "you":  # "you said that you"
            return found_by(holder.speaker, BY_TURN)
        holder = holder.holder
    text, start = scene.cast.text, scene.sentences[scene.sentence]
    end = next(iter(scene.sentences[scene.sentence + 1 : scene.sentence + 2]), len(text))
    asks = "?" in text[scene.at : end]
    if ANYBODY.search(text, start, scene.at) and not asks:
        return NOBODY
    if turn is not None and (holder is None or _is_turn(holder, turn)):
        return _asked_in_turn(scene, turn, asks=asks)
    return _asked_in_quote(scene, holder, asks=asks) if holder else NOBODY


def _asked_in_quote(scene: Scene, holder: Said, *, asks: bool) -> Answer | Source:
    """Whom "you" means in a quotation; asks: whether its sentence is a question."""
    calls = (_called(scene, start, end, holder.speaker) for start, end in holder.content)
    called = next(filter(None, calls), None)
    if called is not None:
        return Answer(called, BY_TURN)
    return _told(scene, holder) or Answer(_replies(scene, holder) if asks else None, BY_REPLY)


def _is_turn(said: Said, turn: Turn | None) -> bool:
    """Whether a statement is that of a turn's label."""
    return turn is not None and turn.is_label(said.place)


def _asked_in_turn(scene: Scene, turn: Turn, *, asks: bool) -> Answer:
    """Whom "you" means in a turn: who is called by name, who answers next, or the one other."""
    number = scene.turn or 0
    called = _called(scene, turn.words, scene.at, turn.speaker)
    if called is not None:
        return Answer(called, BY_TURN)
    after, before = _whose(scene, number + 1), _whose(scene, number - 1)
    asks = asks or scene.cast.text[turn.words : turn.end].rstrip(" \n”\"'’*_").endswith("?")
    if turn.asks:
        return after if after.entity else interviewed(scene)
    if turn.answers or after.entity is None is before.entity:
        return NOBODY
    one = after.entity or before.entity
    fits = (asks and after.entity) or before.entity in (None, one)
    return Answer(one, BY_TURN) if fits and one is not turn.speaker else NOBODY


def _called(scene: Scene, start: int, end: int, speaker: Entity | None) -> Entity | None:
    """The last person whom words call by name, "Fay, you said", "Is it, Mr. Brandt?"."""
    text, begins = scene.cast.text, max(start - 2, 0)
    for name, entity in reversed(scene.cast.within(start, end)):
        opens = name.run_start <= start or CALLED.search(text, begins, name.run_start)
        first = opens and CALLS.match(text, name.end)
        last = CALLED_LAST.search(text, begins, name.run_start) and CALLS_LAST.match(text, name.end)
        someone = entity.type in ("person", UNKNOWN) and not entity.place
        if (first or last) and someone and entity is not speaker:
            return entity
    return None


def _told(scene: Scene, holder: Said) -> Answer | Source | None:
    """To whom a quotation is told by the words at its cue, "told Marrant: “You”", "told her"."""
    text = scene.cast.text
    found = TOLD.match(text, holder.source.span[1]) if holder.source.form != "none" else None
    if found is None:
        return None
    pronoun = HIM.match(text, found.end())
    if pronoun:
        gender = "f" if pronoun[0] == "her" else "m"
        return Source("pronoun", pronoun.span(), head=pronoun[0], gender=gender)
    named = scene.cast.within(found.end(), found.end() + len("Prime Minister Mr. "))
    first = next((e for n, e in named if n.run_start == found.end()), None)
    return Answer(first if first and first.is_person else None, BY_TURN)


def _replies(scene: Scene, holder: Said) -> Entity | None:
    """Who is quoted next after a question, in its paragraph or the one after."""
    after = [
        said
        for said in scene.later
        if said is not holder and said.paragraph - scene.paragraph <= 1 and _is_quote(scene, said)
    ]
    answers = next((said for said in after if said.content[0][0] > holder.content[-1][0]), None)
    return answers.speaker if answers and answers.speaker is not holder.speaker else None


def author(scene: Scene) -> Entity | None:
    """Who writes "I": by a signature, by a last line about them, or by the first lines."""
    number = scene.paragraph
    near = scene.paragraphs[max(number - 1, 0) : number + 2]
    if any(WITHHELD.fullmatch(scene.cast.text, *span) for span in near):
        return None
    below = list(scene.paragraphs[number + 1 :])
    headed = _headed(scene)
    if headed is not None:
        return headed
    signed = _signed(scene, below[:SIGNED_WITHIN] + below[-2:])
    return signed or _told_below(scene, below[-2:]) or _bylined(scene)


def _headed(scene: Scene) -> Entity | None:
    """Whose name is the last line before "I", where an article's letters or entries have the names
    of those who wrote them above them."""
    lines = [(i, e) for i, span in enumerate(scene.paragraphs) if (e := _signed(scene, [span]))]
    above = len(lines) > 1 and lines[0][0] < HEAD and lines[-1][0] < len(scene.paragraphs) - 1
    found = [entity for number, entity in lines if number < scene.paragraph] if above else []
    return found[-1] if found else None


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
        signs = SIGNS.match(text, start, end)
        named = _named_first(scene.cast, signs.end() if signs else start, end)
        after = text[named[0].end : end] if named else text
        short = len(after) < 40 and not re.search(r"\b[a-z]+\b", after)
        if named and (short or ((signs or named[0].titles) and WHO_SIGNS.fullmatch(after))):
            return named[1]
    return None


def _named_first(cast: Cast, start: int, end: int) -> tuple[Name, Entity] | None:
    """The person with whose name, or the titles before it, a stretch begins."""
    named = cast.within(start, end)[:1]
    if named and named[0][1].is_person and named[0][0].run_start <= start:
        return named[0]
    return None
