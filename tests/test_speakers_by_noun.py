"""Names that are read whole, and people and bodies that a noun means, as in news of any country."""

from __future__ import annotations

import pytest
from meant import name, speakers

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import directory_of

NAMES = [
    # a number that is a name's, and one that counts something
    ("⟦Channel 4⟧ reported a fire.", "Channel 4"),
    ("⟦France 24⟧ reported a fire.", "France 24"),
    ("A group called Future 45 came. ⟦Future 45⟧ said no.", "Future 45"),
    ("It said Fox 20 times. ⟦Fox⟧ said no.", "Fox"),
    # a call that is a body's name, and one that is only a call
    ("The group Save the Harbour came. ⟦Save the Harbour⟧ said no.", "Save the Harbour"),
    ("⟦Stop the Quarry Coalition⟧ said no.", "Stop the Quarry Coalition"),
    ('"Save the Zelk Times," he asked. ⟦The Zelk Times⟧ said no.', "Zelk Times"),
    # two acronyms; a sentence that ends in one
    ("⟦Files from HBK VAN⟧ showed no.", "HBK VAN"),
    ("Ruth Okoro came to the U.S. While ⟦Okoro⟧ said no, it rained.", "Ruth Okoro"),
    # offices of several words
    ("⟦The state Division of Harbour Safety⟧ said no.", "Division of Harbour Safety"),
    ("⟦The Inspectorate of Ships⟧ said no.", "Inspectorate of Ships"),
    # a short name in brackets, but not where its bearer is of
    ("The Verbane Ports Authority (Verports) came. ⟦Verports⟧ said no.", "Verbane Ports Authority"),
    ("The Verbane Movement for Change (MCV) came. ⟦MCV⟧ said no.", "Verbane Movement for Change"),
    ("The Lindqvist Fund (Orla) came. ⟦Orla⟧ said no.", "Orla"),
    ("Olav Brandt (Verbane) came. ⟦Verbane⟧ said no.", "Verbane"),
    # a surname in s without it; one of two; in another word; of those who follow somebody
    ("Ida Brandts came. ⟦Brandt's⟧ vow of it.", "Ida Brandts"),
    ("Ida Brandts and Olav Brandt came. ⟦Brandt's⟧ vow of it.", "Olav Brandt"),
    ("Olav Okoro and Ruth Okoro came. ⟦Okoro⟧ praised Ruth Okoro.", "Olav Okoro"),
    ("Olav Okoro and Ruth Okoro came. ⟦Okoro⟧ said Ruth Okoro was late.", "Ruth Okoro"),
    ("Ruth Okoro came. An ⟦Okoro⟧-backed lawsuit said no.", "Ruth Okoro"),
    ("Young Okoro supporters came. Ruth Okoro sang. ⟦Okoro⟧ said no.", "Ruth Okoro"),
    ("Young Okoro came. ⟦Okoro⟧ said no.", "Young Okoro"),
    # where somebody works, or a town is
    ("⟦Ruth Okoro of digital consulting firm VELK⟧ said no.", "Ruth Okoro"),
    ("⟦The Orla, Verland-based charity⟧ said no.", None),
    ("⟦A Zelk, Iowa, pastor, Olav Brandt,⟧ said no.", "Olav Brandt"),
    ("⟦The Zelk Council, Verland,⟧ said no.", "Zelk Council"),
    # a noun for several that is a body's name
    ("⟦The Zelk Welders⟧ said no.", "Zelk Welders"),
    ("⟦The Zelk Republicans⟧ said no.", None),
    ("⟦The Senate Leaders⟧ said no.", None),
]  # fmt: skip

ROLES = [
    # one of a party, of a state and of a people
    ("Sen. Ida Marrant (D-Calif.) came. Sen. Olav Brandt (R-Ohio) came. ⟦The California Democrat⟧ "
     "said no.", "Ida Marrant"),
    ("Rep. Olav Brandt, an Ohio Republican, came. ⟦The Ohio Republican⟧ said no.", "Olav Brandt"),
    ("Rep. Olav Brandt, an Ohio Republican, came. ⟦The Texas Republican⟧ said no.", None),
    ("⟦The Texas Republican⟧ said no.", None),
    ("⟦The Republican National Committee⟧ said no.", "Republican National Committee"),
    ("Ida Marrant, the top Democrat on the panel, came. ⟦The top Democrat⟧ said no.",
     "Ida Marrant"),
    ("⟦Republican⟧ assails elites.\n\nOlav Brandt, a Republican, spoke in Zelk.", "Olav Brandt"),
    ("⟦Republican⟧ assails elites.", None),
    ("Australian Ida Marrant won. Olav Brandt lost. ⟦The Australian⟧ said no.", "Ida Marrant"),
    ("⟦The Australian⟧ said no.", None),
    ("Ida Marrant told The Australian of it. ⟦The Australian⟧ said no.", "Australian"),
    ("⟦The Germans⟧ said no.", "Germany"),
    # what somebody was, is together with others, or turned into
    ("Former boxer Ida Marrant came. Olav Brandt baked. ⟦The ex-boxer⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, the co-host, came. Olav Brandt baked. ⟦The co-host⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, the singer-turned-mayor, came. ⟦The mayor⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, an oligarch, came. Olav Brandt baked. ⟦The oligarch⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, the CEO of Verbane Fund, came. Olav Brandt baked. ⟦The executive⟧ said no.",
     "Ida Marrant"),
    # what somebody is by what they do
    ("Ida Marrant, who hosts a show on Zelk TV, came. Olav Brandt baked. ⟦The Zelk TV host⟧ said "
     "no.", "Ida Marrant"),
    ("Ida Marrant, who moderated the debate, came. Olav Brandt baked. ⟦The moderator⟧ said no.",
     "Ida Marrant"),
    ("Ida Marrant served as finance minister until May. Olav Brandt baked. ⟦The former finance "
     "minister⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, who led the race, came. Olav Brandt is the leader. ⟦The leader⟧ said no.",
     "Olav Brandt"),
    # not whom its own words name
    ("Ida Marrant came. ⟦The baker who sued Marrant⟧ said no.", None),
    ("Ida Marrant came. Olav Brandt, a baker, came. ⟦The baker who sued Marrant⟧ said no.",
     "Olav Brandt"),
]  # fmt: skip

BODIES = [
    # the company of the sentence before, but not whoever is told of it, or where
    ("The Bank of Zelk met. The index fell with the oil giant Verbane Lund. ⟦The company⟧ said no.",
     "Verbane Lund"),
    ("Verbane Airways is an airline. It bought a house in Orla. ⟦The company⟧ said no.",
     "Verbane Airways"),
    ("Verbane Airways is an airline. A man told the Zelk Times of it. ⟦The company⟧ said no.",
     "Verbane Airways"),
    ("A Danish company came. Rain fell. ⟦The company⟧ said no.", None),
    ("⟦The state-run Zelna news agency⟧ said no.", "Zelna"),
    ("The Zelk Council met Verbane Rovers. ⟦The club⟧ said no.", "Verbane Rovers"),
    ("The Zelk Times, a weekly, closed. ⟦The weekly⟧ said no.", "Zelk Times"),
]  # fmt: skip

TEXTS = [
    ("The Okoro campaign sued the Verland Fund on Friday. ⟦The complaint⟧ alleged no.",
     "Okoro campaign"),
    ("Verbane Holdings took Ruth Okoro to court. ⟦The suit⟧ alleged no.", "Verbane Holdings"),
    ("Verbane Holdings was sued by the Lindqvist Fund over it. ⟦The suit⟧ alleged no.",
     "Lindqvist Fund"),
    ("A baker sued Ruth Okoro. ⟦The suit⟧ alleged no.", None),
    ("Ruth Okoro sued Verbane Holdings on Friday. ⟦The report⟧ alleged no.", None),
    ("⟦Verbane Media's political ad tracker⟧ showed no.", "Verbane Media"),
    ("⟦Ida Marrant's angry letter⟧ said no.", "Ida Marrant"),
    ("⟦Ida Marrant's lawyer's letter⟧ said no.", None),
]  # fmt: skip

CASES = [*NAMES, *ROLES, *BODIES, *TEXTS]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_noun_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


TALVIA = Actor(id="gov:zz", type="government", name="Talvia", adjectives=("Talvian",))
EARLIER = Actor(
    id="own:e", type="person", name="Ilse Q. Marrant", names=("Ilse Marrant",), gender="f",
    roles=(Role(title="president", of="gov:zz", from_="2001-01-01", to="2004-12-31"),),
)  # fmt: skip
NAMESAKE = Actor(id="own:n", type="person", name="Ilse R. Marrant", names=("Ilse Marrant",))
FORMER = [
    # of two of one name, the initial tells whom it is
    ("Talvia votes. Ilse Q. Marrant met Ruth Okoro. Okoro left. ⟦The former president⟧ said no.",
     "Ilse Q. Marrant"),
    ("Talvia votes. Ilse Q. Marrant met Ruth Okoro, a former president of Ruvia. Okoro left. "
     "⟦The former president⟧ said no.", "Ruth Okoro"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMER)
def test_former_office_is_that_of_who_held_it(text: str, expected: str) -> None:
    directory = directory_of([TALVIA, EARLIER, NAMESAKE])
    assert name(speakers(text, "2016-02-02", directory=directory)[-1]) == expected
