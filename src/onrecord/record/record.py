"""The record: a database of articles and their statements."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from onrecord.actors.actor import Actor
from onrecord.actors.directory import Directory, shipped_directory, with_actors
from onrecord.article import Article
from onrecord.errors import RecordError
from onrecord.extracting import EXTRACTOR, extract_many
from onrecord.extracting.encoder import Encoder
from onrecord.extracting.speakers import DEFAULT_CONFIDENCE
from onrecord.positions.redlines import RedLine
from onrecord.record import intake
from onrecord.record.about import About, about, keep_refusals
from onrecord.record.actors import Actors
from onrecord.record.articles import (
    ArticlePage,
    FoundArticle,
    find_article,
    list_articles,
    quiet_articles,
)
from onrecord.record.assigning import assign_all
from onrecord.record.checking.check import Checked, check_quote
from onrecord.record.copies import Print, prints_of, shown_in
from onrecord.record.database import (
    back_up,
    open_engine,
    open_for_reading,
    open_for_writing,
    use_write_ahead_log,
)
from onrecord.record.grouping.group import group, regroup
from onrecord.record.grouping.variants import (
    Utterance,
    UtterancePage,
    load_utterances,
    token_of,
    utterance_places,
)
from onrecord.record.intake import BATCH, Intake
from onrecord.record.judgements import View, view
from onrecord.record.migrations import (
    TODAY,
    WITH_ACTORS,
    WITH_PACKED,
    WITH_SEARCH,
    WITH_TALLIES,
    migrate,
    number_of,
)
from onrecord.record.place import place_of, shown
from onrecord.record.queries import Found, load
from onrecord.record.red_lines import load_red_lines
from onrecord.record.results import Results
from onrecord.record.reviewing.correcting import find_statement
from onrecord.record.reviewing.rereading import Reread, current_articles, reread, stored
from onrecord.record.reviewing.review import Review
from onrecord.record.searching.index import index_all
from onrecord.record.searching.packing import pack_all
from onrecord.record.searching.query import (
    DEFAULT_LIMIT,
    DEFAULT_MATCHES,
    By,
    Filters,
    Query,
    Sort,
    merged,
    valid,
)
from onrecord.record.searching.search import Page, hits_of, look_up, statement_keys
from onrecord.record.searching.tallies import tally_all
from onrecord.record.searching.timeline import Timeline, all_over_time, count_over_time
from onrecord.record.snapshot import in_pages
from onrecord.record.tables import articles, facets, own_actors
from onrecord.record.tokens import Tokens
from onrecord.record.watching import Watch
from onrecord.record.writing import Added
from onrecord.statement import Statement

PAGE = 500
"""Statements that one query loads."""
PAGE_OF_UTTERANCES = 50


class Record:
    """A record in a SQLite file, or in a PostgreSQL database.

    >>> with Record("news.db") as record:
    ...     record.add(read_many(["stories.jsonl"]))
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        directory: Directory | None = None,
        patience: float | None = None,
    ) -> None:
        """Open a record; its tables are made or brought up to date.

        Args:
            path: the file, or the address of a database: postgresql://USER@HOST/DATABASE.
            create: make it if there is none.
            directory: another directory of actors than the one that is shipped, also to extract by.
            patience: seconds that what is read at once may take; then it is given up.

        Raises:
            RecordError: it cannot be opened, or is not a record.
        """
        self.path = place_of(path)
        self._directory = directory
        if isinstance(self.path, Path) and not self.path.exists() and not create:
            raise self._missing()
        self._engine = open_engine(self.path, patience)
        self._watch = Watch(self.path, self._reading)
        try:
            self._open(create)
        except BaseException:
            self.close()
            raise

    def _missing(self) -> RecordError:
        return RecordError(f"{self}: there is no such record; `onrecord add` makes one")

    def __str__(self) -> str:
        """Where it is, without a password."""
        return shown(self.path)

    def _open(self, create: bool) -> None:
        with self._reading() as connection:
            number = number_of(connection)
        if not number and not create:
            raise self._missing()
        if number < TODAY:
            self._bring_up_to_date()
        self._know_own_actors()

    def _bring_up_to_date(self) -> None:
        use_write_ahead_log(self.path)
        with self._writing() as connection:
            number = number_of(connection)  # another may have been first
            if 0 < number < TODAY:
                back_up(self.path, TODAY)
            migrate(connection)
            if number < WITH_ACTORS:
                assign_all(connection, self._directory)
            if number < WITH_SEARCH:  # which counts and packs as well
                index_all(connection)
                group(connection)
            else:
                if number < WITH_TALLIES:
                    tally_all(connection)
                if number < WITH_PACKED:
                    pack_all(connection)

    def _know_own_actors(self) -> None:
        with self._reading() as connection:
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
        with self._writing() as connection:
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
        """Let go of the database."""
        self._watch.close()
        self._engine.dispose()

    def _reading(self) -> AbstractContextManager[Connection]:
        return open_for_reading(self._engine, self.path)

    def _writing(self) -> AbstractContextManager[Connection]:
        return open_for_writing(self._engine, self.path)

    def state(self) -> Hashable:
        """What the record's state is known by: another after every change, whoever has made it.

        So what was read after asking for it still holds when it is the same once more. It is of
        this object and cannot be compared with another's.
        """
        return self._watch.state()

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
        old one, and what people have corrected follows to it; where it has an earlier text once
        more, that version is the current one again. A newer extractor updates the statements of a
        known one.

        Args:
            articles: in the order in which they are kept.
            encoder: another encoder than the one that is shipped.
            speaker_confidence: how sure a speaker must be to be given.
            progress: called after each batch.

        Raises:
            RecordError: the file cannot be written; the batches before are kept.
        """

        def extracted(unknown: Iterable[Article]) -> Iterator[tuple[Article, list[Statement]]]:
            return extract_many(
                unknown,
                encoder=encoder,
                directory=self._directory,
                speaker_confidence=speaker_confidence,
            )

        return intake.take_in(articles, extracted, self._intake(progress))

    def add_extracted(
        self,
        found: Iterable[tuple[Article, list[Statement]]],
        *,
        progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Keep articles with statements that were extracted before, as an export has them.

        Where one comes several times among those of its day, as some exports have it, all of its
        statements are kept.

        An article whose current text is on the record, read by the same extractor, is passed over.

        Args:
            found: articles with their statements.
            progress: called after each batch.

        Raises:
            RecordError: the file cannot be written; the batches before are kept.
        """
        return intake.take_in_extracted(found, self._intake(progress))

    def _intake(self, progress: Callable[[Added], None] | None) -> Intake:
        return Intake(self._reading, self._writing, self._directory, progress)

    def statements(
        self,
        query: Query | None = None,
        *,
        sort: Sort = "date",
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Results:
        """Statements of the current articles, the latest published first; also as a data frame.

        Args:
            query: what is looked for; all if there is none.
            sort: date, or relevance where words are looked for.
            limit: so many at most.
            filters: the fields of a `Query`, in place of or besides one.

        Raises:
            SearchError: the query cannot be understood, or there is no such order or limit.
        """
        valid(sort=sort, limit=limit)
        wanted = merged(query, filters)

        def find(connection: Connection, judged: View) -> Sequence[int]:
            place = (connection, wanted, judged, self.directory)
            return array("q", statement_keys(*place, sort=sort, limit=limit))

        return Results(in_pages(self._reading, find, load, PAGE))

    def search(
        self,
        query: Query | None = None,
        *,
        sort: Sort = "date",
        limit: int = DEFAULT_LIMIT,
        after: str | None = None,
        **filters: Unpack[Filters],
    ) -> Page:
        """A page of the statements of the current articles, with counts of all that were found.

        Args:
            query, sort, filters: see `statements`.
            limit: so many on the page at most.
            after: the token that the page before gives as `next`.

        Raises:
            SearchError: the query or the token cannot be understood.
        """
        valid(sort=sort, limit=limit)
        wanted = merged(query, filters)
        with self._reading() as connection:
            judged = view(connection)
            place = (connection, wanted, judged, self.directory)
            keys, following, counts = look_up(*place, sort=sort, limit=limit, after=after)
            found = load(connection, keys, judged)
        return Page(
            found=tuple(found),
            total=counts.total,
            articles=counts.articles,
            sources=counts.sources,
            next=following,
            facets=counts.facets,
        )

    def timeline(
        self, query: Query | None = None, *, by: By = "month", **filters: Unpack[Filters]
    ) -> Timeline:
        """How many statements were published in each week or month, by what they do.

        Args:
            query, filters: see `statements`; where they name an act, only that one is counted.
            by: week or month.

        Raises:
            SearchError: the query cannot be understood.
        """
        valid(by=by)
        wanted = merged(query, filters)
        with self._reading() as connection:
            if wanted == Query():
                return all_over_time(connection, by)
            hits = hits_of(connection, wanted, view(connection), self.directory)
            return count_over_time(connection, hits, by, wanted.act)

    def utterances(
        self,
        query: Query | None = None,
        *,
        min_sources: int = 1,
        after: str | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> Iterator[Utterance]:
        """What was said, each once, wherever it is printed and in whichever wordings.

        Those that most independent sources have come first, of these the latest published. Each is
        given whole, also where the query finds one of its statements only.

        Args:
            query, filters: see `statements`.
            min_sources: so many independent sources at least.
            after: the token that a page (see `utterance_page`) gives as `next`.
            limit: so many at most.

        Raises:
            SearchError: the query or the token cannot be understood.
        """
        valid(limit=limit)
        wanted = merged(query, filters)

        def find(connection: Connection, judged: View) -> Sequence[tuple[int, int, int]]:
            place = (connection, wanted, judged, self.directory)
            return utterance_places(*place, min_sources=min_sources, after=after, limit=limit)

        return in_pages(self._reading, find, load_utterances, PAGE_OF_UTTERANCES)

    def utterance_page(
        self,
        query: Query | None = None,
        *,
        min_sources: int = 1,
        limit: int = DEFAULT_LIMIT,
        after: str | None = None,
        **filters: Unpack[Filters],
    ) -> UtterancePage:
        """A page of what `utterances` gives.

        Args:
            query, min_sources, filters: see `utterances`.
            limit: so many on the page at most.
            after: the token that the page before gives as `next`.

        Raises:
            SearchError: the query or the token cannot be understood.
        """
        valid(limit=limit)
        wanted = merged(query, filters)
        with self._reading() as connection:
            judged = view(connection)
            places = utterance_places(
                connection, wanted, judged, self.directory,
                min_sources=min_sources, after=after, limit=limit + 1,
            )  # fmt: skip
            found = load_utterances(connection, places[:limit], judged)
        following = token_of(places[limit - 1]) if len(places) > limit else None
        return UtterancePage(tuple(found), following)

    def red_lines(
        self, query: Query | None = None, *, latest: int | None = None, **filters: Unpack[Filters]
    ) -> list[RedLine]:
        """Conditional threats, warnings, promises, offers and refusals, the latest said first.

        What an actor says again in nearly the same words is one line. It is counted in the articles
        and in the independent sources of the statements that the query finds.

        Args:
            query, filters: see `statements`.
            latest: gather them from so many conditional statements at most, the latest published.

        Raises:
            SearchError: the query cannot be understood.
        """
        wanted = merged(query, filters)
        bound = replace(wanted, has=(*wanted.has, "condition"))
        with self._reading() as connection:
            judged = view(connection)
            keys = list(statement_keys(connection, bound, judged, self.directory, limit=latest))
            lines = load_red_lines(connection, keys, judged)
        return [line for line in lines if wanted.act in (None, line.act)]

    def regroup(self, *, progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
        """Group all articles into stories and all statements into utterances, and count, anew.

        `add` and the rest keep all up to date; this is for after an upgrade, or to make sure.

        Args:
            progress: called now and then with how many articles and statements are grouped.

        Returns:
            How many stories, and how many utterances, there are.
        """
        with self._writing() as connection:
            tally_all(connection)
            pack_all(connection)
            return regroup(connection, progress)

    def check(
        self, quote: str, *, speaker: str | None = None, limit: int = DEFAULT_MATCHES
    ) -> Checked:
        """Whether a quote is on the record: verbatim, nearly, in other words, or not at all.

        Args:
            quote: the words, with or without quotation marks.
            speaker: a name of who is said to have said it; what others said comes after.
            limit: so many matches at most.

        Raises:
            RecordError: there are no words in the quote.
            SearchError: there is no such limit.
        """
        valid(limit=limit)
        with self._reading() as connection:
            return check_quote(
                connection, quote, view(connection), self.directory, speaker=speaker, limit=limit
            )

    @property
    def directory(self) -> Directory:
        """The actors that are known: those that are shipped, and the record's own."""
        return self._directory or shipped_directory()

    @property
    def actors(self) -> Actors:
        """The actors that speak on the record, and what people judge of them."""
        return Actors(
            self._reading,
            self._writing,
            lambda: self.directory,
        )

    def statement(self, id: str, *, article: str | None = None) -> Found:  # noqa: A002
        """A statement by its id, or the beginning of it, also one that was rejected.

        Args:
            id: as the contract has it.
            article: the id of the one in which it is shown, where several print the same.

        Raises:
            NotFoundError: none of the current articles has it, or not the one that is asked for,
                or several begin so.
        """
        with self._reading() as connection:
            return find_statement(connection, id, article).found

    def prints(self, id: str) -> list[Print]:  # noqa: A002
        """The current articles that have the statement with this id, the first published first."""
        with self._reading() as connection:
            return prints_of(connection, id)

    def shown_in(self, ids: Iterable[str]) -> dict[str, str]:
        """Of those of some statements that several articles print: in which `statement` shows it.

        Args:
            ids: of the statements.

        Returns:
            The ids of articles by those of the statements.
        """
        with self._reading() as connection:
            return shown_in(connection, set(ids))

    @property
    def review(self) -> Review:
        """What people confirm, correct and reject in the record's statements."""
        return Review(
            self._reading,
            self._writing,
            lambda: self.directory,
        )

    @property
    def tokens(self) -> Tokens:
        """Who may read and correct the record over the network."""
        return Tokens(
            self._reading,
            self._writing,
        )

    def reextract(
        self,
        *,
        every: bool = False,
        encoder: Encoder | None = None,
        speaker_confidence: float = DEFAULT_CONFIDENCE,
        progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[Reread]:
        """Run this version over the current articles that another has read.

        Ids, judgements and corrections stay. Each batch is kept, whole, before it is given, so a
        run that was interrupted goes on where it was.

        Args:
            every: also over those that this version has read.
            encoder, speaker_confidence: see `add`.
            progress: called after each batch with how many articles are done, and how many are to
                be.

        Yields:
            Each article with what was gained, lost and changed.
        """
        with self._reading() as connection:
            keys = current_articles(connection, but=None if every else EXTRACTOR)
        for at in range(0, len(keys), BATCH):
            done = self._reread(keys[at : at + BATCH], encoder, speaker_confidence)
            if progress:
                progress(min(at + BATCH, len(keys)), len(keys))
            yield from done

    def _reread(self, keys: Sequence[int], encoder: Encoder | None, sure: float) -> list[Reread]:
        with self._reading() as connection:
            batch = stored(connection, keys)
        extracted = extract_many(
            batch.values(), encoder=encoder, directory=self._directory, speaker_confidence=sure
        )
        found = list(zip(batch, extracted, strict=True))
        with self._writing() as connection:
            done = [
                reread(connection, key, article, statements, EXTRACTOR, self._directory)
                for key, (article, statements) in found
            ]
            group(connection)
        return done

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = DEFAULT_LIMIT,
        after: str | None = None,
    ) -> ArticlePage:
        """A page of the current articles without their texts, the latest published first.

        Args:
            outlet: published by this outlet.
            since, until: days of publication, both included.
            limit: so many on the page at most.
            after: the token that the page before gives as `next`.

        Raises:
            SearchError: the token cannot be understood, or there is no such day or limit.
        """
        valid(limit=limit)
        merged(None, {"since": since, "until": until})  # refuses what is no day
        with self._reading() as connection:
            return list_articles(
                connection, outlet=outlet, since=since, until=until, limit=limit, after=after
            )

    def article(self, id: str) -> FoundArticle:  # noqa: A002 - the contract's name
        """The current version of an article with its statements, but those that were rejected.

        Raises:
            NotFoundError: there is none with that id.
        """
        with self._reading() as connection:
            return find_article(connection, id, view(connection))

    def quiet_articles(self) -> Iterator[Article]:
        """The current articles in which nothing was found that anybody said."""
        with self._reading() as connection:
            yield from quiet_articles(connection)

    def about(self) -> About:
        """How much is on the record, by outlets and days, and what `add` has refused."""
        with self._reading() as connection:
            return about(connection)

    def keep_refusals(self, found: Iterable[tuple[str, str]]) -> None:
        """Keep what could not be added, the last time of each, and the latest thousand.

        Args:
            found: where each stood, and why it was refused.
        """
        with self._writing() as connection:
            keep_refusals(connection, found)

    def counts(self) -> tuple[int, int]:
        """How many current articles, and statements of these, are on the record."""
        current = select(func.count()).select_from(articles).where(articles.c.current)
        theirs = select(func.count()).select_from(facets)  # without what was rejected
        with self._reading() as connection:
            return connection.execute(current).scalar_one(), connection.execute(theirs).scalar_one()
