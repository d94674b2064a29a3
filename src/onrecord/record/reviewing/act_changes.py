"""The acts of a statement as a person changes them, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec
from msgspec.structs import replace

from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.record.reviewing.exact_words import find_within
from onrecord.statement import Act, ActLabel, Condition, Passage, Span, Statement, passage


def relabelled(statement: Statement, given: str) -> list[Act]:
    """The acts with another label for one; with the label that it has, they stay as they are.

    Args:
        statement: whose acts they are.
        given: "promise", or "not promise"; "2 promise" for the second act, with the number after
            the last for one more; "2 none" for none.

    Raises:
        RecordError: there is no such act, or no such label.
    """
    words = given.split()
    number = int(words.pop(0)) if words and words[0].isdecimal() else 1
    acts = list(statement.acts)
    if words == ["none"]:
        if not acts and number == 1:
            return acts
        del acts[_index(acts, number)]
        return acts
    negated, label = words[:1] == ["not"], " ".join(words).removeprefix("not ")
    if label not in get_args(ActLabel):
        raise RecordError(f"an act may be {', '.join(get_args(ActLabel))}, not {label!r}")
    here = acts[number - 1 : number]
    if here and (here[0].label, here[0].negated) == (label, negated):
        return acts
    new = _act(label, statement.content, negated)
    if number == len(acts) + 1:
        acts.append(new)
    else:
        at = _index(acts, number)
        acts[at] = replace(acts[at], label=new.label, negated=negated, confidence=1.0, evidence=())
    return acts


def conditioned(
    article: Article,
    statement: Statement,
    number: int,
    condition: str | None,
    consequence: str | None,
) -> list[Act]:
    """The acts with another condition and consequence for one; the same leave them as they are.

    Args:
        article, statement: whose acts they are.
        number: of the act, from 1.
        condition, consequence: their exact words, or None for none.

    Raises:
        RecordError: there is no such act, or the words do not stand in the content.
    """
    acts = list(statement.acts)
    at = _index(acts, number)
    old, then = acts[at].condition, None
    half = None
    if condition is not None:
        words = _words(article, statement, condition)
        same = old is not None and old.spans[0][0] == words.spans[0][0]
        marker = old.marker if old and same else None
        half = Condition(text=words.text, spans=words.spans, marker=marker)
        then = None if consequence is None else _words(article, statement, consequence)
    if (_spans(half), _spans(then)) != (_spans(old), _spans(acts[at].consequence)):
        acts[at] = replace(acts[at], condition=half, consequence=then, confidence=1.0)
    return acts


def _index(acts: Sequence[Act], number: int) -> int:
    if not 1 <= number <= len(acts):
        raise RecordError(f"there is no act {number}; it has {len(acts)}")
    return number - 1


def _act(label: str, content: Passage, negated: bool) -> Act:
    fields = {"label": label, "spans": content.spans, "negated": negated, "confidence": 1.0}
    return msgspec.convert(fields, Act)


def _spans(half: Passage | None) -> Sequence[Span]:
    return half.spans if half else ()


def _words(article: Article, statement: Statement, words: str) -> Passage:
    return passage(article.text, find_within(article.text, words, statement.content.spans))
