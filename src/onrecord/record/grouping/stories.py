"""Stories: articles that are copies of each other, cut, with another headline, lightly edited.

Two articles are copies if most of the shorter one's paragraphs stand in the longer one, and if
these are much of the longer one too, or what it begins with. So a round-up does not make one story
of all that it tells of. Quotations do not count: whoever was there has them. A story is all that
copies join, whichever came first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.article import paragraph_spans
from onrecord.record.grouping.joining import joined
from onrecord.record.grouping.minhash import minhashes
from onrecord.record.tables import articles, facets, paragraphs, statements, stories, wordings

SHORTEST = 8
"""Words that a paragraph must have to count, without quotations."""
RUN = 4
AGREEING = 2
"""How many of its MinHash values, made of RUN words each, a paragraph shares with its copy."""
ENOUGH = 20
"""Words that two copies have in common at least."""
MOST, MUCH = 1 / 2, 1 / 3
"""Shares of the words of the shorter and of the longer article that are in common."""
BEGINNING = 2
"""With so many of its paragraphs that count an article begins: one may be an outlet's own."""
PAGE = 500

WORD = re.compile(r"[^\W_]+")
QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)")
VALUES = ("first", "second", "third")


def place_articles(connection: Connection) -> Iterator[tuple[int, set[int]]]:
    """Give articles that are in no story theirs.

    Yields:
        For every so many articles the stories of several articles that one of them was added to.
    """
    _tell_facets(connection)
    unplaced = select(facets.c.article).where(facets.c.story.is_(None)).distinct()
    keys = sorted(connection.scalars(unplaced))
    for at in range(0, len(keys), PAGE):
        page = keys[at : at + PAGE]
        yield len(page), _place(connection, page)


def leave_stories(connection: Connection, article_keys: Collection[int]) -> None:
    """Take articles out of their stories; what is left of these is to be placed anew."""
    theirs = select(stories.c.story).where(stories.c.article_key.in_(article_keys))
    members = set(
        connection.scalars(select(stories.c.article_key).where(stories.c.story.in_(theirs)))
    )
    connection.execute(delete(paragraphs).where(paragraphs.c.article_key.in_(article_keys)))
    connection.execute(delete(stories).where(stories.c.article_key.in_(members)))
    others = facets.c.statement_key.in_(_statements_of(members.difference(article_keys)))
    connection.execute(update(facets).where(others).values(story=None))
    short = others & facets.c.statement_key.not_in(select(wordings.c.statement_key))
    connection.execute(update(facets).where(short).values(utterance=None, chain=None))


def _statements_of(article_keys: Collection[int]) -> Any:
    return select(statements.c.key).where(statements.c.article_key.in_(article_keys))


def _tell_facets(connection: Connection) -> None:
    """Bring the stories of articles to their statements."""
    story = select(stories.c.story).where(stories.c.article_key == facets.c.article)
    connection.execute(
        update(facets).where(facets.c.story.is_(None)).values(story=story.scalar_subquery())
    )


def _place(connection: Connection, keys: Sequence[int]) -> set[int]:
    known = select(paragraphs.c.article_key).where(paragraphs.c.article_key.in_(keys)).distinct()
    _keep_paragraphs(connection, set(keys).difference(connection.scalars(known)))
    copies = _copies(connection, keys)
    query = select(stories).where(stories.c.article_key.in_({b for _, b in copies}))
    before = {row.article_key: row.story for row in connection.execute(query)}
    found = joined([*zip(keys, keys, strict=True), *((a, before.get(b, b)) for a, b in copies)])
    connection.execute(insert(stories), [{"article_key": key, "story": found[key]} for key in keys])
    merged = {old: found[old] for old in before.values() if found[old] != old}
    for old, new in merged.items():
        _rename(connection, old, new)
    _tell_facets(connection)
    return {found[a] for a, _ in copies}


def _rename(connection: Connection, old: int, new: int) -> None:
    members = connection.scalars(select(stories.c.article_key).where(stories.c.story == old)).all()
    connection.execute(update(stories).where(stories.c.story == old).values(story=new))
    theirs = _statements_of(members)
    connection.execute(update(facets).where(facets.c.statement_key.in_(theirs)).values(story=new))


def _keep_paragraphs(connection: Connection, keys: Collection[int]) -> None:
    query = select(articles.c.key, articles.c.text).where(articles.c.key.in_(keys))
    found = [(row.key, *one) for row in connection.execute(query) for one in _counting(row.text)]
    hashes = minhashes([words for *_, words in found], run=RUN, count=len(VALUES))
    rows = [
        {
            "article_key": key, "position": position, "words": len(words),
            "begins": begins, **dict(zip(VALUES, values, strict=True)),
        }
        for (key, position, begins, words), values in zip(found, hashes, strict=True)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(paragraphs), rows)


def _counting(text: str) -> Iterator[tuple[int, bool, list[str]]]:
    """The paragraphs that count: number, whether the article begins with it, words."""
    before = 0
    for position, (start, end) in enumerate(paragraph_spans(text)):
        words = WORD.findall(QUOTATION.sub(" ", text[start:end]).casefold())
        if len(words) >= SHORTEST:
            yield position, before < BEGINNING, words
            before += 1


@dataclass
class _Side:
    """What an article has in common with another.

    words: of each paragraph, by its place; begins: whether the article begins with one of them.
    """

    words: dict[int, int] = field(default_factory=dict)
    begins: bool = False

    def add(self, row: Any) -> None:
        """Add a paragraph."""
        self.words[row.position] = row.words
        self.begins = self.begins or row.begins

    @property
    def total(self) -> int:
        return sum(self.words.values())


def _copies(connection: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of an article and a copy of it that is on the record."""
    sides: dict[tuple[int, int], tuple[_Side, _Side]] = {}
    for mine, theirs in _shared_paragraphs(connection, keys):
        pair = sides.setdefault((mine.article_key, theirs.article_key), (_Side(), _Side()))
        pair[0].add(mine)
        pair[1].add(theirs)
    lengths = _lengths(connection, set(chain.from_iterable(sides)))
    return [(a, b) for (a, b), both in sides.items() if _is_copy(*both, lengths[a], lengths[b])]


def _is_copy(one: _Side, other: _Side, length: int, other_length: int) -> bool:
    (shorter, short), (longer, long) = sorted(
        ((one, length), (other, other_length)), key=lambda pair: (pair[1], pair[0].total)
    )
    if shorter.total < max(ENOUGH, MOST * short):
        return False
    return longer.begins or longer.total >= MUCH * long


def _shared_paragraphs(connection: Connection, keys: Sequence[int]) -> Iterator[tuple[Any, Any]]:
    """Paragraphs of articles, each with one of another article that is nearly the same."""
    mine = connection.execute(select(paragraphs).where(paragraphs.c.article_key.in_(keys))).all()
    agreeing: Counter[tuple[Any, Any]] = Counter()
    for name in VALUES:
        having = defaultdict(list)
        for row in mine:
            having[getattr(row, name)].append(row)
        for other in _with_values(connection, name, having):
            agreeing.update(
                (row, other)
                for row in having[getattr(other, name)]
                if row.article_key != other.article_key
            )
    return (pair for pair, count in agreeing.items() if count >= AGREEING)


def _with_values(connection: Connection, name: str, values: Iterable[int]) -> Iterator[Any]:
    wanted = sorted(values)
    for at in range(0, len(wanted), PAGE):
        column = paragraphs.c[name]
        yield from connection.execute(select(paragraphs).where(column.in_(wanted[at : at + PAGE])))


def _lengths(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    query = (
        select(paragraphs.c.article_key, func.sum(paragraphs.c.words))
        .where(paragraphs.c.article_key.in_(keys))
        .group_by(paragraphs.c.article_key)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
