"""To whom and about whom an actor speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from onrecord import Article, Record, Statement
from onrecord.actors.actor import Actor
from onrecord.actors.directory import directory_of
from onrecord.record import spoken_of
from onrecord.record.place import Place
from onrecord.record.spoken_of import NamedOthers
from onrecord.statement import Speaker, passage, statement_id

NOVARRA = Actor(
    id="gov:nv", type="government", name="Novarra", metonyms=("the Citadel", "Port Sella"),
)  # fmt: skip
LEAGUE = Actor(id="org:tsl", type="organisation", name="Tidal States League", names=("TSL",))
FAR = Actor(id="org:far", type="organisation", name="Far Party", names=("DNA",), country="xx")
DIRECTORY = directory_of([NOVARRA, LEAGUE, FAR], {"port sella": "gov:nv", "north quay": "gov:nv"})
MARRANT, BRANDT = "Ilse Marrant", "Osk Brandt"


def story(name: str, *lines: tuple[str, str], day: int = 1) -> tuple[Article, list[Statement]]:
    """An article in which people, by their names, say one thing each."""
    text = "\n\n".join(f"{who} said that {what}." for who, what in lines)
    found, at = [], 0
    for who, what in lines:
        source, cue = (at, at + len(who)), (at + len(who) + 1, at + len(who) + 5)
        content = (cue[1] + 1, cue[1] + 6 + len(what))
        speaker = Speaker(
            actor=None, name=who, type="organisation" if "Board" in who else "person", how="name",
            confidence=0.9, spans=(source,),
        )  # fmt: skip
        found.append(
            Statement(
                id=statement_id(text, [source], [cue], [content]), kind="indirect",
                source=passage(text, [source]), cue=passage(text, [cue]),
                content=passage(text, [content]), speaker=speaker, confidence=0.9, extractor="made",
            )
        )  # fmt: skip
        at = content[1] + 3
    day_of_may = date(2026, 5, day)
    return Article(id=name, outlet="The Zelk Post", published=day_of_may, text=text), found


def named(place: Place, stories: Iterable[tuple[Article, list[Statement]]]) -> NamedOthers:
    with Record(place, directory=DIRECTORY) as record:
        record.add_extracted(stories)
        return record.actors.show(MARRANT).others


@pytest.mark.parametrize(
    ("said", "beside", "expected"),
    [
        ("Osk Brandt’s dam leaked", [], {BRANDT}),  # speaks in another article
        ("Brandt knew", [(BRANDT, "it leaked")], {BRANDT}),
        ("Brandt knew that Osk Brandt would pay", [(BRANDT, "it leaked")], {BRANDT}),
        ("Brandt knew", [], set()),  # no such name speaks in this article
        ("Brandt knew", [(BRANDT, "it leaked"), ("Ana Brandt", "it did not")], set()),
        ("Ana Brandt knew", [(BRANDT, "it leaked"), ("Ana Brandt", "it did not")], {"Ana Brandt"}),
        ("Marrant would resign", [], set()),  # herself
        ("the brandt was drunk", [(BRANDT, "it leaked")], set()),
        ("the Harbour Board slept", [("Harbour Board", "it woke")], {"Harbour Board"}),
        ("the Board slept", [("Harbour Board", "it woke")], set()),
        ("Novarra and the TSL would pay", [], {"Novarra", "Tidal States League"}),
        ("the Citadel would pay", [], {"Novarra"}),
        ("rain fell on Port Sella", [], set()),  # it is a place too
        ("rain fell on North Quay", [("North Quay", "it was dry")], set()),
        ("they had its DNA", [], set()),  # letters of a party that is never heard here
        ("they met the Far Party", [], {"Far Party"}),
        ("Wend Orlo knew", [], set()),  # nobody whom the record or the directory knows
    ],
)
def test_who_is_named(
    place: Place, said: str, beside: list[tuple[str, str]], expected: set[str]
) -> None:
    elsewhere = story("elsewhere", (BRANDT, "it was safe"))
    others = named(place, [elsewhere, story("here", (MARRANT, said), *beside, day=2)])
    assert {one.name for one in others.actors} == expected
    assert all(one.statements == 1 for one in others.actors)
    assert others.looked_at == 1


def test_those_named_in_most_statements_come_first_and_can_be_searched_for(place: Place) -> None:
    stories = [
        story("a", (MARRANT, "Brandt knew of the leak in Novarra"), (BRANDT, "it was safe")),
        story("b", (MARRANT, "Osk Brandt ran")),
        story("c", (MARRANT, "Brandt was tired")),  # whoever that is
    ]
    brandt, novarra = named(place, stories).actors
    assert (brandt.name, brandt.type, brandt.statements) == (BRANDT, "person", 2)
    assert (novarra.actor, novarra.type, novarra.statements) == ("gov:nv", "government", 1)
    with Record(place, directory=DIRECTORY) as record:
        marrant = record.actors.show(MARRANT).actor.id
        found = {one.article.id for one in record.statements(actor=marrant, text=brandt.text)}
        assert found == {"a", "b", "c"}


def test_what_people_judge_of_actors_counts(place: Place) -> None:
    stories = [story("a", (MARRANT, "Osk Brandt ran")), story("b", (BRANDT, "it was safe"))]
    assert [one.name for one in named(place, [*stories, story("c", ("Osk B.", "no"))]).actors] == [
        BRANDT
    ]
    with Record(place, directory=DIRECTORY) as record:
        record.actors.merge("Osk B.", BRANDT, who="ana")
        record.actors.rename("Osk B.", "Oskar Brandt-Vale", who="ana")
        (other,) = record.actors.show(MARRANT).others.actors
        assert (other.actor, other.name) == (
            record.actors.show("Osk B.").actor.id, "Oskar Brandt-Vale",
        )  # fmt: skip
        record.actors.merge(MARRANT, "Osk B.", who="ana")
        assert record.actors.show(MARRANT).others.actors == ()


def test_only_so_many_of_the_latest_statements_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken_of, "LATEST", 2)
    lines = ["Novarra was wrong", "the TSL was right", "Osk Brandt ran"]
    stories = [story(str(n), (MARRANT, line), day=n + 1) for n, line in enumerate(lines)]
    others = named(tmp_path / "news.db", [*stories, story("x", (BRANDT, "it was safe"))])
    assert others.looked_at == 2
    assert {one.name for one in others.actors} == {BRANDT, "Tidal States League"}
