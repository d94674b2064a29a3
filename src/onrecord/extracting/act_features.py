"""What a stretch's cue and words show of the act that it does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from onrecord.statement import Span, Statement

TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)*|\d+|[?!]", re.IGNORECASE)
CLITICS = {
    "ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am", "s": None, "t": None,
}  # fmt: skip
SHORTENED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
LONGEST = 48
"""Words of a stretch that are looked at: its beginning, and where it is longer its end."""
OPENS = 2
"""Words of a content that may belong to its cue."""
OPENING = 4
"""Words of a stretch whose place in it counts."""
FEW = 5
"""Words under which a stretch has few."""
BETWEEN = 60
"""Characters between source and cue that are looked at."""

BINDING = frozenset({"if", "unless", "until", "onc", "ani", "anyon", "whoever", "or"})
"""Stems of words by which something hangs on something else."""

SIDES = frozenset({"i", "we"})
"""Stems of words for the speaker's own side."""

Feature = tuple[str, Span | None]
"""The name of something that is shown, and the words that show it."""


class Word(NamedTuple):
    """A word's stem, with where it stands."""

    stem: str
    span: Span


@dataclass(frozen=True)
class CueLexicon:
    """Acts by the stems of the cues that do them; stems by topic; irregular forms by their base."""

    acts: dict[tuple[str, ...], tuple[str, ...]]
    longest: int
    irregular: dict[str, str]
    topics: dict[str, frozenset[str]]


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def cue_lexicon() -> CueLexicon:
    """The cues of `lexicon/acts.toml`, read once."""
    path = files("onrecord.lexicon").joinpath("acts.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    acts: dict[tuple[str, ...], tuple[str, ...]] = {}
    for act, listed in tables["cues"].items():
        for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', listed):
            key = tuple(_stemmer().stemWord(word) for word in (quoted or plain).lower().split())
            acts[key] = (*acts.get(key, ()), act)
    topics = {
        topic: frozenset(map(_stemmer().stemWord, words.split()))
        for topic, words in tables["topics"].items()
    }
    return CueLexicon(acts, max(map(len, acts)), tables["irregular"], topics)


@lru_cache(maxsize=50_000)
def stems(token: str) -> tuple[str, ...]:
    """The stems of a token in lower case: two where a word is attached (won’t: will, not)."""
    head, _, clitic = token.replace("’", "'").partition("'")
    if clitic == "t" and head.endswith("n"):
        head = head[:-1]
        return (*stems(SHORTENED.get(head, head)), "not")
    attached = CLITICS.get(clitic)
    if head == "cannot":
        return "can", "not"
    head = cue_lexicon().irregular.get(head, head)
    stem = _stemmer().stemWord(head)
    return (stem, attached) if attached else (stem,)


def words(text: str, spans: Sequence[Span]) -> list[Word]:
    """The words of some spans of a text, in order."""
    return [
        Word(stem, match.span())
        for start, end in spans
        for match in TOKEN.finditer(text, start, end)
        for stem in stems(match[0].lower())
    ]


def features(text: str, statement: Statement, stretch: Sequence[Span], place: int) -> list[Feature]:
    """What shows which act a stretch of a statement does.

    Args:
        text: the article's text.
        statement: with its kind.
        stretch: the spans of the stretch.
        place: its number in the content, from 0.

    Returns:
        Names of features, each at most with the words that show it; a name may come more than once.
    """
    cue = words(text, statement.cue.spans)
    said = _shortened(words(text, stretch))
    found: list[Feature] = [
        ("always", None),
        (f"kind {statement.kind}", None),
        (f"place {min(place, 2)}", None),
        (f"source {_source(statement)}", None),
    ]
    opening = said[:OPENS] if not place else []
    found += _of_cue(text, statement, cue, opening)
    if opening and cue:
        found.append((f"cue {cue[-1].stem} > {opening[0].stem}", cue[-1].span))
    found += _of_words(said)
    found += _of_intent(said)
    if len(said) < FEW:
        found.append(("few words", None))
    return found


def _of_cue(text: str, statement: Statement, cue: list[Word], opening: list[Word]) -> list[Feature]:
    found: list[Feature] = [("cue = " + " ".join(word.stem for word in cue), _over(cue))]
    found += [(f"cue {stem}", span) for stem, span in cue]
    found += [(f"cue {a} {b}", (one[0], other[1])) for (a, one), (b, other) in pairwise(cue)]
    found += [(f"cue does {act}", span) for act, span in _listed(cue, opening)]
    found += [(f"before cue {stem}", span) for stem, span in words(text, between(statement))]
    return found


def between(statement: Statement) -> list[Span]:
    """What stands between a source and a cue that follows it closely."""
    if statement.source is None:
        return []
    start, end = statement.source.spans[-1][1], statement.cue.spans[0][0]
    return [(start, end)] if 0 < end - start <= BETWEEN else []


def _listed(cue: list[Word], opening: list[Word]) -> Iterator[tuple[str, Span]]:
    """The acts that the lexicon knows of a cue's words; the longest words only.

    Words that belong to a cue may stand at the beginning of the content: "ruled [out a rise]".
    """
    lexicon, whole = cue_lexicon(), cue + opening
    shown = tuple(word.stem for word in whole)
    at = 0
    while at < len(cue):
        for length in range(min(lexicon.longest, len(whole) - at), 0, -1):
            acts = lexicon.acts.get(shown[at : at + length], ())
            if acts:
                end = whole[min(at + length, len(cue)) - 1].span[1]
                span = (cue[at].span[0], end)
                yield from ((act, span) for act in acts)
                at += length - 1
                break
        at += 1


def _of_words(said: list[Word]) -> list[Feature]:
    found: list[Feature] = [*said]
    for number, (stem, span) in enumerate(said[:OPENING]):
        found.append((f"{number}: {stem}", span))
        found += [(f"begins with {act}", span) for act in cue_lexicon().acts.get((stem,), ())]
    found += [(f"{a} {b}", (one[0], two[1])) for (a, one), (b, two) in pairwise(said)]
    found += [
        (f"{a} {b} {c}", (one[0], three[1]))
        for (a, one), (b, _), (c, three) in zip(said, said[1:], said[2:], strict=False)
    ]
    if said:
        found.append((f"last {said[-1].stem}", said[-1].span))
    return found


def _of_intent(said: list[Word]) -> Iterator[Feature]:
    """Whether the speaker's own side will act, for which case, and whether to harm or to help."""
    shown = {word.stem for word in said}
    own = None if SIDES.isdisjoint(shown) else next(filter(_is_own, pairwise(said)), None)
    span = (own[0].span[0], own[1].span[1]) if own else None
    bound = not BINDING.isdisjoint(shown)
    if bound:
        yield "bound", None
    if own:
        yield "own will", span
        if bound:
            yield "own will, bound", span
    for topic, listed in cue_lexicon().topics.items():
        if not listed.isdisjoint(shown):
            found = next(word.span for word in said if word.stem in listed)
            yield f"of {topic}", found
            if own or bound:
                yield f"{'own will ' if own else ''}{'bound ' if bound else ''}of {topic}", found


def _is_own(pair: tuple[Word, Word]) -> bool:
    return pair[0].stem in SIDES and pair[1].stem in ("will", "shall", "are", "am", "would")


def _shortened(said: list[Word]) -> list[Word]:
    return said if len(said) <= LONGEST else said[: LONGEST - 8] + said[-8:]


def _over(found: Sequence[Word]) -> Span | None:
    return (found[0].span[0], found[-1].span[1]) if found else None


def _source(statement: Statement) -> str:
    if statement.source is None:
        return "none"
    first = statement.source.text.split()[0].lower() if statement.source.text.split() else ""
    return first if first in ("i", "we", "he", "she", "they", "it", "who") else "other"
