"""The main occasion: what an article tells of the occasion that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.article import Article
from onrecord.extracting.occasions import Occasion, Parts, Words, narrated
from onrecord.extracting.setting_cues import PERFECT
from onrecord.extracting.statement_settings import (
    Told,
    as_said_on,
    is_a_day,
    is_earlier,
    is_some_time_ago,
)
from onrecord.statement import Passage, SaidOn, Span, Statement, passage

LEAD = 700
"""Characters from an article's beginning within which what it is about is told."""
ANNOUNCED = 1500
"""Characters from an article's beginning within which a speaker's occasion is told."""
ABOUT_THE_LEAD = 300
"""Characters behind a lead within which its occasion is mentioned first."""
TURNS = 3
"""Turns of speakers that make a transcript."""
STAGE = re.compile(r"(\w+)[\"”]?(?: (?:of|on) .*)?$")
"""What an occasion is called, in a mention of it."""
THEIRS = ("their", "Their")
"""How a mention begins of an occasion that may be of others."""
GATHERING = re.compile(r"\bconvention\b", re.IGNORECASE)
"""An occasion of days, on which not all is said in one place."""
ROOM = ("inside", "Inside", "outside", "Outside")
"""How words of a place begin that is no occasion."""
TURN = re.compile(r"[A-Z][A-Z .’'-]*$")
"""A speaker in a transcript: "Q", "MS. BRANDT"."""


@dataclass(frozen=True)
class Scene:
    """What an article tells of its own occasion.

    lead: the first statement with a day, if it stands in the article's first lines.
    transcript: when and where the article, if it is one, was spoken.
    stage: a mention of the occasion, if on it many speak, by the reporter.
    days: where the reporter tells of other days than that of the lead.
    only_day: the one day that the article tells of, if it does so more than once.
    gathering: whether the occasion goes on for days.
    occasions: those that the reporter tells of in sentences of their own.
    first: the first statement of each speaker that has a day, by the speaker.
    """

    article: Article
    words: Words
    lead: Told | None
    transcript: tuple[SaidOn | None, Passage | None] | None
    stage: Span | None
    days: Sequence[int]
    only_day: SaidOn | None
    gathering: bool
    occasions: Sequence[Occasion]
    first: dict[str, Told]


def scene_of(in_order: Sequence[Told], words: Words, article: Article) -> Scene:
    """What an article tells of its own occasion, by its statements and words of time and place."""
    contents = Parts.of([span for one in in_order for span in one.statement.content.spans])
    spoken = [one for one in in_order if one.statement.source]
    used = Parts.of(
        [
            span
            for one in spoken
            for found in (one.said_on, one.said_at)
            if found
            for span in found.spans
        ]
    )
    told = list(narrated(article.text, words, contents, used))
    lead = _lead(in_order, told, article)
    mentions = [span for span, many in words.occasions if many and span[0] not in contents]
    stage = _stage(mentions, lead, article.text)
    return Scene(
        article,
        words,
        lead,
        transcript=_transcript(in_order, words, article),
        stage=stage,
        gathering=bool(stage and GATHERING.search(article.text, *stage)),
        days=sorted(_other_days(in_order, told, lead, words, article)),
        only_day=_only_day(in_order, words, article),
        occasions=told,
        first=_first(in_order, article),
    )


def at(one: Told, occasion: Occasion, text: str) -> Told:
    """A statement as if it was said on an occasion that the reporter tells of."""
    said_on = as_said_on(text, occasion.time)
    place = occasion.place
    spoken_at = place and not text.startswith(ROOM, place[0])
    said_at = passage(text, [place]) if place and spoken_at else None
    return replace(one, said_on=said_on, said_at=said_at, told_in=occasion.sentence)


def _first(in_order: Sequence[Told], article: Article) -> dict[str, Told]:
    """The first statement of each speaker that has a day, by the speaker, but no old ones."""
    first: dict[str, Told] = {}
    for one in in_order:
        known = one.speaker and one.said_on and one.said_on.from_
        if known and one.extent[0] < ANNOUNCED and not is_some_time_ago(one.said_on, article):
            first.setdefault(one.speaker, one)
    return first


def _only_day(in_order: Sequence[Told], words: Words, article: Article) -> SaidOn | None:
    """The day on which an article's one event was, if it tells of no other, and of it twice."""
    said_on = {one.said_on.from_ for one in in_order if one.said_on and is_a_day(one.said_on)}
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
    return None if is_some_time_ago(day, article) else day


def _other_days(
    in_order: Sequence[Told],
    told: Sequence[Occasion],
    lead: Told | None,
    words: Words,
    article: Article,
) -> Iterator[int]:
    """Where an article goes over to another day than that of its lead."""
    day = lead.said_on.to if lead and lead.said_on else None
    before = -1
    for one in in_order:
        first, _ = words.sentence(one.statement.cue.spans[0][0])
        aside = before > first and bool(
            day and one.said_on and one.said_on.to and one.said_on.to < day
        )
        before = one.statement.cue.spans[0][0]
        if not one.said_on or one.said_on.to == day or PERFECT.search(one.statement.cue.text):
            continue
        if not aside and (is_a_day(one.said_on) or is_earlier(one.said_on, article)):
            yield one.said_on.spans[0][0]
    for found in told:
        if found.place is None and str(found.time.last) != day:
            yield found.sentence[0]


def _stage(mentions: Sequence[Span], lead: Told | None, text: str) -> Span | None:
    """Of the occasions mentioned, the first, if it is mentioned about the lead; not as theirs."""
    if not lead or not mentions:
        return None
    told = day_of(lead) if lead.told_in else lead.statement.cue.spans[-1][1]
    if mentions[0][0] >= told + ABOUT_THE_LEAD:
        return None
    kind = _kind(mentions[0], text)
    ours = (span for span in mentions if not text.startswith(THEIRS, span[0]))
    return next((span for span in ours if _kind(span, text) == kind), mentions[0])


def _kind(mention: Span, text: str) -> str:
    name = STAGE.search(text, *mention)
    return name.group(1).lower() if name else ""


def _lead(in_order: Sequence[Told], told: Sequence[Occasion], article: Article) -> Told | None:
    """The first statement of a day in the first lines, or an occasion told of before it."""
    of_a_day = (one for one in in_order if one.said_on and is_a_day(one.said_on))
    lead = next((one for one in of_a_day if not is_earlier(one.said_on, article)), None)
    if in_order and told and (not lead or told[0].sentence[0] < day_of(lead)):
        lead = at(in_order[0], told[0], article.text)
    recent = (
        lead and lead.said_on and is_a_day(lead.said_on) and not is_earlier(lead.said_on, article)
    )
    return lead if lead and recent and day_of(lead) < LEAD else None


def _transcript(
    in_order: Sequence[Told], words: Words, article: Article
) -> tuple[SaidOn | None, Passage | None] | None:
    """When and where a transcript was spoken, by its first lines."""
    turns = [one.extent[0] for one in in_order if is_turn(one.statement)]
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


def is_turn(statement: Statement) -> bool:
    """Whether a statement is what one speaker says in a transcript."""
    return bool(
        statement.cue.text.strip() == ":"
        and statement.source
        and TURN.match(statement.source.text.rstrip(": "))
    )


def day_of(lead: Told) -> int:
    """Where the day of a lead stands."""
    return lead.said_on.spans[0][0] if lead.said_on else lead.extent[0]
