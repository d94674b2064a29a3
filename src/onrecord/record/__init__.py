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

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, shipped_directory, with_actors
from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.extracting import EXTRACTOR, extract_many
from onrecord.extracting.encoder import Encoder
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.record.actors import Actors
from onrecord.record.assigning import assign_all
from onrecord.record.database import (
    open_engine,
    open_for_reading,
    open_for_writing,
    use_write_ahead_log,
)
from onrecord.record.judgements import View, view
from onrecord.record.migrations import WITH_ACTORS, is_current, migrate
from onrecord.record.naming import actors_named, actors_with
from onrecord.record.queries import Found, SaidBy, load, statement_keys
from onrecord.record.tables import articles, own_actors, statements
from onrecord.record.writing import Added, is_known, keep, keep_known
from onrecord.statement import ActLabel, Kind

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

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        directory: Directory | None = None,
    ) -> None:
        """Open a record; its tables are made or brought up to date.

        Args:
            path: the file.
            create: make it if there is none.
            directory: another directory of actors than the one that is shipped, also to extract by.

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
        self._directory = directory
        with open_for_reading(self._engine, self.path) as connection:
            current = is_current(connection)
        if not current:
            use_write_ahead_log(self.path)
            with open_for_writing(self._engine, self.path) as connection:
                if migrate(connection) < WITH_ACTORS:
                    assign_all(connection, directory)
        self._know_own_actors()

    def _know_own_actors(self) -> None:
        with open_for_reading(self._engine, self.path) as connection:
            kept = connection.scalars(select(own_actors.c.actor))
            own = [msgspec.convert(row, Actor) for row in kept]
        if own:
            self._directory = with_actors(self._directory or shipped_directory(), own)

    def keep_own_actors(self, own: Iterable[Actor]) -> None:
        """Keep actors of one's own with the record; they win over those of the directory.

        Articles added from now on are resolved by them, and actors are found by their names. One
        that has the id of one kept before takes its place.

        Args:
            own: as `onrecord.actors.own.load_actors` reads them from a file.
        """
        rows = [{"id": actor.id, "actor": msgspec.to_builtins(actor)} for actor in own]
        if not rows:
            return
        with open_for_writing(self._engine, self.path) as connection:
            known = own_actors.c.id.in_([row["id"] for row in rows])
            connection.execute(delete(own_actors).where(known))
            connection.execute(insert(own_actors), rows)
        self._know_own_actors()

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
        speaker_confidence: float = DEFAULT_CONFIDENCE,
        progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Extract the statements of articles and keep both.

        Each batch is kept whole or not at all, so a run that was interrupted can be repeated: what
        is known is passed over. An article whose text has changed becomes a new version beside the
        old one; a newer extractor updates the statements of a known one.

        Args:
            articles: in the order in which they are kept.
            encoder: another encoder than the one that is shipped.
            speaker_confidence: how sure a speaker must be to be given.
            progress: called after each batch.

        Raises:
            RecordError: the file cannot be written; the batches before are kept.
        """
        added = Added()
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            added = self._add_batch(batch, encoder, speaker_confidence, added)
            if progress:
                progress(added)
        return added

    def _add_batch(
        self, batch: list[Article], encoder: Encoder | None, sure: float, added: Added
    ) -> Added:
        with open_for_reading(self._engine, self.path) as connection:
            wanted = [a for a in batch if not is_known(connection, a, EXTRACTOR)]
        extracted = {
            (article.id, article.text): found
            for article, found in extract_many(
                wanted, encoder=encoder, directory=self._directory, speaker_confidence=sure
            )
        }
        with open_for_writing(self._engine, self.path) as connection:
            for article in batch:
                found = extracted.get((article.id, article.text))
                if found is None or is_known(connection, article, EXTRACTOR):
                    keep_known(connection, article)
                    added = replace(added, known=added.known + 1)
                elif keep(connection, article, found, EXTRACTOR, directory=self._directory):
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
        act: ActLabel | None = None,
        conditional: bool = False,
        since: date | None = None,
        id: str | None = None,  # noqa: A002 - the contract's name
        limit: int | None = None,
    ) -> Iterator[Found]:
        """Statements of the current articles, the latest published first.

        Args:
            speaker: a name of the speaker's, in the articles, in the directory or given by people,
                or a part of it or of the source's words; in any case of letters.
            kind: direct, indirect or mixed.
            act: with a stretch that does this.
            conditional: with a stretch that hangs on a condition (the same, where both are given).
            since: published on this day or later.
            id: a statement's id or the beginning of one.
            limit: so many at most.
        """
        with open_for_reading(self._engine, self.path) as connection:
            judged = view(connection)
            said_by = None if speaker is None else self._said_by(connection, judged, speaker)
            query = statement_keys(
                speaker=said_by, kind=kind, act=act, conditional=conditional, since=since, id=id
            ).limit(limit)
            keys = list(connection.scalars(query))
        for at in range(0, len(keys), PAGE):
            with open_for_reading(self._engine, self.path) as connection:
                page = load(connection, keys[at : at + PAGE], judged)
            yield from page

    def _said_by(self, connection: Connection, judged: View, speaker: str) -> SaidBy:
        named = actors_named(connection, judged, self.directory, speaker)
        return SaidBy(speaker, named | actors_with(connection, judged, speaker), judged)

    @property
    def directory(self) -> Directory:
        """The actors that are known: those that are shipped, and the record's own."""
        return self._directory or shipped_directory()

    @property
    def actors(self) -> Actors:
        """The actors that speak on the record, and what people judge of them."""
        return Actors(
            lambda: open_for_reading(self._engine, self.path),
            lambda: open_for_writing(self._engine, self.path),
            lambda: self.directory,
        )

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
