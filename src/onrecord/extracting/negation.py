"""Negation: whether the reporter says that an act was not done."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.extracting.act_features import between
from onrecord.statement import Statement

OWN = re.compile(r"(?:i|we)$", re.IGNORECASE)
CLAUSE = re.compile(r"[,;:—–.!?\n]| - |\b(?:and|but|or|who|which|that|to)\b", re.IGNORECASE)
"""Between a negation and a cue: what is negated is something else."""
BEFORE = re.compile(
    r"(?:\bnor (?:do|does|did|has|have|had|was|were|is|are|will|would)|\bnot that) $", re.IGNORECASE
)
"""Right before a source: "Nor did they note"."""
PARTICIPLE = re.compile(r"(?:been )?\w+(?:ed|en|ing)\b", re.IGNORECASE)
"""A cue that its negation may stand before, though no source does: "as opposed to attacking"."""
NONE = re.compile(r"(?:to |for )?(?:no|none|nothing)\b", re.IGNORECASE)
JUST_BEFORE = 30
"""Characters before a source or a cue that are looked at."""


@dataclass(frozen=True)
class _Patterns:
    """The lists of `lexicon/negation.toml`, each as one pattern."""

    negators: re.Pattern[str]
    phrases: re.Pattern[str]
    nobody: re.Pattern[str]
    given: re.Pattern[str]
    others: re.Pattern[str]


def negated_words(text: str, statement: Statement) -> str | None:
    """The words of a cue that the reporter says were not done: "accusing", stopped short of.

    What is not done by "I" or "we" is told by the speaker, not by the reporter.

    Args:
        text: the article's text.
        statement: whose cue is looked at.

    Returns:
        What of the cue the negation governs, or None where there is none, or where it negates the
        content rather than the act ("does not think") or declines to tell ("did not comment").
    """
    patterns = _patterns()
    source = statement.source.text if statement.source else ""
    cue = " ".join(text[a:b] for a, b in statement.cue.spans)
    if OWN.match(source):
        return None
    if patterns.nobody.match(source) or BEFORE.search(_before_source(text, statement)):
        return None if patterns.others.search(cue) else cue
    if patterns.phrases.search(cue):
        return cue
    if patterns.given.fullmatch(cue) and NONE.match(statement.content.text):
        return cue
    governed = _governed(patterns.negators, _lead(text, statement), cue)
    return None if governed is None or patterns.others.match(governed) else governed


def _before_source(text: str, statement: Statement) -> str:
    first = statement.source.spans[0][0] if statement.source else statement.cue.spans[0][0]
    return text[max(0, first - JUST_BEFORE) : first]


def _lead(text: str, statement: Statement) -> str:
    """The words before a cue that belong to it: behind its source, within its clause."""
    start = statement.cue.spans[0][0]
    spans = between(statement)
    if not spans and not PARTICIPLE.match(statement.cue.text):
        return ""
    words = text[slice(*spans[0])] if spans else text[max(0, start - JUST_BEFORE) : start]
    *_, last = CLAUSE.split(words)
    return last


def _governed(negators: re.Pattern[str], lead: str, cue: str) -> str | None:
    """What of a cue stands behind its last negator, or all of it where that stands before it."""
    whole = f"{lead} {cue}"
    found = [match.end() for match in negators.finditer(whole) if whole[match.end() :].strip()]
    return whole[max(found[-1], len(lead)) :].strip(' ”"') if found else None


@cache
def _patterns() -> _Patterns:
    path = files("onrecord.lexicon").joinpath("negation.toml")
    tables: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))

    def compiled(name: str, before: str = r"\b") -> re.Pattern[str]:
        return re.compile(rf"{before}(?:{'|'.join(tables[name])})(?!\w)", re.IGNORECASE)

    return _Patterns(
        negators=compiled("negators", r"(?:\b|(?=n[’']t))"),
        phrases=compiled("phrases"),
        nobody=compiled("nobody"),
        given=compiled("given", ""),
        others=compiled("others", r"\b(?:to |\w+ly )*"),
    )
