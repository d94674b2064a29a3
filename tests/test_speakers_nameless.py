"""Pronouns that go on with somebody whom the article does not name, and those that do not."""

from __future__ import annotations

import pytest
from meant import name, speakers

SHE = "Ida Marrant, the mayor of Zelk, opened the port. Marrant said it had cost 30 million.\n\n"
HE = "Olav Brandt, the mayor of Zelk, opened the port. Brandt said it had cost 30 million.\n\n"
THEY = "The Harbour Council met on Monday to vote. The Harbour Council has 12 members.\n\n"
NOBODY = [
    # somebody new is a sentence's subject
    SHE + "In the harbour, a fishmonger was counting crates. ⟦She⟧ said nobody had asked.",
    SHE + "Outside the hall, a woman with a child waited. ⟦She⟧ said nobody had asked.",
    SHE + "Among them was a retired nurse from Haldor. ⟦She⟧ said nobody had asked.",
    SHE + "There was a teacher who lost her flat in May. ⟦She⟧ said nobody had asked.",
    SHE + "Then there is the 34-year-old teacher who lost her flat. ⟦She⟧ said nobody had asked.",
    SHE + "A nurse in her 40s lost her flat in May. ⟦She⟧ said nobody had asked.",
    SHE + "A Zelk woman spoke to the Herald on Sunday. ⟦She⟧ said nobody had asked.",
    SHE + "Two years ago, a nurse lost her flat. ⟦She⟧ said nobody had asked.",
    SHE + "The victim, a 19-year-old student, went to the police. ⟦She⟧ said nobody had asked.",
    HE + "A second official gave another account. ⟦He⟧ said nobody had asked.",
    HE + "The driver was held on Sunday. ⟦He⟧ said nobody had asked.",
    HE + "One former employee spoke of fear. ⟦He⟧ said nobody had asked.",
    HE + "An 18-year-old was held on Sunday. ⟦He⟧ said nobody had asked.",
    SHE + "On the quay stood a woman with a dog. ⟦She⟧ said nobody had asked.",
    SHE + "Last week a nurse wrote to the council. ⟦She⟧ said nobody had asked.",
    SHE + "One of the women wept. ⟦She⟧ said nobody had asked.",
    # or was met
    HE + "Police arrested a 43-year-old man on Sunday. ⟦He⟧ said nobody had asked.",
    HE + "The Herald spoke to a man who saw the fire. ⟦He⟧ said nobody had asked.",
    # or is somebody's relative
    HE + "His father, a docker, was strict. ⟦He⟧ said nobody had asked.",
    SHE + "The mother of one victim wept. ⟦She⟧ said nobody had asked.",
    SHE + "Marrant’s mother came from Haldor. ⟦She⟧ said nobody had asked.",
    HE + "“My father was a docker. ⟦He⟧ told us that nobody had asked.",
    SHE + "“My mother let him a flat,” ⟦she⟧ writes. “Last night ⟦she⟧ told me that it was over.",
    # and is told of further on
    SHE + "One woman lost her flat in May. When the letter came, ⟦she⟧ said nobody had asked.",
    SHE + "One woman lost her flat in May. She had lived there for 30 years.\n\nThe letter came "
    "too late. ⟦She⟧ said nobody had asked.",
    # anybody
    HE + "When a man tells a woman to smile, ⟦he⟧ is saying that her face is his.",
    HE + "If a man says he is honest, ⟦he⟧ thinks you are a fool.",
    HE + "Anyone who drinks says that ⟦he⟧ regrets a storm.",
    HE + "A voter must decide whether ⟦he⟧ wants change.",
    # people of whom none is named, also of a body
    THEY + "Several members of the opposition walked out. ⟦They⟧ said the budget was late.",
    THEY + "The Harbour Council drew anger from dockers. ⟦They⟧ said the budget was late.",
    THEY + "Harbour Council employees went on strike. ⟦They⟧ said the budget was late.",
    THEY + "While many Harbour Council watchers expect a vote, ⟦they⟧ say the budget is late.",
    THEY + "Critics were angry at the Harbour Council.\n\n⟦They⟧ said the budget was late.",
    "Several Democrats warned of it. ⟦They⟧ said it was late.",
    "Many Tories warned of it. ⟦They⟧ said it was late.",
]  # fmt: skip
SOMEBODY = [
    # of the other gender
    (SHE + "A man in the crowd shouted. ⟦She⟧ said all would be asked.", "Ida Marrant"),
    (HE + "His wife, a nurse, was ill. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    # somebody is named or meant since
    (SHE + "A woman shook her head. Marrant went to her. ⟦She⟧ said all would be asked.",
     "Ida Marrant"),
    (SHE + "Her mother came from Haldor. Marrant was born in Zelk. ⟦She⟧ said all would be asked.",
     "Ida Marrant"),
    (HE + "A man in the crowd shouted at him. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    # who met them
    (HE + "Brandt met a docker. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "He arrested a docker. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    # who answers them
    (HE + "When a man in the crowd shouted, ⟦he⟧ said all would be asked.", "Olav Brandt"),
    (HE + "When a reporter asks, ⟦he⟧ says all will be asked.", "Olav Brandt"),
    (HE + "If a judge rules against it, ⟦he⟧ says all will be asked.", "Olav Brandt"),
    # of whom others think something
    (HE + "No one doubts that ⟦he⟧ wants all to be asked.", "Olav Brandt"),
    (HE + "Every captain agrees that ⟦he⟧ wants all to be asked.", "Olav Brandt"),
    (HE + "Anyone who knows him says that ⟦he⟧ wants all to be asked.", "Olav Brandt"),
    # who is what is said
    (HE + "The son of a docker, he sold fish. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "Brandt is a former captain. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "A critic of the port, Brandt sold fish. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "Then a student in Haldor, Brandt sold fish. ⟦He⟧ said so.", "Olav Brandt"),
    (HE + "A lifelong docker, ⟦he⟧ said all would be asked.", "Olav Brandt"),
    (HE + "A docker since 1990, he sold fish. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "Every captain came. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    # a body, and no people since
    (THEY + "⟦The Harbour Council⟧ said no. ⟦They⟧ said the budget was late.", "Harbour Council"),
    ("The Marrant campaign cut staff on Monday, which cost it votes. Ida Marrant was ill.\n\n"
     "The Marrant campaign is tying the bill to Olav Brandt, who signed it when it came to a vote. "
     "⟦They⟧ are saying it was late.", "Marrant campaign"),
    # who tells the reporter
    (SHE + "Marrant lives with her daughter. ⟦She⟧ told me that all would be asked.",
     "Ida Marrant"),
    (SHE + "Outside, Ruth Lund, the foreman’s wife, said ⟦she⟧ did not expect it.", "Ruth Lund"),
    # nobody but a thing
    (HE + "A chief reason was the rain. ⟦He⟧ said all would be asked.", "Olav Brandt"),
    (HE + "A student body was founded. ⟦He⟧ said all would be asked.", "Olav Brandt"),
]  # fmt: skip


ANOTHER = (
    "Ruth Lund, the mayor of Zelk, met Ida Marrant on Monday. Lund said it went well. Lund was in "
    "a hurry, and Lund said so.\n\n"
)
BY_CLAUSE = [
    # who else is named where something is done to them
    (ANOTHER + "Marrant sat by the door. ⟦She⟧ told Lund that it rained.", "Ida Marrant"),
    (ANOTHER + "⟦She⟧ told Lund’s son that it rained.", "Ruth Lund"),
    # the subject of the sentence
    (ANOTHER + "Ida Marrant trails in the polls but has spent much in Haldor, where ⟦she⟧ says no.",
     "Ida Marrant"),
    (ANOTHER + "Olav Brandt trails in the polls in Haldor, where ⟦she⟧ says no.", "Ruth Lund"),
]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_a_pronoun_that_goes_on_with_nobody_named_means_nobody(text: str) -> None:
    assert name(speakers(text)[-1]) is None


@pytest.mark.parametrize(("text", "meant"), SOMEBODY)
def test_nobody_nameless_is_meant_where_somebody_named_is(text: str, meant: str) -> None:
    assert name(speakers(text)[-1]) == meant


@pytest.mark.parametrize(("text", "meant"), BY_CLAUSE)
def test_a_clause_tells_whom_its_pronoun_means(text: str, meant: str) -> None:
    assert name(speakers(text)[-1]) == meant
