"""Utterances: statements that are the same words of the same speaker, said once and printed often.

A chain is statements each of which is like another, as far as MinHash finds them. It is cut into
utterances: the longest wording stands for one, and what joins it is like that, so that drift from
wording to wording glues nothing together. All hangs on what is on the record, and nothing on the
order in which it came.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from onrecord.record.evidence import OWN_PREFIX
from onrecord.record.grouping.joining import joined
from onrecord.record.grouping.likeness import Wording, is_alike, wording
from onrecord.record.grouping.minhash import minhashes
from onrecord.record.judgements import View, view
from onrecord.record.reviewing.corrections import corrected_contents
from onrecord.record.tables import (
    appearances,
    facets,
    statements,
    stories,
    wordings,
)

PAGE = 2_000
THEIRS = ((1, ("first", "second", "third")), (2, ("fourth",)))
"""MinHash values of one word and of two words each, with the speaker's last name."""
ANYBODYS = (3, ("fifth", "sixth"))
"""MinHash values of three words each, whoever speaks."""
VALUES = (*THEIRS[0][1], *THEIRS[1][1], *ANYBODYS[1])


@dataclass(frozen=True)
class Who:
    """A speaker: the actor's id, if that tells who it is, and the words of the name.

    Nobody in particular has neither. An id of the directory tells who it is, and who it is not; so
    does that of an actor that people have split. That of one that they have merged with others
    only tells that these are one: is_known is false. Other ids of the record tell nothing.
    """

    actor: str | None = None
    name: frozenset[str] = frozenset()
    is_known: bool = False

    def may_be(self, other: Who) -> bool:
        """Whether two may be one: by id, or since one has all names of the other, or none."""
        if self.actor and self.actor == other.actor:
            return True
        if self.is_known and other.is_known:
            return False
        return self.name <= other.name or other.name <= self.name

    @property
    def fullness(self) -> tuple[bool, bool, int]:
        """How much is known: the more, the greater."""
        return self.is_known, self.actor is not None, len(self.name)


@dataclass(frozen=True)
class Said:
    """A statement that is grouped; utterance and chain: as they were before."""

    key: int
    article: int
    story: int
    who: Who
    last_name: str | None
    content: str
    utterance: int | None
    chain: int | None

    @property
    def wording(self) -> Wording:
        """The content as it is compared."""
        return wording(self.content)

    @property
    def order(self) -> tuple[object, ...]:
        """The longest first; equal only where everything is that counts."""
        words = self.wording.words
        return -len(words), words, self.who.actor or "", sorted(self.who.name), self.content


def group_statements(connection: Connection, changed: Collection[int]) -> Iterator[int]:
    """Give statements that are in no utterance theirs.

    Args:
        connection: to write with.
        changed: stories of several articles that one was added to.

    Yields:
        How many more are done.
    """
    ungrouped = select(facets.c.statement_key).where(facets.c.utterance.is_(None))
    keys = sorted(connection.scalars(ungrouped))
    judged = view(connection)
    several = set(changed)
    for at in range(0, len(keys), PAGE):
        new = _load(connection, keys[at : at + PAGE], judged)
        _chain(connection, [one for one in new if one.wording.is_long], judged)
        several |= {one.story for one in new if not one.wording.is_long}
        yield len(new)
    alone = update(facets).where(facets.c.utterance.is_(None))
    connection.execute(alone.values(utterance=facets.c.statement_key))
    _group_short(connection, several, judged)


def leave_utterances(connection: Connection, keys: Collection[int]) -> None:
    """Take statements out of their utterances; what was chained to them is to be grouped anew."""
    connection.execute(delete(wordings).where(wordings.c.statement_key.in_(keys)))
    ungroup_statements(connection, keys)


def ungroup_statements(connection: Connection, keys: Collection[int]) -> None:
    """Have statements, and what was chained to them, grouped anew."""
    ordered = sorted(keys)
    for at in range(0, len(ordered), PAGE):
        theirs = facets.c.statement_key.in_(ordered[at : at + PAGE])
        chains = select(facets.c.chain).where(theirs, facets.c.chain.is_not(None))
        chained = facets.c.chain.in_(set(connection.scalars(chains)))
        connection.execute(update(facets).where(chained).values(utterance=None, chain=None))
        connection.execute(update(facets).where(theirs).values(utterance=None))


def _load(connection: Connection, keys: Iterable[int], judged: View) -> list[Said]:
    ordered = sorted(keys)
    pages = (ordered[at : at + PAGE] for at in range(0, len(ordered), PAGE))
    wanted = (facets.c.statement_key.in_(page) for page in pages)
    return [one for where in wanted for one in _where(connection, where, judged)]


def _where(connection: Connection, where: ColumnElement[bool], judged: View) -> list[Said]:
    query = (
        select(
            facets.c.statement_key, facets.c.article, facets.c.story, facets.c.utterance,
            facets.c.chain, statements.c.id, statements.c.content, appearances.c.actor_id,
            appearances.c.folded,
        )
        .join_from(facets, statements)
        .outerjoin(appearances, appearances.c.statement_key == facets.c.statement_key)
        .where(where)
        .order_by(facets.c.statement_key)
    )  # fmt: skip
    rows = connection.execute(query).all()
    contents = corrected_contents(connection, sorted({row.id for row in rows}))
    return [_said(row, contents, judged) for row in rows]


def _said(row: Sequence[Any], contents: Mapping[str, str], judged: View) -> Said:
    key, article, story, utterance, chained, id_, content, actor, folded = row
    name = folded.split() if folded else []
    shown = judged.actor_of(key, actor) if actor else None
    return Said(
        key, article, story, _who(shown, name, judged), name[-1] if name else None,
        contents.get(id_, content), utterance, chained,
    )  # fmt: skip


def _who(shown: str | None, name: Iterable[str], judged: View) -> Who:
    if shown is None:
        return Who(None, frozenset(name))
    _, is_merged, is_split = judged.status(shown)
    is_known = is_split or not shown.startswith(OWN_PREFIX)
    return Who(shown if is_known or is_merged else None, frozenset(name), is_known)


def _chain(connection: Connection, new: Sequence[Said], judged: View) -> None:
    """Join statements with those on the record that they are like, and group what they join."""
    _keep_wordings(connection, new)
    pairs = list(_alike(connection, new, judged))
    found = joined((a.chain or a.key, b.chain or b.key) for a, b in pairs)
    members = {one.key: one for pair in pairs for one in pair}
    before = {one.chain for one in members.values() if one.chain}
    if before:
        members |= {one.key: one for one in _where(connection, facets.c.chain.in_(before), judged)}
    chains = defaultdict(list)
    for one in members.values():
        chains[found[one.chain or one.key]].append(one)
    _keep(connection, [(theirs, cut(theirs)) for theirs in chains.values()])


def _keep_wordings(connection: Connection, new: Sequence[Said]) -> None:
    known = select(wordings.c.statement_key).where(
        wordings.c.statement_key.in_([one.key for one in new])
    )
    kept = set(connection.scalars(known))
    wanted = [one for one in new if one.key not in kept]
    units = [one.wording.units for one in wanted]
    rows: list[dict[str, int | None]] = [{"statement_key": one.key} for one in wanted]
    for run, names in (*THEIRS, ANYBODYS):
        hashes = minhashes(units, run=run, count=len(names))
        for row, one, values in zip(rows, wanted, hashes, strict=True):
            theirs = values if run == ANYBODYS[0] else _with_name(values, one.last_name)
            row |= dict(zip(names, theirs, strict=True))
    if rows:
        connection.execute(insert(wordings), rows)


def _with_name(values: Sequence[int], name: str | None) -> Sequence[int | None]:
    if name is None:
        return [None] * len(values)
    return [value ^ zlib.crc32(name.encode("utf-8", "surrogatepass")) for value in values]


def _alike(
    connection: Connection, new: Sequence[Said], judged: View
) -> Iterator[tuple[Said, Said]]:
    """Statements, each with one that is like it."""
    keys = [one.key for one in new]
    mine = connection.execute(select(wordings).where(wordings.c.statement_key.in_(keys))).all()
    pairs = set()
    for name in VALUES:
        having = defaultdict(list)
        for row in mine:
            having[getattr(row, name)].append(row.statement_key)
        column = wordings.c[name]
        query = select(column, wordings.c.statement_key).where(column.in_(having.keys() - {None}))
        pairs |= {
            (min(a, b), max(a, b)) for value, b in connection.execute(query) for a in having[value]
        }
    known = {one.key: one for one in new}
    others = set(chain.from_iterable(pairs)) - known.keys()
    known |= {one.key: one for one in _load(connection, others, judged)}
    for a, b in sorted(pairs):
        if a != b and are_one(known[a], known[b]):
            yield known[a], known[b]


def are_one(one: Said, other: Said) -> bool:
    """Whether two statements may be one utterance."""
    return one.who.may_be(other.who) and is_alike(one.wording, other.wording)


def cut(chained: Iterable[Said]) -> dict[int, int]:
    """The utterance of each statement of a chain: the key of its first statement."""
    leads: list[tuple[Who, Wording, list[int]]] = []
    for one in sorted(chained, key=lambda said: said.order):
        for place, (who, words, keys) in enumerate(leads):
            if who.may_be(one.who) and is_alike(words, one.wording):
                keys.append(one.key)
                leads[place] = (max(who, one.who, key=lambda w: w.fullness), words, keys)
                break
        else:
            leads.append((one.who, one.wording, [one.key]))
    return {key: min(keys) for *_, keys in leads for key in keys}


def _group_short(connection: Connection, changed: Collection[int], judged: View) -> None:
    """Join short statements that are the same words in articles of one story."""
    copied = (
        select(stories.c.story)
        .where(stories.c.story.in_(changed))
        .group_by(stories.c.story)
        .having(func.count() > 1)
    )
    members = select(stories.c.article_key).where(stories.c.story.in_(copied))
    theirs = select(statements.c.key).where(statements.c.article_key.in_(members))
    is_short = facets.c.statement_key.not_in(select(wordings.c.statement_key))
    found = _where(connection, facets.c.statement_key.in_(theirs) & is_short, judged)
    same: dict[object, list[Said]] = defaultdict(list)
    for one in found:
        same[one.story, one.wording.words or one.content].append(one)
    printed = [several for several in same.values() if len({one.article for one in several}) > 1]
    _keep(connection, [(several, cut(several)) for several in printed])


def _keep(
    connection: Connection, chains: Iterable[tuple[Sequence[Said], Mapping[int, int]]]
) -> None:
    """Keep chains, each with the utterances of its statements, where they are not as before."""
    rows = [
        {"one": one.key, "utterance": found[one.key], "chain": min(found)}
        for chained, found in chains
        for one in chained
        if (one.utterance, one.chain) != (found[one.key], min(found))
    ]
    if rows:
        changing = update(facets).where(facets.c.statement_key == bindparam("one"))
        connection.execute(changing, rows)
