"""To whom something was said: small texts with the <cue> and the [content] marked."""

from __future__ import annotations

import pytest
from marked import marked

from onrecord.extracting.addressees import addressee_spans


def addressee(words: str) -> str | None:
    """The words that name the addressee."""
    article, statement = marked(words)
    text = article.text
    found = [text[a:b] for a, b in addressee_spans(text, statement)]
    assert len(found) < 2
    return found[0] if found else None


CASES = [
    # told
    ("Okoro <told> parliament that [the port was safe].", "parliament"),
    ("Okoro <told> reporters on Friday that [the port was safe].", "reporters"),
    ("Okoro <told> the Highland Press, [“The port is safe.”]", "the Highland Press"),
    ("Okoro <told> the Highland Press [the port was safe].", "the Highland Press"),
    ("[“The port is safe,”] she <told> the BBC on Monday.", "the BBC"),
    ("[“The port is safe,”] Okoro <told> the Verbane Times.", "the Verbane Times"),
    ("[“The port is safe,”] he <told> Ilse Marrant of the Verbane Times.",
     "Ilse Marrant of the Verbane Times"),
    ("Okoro <told> me [he would not run].", "me"),
    ("Okoro <told> her, [“I will not run.”]", "her"),
    ("Okoro <told> a crowd of 1,300 in Zelk that [he would run].", "a crowd of 1,300"),
    ("Okoro <told> a crowd of about 500 that [he would run].", "a crowd of about 500"),
    ("Okoro <told> members of her party that [she would run].", "members of her party"),
    ("Okoro <told> Gov. Ruth Brandt that [the port was safe].", "Gov. Ruth Brandt"),
    ("Okoro <has told> members of the harbour board that [the port was safe].",
     "members of the harbour board"),
    ("Okoro <told> fishermen [the fee would rise].", "fishermen"),
    ("Okoro <is telling> voters that [he will run].", "voters"),
    ("Marrant <told> residents [not to drink the water].", "residents"),
    ("Marrant <told> [the engineers to close the lock].", "the engineers"),
    ("Marrant <told> [a tale of two harbours].", None),
    ("Okoro <was told> by the mayor that [the port was safe].", None),
    ("Okoro <was told> [the port was safe].", None),
    ("Okoro <told> of [years at sea].", None),
    ("[The port was safe], Okoro <told>.", None),
    # urged, asked, warned and the rest
    ("Talvia <urged> Kyiv to [sign the treaty].", "Kyiv"),
    ("Talvia <urged> [Kyiv to sign the treaty].", "Kyiv"),
    ("Talvia <is urging> Kyiv to [sign the treaty].", "Kyiv"),
    ("Talvia <was urging> [Kyiv not to sign the treaty].", "Kyiv"),
    ("Marrant <asked> the council to [close the port].", "the council"),
    ("Marrant <asked> the council whether [it would close the port].", "the council"),
    ("Marrant <asked> Mr. Okoro if [the port was safe].", "Mr. Okoro"),
    ("Marrant <asked> whether [the port was safe].", None),
    ("Marrant <was asked> whether [the port was safe].", None),
    ("Marrant <asked> for [more time].", None),
    ("Marrant <warned> Western leaders that [the pact would fail].", "Western leaders"),
    ("Marrant <warned> [Talvia against a second pact].", "Talvia"),
    ("Marrant <called on> [all ports - large and small - to close].",
     "all ports - large and small"),
    ("Marrant <warned> that [the pact would fail].", None),
    ("Marrant <warned> against [a second pact].", None),
    ("Marrant <warned> of [a second war].", None),
    ("Marrant <reminded> voters of [her years as mayor].", "voters"),
    ("Marrant <reminded> [Okoro of her years as mayor].", "Okoro"),
    ("Marrant <called on> the company to [pay].", "the company"),
    ("Marrant <called on> [leaders “not to feed the fire”].", "leaders"),
    ("Marrant <appealed to> the striking dockers to [go back].", "the striking dockers"),
    ("Marrant <assured> her that [the port was safe].", "her"),
    ("Marrant <informed> Dr. Paul Brandt that [the trial was over].", "Dr. Paul Brandt"),
    ("Marrant <ordered> [the removal of the wreck].", None),
    # said to, wrote to
    ("[“Go home,”] Marrant <said> to a crowd in Zelk that had waited.", "a crowd"),
    ("Marrant <said> to a crowd in Zelk that [the port was safe].", "a crowd"),
    ("Marrant <wrote> to the mayor that [the port was safe].", "the mayor"),
    ("Marrant <said> on Monday that [the port was safe].", None),
    ("Marrant <said> [the port was safe].", None),
    ("Marrant <wrote> in a letter that [the port was safe].", None),
    # where the addressee ends
    ("Okoro <told> the committee’s chairwoman, Ilse Marrant, that [it was over].",
     "the committee’s chairwoman"),
    ("Okoro <told> the annual meeting of the Talvian Association of Harbour Pilots that "
     "[the port was safe].", "the annual meeting of the Talvian Association of Harbour Pilots"),
    ("Okoro <told> host Paul Brandt [a second pact would fail].", "host Paul Brandt"),
    ("Okoro <told> a rally last week [the pact would fail].", "a rally"),
    ("Okoro <has told> friends since the spring that [he would run].", "friends"),
    ("Okoro <told> voters in\nZelk that [he would run].", "voters"),
    # two fragments
    ("[“The port,”] Okoro <told> pilots, [“is safe.”]", "pilots"),
    ("Okoro <is said> to [the contrary] to have left.", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_addressees(words: str, expected: str | None) -> None:
    assert addressee(words) == expected


def test_the_marks_are_read_as_they_stand() -> None:
    article, statement = marked("[No,] he <told> her, [no].")
    assert (article.text, statement.cue.spans, statement.content.spans) == (
        "No, he told her, no.",
        ((7, 11),),
        ((0, 3), (17, 19)),
    )
