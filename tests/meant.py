"""Small texts with sources marked ⟦...⟧, and who is meant by them."""

from __future__ import annotations

import re
from datetime import date

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE, resolve
from onrecord.statement import Speaker, Statement, passage, statement_id

STATEMENT = re.compile(r"⟦([^⟧]*)⟧(\s*)([^\s⟦]+)\s+([^.⟦]*)")


def speakers(
    text: str,
    published: str | None = None,
    *,
    directory: Directory | None = None,
    at_least: float = DEFAULT_CONFIDENCE,
) -> list[Speaker | None]:
    """The speaker of each marked source; the word after a mark is its cue, the rest the content."""
    plain = text.replace("⟦", "").replace("⟧", "")
    statements = []
    for match in STATEMENT.finditer(text):
        before = text[: match.start()]
        start = len(before) - before.count("⟦") - before.count("⟧")
        source = (start, start + len(match[1]))
        cue = (source[1] + len(match[2]), source[1] + len(match[2]) + len(match[3]))
        content = (cue[1] + 1, cue[1] + 1 + max(1, len(match[4])))
        statements.append(
            Statement(
                id=statement_id(plain, [source], [cue], [content]),
                kind="indirect",
                source=passage(plain, [source]) if match[1] else None,
                cue=passage(plain, [cue]),
                content=passage(plain, [content]),
                confidence=0.9,
                extractor="test",
            )
        )
    day = date.fromisoformat(published) if published else None
    article = Article(id="a", text=plain, published=day)
    found = resolve(statements, article, directory=directory, at_least=at_least)
    return [s.speaker for s in found]


def name(speaker: Speaker | None) -> str | None:
    return speaker.name if speaker and speaker.how != "unnamed" else None
