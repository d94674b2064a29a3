"""Issuing: whose a text is that speaks, "the letter", "the ruling"."""

from __future__ import annotations

import re

from onrecord.extracting.antecedents import REACH, has_role
from onrecord.extracting.mentions import Entity
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

ISSUES = re.compile(
    r"(?!\s(?:[a-z]+\s){0,2}?(?:was|were|been|being)\s(?:sent|given|issued|read|provided|filed|delivered)\b)"
    r"(?:\s(?:says|said|announced)(?:\sthat)?\s(?:it|he|she|they)(?:['’]s)?)?"
    r"\s(?:(?:has|have|had|is|was|will|would|been|also|plans|plan|planned|to|on|late|early|recently|[A-Z]\w+)\s){0,4}"
    r"(?:releas(?:ed?|es|ing)|issu(?:ed?|es|ing)|sen[dt]|sends|sending|publish(?:ed|es|ing)?|"
    r"post(?:ed|s|ing)?|tweeted|writ(?:es?|ten|ing)|wrote|puts?|putting|air(?:ed|s|ing)?|"
    r"launch(?:ed|es|ing)?|read|runs?|running|ran|spen[dt]|spending|spends|paying|bought|buying|"
    r"unveil(?:ed|s|ing)?|debut(?:ed|s|ing)?|provid(?:ed|es|ing)|g[ai]ve|gives|giving|made|fil(?:ed?|es|ing)|"
    r"shared|deliver(?:ed|s|ing)?|circulat(?:ed|es|ing)|submit(?:ted|s)?|authored|drafted|compiled|"
    r"completed|conducted|prepared|produced|penned|signed|funded)\b"
)
"""Verbs for what is done with a text of one's own, after whose it is."""
OWNED = re.compile(r"\b(his|her|its|their) (?:[\w-]+ ){0,2}$")
"""Before a text, whose it is."""
ANOTHERS = re.compile(
    r"[,;]\s|\b(?:after|before|until|since|when|while|as|because|who|whom|which|whose|despite|against|about|"
    r"following|amid|than|if|though|although)\b"
)
"""Between such a verb and a text, what tells that it is about another: "sat after the report"."""
BY = re.compile(
    r"(?:,? (?:that |which )?(?:was|were|is))?"
    r"(?: (?:sent|written|released|issued|published|signed|posted|circulated|paid for|put out)"
    r"(?: out)?)?"
    r" (?:by|from|of) (?:(?:the|its|his|her|their) )?(?:(?:[\w’'-]+ ){0,5}[\w’'-]+, )?"
)
"""Between a text and the name of who puts it out: "was sent by the club's director, ".."""
SIGNED = re.compile(
    r"(?: [a-z]+){0,3},? (?:(?:which|that) (?:was|is) )?(?:attributed to|signed by|written by) "
    r"(?:the )?"
)
"""After a text that speaks, words before the name of whose it is."""
LONGEST_TITLE = 60
"""Characters from the beginning of somebody's titles within which the name begins."""
SAME_TEXT = {
    **dict.fromkeys(("spot", "commercial", "advertisement", "video", "clip"), "ad"),
    **dict.fromkeys(("story", "piece", "column", "op-ed", "editorial", "essay"), "article"),
    **dict.fromkeys(("investigation", "review", "study", "analysis"), "report"),
    **dict.fromkeys(("suit", "complaint", "filing"), "lawsuit"),
    **dict.fromkeys(("address", "remarks"), "speech"),
    "e-mail": "email",
}
OTHERS = frozenset(
    {"article", "video", "report", "story", "study", "piece", "investigation", "review", "analysis"}
    | {"lawsuit", "complaint", "count", "tally", "filing", "petition"}
)
"""Texts that may be another's than the one who is speaking."""
OFFICIAL = frozenset({"statement", "release", "announcement", "communique"})
"""Texts by which somebody says what is told of them in the paragraph before, too."""
TEXT_FIRST = re.compile(
    r"(?:The|His|Her|Its|Their|[A-Z][\w’'.-]*['’]s?) (?:[\w’'.-]+ ){0,4}?([a-z-]+) "
    r"(?:ran|was|is|said|says|does|did|has|had|also|then|[a-z]+(?:ed|s))\b"
)
"""At the beginning of a sentence, a noun phrase and its verb."""
SUITS = frozenset({"lawsuit", "suit", "complaint", "countersuit", "petition", "filing"})
SUED = re.compile(
    r"((?:[\w’'.-]+ ){0,5}?[\w’'-]+) (?:(?:also|has|have|had|later|then|is|are) )*"
    r"(?:sued|sues|suing|took (?:[\w’'.-]+ ){1,5}to court)\b"
)
"""At the beginning of a sentence, who went to court: "The union sued the port"."""
SUED_BY = re.compile(
    r"\b(?:is|was|were|been|being) sued(?: [A-Z]\w+day)? by "
    r"((?:the )?[A-Z][\w’'-]*(?: (?:of |for |the )?[A-Z][\w’'-]*)*|(?:the|his|her|its) [a-z-]+)"
)
SENTENCES_AFTER = 5
"""Sentences after which it is no longer known whose "the lawsuit" is."""
TEXT_REACH = 1200
"""Characters before "the letter" within which it is said whose it is."""


def text_before(scene: Scene) -> Span | None:
    """Where a text stands with which the sentence before begins: "The letter was short."."""
    if scene.sentence == 0:
        return None
    start = scene.sentences[scene.sentence - 1]
    found = TEXT_FIRST.match(scene.cast.text, start, scene.at)
    if found is None or found[1] not in words().lists["issued"]:
        return None
    return start, found.end(1)


def plaintiff(scene: Scene) -> Span | None:
    """Where it is said last before a source who went to court, and so whose the lawsuit is."""
    text, end = scene.cast.text, scene.at
    for start in reversed(scene.sentences[: scene.sentence + 1][-SENTENCES_AFTER:]):
        found = SUED_BY.search(text, start, end) or SUED.match(text, start, end)
        if found is not None:
            return found.span(1)
        end = start
    return None


def issuer(source: Source, scene: Scene) -> Entity | None:
    """Whose text "the letter" is: who is said to have put it out, or who spoke before."""
    first = max(0, scene.at - TEXT_REACH)
    if source.head in words().lists["of_courts"]:
        court = _last_court(scene) or _last_judge(scene)
        if court is not None:
            return court
    signed = _signed_by(source, scene)
    if signed is not None:
        return signed
    noun = SAME_TEXT.get(source.head, source.head)
    same = [re.escape(w) for w in (noun, *(w for w, other in SAME_TEXT.items() if other == noun))]
    before = re.compile(rf"\b(?:{'|'.join(same)})s?\b", re.IGNORECASE)
    places = [m.span() for m in before.finditer(scene.cast.text, first, scene.at)]
    for start, end in reversed(places):
        found = _whose_text(start, end, scene)
        if found is not None:
            return found
    last = scene.said[-1] if scene.said and not places and source.head not in OTHERS else None
    reach = 1 if source.head in OFFICIAL else 0
    return last.speaker if last and scene.paragraph - last.paragraph <= reach else None


def _signed_by(source: Source, scene: Scene) -> Entity | None:
    """Whose a text is said to be right after it: "the statement, which was attributed to"."""
    said = SIGNED.match(scene.cast.text, source.span[1])
    if said is None:
        return None
    named = scene.cast.within(said.end(), said.end() + LONGEST_TITLE)[:1]
    return next((entity for name, entity in named if name.run_start == said.end()), None)


def _last_court(scene: Scene) -> Entity | None:
    """The court that was named or meant last, in the paragraph of a ruling or the one before."""
    first = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    seen = [
        (e, scene.last(e))
        for e in scene.cast.named_between(scene.at - REACH, scene.at)
        if "court" in e.key
    ]
    places = [(last.at, entity) for entity, last in seen if last and last.at >= first]
    return max(places, key=lambda place: place[0])[1] if places else None


def _last_judge(scene: Scene) -> Entity | None:
    """The one judge who was named in the paragraph of a ruling or the one before."""
    first = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    named = scene.cast.named_between(first, scene.at)
    judges = [e for e in named if e.is_person and has_role(e, "judge")]
    return judges[0] if len(judges) == 1 else None


def _whose_text(start: int, end: int, scene: Scene) -> Entity | None:
    """Whose a text is by the sentence that has its noun."""
    text, cast = scene.cast.text, scene.cast
    sentence = max(s for s in scene.sentences if s <= start)
    after = min((s for s in scene.sentences if s > start), default=len(text))
    for name, entity in cast.within(end, after)[:1]:
        if BY.fullmatch(text[end : name.run_start]):
            if name.possessive and cast.body_at(name.start) is None:  # "from Zelk's inspector"
                return next((s.speaker for s in scene.said if end < s.place <= name.start), None)
            return (cast.body_at(name.start) or (entity, 0))[0]
    owned = OWNED.search(text, sentence, start)
    if owned:
        fits = [
            e
            for n, e in cast.within(sentence, start)
            if (e.type == "person") == (owned[1] in ("his", "her")) and not e.place
        ]
        return fits[-1] if fits else None
    for name, entity in cast.within(sentence, start)[-1:]:
        owner, ends = cast.body_at(name.start) or (entity, name.end)
        between = text[ends:start]
        near = len(between.split()) < 5 and (name.possessive or not between.strip())
        issued = ISSUES.match(between)
        if near or (issued and not ANOTHERS.search(between, issued.end())):
            return owner
    for one in reversed(scene.said):
        inside = any(a <= start < b for a, b in one.content)
        if sentence <= one.place < after and not inside:
            return one.speaker
    return None
