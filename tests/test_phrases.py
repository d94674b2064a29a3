"""Many patterns at once find what each of them finds."""

from __future__ import annotations

import re

import pytest
from marked import marked
from test_continuity import TOLD

from onrecord.extracting.continuity import _lexicon
from onrecord.extracting.phrases import Phrases, filled, find, phrases, word_starts

WORDS = {"own": ["his", "her"], "saying": ["claim", "vow", "word"]}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("again", "said again, again", ["again", "again"]),
        ("again", "against", []),
        ("an? (?:old )?<saying>", "a vow, an old claims", ["a vow", "an old claims"]),
        ("(?:kept|keeps?) asking", "keep asking and kept asking", ["keep asking", "kept asking"]),
        ("(?<!not )often", "not often but often", ["often"]),
        ("<own> vow", "their vow, her vow", ["her vow"]),
        (r"\d+ times", "15 times", ["15 times"]),
        (r"renew(?:ed)?(?= <own> <saying>\b)", "renewed her vow, renewed her lease", ["renewed"]),
        ("u-turn", "a u-turn", ["u-turn"]),
        ("re-?state", "restate, re-state", ["restate", "re-state"]),
        ("so", "so it is", ["so"]),
    ],
)
def test_a_pattern_is_found_where_it_fits(pattern: str, text: str, found: list[str]) -> None:
    sought = phrases([("one", pattern)], WORDS, {"saying": "s?"})
    places = [span for _, span in find(sought, text, word_starts(text))]
    assert [text[a:b] for a, b in places] == found


def test_what_is_found_has_the_label_of_the_pattern_that_comes_first() -> None:
    sought = phrases([("one", "once more"), ("two", r"once \w+"), ("two", "more")], WORDS, {})
    text = "once more and once again and more"
    assert [label for label, _ in find(sought, text, word_starts(text))] == ["one", "two", "two"]


@pytest.mark.parametrize("place", ["at_the_cue", "in_its_sentence", "after_a_contrast"])
def test_no_pattern_is_lost_by_its_first_letters(place: str) -> None:
    sought: Phrases = getattr(_lexicon(), place)
    patterns = [filled(pattern, sought.words) for _, pattern in sought.patterns]
    whole = re.compile(rf"\b(?=\w)(?:{'|'.join(patterns)})(?!\w)")
    for text in (marked(text)[0].text.lower() for text, _, _ in TOLD):
        found = [span[0] for _, span in find(sought, text, word_starts(text))]
        assert found == [match.start() for match in whole.finditer(text)]
