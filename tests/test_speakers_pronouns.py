"""Pronouns by whose words they stand in, by offices and by what somebody is accused of."""

from __future__ import annotations

import re

import pytest
from meant import name, speakers

from onrecord.article import Article
from onrecord.extracting.speakers import resolve
from onrecord.statement import Span, Statement, passage, statement_id

MAYOR = "Ida Marrant, the mayor of Zelk, opened the port. Marrant said it had cost 30 million.\n\n"
BRANDT = "Olav Brandt, a docker, came to the port on Monday. Brandt said it was cold.\n\n"


def statement(text: str, source: str, cue: str, content: str) -> Statement:
    """A statement by the words of its parts, of which the source may stand more than once."""
    content_at = text.index(content)
    cue_at = text.index(cue, text.index(source))
    source_at = min(
        (m.start() for m in re.finditer(rf"\b{re.escape(source)}\b", text)),
        key=lambda at: abs(at - cue_at),
    )
    spans: list[Span] = [
        (source_at, source_at + len(source)),
        (cue_at, cue_at + len(cue)),
        (content_at, content_at + len(content)),
    ]
    return Statement(
        id=statement_id(text, spans[:1], spans[1:2], spans[2:]),
        kind="indirect",
        source=passage(text, spans[:1]),
        cue=passage(text, spans[1:2]),
        content=passage(text, spans[2:]),
        confidence=0.9,
        extractor="test",
    )


INSIDE = [
    # nor in their turn, in which an office of another turn may be meant
    (MAYOR + "MR. BRANDT: The mayor is ill.\n\nQUESTION: Does she expect a strike?",
     [("MR. BRANDT", ":", "The mayor is ill."), ("QUESTION", ":", "Does she expect a strike?"),
      ("she", "expect", "a strike")],
     "Ida Marrant"),
    # in their own words nobody is he or she
    (BRANDT + "Brandt shook his head. “He swears that all is paid,” Brandt wrote.",
     [("Brandt", "wrote", "“He swears that all is paid,”"), ("He", "swears", "that all is paid")],
     None),
    (BRANDT + "Per Okoro runs the harbour. He left.\n\n“He swears that all is paid,” Brandt wrote.",
     [("Brandt", "wrote", "“He swears that all is paid,”"), ("He", "swears", "that all is paid")],
     "Per Okoro"),
    # whose name nobody knows for a person's
    ("Owusu Halvard of Brattle Securities was less sure. “It is June,” he wrote.",
     [("he", "wrote", "“It is June,”")], "Owusu Halvard"),
    # but in what they are told to say
    (MAYOR + "Marrant insisted that she expects no strike.",
     [("Marrant", "insisted", "that she expects no strike"), ("she", "expects", "no strike")],
     "Ida Marrant"),
    ("A docker from Haldor wrote to the port that he fears a strike. The docker, Olav Brandt, was "
     "not heard.",
     [("A docker", "wrote", "that he fears a strike"), ("he", "fears", "a strike")],
     "Olav Brandt"),
    # or somebody nameless tells of who is named before them
    (BRANDT + "Brandt did not answer. A friend insisted that he expects it.",
     [("A friend", "insisted", "that he expects it"), ("he", "expects", "it")], "Olav Brandt"),
    # but of nobody where nobody is
    (BRANDT + "The port was shut. Nobody came.\n\nIt rained. A nurse insisted that he expects it.",
     [("A nurse", "insisted", "that he expects it"), ("he", "expects", "it")], None),
    # who is nameless and tells of themselves, or is told of in somebody's words
    (BRANDT + "Brandt came back. The watchman insisted that he expects no strike.",
     [("The watchman", "insisted", "that he expects no strike"), ("he", "expects", "no strike")],
     None),
    (BRANDT + "Ida Marrant sighed. “I asked the young sergeant. He expects no strike,” she wrote.",
     [("she", "wrote", "“I asked the young sergeant. He expects no strike,”"),
      ("He", "expects", "no strike")], None),
    (BRANDT + "Ida Marrant sighed. “I asked Brandt. He expects no strike,” she wrote.",
     [("she", "wrote", "“I asked Brandt. He expects no strike,”"),
      ("He", "expects", "no strike")], "Olav Brandt"),
    # a body in its own words, and in the sentence after them
    ("Zelk Council met. Zelk Council insisted on it. It expects no strike.",
     [("Zelk Council", "insisted", "on it"), ("It", "expects", "no strike")], "Zelk Council"),
    ("The council of Zelk met. Zelk Council insisted that it expects no strike.",
     [("Zelk Council", "insisted", "that it expects no strike"), ("it", "expects", "no strike")],
     "Zelk Council"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts", "meant"), INSIDE)
def test_pronoun_inside_words_is_told_by_whose_they_are(
    text: str, parts: list[tuple[str, str, str]], meant: str | None
) -> None:
    found = resolve([statement(text, *part) for part in parts], Article(id="a", text=text))
    assert name(found[-1].speaker) == meant


OFFICES = [
    # the office is the subject, and nobody is named since
    (MAYOR + BRANDT + "The mayor likes it cold. The port is safe. I think ⟦she⟧ expects a strike.",
     "Ida Marrant"),
    (MAYOR + BRANDT + "The mayor was told on Sunday. All are safe. ⟦She⟧ expects a strike.",
     "Ida Marrant"),
    # somebody is named since, or is who something is done to
    (MAYOR + "Ruth Lund, a nurse, spoke on Monday. Lund spoke well.\n\nThe mayor likes it cold. "
     "Lund does not. ⟦She⟧ expects a strike.", "Ruth Lund"),
]  # fmt: skip
ACCUSED = [
    ("Olav Brandt leads Verland. Brandt accuses neighbouring Ruvia of arming the Zelk Front, a "
     "charge ⟦it⟧ denies to this day.", "Ruvia"),
    (BRANDT + "Ida Marrant blamed Brandt for the fire, which ⟦he⟧ denies to this day.",
     "Olav Brandt"),
    # denied of something else
    (BRANDT + "Ida Marrant blamed Per Okoro for the fire, but ⟦she⟧ denies a quarrel.",
     "Ida Marrant"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), [*OFFICES, *ACCUSED])
def test_pronoun_goes_on_with_an_office_or_who_is_accused(text: str, meant: str) -> None:
    assert name(speakers(text)[-1]) == meant
