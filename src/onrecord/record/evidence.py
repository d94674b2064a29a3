"""Whether two speakers with one name are one actor: what their articles say of each, compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from onrecord.actors.directory import folded
from onrecord.article import short_hash

JOINED_TYPES = frozenset({"person", "government", "organisation"})
"""Of a group or a document, a name in two articles is too little to tell it by."""
COMPANY = 2
"""So many other named speakers in common speak for one actor."""
OWN_PREFIX = "record:"
"""Begins the ids of actors that no directory has."""

WORD = re.compile(r"[^\W\d_]{2,}")
POSSESSIVE = re.compile(r"['’]s\b")


class _Words(NamedTuple):
    """The word lists of `lexicon/descriptions.toml`."""

    honorifics: frozenset[str]
    empty: frozenset[str]


@cache
def _word_lists() -> _Words:
    source = files("onrecord.lexicon").joinpath("descriptions.toml").read_text(encoding="utf-8")
    read = tomllib.loads(source)
    return _Words(frozenset(read["honorifics"].split()), frozenset(read["empty"].split()))


@dataclass(frozen=True)
class Profile:
    """A speaker in one article.

    name: the fullest that the article gives; descriptions: what the article says it is;
    company: marks of the other named speakers in the article.
    """

    name: str
    type: str
    outlet: str | None
    descriptions: tuple[str, ...]
    company: frozenset[str]

    def words(self) -> frozenset[str]:
        """The content words of the descriptions."""
        said = {
            word
            for text in self.descriptions
            for word in WORD.findall(folded(POSSESSIVE.sub("", text)))
        }
        return frozenset(said - _word_lists().empty - set(folded(self.name).split()))


@dataclass(frozen=True)
class Evidence:
    """What speaks for two being one actor and what against it, each in a few words."""

    supporting: tuple[str, ...]
    opposing: tuple[str, ...]


def own_id(*parts: str) -> str:
    """An id for an actor of the record, the same for the same parts."""
    return OWN_PREFIX + short_hash(*parts)[:12]


def name_key(name: str) -> str:
    """A name as those of speakers are compared: folded, without "Mr" or "Dr"."""
    words = folded(name).split()
    while len(words) > 1 and words[0] in _word_lists().honorifics:
        words = words[1:]
    return " ".join(words)


def is_full(key: str) -> bool:
    """Whether a name, as `name_key` gives it, is more than one word."""
    return " " in key


def mark(actor_id: str, key: str) -> str | None:
    """What a speaker can be recognised by in another article; a lone surname is too little."""
    if not actor_id.startswith(OWN_PREFIX):
        return actor_id
    return key if is_full(key) else None


def compare(ours: Sequence[Profile], theirs: Sequence[Profile]) -> Evidence:
    """Compare two actors by the articles that each speaks in."""
    supporting, opposing = [], []
    our_outlets, their_outlets = _outlets(ours), _outlets(theirs)
    if shared := sorted(our_outlets.keys() & their_outlets.keys()):
        supporting.append(f"same outlet: {', '.join(our_outlets[o] for o in shared)}")
    elif our_outlets and their_outlets:
        opposing.append("no outlet in common")
    our_words, their_words = _words(ours), _words(theirs)
    if common := sorted(our_words & their_words):
        supporting.append(f"described alike: {', '.join(common)}")
    elif our_words and their_words:
        opposing.append(f"described differently: {_described(ours)} / {_described(theirs)}")
    company = max((a.company & b.company for a, b in product(ours, theirs)), key=len, default=())
    if len(company) >= COMPANY:
        supporting.append(f"named beside the same: {', '.join(sorted(company))}")
    types = [sorted({p.type for p in side}) for side in (ours, theirs)]
    if not set(types[0]) & set(types[1]):
        opposing.append(f"{' and '.join(types[0])} / {' and '.join(types[1])}")
    return Evidence(tuple(supporting), tuple(opposing))


def _outlets(profiles: Sequence[Profile]) -> dict[str, str]:
    return {p.outlet.casefold(): p.outlet for p in profiles if p.outlet}


def _words(profiles: Sequence[Profile]) -> frozenset[str]:
    return frozenset().union(*(p.words() for p in profiles))


def _described(profiles: Sequence[Profile]) -> str:
    return f"“{next(text for p in profiles for text in p.descriptions)}”"
