"""Articles on their way into the record: sorted out, extracted, kept in batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress, islice

from sqlalchemy import Connection

from onrecord.actors.directory import Directory
from onrecord.article import Article
from onrecord.extracting import EXTRACTOR
from onrecord.record.database import Opening
from onrecord.record.grouping.group import group
from onrecord.record.reviewing.corrections import is_added
from onrecord.record.writing import Added, is_known, keep_counted, keep_known, keep_more
from onrecord.statement import Statement

BATCH = 32
"""Articles in one transaction."""

Read = tuple[Article, list[Statement]]


@dataclass(frozen=True)
class Intake:
    """Where articles are kept: what opens a connection to read and one to write, the directory of
    actors (None for the shipped one), and what is told of each batch.
    """

    reading: Opening
    writing: Opening
    directory: Directory | None
    progress: Callable[[Added], None] | None

    def tell(self, added: Added) -> None:
        """Tell what is kept so far."""
        if self.progress:
            self.progress(added)


def take_in(
    articles: Iterable[Article],
    extract: Callable[[Iterable[Article]], Iterator[Read]],
    to: Intake,
) -> Added:
    """Keep articles with their statements; see `Record.add`.

    Args:
        articles: in the order in which they are kept.
        extract: finds the statements of those that are not known.
        to: where they are kept.
    """
    added = Added()
    underway: Counter[str] = Counter()

    def unknown() -> Iterator[Article]:
        nonlocal added
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            new, added = _sorted_out(batch, added, underway, to)
            yield from new

    extracted = extract(unknown())  # while a batch is written the encoder reads the next
    while batch := list(islice(extracted, BATCH)):
        with to.writing() as connection:
            for article, found in batch:
                added = _keep(connection, article, found, added, set(), to)
            group(connection)
        underway -= Counter(article.id for article, _ in batch)
        to.tell(added)
    return added


def take_in_extracted(found: Iterable[Read], to: Intake) -> Added:
    """Keep articles with statements that were extracted before; see `Record.add_extracted`."""
    added = Added()
    waiting = iter(found)
    kept: tuple[date | None, set[str]] = None, set()
    while batch := list(islice(waiting, BATCH)):
        with to.writing() as connection:
            for article, theirs in batch:
                if article.published != kept[0]:
                    kept = article.published, set()
                added = _keep(connection, article, theirs, added, kept[1], to)
            group(connection)
        to.tell(added)
    return added


def _sorted_out(
    batch: list[Article], added: Added, underway: Counter[str], to: Intake
) -> tuple[list[Article], Added]:
    """The articles that are to be extracted; of the others what is known is kept.

    What is known of an article another text of which is still underway shows when that is
    written: the ids of all that are to be extracted are counted there.
    """
    known: list[bool] = []
    with to.reading() as connection:
        for one in batch:
            known.append(not underway[one.id] and is_known(connection, one, EXTRACTOR))
            underway[one.id] += not known[-1]
    if any(known):
        with to.writing() as connection:
            for article in compress(batch, known):
                keep_known(connection, article)
            group(connection)
    new = [one for one, is_there in zip(batch, known, strict=True) if not is_there]
    return new, replace(added, known=added.known + sum(known))


def _keep(
    connection: Connection,
    article: Article,
    found: list[Statement],
    added: Added,
    before: set[str],
    to: Intake,
) -> Added:
    """Keep an article, or more statements of one that was kept before; its id is then there."""
    if article.id in before:
        more = keep_more(connection, article, found, added, directory=to.directory)
        if more is not None:
            return more
    read_by = (one.extractor for one in found if not is_added(one))
    extractor = next(read_by, EXTRACTOR)
    done = keep_counted(connection, article, found, extractor, added, directory=to.directory)
    if done.known == added.known:
        before.add(article.id)
    return done
