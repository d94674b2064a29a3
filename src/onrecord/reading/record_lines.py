"""The record's own JSON Lines -> articles with their statements, without loss or invention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

from onrecord.article import LONGEST, Article, known
from onrecord.errors import ArticleError
from onrecord.reading.jsonl import read_lines
from onrecord.statement import (
    Act,
    Passage,
    SaidOn,
    Span,
    Statement,
    from_line,
    passage,
    statement_id,
)

Kept = tuple[Article, list[Statement]]


def read_record_lines(lines: BinaryIO) -> Iterator[tuple[int, Kept | ArticleError]]:
    """Read articles with their statements, as `docs/json.md` has them.

    Yields:
        The number of the line, from 1, and its article with the statements, or what is wrong.
    """
    return read_lines(lines, read_record_line)


def read_record_line(line: bytes) -> Kept:
    """Read one line, and hold every statement against the article's text.

    Raises:
        ArticleError: it is no line of a record, the text is none that an article may have, or
            a statement has words, places or an id that are not the text's; the message says which.
    """
    article, statements = from_line(line)
    _check_text(article.text)
    article = _with_known(article)
    seen: set[str] = set()
    for number, statement in enumerate(statements, 1):
        try:
            _check(article.text, statement)
            if statement.id in seen:
                raise ArticleError(f"its id {statement.id} stands there twice")
        except ArticleError as error:
            raise ArticleError(f"statement {number}: {error}") from error
        seen.add(statement.id)
    return article, statements


def _with_known(article: Article) -> Article:
    """An article with its other fields as reading it would have given them."""
    fields = ("url", "outlet", "title", "byline", "language")
    plain = {name: known(getattr(article, name)) for name in fields}
    return replace(article, id=known(article.id) or article.id, **plain)


def _check_text(text: str) -> None:
    if len(text) > LONGEST:
        raise ArticleError(f"the text is longer than the {LONGEST:,} characters of an article")
    if "\x00" in text:
        raise ArticleError("the text has a NUL character, which no article has")
    if not any(character.isalnum() for character in text):
        raise ArticleError("there is no text in it")


def _check(text: str, s: Statement) -> None:
    if _has_nul(msgspec.to_builtins(s)):
        raise ArticleError("it has a NUL character, which no statement has")
    for name, part in _passages(s):
        _check_spans(text, name, part.spans)
        if not part.spans or part.text != passage(text, part.spans).text:
            raise ArticleError(f"the words of its {name} are not those at its spans")
    for name, spans in _places(s):
        _check_spans(text, name, spans)
    for said in (s.said_on, s.earlier):
        _check_days(said)
    source = s.source.spans if s.source else ()
    moved = not {"source", "cue", "content"}.isdisjoint(s.corrected or ())  # the id stays
    if not moved and s.id != statement_id(text, source, s.cue.spans, s.content.spans):
        raise ArticleError(f"its id {s.id} is not that of its text and spans")


def _has_nul(value: Any) -> bool:
    """Whether a text of a value in the contract's JSON has a NUL."""
    if isinstance(value, dict):
        return any(map(_has_nul, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value


def _passages(s: Statement) -> Iterator[tuple[str, Passage | SaidOn]]:
    """Its parts that have words of the text, with their names."""
    found = {
        "source": s.source,
        "cue": s.cue,
        "content": s.content,
        "description": s.speaker and s.speaker.description,
        "said_on": s.said_on,
        "said_at": s.said_at,
        "earlier": s.earlier,
    }
    yield from ((name, part) for name, part in found.items() if part)
    yield from (("addressee", addressee) for addressee in s.addressees)
    for act in s.acts:
        yield from _halves(act)


def _halves(act: Act) -> Iterator[tuple[str, Passage]]:
    if act.condition:
        yield "condition", act.condition
    if act.consequence:
        yield "consequence", act.consequence


def _places(s: Statement) -> Iterator[tuple[str, Sequence[Span]]]:
    """Its spans that have no words beside them, with their names."""
    if s.speaker:
        yield "speaker", s.speaker.spans
    if s.continuity:
        yield "continuity", s.continuity.spans
    for act in s.acts:
        yield "act", act.spans
        yield "evidence", act.evidence


def _check_spans(text: str, name: str, spans: Sequence[Span]) -> None:
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ArticleError(f"the span {start}-{end} of its {name} is not in the text")


def _check_days(said: SaidOn | None) -> None:
    for day in (said.from_, said.to) if said else ():
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError as error:
            raise ArticleError(f"{day!r} is no day") from error
