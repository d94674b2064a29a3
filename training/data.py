"""From annotated articles to training windows."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.article import normalise
from onrecord.extracting.encoder import ROLE_LABELS, TAGS, features, paragraph_numbers
from onrecord.extracting.quotation import quoted_spans

ROLES = ("source", "cue", "content")
STYLES = {
    "curly": ("“", "”"),
    "straight": ('"', '"'),
    "british": ("‘", "’"),
    "single": ("'", "'"),
    "wire": ("''", "''"),
    "guillemet": ("«", "»"),
    "none": ("", ""),
}
QUOTED = re.compile("(?:[“\"]|'')([^\n]+?)(?:[”\"]|'')")
NAME = re.compile(
    r"(?!(?:He|She|They|It|I|We|You|Who|The|A|An|One|This|That)\b)"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}"
)
FIRST_NAMES = ("Mara", "Jon", "Inés", "Tomasz", "Ngozi", "Li", "Amina", "Erik", "Ruth", "Omar")


@dataclass(frozen=True)
class Gold:
    """An annotated text: statements are dicts of role -> spans."""

    id: str
    text: str
    statements: list[dict[str, list[tuple[int, int]]]]


def load(path: Path) -> list[Gold]:
    """Read an annotated JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [gold(row, row["text"]) for row in map(json.loads, lines)]


def gold(row: dict[str, Any], text: str) -> Gold:
    """An annotated text in its normal form."""
    statements = [
        {role: [(a, b) for a, b in s.get(role) or ()] for role in ROLES} for s in row["statements"]
    ]
    return Gold(
        row["id"],
        normalise(text, keep_places=True),
        [s for s in statements if s["cue"] and s["content"]],
    )


def held_out(article_id: str) -> bool:
    """Whether an article of the training part is kept back to choose by (one in twenty)."""
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % 20 == 0


def load_annotators(path: Path, texts: dict[str, str]) -> dict[str, list[Gold]]:
    """Every annotator's reading of the training articles that several people read."""
    readings: dict[str, list[Gold]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["compartment"] == "train" and row["id"] in texts:
                readings.setdefault(row["id"], []).append(gold(row, texts[row["id"]]))
    return readings


def restyle(article: Gold, style: str) -> Gold:
    """The same article with its quotation marks in another style."""
    opening, closing = STYLES[style]
    changes: list[tuple[int, int, str]] = []
    for start, end in quoted_spans(article.text):
        mark = re.match("''|``|.", article.text[start:end])
        last = re.search("(''|[”\"’'»“])$", article.text[start:end])
        assert mark
        changes.append((start, start + len(mark.group()), opening))
        if last and end - len(last.group()) > start:
            changes.append((end - len(last.group()), end, closing))
    return rewrite(article, changes)


def dateline(article: Gold, line: str) -> Gold:
    """The same article with a wire's dateline before its first words."""
    return rewrite(article, [(0, 0, line)])


def rewrite(article: Gold, changes: Sequence[tuple[int, int, str]]) -> Gold:
    """The article with stretches of its text replaced; spans keep what they covered."""
    parts, at = [], 0
    starts = np.zeros(len(article.text) + 1, dtype=np.int64)
    ends = np.zeros(len(article.text) + 1, dtype=np.int64)
    for start, end, new in changes:
        parts += [article.text[at:start], new]
        starts[start + 1 :] += len(new) - (end - start)
        ends[start + 1 :] += len(new) - (end - start)
        if start == end:
            starts[start] += len(new)
        at = end
    parts.append(article.text[at:])
    moved = [
        {
            role: [
                (a + int(starts[a]), b + int(ends[b]))
                for a, b in spans
                if b + int(ends[b]) > a + int(starts[a])
            ]
            for role, spans in s.items()
        }
        for s in article.statements
    ]
    return Gold(article.id, "".join(parts), [s for s in moved if s["cue"] and s["content"]])


def sayings(articles: Iterable[Gold]) -> list[tuple[str, str]]:
    """(name, words) of direct statements that could stand alone, as in a column of voices."""
    found = []
    for article in articles:
        for s in article.statements:
            if len(s["content"]) == 1 and s["source"]:
                words, name = (article.text[slice(*s[role][0])] for role in ("content", "source"))
                match = QUOTED.fullmatch(words)
                if match and NAME.fullmatch(name) and 4 < len(words.split()) < 80:
                    found.append((name, match[1].rstrip(",").strip()))
    return found


def with_voices(article: Gold, pool: Sequence[tuple[str, str]], chance: random.Random) -> Gold:
    """The article and, after it, what some people said, each as “words” — name."""
    opening, closing = STYLES[chance.choice(("curly", "curly", "straight", "british", "none"))]
    dash = chance.choice(("—", "–", "―", "-", "--"))
    before, after = chance.choice(((" ", " "), (" ", " "), ("", " "), ("", ""), ("\n", " ")))
    stop, between = chance.choice(("", "", ".")), chance.choice(("\n", "\n\n"))
    text, statements = article.text.rstrip(), list(article.statements)
    for surname, words in chance.sample(pool, chance.randint(2, 7)):
        name = f"{chance.choice(FIRST_NAMES)} {surname}" if " " not in surname else surname
        text += between
        content = (len(text), len(text) + len(opening + words + closing))
        text += opening + words + closing + before
        cue = (len(text), len(text) + len(dash))
        text += dash + after
        statements.append(
            {"source": [(len(text), len(text) + len(name))], "cue": [cue], "content": [content]}
        )
        text += name + stop
    return Gold(article.id, text, statements)


def with_turns(article: Gold, pool: Sequence[tuple[str, str]], chance: random.Random) -> Gold:
    """The article and, after it, turns of an interview or a debate, each as NAME: words."""
    chosen = chance.sample(pool, chance.randint(3, 9))
    names = [chance.choice((name, name.split()[-1].upper())) for name, _ in chosen[:3]]
    names[0] = chance.choice((names[0], names[0], "Q"))
    mark = chance.choice(("", "", "", "“", '"'))
    text, statements = article.text.rstrip(), list(article.statements)
    for turn, (_, words) in enumerate(chosen):
        name = names[turn % 2] if chance.random() < 0.9 else names[2]
        text += "\n\n" + mark
        source = (len(text), len(text) + len(name))
        text += name + ": "
        content = (len(text), len(text) + len(words))
        text += words
        statements.append(
            {"source": [source], "cue": [(source[1], source[1] + 1)], "content": [content]}
        )
    return Gold(article.id, text + ("”" if mark == "“" else mark), statements)


def augment(article: Gold, pool: Sequence[tuple[str, str]], chance: random.Random) -> Gold:
    """Sometimes another quotation style, a dateline, or a list of voices or turns at the end."""
    if chance.random() < 0.3:
        article = restyle(article, chance.choice(list(STYLES)))
    if chance.random() < 0.08:
        article = with_voices(article, pool, chance)
    elif chance.random() < 0.08:
        article = with_turns(article, pool, chance)
    if chance.random() < 0.05:
        town = "".join(chance.choices("bdfgklmnprstv", k=1)) + "".join(
            chance.choice(("a", "e", "i", "o")) + chance.choice("lmnrstk") for _ in range(2)
        )
        form = chance.choice(("{t}, March 6 (Agency) — ", "{t} (Agency) - ", "{t}: ", "{t} — "))
        article = dateline(article, form.format(t=town.upper()))
    return article


@dataclass(frozen=True)
class Example:
    """One window: arrays over its word pieces, and its statements as (first, last, roles)."""

    ids: np.ndarray
    features: np.ndarray
    paragraphs: np.ndarray
    tags: np.ndarray
    cues: list[tuple[int, int, np.ndarray]]


def examples(
    article: Gold, tokenizer: Tokenizer, size: int, chance: random.Random
) -> Iterator[Example]:
    """Windows that tile an article, begun and broken at paragraphs where they can be."""
    encoding = tokenizer.encode(article.text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.array(encoding.ids, dtype=np.int64)
    if not len(ids):
        return
    paragraphs = paragraph_numbers(article.text, offsets)
    marks = features(article.text, offsets, paragraphs)
    tags = np.zeros(len(ids), dtype=np.int64)
    statements = []
    for s in article.statements:
        pieces = {role: [piece_span(offsets, *span) for span in s[role]] for role in ROLES}
        for role in ROLES:
            for a, b in pieces[role]:
                tags[a:b] = TAGS.index(f"I-{role}")
                tags[a] = TAGS.index(f"B-{role}")
        statements.append(pieces)
    for pieces in statements:  # a cue stands over whatever another statement says of its words
        for a, b in pieces["cue"]:
            tags[a:b] = TAGS.index("I-cue")
            tags[a] = TAGS.index("B-cue")
    for start, end in tiles(paragraphs, size, chance):
        cues = []
        for pieces in statements:
            first, last = pieces["cue"][0][0], pieces["cue"][-1][1] - 1
            if first < start or last >= end or last < first:
                continue
            roles = np.zeros(len(ids), dtype=np.int64)
            for role in ("source", "content"):
                for a, b in pieces[role]:
                    roles[a:b] = ROLE_LABELS.index(f"I-{role}")
                    roles[a] = ROLE_LABELS.index(f"B-{role}")
            roles[first : last + 1] = 0
            cues.append((first - start, last - start, roles[start:end]))
        yield Example(
            ids[start:end], marks[start:end], paragraphs[start:end], tags[start:end], cues
        )


def piece_span(offsets: np.ndarray, start: int, end: int) -> tuple[int, int]:
    """The word pieces (first, after the last) that a character span touches."""
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    after = int(np.searchsorted(offsets[:, 0], end, side="left"))
    return first, max(after, first + 1)


def tiles(paragraphs: np.ndarray, size: int, chance: random.Random) -> Iterable[tuple[int, int]]:
    total = len(paragraphs)
    breaks = np.flatnonzero(np.diff(paragraphs)) + 1
    start = 0
    first = chance.randint(size // 4, size) if total > size else total
    while start < total:
        end = min(start + (first if start == 0 else size), total)
        if end < total and chance.random() < 0.85:
            at = int(np.searchsorted(breaks, end, side="right")) - 1
            if at >= 0 and breaks[at] > start + 40:
                end = int(breaks[at])
        yield start, end
        start = end
