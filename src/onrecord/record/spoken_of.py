"""To whom and about whom an actor speaks: the addressees, and who is named in what it says.

A name counts where it can mean one actor only. One that stands for an actor by itself ("Ilse
Marrant", "NATO") does so everywhere, a surname ("Marrant") in an article where just one actor of
that name speaks. Descriptions and pronouns are passed over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, existing
from onrecord.extracting.names import Name, find_names
from onrecord.record.evidence import is_full, name_key
from onrecord.record.judgements import View
from onrecord.record.queries import Found, load
from onrecord.record.searching.query import Query
from onrecord.record.searching.search import statement_keys
from onrecord.record.tables import actors, appearances, facets, statements

LATEST = 500
"""Statements of an actor that are looked at, the latest published."""
NAMED_TYPES = frozenset({"person", "organisation", "government"})
"""A group or a document has no name of its own to be known by."""


@dataclass(frozen=True)
class Addressed:
    """Whom an actor speaks to: an actor's id, if it is known, the name, and how often."""

    actor: str | None
    name: str
    statements: int


@dataclass(frozen=True)
class NamedActor:
    """An actor that is named in so many statements of another; names: the ones that are used."""

    actor: str
    name: str
    type: str
    statements: int
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The search for these names, which may find more: others can be meant by them."""
        return " OR ".join(f'"{name}"' for name in self.names)


@dataclass(frozen=True)
class NamedOthers:
    """The actors that are named in the latest statements of one, and of how many statements."""

    actors: tuple[NamedActor, ...]
    looked_at: int


def addressed_by(
    connection: Connection, judged: View, directory: Directory, actor: str
) -> tuple[Addressed, ...]:
    """Whom an actor speaks to in its latest statements that are addressed, most often first."""
    query = Query(actor=actor, has=("addressee",))
    found = _latest(connection, query, judged, directory).values()
    counts = Counter(
        (one.actor, one.name or one.text) for each in found for one in each.statement.addressees
    )
    return tuple(Addressed(known, name, n) for (known, name), n in counts.most_common())


def named_by(connection: Connection, judged: View, directory: Directory, actor: str) -> NamedOthers:
    """Whom an actor names in its latest statements, those in most of them first."""
    found = _latest(connection, Query(actor=actor), judged, directory)
    names = {key: find_names(one.statement.content.text) for key, one in found.items()}
    meaning = _Meaning(connection, judged, directory, names)
    printed: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for key, one in found.items():
        meant = [(meaning.of(name, key, one.article.published), name) for name in names[key]]
        counts.update({other for other, _ in meant if other and other != actor})
        for other, name in meant:
            if other:
                printed[other].add(" ".join(name.tokens))
    known = _known(connection, judged, directory, counts)
    return NamedOthers(
        tuple(
            NamedActor(other, *known[other], count, tuple(sorted(printed[other])))
            for other, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if known[other][1] in NAMED_TYPES
        ),
        len(found),
    )


def _latest(
    connection: Connection, query: Query, judged: View, directory: Directory
) -> dict[int, Found]:
    keys = list(statement_keys(connection, query, judged, directory, limit=LATEST))
    return dict(zip(keys, load(connection, keys, judged), strict=True))


class _Meaning:
    """Which actor a name means, for the names of some statements."""

    def __init__(
        self,
        connection: Connection,
        judged: View,
        directory: Directory,
        names: Mapping[int, Sequence[Name]],
    ) -> None:
        keys = {_key(name) for theirs in names.values() for name in theirs}
        self._directory = directory
        self._judged = judged
        self._article = _articles_of(connection, [key for key, theirs in names.items() if theirs])
        self._here = _speaking_in(connection, judged, directory, set(self._article.values()))
        self._on_record = _on_record(connection, judged, keys - directory.places.keys())
        self._speaks = _speaking(connection, directory, keys)

    def of(self, name: Name, statement: int, on: date | None) -> str | None:
        """The actor that a name means in the statement of a key, if it can mean one only."""
        key = _key(name)
        here = self._here[self._article[statement]].get(key, frozenset())
        meant = here or self._on_record.get(key, frozenset()) | set(self._listed(name, key, on))
        return next(iter(meant)) if len(meant) == 1 else None

    def _listed(self, name: Name, key: str, on: date | None) -> Iterator[str]:
        """The actors that the directory knows by a name.

        A name of one word counts as it is spelled there, and not for a body of one country that is
        never heard on this record: parties far away have the letters of many things.
        """
        directory = self._directory
        ids = [*directory.names.get(key, ())]
        if key not in directory.places:  # "Moscow" may be the city, "Kremlin" may not
            ids += directory.metonyms.get(key, ())
        for actor in existing([directory.actors[one] for one in dict.fromkeys(ids)], on):
            if is_full(key) or (_is_spelled(actor, name) and self._is_near(actor)):
                yield self._judged.root(actor.id)

    def _is_near(self, actor: Actor) -> bool:
        return actor.type == "government" or not actor.country or actor.id in self._speaks


def _key(name: Name) -> str:
    return name_key(" ".join(name.tokens))


def _is_spelled(actor: Actor, name: Name) -> bool:
    forms = (actor.name, *actor.names, *actor.metonyms)
    return " ".join(name.tokens) in {form.removeprefix("the ") for form in forms}


def _articles_of(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    query = select(facets.c.statement_key, facets.c.article)
    rows = connection.execute(query.where(facets.c.statement_key.in_(keys)))
    return {row.statement_key: row.article for row in rows}


def _speaking_in(
    connection: Connection, judged: View, directory: Directory, article_keys: Collection[int]
) -> dict[int, dict[str, frozenset[str]]]:
    """For each article the actors that speak in it, by their names and persons' surnames.

    One that has the name of a place ("New York") is left out: most often the place is named.
    """
    query = (
        select(statements.c.article_key, facets.c.actor, appearances.c.folded, actors.c.type)
        .distinct()
        .join_from(statements, facets, facets.c.statement_key == statements.c.key)
        .join(appearances, appearances.c.statement_key == statements.c.key)
        .join(actors, actors.c.id == facets.c.actor)
        .where(statements.c.article_key.in_(article_keys))
    )
    found: dict[int, dict[str, frozenset[str]]] = {key: {} for key in article_keys}
    for row in connection.execute(query):
        if row.folded in directory.places and (row.type != "person" or is_full(row.folded)):
            continue
        theirs = found[row.article_key]
        given = judged.names.get(row.actor)
        for name in {row.folded, name_key(given)} if given else {row.folded}:
            for form in {name, name.rpartition(" ")[2]} if row.type == "person" else {name}:
                theirs[form] = theirs.get(form, frozenset()) | {row.actor}
    return found


def _on_record(
    connection: Connection, judged: View, keys: Collection[str]
) -> dict[str, frozenset[str]]:
    """The actors of the record by their names of several words."""
    query = (
        select(appearances.c.folded, appearances.c.actor_id)
        .distinct()
        .where(appearances.c.folded.in_([key for key in keys if is_full(key)]))
    )
    pairs = [(row.folded, judged.root(row.actor_id)) for row in connection.execute(query)]
    pairs += [(name_key(name), actor) for actor, name in judged.names.items() if is_full(name)]
    found: dict[str, frozenset[str]] = {}
    for name, actor in pairs:
        found[name] = found.get(name, frozenset()) | {actor}
    return found


def _speaking(connection: Connection, directory: Directory, keys: Iterable[str]) -> frozenset[str]:
    """The actors of the directory that have names of one word, and speak on the record."""
    ids = {
        one
        for key in keys
        if not is_full(key)
        for one in (*directory.names.get(key, ()), *directory.metonyms.get(key, ()))
    }
    return frozenset(connection.scalars(select(actors.c.id).where(actors.c.id.in_(ids))))


def _known(
    connection: Connection, judged: View, directory: Directory, ids: Collection[str]
) -> dict[str, tuple[str, str]]:
    """The names that actors are shown by, and their types."""
    listed = [one for one in map(directory.get, ids) if one]
    query = select(actors.c.id, actors.c.name, actors.c.type).where(actors.c.id.in_(ids))
    rows = connection.execute(query)
    return {one.id: (one.name, one.type) for one in listed} | {
        row.id: (judged.names.get(row.id, row.name), row.type) for row in rows
    }
