"""Runs of capitals: words with capitals that stand together, and the small ones between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.extracting.word_lists import given_names, words

OF_THE = frozenset({"'t", "’t", "in 't", "in ’t", "van 't", "van ’t"})
"""Small words in Dutch surnames: "Ilse in 't Zand"."""
SMALL_BEGINNING = re.compile(r"(?:al|el|as|ad|an|ar|at)-[^\W\d_]|[dl]['’][A-ZÀ-Þ]")
"""Of names whose first letter is small: al-Rashidi, d'Orsay."""
INITIAL = re.compile(r"[^\W\d_]")
SENTENCE_END = re.compile(r"[.!?:;…—–\n“\"”‘(\[•*|»«-]\s*$|^\s*$|''\s*$")
SPEAKS = re.compile(
    r"(?:, who|, [a-z]+ing|,? (?:also |then |later |[a-z]+ly )?"
    r"(?:[a-z]+ed|said|says|told|wrote|has|had|is|was|will))\b"
)
"""After a surname that is a word, too, what tells that it is a name: "Day said"."""
IMPERATIVE = re.compile(
    r"\b(?:Save|Keep|Rock|Feed|Stop|End|Protect|Defend|Restore|Reclaim|Rebuild|Heal|Occupy|Unite|Free|"
    r"Fix|Light|Reform|Raise|Stand|Fight|Beat|Draft|Remember|Honou?r|Support|Build|Move|"
    r"Help|Guard|Count) $"
)
"""Before "the", a verb with which a body's name begins: "Save the Harbour"."""
MORE_CAPITALS = re.compile(r"(?: [A-Z][\w’'-]*)*")
ARTICLES = frozenset({"a", "the"})
IN_BODIES = frozenset({"first", "second", "third", "new", "old", "former"})
"""Of words that begin sentences, those that are in names after "U.S."."""
CHIEF_OF_STAFF = ("chief", "of", "staff")
LIST_END = re.compile(r"(?:[A-Z][a-z]+(?:, | )){1,6}and ([A-Z][a-z]+)")
"""The end of a list of what a body is for: "Sport and Media"."""
DEED = re.compile(r"(?:ion|ment|[ae]nce|[ae]nse|al|ing)$")
"""The end of a noun for what is done to something: "the Liberation of the Uplands"."""


class Token(NamedTuple):
    """A word where it stands, without what says that something is its bearer's."""

    start: int
    end: int
    word: str
    lower: str
    possessive: bool


def bare(word: str) -> str:
    """A word without what says that something is its bearer's."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def token_of(match: re.Match[str]) -> Token:
    """A word of a text, without what says that something is its bearer's."""
    word = match.group()
    plain = bare(word)
    end = match.start() + len(plain)
    possessive = len(plain) < len(word)
    if not possessive and word[-1] == "s" and match.string[match.end() : match.end() + 1] in "'’":
        possessive = match.string[match.end() : match.end() + 2].strip("'’") in ("", " ")
    return Token(match.start(), end, plain, plain.lower(), possessive and end < len(match.string))


def _capital(text: str, token: Token) -> bool:
    if text[token.start - 1 : token.start] in ("@", "#"):
        return False  # an address or a keyword
    if token.word[0].isdigit():
        return True  # "for the 3rd Circuit"
    return token.word[0].isupper() or bool(SMALL_BEGINNING.match(token.word))


def runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens that may be one name, with its titles."""
    lists = words().lists
    particles = lists["particles"] | OF_THE
    run: list[Token] = []
    for index, token in enumerate(tokens):
        if run and not (_joined(text, run[-1], token) or _of_fields(text, run, tokens, index)):
            yield run
            run = []
        if _capital(text, token) and (run or not token.word[0].isdigit()):
            run.append(token)
        elif run:
            following = _after_particles(text, tokens, index)
            link = (
                following is not None
                and _capital(text, following)
                and not run[-1].possessive
                and (
                    token.lower in particles
                    or (
                        token.lower in ("of", "for")
                        and (run[-1].lower in lists["of_bodies"] or _is_deed(run, token))
                        # "Friends of Olav Brandt" are people
                        and not (run[-1].lower == "friends" and is_given(following))
                        and not (token.lower == "for" and _begins_with_people(run, text))
                    )
                    or (token.lower in ARTICLES and run[-1].lower in ("of", "for"))
                    or (token.lower == "the" and len(run) == 1 and _is_call(run, following, text))
                    or (token.lower == "of" and run[-1].lower in ("secretary", "district"))
                    or (token.lower == "of" and run[-1].lower in lists["peers"])
                    or (run[-1].lower, token.lower, following.lower) == CHIEF_OF_STAFF
                    or (token.lower == "on" and run[-1].lower in ("committee", "commission"))
                    or (
                        token.lower == "and"
                        and run[-1].lower in lists["fields"]
                        and following.lower in lists["fields"]
                    )
                )
            )
            if link:
                run.append(token)
            else:
                yield run
                run = []
    if run:
        yield run


def _is_deed(run: list[Token], small: Token) -> bool:
    """Whether a body's name goes on with what it does to something: "for the Liberation of"."""
    lower = [token.lower for token in run]
    body = any(word in words().lists["of_bodies"] for word in lower[:-2])
    does = body and lower[-2] in ("the", "for") and DEED.search(lower[-1])
    return small.lower == "of" and bool(does)


def _begins_with_people(run: list[Token], text: str) -> bool:
    """Whether a run is only a noun for several that begins a sentence: "Lawyers for Verbane"."""
    several = len(run) == 1 and run[0].lower in words().lists["collective"]
    return several and opens_sentence(text, run[0].start)


def _is_call(run: list[Token], last: Token, text: str) -> bool:
    """Whether "Save the Harbour" is a body's name: within a sentence, or if it speaks."""
    verb = run[0]
    if len(run) > 1 or IMPERATIVE.match(f"{verb.word} ") is None:
        return False
    whole = MORE_CAPITALS.match(text, last.end)
    speaks = whole is not None and SPEAKS.match(text, whole.end())
    return not opens_sentence(text, verb.start) or bool(speaks)


def _of_fields(text: str, run: list[Token], tokens: list[Token], index: int) -> bool:
    """Whether a comma stands between what a body is for: "Ministry of Culture, Sport and Media"."""
    fields, body, token = words().lists["fields"], words().lists["of_bodies"], tokens[index]
    if text[run[-1].end : token.start] != ", " or not any(t.lower in body for t in run):
        return False
    if not (token.lower in fields and run[-1].lower in fields):
        return False
    ends = LIST_END.match(text, token.start)
    return ends is not None and ends[1].lower() in fields


def _after_particles(text: str, tokens: list[Token], index: int) -> Token | None:
    """The first word after "van der" or "for a" that is no particle, with only spaces between."""
    particles = words().lists["particles"]
    small = particles | (ARTICLES if tokens[index].lower in ("of", "for") else frozenset())
    for place in range(index + 1, min(index + 4, len(tokens))):
        if not _joined(text, tokens[place - 1], tokens[place]):
            return None
        if tokens[place].lower not in small or _capital(text, tokens[place]):
            return tokens[place]
    return None


def _joined(text: str, one: Token, other: Token) -> bool:
    """Whether nothing but a space, or an abbreviation's point, stands between two words."""
    if one.possessive:
        return False
    between = text[one.end : other.start]
    begins = other.lower in words().lists["not_names"] and other.lower not in IN_BODIES
    if between == " " and one.word[-1] == "." and begins:
        return False  # "came to the U.S. While"
    if between in (" ", "-", " & "):
        return True
    short = one.lower in words().lists["abbreviated"] or (
        len(one.word) == 1 and INITIAL.match(one.word)
    )
    return bool(short) and between == ". "


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at a place."""
    return bool(SENTENCE_END.search(text[max(0, start - 4) : start]))


def is_given(token: Token) -> bool:
    """Whether a word may be part of a person's name before the last: a given name, an initial."""
    particles = words().lists["particles"] | {"of", "for"}
    return token.lower in given_names() or len(token.word) == 1 or token.lower in particles
