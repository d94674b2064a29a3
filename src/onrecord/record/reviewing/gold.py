"""What people have reviewed as annotated articles, to train and to evaluate with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.record.judgements import view
from onrecord.record.queries import Found, load
from onrecord.record.reviewing.corrections import WHOLE, is_rejected
from onrecord.record.tables import ROLES, articles, corrections, statements
from onrecord.statement import Span

BESIDES = ("kind", "parent", "speaker", "acts")
"""Parts of a statement that are given besides its passages, as in the contract's JSON."""


def annotated_articles(connection: Connection) -> Iterator[dict[str, Any]]:
    """The current articles that have reviewed statements, as `onrecord evaluate` reads them.

    Confirmed, corrected and added statements are theirs, rejected ones are not; where nobody has
    looked, the contents that the machine found are regions to `ignore`.
    """
    reviewed = select(corrections.c.statement).where(corrections.c.undone_at.is_(None))
    theirs = select(statements.c.article_key).where(statements.c.id.in_(reviewed))
    query = (
        select(statements.c.key, statements.c.article_key)
        .join_from(statements, articles)
        .where(articles.c.current, articles.c.key.in_(theirs))
        .order_by(statements.c.article_key, statements.c.position)
    )
    keys: dict[int, list[int]] = {}
    for row in connection.execute(query):
        keys.setdefault(row.article_key, []).append(row.key)
    judged = view(connection)
    for of_one in keys.values():
        yield _annotated(load(connection, of_one, judged))


def _annotated(found: list[Found]) -> dict[str, Any]:
    article = msgspec.to_builtins(found[0].article)
    gold = [one for one in found if one.corrections and not is_rejected(one.corrections)]
    outermost = [one for one in gold if not one.statement.parent]
    known = [span for one in outermost for span in one.statement.content.spans]
    open_ = [span for one in found if not one.corrections for span in one.statement.content.spans]
    return {
        **article,
        "statements": [_marked(one) for one in gold],
        "ignore": list(_without(open_, known)),
    }


def _marked(one: Found) -> dict[str, Any]:
    s = one.statement
    parts = {role: getattr(s, role) for role in ROLES}
    fields = [c.field for c in one.corrections if c.field not in WHOLE]
    is_added = any(c.field == "add" for c in one.corrections)
    return {
        "id": s.id,
        **{role: part and list(part.spans) for role, part in parts.items()},
        **{name: value for name, value in s.to_dict().items() if name in BESIDES},
        "reviewed": "added" if is_added else "corrected" if fields else "confirmed",
        "corrected": list(dict.fromkeys(fields)),
    }


def _without(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """Spans, sorted and joined, without what lies in others."""
    left = {i for a, b in spans for i in range(a, b)} - {i for a, b in others for i in range(a, b)}
    start = None
    for i in sorted(left):
        start = i if start is None else start
        if i + 1 not in left:
            yield start, i + 1
            start = None
