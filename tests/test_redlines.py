"""Red lines: what is one line said twice, whose it is, and when it was said."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace
from test_stories import DAM, MARRANT, OTHER, saying
from test_stories import text as joined

from onrecord import Record
from onrecord.article import Article
from onrecord.positions.redlines import red_lines
from onrecord.record.place import Place
from onrecord.statement import (
    Act,
    ActLabel,
    Condition,
    Passage,
    SaidOn,
    Speaker,
    Statement,
    passage,
)

Drawn = tuple[Article, list[Statement]]

ORLAN = Speaker(actor="record:1", name="Ada Orlan", type="person", how="name", confidence=0.9)


def said(
    condition: str,
    consequence: str,
    *,
    label: ActLabel = "threaten",
    day: int = 1,
    speaker: Speaker | None = ORLAN,
    said_on: SaidOn | None = None,
) -> tuple[Article, Statement]:
    text = f"{condition}, {consequence}"
    act = Act(
        label=label,
        spans=((0, len(text)),),
        confidence=0.9,
        condition=Condition(text=condition, spans=((0, len(condition)),), marker="if"),
        consequence=Passage(text=consequence, spans=((len(condition) + 2, len(text)),)),
    )
    statement = Statement(
        id=f"s{day}", kind="direct", source=passage("officials", [(0, 9)]),
        cue=passage("said", [(0, 4)]), content=passage(text, [(0, len(text))]), speaker=speaker,
        acts=(act,), said_on=said_on, confidence=0.9, extractor="test",
    )  # fmt: skip
    return Article(id=f"a{day}", text=text, published=date(2026, 3, day)), statement


def test_a_line_drawn_again_is_one_line_said_twice() -> None:
    once = said("If one ship is stopped", "we will close the strait", day=9)
    again = said("if a ship is stopped", "we will close the strait", day=4)
    other = said("If the dam is opened", "we will recall our envoy", day=5)
    first, second = red_lines([once, again, other])
    assert [s.statement.id for s in first.times] == ["s4", "s9"]
    assert (first.first, first.last) == (date(2026, 3, 4), date(2026, 3, 9))
    assert first.condition.text == "if a ship is stopped"
    assert [s.statement.id for s in second.times] == ["s5"]


def test_lines_of_two_actors_or_acts_are_two_lines() -> None:
    trask = replace(ORLAN, actor="record:2", name="Per Trask")
    words = ("If one ship is stopped", "we will close the strait")
    lines = red_lines([said(*words), said(*words, day=2, speaker=trask)])
    assert {line.name for line in lines} == {"Ada Orlan", "Per Trask"}
    assert len(red_lines([said(*words), said(*words, day=2, label="promise")])) == 2


def test_vague_sources_of_two_articles_are_not_one_actor() -> None:
    words = ("If one ship is stopped", "we will close the strait")
    lines = red_lines([said(*words, speaker=None), said(*words, day=2, speaker=None)])
    assert [line.name for line in lines] == ["officials", "officials"]


def test_the_day_is_that_of_saying_where_it_is_told() -> None:
    told = SaidOn(from_="2026-02-20", to="2026-02-20", text="on Friday", spans=((0, 9),))
    (line,) = red_lines([said("If they come", "we will answer", said_on=told)])
    assert line.first == date(2026, 2, 20)


def test_what_was_not_done_or_draws_no_line_is_none() -> None:
    article, statement = said("If they come", "it will rain", label="predict")
    assert red_lines([(article, statement)]) == []
    article, statement = said("If they come", "we will answer")
    undone = replace(statement, acts=(replace(statement.acts[0], negated=True),))
    assert red_lines([(article, undone)]) == []


def drawn(name: str, outlet: str, around: list[str], label: ActLabel) -> Drawn:
    """An article in which Marrant says, once, what she will do if a ship is stopped."""
    words = "If a ship is stopped, we will close the strait"
    article, (statement,) = saying(
        name, [(MARRANT, words)], outlet=outlet, around=joined(around) + "\n\n"
    )
    ((at, end),) = statement.content.spans
    condition, consequence = (at, at + 20), (at + 22, end)
    act = Act(
        label=label, spans=((at, end),), confidence=0.9,
        condition=Condition(text=words[:20], spans=(condition,), marker="if"),
        consequence=passage(article.text, [consequence]),
    )  # fmt: skip
    speaker = replace(statement.speaker, actor="person:marrant") if statement.speaker else None
    return article, [replace(statement, acts=(act,), speaker=speaker)]


def test_a_line_of_a_record_is_counted_in_independent_sources(place: Place) -> None:
    with Record(place) as record:
        record.add_extracted(
            [
                drawn("print 1", "Zelk Post", DAM, "threaten"),
                drawn("print 2", "Vessen Herald", DAM, "threaten"),
                drawn("own", "Vessen Herald", OTHER, "threaten"),
                drawn("own too", "Coast Mail", OTHER[::-1][:2], "threaten"),
                drawn("promised", "Zelk Post", OTHER[:1], "promise"),
            ]
        )
        found = {line.act: line for line in record.red_lines()}
        assert (found["threaten"].articles, found["threaten"].sources) == (4, 2)
        assert (found["promise"].articles, found["promise"].sources) == (1, 1)
        (line,) = record.red_lines(act="threaten", outlet="Vessen Herald")
        assert (line.articles, line.sources) == (2, 1)
        assert record.red_lines(speaker="Brandt") == []
