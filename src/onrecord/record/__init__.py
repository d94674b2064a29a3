"""The record: a database of articles and their statements."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.extracting import EXTRACTOR, extract_many
from onrecord.extracting.encoder import Encoder
from onrecord.record.database import (
    open_engine,
    open_for_reading,
    open_for_writing,
    use_write_ahead_log,
)
from onrecord.record.migrations import is_current, migrate
from onrecord.record.queries import Found, load, statement_keys
from onrecord.record.tables import articles, statements
from onrecord.record.writing import Added, is_known, keep, keep_known
from onrecord.statement import Kind

__all__ = ["Added", "Found", "Record"]

BATCH = 32
"""Articles in one transaction."""
PAGE = 500
"""Statements that one query loads."""


class Record:
    """A record in a SQLite file.

    >>> with Record("news.db") as record:
    ...     record.add(read_many(["stories.jsonl"]))
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        """Open a record; its tables are made or brought up to date.

        Args:
            path: the file.
            create: make it if there is none.

        Raises:
            RecordError: it cannot be opened, or is not a record.
        """
        self.path = Path(path)
        if "://" in os.fspath(path):
            raise RecordError(f"{path}: a record is a file; give a path")
        if self.path.is_dir():
            raise RecordError(f"{path}: is a folder; give the path of a file")
        if not self.path.exists() and not create:
            raise RecordError(f"{path}: there is no such record; `onrecord add` makes one")
        self._engine = open_engine(self.path)
        with open_for_reading(self._engine, self.path) as connection:
            current = is_current(connection)
        if not current:
            use_write_ahead_log(self.path)
            with open_for_writing(self._engine, self.path) as connection:
                migrate(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(
        self,
        articles: Iterable[Article],
        *,
        encoder: Encoder | None = None,
        progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Extract the statements of articles and keep both.

        Each batch is kept whole or not at all, so a run that was interrupted can be repeated: what
        is known is passed over. An article whose text has changed becomes a new version beside the
        old one; a newer extractor updates the statements of a known one.

        Args:
            articles: in the order in which they are kept.
            encoder: another encoder than the one that is shipped.
            progress: called after each batch.

        Raises:
            RecordError: the file cannot be written; the batches before are kept.
        """
        added = Added()
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            added = self._add_batch(batch, encoder, added)
            if progress:
                progress(added)
        return added

    def _add_batch(self, batch: list[Article], encoder: Encoder | None, added: Added) -> Added:
        with open_for_reading(self._engine, self.path) as connection:
            wanted = [a for a in batch if not is_known(connection, a, EXTRACTOR)]
        extracted = {
            (article.id, article.text): found
            for article, found in extract_many(wanted, encoder=encoder)
        }
        with open_for_writing(self._engine, self.path) as connection:
            for article in batch:
                found = extracted.get((article.id, article.text))
                if found is None or is_known(connection, article, EXTRACTOR):
                    keep_known(connection, article)
                    added = replace(added, known=added.known + 1)
                elif keep(connection, article, found, EXTRACTOR):
                    added = replace(
                        added, changed=added.changed + 1, statements=added.statements + len(found)
                    )
                else:
                    added = replace(
                        added, new=added.new + 1, statements=added.statements + len(found)
                    )
        return added

    def statements(
        self,
        *,
        speaker: str | None = None,
        kind: Kind | None = None,
        since: date | None = None,
        id: str | None = None,  # noqa: A002 - the contract's name
        limit: int | None = None,
    ) -> Iterator[Found]:
        """Statements of the current articles, the latest published first.

        Args:
            speaker: part of the speaker's name or of the source's words, in any case of letters.
            kind: direct, indirect or mixed.
            since: published on this day or later.
            id: a statement's id or the beginning of one.
            limit: so many at most.
        """
        query = statement_keys(speaker=speaker, kind=kind, since=since, id=id).limit(limit)
        with open_for_reading(self._engine, self.path) as connection:
            keys = list(connection.scalars(query))
        for at in range(0, len(keys), PAGE):
            with open_for_reading(self._engine, self.path) as connection:
                page = load(connection, keys[at : at + PAGE])
            yield from page

    def counts(self) -> tuple[int, int]:
        """How many current articles, and statements of these, are on the record."""
        current = select(func.count()).select_from(articles).where(articles.c.current)
        theirs = (
            select(func.count())
            .select_from(statements.join(articles, statements.c.article_key == articles.c.key))
            .where(articles.c.current)
        )
        with open_for_reading(self._engine, self.path) as connection:
            return connection.execute(current).scalar_one(), connection.execute(theirs).scalar_one()
