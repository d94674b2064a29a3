"""Who speaks in interviews, transcripts, debates, dialogues and letters."""

from __future__ import annotations

import re

import pytest
from meant import name, speakers

from onrecord.article import Article
from onrecord.extracting.speakers import resolve
from onrecord.statement import Span, Statement, passage, statement_id

DEBATE = (
    "Mr Olav Brandt (Zelk North): Is it safe?\n\nMs Ida Marrant (Orla): It is safe.\n\n"
    "Mr Brandt: I doubt it.\n\n"
)
FILM = "Ruth Okoro on her film\n\nRuth Okoro has made a film. Ruth Okoro likes rain.\n\n"

MARKED = [
    # labels of further kinds
    (FILM + "Question: Why?\n\nAnswer: ⟦I⟧ thought it was time.", "Ruth Okoro"),
    (FILM + "Interviewer: ⟦You⟧ said that it was over. Was it?\n\nOkoro: No.", "Ruth Okoro"),
    (FILM + "⟦Interviewer⟧: You lied. Why?\n\nOkoro: No.\n\nInterviewer: Did you?", None),
    (FILM + "Zelk Times: ⟦You⟧ told them. Why?\n\nRO: I did.", "Ruth Okoro"),
    (FILM + "Zelk Times: Why?\n\n⟦RO⟧: It rained.", "Ruth Okoro"),
    (FILM + "Zelk Times: Why?\n\nRO: Well, ⟦I⟧ knew it.", "Ruth Okoro"),
    (FILM + "[00:12] Olav Brandt: Why?\n\n[00:15] Ruth Okoro: Well, ⟦I⟧ knew it.", "Ruth Okoro"),
    ("Olav Brandt sat.\n\n⟦OLAV BRANDT, HOST⟧: It rains.", "Olav Brandt"),
    ("Ida Marrant sat.\n\n⟦The Minister for Ports (Ms Ida Marrant)⟧: It rains.", "Ida Marrant"),
    ("“It rains.”\n— ⟦Olav Brandt, retired baker, Zelk Rowing Club⟧ said so.", "Olav Brandt"),
    # who is interviewed, where nobody is named before, or once
    ("Q. Mr. Okoro, why?\n\nA. ⟦I⟧ thought so.", "Okoro"),
    ("Q: Why?\n\nA: ⟦I⟧ thought so.\n\nRuth Okoro is a nurse in Zelk.", "Ruth Okoro"),
    ("By Ida Marrant\n\nQ: Why?\n\nA: ⟦I⟧ thought so.", None),
    # questions without a label
    (FILM + "What did you see?\n\nRain.\n\nDid you mind?\n\nI thought not. ⟦I⟧ hoped for sun.\n\n"
     "And your dog?\n\nMy dog slept.", "Ruth Okoro"),
    (FILM + "Can you swim there?\n\nYes, it is safe. ⟦I⟧ hoped so.", None),
    # whom "you" means: by name, or who answers
    ("Ida Marrant: Hello.\n\nOlav Brandt: Olav Lund, did ⟦you⟧ say no?\n\nIda Marrant: Wait.\n\n"
     "Olav Lund: Yes.", "Olav Lund"),
    ("Ida Marrant: Why did ⟦you⟧ say no?\n\nOlav Brandt: I was ill.", "Olav Brandt"),
    ("Ida Marrant: No.\n\nOlav Brandt: So ⟦you⟧ said no.\n\nIda Marrant: Yes.", "Ida Marrant"),
    ("Ida Marrant: No.\n\nOlav Brandt: So ⟦you⟧ said no.\n\nRuth Okoro: Yes.", None),
    ("Ida Marrant: No.\n\nOlav Brandt: If ⟦you⟧ say no, go.\n\nIda Marrant: Yes.", None),
    # in a debate
    (DEBATE + "Ms Marrant: But ⟦the hon. Gentleman⟧ said no.", "Olav Brandt"),
    (DEBATE + "Mr Brandt: But ⟦the right hon. Lady⟧ said no.", "Ida Marrant"),
    (DEBATE + "Mr Speaker: Order. ⟦The hon. Member for Zelk North⟧ said no.", "Olav Brandt"),
    (DEBATE + "Mr Speaker: Order. ⟦The hon. Member for Lund⟧ said no.", None),
    # what one wants to say, one says
    ("Ruth Okoro met Olav Brandt. ⟦Olav Brandt⟧ refused ⟦⟧to say why.", "Olav Brandt"),
    ("Dear Sir,\n\nI want to ⟦⟧stress that it rains.\n\nRuth Okoro\n\nZelk", "Ruth Okoro"),
    # a line that begins with a name and a colon is no turn for what comes after it
    ("Rain\n\nBy Ida Marrant\n\nOlav Brandt: a life\n\n⟦I⟧ think of rain.", "Ida Marrant"),
    ("Rain\n\nBy Ida Marrant\n\nAll that is said of Olav Brandt: no.\n\n⟦I⟧ think so.",
     "Ida Marrant"),
    # labels of which it is not known whom they mean, and of a court
    (FILM + "POST: ⟦You⟧ said it was over.\n\nOKORO: I did.", "Ruth Okoro"),
    ("Rain\n\nBy Ida Marrant\n\nUPDATE: ⟦I⟧ think so.", "Ida Marrant"),
    ("Olav Brandt sat.\n\n⟦THE COURT⟧: Sit.\n\nMR. BRANDT: No.\n\nTHE COURT: Sit.", None),
    # letters, and entries with names above them
    ("YOUR VIEWS\n\nRuth Okoro, Zelk\n\n⟦I⟧ think so.\n\nOlav Brandt, Orla\n\nI hope not.",
     "Ruth Okoro"),
    ("A live day\n\n11.20 Ruth Okoro\n\nRain.\n\n11.05 Olav Brandt\n\n⟦I⟧ hope for sun.",
     "Olav Brandt"),
    ("YOUR VIEWS\n\nRuth Okoro, Zelk\n\nYes.\n\nOlav Brandt, Orla\n\nNo.\n\n"
     "Name and address supplied\n\n⟦I⟧ think so.", None),
    ("Dear Sir,\n\nOlav Brandt is wrong. ⟦I⟧ think so.\n\n— Ruth Okoro, baker, Zelk\n\nYours.",
     "Ruth Okoro"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_turns_tell_who_speaks(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


COURT = "Ida Thurlow asked Tamsin Roake about it. "
IN_QUOTES = [
    # who answers, is told, or is called by name
    (COURT + "“Did you believe him?” Thurlow asked.\n\n“I did,” Roake said.",
     [("Thurlow", "asked", "“Did you believe him?”"), ("Roake", "said", "“I did,”"),
      ("you", "believe", "him")], "Tamsin Roake"),
    (COURT + "“You may believe him,” Thurlow said.\n\n“I did,” Roake said.",
     [("Thurlow", "said", "“You may believe him,”"), ("Roake", "said", "“I did,”"),
      ("You", "believe", "him")], None),
    (COURT + "Thurlow told Roake: “You promised us rain.”",
     [("Thurlow", "told", "“You promised us rain.”"), ("You", "promised", "us rain")],
     "Tamsin Roake"),
    (COURT + "“You promised us rain, Ms Roake,” Thurlow said.",
     [("Thurlow", "said", "“You promised us rain, Ms Roake,”"), ("You", "promised", "us rain")],
     "Tamsin Roake"),
    # in a turn, and in what is told in it
    (COURT + "\n\nMs Thurlow: You said that you believed him?\n\nMs Roake: I did.",
     [("Ms Thurlow", ":", "You said that you believed him?"), ("You", "said", "you believed him"),
      ("you", "believed", "him")], "Tamsin Roake"),
    # somebody's relative says "I" in their own words
    ("“My mother said, ‘I hope for rain,’” said Tamsin Roake.",
     [("Tamsin Roake", "said", "“My mother said, ‘I hope for rain,’”"),
      ("My mother", "said", "‘I hope for rain,’"), ("I", "hope", "for rain")], None),
    # between two, a third is meant
    ("Ida Thurlow talked to Tamsin Roake.\n\nThurlow: You sang?\n\n"
     "Roake: Yes, and she said no.",
     [("Thurlow", ":", "You sang?"), ("Roake", ":", "Yes, and she said no."),
      ("she", "said", "no")], None),
    # a second verb in what is told of somebody else
    ("Tamsin Roake met Olav Brandt. Roake said that he came home and asked for soup.",
     [("Roake", "said", "he came home and asked for soup"), ("", "asked", "for soup")],
     "Olav Brandt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told", "expected"), IN_QUOTES)
def test_whom_words_are_said_to(
    text: str, told: list[tuple[str, str, str]], expected: str | None
) -> None:
    def at(words: str, after: int = 0) -> Span:
        start = text.index(words, after)
        return start, start + len(words)

    statements = []
    for source, cue, content in told:
        said = at(content)
        near = re.search(rf"{source}:? ?(?:\w+ )?{cue}|{cue} {source}", text)
        assert near is not None
        by, verb = at(source, near.start()), at(cue, near.start())
        statements.append(
            Statement(
                id=statement_id(text, [by], [verb], [said]),
                kind="indirect",
                source=passage(text, [by]) if source else None,
                cue=passage(text, [verb]),
                content=passage(text, [said]),
                confidence=0.9,
                extractor="test",
            )
        )
    found = resolve(statements, Article(id="a", text=text))
    assert name(found[-1].speaker) == expected
