"""Red lines of a record, each with how many of the articles that tell of it are independent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from onrecord.positions.redlines import RedLine, red_lines
from onrecord.record.grouping.sources import Pair, independent
from onrecord.record.judgements import View
from onrecord.record.queries import load
from onrecord.record.tables import articles, stories

PAGE = 500


def load_red_lines(connection: Connection, keys: Sequence[int], judged: View) -> list[RedLine]:
    """The lines that statements draw, the latest said first.

    Args:
        connection, judged: of the record, as they are now.
        keys: of statements of current articles, in any order.
    """
    pages = (load(connection, keys[at : at + PAGE], judged) for at in range(0, len(keys), PAGE))
    lines = red_lines((one.article, one.statement) for page in pages for one in page)
    told = {said.article.id for line in lines for said in line.times}
    story = _stories(connection, sorted(told))
    return [replace(line, sources=independent(_pairs(line, story))) for line in lines]


def _pairs(line: RedLine, story: Mapping[str, int]) -> Iterator[Pair]:
    for said in line.times:
        yield story[said.article.id], said.article.outlet


def _stories(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The stories of current articles, by the articles' ids."""
    found: dict[str, int] = {}
    for at in range(0, len(ids), PAGE):
        query = (
            select(articles.c.id, stories.c.story)
            .join_from(articles, stories)
            .where(articles.c.current, articles.c.id.in_(ids[at : at + PAGE]))
        )
        found |= {row.id: row.story for row in connection.execute(query)}
    return found
