"""Offices, titles and bodies as courts, parliaments, wires and broadcasts write of them."""

from __future__ import annotations

import pytest
from meant import name, speakers

OFFICES = [
    # the one who alone has an office, though another is nearer
    ("Mayor Ida Marrant came. Dr Olav Brandt warned of rain. He left. ⟦The mayor⟧ said no.",
     "Ida Marrant"),
    ("Mayor Ida Marrant met Mayor Ruth Okoro. Dr Olav Brandt left. ⟦The mayor's aunt⟧ said no.",
     None),
    # which minister is meant
    ("Olav Brandt, the defence minister, came. Ida Marrant, the first minister, sat. Brandt left. "
     "⟦The first minister⟧ said no.", "Ida Marrant"),
    ("Olav Brandt, the defence minister, came. ⟦The health minister⟧ said no.", None),
    # an office in capitals before a name; of what it is
    ("The Chancellor, Ida Marrant, came. Olav Brandt baked. ⟦The Chancellor⟧ said no.",
     "Ida Marrant"),
    ("The minister for harbours, Ida Marrant, came. Olav Brandt baked. ⟦The minister⟧ said no.",
     "Ida Marrant"),
    # it is told only later whose an office is
    ("Olav Brandt baked. Later ⟦the Speaker⟧ said no.\n\nThe Speaker, Ida Marrant, left.",
     "Ida Marrant"),
    # the title of whom somebody serves, and what somebody does, is not what they are
    ("Olav Brandt, the spokesman for President Ida Marrant, came. Brandt sat. ⟦The president⟧ "
     "said no.", "Ida Marrant"),
    ("One clerk, Ida Marrant, wrote to her manager. ⟦Her manager⟧ said no.", None),
    # her doctor is not a doctor who comes much later
    ("Rain fell. " * 3 + "Ida Marrant came. ⟦Her doctor⟧ said no. " + "Rain fell. " * 40
     + "Olav Brandt, a doctor, sat.", None),
]  # fmt: skip

COURTS = [
    ("Olav Brandt, 44, of Quay Row, denies murdering Ida Marrant. Ruth Okoro, a clerk, sat. "
     "⟦The accused⟧ said no.", "Olav Brandt"),
    ("Olav Brandt pleaded not guilty to theft. Ruth Okoro sat. ⟦The defendant⟧ said no.",
     "Olav Brandt"),
    ("Olav Brandt denies knowing Ida Marrant. ⟦The defendant⟧ said no.", None),
    ("Ida Marrant told the High Court that it rained. Olav Brandt sat. ⟦The witness⟧ said no.",
     "Ida Marrant"),
    ("Ida Marrant SC came. ⟦Marrant⟧ said no.", "Ida Marrant SC"),
]  # fmt: skip

PARLIAMENTS = [
    ("Mr Olav Brandt (Zelk): Will she give way?\n\nDame Ida Marrant: No.\n\n"
     "Mrs Ruth Okoro: I hope that ⟦the hon. Member for Zelk⟧ said no.", "Olav Brandt"),
    ("⟦Dame Ida Marrant⟧ said yes.\n\nMr Olav Brandt then said ⟦the right hon. Lady⟧ said no.",
     "Ida Marrant"),
    ("Mr Olav Brandt came. ⟦My right hon. Friend⟧ said no.", None),
    ("Olav Brandt sat. ⟦Mr Deputy Speaker (Sir Jan Moe)⟧ said no.", "Jan Moe"),
    ("⟦Hon. Members⟧ said no.", None),
]  # fmt: skip

NAMES = [
    ("UPDATE 2-⟦Verland⟧ says no to talks.\n\nVerland said on Tuesday that it rained.", "Verland"),
    ("⟦The Duchess of Orme⟧ said no.", "Duchess of Orme"),
    ("The Duchess came. ⟦The Front for the Liberation of the Uplands⟧ said no.",
     "Front for the Liberation of the Uplands"),
    ("The Verland Federation of Trade Unions, ⟦which⟧ said no, left.",
     "Verland Federation of Trade Unions"),
    ("⟦Comrade Marrant⟧ said no. Ida Marrant left.", "Ida Marrant"),
    ("⟦SEN. IDA MARRANT (R), CANDIDATE FOR GOVERNOR⟧: I told them so and they would not hear it.",
     "IDA MARRANT"),
    ("Olav Brandt, the mayor, came.\n\nMAYOR GLAD\n\nJan Moe sat. ⟦The mayor⟧ said no.",
     "Olav Brandt"),
]  # fmt: skip

BODIES = [
    ("Verbane Mutual failed in May. The Orla Council met. ⟦The bank⟧ said no.", "Verbane Mutual"),
    ("Verbane Water met the Orla Council. ⟦The utility⟧ said no.", "Verbane Water"),
    ("Rain fell on Verbane Terminals. Ruth Okoro met the Orla Council. ⟦The company⟧ said no.",
     "Verbane Terminals"),
    ("Verbane Motors met the Orla Council. ⟦The bank⟧ said no.", None),
    ("Rain fell. In neighbouring Verland, ⟦the government⟧ said no.", "Verland"),
    ("Rain fell. In Zelk, ⟦the government⟧ said no.", None),
    ("⟦The Verbane Council⟧ said so. ⟦A spokesman⟧ said no.", "Verbane Council"),
    ("⟦Olav Brandt⟧ said so. ⟦A spokesman⟧ said no.", None),
]  # fmt: skip

CASES = [*OFFICES, *COURTS, *PARLIAMENTS, *NAMES, *BODIES]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:60] for t, _ in CASES])
def test_office_or_title_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected
