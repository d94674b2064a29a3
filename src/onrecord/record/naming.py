"""From a name, as people give it, to actors of the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import CTE, ColumnElement, Connection, Select, func, select, union

from onrecord.actors.directory import Directory, folded
from onrecord.errors import NotFoundError
from onrecord.record.columns import begins_with
from onrecord.record.evidence import name_key
from onrecord.record.judgements import View
from onrecord.record.queries import has_words
from onrecord.record.searching.stems import plain_words
from onrecord.record.tables import actors, appearances, facets

LISTED = 5
"""So many actors at most are named in a message."""


def actors_named(
    connection: Connection, judged: View, directory: Directory, name: str
) -> frozenset[str]:
    """The actors that have a name: in the articles, in the directory, or given by people."""
    names = _names_seen()
    alike = select(names.c.name).where(func.casefold(names.c.name) == func.casefold(name))
    folded_alike = appearances.c.folded == name_key(name)
    seen = union(_actors_seen(folded_alike), _actors_seen(appearances.c.name.in_(alike)))
    kept = _kept(connection, judged, func.casefold(actors.c.name) == func.casefold(name))
    listed = [actor.id for actor in directory.named(name)]
    given = [actor for actor, other in judged.names.items() if folded(other) == folded(name)]
    ids = {*connection.scalars(seen), *kept, *listed, *given}
    return _speaking(connection, {judged.root(i) for i in ids})


def actors_with(connection: Connection, judged: View, words: str) -> frozenset[str]:
    """The actors that have a name with some words in it: in the articles, or as they are shown."""
    names = _names_seen()
    alike = select(names.c.name).where(has_words(names.c.name, words))
    seen = _actors_seen(appearances.c.name.in_(alike))
    kept = _kept(connection, judged, has_words(actors.c.name, words))
    given = [a for a, name in judged.names.items() if words.casefold() in name.casefold()]
    ids = {*connection.scalars(seen), *kept, *given}
    return _speaking(connection, {judged.root(i) for i in ids})


def judged_names_with(connection: Connection, judged: View, words: Sequence[str]) -> frozenset[str]:
    """The actors of which a name that people gave, or of one merged into them, has some words.

    The last word may be the beginning of one.
    """
    judged_of = {*judged.names, *judged.roots, *judged.roots.values()}
    found = set()
    for one, name in shown_names(connection, judged, judged_of).items():
        theirs = plain_words(name)
        if {*words[:-1]} <= {*theirs} and any(w.startswith(words[-1]) for w in theirs):
            found.add(judged.root(one))
    return frozenset(found)


def find_actor(connection: Connection, judged: View, directory: Directory, given: str) -> str:
    """The one actor that an id, the beginning of one, or a name means, as it is shown now.

    Raises:
        NotFoundError: none, or several.
    """
    ids = select(actors.c.id)
    if connection.scalar(ids.where(actors.c.id == given)):
        return judged.root(given)
    found = actors_named(connection, judged, directory, given)
    if not found and given:
        begin = connection.scalars(ids.where(begins_with(actors.c.id, given)))
        found = _speaking(connection, {judged.root(i) for i in begin})
    if not found:
        near = actors_with(connection, judged, given) if given.strip() else ()
        hint = f"; perhaps {_listed(connection, judged, near)}" if near else ""
        raise NotFoundError(f"no actor has the name or id {given}{hint}")
    if len(found) > 1:
        raise NotFoundError(f"{given} may be {_listed(connection, judged, found)}; give an id")
    return min(found)


def shown_names(connection: Connection, judged: View, ids: Iterable[str]) -> dict[str, str]:
    """The names that actors are shown by."""
    query = select(actors.c.id, actors.c.name).where(actors.c.id.in_(ids))
    return {row.id: judged.names.get(row.id, row.name) for row in connection.execute(query)}


def _kept(connection: Connection, judged: View, where: ColumnElement[bool]) -> list[str]:
    """Actors by their own row; what was merged into another counts by the names it was seen by."""
    kept = connection.scalars(select(actors.c.id).where(where))
    return [one for one in kept if judged.root(one) == one]


def _speaking(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of actors that made a statement in a current article."""
    query = select(facets.c.actor).distinct().where(facets.c.actor.in_(ids))
    return frozenset(connection.scalars(query)) if ids else frozenset()


def _names_seen() -> CTE:
    """Each name that articles have, once: by leaps in the index, since most come very often."""
    first = select(func.min(appearances.c.name).label("name")).cte("names", recursive=True)
    following = select(func.min(appearances.c.name)).where(appearances.c.name > first.c.name)
    rest = select(following.scalar_subquery()).where(first.c.name.is_not(None))
    return first.union_all(rest)


def _actors_seen(where: ColumnElement[bool]) -> Select[str]:
    """The actors of today of appearances."""
    return (
        select(facets.c.actor)
        .distinct()
        .join_from(appearances, facets, facets.c.statement_key == appearances.c.statement_key)
        .where(where)
    )


def _listed(connection: Connection, judged: View, ids: Collection[str]) -> str:
    names = shown_names(connection, judged, ids)
    listed = [f"{names[one]} ({one})" for one in sorted(ids)[:LISTED]]
    more = f" or {len(ids) - LISTED} more" if len(ids) > LISTED else ""
    return ", ".join(listed) + more
