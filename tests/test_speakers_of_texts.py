"""Whose a text is that speaks: small texts with one source marked ⟦...⟧, and who is meant by it."""

from __future__ import annotations

import pytest
from meant import name, speakers

CASES = [
    # by or from somebody
    ("⟦A count by The Orla Herald⟧ found ten.", "Orla Herald"),
    ("⟦An analysis of port data by the Lindqvist Institute, a think tank,⟧ found ten.",
     "Lindqvist Institute"),
    ("⟦A review of Verbane Airways by the Harbour Authority⟧ found ten.", "Harbour Authority"),
    ("⟦A lawsuit against the Harbour Council by Verbane Airways⟧ asks for ten.",
     "Verbane Airways"),
    ("⟦Audit files from Verbane Systems⟧ show ten.", "Verbane Systems"),
    ("⟦A statement from the Kremlin⟧ said ten.", "Russia"),
    ("⟦A Facebook post by Ilse Marrant⟧ said ten.", "Ilse Marrant"),
    ("⟦An article by the Orla Herald's Ilse Marrant⟧ said ten.", "Ilse Marrant"),
    ("⟦A survey of companies by the Harbour Council⟧ found ten.", "Harbour Council"),
    ("⟦A report from Syria⟧ said ten.", None),
    ("⟦A study by economists Ilse Marrant and Olav Brandt⟧ said ten.", None),
    ("⟦A statement by the Harbour Council and the Orla Herald⟧ said ten.", None),
    ("⟦A memo obtained by the Orla Herald⟧ said ten.", None),
    ("⟦Exit polls reported by Zelk News⟧ showed ten.", None),
    ("⟦Court papers cited previously by the Orla Herald⟧ showed ten.", None),
    ("⟦Polls conducted by papers such as the Orla Herald⟧ showed ten.", None),
    ("⟦A study commissioned by the Harbour Council⟧ found ten.", None),
    ("⟦A report for the Harbour Council⟧ said ten.", None),
    ("⟦A statement to the Orla Herald⟧ said ten.", None),
    ("⟦An interview with Ilse Marrant⟧ said ten.", None),
    # whose name stands before it
    ("⟦The Orla Herald's tally⟧ showed ten.", "Orla Herald"),
    ("⟦A Lindqvist Institute analysis of port data⟧ found ten.", "Lindqvist Institute"),
    ("⟦A Kremlin readout⟧ said ten.", "Russia"),
    ("⟦The Orla Herald fact checker⟧ said ten.", "Orla Herald"),
    ("⟦The Supreme Court ruling⟧ said ten.", "Supreme Court"),
    ("⟦Friday's Harbour Council report⟧ said ten.", "Harbour Council"),
    ("Ilse Marrant wrote. ⟦Another Marrant email⟧ said ten.", "Ilse Marrant"),
    ("Ilse Marrant ran. ⟦A Marrant campaign ad⟧ said ten.", "Marrant campaign"),
    ("Ilse Marrant wrote. ⟦The Marrant emails⟧ said ten.", None),
    ("⟦The Marrant United decision⟧ said ten.", None),
    ("⟦An Orla Herald poll⟧ found ten.", None),
    ("⟦A Republican memo⟧ said ten.", None),
    ("⟦A YouTube video⟧ showed ten.", None),
    ("⟦Early estimates⟧ put it at ten.", None),
    # in a newspaper, on a website
    ("⟦A Wednesday editorial in The Orla Herald⟧ said ten.", "Orla Herald"),
    ("⟦A profile of Ilse Marrant in the Orla Herald⟧ said ten.", "Orla Herald"),
    ("⟦A report on Zelk News⟧ said ten.", "Zelk News"),
    ("⟦An op-ed by Ilse Marrant in the Orla Herald⟧ said ten.", "Ilse Marrant"),
    ("⟦A post on the Harbour Council's website⟧ said ten.", "Harbour Council"),
    ("⟦An archived version of the Lindqvist Foundation website⟧ said ten.",
     "Lindqvist Foundation"),
    ("⟦A letter in the Orla Herald⟧ said ten.", None),
    ("⟦A story in Zelk⟧ said ten.", None),
    ("⟦An article on the Harbour Council⟧ said ten.", None),
    # by somebody who is told by a role, a body or a pronoun
    ("Mayor Ilse Marrant sat. ⟦A letter from the mayor⟧ said ten.", "Ilse Marrant"),
    ("Mayor Ilse Marrant sat. ⟦The mayor's letter⟧ said ten.", "Ilse Marrant"),
    ("Olav Brandt, the inspector general of Zelk, came. ⟦A report from Zelk's inspector general⟧ "
     "said ten.", "Olav Brandt"),
    ("Verbane Airways grew. ⟦A statement from the airline⟧ said ten.", "Verbane Airways"),
    ("The firm Verbane Systems grew. ⟦Its report⟧ said ten.", "Verbane Systems"),
    ("Ilse Marrant came. ⟦A letter she wrote to him⟧ said ten.", "Ilse Marrant"),
    ("Ilse Marrant came. ⟦reports Ms. Marrant filed in May⟧ said ten.", "Ilse Marrant"),
    ("Mayor Ilse Marrant sat. ⟦The mayor's bill⟧ said ten.", None),
    ("⟦A letter from Ilse Marrant's lawyer⟧ said ten.", None),
    ("⟦The memo Ilse Marrant received⟧ said ten.", None),
    ("⟦Documents the police obtained⟧ said ten.", None),
    # his or hers, and parts of it
    ("Ilse Marrant spoke. ⟦Her speech Tuesday⟧ was long.", "Ilse Marrant"),
    ("Ilse Marrant spoke. ⟦Her famous demand in Zelk⟧ was heard.", "Ilse Marrant"),
    ("Ilse Marrant spoke. ⟦More than half of Marrant’s address in Zelk⟧ was on it.",
     "Ilse Marrant"),
    ("Ilse Marrant spoke. ⟦Excerpts of her speech released by the Harbour Council⟧ said ten.",
     "Ilse Marrant"),
    ("⟦The front page of The Orla Herald⟧ said ten.", "Orla Herald"),
    ("Ilse Marrant spoke. ⟦Her emails⟧ said ten.", None),
    ("Ilse Marrant spoke. ⟦Her spokesman⟧ said ten.", None),
    ("Ilse Marrant spoke. ⟦Her lawyer's letter⟧ said ten.", None),
    ("Ilse Marrant spoke. ⟦Her opponents' letter⟧ said ten.", None),
    ("Ilse Marrant spoke. ⟦One of her aides⟧ said ten.", None),
    ("⟦A copy of the letter⟧ said ten.", None),
    ("⟦A third of voters in the Orla Herald poll⟧ said ten.", None),
    # whose it was said to be before
    ("The Harbour Council says it will spend $9,000 on a TV ad. ⟦The ad⟧ said ten.",
     "Harbour Council"),
    ("The Harbour Council's long investigation found ice. ⟦The report⟧ said ten.",
     "Harbour Council"),
    ("Verbane Airways said it had filed a complaint. ⟦The lawsuit⟧ said ten.", "Verbane Airways"),
    ("Ilse Marrant gave a speech. ⟦The address⟧ lasted an hour.", "Ilse Marrant"),
    ("Ilse Marrant was sent a letter. ⟦The letter⟧ said ten.", None),
    ("Ilse Marrant ran for office after the report. ⟦The report⟧ said ten.", None),
    # which goes on with a text
    ("Ilse Marrant came because of Ida Lund's letter, ⟦which⟧ asks for ten.", "Ida Lund"),
    ("Ilse Marrant came. Her speech, ⟦which⟧ was long.", "Ilse Marrant"),
    ("Ilse Marrant read a letter ⟦that⟧ asks for ten.", None),
    ("Ilse Marrant saw the editor of the statement, ⟦which⟧ asks for ten.", None),
    # source and cue taken for one another
    ("Ilse Marrant came. “No,” ⟦said in a statement⟧ Marrant yesterday.", "Ilse Marrant"),
    # a body's staff
    ("⟦Staff for the Harbour Committee on Ice⟧ said ten.", "Harbour Committee on Ice"),
    ("⟦Staff at the Harbour Hotel⟧ said ten.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), CASES)
def test_whose_a_text_is(text: str, meant: str | None) -> None:
    assert [name(speaker) for speaker in speakers(text)] == [meant]
