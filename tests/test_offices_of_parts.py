"""Senators, governors, mayors, premiers and nominees: who is meant, and who is only a namesake."""

from __future__ import annotations

from datetime import date

import pytest
from meant import speakers

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import directory_of
from onrecord.actors.parts import part_of, titles_in_part
from onrecord.extracting.speakers import read_cast

DAY = "2015-03-10"


def person(name: str, *roles: tuple[str, str, str | None], of: str = "gov:zz") -> Actor:
    return Actor(
        id="person:" + name.lower().replace(" ", "-"),
        type="person",
        name=name,
        country="zz",
        sources=("compiled",),
        roles=tuple(Role(title=t, of=of, from_=start, to=end) for t, start, end in roles),
    )


TALVIA = Actor(id="gov:zz", type="government", name="Talvia", adjectives=("Talvian",), country="zz")
DIRECTORY = directory_of(
    [
        TALVIA,
        Actor(id="gov:yy", type="government", name="Novarra", country="yy"),
        person("Olav Brandt", ("senator from Verland", "1999-01-03", None)),
        person("Ilse Marrant", ("senator from Verland", "2011-01-03", None)),
        person("Tomas Okoro", ("governor of Verland", "2013-01", "2017-01")),
        person("Mira Sandoval", ("governor of Verland", "2017-01", None)),
        person("Erik Okoro", ("governor of North Ostra", "2014-01", None)),
        person(
            "Jana Lindqvist",
            ("mayor of Zelk", "2012", "2016"),
            ("senator from Ostra", "2017", None),
        ),
        person("Lena Sorvino", ("minister", "2014", None)),
        person("Piet Harlan", ("premier of Ostra", "2010", None)),
        person("Dana Korvin", ("chief minister of the Northern Reach", "2010", None)),
        person("Rolf Aldane", ("republican presidential nominee", "2015-03-01", "2015-11-03")),
        person("Vera Tolland", ("democratic presidential nominee", "2015-03-01", "2015-11-03")),
        person("Nils Garrow", ("democratic vice presidential nominee", "2015-03-01", "2015-11-03")),
    ],
    {"verland": "gov:zz", "ostra": "gov:zz", "north ostra": "gov:zz", "zelk": "gov:zz"},
)


@pytest.mark.parametrize(
    ("source", "before", "expected"),
    [
        ("The Verland senator", "Ilse Marrant came.", "Ilse Marrant"),
        ("The Verland senator", "Ilse Marrant and Olav Brandt came.", None),
        ("The Verland senator", "It rained.", None),
        ("The senior senator from Verland", "It rained.", "Olav Brandt"),
        ("The junior senator from Verland", "It rained.", "Ilse Marrant"),
        ("Verland's junior senator", "It rained.", "Ilse Marrant"),
        ("The freshman Verland senator", "Ilse Marrant came.", "Ilse Marrant"),
        ("The outspoken junior senator from Verland", "It rained.", "Ilse Marrant"),
        ("The former Verland senator", "It rained.", None),
        ("The one-time and former Verland senator", "Ilse Marrant came.", None),
        ("The embattled, two-term governor of Verland", "It rained.", None),
        ("The embattled Verland governor", "It rained.", "Tomas Okoro"),
        ("The deputy Verland governor", "It rained.", None),
        ("The Verland governor", "It rained.", "Tomas Okoro"),
        ("Verland's governor", "It rained.", "Tomas Okoro"),
        ("Verland's Republican governor", "It rained.", "Tomas Okoro"),
        ("The governor of the state of Verland", "It rained.", "Tomas Okoro"),
        ("The governor of North Ostra", "It rained.", "Erik Okoro"),
        ("The governor of Ostra", "It rained.", None),
        ("The former governor of Verland", "It rained.", None),
        ("The deputy governor of Verland", "It rained.", None),
        ("The mayor of Zelk", "It rained.", "Jana Lindqvist"),
        ("The mayor of the city of Zelk", "It rained.", "Jana Lindqvist"),
        ("The mayor of Ostra", "It rained.", None),
        ("Zelk's deputy mayor", "It rained.", None),
        ("The Ostra premier", "It rained.", "Piet Harlan"),
        ("The minister president of Ostra", "It rained.", "Piet Harlan"),
        ("The chief minister of the Northern Reach", "It rained.", "Dana Korvin"),
        ("The Republican nominee", "It rained.", "Rolf Aldane"),
        ("The GOP presidential nominee", "It rained.", "Rolf Aldane"),
        ("The presumptive Republican nominee", "It rained.", "Rolf Aldane"),
        ("The Democratic Party's nominee for president", "It rained.", "Vera Tolland"),
        ("The Democratic presidential candidate", "It rained.", "Vera Tolland"),
        ("The Democratic vice-presidential nominee", "It rained.", "Nils Garrow"),
        ("The presidential nominee", "Vera Tolland came.", "Vera Tolland"),
        ("The presidential nominee", "Vera Tolland and Rolf Aldane came.", None),
        ("The nominee", "It rained.", None),
        ("The Democratic candidate", "It rained.", None),
        ("The Republican nominee", "Lars Quell, Republican nominee for judge, came.", "Lars Quell"),
    ],
)  # fmt: skip
def test_whose_office_it_is(source: str, before: str, expected: str | None) -> None:
    text = f"Talvia voted. {before} ⟦{source}⟧ said on Tuesday that all was well."
    found = speakers(text, DAY, directory=DIRECTORY)[0]
    named = found.name if found and found.how != "unnamed" else None
    assert named == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2016-12-06", "Tomas Okoro"), ("2018-03-06", "Mira Sandoval"), ("2010-03-09", None)],
)
def test_an_office_of_a_part_is_its_holders_of_the_day(day: str, expected: str | None) -> None:
    text = "Talvia voted. ⟦The Verland governor⟧ said on Tuesday that all was well."
    found = speakers(text, day, directory=DIRECTORY)[0]
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ilse Marrant spoke in Talvia.", "person:ilse-marrant"),
        ("Ilse Marrant spoke in Verland, Talvia.", "person:ilse-marrant"),
        ("Ilse Marrant spoke in Talvia.", None),
        ("Ilse Marrant, a nurse from Verland in Talvia, spoke.", None),
        ("Ilse Marrant, a nurse in Novarra, spoke.", None),
        ("Ilse Marrant, the Verland lawmaker, spoke in Talvia.", "person:ilse-marrant"),
        ("Gov. Okoro spoke in Verland, Talvia.", "person:tomas-okoro"),
        ("Gov. Okoro spoke in North Ostra, Talvia.", "person:erik-okoro"),
        ("Gov. Okoro spoke in Talvia.", None),
        ("Former Gov. Okoro spoke in Verland, Talvia.", None),
        ("Okoro spoke in Verland, Talvia.", None),
        ("Minister Sorvino spoke in Verland, Talvia.", "person:lena-sorvino"),
        ("Sorvino spoke in Verland, Talvia.", "person:lena-sorvino"),
        ("Mayor Sorvino spoke in Verland, Talvia.", None),
        ("State Sen. Ilse Marrant spoke in Verland, Talvia.", None),
        ("Sen. Ilse Marrant (R-Ohio) spoke in Verland, Talvia.", None),
        ("Mayor Lindqvist spoke in Zelk.", "person:jana-lindqvist"),
        ("Mayor Lindqvist spoke in Novarra.", None),
        ("Judge Lindqvist spoke in Zelk.", None),
    ],
)
def test_who_is_an_office_holder_and_who_a_namesake(text: str, expected: str | None) -> None:
    text += " All were glad that nothing would change."
    cast, _ = read_cast(text, DIRECTORY, date.fromisoformat(DAY))
    surnames = {"marrant", "okoro", "lindqvist", "sorvino"}
    people = [e for e in cast.entities if e.key[-1] in surnames]
    assert [e.actor.id if e.actor else None for e in people] == [expected]


def test_a_phrase_names_the_titles_that_it_may_mean() -> None:
    assert titles_in_part("Ostra's junior senator")[1] == "senator from the ostras"
    assert "senator from ostra" in titles_in_part("Ostra's junior senator")
    assert titles_in_part("GOP nominee") == ("republican presidential nominee",)
    assert titles_in_part("president of Talvia") == ()


def test_a_title_tells_its_part() -> None:
    assert part_of("senator from North Ostra") == ("senator", "north ostra")
    assert part_of("chief minister of the Northern Reach") == ("chief minister", "northern reach")
    assert part_of("senate majority leader") is None
    assert part_of("mayor") is None
