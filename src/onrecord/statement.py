"""The statement, its parts, and their JSON: the record's public contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import msgspec

from onrecord.article import Article, short_hash
from onrecord.errors import ArticleError

Span = tuple[int, int]
"""A start and an end in code points of an article's text, the end not included."""

Kind = Literal["direct", "indirect", "mixed"]
ActLabel = Literal[
    "assert", "deny", "accuse", "criticise", "warn", "threaten", "promise", "offer", "propose",
    "demand", "ask", "agree", "refuse", "oppose", "support", "concede", "predict", "intend",
    "announce", "express", "decline",
]  # fmt: skip
ContinuityLabel = Literal["repeated", "consistent", "reversed", "softened", "hardened"]

JOINT = " ... "
"""Stands between the fragments of a passage in its `text`."""


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value compared and copied by its fields."""


class Passage(_Value, frozen=True, kw_only=True):
    """Words of an article, in one or more fragments; `text` is the fragments joined by JOINT."""

    text: str
    spans: tuple[Span, ...]


class Speaker(_Value, frozen=True, kw_only=True):
    """The actor that a source stands for, and how that was found.

    actor: its id in the directory of actors or in the record, if it has one;
    name: the fullest that the article or the directory gives, or the source's own words where it
        is nobody in particular ("officials");
    how: see `onrecord.extracting.speakers.HOW`;
    spans: where the article names it; description: what it says of it ("the mayor of Zelk").
    """

    actor: str | None
    name: str
    type: str
    how: str
    confidence: float
    spans: tuple[Span, ...] = ()
    description: Passage | None = None


class Addressee(Passage, frozen=True, kw_only=True):
    """Whom a statement was said to."""

    actor: str | None = None
    name: str | None = None


class Condition(Passage, frozen=True, kw_only=True):
    """The condition half of a conditional act, with the word that marks it."""

    marker: str | None = None


class Act(_Value, frozen=True, kw_only=True):
    """What a stretch of the content does."""

    label: ActLabel
    spans: tuple[Span, ...]
    negated: bool = False
    confidence: float
    condition: Condition | None = None
    consequence: Passage | None = None
    evidence: tuple[Span, ...] = ()


class Continuity(_Value, frozen=True, kw_only=True):
    """What the reporter says of the statement's place in time."""

    label: ContinuityLabel
    spans: tuple[Span, ...]


class SaidOn(_Value, frozen=True, kw_only=True):
    """When it was said: ISO dates, and the words that say so."""

    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    text: str
    spans: tuple[Span, ...]


class Statement(_Value, frozen=True, kw_only=True):
    """One attribution relation: who (source), the words that signal it (cue), what (content).

    earlier: its date once more, where the article sets it before its own time ("said in May").
    corrected: the fields that people have corrected on a record; not there where they have none.
    """

    id: str
    kind: Kind
    parent: str | None = None
    source: Passage | None
    cue: Passage
    content: Passage
    speaker: Speaker | None = None
    addressees: tuple[Addressee, ...] = ()
    acts: tuple[Act, ...] = ()
    continuity: Continuity | None = None
    said_on: SaidOn | None = None
    said_at: Passage | None = None
    earlier: SaidOn | None = None
    confidence: float
    extractor: str
    corrected: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET

    @property
    def who(self) -> str | None:
        """The speaker's name, or else the source's words; None where nobody is named."""
        if self.speaker:
            return self.speaker.name
        return self.source.text if self.source else None

    def to_dict(self) -> dict[str, Any]:
        """Give the statement as the contract's JSON object."""
        return dict(msgspec.json.decode(msgspec.json.encode(self)))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Statement:
        """Read the contract's JSON object; fields that it does not name are passed over.

        Raises:
            ArticleError: a field is missing or of the wrong type; the message names it.
        """
        try:
            return msgspec.convert(dict(data), cls)
        except msgspec.ValidationError as error:
            raise ArticleError(f"not a statement: {error}") from error


# msgspec works out how to read a type when it first does, and crashes the process where two threads
# do so at once; so this is done here, once
msgspec.json.Decoder(Statement)


def passage(text: str, spans: Sequence[Span]) -> Passage:
    """Words of a text, from their spans."""
    return Passage(text=JOINT.join(text[a:b] for a, b in spans), spans=tuple(spans))


def statement_id(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]
) -> str:
    """Identify a statement by the article's text and its spans, and by nothing else."""
    spans = ";".join(",".join(f"{a}-{b}" for a, b in part) for part in (source, cue, content))
    return short_hash(_digest(text), spans)


@lru_cache(maxsize=4)
def _digest(text: str) -> str:
    """A long text's hash is worked out once, not for each of its statements."""
    return short_hash(text)


def to_line(article: Article, statements: Sequence[Statement]) -> str:
    """One line of the record's JSON Lines: the article's fields, then its statements."""
    fields = {**msgspec.to_builtins(article), "statements": msgspec.to_builtins(statements)}
    return msgspec.json.encode(fields).decode()


def from_line(line: str | bytes) -> tuple[Article, list[Statement]]:
    """Read one line of the record's JSON Lines.

    Raises:
        ArticleError: the line is not JSON, or not an article with statements.
    """
    try:
        article = msgspec.json.decode(line, type=Article)
        statements = msgspec.json.decode(line, type=_Statements).statements
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ArticleError(f"not a line of a record: {error}") from error
    return article, statements


class _Statements(msgspec.Struct):
    statements: list[Statement]


class Line(Article, frozen=True, kw_only=True):
    """An article's own fields, then its statements."""

    statements: list[Statement]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of the record."""
    schema = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Line)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of the record: an article and its statements",
        **schema,
    }
