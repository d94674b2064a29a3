"""Sources that are roles, relatives, kinds of bodies and of places, as news has them."""

from __future__ import annotations

import pytest
from meant import name, speakers

MET = (
    "Olav Brandt, the mayor of Zelk, met General Daniel Okoro on Monday. Brandt said it went well. "
    "Okoro sat. Okoro said so too.\n\n"
)
CASES = [
    # two callings and a name are one person; two persons are two
    ("⟦Former Zelk governor and presidential candidate Ida Marrant⟧ said no.", "Ida Marrant"),
    ("⟦Former secretary of State Marrant⟧ said no. Ida Marrant left.", "Ida Marrant"),
    ("⟦The secretary of the Treasury, Ida J. Marrant,⟧ said no.", "Ida J. Marrant"),
    ("⟦Zelk mayor Olav Brandt and candidate Ida Marrant⟧ said no.", None),
    # whoever was asked answers, if nobody else comes between
    ("Olav Brandt asked Ida Marrant to say why. ⟦The candidate⟧ said no.", "Ida Marrant"),
    ("Olav Brandt pressed Ida Marrant on Ruth Okoro's ship, but ⟦the senator⟧ said no.",
     "Ida Marrant"),
    ("Olav Brandt asked Ida Marrant about the nurse. ⟦The nurse⟧ said no.", None),
    ("Olav Brandt asked Ida Marrant to sit. ⟦The woman⟧ said no.", None),
    ("Olav Brandt asked Ida Marrant to sit by Ruth Okoro, the mayor. ⟦The mayor⟧ said no.",
     "Ruth Okoro"),
    # of two, the one who does not act in the first clause
    ("Ida Marrant trails Ruth Okoro by ten seats, but ⟦the candidate⟧ said no.", "Ruth Okoro"),
    ("Ida Marrant praised Olav Brandt after ⟦the governor⟧ said no.", "Olav Brandt"),
    ("Ida Marrant, the mayor, praised Olav Brandt after ⟦the mayor⟧ said no.", "Ida Marrant"),
    ("Ida Marrant left Haldor after ⟦the governor⟧ said no.", None),
    # somebody nameless goes on
    ("Jan Moe, an adviser, left. Later ⟦a council official⟧ said so. ⟦The aide⟧ said no.", None),
    ("Senator Ida Marrant came on Monday. ⟦The aide⟧ said no.", None),
    # a pronoun goes on with a role that is the subject before it
    (MET + "The mayor laughed. ⟦He⟧ said no.", "Olav Brandt"),
    (MET + "On Friday, the mayor laughed at it. ⟦He⟧ said no.", "Olav Brandt"),
    (MET + "The mayor’s answer was short. ⟦He⟧ said no.", "Olav Brandt"),
    (MET + "The mayor spoke at a dinner on Friday, during which ⟦he⟧ said no.", "Olav Brandt"),
    (MET + "The mayor laughed, but Okoro sat. ⟦He⟧ said no.", "Daniel Okoro"),
    (MET + "The crowd laughed at the mayor. ⟦He⟧ said no.", None),
    # relatives, by the surname that they share
    ("Olav Brandt came with Ida Brandt. ⟦Olav Brandt's daughter⟧ said no.", "Ida Brandt"),
    ("Olav Brandt came with Ida Brandt, his wife. ⟦Olav Brandt's daughter⟧ said no.", None),
    ("Olav Brandt came with Ida Brandt and Ruth Brandt. ⟦Olav Brandt's sister⟧ said no.", None),
    ("Olav Brandt came with Ida Brandt. ⟦Olav Brandt's son⟧ said no.", None),
    ("Ida Okoro's father, Olav Okoro, sat. Ruth Marrant came. ⟦Ruth Marrant's father⟧ said no.",
     None),
    # nouns under which others fall
    ("Senator Ida Marrant met Olav Brandt. ⟦The lawmaker⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, an actress, met Ruth Okoro. ⟦The star⟧ said no.", "Ida Marrant"),
    ("Dr. Ida Marrant met Ruth Okoro. ⟦The surgeon⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, a surgeon, met Ruth Okoro. ⟦The doctor⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, a novelist, and Ruth Okoro, a singer, met. ⟦The musician⟧ said no.",
     "Ruth Okoro"),
    # what stands beside a name
    ("They met Sen. Ida Marrant of Zelk - ⟦a rising star⟧ willing to say so.", "Ida Marrant"),
    ("So says Ruth Okoro, ⟦a Zelk Democrat⟧ supporting the plan.", "Ruth Okoro"),
    ("Ida Marrant, ⟦a friend⟧ insisted, is late.", None),
    # words after a name that begin the next name, or a clause
    ("Ida Marrant, actress Ruth Okoro and others came. ⟦The actress⟧ said no.", "Ruth Okoro"),
    ("At Tarn Hill, Olav was met by a judge. ⟦The judge⟧ said no.", None),
    ("So said Zelk City Mayor Olav Guardian. ⟦The mayor⟧ said no.", "Olav Guardian"),
    # who writes is not whom the article names
    ("Ida Marrant came on Monday. As ⟦this reporter⟧ revealed, rain fell.", None),
    # kinds of bodies
    ("The super PAC, Harbour Right Action, paid. Rain fell. ⟦The PAC⟧ said no.",
     "Harbour Right Action"),
    ("They met banks such as Verbane, as the rain fell. ⟦The bank⟧ said no.", "Verbane"),
    ("The advocacy group Harbour Speaks paid. ⟦The non-profit⟧ said no.", "Harbour Speaks"),
    ("Ida Marrant's campaign met Ruth Okoro's campaign. ⟦The super PAC⟧ said no.", None),
    ("The Zelk Council met on Friday. ⟦The newspaper⟧ said no.", None),
    ("A Danish company came. Rain fell. ⟦The company⟧ said no.", None),
    # a pronoun goes on with somebody new whom nobody names, also if it is told whose they are
    ("⟦Ida Marrant⟧ said so.\n\n⟦A friend of Marrant⟧ said yes. ⟦She⟧ said it twice.",
     None),
    ("⟦Olav Brandt⟧ said so.\n\n⟦One Brandt voter⟧ said yes. ⟦He⟧ said it twice.",
     None),
    ("⟦Olav Brandt⟧ said so.\n\nAn aide to Brandt shook his head. “Oh,” ⟦he⟧ said so.", None),
    ("“Yes,” Ida Marrant said. ⟦She⟧ was glad.\n\nA nurse shook her head. “Oh,” ⟦she⟧ said so.",
     None),
    ("“Yes,” Ida Marrant said.\n\nOne of the voters came. ⟦She⟧ was sad.", None),
    ("⟦Ida Marrant⟧ said so. “No,” ⟦one of the judges⟧ said so. ⟦She⟧ said it twice.", None),
    ("⟦Ida Marrant⟧ said so. ⟦She⟧ asked not to be named.", None),
    ("⟦Ida Marrant⟧ said so. ⟦The senator⟧, who spoke on condition of anonymity, said no.", None),
    ("“Yes,” Ida Marrant said.\n\nA fisherman shook his head. “Oh,” ⟦she⟧ said so.",
     "Ida Marrant"),
    ("“Yes,” Ida Marrant said.\n\nA reporter asked why. “Oh,” ⟦she⟧ said so.", "Ida Marrant"),
    # kinds of places
    ("Ruth Okoro sat in Zelk. Zelk had a fair. ⟦The town⟧ said no.", "Zelk"),
    ("Verbane closed on Monday. ⟦The town⟧ said no.", None),
    ("They cite the vote in Ohio, when ⟦the state⟧ said no.", "Ohio"),
    ("They cite the votes of Ohio and Utah, when ⟦the state⟧ said no.", None),
    ("Norway has sent a letter, which ⟦the kingdom⟧ said was old.", "Norway"),
    ("Norway has sent a letter. ⟦The whole country⟧ wants rain.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:60] for t, _ in CASES])
def test_role_or_kind_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


HEADLINES = [
    # who is first named below it and speaks, or has the role
    ("⟦Zelk lawmaker⟧ wants peace.\n\nRain fell. ⟦Ida Marrant⟧ said so. Olav Brandt left.",
     "Ida Marrant"),
    ("⟦Zelk woman⟧ wants Olav Brandt to go.\n\nA month later rain fell. ⟦Olav Brandt⟧ said so."
     "\n\nThere ⟦Ida Marrant⟧ said no.", "Ida Marrant"),
    ("⟦Zelk woman⟧ wants rain.\n\nThere ⟦Olav Brandt⟧ said no.", None),
    ("⟦Zelk senator⟧ wants rain.\n\nSen. Ida Marrant came with Sen. Ruth Okoro. "
     "All day rain fell on the quays and on the ships.", "Ida Marrant"),
    # whoever is in relation to those whom the headline names is none of them
    ("Ida Marrant will win, ⟦former rival⟧ says so.\n\nSo ⟦Olav Brandt⟧ said on Monday. Rain fell.",
     "Olav Brandt"),
    ("Ida Marrant will win, ⟦top aide⟧ says so.\n\nSo ⟦Olav Brandt⟧ said on Monday. Rain fell.",
     "Olav Brandt"),
    ("Ida Marrant will win, ⟦top aide⟧ says so.\n\nSo ⟦Sen. Ruth Okoro⟧ said on Monday. Rain fell.",
     None),
    # of another state; the party's one, whom all know
    ("⟦The Ohio senator⟧ wants rain.\n\nSen. Ida Marrant (D-Utah) said so as rain fell.", None),
    ("So ⟦the Republican nominee⟧ said it.\n\nThere ⟦Ida Marrant⟧ said so on a day of rain.", None),
    # further down, one who is brought up is nobody
    ("Rain fell.\n\nIt fell.\n\nIt fell in Zelk.\n\n⟦An official⟧ said so.\n\n"
     "So ⟦Olav Brandt⟧ said.", None),
    # a body that is named soon after
    ("⟦The super PAC behind Ida Marrant⟧ paid.\n\nThe super PAC, Harbour Right Action, has paid.",
     "Harbour Right Action"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADLINES, ids=[t[:60] for t, _ in HEADLINES])
def test_role_in_the_first_lines_is_of_who_is_named_later(text: str, expected: str | None) -> None:
    assert name(speakers(text)[0]) == expected
