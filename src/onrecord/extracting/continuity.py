"""Continuity: what the reporter says of a statement's place among earlier ones."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from msgspec.structs import replace

from onrecord.article import Article
from onrecord.extracting.act_features import between
from onrecord.extracting.phrases import Phrases, alternatives, filled, find, phrases, word_starts
from onrecord.extracting.sentences import sentence_starts
from onrecord.statement import Continuity, ContinuityLabel, Span, Statement

LABELS: tuple[ContinuityLabel, ...] = get_args(ContinuityLabel)
AFTER = re.compile(r"\W{0,3}(?:\w+\W+){0,3}")
"""Words right after a cue."""
CLAUSE = re.compile(r"(?:[^,;:—–(“”\"\n-]|(?<! )-)*")
"""Words of one clause."""
FAR = 160
"""Characters from a cue within which the words of its sentence are about it."""
FEW = 8
"""Characters before a source that opens its sentence but for a word: "Now Kvist says"."""
OWN = re.compile(r"(?:I|we)$", re.IGNORECASE)
"""Sources whose words around a cue are no reporter's."""
PARTICIPLE = re.compile(r"\w+ing\b")
"""A cue that explains the one before it: "softened his line, telling reporters"."""
GERUND = re.compile(r" \w+ing\b")
"""What an adverb beside a cue is about: "often smiling"."""
PLUPERFECT = re.compile(r"had\b")
EARLIER = re.compile(r"^(?:previously|initially|originally|at first|once|earlier) |\bearlier$")
"""Of two cues it tells on the later one: "agreed to what he had rejected only a week earlier"."""
TURNS = frozenset({"reversed", "softened", "hardened"})
NEGATED = re.compile(
    r"(?:n[’']t|\b(?:not|never|without|cannot|no (?:sign|hint) of|rather than)|"
    r"\b(?:refus(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|fail(?:s|ed|ing)?|unwilling|unable|difficult|"
    r"hard|impossible|ha(?:s|ve|d) yet) to) (?:to |in any way |\w+ly )?$"
)
"""A turn that was not made is none: "did not back down"."""
MADE_BY_OTHERS = re.compile(
    r"\b(?:(?:advis|ask|beg|call(?:s|ed|ing)? (?:on|for)|convinc|counsel|encourag|forc|implor|"
    r"instruct|persuad|press|pressur|push|tell|told|urg|want|warn)\w* (?:\S+ ){1,5}to|"
    r"(?:advis|ask|begg|encourag|implor|instruct|press|pressur|urg|warn)ed to|told to)"
    r" (?:\w+ly )?$"
)
"""What somebody is to do is not done: "urged him to soften his tone"."""
BEFORE = 80
"""Characters before words that can negate them or say who does it."""
CONTRASTED = 250
"""Characters before words within which others tell how it was before."""
JOINED = re.compile(r"\b(?:and|but|while|when|before|after) (?!\w+ly\b)")
"""Between an adverb and a cue it gives the adverb to another verb: "came again and said"."""
JOINS = re.compile(r"\b(?:and|but|then)(?: \w+ly| then| later| also)* $")
"""Before words that stand after cue and content it gives them to another verb."""
UNREAL = re.compile(r"(?:may|might|could)\b", re.IGNORECASE)
"""How a cue begins that says what has not been said: "may have to decide once again"."""
RELATIVE = re.compile(r"\b(?:who|which|whose)\b[^,]*$")
"""Before words they are of a clause that a comma ends: "who often travels, said"."""
SAME = {
    pronoun: re.compile(rf"\b(?:{same})\b", re.IGNORECASE)
    for pronoun, same in {"he": "he|his", "she": "she|her", "they": "they|their"}.items()
}
"""Words by which a sentence is about whom a pronoun in the next one means."""
BESIDE = 2
"""Characters between a source and a clause on it: ", who has long opposed the dam"."""
POSSESSIVE = re.compile(r"\b(?:his|her|its|their)\b", re.IGNORECASE)
"""Whose stance turns, which is the pronoun's own."""


def mark(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """Say of each statement what the reporter's words tell of its place in time.

    Args:
        statements: of the article.
        article: the one they were found in.

    Returns:
        The same statements with their `continuity`, where the words outside any content tell it.
    """
    cues = sorted((span, _source(s)) for s in statements for span in s.cue.spans)
    lowered = _lowered(article.text)
    lexicon, words = _lexicon(), word_starts(lowered)
    scene = _Scene(
        article.text,
        lowered,
        _told(lowered, words, lexicon.at_the_cue),
        _told(lowered, words, lexicon.in_its_sentence),
        _told(lowered, words, lexicon.after_a_contrast),
        sentence_starts(article.text),
        _covered(len(lowered), (span for s in statements for span in s.content.spans)),
        cues,
        {source: span for span, source in reversed(cues)},
    )
    return [replace(s, continuity=_continuity(scene, s)) for s in statements]


def _lowered(text: str) -> str:
    """A text with A to Z in lower case, which keeps every place.

    Patterns that disregard the case would take four times as long.
    """
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class _Lexicon:
    """The patterns of `lexicon/continuity.toml`: by their places, and those of a contrast."""

    at_the_cue: Phrases
    in_its_sentence: Phrases
    after_a_contrast: Phrases
    contrast: re.Pattern[str]


@dataclass(frozen=True)
class _Scene:
    """A text, as it is and in lower case, with what its words tell, where its sentences begin, what
    the contents cover, the cues, each with its source, and each source's first cue.
    """

    text: str
    lowered: str
    at_the_cue: Sequence[Continuity]
    in_its_sentence: Sequence[Continuity]
    after_a_contrast: Sequence[Continuity]
    sentences: Sequence[int]
    contents: bytearray
    cues: Sequence[tuple[Span, tuple[Span, ...]]]
    firsts: Mapping[tuple[Span, ...], Span]


def _covered(size: int, spans: Iterable[Span]) -> bytearray:
    """For each place of a text, whether one of the spans covers it."""
    covered = bytearray(size)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _sentence(scene: _Scene, place: int) -> Span:
    """The sentence that a place stands in, with the blanks after it."""
    number = bisect_right(scene.sentences, place)
    end = scene.sentences[number] if number < len(scene.sentences) else len(scene.text)
    return scene.sentences[number - 1], end


def _source(statement: Statement) -> tuple[Span, ...]:
    return statement.source.spans if statement.source else ()


def _continuity(scene: _Scene, statement: Statement) -> Continuity | None:
    cue = statement.cue.spans
    if statement.source and OWN.match(statement.source.text):
        return _told_at(scene, statement, scene.at_the_cue, cue)
    start, end = _sentence(scene, cue[0][0])
    end = max(end, cue[0][1])
    first = max(min([*cue, *_source(statement)])[0], cue[0][0] - FAR)
    until_cue = [(place, cue[-1][1]) for place, _ in between(statement)]
    beside = [*until_cue, *_behind(scene, statement, end)]
    around = (max(start, cue[0][0] - FAR), min(end, cue[-1][1] + FAR))
    opening = (start if first - start <= FEW else first, cue[-1][1])
    return (
        _told_at(scene, statement, scene.at_the_cue, cue)
        or _told_at(scene, statement, scene.in_its_sentence, [around])
        or _told_at(scene, statement, scene.after_a_contrast, [opening])
        or _told_at(scene, statement, scene.at_the_cue, beside)
        or _how_often(scene, statement)
        or _in_the_sentence_before(scene, statement)
    )


def _told_at(
    scene: _Scene, statement: Statement, told: Sequence[Continuity], places: Iterable[Span]
) -> Continuity | None:
    """The first that some places tell on a statement."""
    for one in (one for place in places for one in _within(told, place)):
        if told is scene.after_a_contrast and not _contrasted(scene, one):
            continue
        if told is scene.at_the_cue and _of_another_verb(scene, one.spans[0], statement):
            continue
        if told is scene.in_its_sentence and _of_another_clause(scene, one, statement):
            continue
        if _is_reporters(one.spans[0], statement, scene) and (
            as_it_is := _as_done(scene, one, statement)
        ):
            return as_it_is
    return None


def _behind(scene: _Scene, statement: Statement, end: int) -> Iterator[Span]:
    """The words after a cue: the first ones, or all of its clause up to a content."""
    last = statement.cue.spans[-1][1]
    words = AFTER.match(scene.text, last)
    until = words.end() if words else last
    content = next((a for a, _ in statement.content.spans if last <= a < last + FAR), last)
    if clause := CLAUSE.match(scene.text, last, content):
        until = max(until, clause.end())
    if until > last:
        yield last, min(until, end)


def _how_often(scene: _Scene, statement: Statement) -> Continuity | None:
    """What the words right behind a content tell: "has raised the loan several times"."""
    content = statement.content.spans
    if len(content) > 1 or content[0][0] < statement.cue.spans[-1][1]:
        return None
    end = content[0][1]
    for one in _within(scene.at_the_cue, (end, end + FAR)):
        behind = not scene.text[end : one.spans[0][0]].strip()
        return one if behind and one.label == "repeated" else None
    return None


def _within(told: Sequence[Continuity], place: Span) -> Iterator[Continuity]:
    first = bisect_left(told, place[0], key=lambda one: one.spans[0][0])
    for number in range(first, len(told)):
        one = told[number]
        if one.spans[0][0] >= place[1]:
            return
        if one.spans[0][1] <= place[1]:
            yield one


def _contrasted(scene: _Scene, one: Continuity) -> bool:
    """Whether the words before tell how it was once: "once an ally, he now opposes her"."""
    start = one.spans[0][0]
    return bool(_lexicon().contrast.search(scene.lowered, max(0, start - CONTRASTED), start))


def _of_another_verb(scene: _Scene, span: Span, statement: Statement) -> bool:
    """Whether words beside a cue are about another verb, between source and cue or after both."""
    start, end = statement.cue.spans[0][0], statement.cue.spans[-1][1]
    if (span[1] < start - 1 or end <= span[0]) and GERUND.match(scene.lowered, span[1]):
        return True
    if span[1] > start:
        return False
    rest = scene.lowered[span[1] : start]
    if JOINED.search(rest):
        return True
    before = scene.lowered[max(0, span[0] - BEFORE) : span[0]]
    return "," in rest and bool(RELATIVE.search(before))


def _of_another_clause(scene: _Scene, one: Continuity, statement: Statement) -> bool:
    """Whether words of the sentence tell who the source is, or what was said or done after this."""
    start, end = one.spans[0]
    if one.label != "consistent" and any(a <= start and end <= b for a, b in _source(statement)):
        return True
    if scene.lowered.startswith("who ", start):
        return not any(b <= start <= b + BESIDE for _, b in _source(statement))
    last = max(b for _, b in (*statement.cue.spans, *statement.content.spans))
    return start >= last and bool(JOINS.search(scene.lowered[max(0, start - BEFORE) : start]))


def _as_done(scene: _Scene, one: Continuity, statement: Statement) -> Continuity | None:
    """What words tell with those before them: a turn not made is none, one of others neither."""
    start, end = one.spans[0]
    if one.label == "repeated" and UNREAL.match(statement.cue.text):
        return None
    first = max(0, start - BEFORE)
    before = scene.lowered[first:start]
    made = MADE_BY_OTHERS.search(before)
    if made and not any(first + made.start() <= a < start for a, _ in _source(statement)):
        return None
    negated = NEGATED.search(before)
    if not negated:
        return one
    if one.label not in TURNS:
        return None
    return Continuity(label="consistent", spans=((start - len(negated[0]), end),))


def _cues_until(scene: _Scene, first: int, last: int) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """The cues that begin between two places, or at most FAR before the first."""
    number = bisect_left(scene.cues, first - FAR, key=lambda cue: cue[0][0])
    until = bisect_right(scene.cues, last, key=lambda cue: cue[0][0])
    return iter(scene.cues[number:until])


def _is_reporters(span: Span, statement: Statement, scene: _Scene) -> bool:
    """Whether words are the reporter's on this statement: in no content, behind no other cue."""
    cue = statement.cue.spans[0]
    earlier = bool(EARLIER.search(scene.lowered[span[0] : span[1]]))
    if earlier and PLUPERFECT.match(statement.cue.text):
        return False
    if any(a <= span[0] and span[1] <= b for a, b in statement.cue.spans):
        return True
    if scene.contents[span[0]]:
        return False
    first, last = min(span[1], cue[1]), max(span[0], cue[0])
    explains = bool(PARTICIPLE.match(statement.cue.text))
    source = _source(statement)
    others = (
        other
        for other, whose in _cues_until(scene, first, last)
        if not (explains and whose == source)
        and not (earlier and PLUPERFECT.match(scene.text, *other))
    )
    return not any(first <= a < last or (a <= span[0] < b) for a, b in others)


def _in_the_sentence_before(scene: _Scene, statement: Statement) -> Continuity | None:
    """A turn that the sentence before tells of the same speaker: "She softened her tone." """
    pronoun = statement.source.text.lower() if statement.source else ""
    if pronoun not in SAME or scene.firsts[_source(statement)] != statement.cue.spans[0]:
        return None
    parts = [*statement.content.spans, *statement.cue.spans, *_source(statement)]
    end, _ = _sentence(scene, min(parts)[0])
    if end == 0:
        return None
    first, _ = _sentence(scene, end - 1)
    if "\n" in scene.text[first:end]:
        return None
    for one in _within(scene.in_its_sentence, (first, end)):
        if (
            one.label in TURNS
            and SAME[pronoun].search(scene.text, first, end)
            and (
                POSSESSIVE.search(scene.text, *one.spans[0]) is None
                or SAME[pronoun].search(scene.text, *one.spans[0])
            )
            and not scene.contents[one.spans[0][0]]
        ):
            return _as_done(scene, one, statement)
    return None


def _told(lowered: str, words: Sequence[tuple[int, str]], patterns: Phrases) -> list[Continuity]:
    """All that patterns find in a text in lower case, in order."""
    return [
        Continuity(label=next(label for label in LABELS if label == found), spans=(span,))
        for found, span in find(patterns, lowered, words)
    ]


@cache
def _lexicon() -> _Lexicon:
    path = files("onrecord.lexicon").joinpath("continuity.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    words, endings = tables["words"], tables["endings"]

    def of(place: str) -> Phrases:
        listed = ((x, pattern) for x in LABELS for pattern in tables[x].get(place, ()))
        return phrases(listed, words, endings)

    before = filled("|".join(tables["contrast"]["before"]), alternatives(words, endings))
    return _Lexicon(
        of("at_the_cue"),
        of("in_its_sentence"),
        of("after_a_contrast"),
        re.compile(rf"\b(?:{before})(?!\w)"),
    )
