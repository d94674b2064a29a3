"""Corrections, captions, tables and lists of links state nothing; the article itself is kept."""

import pytest

from onrecord import Article, extract
from onrecord.extracting.boilerplate import boilerplate_spans

STORY = "Premier Ilse Marrant said on Friday that the Zelk dam was safe."

BOILERPLATE = {
    "correction": "Correction: An earlier version said that Ms Okoro had denied the charge.",
    "dated correction": "Correction, March 6: Ms Okoro said that she had not been there.",
    "heading of a correction": "CORRECTION\n\nMs Okoro said she was “sad”, not “mad”.",
    "amendment": "This article was amended on 6 March because it said that Okoro had agreed.",
    "abstract": "ABSTRACT: Premier says that dam is safe; engineers warn of cracks",
    "caption with a photographer": "Ilse Marrant said it was safe. Photograph: Ada Brok/The Zelker",
    "caption with an agency": "Engineers who say they were ignored, in Zelk (Ada Brok/Zelk Press)",
    "links": "Related\nPremier Says She Will Stay\nEngineers Deny Rift\nPoll Finds Few Trust Dam",
    "menu": "Home | News | Marrant says | Sport",
    "table": "Party\tSeats\tChange\nCivic\t61\t-4",
    "terms": "© 2025 Zelk Press. The Zelker believes that readers should be heard.",
    "correction of a number": "Correction: An earlier version of this said that Zelk had two dams.",
    "table of prices": "Name\tPrice\tChange\nTrask Lines\t14.20\t-0.3\nZelk Water\t3.75\t+0.1",
    "caption with a pool": "Ilse Marrant speaks to reporters in Zelk. (Jon Okoro/Pool photo)",
    "terms and newsletter": "© Zelk Press. All rights reserved. Sign up to our newsletter.",
    "desk": "(Reporting by Ada Brok; Editing by Jon Tal, who said it was fine)",
}
STATING = [
    "Related costs rose last year, the auditor said.",
    "Okoro leads by four points, according to a poll for Zelk Press/The Zelker.",
    "The correction: Okoro said prices would fall.",
    "“Read more,” the minister told pupils in Zelk.",
    "The premier's photographer, Ada Brok, said she was not asked.",
    "Okoro said the either/or choice was false.",
]


@pytest.mark.parametrize("words", BOILERPLATE.values(), ids=BOILERPLATE)
def test_boilerplate_gives_nothing_and_costs_the_article_nothing(words: str) -> None:
    for text in (f"{STORY}\n\n{words}", f"{words}\n\n{STORY}"):
        (found,) = extract(Article.from_text(text))
        assert found.cue.text == "said"
        start = text.index(STORY)
        assert all(start <= a and b <= start + len(STORY) for a, b in found.content.spans)


@pytest.mark.parametrize("words", STATING)
def test_an_ordinary_paragraph_is_no_boilerplate(words: str) -> None:
    assert boilerplate_spans(f"{STORY}\n\n{words}\n\n{STORY}") == []


def test_a_list_of_links_ends_where_the_article_goes_on() -> None:
    links = "Read more\nDam Opens Again\nUnion Says No"
    text = f"{STORY}\n\n{links}\n\nThe union said that it would strike."
    assert [s.cue.text for s in extract(Article.from_text(text))] == ["said", "said"]
