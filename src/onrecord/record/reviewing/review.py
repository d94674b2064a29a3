"""What people confirm, correct and reject in statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, Unpack

from onrecord.actors.directory import Directory
from onrecord.record.database import Opening
from onrecord.record.judgements import view
from onrecord.record.reviewing import adding, correcting, corrections
from onrecord.record.reviewing.adding import Words
from onrecord.record.reviewing.correcting import Value
from onrecord.record.reviewing.corrections import Correction, CorrectionPage, Field
from onrecord.record.reviewing.gold import annotated_articles
from onrecord.record.reviewing.waiting import Progress, Waiting, least_sure, progress
from onrecord.record.searching.query import DEFAULT_LIMIT, Filters, Query, merged, valid
from onrecord.record.searching.search import hits_of


class Review:
    """The review of a record's statements, which `Record.review` gives."""

    def __init__(self, reading: Opening, writing: Opening, directory: Callable[[], Directory]):
        """Take what opens a connection to read, one to write, and what gives the directory."""
        self._reading, self._writing, self._directory = reading, writing, directory

    def open(
        self,
        query: Query | None = None,
        *,
        below: float | None = None,
        limit: int | None = None,
        **filters: Unpack[Filters],
    ) -> list[str]:
        """The ids of statements that nobody has confirmed, corrected or rejected, least sure first.

        Args:
            query, filters: see `Record.statements`.
            below: only what is less sure than this, from 0 to 1.
            limit: so many at most.

        Raises:
            SearchError: the query cannot be understood, or there is no such limit.
        """
        found = self.waiting(query, below=below, limit=limit, **filters)
        return list(dict.fromkeys(one.id for one in found))  # one text may be two articles'

    def waiting(
        self,
        query: Query | None = None,
        *,
        below: float | None = None,
        limit: int | None = None,
        after: str | None = None,
        **filters: Unpack[Filters],
    ) -> list[Waiting]:
        """What `open` gives with tokens to go on from; a text of two articles may come twice.

        Args:
            query, filters, below, limit: see `open`.
            after: the token of the last one before.

        Raises:
            SearchError: the query or the token cannot be understood, or there is no such limit.
        """
        valid(limit=limit)
        with self._reading() as connection:
            hits = hits_of(connection, merged(query, filters), view(connection), self._directory())
            return least_sure(connection, hits, below=below, limit=limit, after=after)

    def progress(
        self,
        query: Query | None = None,
        *,
        below: float | None = None,
        who: str | None = None,
        **filters: Unpack[Filters],
    ) -> Progress:
        """How many statements wait, and how many are reviewed; see `open`.

        Args:
            query, below, filters: see `open`.
            who: whose last correction is told, None for anybody's.
        """
        with self._reading() as connection:
            hits = hits_of(connection, merged(query, filters), view(connection), self._directory())
            return progress(connection, hits, below=below, who=who)

    def correct(
        self,
        id: str,  # noqa: A002 - the contract's name
        field: Field,
        value: Value = None,
        *,
        who: str,
        why: str | None = None,
        seen: Collection[int] | None = None,
    ) -> Correction:
        """Correct a field of a statement: the value wins over the machine's wherever it is read.

        Args:
            id: the statement's, or the beginning of it; it stays the same.
            field: source, cue, content, speaker or acts; or see `confirm` and `reject`.
            value: of source, cue and content: their exact words, fragments joined by " ... ", or
                their spans in the article's text, and None for no source. Of the speaker: a name or
                an actor's id (a name that nobody has makes a new actor: a person, unless it ends
                with another type in parentheses), None for nobody known. Of the acts: all of them.
            who: the name of who corrects.
            why: in words, if they give any.
            seen: the numbers of the corrections that were seen in the statement (`Found.seen`): it
                is refused where another was made or undone since. The number of the last one, 0 for
                none, does as well, but then it is not noticed where one before that was undone.

        Raises:
            RecordError: the value is none of the field's, or the statement was rejected; nothing is
                changed.
            StaleError: it was corrected, or a correction was undone, since `seen`.
        """
        with self._writing() as connection:
            return correcting.correct(
                connection, self._directory(), id, field, value, who=who, why=why, seen=seen
            )

    def confirm(
        self,
        id: str,  # noqa: A002
        *,
        who: str,
        why: str | None = None,
        seen: Collection[int] | None = None,
    ) -> Correction:
        """Keep that a statement is right as it is shown; see `correct`."""
        return self.correct(id, "confirm", who=who, why=why, seen=seen)

    def reject(
        self,
        id: str,  # noqa: A002
        *,
        who: str,
        why: str | None = None,
        seen: Collection[int] | None = None,
    ) -> Correction:
        """Keep that a statement is none: no query finds it any more; see `correct`."""
        return self.correct(id, "reject", who=who, why=why, seen=seen)

    def add(
        self,
        article: str,
        *,
        source: Words | None = None,
        cue: Words,
        content: Words,
        speaker: str | None = None,
        who: str,
        why: str | None = None,
    ) -> Correction:
        """Add a statement that the machine missed; it is on the record as any other.

        It stays when a newer version reads the article, and is taken away by undoing this.

        Args:
            article: its id, or the beginning of it.
            source, cue, content: exact words, fragments joined by " ... ", or spans in the
                article's text. The words of the content stand in one place of the article, those of
                source and cue are taken where they stand nearest to it.
            speaker: who said it: a name or an actor's id, see `correct`; None for nobody known.
            who: the name of who adds it; the statement's `extractor` has it.
            why: in words, if they give any.

        Returns:
            The correction; its `statement` is the new statement's id.

        Raises:
            RecordError: there is no such article, the words do not stand so in it, or it has that
                statement; nothing is changed.
        """
        with self._writing() as connection:
            return adding.add(
                connection, self._directory(), article, source=source, cue=cue, content=content,
                speaker=speaker, who=who, why=why,
            )  # fmt: skip

    def undo(self, number: int, *, who: str) -> Correction:
        """Take back a correction, whichever it is; it stays in the history, with who did.

        Raises:
            RecordError: there is none of that number, or it is undone already.
        """
        with self._writing() as connection:
            return correcting.undo(connection, number, who=who)

    def history(self, id: str | None = None) -> list[Correction]:  # noqa: A002
        """Every correction, also those undone, in the order in which they were made.

        Args:
            id: only those of the statement that has this id, or one that begins so.
        """
        with self._reading() as connection:
            return corrections.history(connection, id)

    def history_page(
        self,
        id: str | None = None,  # noqa: A002
        *,
        last_first: bool = False,
        limit: int = DEFAULT_LIMIT,
        after: str | None = None,
    ) -> CorrectionPage:
        """A page of the history.

        Args:
            id: see `history`.
            last_first: begin with the one that was made last.
            limit: so many on the page at most.
            after: the token that the page before gives as `next`.

        Raises:
            SearchError: the token is none of a page in this order, or there is no such limit.
        """
        valid(limit=limit)
        with self._reading() as connection:
            return corrections.history_page(
                connection, id, last_first=last_first, limit=limit, after=after
            )

    def annotated_articles(self) -> Iterator[dict[str, Any]]:
        """Articles with the statements that people have reviewed in them, as training data.

        Yields:
            Objects as `onrecord evaluate` reads them; see `docs/record.md`.
        """
        with self._reading() as connection:
            yield from annotated_articles(connection)
