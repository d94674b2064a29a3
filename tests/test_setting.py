"""When and where something was said, in articles of Wednesday, 11 March 2026."""

from __future__ import annotations

from datetime import date

import pytest
from marked import marked
from msgspec.structs import replace

from onrecord.article import Article
from onrecord.extracting.dates import time_expressions
from onrecord.extracting.setting import place
from onrecord.statement import Passage, Speaker, Statement, passage

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
    ("last February", "2026-02-01", "2026-02-28"),
    ("last March", "2025-03-01", "2025-03-31"),
    ("in early February", "2026-02-01", "2026-02-10"),
    ("in mid-January", "2026-01-11", "2026-01-20"),
    ("in late May 2015", "2015-05-21", "2015-05-31"),
    ("in the 1960s", "1960-01-01", "1969-12-31"),
    ("in the early 1990s", "1990-01-01", "1993-12-31"),
    ("last summer", "2025-06-01", "2025-08-31"),
    ("in the autumn", "2025-09-01", "2025-11-30"),
    ("this spring", "2026-03-01", "2026-03-11"),
    ("in the summer of 2012", "2012-06-01", "2012-08-31"),
    ("twelve years ago", "2014-01-01", "2014-12-31"),
    ("this past week", "2026-03-09", "2026-03-11"),
    ("this weekend", "2026-03-07", "2026-03-08"),
    ("over the past two weeks", "2026-02-25", "2026-03-11"),
    ("from Feb. 11 to Feb. 16", "2026-02-11", "2026-02-16"),
    ("between March 2 and 5", "2026-03-02", "2026-03-05"),
]
NO_DAYS = [
    "that he may resign", "that they march for peace", "in the Sunday Times", "at the 2012 level",
    "for a second time", "that April Orlan agreed", "on June 2", "that 12 people may leave",
    "that the summer was dry", "in the 1800s", "this summer",
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


def test_on_a_monday_this_week_is_the_week_up_to_it() -> None:
    (found,) = time_expressions("said this week", 0, 14, date(2026, 3, 9))
    assert (str(found.first), str(found.last)) == ("2026-03-03", "2026-03-09")


def test_before_a_weekend_this_weekend_is_not_known() -> None:
    (found,) = time_expressions("said this weekend", 0, 17, date(2026, 3, 13))
    assert found.first is None


DATELINES = [
    ("LUND, March 6 (Tarn Press) — {Orlan} <said> on Thursday [it was over].", "2026-03-05"),
    ("Dam closed\n\nPORT SANTAL, Verland, Dec. 4 - {Orlan} <said> on Tuesday [it was over].",
     "2025-12-02"),
    ("LUND, March 6 (Tarn Press) — {Orlan} <called> [it over].", None),
    ("Orlan was born in LUND, March 6. {Orlan} <said> on Thursday [it was over].", "2026-03-05"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DATELINES)
def test_words_of_time_are_meant_by_the_dateline(text: str, day: str | None) -> None:
    (found,) = days_of([placed(text)])
    assert found == day


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
        "May 5",
        "in December",
        "this year",
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
    ("{Two of nine pollsters asked last week} <said> [it was over].", None),
    ("{Two of nine voters polled last week} <said> [it was over].", "last week"),
    ("More than a year ago, {Orlan} <said> [it was over].", None),
    # told between the parts of a content, and of a whole sentence
    ("{Orlan} <expressed> [some hope] over the weekend [that it was over].", "over the weekend"),
    ("On Friday, {Orlan} met the mayor, walked home and <said> [it was over].", "On Friday"),
    ("In 1972, [the dam] <thrilled> {the voters}.", "In 1972"),
    ("Last May, {Orlan} <said>, [the dam was safe].", None),
    ("Last May, {Orlan} <said>, [“The dam is safe.”]", "Last May"),
    # of another clause
    ("{Orlan}, who backed Trask in 2012, <said> [it was over].", None),
    ("The town votes on Tuesday, and {a poll} <shows> [it is over].", None),
    ("It rained on Monday, but {Orlan} <said> [it was over].", None),
    ("{The book}, printed in 1997, has {Orlan's} <dry account of> [the flood].", None),
    # of a document
    ("{A 2014 study} <found> [it was over].", "A 2014"),
    # of a deed, not of what is so
    ("{Orlan} <blasted> [the mayor on Friday over the dam].", "on Friday"),
    ("{Orlan} <blasted> [the mayor who had met Trask on Friday].", None),
    ("{Orlan} <blasted> [“the mayor on Friday”].", None),
    ("{Orlan} <claimed> [a win on Friday].", None),
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
    ("{Orlan} <told> The Evening Strand [that it was over].", "The Evening Strand"),
    ("{Orlan} <told> InsideZelk [that it was over].", "InsideZelk"),
    ("{Orlan} <told> McTrask [that it was over].", None),
    ("In a written reply, {Orlan} <said> [that it was over].", "In a written reply"),
    ("{Orlan} <told> reporters [that it was over].", None),
    ("{Orlan} <wrote> on Twitter [that it was over].", "on Twitter"),
    ("In an interview with Radio Verland, {Orlan} <said> [it was over].",
     "In an interview with Radio Verland"),
    ("Speaking at the party conference in Lund, {Orlan} <said> [it was over].",
     "Speaking at the party conference in Lund"),
    ("[“It is over,”] {Orlan} <said> in a statement.", "in a statement"),
    ("{Orlan} <told> a parliamentary committee [that it was over].", "a parliamentary committee"),
    ("{Orlan} <told> reporters outside his hotel [it was over].", "outside his hotel"),
    ("By satellite phone, {Orlan} <said> [it was over].", "By satellite phone"),
    ("{Orlan, a professor at the Marrant School of Law at the University of Zelk and an adviser to "
     "the council for nearly nine years,} <said> [it was over].", None),
    ("In the lead-up to the debate, {Orlan} <said> [it was over].", None),
    ("{Orlan} <said> in May [that it was over].", None),
    ("{Orlan} <said> [that he would speak at a rally].", None),
    ("{Orlan} <told> Newsweek [that it was over].", "Newsweek"),
    ("{Orlan} <told> Verland’s ITV [that it was over].", "Verland’s ITV"),
    ("{Orlan} <told> a crowd in Lund [that it was over].", "a crowd"),
    ("During Monday night’s mayoral debate, {Orlan} <said> [it was over].",
     "During Monday night’s mayoral debate"),
    ("{Orlan} <thanked> [Trask] on Twitter [for the dam].", "on Twitter"),
    ("{Orlan} <said> on “Verland at Nine” [that it was over].", "on “Verland at Nine”"),
    ("{Orlan} <asked> on CNN’s First Light [whether it was over].", "on CNN’s First Light"),
    ("{Orlan} released a short statement <saying> [it was over].", "a short statement"),
    ("{Orlan} took to Facebook <to say> [it was over].", "took to Facebook"),
    ("{Orlan} <posted> to her Twitter page [that it was over].", "to her Twitter page"),
    ("{Orlan} <said> in court [that it was over].", "in court"),
    ("Sitting down with Radio Verland, {Orlan} <said> [it was over].",
     "Sitting down with Radio Verland"),
    ("In Lund, {Orlan} <said> [it was over].", "In Lund"),
    ("In Lund, {voters} <see> [it as over].", None),
    ("On a lighter note, {Orlan} <said> [it was over].", None),
    ("In the unlikely event, {Orlan} <said> [it was over].", None),
    ("Speaking on condition of anonymity, {Orlan} <said> [it was over].", None),
    ("{Orlan} <said>, speaking at length, [that it was over].", None),
    ("Pressed by the debate’s hosts, {Orlan} <said> [it was over].", None),
    ("Back from a speech in Lund, {Orlan's} <talk of> [an end] grew.", None),
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


def together(
    *pieces: str, published: date | None = WEDNESDAY, named: bool = False
) -> list[Statement]:
    """Several marked pieces as one article: its statements, placed; named: by their speakers."""
    text, found = "", []
    for number, piece in enumerate(pieces):
        article, one = marked(piece)
        source = one.source and moved(one.source, len(text))
        cue, content = moved(one.cue, len(text)), moved(one.content, len(text))
        who = speaker(one) if named else None
        found.append(
            replace(one, id=str(number), source=source, cue=cue, content=content, speaker=who)
        )
        text += article.text
    return place(found, Article(id="a", text=text, published=published))


def speaker(one: Statement) -> Speaker | None:
    """The speaker whose name the source is; in lower case they are some group."""
    name = one.source.text if one.source else ""
    kind = "person" if name[:1].isupper() else "group"
    return Speaker(actor=None, name=name, type=kind, how="name", confidence=1.0) if name else None


def moved(given: Passage, by: int) -> Passage:
    return replace(given, spans=tuple((a + by, b + by) for a, b in given.spans))


def days_of(statements: list[Statement]) -> list[str | None]:
    return [one.said_on and one.said_on.from_ for one in statements]


FRIDAY = "2026-03-06"
FAR = "The dam is old, and nobody has looked after it for many years. " * 15
CARRIED = [
    # what a speaker goes on to say
    (("{Orlan} <said> on Friday [it was over]. ", "{Orlan} <added> [that all were safe]."),
     [FRIDAY, FRIDAY]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Orlan} <has said> [that he was ill]."),
     [FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ", FAR + "{Orlan} <wants> [a new dam]."),
     [FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Orlan} <declined> [to say more]."),
     [FRIDAY, None]),
    # a headline, and a first sentence
    (("{Orlan} <calls> [it over]\n\n", "{Orlan} has <given up> [the dam].\n\n",
      "[“It is over,”] {Orlan} <said> on Friday."), [FRIDAY, FRIDAY, FRIDAY]),
    (("{Trask} <doubts> [it]\n\n", "It rained.\n\nIt rained.\n\n{Brandt} <agrees> [so].\n\n",
      "[“It is over,”] {Orlan} <said> on Friday."), [FRIDAY, None, FRIDAY]),
    # others near a lead that gives the day, or on its stage
    (("{Orlan} <said> on Friday [it was over]. ", "{Trask} <disagreed>: [it was not]."),
     [FRIDAY, FRIDAY]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Trask} <disagrees>: [it is not]."),
     [FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Diplomats} <said> [it was not]."),
     [FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Trask} <declined> [to comment]."),
     [FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ", FAR + "{Trask} <said> [it was not]."),
     [FRIDAY, None]),
    (("{Orlan} <told> a two-hour hearing on Friday [it was over]. ",
      FAR + "{Trask} <said> [it was not]."), [FRIDAY, FRIDAY]),
    (("{Orlan} <told> a two-hour hearing on Friday [it was over]. ",
      "{Brandt} <said> on Monday [it was not]. ", FAR + "{Trask} <said> [nothing of it]."),
     [FRIDAY, "2026-03-09", None]),
    # a day told by another
    (("{Orlan} <said> on Friday [it was over]. ", "The next day, {Trask} <said> [it was not]."),
     [FRIDAY, "2026-03-07"]),
    (("{Orlan} <said> on Friday [it was over]. ", "{Trask} <agreed> later that day [to go]."),
     [FRIDAY, FRIDAY]),
    (("The next day, {Trask} <said> [it was not over].",), [None]),
    # an article that tells of one day, more than once
    (("{Orlan} <said> on Friday [it was over]. ",
      FAR + "On Friday it rained. " + FAR + "{Trask} <said> [it was not]. ",
      "{Brandt} <says> [it may be]."),
     [FRIDAY, FRIDAY, None]),
    (("{Orlan} <said> on Friday [it was over]. ",
      FAR + "On Friday and on Monday it rained. " + FAR + "{Trask} <said> [it was not]."),
     [FRIDAY, None]),
    # a transcript
    (("Transcript of the daily briefing, March 5\n\n{Q}<:> [Is it over?]\n\n",
      "{MS. BRANDT}<:> [It is.]\n\n", "{Q}<:> [Thank you.]\n\n"), ["2026-03-05"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "days"), CARRIED)
def test_a_day_that_is_told_once_is_carried_on(
    pieces: tuple[str, ...], days: list[str | None]
) -> None:
    assert days_of(together(*pieces)) == days


RAIN = "It rained. " * 20
TOLD = [
    # an occasion that the reporter tells of in a sentence of its own
    (("Orlan gave a speech in Lund on Friday. " + RAIN, "{Orlan} <said> [it was over]. ",
      FAR + "{Trask} <said> [it was not]."), [FRIDAY, None]),
    (("Orlan spoke. He gave an interview to Radio Verland on Friday. " + RAIN,
      "{Orlan} <said> [it was over]."), [FRIDAY]),
    ((FAR + "On Friday, Orlan went to Lund. ", "{Orlan} <said> [it was over]."), [FRIDAY]),
    (("Orlan will give a speech in Lund on Wednesday. ", "{Orlan} <says> [it is over]."), [None]),
    (("Orlan met voters ahead of Friday's debate. " + RAIN, "{Orlan} <said> [it was over]."),
     [None]),
    # a first sentence of the speaker whose day is told below
    (("{Orlan} <calls> [it over]\n\n", "{Trask} <said> on Monday [it was not]. ",
      "{Orlan} <said> on Friday [it was]."), [FRIDAY, "2026-03-09", FRIDAY]),
    (("{Orlan} <had called> [it over]\n\n", "{Orlan} <said> on Friday [it was]."), [None, FRIDAY]),
    (("{some} <say> [it is over]\n\n", "{Orlan} <said> on Friday [it was]."), [None, FRIDAY]),
    # who asks, and who is asked
    (("{Orlan} <said> in an interview with CNN’s Ada Kvist on Friday [it was]. ", RAIN,
      "{Ada Kvist} <said> [it was late]."), [FRIDAY, FRIDAY]),
    (("{Orlan} <said> on Friday [it was]. " + RAIN, "{Trask} <replied> [that it was not]."),
     [FRIDAY, FRIDAY]),
    (("{Orlan} <said> in a letter on Friday [it was]. " + RAIN, "{the letter} <read>: [“No.”]"),
     [FRIDAY, FRIDAY]),
    (("{Orlan} <said> on a show on Friday [it was]. " + RAIN,
      "{Trask} <said> on the same show [it was not]."), [FRIDAY, FRIDAY]),
    # an occasion of its own
    (("{Orlan} <said> in a speech on Friday [it was]. ",
      "In an interview with Radio Verland, {Orlan} <said> [it was not]. ",
      "{Orlan} <said> [it was late]."), [FRIDAY, None, None]),
    (("{Orlan} <said> on Friday [it was]. ", "{Orlan} <regularly mocks> [the dam]. ",
      "{Orlan} <will ask> [for more]."), [FRIDAY, None, None]),
    # those who speak on a stage, and those who comment on it
    (("{Orlan} <said> at the party convention on Friday [it was over]. ",
      FAR + "{Trask} <said> [it was not]. ", "{an adviser} <said> [it was late]."),
     [FRIDAY, FRIDAY, None]),
    (("{Orlan} <told> a two-hour hearing on Friday [it was over], ",
      "though {Orlan} <denied> that on March 2 [last]. ",
      FAR + "{Trask} <said> [it was not]."), [FRIDAY, "2026-03-02", FRIDAY]),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "days"), TOLD)
def test_a_day_is_told_of_an_occasion(pieces: tuple[str, ...], days: list[str | None]) -> None:
    assert days_of(together(*_joined(pieces), named=True)) == days


def _joined(pieces: tuple[str, ...]) -> list[str]:
    """Each piece with the words before it that mark no statement."""
    found, before = [], ""
    for piece in pieces:
        before += piece
        if "<" in piece:
            found.append(before)
            before = ""
    return found


RELATIVE = [
    ("Three days later, {Trask} <said> [it was not].", "2026-03-09"),
    ("The previous night, {Trask} <said> [it was not].", "2026-03-05"),
    ("{Trask} <said> at the time [it was not].", FRIDAY),
    ("{Trask} <was so angry> at the time that [it was not].", None),
]


@pytest.mark.parametrize(("text", "day"), RELATIVE)
def test_words_that_mean_a_day_told_before(text: str, day: str | None) -> None:
    told = together("{Orlan} <said> on Friday [it was over]. ", FAR + text)
    assert days_of(told)[1:] == [day]


def test_nothing_is_told_of_no_statements() -> None:
    assert place([], Article(id="a", text="On Friday it rained.", published=WEDNESDAY)) == []


def test_an_earlier_statement_is_carried_on_only_a_little() -> None:
    told = together(
        "{Orlan} <said> in May 2015 [it was over]. ", FAR + "{Orlan} <said> [it was late]."
    )
    assert days_of(told) == ["2015-05-01", None]


def test_what_is_said_of_oneself_inside_a_statement_is_said_then() -> None:
    text = "{Orlan} <said> on Friday: [“We hope it is over. They told me so.”]"
    article, outer = marked(text, WEDNESDAY)

    def at(words: str) -> Passage:
        start = article.text.index(words)
        return passage(article.text, [(start, start + len(words))])

    inner = [
        replace(outer, id=who, source=at(who), cue=at(cue), content=at(content))
        for who, cue, content in (("We", "hope", "it is over"), ("They", "told", "so"))
    ]
    _, hope, told = place([outer, *inner], article)
    assert hope.said_on is not None
    assert told.said_on is None


def test_today_inside_a_statement_is_the_day_of_that_statement() -> None:
    outer_text = "{Orlan} <said> on Friday: [“They told me this morning.”]"
    article, outer = marked(outer_text, WEDNESDAY)
    start = article.text.index("told")
    cue = passage(article.text, [(start, start + len("told"))])
    inner = replace(outer, id="inner", cue=cue, source=None, content=cue)
    assert days_of(place([outer, inner], article)) == [FRIDAY, FRIDAY]


def test_the_stage_is_where_all_that_is_said_on_it_is_said() -> None:
    told = together(
        "{Orlan} <said> on Friday [it was over], ending a two-hour hearing. ",
        "[“It is,”] {Trask} <said>. ", "{Brandt} <told> the hearing [it was not]. ",
    )  # fmt: skip
    assert [one.said_at and one.said_at.text for one in told] == [
        "a two-hour hearing", "a two-hour hearing", "the hearing",
    ]  # fmt: skip


WHERE_CARRIED = [
    # the same speaker, on the same day
    (("{Orlan} <said> in a speech on Friday [it was over]. ", "{Orlan} <added> [it was late]."),
     ["in a speech", "in a speech"]),
    (("{Orlan} <said> in a speech on Friday [it was]. ", "{Orlan} <said> on Friday [it was late]."),
     ["in a speech", "in a speech"]),
    # without a day only near
    (("{Orlan} <said> in a speech [it was over]. ", "{Orlan} <added> [it was late]."),
     ["in a speech", "in a speech"]),
    (("{Orlan} <said> in a speech [it was over]. ", FAR + "{Orlan} <said> [it was late]."),
     ["in a speech", None]),
    # a town is not where all of a convention is
    (("{Orlan} <said> on Friday [it was over], as the party convention began. ",
      "{Trask} <said> [it was not]."), [None, None]),
    # a room is no occasion
    (("Orlan sat inside the grand hotel on Friday. " + RAIN + "{Orlan} <said> [it was over].",),
     [None]),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "words"), WHERE_CARRIED)
def test_the_place_is_carried_on(pieces: tuple[str, ...], words: list[str | None]) -> None:
    told = together(*pieces, named=True)
    assert [one.said_at and one.said_at.text for one in told] == words
