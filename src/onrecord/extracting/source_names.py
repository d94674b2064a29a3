"""Names in a source: whether it ends in one, says who its bearer is, or means several."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

INDEFINITE = re.compile(
    r"(?:a|an|one|another|some|any|no|every|each|many|most|several|two|three|four|five|six|few|either|"
    r"neither|both|other|others|such|more|less|about|nearly|almost|dozens|hundreds|thousands|my|our|your)\b",
    re.IGNORECASE,
)
OF_OFFICE = re.compile(r"(?<=[Ss]ecretary) of (?!the )[A-Za-z]+ (?=$|and\b)")
"""In an office, words that do not say of whom somebody is one: "secretary of state"."""
MORE_CALLINGS = re.compile(r"\s+and (?!(?:the|an?|his|her)\b)")
"""After what somebody is, that more of it follows, with nothing that tells of somebody else."""
OF_WHERE = re.compile(
    r"^ (?:of|from|at|with) (?:(?:the|an?) (?:[a-z-]+ ){0,3})?"
    r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
)
CALLED = re.compile(
    r",? (?:who (?:uses|used|gave) (?:the|his|her) name(?: only| simply)?(?: as)?|"
    r"who (?:would )?(?:only )?(?:give|gave|identif(?:y|ied)) (?:him|her)self (?:only )?(?:as|by)|"
    r"who goes by|known(?: at home)? (?:as|by)|"
    r"(?:better|best) known as|called|named|identified (?:only )?(?:as|by))(?: the)?$"
)
"""Before a name by which somebody is known: ", who uses the name Olav"."""
AS_EXAMPLE = re.compile(r"\b(?:for (?:instance|example)|e\.g\.|such as|including),?$")
"""Before a name that is only an example of those who are meant."""
BEFORE_ANOTHER = frozenset(
    {"for", "of", "to", "from", "at", "in", "with", "on", "by", "near", "inside", "outside"}
    | {"behind", "under", "against", "between", "who"}
)
"""Between a role and a name, words after which the name is another's: "an expert at Verbane"."""
IN_CALLINGS = frozenset({"former", "new", "then", "now", "late", "old"})
"""Words that begin what somebody is, though names do not begin with them: "former"."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def is_joint(
    text: str,
    inside: list[tuple[Name, Entity]],
    later: list[tuple[Name, Entity]],
    end: int,
) -> bool:
    """Whether the source is several: "Marrant and Okoro"."""
    first = inside[-1][0]
    rest = text[first.end : end]
    if re.match(r"(?:\s*\([^)]*\))?,?\s+(?:and|or|nor|&)\s+(?!a\b|an\b|now\b|then\b)\S", rest):
        return True
    named = {name.run_start: entity for name, entity in later}
    listed = re.match(r"(?:\s*\([^)]*\))?,\s", rest)
    last = re.search(r"\s(?:and|or)\s", rest)
    if listed and inside[-1][1].is_person:  # "Olav Brandt, Institute for Ice and Snow"
        second = named.get(first.end + listed.end())
        if second is not None and second.type == "organisation":
            return False
    return bool(
        listed and last and first.end + listed.end() in named and first.end + last.end() in named
    )


def ends_in_name(text: str, start: int, name: Name, end: int) -> bool:
    """Whether a source ends in a name right after what its bearer is: "his aide and nominee X"."""
    if "," in text[start : name.run_start]:
        return False
    told = OF_OFFICE.sub(" ", text[start : name.run_start])
    before = [w.lower() for w in WORD.findall(told)]
    closed = not text[name.end : end].strip(" .,'’") or text[name.end : name.end + 2] == ", "
    lists = words().lists
    return (
        closed
        and bool(before)
        and any(word in lists["roles"] for word in before[-3:])
        and not any(w in BEFORE_ANOTHER or w in lists["spokespeople"] for w in before)
    )


def has_two_callings(text: str, core: Span) -> bool:
    """Whether a source begins with what somebody is, and goes on with more: "banker and"."""
    told = WORD.findall(OF_OFFICE.sub(" ", text[slice(*core)] + " ").lower())
    more = MORE_CALLINGS.match(text, core[1])
    return more is not None and bool(told) and told[-1] in words().lists["roles"]


def _without_calling(before: str) -> str:
    """Words before a name without a calling that ends them: "her friend, architect "."""
    comma, lists = before.rfind(", ") + 1, words().lists
    told = before[comma:].split()
    calling = bool(comma and told) and told[-1] in lists["roles"]
    small = any(
        word in BEFORE_ANOTHER or (word in lists["not_names"] and word not in IN_CALLINGS)
        for word in told
    )
    return before[:comma] if calling and not small else before


def apposed_name(
    text: str, start: int, later: list[tuple[Name, Entity]], end: int, *, kind: str
) -> tuple[Name, Entity] | None:
    """The name in "a spokesman for the port, Olav Brandt,", of somebody of a kind or of none."""
    for name, entity in later:
        told = text[start : name.run_start].removesuffix("The ").rstrip(' “"‘')
        before = CALLED.sub(",", told) + " "
        called = before != told + " "
        before = re.sub(r"\b(?:the|a|an|his|her|its)(?: [A-Za-z-]+){1,4} $", "", before)
        before = _without_calling(before)
        rest = OF_WHERE.sub("", text[name.end : end].lstrip('”"’')).lstrip()
        closed = rest[:1] in ("", *",()—–-")
        before = before.rstrip()
        if (
            not AS_EXAMPLE.search(before)
            and before.endswith((",", "—", "–", "--", " -", ":"))
            and closed
            and (entity.is_person or len(entity.key) > 1 or called)
            and entity.type in (kind, UNKNOWN)
        ):
            return name, entity
    return None


def are_people(name: Name, source: str) -> bool:
    """Whether a name is of several, or of one of them: "House Democrats", "a senior Tory"."""
    last = name.tokens[-1].lower()
    lists = words().lists
    if _is_union(name):
        return False
    if last in lists["collective"] and last not in lists["bodies"] | {"states", "nations"}:
        return True
    if not INDEFINITE.match(source):
        return False
    one_of_them = last in lists["parties"] or (len(name.tokens) > 1 and last in lists["roles"])
    return one_of_them or (last.endswith("s") and last not in lists["bodies"])


def _is_union(name: Name) -> bool:
    """Whether a name is a body's that is called after its members: "Federation of Welders"."""
    tokens = [token.lower() for token in name.tokens]
    return any(
        one in words().lists["of_bodies"] and other in ("of", "for")
        for one, other in pairwise(tokens)
    )
