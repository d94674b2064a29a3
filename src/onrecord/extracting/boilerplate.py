"""Boilerplate: corrections, abstracts, captions, tables, lists of links. They state nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.article import paragraph_spans
from onrecord.statement import Span, Statement

LONGEST_CAPTION, LONGEST_LINK = 500, 120
"""Characters of a caption and of a line in a list of links, at most."""
ENDS = ".!?”\"’'"
COLUMNS = re.compile(r"\t[^\n]*\t|\S ?\| ?\S[^\n]*\S ?\| ?\S")
"""A row of a table, or of a menu."""
NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
AGENCY = re.compile(rf"(?:^|[.!?”\")] |\(){NAME}/{NAME}(?: (?:photo|pool))*[.)]*$")
"""A credit such as Ilka Marrant/Highland Press, as a sentence of its own."""


class Patterns(NamedTuple):
    """The word lists of `lexicon/boilerplate.toml`, to be matched with paragraphs."""

    opening: re.Pattern[str]
    heading: re.Pattern[str]
    credit: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The word lists, read once."""
    source = files("onrecord.lexicon").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    words = tomllib.loads(source)
    listed = {name: "|".join(map(_as_pattern, entries)) for name, entries in words.items()}
    return Patterns(
        re.compile(rf"\W*(?:{listed['openings']})", re.IGNORECASE),
        re.compile(rf"\W*(?:{listed['headings']})\W*", re.IGNORECASE),
        re.compile(
            rf"(?:^|[.!?”\")\n] ?|\()(?:{listed['credits']})(?: by|:) [^.!?\n]{{2,60}}[.)]*$",
            re.IGNORECASE,
        ),
    )


def _as_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\{\}", r"\S.{0,60}?").replace("'", "['’]")


def boilerplate_spans(text: str) -> list[Span]:
    """The paragraphs of a text that are boilerplate, in order."""
    known, spans = patterns(), list[Span]()
    below, after = "", 0  # what stands above: a heading, a list under one, or neither
    for start, end in paragraph_spans(text):
        words = text[start:end].strip()
        ended = words[-1] in ENDS or len(words) > LONGEST_LINK
        if below == "list" and text.count("\n", after, start) > 1:
            below = ""
        if known.heading.fullmatch(words):
            below = "heading"
        elif below == "heading" or (below == "list" and not ended):
            below = "" if ended else "list"
        else:
            below = ""
            if not (known.opening.match(words) or _is_furniture(words, known)):
                after = end
                continue
        spans.append((start, end))
        after = end
    return spans


def _is_furniture(words: str, known: Patterns) -> bool:
    """Whether a paragraph is a caption with a credit, or a row of a table or menu."""
    if len(words) < LONGEST_CAPTION and (
        ("/" in words and AGENCY.search(words)) or known.credit.search(words)
    ):
        return True
    return ("|" in words or "\t" in words) and COLUMNS.search(words) is not None


def without_boilerplate(statements: Iterable[Statement], text: str) -> list[Statement]:
    """The statements whose cue or content does not begin in boilerplate, nor their outer one's."""
    spans = boilerplate_spans(text)
    kept, dropped = list[Statement](), set[str]()
    for s in statements:
        places = (s.cue.spans[0][0], s.content.spans[0][0])
        if s.parent in dropped or any(a <= at < b for a, b in spans for at in places):
            dropped.add(s.id)
        else:
            kept.append(s)
    return kept
