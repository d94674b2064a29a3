"""Carrying: a time and an occasion that are told once, for the other statements of the occasion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.article import Article
from onrecord.extracting.dates import TimeExpression, time_expressions
from onrecord.extracting.occasions import Occasion, Parts, Words, narrated
from onrecord.extracting.sentences import sentence_around
from onrecord.statement import Passage, SaidOn, Span, Statement, passage

FOLLOWS, FOLLOWS_EARLIER, FOLLOWS_SECOND_HAND, FOLLOWS_NOW = 1500, 600, 800, 600
"""Characters within which a speaker's next statement may be of the same occasion as the last: one
of the article's time, an earlier one, one of which it was taken itself; one told as of now."""
LEAD, FIRST_SENTENCE = 700, 300
"""Characters from an article's beginning within which what it is about is told."""
UNDATED = 800
REACH = 2500
ANNOUNCED = 1500
"""Characters from an article's beginning within which its occasion is told."""
ON_STAGE, NEAR_THE_LEAD = 6000, 750
"""Characters from a lead within which others speak on its occasion: a hearing, or any."""
ABOUT_THE_LEAD = 300
"""Characters behind a lead within which its occasion is mentioned first."""
TURNS = 3
"""Turns of speakers that make a transcript."""
LONG_AGO = timedelta(days=10)
"""From when on a statement is an earlier one."""
SOME_DAYS = timedelta(days=8)
"""Within which the time that an article is about begins."""
PERFECT = re.compile(
    r"\b(?:has|have|had)(?:n['’]t)?\b|['’](?:s|ve|d)\b|\b(?:later|previously|earlier|recently|once|"
    r"repeatedly|often|always|frequently|regularly|routinely|constantly|consistently|initially|originally|"
    r"used to|seem(?:s|ed)?|looked)\b|^to\b",
    re.IGNORECASE,
)
"""Cues of what is said over a longer time, or was said at another."""
NOW = re.compile(r"\b(?:now|currently|nowadays)\b", re.IGNORECASE)
PRESENT = re.compile(
    r"(?:\w+ly )?(?:(?!was\b|has\b)\w+s|do|don|doesn|isn|aren|want|think|believe|say|agree|"
    r"expect)\b"
)
PAST = re.compile(
    r"(?:also |then |again |once more |\w+ly )?(?:was (?:\w+ed|told)|\w+ed|said|told|wrote|began|made|gave|took|put|"
    r"saw|swore|set|spoke|held|found|read|thought|felt|went|came|kept|laid|brought|sought|fought|drew|"
    r"struck|broke|chose|sent|stood|left|shot|threw|wrote|sang|cut|hit|let)\b",
    re.IGNORECASE,
)
DECLINED = re.compile(r"\b(?:declin|refus|did not|didn[’']t|would not|wouldn[’']t)", re.IGNORECASE)
"""Cues of what was asked later, by the reporter."""
VERB = re.compile(
    rf"(?!declin)(?:{PAST.pattern}|{PRESENT.pattern}|(?:\w+ )?\w+ing\b|\W+$|according to|by$|"
    r"(?:did|does|would|could|can|will)\b)",
    re.IGNORECASE,
)
"""Cues of saying, rather than of something said, as in "his criticism of"."""
OWN = re.compile(r"(?:I|we)$", re.IGNORECASE)
NAME = re.compile(r"[A-Z][\w’'-]{2,}")
NEW = re.compile(r"\w+ an(?:other)?\b", re.IGNORECASE)
"""Words of place that mean an occasion not told before."""
DIALOGUE = re.compile(
    r"(?:then |also |\w+ly )?(?:ask|press|question|challeng|follow(?:ed|s|ing)? up|interject|interrupt|"
    r"respond|repl(?:y|ied)|answer|counter|retort|quip|shot back|fired back|agreed|nodded)",
    re.IGNORECASE,
)
"""Cues of what is said to somebody who is present."""
ANSWERS = 400
"""Characters between a statement and the answer to it."""
APART = re.compile(
    r"\b(?:spokes\w+|campaign|aides?|advis[eo]rs?|strategists?|pollsters?|polls?|surveys?|analysts?|experts?)\b",
    re.IGNORECASE,
)
"""Sources that comment on an occasion, and are not on its stage."""
PRESENT_ONES = ("person", "group")
"""The types of those who may be."""
LONG = re.compile(r"\w{4,}")
GATHERING = re.compile(r"\bconvention\b", re.IGNORECASE)
"""An occasion of days, on which not all is said in one place."""
ROOM = ("inside", "Inside", "outside", "Outside")
DOCUMENT = re.compile(r"(?:the|a transcript of the|a recording of the) (\w{4,})$", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|she)\b")
BREAK = re.compile(r"\n\s*")
TO_COME = re.compile(r"\b(?:will|may|might|should)\b", re.IGNORECASE)
NOT_ANNOUNCED = re.compile(
    r"^(?:had|to)\b|\b(?:been|might|may|could|would|will|won['’]t)\b", re.IGNORECASE
)
WORKS = r"article|piece|book|poll|survey|study|report|column|editorial|newspaper|message"
ANONYMOUS = re.compile(
    rf"(?:who|one of \w+|the other \w+)$|(?!.*[A-Z]\S+ [A-Z]).*\b(?i:officials?|diplomats?|"
    rf"analysts?|experts?|aides?|advis[eo]rs?|economists?|sources?|critics|observers|envoys?|"
    rf"people|others|{WORKS})\b",
    re.DOTALL,
)
"""Sources that are asked or read one by one, and not on a stage."""
STAGE = re.compile(r"(\w+)[\"”]?(?: (?:of|on) .*)?$")
"""What an occasion is called, in a mention of it."""
TURN = re.compile(r"[A-Z][A-Z .’'-]*$")
"""A speaker in a transcript: "Q", "MS. BRANDT"."""


@dataclass(frozen=True)
class Told:
    """A statement, with when and where it was said; parent: the id of the one it is said in.

    second_hand: whether that was taken from another speaker's statement.
    """

    statement: Statement
    parent: str
    said_on: SaidOn | None
    said_at: Passage | None
    second_hand: bool = False
    told_in: Span | None = None

    @property
    def extent(self) -> Span:
        """Where it, or what tells of its occasion, begins and ends."""
        return self.told_in or extent(self.statement)

    @property
    def name(self) -> str:
        """The last word of its speaker's name."""
        speaker = self.statement.speaker
        names = NAME.findall(speaker.name) if speaker else ()
        return names[-1] if names else ""

    @property
    def speaker(self) -> str:
        """By which statements of one speaker are known."""
        if self.statement.speaker:
            return self.statement.speaker.actor or self.statement.speaker.name
        return self.statement.source.text if self.statement.source else ""


def extent(statement: Statement) -> Span:
    """Where a statement's content and cue begin and end."""
    parts = (*statement.content.spans, *statement.cue.spans)
    return min(a for a, _ in parts), max(b for _, b in parts)


def carry(told: Sequence[Told], words: Words, article: Article) -> list[Told]:
    """Give statements the time and the occasion that are told of another one.

    Args:
        told: each statement of the article, with what the words around its own cue tell.
        words: of time and place in it.
        article: the one they were found in.

    Returns:
        The same, in the same order.
    """
    in_order = sorted(told, key=lambda one: (one.extent[0], -one.extent[1]))
    outer = [one for one in in_order if not one.parent]
    scene = _scene(outer, words, article)
    placed: dict[str, Told] = {}
    last = _Last(scene.occasions, article.text, {}, [])
    for one in in_order:
        if one.parent in placed:
            placed[one.statement.id] = _inside(one, placed[one.parent], article.text)
            continue
        found = _on_stage(_outside(one, scene, last), scene)
        placed[one.statement.id] = found
        last.add(found)
    return [placed.get(one.statement.id, one) for one in told]


def as_said_on(text: str, found: TimeExpression) -> SaidOn:
    """The words of time as when something was said."""
    return SaidOn(
        from_=found.first.isoformat() if found.first else None,
        to=found.last.isoformat() if found.last else None,
        text=text[slice(*found.span)],
        spans=(found.span,),
    )


def is_earlier(said_on: SaidOn | None, article: Article) -> bool:
    """Whether a statement was said well before the article's own time."""
    if said_on is None or said_on.to is None or article.published is None:
        return False
    return article.published - date.fromisoformat(said_on.to) > LONG_AGO


@dataclass(frozen=True)
class _Scene:
    """What an article tells of its own occasion.

    lead: the first statement with a day, if it stands in the article's first lines.
    transcript: when and where the article, if it is one, was spoken.
    stages: mentions of the occasion, if on it many speak, by the reporter.
    days: where the reporter tells of other days than that of the lead.
    only_day: the one day that the article tells of, if it does so more than once.
    """

    article: Article
    lead: Told | None
    transcript: tuple[SaidOn | None, Passage | None] | None
    stages: Sequence[Span]
    days: Sequence[int]
    only_day: SaidOn | None
    gathering: bool
    occasions: Sequence[Occasion]
    first: dict[str, Told]


@dataclass(frozen=True)
class _Last:
    """On what occasion each speaker spoke last.

    occasions: those that the reporter tells of in sentences of their own.
    """

    occasions: Sequence[Occasion]
    text: str
    spoke: dict[str, Told]
    before: list[Told]

    def told_of(self, one: Told) -> Told | None:
        """The occasion that the reporter told of, with the speaker, since that spoke last."""
        spoke = self.spoke.get(one.speaker)
        since = spoke.extent[1] if spoke else one.extent[0] - REACH
        name = one.name
        at = one.extent[0]
        number = bisect_right(self.occasions, at, key=lambda found: found.sentence[1])
        while name and number and self.occasions[number - 1].sentence[0] >= since:
            found = self.occasions[number - 1]
            if _is_about(name, found.sentence, self.text):
                return _at(one, found, self.text)
            number -= 1
        return None

    def add(self, one: Told) -> None:
        """Take up a statement of which it is known when or where it was said."""
        self.before[:] = [one]
        if one.speaker and (one.said_on or one.said_at):
            self.spoke[one.speaker] = one


def _is_about(name: str, sentence: Span, text: str) -> bool:
    """Whether a sentence has somebody's name, or "he" or "she" after a sentence that has it."""
    first = sentence[0]
    if PRONOUN.search(text, *sentence):
        first = sentence_around(text, *[text.rfind(".", 0, max(first - 1, 0))] * 2)[0]
    return name in text[first : sentence[1]]


def _at(one: Told, occasion: Occasion, text: str) -> Told:
    """A statement as if it was said on an occasion."""
    said_on = as_said_on(text, occasion.time)
    place = occasion.place
    spoken_at = place and not text.startswith(ROOM, place[0])
    said_at = passage(text, [place]) if place and spoken_at else None
    return replace(one, said_on=said_on, said_at=said_at, told_in=occasion.sentence)


def _scene(in_order: Sequence[Told], words: Words, article: Article) -> _Scene:
    contents = Parts.of([span for one in in_order for span in one.statement.content.spans])
    spoken = [one for one in in_order if one.statement.source]
    used = Parts.of(
        [span for one in spoken for found in (one.said_on, one.said_at) if found for span in found.spans]
    )
    told = list(narrated(article.text, words, contents, used))
    lead = _lead(in_order, told, article)
    mentions = [span for span, many in words.occasions if many and span[0] not in contents]
    found = _of_one(mentions, lead, article.text)
    return _Scene(
        article,
        lead,
        transcript=_transcript(in_order, words, article),
        stages=found,
        gathering=any(GATHERING.search(article.text, *span) for span in found[:1]),
        days=sorted(_other_days(in_order, told, lead, article)),
        only_day=_only_day(in_order, words, article),
        occasions=told,
        first=_first(in_order, article),
    )


def _first(in_order: Sequence[Told], article: Article) -> dict[str, Told]:
    """The first statement of each speaker that has a day, by the speaker, where it is no old one."""
    first: dict[str, Told] = {}
    for one in in_order:
        if one.said_on and one.speaker and not _is_some_time_ago(one.said_on, article):
            if one.extent[0] < ANNOUNCED and one.said_on.from_:
                first.setdefault(one.speaker, one)
    return first


def _only_day(in_order: Sequence[Told], words: Words, article: Article) -> SaidOn | None:
    """The day on which an article's one event was, if it tells of no other, and of it twice."""
    said_on = {one.said_on.from_ for one in in_order if one.said_on and _is_a_day(one.said_on)}
    if len(said_on) != 1:
        return None
    first, again = None, False
    for found in words.times:
        if not found.first or found.first != found.last:
            continue
        if first is None and found.span[0] < LEAD:
            first = found
        elif first is None or found.first != first.first:
            return None
        else:
            again = True
    day = as_said_on(article.text, first) if first and again else None
    return None if _is_some_time_ago(day, article) else day


def _is_a_day(said_on: SaidOn) -> bool:
    return said_on.from_ is not None and said_on.from_ == said_on.to


def _other_days(
    in_order: Sequence[Told], told: Sequence[Occasion], lead: Told | None, article: Article
) -> Iterator[int]:
    """Where an article goes over to another day than that of its lead."""
    day = lead.said_on.to if lead and lead.said_on else None
    for before, one in zip([None, *in_order], in_order, strict=False):
        if not one.said_on or one.said_on.to == day or PERFECT.search(one.statement.cue.text):
            continue
        aside = before and before.statement.cue.spans[0][1] > sentence_around(
            article.text, *one.statement.cue.spans[0]
        )[0]
        if aside and day and one.said_on.to and one.said_on.to < day:
            continue
        if _is_a_day(one.said_on) or is_earlier(one.said_on, article):
            yield one.said_on.spans[0][0]
    for found in told:
        if found.place is None and str(found.time.last) != day:
            yield found.sentence[0]


def _of_one(mentions: Sequence[Span], lead: Told | None, text: str) -> list[Span]:
    """Of the occasions mentioned, the first, if it is mentioned about the lead."""
    if not lead or not mentions:
        return []
    if mentions[0][0] >= max(_day_of(lead), lead.statement.cue.spans[-1][1]) + ABOUT_THE_LEAD:
        return []
    names = [STAGE.search(text, *span) for span in mentions]
    kinds = [name.group(1).lower() if name else "" for name in names]
    return [span for span, kind in zip(mentions, kinds, strict=True) if kind == kinds[0]]


def _lead(
    in_order: Sequence[Told], told: Sequence[Occasion], article: Article
) -> Told | None:
    """The first statement of a day among the first lines, or an occasion told of there before it."""
    of_a_day = (one for one in in_order if one.said_on and _is_a_day(one.said_on))
    lead = next((one for one in of_a_day if not is_earlier(one.said_on, article)), None)
    if in_order and told and (not lead or told[0].sentence[0] < _day_of(lead)):
        lead = _at(in_order[0], told[0], article.text)
    recent = lead and lead.said_on and _is_a_day(lead.said_on) and not is_earlier(lead.said_on, article)
    return lead if lead and recent and _day_of(lead) < LEAD else None


def _transcript(
    in_order: Sequence[Told], words: Words, article: Article
) -> tuple[SaidOn | None, Passage | None] | None:
    """When and where a transcript was spoken, by its first lines."""
    turns = [one.extent[0] for one in in_order if _is_turn(one.statement)]
    if len(turns) < TURNS:
        return None
    begins = min(turns[0], LEAD)
    days = (one for one in words.times if one.span[0] < begins)
    day = next((one for one in days if one.first == one.last), None)
    place = next((span for span, _ in words.occasions if span[0] < begins), None)
    return (
        as_said_on(article.text, day) if day else None,
        passage(article.text, [place]) if place else None,
    )


def _is_turn(statement: Statement) -> bool:
    return bool(
        statement.cue.text.strip() == ":"
        and statement.source
        and TURN.match(statement.source.text.rstrip(": "))
    )


def _inside(one: Told, parent: Told, text: str) -> Told:
    """What somebody says of himself, in what he says, is said then; and "today" is that day."""
    statement = one.statement
    if one.said_on and parent.said_on and parent.said_on.to:
        then = date.fromisoformat(parent.said_on.to)
        found = time_expressions(text, *one.said_on.spans[0], then)
        return replace(one, said_on=next((as_said_on(text, f) for f in found), one.said_on))
    own = bool(statement.source and OWN.match(statement.source.text))
    same = own or one.speaker == parent.speaker
    if one.said_on or not same or PERFECT.search(statement.cue.text):
        return one
    if own and PAST.match(statement.cue.text):
        return one
    return replace(one, said_on=parent.said_on, said_at=one.said_at or parent.said_at)


def _outside(one: Told, scene: _Scene, last: _Last) -> Told:
    if one.said_on:
        return _where_it_was(one, last.spoke.get(one.speaker), scene)
    if scene.transcript and _is_turn(one.statement):
        said_on, said_at = scene.transcript
        return replace(one, said_on=said_on, said_at=one.said_at or said_at)
    for carried in (
        _told_of(one, last.told_of(one), scene),
        _announced(one, scene),
        _with(one, last.spoke.get(one.speaker), scene),
        _answers(one, last, scene),
        _by_the_lead(one, scene.lead, scene),
        _by_the_day(one, scene),
    ):
        if carried is not one:
            return carried
    return one


def _where_it_was(one: Told, last: Told | None, scene: _Scene) -> Told:
    """With the place at which its speaker spoke last, on the same day."""
    if one.said_at or not last or not last.said_on or not one.said_on:
        return one
    same = last.said_on.to == one.said_on.to and _goes_on(one, last, scene.article)
    return replace(one, said_at=last.said_at) if same else one


def _told_of(one: Told, occasion: Told | None, scene: _Scene) -> Told:
    """On an occasion that the reporter tells of in a sentence of its own, with the speaker."""
    return _taken(one, occasion, scene)


def _announced(one: Told, scene: _Scene) -> Told:
    """On the occasion that the article's first lines are about, as its speaker tells of it later."""
    cue, start = one.statement.cue.text, one.extent[0]
    if start > ANNOUNCED or PERFECT.search(cue) or NOT_ANNOUNCED.search(cue):
        return one
    if not VERB.match(cue) or (PRESENT.match(cue) and BREAK.search(scene.article.text, 0, start)):
        return one
    first = scene.first.get(one.speaker) or _first_of(one, scene)
    if not first or not 0 < first.extent[0] - start < ANNOUNCED:
        return one
    return replace(one, said_on=first.said_on, said_at=one.said_at or first.said_at)


def _first_of(one: Told, scene: _Scene) -> Told | None:
    """The first occasion that the reporter tells of with the speaker of a statement."""
    for found in scene.occasions if one.name else ():
        if found.sentence[0] > ANNOUNCED:
            break
        if _is_about(one.name, found.sentence, scene.article.text):
            return _at(one, found, scene.article.text)
    return None


def _answers(one: Told, last: _Last, scene: _Scene) -> Told:
    """On the occasion of the statement before it, to which it is an answer, or of which it asks."""
    before = last.before[-1] if last.before else None
    if not before or not before.said_on or one.extent[0] - before.extent[1] > ANSWERS:
        return one
    if one.statement.source is None:
        return one
    hosts = one.name and before.said_at and one.name in before.said_at.text
    same = one.said_at and "the same" in one.said_at.text
    document = DOCUMENT.match(one.statement.source.text)
    read = document and before.said_at and document.group(1) in before.said_at.text
    answers = DIALOGUE.match(one.statement.cue.text)
    return _taken(one, before, scene) if hosts or answers or same or read else one


def _with(one: Told, last: Told | None, scene: _Scene) -> Told:
    """On the occasion on which its speaker spoke last."""
    if last and last.said_at and one.said_at and NEW.match(one.said_at.text):
        return one
    return _taken(one, last, scene)


def _taken(one: Told, last: Told | None, scene: _Scene) -> Told:
    if not last or not _goes_on(one, last, scene.article):
        return one
    said_at = one.said_at or last.said_at
    if last.said_at and not last.said_on and not one.said_at:
        far = one.extent[0] - last.said_at.spans[0][0]
        said_at = last.said_at if far < UNDATED and not PRESENT.match(one.statement.cue.text) else None
    return replace(one, said_on=last.said_on, said_at=said_at, second_hand=last.second_hand)


def _by_the_day(one: Told, scene: _Scene) -> Told:
    if scene.only_day and _is_of_the_event(one):
        return replace(one, said_on=scene.only_day, second_hand=True)
    return one


def _is_of_the_event(one: Told) -> bool:
    """Whether a statement tells of what was said then, and not to the reporter alone."""
    cue, source = one.statement.cue.text, one.statement.source
    if PERFECT.search(cue) or DECLINED.search(cue) or not PAST.match(cue):
        return False
    return _may_be_there(one) and not (source and ANONYMOUS.match(source.text))


def _by_the_lead(one: Told, lead: Told | None, scene: _Scene) -> Told:
    cue, source = one.statement.cue.text, one.statement.source
    if not lead or DECLINED.search(cue):
        return one
    if _announces(one, lead, scene.article.text) and _is_told_there(one, lead, scene):
        said_at = one.said_at or lead.said_at
        return replace(one, said_on=lead.said_on, said_at=said_at, second_hand=True)
    asked_for_it = source and ANONYMOUS.match(source.text)
    spoken = VERB.match(cue) and not PRESENT.match(cue) if scene.stages else PAST.match(cue)
    spoken = spoken and not TO_COME.search(cue)
    if spoken and not PERFECT.search(cue) and not asked_for_it and _is_of_the_lead(one, lead, scene):
        return replace(one, said_on=lead.said_on, second_hand=True)
    return one


def _goes_on(one: Told, last: Told, article: Article) -> bool:
    """Whether a statement is likely of the occasion on which its speaker spoke last."""
    cue = one.statement.cue
    far = cue.spans[0][0] - last.extent[1]
    if PERFECT.search(cue.text) or TO_COME.search(cue.text) or not VERB.match(cue.text):
        return False
    limit = REACH if last.told_in else FOLLOWS_SECOND_HAND if last.second_hand else FOLLOWS
    if _is_some_time_ago(last.said_on, article):
        limit = 0 if PRESENT.match(cue.text) else FOLLOWS_EARLIER
    if PRESENT.match(cue.text):
        limit = min(limit, FOLLOWS_NOW)
    start, _ = sentence_around(article.text, *cue.spans[0])
    ends = (b for _, b in one.statement.content.spans if b <= cue.spans[0][0])
    start = max([start, *ends])
    return far <= limit and not NOW.search(article.text, start, cue.spans[-1][1])


def _is_some_time_ago(said_on: SaidOn | None, article: Article) -> bool:
    """Whether something was said before the time that an article is about, or in a long one."""
    if said_on is None or said_on.from_ is None or article.published is None:
        return False
    return article.published - date.fromisoformat(said_on.from_) > SOME_DAYS


def _announces(one: Told, lead: Told, text: str) -> bool:
    """Whether a headline or first sentence tells of what the lead gives a day to."""
    start, cue = one.extent[0], one.statement.cue.text
    if start >= _day_of(lead) or NOT_ANNOUNCED.search(cue):
        return False
    before = len(BREAK.findall(text[:start].lstrip()))
    return before == 0 or (before == 1 and not PRESENT.match(cue))


def _is_told_there(one: Told, lead: Told, scene: _Scene) -> bool:
    """Whether the sentence that gives the day names the source of a statement, too."""
    text, source = scene.article.text, one.statement.source
    speaker = one.statement.speaker
    if one.speaker == lead.speaker or not source or speaker is None or speaker.type != "group":
        return True
    sentence = text[slice(*sentence_around(text, *[_day_of(lead)] * 2))].lower()
    return any(word in sentence for word in LONG.findall(source.text.lower()))


def _is_of_the_lead(one: Told, lead: Told, scene: _Scene) -> bool:
    """Whether another speaker's statement is of the lead's occasion."""
    at, day = one.statement.cue.spans[0][0], _day_of(lead)
    if at < day or bisect_right(scene.days, at) > bisect_right(scene.days, day):
        return False
    if scene.stages:
        return at - day < ON_STAGE and _may_be_there(one)
    return day < FIRST_SENTENCE and at - day < NEAR_THE_LEAD


def _may_be_there(one: Told) -> bool:
    """Whether a speaker may be one of those who speak at a hearing or a debate."""
    speaker, source = one.statement.speaker, one.statement.source
    apart = source and APART.search(source.text)
    return not apart and (speaker is None or speaker.type in PRESENT_ONES)


def _day_of(lead: Told) -> int:
    return lead.said_on.spans[0][0] if lead.said_on else lead.extent[0]


def _on_stage(one: Told, scene: _Scene) -> Told:
    """A statement of the lead's day with the occasion, as mentioned last before it, or first."""
    lead = scene.lead
    if scene.gathering or not _may_be_there(one) or one.said_at or not one.said_on or not scene.stages or not lead or not lead.said_on:
        return one
    if one.said_on.to != lead.said_on.to or one.extent[0] - _day_of(lead) > ON_STAGE:
        return one
    theirs = "their", "Their"
    named = [span for span in scene.stages if not scene.article.text.startswith(theirs, span[0])]
    return replace(one, said_at=passage(scene.article.text, named[:1] or scene.stages[:1]))
