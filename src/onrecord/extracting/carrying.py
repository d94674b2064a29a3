"""Carrying: a time and an occasion that are told once, for the other statements of the occasion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.article import Article
from onrecord.extracting.dates import time_expressions
from onrecord.extracting.main_occasion import ANNOUNCED, Scene, at, day_of, is_turn, scene_of
from onrecord.extracting.occasions import Words
from onrecord.extracting.setting_cues import (
    ANONYMOUS,
    APART,
    DECLINED,
    DIALOGUE,
    DOCUMENT,
    NOT_ANNOUNCED,
    NOW,
    OWN,
    PAST,
    PERFECT,
    PRESENT,
    TO_COME,
    VERB,
)
from onrecord.extracting.statement_settings import Told, as_said_on, is_some_time_ago
from onrecord.statement import Span, passage

FOLLOWS, FOLLOWS_EARLIER, FOLLOWS_SECOND_HAND, FOLLOWS_NOW = 1500, 600, 800, 600
"""Characters within which a speaker's next statement may be of the same occasion as the last: one
of the article's time, an earlier one, one of which it was taken itself; one told as of now."""
REACH = 2500
"""Characters within which it may be of an occasion that the reporter tells of."""
UNDATED = 800
"""Characters within which it was said at the same place, where nothing tells the day."""
ANSWERS = 400
"""Characters between a statement and the answer to it."""
FIRST_SENTENCE, NEAR_THE_LEAD = 300, 750
"""Characters from the beginning to a lead, and from it, within which others are of its occasion."""
ON_STAGE = 6000
"""Characters from a lead within which others speak on its occasion, if that is a hearing."""
NEW = re.compile(r"\w+ an(?:other)?\b", re.IGNORECASE)
"""Words of place that mean an occasion not told before."""
PRONOUN = re.compile(r"\b(?:he|she)\b")
LONG = re.compile(r"\w{4,}")
BREAK = re.compile(r"\n\s*")
PRESENT_ONES = ("person", "group")
"""The types of those who may be on a stage."""


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
    scene = scene_of(outer, words, article)
    placed: dict[str, Told] = {}
    last = _Last(scene, {}, [])
    for one in in_order:
        if one.parent in placed:
            placed[one.statement.id] = _inside(one, placed[one.parent], article.text)
            continue
        found = _on_stage(_outside(one, scene, last), scene)
        placed[one.statement.id] = found
        last.add(found)
    return [placed.get(one.statement.id, one) for one in told]


@dataclass(frozen=True)
class _Last:
    """On what occasion each speaker spoke last, and the statement before the one that is placed."""

    scene: Scene
    spoke: dict[str, Told]
    before: list[Told]

    def told_of(self, one: Told) -> Told | None:
        """The occasion that the reporter told of, with the speaker, since that spoke last."""
        spoke, start = self.spoke.get(one.speaker), one.extent[0]
        since = max(start - REACH, spoke.extent[1] if spoke else 0)
        occasions = self.scene.occasions
        number = bisect_right(occasions, start, key=lambda found: found.sentence[1])
        while one.name and number and occasions[number - 1].sentence[0] >= since:
            number -= 1
            if _is_about(one.name, occasions[number].sentence, self.scene):
                return at(one, occasions[number], self.scene.article.text)
        return None

    def add(self, one: Told) -> None:
        """Take up a statement of which it is known when or where it was said."""
        self.before[:] = [one]
        if one.speaker and (one.said_on or one.said_at):
            self.spoke[one.speaker] = one


def _is_about(name: str, sentence: Span, scene: Scene) -> bool:
    """Whether a sentence has somebody's name, or "he" or "she" after a sentence that has it."""
    text, first = scene.article.text, sentence[0]
    if PRONOUN.search(text, *sentence):
        first, _ = scene.words.sentence(max(0, first - 1))
    return name in text[first : sentence[1]]


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


def _outside(one: Told, scene: Scene, last: _Last) -> Told:
    if one.said_on:
        return _where_it_was(one, last.spoke.get(one.speaker), scene)
    if scene.transcript and is_turn(one.statement):
        said_on, said_at = scene.transcript
        return replace(one, said_on=said_on, said_at=one.said_at or said_at)
    before = last.spoke.get(one.speaker)
    if before and before.said_at and one.said_at and NEW.match(one.said_at.text):
        return one
    for carried in (
        _taken(one, last.told_of(one), scene),
        _announced(one, scene),
        _taken(one, before, scene),
        _answers(one, last, scene),
        _by_the_lead(one, scene.lead, scene),
        _by_the_day(one, scene),
    ):
        if carried is not one:
            return carried
    return one


def _where_it_was(one: Told, last: Told | None, scene: Scene) -> Told:
    """With the place at which its speaker spoke last, on the same day."""
    if one.said_at or not last or not last.said_on or not one.said_on:
        return one
    same = last.said_on.to == one.said_on.to and _goes_on(one, last, scene)
    return replace(one, said_at=last.said_at) if same else one


def _announced(one: Told, scene: Scene) -> Told:
    """On the occasion that the first lines are about, as its speaker tells of it later."""
    cue, start = one.statement.cue.text, one.extent[0]
    if start > ANNOUNCED or PERFECT.search(cue) or NOT_ANNOUNCED.search(cue):
        return one
    if not VERB.match(cue) or (PRESENT.match(cue) and BREAK.search(scene.article.text, 0, start)):
        return one
    first = scene.first.get(one.speaker) or _first_of(one, scene)
    if not first or not 0 < first.extent[0] - start < ANNOUNCED:
        return one
    return replace(one, said_on=first.said_on, said_at=one.said_at or first.said_at)


def _first_of(one: Told, scene: Scene) -> Told | None:
    """The first occasion that the reporter tells of with the speaker of a statement."""
    for found in scene.occasions if one.name else ():
        if found.sentence[0] > ANNOUNCED:
            break
        if _is_about(one.name, found.sentence, scene):
            return at(one, found, scene.article.text)
    return None


def _answers(one: Told, last: _Last, scene: Scene) -> Told:
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


def _taken(one: Told, last: Told | None, scene: Scene) -> Told:
    """With the time and the place of another statement, where it is likely of the same occasion."""
    if not last or not _goes_on(one, last, scene):
        return one
    said_at = one.said_at or last.said_at
    if last.said_at and not last.said_on and not one.said_at:
        far = one.extent[0] - last.said_at.spans[0][0]
        there = far < UNDATED and not PRESENT.match(one.statement.cue.text)
        said_at = last.said_at if there else None
    return replace(one, said_on=last.said_on, said_at=said_at, second_hand=last.second_hand)


def _by_the_day(one: Told, scene: Scene) -> Told:
    """On the one day that the article tells of."""
    if scene.only_day and _is_of_the_event(one):
        return replace(one, said_on=scene.only_day, second_hand=True)
    return one


def _is_of_the_event(one: Told) -> bool:
    """Whether a statement tells of what was said then, and not to the reporter alone."""
    cue, source = one.statement.cue.text, one.statement.source
    if PERFECT.search(cue) or DECLINED.search(cue) or not PAST.match(cue):
        return False
    return _may_be_there(one) and not (source and ANONYMOUS.match(source.text))


def _by_the_lead(one: Told, lead: Told | None, scene: Scene) -> Told:
    """On the occasion that the article is about, as told in its first lines."""
    cue, source = one.statement.cue.text, one.statement.source
    if not lead or DECLINED.search(cue):
        return one
    if _announces(one, lead, scene.article.text) and _is_told_there(one, lead, scene):
        said_at = one.said_at or lead.said_at
        return replace(one, said_on=lead.said_on, said_at=said_at, second_hand=True)
    asked_for_it = source and ANONYMOUS.match(source.text)
    spoken = PAST.match(cue) or (scene.stage and VERB.match(cue) and not PRESENT.match(cue))
    if not spoken or TO_COME.search(cue) or PERFECT.search(cue) or asked_for_it:
        return one
    if _is_of_the_lead(one, lead, scene):
        return replace(one, said_on=lead.said_on, second_hand=True)
    return one


def _goes_on(one: Told, last: Told, scene: Scene) -> bool:
    """Whether a statement is likely of the occasion on which its speaker spoke last."""
    cue = one.statement.cue
    far = cue.spans[0][0] - last.extent[1]
    if PERFECT.search(cue.text) or TO_COME.search(cue.text) or not VERB.match(cue.text):
        return False
    limit = REACH if last.told_in else FOLLOWS_SECOND_HAND if last.second_hand else FOLLOWS
    if is_some_time_ago(last.said_on, scene.article):
        limit = 0 if PRESENT.match(cue.text) else FOLLOWS_EARLIER
    if PRESENT.match(cue.text):
        limit = min(limit, FOLLOWS_NOW)
    start, _ = scene.words.sentence(cue.spans[0][0])
    ends = (b for _, b in one.statement.content.spans if b <= cue.spans[0][0])
    start = max([start, *ends])
    return far <= limit and not NOW.search(scene.article.text, start, cue.spans[-1][1])


def _announces(one: Told, lead: Told, text: str) -> bool:
    """Whether a headline or first sentence tells of what the lead gives a day to."""
    start, cue = one.extent[0], one.statement.cue.text
    if start >= day_of(lead) or NOT_ANNOUNCED.search(cue):
        return False
    before = len(BREAK.findall(text[:start].lstrip()))
    return before == 0 or (before == 1 and not PRESENT.match(cue))


def _is_told_there(one: Told, lead: Told, scene: Scene) -> bool:
    """Whether the sentence that gives the day names the source of a statement, too."""
    text, source = scene.article.text, one.statement.source
    speaker = one.statement.speaker
    if one.speaker == lead.speaker or not source or speaker is None or speaker.type != "group":
        return True
    sentence = text[slice(*scene.words.sentence(day_of(lead)))].lower()
    return any(word in sentence for word in LONG.findall(source.text.lower()))


def _is_of_the_lead(one: Told, lead: Told, scene: Scene) -> bool:
    """Whether another speaker's statement is of the lead's occasion."""
    start, day = one.statement.cue.spans[0][0], day_of(lead)
    if start < day or bisect_right(scene.days, start) > bisect_right(scene.days, day):
        return False
    if scene.stage:
        return start - day < ON_STAGE and _may_be_there(one)
    return day < FIRST_SENTENCE and start - day < NEAR_THE_LEAD


def _may_be_there(one: Told) -> bool:
    """Whether a speaker may be one of those who speak at a hearing or a debate."""
    speaker, source = one.statement.speaker, one.statement.source
    apart = source and APART.search(source.text)
    return not apart and (speaker is None or speaker.type in PRESENT_ONES)


def _on_stage(one: Told, scene: Scene) -> Told:
    """A statement of the lead's day with the occasion, as it is mentioned first."""
    lead = scene.lead
    if one.said_at or not one.said_on or not lead or not lead.said_on:
        return one
    if not scene.stage or scene.gathering or not _may_be_there(one):
        return one
    if one.said_on.to != lead.said_on.to or one.extent[0] - day_of(lead) > ON_STAGE:
        return one
    return replace(one, said_at=passage(scene.article.text, [scene.stage]))
