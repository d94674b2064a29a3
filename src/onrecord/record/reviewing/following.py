"""What people have corrected in an article's earlier texts follows to a new one.

A statement's id is made of the text, so a new text has new statements, and what was corrected would
be left behind. Where the paragraphs of a corrected statement stand in the new text as they were, it
is taken there as if a newer version had read the same text: with the same rules, and with copies of
its corrections, each of which says of which it is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, exists, insert, or_, select

from onrecord.article import Article
from onrecord.record.queries import extracted
from onrecord.record.reviewing.corrections import (
    CORRECTABLE,
    Correction,
    ever_corrected,
    is_added,
    standing,
)
from onrecord.record.reviewing.moving import Stretch, Texts, can_move, compare, moved, stretch
from onrecord.record.reviewing.respeaking import assigned_actor
from onrecord.record.reviewing.reviewed import Before, Reviewed, is_same, reviewed
from onrecord.record.tables import JSON_FIELDS, ROLES, articles, corrections, statements
from onrecord.statement import Statement, statement_id

UNSAID = frozenset({"spans", "confidence", "how", "description"})
"""What may differ in values that say the same: where that stands, and how it was found."""

COPIES = corrections.alias("copies")
OF_ITS_TEXTS = (
    select(statements.c.id)
    .join_from(statements, articles)
    .where(articles.c.id == bindparam("article"))
)
WAITING = (
    select(corrections, articles.c.key.label("text_key"))
    .select_from(articles)
    .join(statements, statements.c.article_key == articles.c.key)
    .join(corrections, corrections.c.statement == statements.c.id)
    .where(
        articles.c.id == bindparam("article"),
        articles.c.version != bindparam("version"),
        corrections.c.undone_at.is_(None),
        # what was added is in one article only, also where others carry the same text
        or_(corrections.c.field != "add", corrections.c.article == bindparam("article")),
        ~exists().where(  # it has followed already; whoever has undone that meant it
            COPIES.c.carried_from == corrections.c.number,
            or_(COPIES.c.article == bindparam("article"), COPIES.c.statement.in_(OF_ITS_TEXTS)),
        ),
    )
    .order_by(articles.c.version.desc(), corrections.c.number)
)
"""The corrections in an article's earlier texts that have not followed, the latest text first; also
in later ones, where the article has an earlier text once more."""


@dataclass(frozen=True)
class Followed:
    """What follows to an article's new text.

    before: the statements of its earlier texts, at their places in the new one; carried: copies of
    their corrections, to be kept; left_behind: the numbers of those that cannot follow.
    """

    before: Before
    carried: tuple[Correction, ...]
    left_behind: tuple[int, ...]


NOTHING = Followed(Before(frozenset(), ()), (), ())
"""Where there is no earlier text, or nobody has corrected anything in one."""


@dataclass(frozen=True)
class _Moved:
    """A statement at its place in the new text, to which its paragraphs have moved.

    lost: fields that say what does not stand there as before. They have what was found in the new
    text instead, or nothing.
    """

    statement: Statement
    lost: tuple[str, ...]
    home: Stretch


def following(
    connection: Connection,
    article: Article,
    version: int,
    found: Sequence[Statement],
    own: Sequence[Reviewed] = (),
) -> Followed:
    """What people have corrected in earlier texts of an article, moved to its new one.

    What they have said of this text itself goes before what they said of another, and of several
    earlier texts the latest goes first.

    Args:
        connection: to read with.
        article: with the new text.
        version: the number of that.
        found: what was found in it.
        own: what people have reviewed in it already.
    """
    waiting = connection.execute(WAITING, {"article": article.id, "version": version}).all()
    by_text: dict[int, dict[str, list[Correction]]] = {}
    for row in waiting:
        plain = {str(name): value for name, value in row._mapping.items()}
        made = by_text.setdefault(row.text_key, {})
        made.setdefault(row.statement, []).append(msgspec.convert(plain, Correction))
    imported = (Reviewed(s, s, False, False) for s in found if s.corrected or is_added(s))
    known = (*own, *imported) if waiting else ()
    followed = NOTHING
    for key, made in by_text.items():
        one = _from_text(connection, key, made, article.text, found, known)
        known = (*known, *one.before.reviewed)
        followed = _joined(followed, one)
    carried = sorted(followed.carried, key=attrgetter("carried_from"))
    return replace(followed, carried=tuple(carried))


def _joined(some: Followed, more: Followed) -> Followed:
    return Followed(
        Before(some.before.ids | more.before.ids, some.before.reviewed + more.before.reviewed),
        some.carried + more.carried,
        some.left_behind + more.left_behind,
    )


def carry(
    connection: Connection, article: str, kept: Mapping[int, Statement], followed: Followed
) -> None:
    """Keep the corrections that have followed.

    Args:
        connection: to write with.
        article: the id of the article.
        kept: its statements by their keys; they have their actors already.
        followed: what `following` gave before these were kept.
    """
    keys = {one.id: key for key, one in kept.items()}
    rows = [
        {
            "statement": one.statement, "article": article, "field": one.field,
            "machine": _machine(connection, keys[one.statement], kept, one.field),
            "value": one.value, "who": one.who, "at": one.at, "why": one.why,
            "carried_from": one.carried_from,
        }
        for one in followed.carried
    ]  # fmt: skip
    if rows:
        connection.execute(insert(corrections), rows)


def _machine(connection: Connection, key: int, kept: Mapping[int, Statement], field: str) -> Any:
    if field not in CORRECTABLE:
        return None
    value = msgspec.to_builtins(getattr(kept[key], field))
    if field == "speaker" and value:
        value["actor"] = assigned_actor(connection, key)
    return value


def _from_text(
    connection: Connection,
    key: int,
    made: Mapping[str, Sequence[Correction]],
    new: str,
    found: Sequence[Statement],
    known: Sequence[Reviewed],
) -> Followed:
    """What follows from one earlier text, by its key and the corrections of its statements."""
    old = connection.execute(select(articles.c.text).where(articles.c.key == key)).scalar_one()
    texts = compare(old, new)
    moved_to = _moved_statements(connection, key, texts, {one.id: one for one in found})
    ids = frozenset(one.statement.id for one in moved_to.values())
    ever, now = ever_corrected(connection, ids), standing(connection, ids)
    kept, carried, left = list[Reviewed](), list[Correction](), list[int]()
    for id_, theirs in made.items():
        one = moved_to.get(id_)
        if one is None:
            left += (c.number for c in theirs)
        elif any(is_same(one.statement, other) for other in known):
            continue
        elif one.statement.id in ever:  # another article came to this text before
            if there := now.get(one.statement.id):
                kept.append(reviewed(one.statement, new, there))
        else:
            copies = _copies(one, theirs, texts)
            gone = {c.number for c in theirs} - {c.carried_from for c in copies}
            left += sorted(gone)
            carried += copies
            if copies:
                kept.append(reviewed(one.statement, new, copies))
    return Followed(Before(ids, tuple(kept)), tuple(carried), tuple(left))


def _copies(one: _Moved, theirs: Sequence[Correction], texts: Texts) -> list[Correction]:
    """The corrections of a statement that can follow it, as they are in the new text.

    Where the last of a field cannot, those that it has replaced do not come back. That it is right
    as it is shown can be said of the new text only where all of that is there.
    """
    can = [c for c in theirs if c.field == "add" or can_move(c.value, texts, one.home)]
    last = {c.field: c for c in theirs}
    fields = {field for field, c in last.items() if c in can}
    if fields != last.keys() or not fields.issuperset(one.lost):
        fields.discard("confirm")
    whole = msgspec.to_builtins(one.statement)
    return [
        replace(
            c,
            statement=one.statement.id,
            value=whole if c.field == "add" else moved(c.value, texts, one.home),
            carried_from=c.number,
        )
        for c in can
        if c.field in fields
    ]


def _moved_statements(
    connection: Connection, key: int, texts: Texts, found: Mapping[str, Statement]
) -> dict[str, _Moved]:
    """The statements of a text that stand in the new one, by their old ids."""
    query = select(statements.c.key).where(statements.c.article_key == key)
    old = extracted(connection, connection.scalars(query).all()).values()
    there = {s.id: one for s in old if (one := _moved(s, texts, found))}
    parents = {id_: one.statement.id for id_, one in there.items()}
    return {
        id_: replace(
            one,
            statement=msgspec.structs.replace(
                one.statement, parent=parents.get(one.statement.parent or "")
            ),
        )
        for id_, one in there.items()
    }


def _moved(old: Statement, texts: Texts, found: Mapping[str, Statement]) -> _Moved | None:
    parts = [part for part in (old.source, old.cue, old.content) if part]
    home = stretch(texts, [span for part in parts for span in part.spans])
    if home is None:
        return None
    plain = msgspec.to_builtins(old)
    words = {role: moved(plain[role], texts, home) for role in ROLES}
    places = ((part["spans"] if part else ()) for part in words.values())
    id_ = statement_id(texts.new, *places)
    again = msgspec.to_builtins(found[id_]) if id_ in found else {}
    fit = [f for f in JSON_FIELDS if can_move(plain[f], texts, home)]
    stays = {f: moved(plain[f], texts, home) for f in fit}
    lost = [f for f in JSON_FIELDS if f not in stays and _said(plain[f]) != _said(again.get(f))]
    other = {f: value for f, value in again.items() if f in JSON_FIELDS}
    fields = {f: value for f, value in plain.items() if f not in JSON_FIELDS}
    one = msgspec.convert({**fields, **words, **other, **stays, "id": id_}, Statement)
    return _Moved(one, tuple(lost), home)


def _said(value: Any) -> Any:
    """A value in the contract's JSON without what hangs on its place."""
    if isinstance(value, dict):
        return {name: _said(part) for name, part in value.items() if name not in UNSAID}
    return [_said(part) for part in value] if isinstance(value, list | tuple) else value
