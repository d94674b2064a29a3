"""Pairs of actors that are likely one, for people to judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import CTE, Connection, func, select, true

from onrecord.record.assigning import COMPARED, profiles
from onrecord.record.evidence import OWN_PREFIX, Evidence, Profile, compare, is_full
from onrecord.record.judgements import View, history, view
from onrecord.record.naming import shown_names
from onrecord.record.spellings import spelt_alike
from onrecord.record.tables import appearances, facets


@dataclass(frozen=True)
class Proposal:
    """Two actors that may be one: ids, names, and what speaks for it and against it."""

    actor: str
    name: str
    other: str
    other_name: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]


def propose(connection: Connection, actor: str | None = None) -> list[Proposal]:
    """The pairs of actors with the same name, those for which most speaks first.

    Those with a name of one word are a pair only in the same outlet, and those whose names are
    spelt in two ways only if more speaks for it; those that people have split, and two whom the
    directory tells apart, are none.

    Args:
        connection: to read with.
        actor: the id of one that is shown; only pairs with it are looked for.
    """
    judged = view(connection)
    wanted = None if actor is None else _names_of(connection, actor)
    found: dict[tuple[str, str], Evidence] = {}
    split, unmerged = _judged_apart(connection, judged)
    for pair, evidence in (
        *_of_one_name(connection, judged, wanted),
        *_spelt_alike(connection, judged, wanted),
    ):
        if actor is not None and actor not in pair:
            continue
        if pair not in found and frozenset(pair) not in split:
            undone = unmerged.get(frozenset(pair), ())
            found[pair] = Evidence(evidence.supporting, (*evidence.opposing, *undone))
    names = shown_names(connection, judged, {one for pair in found for one in pair})
    proposals = [
        Proposal(a, names[a], b, names[b], evidence.supporting, evidence.opposing)
        for (a, b), evidence in found.items()
    ]
    return sorted(proposals, key=lambda p: (-len(p.supporting), len(p.opposing), p.name, p.actor))


Pair = tuple[tuple[str, str], Evidence]
"""The ids of two actors, and what speaks for them being one and against it."""


def _names_of(connection: Connection, actor: str) -> frozenset[str]:
    """The folded names that an actor has in the current articles."""
    seen = select(appearances.c.folded).join(
        facets, facets.c.statement_key == appearances.c.statement_key
    )
    return frozenset(connection.scalars(seen.where(facets.c.actor == actor)))


def _of_one_name(
    connection: Connection, judged: View, wanted: Collection[str] | None
) -> Iterator[Pair]:
    """Pairs with one name: any, or one of those that are wanted."""
    last = _said_last(wanted)
    shared = select(last.c.folded).group_by(last.c.folded)
    shared = shared.having(func.count(last.c.actor.distinct()) > 1)
    keys = connection.scalars(select(last.c.statement_key).where(last.c.folded.in_(shared))).all()
    for key, actors in profiles(connection, keys, judged).items():
        for one, other in combinations(actors.items(), 2):
            for pair, evidence in _pair(one, other):
                enough = any(e.startswith("same outlet") for e in evidence.supporting)
                if is_full(key) or enough:
                    name = f"same name: {one[1][0].name}"
                    yield pair, Evidence((name, *evidence.supporting), evidence.opposing)


def _spelt_alike(
    connection: Connection, judged: View, wanted: Collection[str] | None
) -> Iterator[Pair]:
    """Pairs whose names are spelt alike: any, or where one of them is wanted."""
    if wanted is not None and not any(map(is_full, wanted)):
        return
    names = connection.scalars(select(appearances.c.folded).distinct())
    alike = [
        pair
        for pair in spelt_alike(filter(is_full, names))
        if wanted is None or not set(pair).isdisjoint(wanted)
    ]
    last = _said_last({name for pair in alike for name in pair})
    keys = connection.scalars(select(last.c.statement_key)).all()
    told = profiles(connection, keys, judged)
    for one, other in alike:
        both = told.get(one, {}).items(), told.get(other, {}).items()
        for ours, theirs in product(*both):
            for pair, evidence in _pair(ours, theirs):
                if evidence.supporting:
                    name = f"names spelt alike: {ours[1][0].name}, {theirs[1][0].name}"
                    yield pair, Evidence((name, *evidence.supporting), evidence.opposing)


def _said_last(names: Collection[str] | None) -> CTE:
    """What was said last by each of the actors of each name, or of each of these."""
    said = (
        select(
            appearances.c.statement_key,
            appearances.c.folded,
            facets.c.actor,
            func.row_number()
            .over(
                partition_by=(appearances.c.folded, facets.c.actor),
                order_by=appearances.c.statement_key.desc(),
            )
            .label("rank"),
        )
        .join(facets, facets.c.statement_key == appearances.c.statement_key)
        .where(appearances.c.folded.in_(names) if names is not None else true())
        .cte("said")
    )
    return select(said).where(said.c.rank <= COMPARED).cte("said_last")


def _pair(ours: tuple[str, list[Profile]], theirs: tuple[str, list[Profile]]) -> Iterator[Pair]:
    (a, our_profiles), (b, their_profiles) = ours, theirs
    if a == b or not (a.startswith(OWN_PREFIX) or b.startswith(OWN_PREFIX)):
        return
    # the directory's actor first: a merge keeps the first one's name
    swapped = a.startswith(OWN_PREFIX) and not b.startswith(OWN_PREFIX)
    yield ((b, a) if swapped else (a, b)), compare(our_profiles, their_profiles)


def _judged_apart(
    connection: Connection, judged: View
) -> tuple[set[frozenset[str]], dict[frozenset[str], tuple[str, ...]]]:
    """Pairs that a split has parted, and pairs whose merge was undone, with words for that."""
    split: set[frozenset[str]] = set()
    unmerged: dict[frozenset[str], tuple[str, ...]] = {}
    for j in history(connection):
        pair = frozenset(judged.root(one) for one in (j.actor, j.other) if one)
        if j.kind == "split" and j.undone_at is None:
            split.add(pair)
        elif j.kind == "merge" and j.undone_at is not None:
            unmerged[pair] = (f"{j.undone_by} undid a merge of them (judgement {j.number})",)
    return split, unmerged
