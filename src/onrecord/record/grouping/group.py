"""Same story, same quote: what keeps the groups of articles and statements up to date.

What is to be grouped has no story, or no utterance, in `facets`; so a run that was interrupted goes
on with the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Connection, delete, func, select, update

from onrecord.record.grouping.stories import leave_stories, place_articles
from onrecord.record.grouping.utterances import (
    group_statements,
    leave_utterances,
    ungroup_statements,
)
from onrecord.record.tables import articles, facets, paragraphs, stories, wordings

Progress = Callable[[int, int], None]


def group(connection: Connection, progress: Progress | None = None) -> None:
    """Group what is to be grouped: once in a transaction, after all else.

    Args:
        connection: to write with.
        progress: called now and then with how many articles and statements are done.
    """
    done = [0, 0]

    def report(articles: int = 0, statements: int = 0) -> None:
        done[0] += articles
        done[1] += statements
        if progress:
            progress(*done)

    changed: set[int] = set()
    for page, theirs in place_articles(connection):
        changed |= theirs
        report(articles=page)
    for page in group_statements(connection, changed):
        report(statements=page)


def leave(connection: Connection, keys: Collection[int]) -> None:
    """Take statements out of their utterances, before they leave the index."""
    leave_utterances(connection, keys)


def ungroup(connection: Connection, keys: Collection[int]) -> None:
    """Have statements grouped anew whose speakers people have judged to be others."""
    ungroup_statements(connection, keys)


def leave_article(connection: Connection, article_id: str) -> None:
    """Take an article out of its story, before its statements leave the index."""
    placed = select(stories.c.article_key).join(articles).where(articles.c.id == article_id)
    if keys := connection.scalars(placed).all():
        leave_stories(connection, keys)


def regroup(connection: Connection, progress: Progress | None = None) -> tuple[int, int]:
    """Group everything anew, and tell how many stories and utterances there are."""
    for table in (paragraphs, stories, wordings):
        connection.execute(delete(table))
    connection.execute(update(facets).values(story=None, utterance=None, chain=None))
    group(connection, progress)
    kinds = (func.count(facets.c.story.distinct()), func.count(facets.c.utterance.distinct()))
    stories_, utterances = connection.execute(select(*kinds)).one()
    return stories_, utterances
