"""Contents cut into sentences."""

from __future__ import annotations

import pytest
from marked import marked

from onrecord.extracting.stretches import stretches

CUT = [
    ("[“We lost it all. We will try again,”] {she} <said>.",
     ["“We lost it all.", "We will try again,”"]),
    ("[“We lost it all,”] {she} <said>. [“We will try again.”]",
     ["“We lost it all,”", "“We will try again.”"]),
    ("[“If they come,”] {she} <said>, [“we will go.”]", ["“If they come,” ... “we will go.”"]),
    ("[“Mr. Orlan and Sen. Trask agreed.”] {She} <said>.", ["“Mr. Orlan and Sen. Trask agreed.”"]),
    ("{He} <said> [the U.S. Congress had failed. It would fail again].",
     ["the U.S. Congress had failed.", "It would fail again"]),
    ("[“No. We will not sign.”] {She} <said>.", ["“No. We will not sign.”"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_sentences(text: str, expected: list[str]) -> None:
    article, statement = marked(text)
    found = stretches(article.text, statement.content.spans)
    assert [" ... ".join(article.text[a:b] for a, b in spans) for spans in found] == expected
