"""Statements over time, held against a count one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import DATABASES, new_place
from made import said

from onrecord import Article, Record
from onrecord.errors import SearchError
from onrecord.extracting.acts import LABELS
from onrecord.record import Query
from onrecord.record.place import Place
from onrecord.record.reviewing.act_changes import relabelled
from onrecord.record.searching.query import By

EDGES = [
    date(1, 1, 1), date(1899, 12, 31), date(2024, 2, 29), date(2024, 3, 1), date(2025, 12, 28),
    date(2025, 12, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 4), date(2026, 1, 5),
    date(9999, 12, 31),
]  # fmt: skip
"""First and last days of months and of weeks, a leap day, and the ends of what a date can be."""
SPEAKERS = ["Ilse Marrant", "Osk Brandt", "Per Trask"]


@pytest.fixture(scope="module", params=DATABASES)
def record(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    chance = random.Random(1)
    days = [*EDGES, *(date(2026, 1, 1) + timedelta(chance.randrange(150)) for _ in range(80))]
    with Record(new_place(request, tmp_path_factory.mktemp("timeline"))) as made:
        made.add_extracted(
            said(
                f"dam {number} was safe",
                *chance.sample(LABELS, chance.choice((0, 1, 1, 1, 2, 3))),
                name=chance.choice(SPEAKERS),
                day=None if number % 9 == 8 else day,
            )
            for number, day in enumerate(days)
        )
        yield made


def one_by_one(record: Record, by: By, **filters: Any) -> Counter[tuple[date | None, object]]:
    """How many statements of each period do what, counted from the statements themselves."""
    counts: Counter[tuple[date | None, object]] = Counter()
    for found in record.statements(**filters):
        day = found.article.published
        begins = day and (day - timedelta(day.weekday()) if by == "week" else day.replace(day=1))
        labels = {act.label for act in found.statement.acts}
        only = filters.get("act")
        for label in [only] if only else labels or [None]:
            counts[begins, label] += 1
    return counts


@pytest.mark.parametrize("by", ["week", "month"])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"act": "threaten"},
        {"speaker": "Brandt"},
        {"text": "dam 1*"},
        {"since": date(2026, 1, 1), "until": date(2026, 3, 31)},
        {"speaker": "nobody"},
    ],
)
def test_each_period_has_the_statements_that_were_published_in_it(
    record: Record, by: By, filters: dict[str, Any]
) -> None:
    timeline = record.timeline(by=by, **filters)
    counted = {(one.begins, one.act): one.statements for one in timeline.periods}
    assert counted == one_by_one(record, by, **filters)
    assert len(counted) == len(timeline.periods)
    found = list(record.statements(**filters))
    assert timeline.statements == len(found)
    assert timeline.undated == sum(one.article.published is None for one in found)


def test_periods_come_in_order_of_time_and_what_has_no_date_comes_last(record: Record) -> None:
    begins = [one.begins for one in record.timeline().periods]
    dated = [day for day in begins if day]
    assert dated == sorted(dated)
    assert begins[len(dated) :] == [None] * (len(begins) - len(dated)) != []


def test_a_query_may_be_given_whole(record: Record) -> None:
    query = Query(speaker="Brandt")
    assert record.timeline(query) == record.timeline(speaker="Brandt")
    with pytest.raises(SearchError, match="at character"):
        record.timeline(text="dam AND")


def test_what_people_correct_and_judge_is_counted_at_once(place: Place) -> None:
    day = date(2026, 3, 4)
    marrant, brandt, trask = (
        said("the dam was safe", "assert", name=name, day=day) for name in SPEAKERS
    )
    with Record(place) as record:
        record.add_extracted([marrant, brandt, trask])

        def counts(**filters: str) -> dict[object, int]:
            periods = record.timeline(**filters).periods
            return {one.act: one.statements for one in periods}

        (one,) = marrant[1]
        record.review.correct(one.id, "acts", relabelled(one, "threaten"), who="ana")
        assert counts() == {"assert": 2, "threaten": 1}
        record.review.reject(trask[1][0].id, who="ana")
        assert counts() == {"assert": 1, "threaten": 1}
        ids = {actor.name: actor.id for actor in record.actors.list()}
        record.actors.merge("Osk Brandt", "Ilse Marrant", who="ana")
        assert counts(actor=ids["Osk Brandt"]) == {"assert": 1, "threaten": 1}
        assert counts(actor=ids["Ilse Marrant"]) == {}


def test_an_article_that_has_changed_counts_as_it_is_now(place: Place) -> None:
    with Record(place) as record:
        record.add([Article.from_text("Osk Brandt said no.", id="a", published=date(2026, 1, 5))])
        record.add([Article.from_text("Osk Brandt said yes.", id="a", published=date(2026, 2, 5))])
        assert {one.begins for one in record.timeline().periods} == {date(2026, 2, 1)}
