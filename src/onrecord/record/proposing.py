"""Pairs of actors that are likely one, for people to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, func, select

from onrecord.record.assigning import COMPARED, profiles
from onrecord.record.evidence import OWN_PREFIX, Evidence, Profile, compare, is_full
from onrecord.record.judgements import View, history, view
from onrecord.record.naming import shown_names
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


def propose(connection: Connection) -> list[Proposal]:
    """The pairs of actors with the same name, those for which most speaks first.

    Those with a name of one word are a pair only in the same outlet; those that people have split,
    and two whom the directory tells apart, are none.
    """
    judged = view(connection)
    found: dict[tuple[str, str], Evidence] = {}
    split, unmerged = _judged_apart(connection, judged)
    keys = _of_shared_names(connection)
    for key, actors in profiles(connection, keys, judged).items():
        for pair, evidence in _pairs(key, actors):
            if pair not in found and frozenset(pair) not in split:
                undone = unmerged.get(frozenset(pair), ())
                found[pair] = Evidence(evidence.supporting, (*evidence.opposing, *undone))
    names = shown_names(connection, judged, {one for pair in found for one in pair})
    proposals = [
        Proposal(a, names[a], b, names[b], evidence.supporting, evidence.opposing)
        for (a, b), evidence in found.items()
    ]
    return sorted(proposals, key=lambda p: (-len(p.supporting), len(p.opposing), p.name, p.actor))


def _of_shared_names(connection: Connection) -> list[int]:
    """What was said last by each of several actors that have one name."""
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
        .cte("said")
    )
    shared = select(said.c.folded).group_by(said.c.folded)
    shared = shared.having(func.count(said.c.actor.distinct()) > 1)
    query = select(said.c.statement_key).where(said.c.rank <= COMPARED, said.c.folded.in_(shared))
    return list(connection.scalars(query))


def _pairs(
    key: str, actors: dict[str, list[Profile]]
) -> Iterator[tuple[tuple[str, str], Evidence]]:
    for (a, ours), (b, theirs) in combinations(actors.items(), 2):
        if not a.startswith(OWN_PREFIX) and not b.startswith(OWN_PREFIX):
            continue
        evidence = compare(ours, theirs)
        if not is_full(key) and not any(e.startswith("same outlet") for e in evidence.supporting):
            continue
        # the directory's actor first: a merge keeps the first one's name
        first, last = (
            (b, a) if a.startswith(OWN_PREFIX) and not b.startswith(OWN_PREFIX) else (a, b)
        )
        supporting = (f"same name: {ours[0].name}", *evidence.supporting)
        yield (first, last), Evidence(supporting, evidence.opposing)


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
