"""When and where something was said, in articles of Wednesday, 11 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from marked import marked
from msgspec.structs import replace

from onrecord.extracting.dates import time_expressions
from onrecord.extracting.setting import place
from onrecord.statement import Statement

WEDNESDAY = date(2026, 3, 11)
DAYS = [
    ("on Friday", "2026-03-06", "2026-03-06"),
    ("on Wednesday", "2026-03-11", "2026-03-11"),
    ("Thursday night", "2026-03-05", "2026-03-05"),
    ("late Monday", "2026-03-09", "2026-03-09"),
    ("yesterday", "2026-03-10", "2026-03-10"),
    ("last night", "2026-03-10", "2026-03-10"),
    ("this morning", "2026-03-11", "2026-03-11"),
    ("last week", "2026-03-02", "2026-03-08"),
    ("this week", "2026-03-09", "2026-03-11"),
    ("earlier this month", "2026-03-01", "2026-03-11"),
    ("last month", "2026-02-01", "2026-02-28"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("over the weekend", "2026-03-07", "2026-03-08"),
    ("two days ago", "2026-03-09", "2026-03-09"),
    ("three weeks ago", "2026-02-16", "2026-02-22"),
    ("a month ago", "2026-02-01", "2026-02-28"),
    ("on 5 March", "2026-03-05", "2026-03-05"),
    ("on March 5", "2026-03-05", "2026-03-05"),
    ("on March 5th, 2024", "2024-03-05", "2024-03-05"),
    ("on Dec. 4", "2025-12-04", "2025-12-04"),
    ("on the 4th of January 2019", "2019-01-04", "2019-01-04"),
    ("in January", "2026-01-01", "2026-01-31"),
    ("in May", "2025-05-01", "2025-05-31"),
    ("in May 2015", "2015-05-01", "2015-05-31"),
    ("in a May 2015", "2015-05-01", "2015-05-31"),
    ("on February 29, 2024", "2024-02-29", "2024-02-29"),
]
NO_DAYS = [
    "that he may resign", "that they march for peace", "in the Sunday Times", "at the 2012 level",
    "for a second time", "that April Orlan agreed", "on June 2", "that 12 people may leave",
]  # fmt: skip


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
def test_words_of_time_mean_days(words: str, first: str, last: str) -> None:
    text = f"Orlan said {words} that it was over."
    (found,) = time_expressions(text, 0, len(text), WEDNESDAY)
    assert (str(found.first), str(found.last)) == (first, last)
    assert text[slice(*found.span)] in words or words in text[slice(*found.span)]


@pytest.mark.parametrize("words", NO_DAYS)
def test_other_words_do_not(words: str) -> None:
    text = f"Orlan said {words} again."
    assert list(time_expressions(text, 0, len(text), WEDNESDAY)) == []


def test_a_day_that_no_month_has_is_not_known() -> None:
    text = "said on February 30 that"
    (found,) = time_expressions(text, 0, len(text), WEDNESDAY)
    assert (found.first, found.last) == (None, None)


@pytest.mark.parametrize("on", [date(1, 1, 3), date(2024, 2, 29), date(9999, 12, 31)])
def test_no_date_and_no_number_is_too_large(on: date) -> None:
    for words in (
        "on Friday",
        "2000 years ago",
        "99999 days ago",
        "last month",
        "in May",
        "Dec. 45",
    ):
        text = f"said {words} that"
        for found in time_expressions(text, 0, len(text), on):
            assert found.first is None or found.first <= on


def test_without_an_articles_date_nothing_is_guessed() -> None:
    text = "said on Friday, in May, on 5 March, in May 2015, and in a 2012 interview that"
    found = list(time_expressions(text, 0, len(text), None))
    assert [str(one.first) for one in found] == ["None", "None", "None", "2015-05-01", "2012-01-01"]


WHEN = [
    ("{Orlan} <said> on Friday [that it was over].", "on Friday"),
    ("On Friday, {Orlan} <said> [it was over].", "On Friday"),
    ("{Orlan} on Friday <said> [it was over].", "on Friday"),
    ("[“It is over,”] {Orlan} <told> reporters on Friday.", "on Friday"),
    ("{Orlan} <announced Tuesday> [that it was over].", "Tuesday"),
    ("{Orlan} <said> [that it ended on Friday].", None),
    ("{Orlan, who faces a vote in May,} <said> [it was over].", None),
    ("[“We met on Friday,”] {Orlan} <said>.", None),
    ("The strike began on Friday. {Orlan} <said> [it was over].", None),
]


def placed(text: str, published: date | None = WEDNESDAY) -> Statement:
    article, statement = marked(text, published)
    return place([statement], article)[0]


@pytest.mark.parametrize(("text", "words"), WHEN)
def test_the_time_is_that_of_saying_not_of_what_is_talked_about(
    text: str, words: str | None
) -> None:
    found = placed(text)
    assert (found.said_on and found.said_on.text) == words


WHERE = [
    ("{Orlan} <said> in a televised address [that it was over].", "in a televised address"),
    ("{Orlan} <said> in Lund [that it was over].", "in Lund"),
    ("{Orlan} <told> the Sundholm Courier [that it was over].", "the Sundholm Courier"),
    ("{Orlan} <told> the BBC [that it was over].", "the BBC"),
    ("{Orlan} <told> reporters [that it was over].", None),
    ("{Orlan} <wrote> on Twitter [that it was over].", "on Twitter"),
    ("In an interview with Radio Verland, {Orlan} <said> [it was over].",
     "In an interview with Radio Verland"),
    ("Speaking at the party conference in Lund, {Orlan} <said> [it was over].",
     "Speaking at the party conference in Lund"),
    ("[“It is over,”] {Orlan} <said> in a statement.", "in a statement"),
    ("{Orlan} <said> in May [that it was over].", None),
    ("{Orlan} <said> [that he would speak at a rally].", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WHERE)
def test_the_place_the_occasion_or_the_medium(text: str, words: str | None) -> None:
    found = placed(text)
    assert (found.said_at and found.said_at.text) == words


def test_what_was_said_long_before_is_an_earlier_statement() -> None:
    long_ago = placed("{Orlan} <had hinted> in May [that he would go].")
    assert long_ago.earlier == long_ago.said_on
    assert long_ago.earlier is not None
    assert placed("{Orlan} <said> on Friday [that he would go].").earlier is None


def test_words_stay_without_days_where_the_article_has_no_date() -> None:
    found = placed("{Orlan} <said> on Friday [that it was over].", None)
    assert found.said_on is not None
    assert (found.said_on.from_, found.said_on.to, found.said_on.text) == (None, None, "on Friday")


def test_an_occasion_is_carried_on_to_what_the_same_speaker_goes_on_to_say() -> None:
    text = (
        "{Orlan} <said> on Friday in Lund [that it was over]. "
        "{Orlan} <added> [that nobody was hurt]. {Trask} <disagreed>: [it was not]."
    )
    article, whole = marked(text, WEDNESDAY)
    assert whole.source
    three = [
        replace(
            whole,
            id=str(n),
            source=replace(whole.source, text=article.text[a:b], spans=((a, b),)),
            cue=replace(whole.cue, spans=(whole.cue.spans[n],)),
            content=replace(whole.content, spans=(whole.content.spans[n],)),
        )
        for n, (a, b) in enumerate(whole.source.spans)
    ]
    first, second, third = place(three, article)
    assert first.said_on is not None
    assert (second.said_on, second.said_at) == (first.said_on, first.said_at)
    assert third.said_on is None
