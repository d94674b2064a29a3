"""Whose each statement is: the machine's assignment of statements to actors.

An actor of the directory keeps its id. A speaker that no directory knows is an actor of the record,
one in several articles only where more than the name speaks for it; see `evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, bindparam, insert, select

from onrecord.actors.directory import ARTICLE, Directory, shipped_directory
from onrecord.article import Article
from onrecord.record.evidence import (
    JOINED_TYPES,
    OWN_PREFIX,
    Profile,
    compare,
    is_full,
    mark,
    name_key,
    own_id,
)
from onrecord.record.judgements import View, now, view
from onrecord.record.tables import (
    actors,
    appearances,
    articles,
    replaced_appearances,
    statements,
)
from onrecord.statement import Statement

UNNAMED = "unnamed"
"""How a speaker was found that is nobody in particular, and no actor."""
COMPARED = 30
"""An actor is compared by so many of its statements, those added last."""


PAGE = 5000
"""Keys that one query names."""


def as_the_machine_has_it() -> ColumnElement[bool]:
    """Whether nobody has corrected the speaker, so that the article's words are of the actor."""
    return appearances.c.statement_key.not_in(select(replaced_appearances.c.statement_key))


# asked for each article, so they are made once: that takes as long as to run them
LATEST = (
    select(appearances.c.statement_key)
    .join(statements, appearances.c.statement_key == statements.c.key)
    .join(articles, statements.c.article_key == articles.c.key)
    .where(appearances.c.actor_id == bindparam("actor"))
    .where(articles.c.current, articles.c.id != bindparam("besides"))
    .where(as_the_machine_has_it())
    .order_by(appearances.c.statement_key.desc())
    .limit(COMPARED)
)
SPEAKING = (
    select(
        statements.c.key,
        appearances.c.folded,
        appearances.c.actor_id,
        articles.c.key.label("article_key"),
        articles.c.outlet,
        statements.c.speaker,
    )
    .select_from(appearances)
    .join(statements, appearances.c.statement_key == statements.c.key)
    .join(articles, statements.c.article_key == articles.c.key)
    .where(appearances.c.statement_key.in_(bindparam("keys", expanding=True)))
    .where(articles.c.current, as_the_machine_has_it())
    .order_by(statements.c.key)
)
COMPANY = (
    select(statements.c.article_key, appearances.c.actor_id, appearances.c.folded)
    .join(statements, appearances.c.statement_key == statements.c.key)
    .where(statements.c.article_key.in_(bindparam("keys", expanding=True)))
    .distinct()
)
NAMED = (
    select(appearances.c.folded, appearances.c.actor_id)
    .where(appearances.c.folded.in_(bindparam("names", expanding=True)))
    .where(appearances.c.actor_id.startswith(OWN_PREFIX))
    .distinct()
)
KNOWN = select(actors.c.id, actors.c.name).where(actors.c.id.in_(bindparam("ids", expanding=True)))


class _Facts(Protocol):
    """What is asked of an article, as it is read or as it is kept."""

    @property
    def id(self) -> str: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def text(self) -> str: ...


class _Named(NamedTuple):
    """A statement's key, and its speaker with the folded name."""

    key: int
    name: str
    speaker: Mapping[str, Any]


def assigned(connection: Connection, article_id: str) -> dict[str, str]:
    """The actors of the record in an article, in any version of it, by their folded names."""
    query = (
        select(appearances.c.folded, appearances.c.actor_id)
        .join(statements, appearances.c.statement_key == statements.c.key)
        .join(articles, statements.c.article_key == articles.c.key)
        .where(articles.c.id == article_id, appearances.c.actor_id.startswith(OWN_PREFIX))
        .order_by(articles.c.version)
    )
    return {row.folded: row.actor_id for row in connection.execute(query)}


def assign(
    connection: Connection,
    article_key: int,
    directory: Directory | None,
    before: Mapping[str, str],
) -> None:
    """Give each statement of an article that somebody in particular made its actor.

    Args:
        connection: to write with; the article's statements are kept already, without actors.
        article_key: of the article's version.
        directory: gives the names of actors by their ids; None is the one that is shipped.
        before: what `assigned` gave before the article was read anew: a name stays whose it was.
    """
    how = statements.c.speaker["how"].as_string()
    query = (
        select(statements.c.key, statements.c.speaker)
        .where(statements.c.article_key == article_key, how.is_not(None))
        .order_by(statements.c.position)
    )
    said = {row.key: row.speaker for row in connection.execute(query)}
    if said:
        wanted = select(articles.c.id, articles.c.outlet, articles.c.text)
        article = connection.execute(wanted.where(articles.c.key == article_key)).one()
        _assign(connection, article, said, directory, before)


def assign_new(
    connection: Connection,
    article: Article,
    found: Mapping[int, Statement],
    directory: Directory | None,
    before: Mapping[str, str],
) -> dict[int, dict[str, str]]:
    """Do the same for statements that are just kept, by their keys, without reading them back.

    Returns:
        The actors by the keys of their statements, as `queries.actors_of` gives them.
    """
    said = {key: msgspec.to_builtins(one.speaker) for key, one in found.items() if one.speaker}
    return _assign(connection, article, said, directory, before)


def _assign(
    connection: Connection,
    article: _Facts,
    said: Mapping[int, Mapping[str, Any]],
    directory: Directory | None,
    before: Mapping[str, str],
) -> dict[int, dict[str, str]]:
    """Give statements their actors, by the speakers of all that have one, in their order."""
    named = [_Named(key, name_key(one["name"]), one) for key, one in said.items()]
    named = [one for one in named if one.name and one.speaker["how"] != UNNAMED]
    if not named:
        return {}
    profiles = _profiles_of(named, article.outlet)
    unknown = {one.name for one in named if one.speaker["actor"] is None}
    ids = dict(before) | _joined(
        connection, article.id, {key: profiles[key] for key in unknown - before.keys()}
    )
    added: dict[str, tuple[str, str]] = {}
    rows: list[dict[str, Any]] = []
    for key, name, speaker in named:
        actor_id = speaker["actor"] or ids.get(name) or own_id(name, article.id)
        added.setdefault(actor_id, (speaker["type"], speaker["name"]))
        rows.append(
            {
                "statement_key": key, "actor_id": actor_id, "folded": name,
                "name": name_as_seen(article.text, speaker), "spans": speaker.get("spans", []),
            }
        )  # fmt: skip
    names = _keep_actors(connection, added, directory)
    connection.execute(insert(appearances), rows)
    actor_of = {row["statement_key"]: row["actor_id"] for row in rows}
    return {key: {"actor": one, "name": names[one]} for key, one in actor_of.items()}


def assign_all(connection: Connection, directory: Directory | None) -> None:
    """Give the statements of a record that was kept without actors theirs."""
    query = select(articles.c.key, articles.c.id).order_by(articles.c.key)
    for article in connection.execute(query).all():
        assign(connection, article.key, directory, assigned(connection, article.id))


def name_as_seen(text: str, speaker: Mapping[str, Any]) -> str:
    """The name that the article has for a speaker, or else the speaker's name."""
    if speaker.get("spans"):
        start, end = speaker["spans"][0]
        seen = " ".join(text[start:end].split())
        if any(c.isupper() or c.isdigit() for c in ARTICLE.sub("", seen)):
            return seen
    return str(speaker["name"])


def profiles(
    connection: Connection, keys: Iterable[int], judged: View
) -> dict[str, dict[str, list[Profile]]]:
    """What the current articles say of those who speak in them.

    Args:
        connection: to read with.
        keys: of the statements that are looked at.
        judged: tells whose they are.

    Returns:
        Profiles, one an article, by the actor's folded name there, then by the actor.
    """
    rows = _with(connection, SPEAKING, sorted(keys))
    company = _company(connection, {row.article_key for row in rows})
    seen: dict[tuple[str, str, int], list[Any]] = {}
    for row in rows:
        owner = judged.actor_of(row.key, row.actor_id)
        seen.setdefault((row.folded, owner, row.article_key), []).append(row)
    found: dict[str, dict[str, list[Profile]]] = {}
    for (key, owner, article_key), theirs in seen.items():
        others = company[article_key] - {mark(row.actor_id, key) for row in theirs}
        profile = _profile([row.speaker for row in theirs], theirs[0].outlet, others)
        found.setdefault(key, {}).setdefault(owner, []).append(profile)
    return found


def _keep_actors(
    connection: Connection, wanted: Mapping[str, tuple[str, str]], directory: Directory | None
) -> dict[str, str]:
    """Keep the actors that are not kept yet, from their ids, and the types and names as read.

    Gives the names of all, as they are kept.
    """
    names = {row.id: row.name for row in connection.execute(KNOWN, {"ids": list(wanted)})}
    rows = []
    for actor_id, as_read in wanted.items():
        if actor_id in names:
            continue
        listed = None
        if not actor_id.startswith(OWN_PREFIX):
            listed = (directory or shipped_directory()).get(actor_id)
        facts = (listed.type, listed.name) if listed else as_read
        rows.append({"id": actor_id, "type": facts[0], "name": facts[1], "added_at": now()})
    if rows:
        connection.execute(insert(actors), rows)
    return names | {row["id"]: row["name"] for row in rows}


def latest_statements(connection: Connection, actor_id: str, besides: str = "") -> list[int]:
    """The keys of what an actor of the machine's said last in current articles, besides one."""
    return list(connection.scalars(LATEST, {"actor": actor_id, "besides": besides}))


def _profiles_of(named: Iterable[_Named], outlet: str | None) -> dict[str, Profile]:
    """Profiles of the speakers of one article, by their folded names."""
    speakers: dict[str, list[Mapping[str, Any]]] = {}
    for one in named:
        speakers.setdefault(one.name, []).append(one.speaker)
    marks = {key: mark(said[0]["actor"] or OWN_PREFIX, key) for key, said in speakers.items()}
    return {
        key: _profile(said, outlet, {m for m in marks.values() if m and m != marks[key]})
        for key, said in speakers.items()
    }


def _profile(
    said: Sequence[Mapping[str, Any]], outlet: str | None, company: Iterable[str | None]
) -> Profile:
    described = [s["description"]["text"] for s in said if s.get("description")]
    name, kind = said[0]["name"], said[0]["type"]
    others = frozenset(one for one in company if one)
    return Profile(name, kind, outlet, tuple(dict.fromkeys(described)), others)


def _company(connection: Connection, article_keys: Iterable[int]) -> dict[int, set[str | None]]:
    company: dict[int, set[str | None]] = {}
    for row in _with(connection, COMPANY, sorted(article_keys)):
        company.setdefault(row.article_key, set()).add(mark(row.actor_id, row.folded))
    return company


def _with(connection: Connection, query: Select[Any], keys: Sequence[int]) -> list[Any]:
    """The rows of a query for `keys`, more than one query may name."""
    parts = (keys[at : at + PAGE] for at in range(0, len(keys), PAGE))
    return [row for part in parts for row in connection.execute(query, {"keys": part})]


def _joined(
    connection: Connection, article_id: str, wanted: Mapping[str, Profile]
) -> dict[str, str]:
    """The actors of other articles that names of this one are, as far as evidence tells.

    Of several, the one for which most speaks, then the one seen first. Where as much speaks for
    one that people have split off, the name stays apart: only people join something to that.
    """
    open_names = {k: p for k, p in wanted.items() if is_full(k) and p.type in JOINED_TYPES}
    if not open_names:
        return {}
    pairs = connection.execute(NAMED, {"names": list(open_names)}).all()
    if not pairs:
        return {}
    elsewhere = {
        key for row in pairs for key in latest_statements(connection, row.actor_id, article_id)
    }
    judged = replace(view(connection), roots={})
    joined = {}
    for key, candidates in profiles(connection, elsewhere, judged).items():
        ours = open_names[key]
        support = {
            candidate: len(compare([ours], theirs).supporting)
            for candidate, theirs in candidates.items()
            if any(p.type == ours.type for p in theirs)
        }
        best = max(support, key=lambda one: support[one], default=None)
        apart = max((n for one, n in support.items() if one in judged.split_off), default=0)
        if best and support[best] > apart:
            joined[key] = best
    return joined
