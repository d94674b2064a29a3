"""What is counted as it changes is what counting anew gives, after every kind of change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from conftest import execute, rows
from made import said
from msgspec.structs import replace

from onrecord import Record
from onrecord.actors.directory import shipped_directory
from onrecord.record.database import open_engine, open_for_writing
from onrecord.record.judgements import view
from onrecord.record.migrations import MARKER
from onrecord.record.place import Place
from onrecord.record.searching.counts import Counts, count
from onrecord.record.searching.packing import pack_all, read
from onrecord.record.searching.query import By, Query
from onrecord.record.searching.search import hits_of
from onrecord.record.searching.tallies import tally_all
from onrecord.record.searching.timeline import Timeline, count_over_time

DAY = date(2026, 3, 6)
COPY = "the harbour of Zelk stays open to all ships of all flags for as long as the ice allows it"
WHAT = [
    said("it rained", "assert", "deny", day=DAY),
    said("they would pay", "promise", day=date(2026, 4, 1), condition="if it rains"),
    said("they left", day=None),
    said("it is over", "threaten", name="Osk Brandt", day=DAY, outlet="Courier"),
    said(COPY, "assert", name="Osk Brandt", day=DAY, outlet="Courier"),
]
ALONE, NOBODY = said("nothing is known", "ask", name="Jonas Reth", day=DAY)
UNKNOWN = (replace(ALONE, outlet=None), NOBODY)


@pytest.fixture
def record(place: Place) -> Iterator[Record]:
    with Record(place) as made:
        made.add_extracted([*WHAT, UNKNOWN])
        yield made


def id_of(record: Record, words: str) -> str:
    return next(one.statement.id for one in record.statements(text=words))


def actor_of(record: Record, name: str) -> str:
    return record.actors.show(name).actor.id


def reviewed(record: Record) -> None:
    """Correct what is counted: the speaker, the acts, and whether there is a statement."""
    record.review.correct(id_of(record, "rained"), "speaker", "Éva Ørn", who="ana")
    record.review.correct(id_of(record, "pay"), "acts", (), who="ana")
    record.review.confirm(id_of(record, "over"), who="ana")


def undone(record: Record) -> None:
    reviewed(record)
    record.review.reject(id_of(record, "known"), who="ana")
    for one in record.review.history():
        record.review.undo(one.number, who="bo")


def missed(record: Record) -> None:
    """Add a statement by hand, and take it away again."""
    words = {"cue": "said", "content": "it rained", "source": "Ilse Marrant"}
    made = record.review.add(WHAT[0][0].id, speaker="Osk Brandt", who="ana", **words)
    assert record.counts()[1] == len(WHAT) + 2
    record.review.undo(made.number, who="ana")


def judged(record: Record) -> None:
    one, other = (actor_of(record, name) for name in ("Ilse Marrant", "Osk Brandt"))
    record.actors.merge(one, other, who="ana")
    record.actors.split(one, statements=[id_of(record, "rained")], who="ana")
    record.actors.rename(one, "Ilse the First", who="ana")


def unjudged(record: Record) -> None:
    judged(record)
    for one in reversed(record.actors.judgements()):
        record.actors.undo(one.number, who="ana")


def known_better(record: Record) -> None:
    """Learn the outlet and the day of articles that are known."""
    record.add_extracted([(replace(ALONE, outlet="Gazette"), NOBODY)])
    record.add_extracted([(replace(WHAT[2][0], published=DAY), WHAT[2][1])])


def changed(record: Record) -> None:
    """The text of an article is another."""
    article, found = said("it snowed", "warn", name="Osk Brandt", outlet="Courier")
    record.add_extracted([(replace(article, id=WHAT[0][0].id), found)])


def read_by_another(record: Record) -> None:
    """A newer version finds other acts in one article, and nothing in another."""
    article, (one,) = WHAT[3]
    record.add_extracted([(article, [replace(one, acts=(), extractor="newer")])])
    record.add_extracted([(WHAT[4][0], [])])


def copied(record: Record) -> None:
    """Other outlets print the same, so that stories are joined; then one leaves the story."""
    article, found = WHAT[4]
    text = f"{article.text}\n\nMore of the day follows in the evening on all of our pages."
    record.add_extracted(
        [(replace(article, id=str(n), outlet=f"Copy {n}", text=text), found) for n in range(3)]
    )
    other, theirs = said("it is late", "assert", name="Osk Brandt", outlet="Copy 1")
    record.add_extracted([(replace(other, id="1"), theirs)])


CHANGES: dict[str, Callable[[Record], object]] = {
    "added": lambda record: None,
    "reviewed": reviewed,
    "undone": undone,
    "rejected": lambda record: record.review.reject(id_of(record, "known"), who="ana"),
    "missed": missed,
    "judged": judged,
    "unjudged": unjudged,
    "known better": known_better,
    "changed": changed,
    "read by another": read_by_another,
    "read anew": lambda record: list(record.reextract()),
    "copied": copied,
    "regrouped": lambda record: (copied(record), record.regroup()),
    "all": lambda record: [one(record) for one in (judged, reviewed, known_better, copied)],
}


def count_anew(place: Place) -> tuple[Counts, Timeline, Timeline]:
    """Count all that a search finds, as where it is narrowed; tally and pack anew."""
    engine = open_engine(place)
    with open_for_writing(engine, place) as connection:
        judged = view(connection)
        hits = hits_of(connection, Query(), judged, shipped_directory())
        weeks, months = (count_over_time(connection, hits, by) for by in get_args(By))
        tally_all(connection)
        pack_all(connection)
        counted = count(connection, read(connection, hits), judged)
    engine.dispose()
    return counted, weeks, months


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_counts_are_those_of_counting(
    record: Record, place: Place, change: Callable[[Record], object]
) -> None:
    change(record)
    page = record.search()
    kept = sorted(rows(place, "tallies"), key=str)
    packed = sorted(rows(place, "facets"), key=str)
    assert all(row[-1] > 0 for row in kept)
    counted, weeks, months = count_anew(place)
    assert (page.total, page.articles, page.sources) == (
        counted.total, counted.articles, counted.sources,
    )  # fmt: skip
    assert page.facets == counted.facets
    assert (record.timeline(by="week"), record.timeline(by="month")) == (weeks, months)
    statements = Counter(one.statement.speaker.actor for one in record.statements(has=("speaker",)))
    assert {one.id: one.statements for one in record.actors.list()} == statements
    assert sorted(rows(place, "tallies"), key=str) == kept
    assert sorted(rows(place, "facets"), key=str) == packed


def test_regrouping_mends_what_an_older_version_has_written(record: Record, place: Place) -> None:
    page = record.search()
    everything = record.search(since=date.min)
    execute(place, "UPDATE tallies SET statements = statements + 1")
    execute(place, "UPDATE facets SET packed = (SELECT packed FROM facets LIMIT 1)")
    assert record.search() != page
    assert record.search(since=date.min) != everything
    record.regroup()
    assert record.search() == page
    assert record.search(since=date.min) == everything


def test_a_record_of_before_gets_its_tallies_when_it_is_opened(
    record: Record, place: Place
) -> None:
    page, kept = record.search(), sorted(rows(place, "tallies"), key=str)
    execute(place, "DROP TABLE tallies")
    execute(place, "DROP INDEX articles_facts")
    execute(place, "ALTER TABLE facets DROP COLUMN packed")
    is_file = isinstance(place, Path)
    execute(place, "PRAGMA user_version = 6" if is_file else f"UPDATE {MARKER} SET number = 6")
    with Record(place) as again:
        assert again.search() == page
        assert again.search(kind="indirect").total == page.total
        assert sorted(rows(place, "tallies"), key=str) == kept
