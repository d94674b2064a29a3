"""Turns: who speaks when in an interview, a transcript or a debate, by the labels before words.

"Q: ...", "QUESTION: ...", "MS. MARRANT: ...", "Olav Brandt (Zelk): ...", "RO: ..."; and questions
that stand in paragraphs of their own without a label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.statement import Span

ASKING = (
    r"(?:QUESTION|Question|INTERVIEWER|Interviewer|REPORTER|Reporter|JOURNALIST|Journalist|"
    r"MODERATOR|Moderator|PRESENTER|Presenter|HOST|Host|ANCHOR|Anchor|PRESS|AUDIENCE MEMBER)"
)
LABEL = re.compile(
    r"^[ \t>*_]*(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]*)?[*_]*(?:"
    rf"(?P<asks>Q\d*(?=[*_]*[.:]?[*_]*\s|[A-Z][a-z’' ])|{ASKING}(?: \d+)?(?=[*_]*[.:]))|"
    r"(?P<answers>A\d*(?=[*_]*[.:][*_]*\s)|(?:ANSWER|Answer)(?: \d+)?(?=[*_]*[.:]))|"
    r"(?P<name>[^\W\d_][^\n:;“”\"?!]{1,80}?)(?=[*_]*:[*_]*\s))",
    re.MULTILINE,
)
"""At the beginning of a line, whose words the rest is."""
INITIALS = re.compile(r"[A-Z]\.?[A-Z]\.?(?:[A-Z]\.?)?")
NOT_ONE = re.compile(
    r"UNIDENTIFIED|UNKNOWN|(?:Several )?Hon(?:ourable|orable|\.)? Members|MALE|FEMALE", re.I
)
"""In a label, that nobody is named by it."""
NOT_NAMED = re.compile(r"\s?[,(/]|\s(?:of|from|for|on|at)\s[A-Z]")
"""After a name, that what a label goes on with is who that is."""
CHAIR = re.compile(r"[^\W\d_][^():\n]{1,70}\s\((?:[A-Z][a-z]*\.?\s){0,2}")
"""Before a name in brackets, as what somebody speaks."""
SHOUTED = re.compile(r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,3}")
"""A label of which it is not known whom it means: "POST: ..."."""
SIGNS = re.compile(r"(?:^|[\n”\"])\s?(?:[—–~-]|--)\s?$")
"""Between words and who signs them."""
AND = re.compile(r"\b(?:and|AND)\b|&")
YOU = r"(?![“\"‘'])[^\n]{0,300}\b[Yy]ou(?:r|rs|rself|['’]\w+)?\b[^\n]{0,300}"
OF_PLACE = re.compile(
    r"\b(?:[Mm]ember|[Gg]entle(?:man|woman|lady)) (?:for|from) "
    r"([A-Z][\w’'-]*(?:(?: and)? [A-Z][\w’'-]*)*)"
)
MEMBERS = {"gentlewoman": "f", "gentlelady": "f", "lady": "f", "baroness": "f", "gentleman": "m"}
MEMBERS_CALLED = frozenset({*MEMBERS, "member"})
"""Nouns by which members of a parliament call one another, with their genders."""
QUESTION = re.compile(rf"{YOU}\?|\*\*{YOU}\*\*")
"""A paragraph that asks somebody something."""
OWN = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)\b")
LEAST_TURNS = 4
"""Turns from which an article is taken for an interview, of which they may be long; or else they
are lines."""
LEAST_ASKED = 2
"""Questions without a label that make an article an interview."""


@dataclass(frozen=True)
class Turn:
    """What one says before another does.

    start: of its label; words: where what is said begins; end: where the next turn begins;
    speaker: whom the label names; asks, answers: it is a question's or an answer's label.
    """

    start: int
    words: int
    end: int
    speaker: Entity | None = None
    asks: bool = False
    answers: bool = False

    def is_label(self, at: int) -> bool:
        """Whether a place is in its label."""
        return self.start <= at < self.words


def turns_of(cast: Cast, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of an article, in order; none where it has none."""
    found = [turn for match in LABEL.finditer(cast.text) if (turn := _labelled(cast, match))]
    if not any(turn.asks for turn in found):  # "A. J. Brandt"
        found = [turn for turn in found if not turn.answers]
    if not any(turn.speaker for turn in found):  # "UPDATE: ..."
        found = [turn for turn in found if turn.asks or turn.answers]
    found = found or _unlabelled(cast.text, paragraphs)
    goes_on = len(found) >= LEAST_TURNS
    ends = [*(turn.start for turn in found[1:]), len(cast.text)][: len(found)]
    own = [cast.text.find("\n", turn.words) for turn in found]
    last = len(found) - 1
    return tuple(
        replace(turn, end=until if (goes_on and number < last) or line < 0 else min(until, line))
        for number, (turn, until, line) in enumerate(zip(found, ends, own, strict=True))
    )


def turn_at(turns: Sequence[Turn], at: int) -> int | None:
    """The number of the turn that a place is in, if it is in one, but for its label."""
    number = bisect_right(turns, at, key=lambda turn: turn.words) - 1
    return number if number >= 0 and at < turns[number].end else None


def _labelled(cast: Cast, label: re.Match[str]) -> Turn | None:
    """The turn that begins with a label, if it names a person or tells who asks."""
    start, words = label.start(), label.end() + 1
    if label["name"] is None:
        return Turn(start, words, 0, None, label["asks"] is not None, label["asks"] is None)
    begins, ends = label.span("name")
    if NOT_ONE.search(cast.text, begins, ends):
        return Turn(start, words, 0)
    short = initials_of(cast, begins, ends)
    for name, entity in cast.within(begins, ends):
        first = name.run_start == begins and (entity.is_person or name.end == ends)
        alone = name.end == ends or NOT_NAMED.match(cast.text, name.end, ends)
        in_brackets = entity.is_person and CHAIR.fullmatch(cast.text, begins, name.run_start)
        if not short and ((first and alone) or in_brackets):
            return Turn(start, words, 0, entity if entity.type in ("person", UNKNOWN) else None)
    shouted = SHOUTED.fullmatch(cast.text, begins, ends)
    return Turn(start, words, 0, short) if short or shouted else None


def initials_of(cast: Cast, start: int, end: int) -> Entity | None:
    """The one person whose initials stand in a place, "RO" of Ruth Okoro."""
    if not INITIALS.fullmatch(cast.text, start, end):
        return None
    letters = cast.text[start:end].replace(".", "").lower()
    fits = [
        e
        for e in cast.entities
        if e.is_person and len(e.key) > 1 and "".join(w[0] for w in e.key) == letters
    ]
    return fits[0] if len(fits) == 1 else None


def signed_end(cast: Cast, start: int, end: int) -> int:
    """Where the name ends in a label or a signature that goes on with who that is: "MS. MARRANT,
    HOST: ...", "— Olav Brandt, baker, Zelk"; the source's end in any other source."""
    text = cast.text
    if not (text.startswith(":", end) or SIGNS.search(text, max(0, start - 4), start)):
        return end
    if AND.search(text, start, end):
        return end
    named = next(
        (n for n, e in cast.within(start, end) if n.run_start == start and e.is_person), None
    )
    told = NOT_NAMED.match(text, named.end, end) if named else None
    return told.start() if told else end


def in_chair(cast: Cast, start: int, end: int) -> Entity | None:
    """Whom a label names in brackets, "The Minister for Ports (Ms. Marrant): ..."."""
    if not cast.text.startswith(":", end):
        return None
    named = next(((n, e) for n, e in cast.within(start, end) if e.is_person), None)
    chair = named and CHAIR.fullmatch(cast.text, start, named[0].run_start)
    return named[1] if named and chair else None


def member_meant(turns: Sequence[Turn], turn: int | None, words: str, text: str) -> Entity | None:
    """Whom a speaker in a debate calls "the hon. Gentleman" or "the Member for Zelk": the last
    other one to speak who may be, or the one whose label has that place.

    Args:
        turn: the number of the speaker's, if it has one; words: by which somebody is called.
    """
    place = OF_PLACE.search(words)
    if place is not None:
        labels = [
            t for t in turns if re.search(rf"\b{re.escape(place[1])}\b", text[t.start : t.words])
        ]
        found = list(dict.fromkeys(t.speaker for t in labels if t.speaker))
        return found[0] if len(found) == 1 else None
    if turn is None:
        return None
    gender = next((g for noun, g in MEMBERS.items() if noun in words.lower()), None)
    before = reversed(turns[:turn])
    others = (t.speaker for t in before if t.speaker is not turns[turn].speaker)
    fits = (
        e for e in others if e and "speaker" not in e.key and e.gender in (None, gender or e.gender)
    )
    return next(fits, None)


def _unlabelled(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of an interview whose questions are paragraphs without a label."""
    found: list[Turn] = []
    asked = 0
    for number, (start, end) in enumerate(paragraphs[:-1]):
        after = paragraphs[number + 1]
        if not QUESTION.fullmatch(text, start, end) or text[after[1] - 1] in "?*":
            continue
        asked += OWN.search(text, *after) is not None
        found += [Turn(start, start, 0, asks=True), Turn(after[0], after[0], 0, answers=True)]
    return found if asked >= LEAST_ASKED else []
