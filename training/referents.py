"""Texts in which it is known whom words mean: what the small network of referring learns from.

Labels of our own (`data/speakers.jsonl`); and of pronouns and nouns GUM's (Zeldes, LRE 2017) and
GAP's (Webster et al., TACL 2018).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.actors.directory import Directory
from onrecord.extracting.referring import names_of
from onrecord.extracting.speakers import read_cast
from onrecord.statement import Span
from training import speakers

NOBODY, ELSEWHERE = -1, -2
"""In the place of an entity: nobody who is named, and somebody whose name is not known."""
GUM_ROLES = frozenset({"person", "organization", "place"})
GUM_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "his", "her", "him", "their", "its", "them", "who", "i", "we"]
)  # fmt: skip
ENTITY = re.compile(
    r"\((?P<key>\d+)(?:\[[^\]]*\])?-(?P<type>[a-z]+)-[^()]*(?P<whole>\)?)"
    r"|(?P<end>\d+)(?:\[[^\]]*\])?\)"
)
"""Where an entity begins or ends in GUM's column."""
LONG_NAME, LONGEST_NOUN = 5, 8
"""Words of a name that is taken up to its head only, and of the longest noun phrase."""
PRONOUN, NOUN = 0.7, 0.5
"""What a pronoun's and a noun's answer of GUM count beside one of a source."""


@dataclass(frozen=True)
class Source:
    """A source's span, the number of whom it means (or NOBODY, ELSEWHERE), and what it counts."""

    span: Span
    entity: int
    weight: float = 1.0


@dataclass(frozen=True)
class Task:
    """A text with what is known of it; names: spans with the number of who is named."""

    text: str
    sources: tuple[Source, ...]
    names: tuple[tuple[Span, int], ...]


def of_speakers(article: speakers.Labelled, directory: Directory) -> Task:
    """The sources of an article with labelled speakers."""
    cast, _ = read_cast(article.text, directory, article.published)
    everybody = (*cast.entities, *cast.bodies)
    sources = []
    for statement, true in zip(article.statements, article.speakers, strict=True):
        if true in ("unlabelled", "either", "joint"):
            continue
        span = (statement.source or statement.cue).spans[0]
        if isinstance(true, str):
            sources.append(Source(span, NOBODY))
        else:
            who = next((e for e in everybody if speakers.is_true(e, true, cast, directory)), None)
            sources.append(Source(span, who.number if who else ELSEWHERE))
    return Task(article.text, tuple(sources), tuple(names_of(cast)))


def gap(folder: Path, directory: Directory) -> list[Task]:
    """GAP's pronouns that mean one of the two who are asked about."""
    tasks = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in rows:
            names = tuple(names_of(read_cast(row["Text"], directory, None)[0]))
            for one in "AB":
                start = int(row[f"{one}-offset"])
                end = start + len(row[one])
                who = next((e for (a, b), e in names if a < end and start < b), None)
                if row[f"{one}-coref"] == "TRUE" and who is not None:
                    at = int(row["Pronoun-offset"])
                    source = Source((at, at + len(row["Pronoun"])), who)
                    tasks.append(Task(row["Text"], (source,), names))
                    break
    return tasks


def gum(folder: Path) -> list[Task]:
    """GUM's pronouns and nouns for people and bodies, and its names."""
    return [_gum_text(path) for path in sorted(folder.glob("*/*.conllu"))]


@dataclass(frozen=True)
class _Word:
    """A word of GUM: its place, its number in the sentence, its part of speech and its head."""

    start: int
    end: int
    number: str
    kind: str
    head: str


def _gum_text(path: Path) -> Task:
    text, words, mentions = _gum_words(path.read_text(encoding="utf-8").splitlines())
    names: list[tuple[Span, int]] = []
    others: list[tuple[Span, int, float]] = []
    for entity, kind, first, last in mentions:
        own = words[first : last + 1]
        numbers = {word.number for word in own}
        head = next((word for word in own if word.head not in numbers), own[-1])
        end = own[-1].end if len(own) < LONG_NAME else head.end
        told = text[head.start : head.end].lower()
        if head.kind == "PROPN" and len(own) <= LONGEST_NOUN:
            names.append(((own[0].start, end), entity))
        elif kind != "place" and head.kind == "PRON" and told in GUM_PRONOUNS:
            others.append(((own[0].start, own[-1].end), entity, PRONOUN))
        elif kind != "place" and head.kind == "NOUN" and len(own) <= LONGEST_NOUN:
            others.append(((own[0].start, head.end), entity, NOUN))
    named = {entity for _, entity in names}
    sources = tuple(Source(s, e if e in named else NOBODY, w) for s, e, w in others)
    return Task(text, sources, tuple(names))


def _gum_words(
    lines: Sequence[str],
) -> tuple[str, list[_Word], list[tuple[int, str, int, int]]]:
    """A text of GUM, its words, and its mentions of GUM_ROLES as (entity, type, first, last)."""
    text = ""
    every: list[_Word] = []
    open_at: dict[str, list[tuple[str, int]]] = defaultdict(list)
    mentions: list[tuple[int, str, int, int]] = []
    for line in lines:
        if line == "# newpar" and text:
            text = text.rstrip() + "\n\n"
        columns = line.split("\t")
        if len(columns) < 2 or not columns[0].isdigit():
            continue
        told = dict(part.split("=", 1) for part in columns[9].split("|") if "=" in part)
        here = len(every)
        every.append(
            _Word(len(text), len(text) + len(columns[1]), columns[0], columns[3], columns[6])
        )
        text += columns[1] + ("" if told.get("SpaceAfter") == "No" else " ")
        for found in ENTITY.finditer(told.get("Entity", "")):
            if found["key"]:
                open_at[found["key"]].append((found["type"], here))
            key = found["end"] or (found["key"] if found["whole"] else None)
            if key and open_at[key]:
                kind, first = open_at[key].pop()
                mentions.append((int(key), kind, first, here))
    return text, every, [mention for mention in mentions if mention[1] in GUM_ROLES]
