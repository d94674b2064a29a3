from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from conftest import Case, load_cases
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article, extract, extract_many
from onrecord.evaluation import Annotated, Marked, predict, score
from onrecord.extracting.encoder import WINDOW, plan_windows

# What every reader would mark the same way, in names that no training text has.
PLAIN = [
    (
        "Premier Ilse Marrant said on Friday that the Zelk dam was safe.",
        ("Premier Ilse Marrant", "said", "that the Zelk dam was safe"),
        "indirect",
    ),
    ("“The dam is safe,” Marrant said.", ("Marrant", "said", "“The dam is safe,”"), "direct"),
    ('"The dam is safe," Marrant said.', ("Marrant", "said", '"The dam is safe,"'), "direct"),
    ("''The dam is safe,'' Marrant said.", ("Marrant", "said", "''The dam is safe,''"), "direct"),
    ("‘The dam is safe,’ Marrant said.", ("Marrant", "said", "‘The dam is safe,’"), "direct"),
    (
        "“The dam is safe,” said Marrant. “It will hold.”",
        ("Marrant", "said", "“The dam is safe,” ... “It will hold.”"),
        "direct",
    ),
    (
        "According to the harbour authority, two ferries were damaged in the storm.",
        ("the harbour authority", "According to", "two ferries were damaged in the storm"),
        "indirect",
    ),
    (
        "The government has repeatedly denied that it paid the guards.",
        ("The government", "has repeatedly denied", "that it paid the guards"),
        "indirect",
    ),
    (
        "Okoro said that the plan was “a gift to smugglers” and would fail.",
        ("Okoro", "said", "that the plan was “a gift to smugglers” and would fail"),
        "mixed",
    ),
]


def words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


@pytest.mark.parametrize(("text", "expected", "kind"), PLAIN)
def test_a_plain_sentence_is_read_as_any_reader_would(
    text: str, expected: tuple[str, str, str], kind: str
) -> None:
    (found,) = extract(Article.from_text(text))
    assert found.source is not None
    got = (found.source.text, found.cue.text, found.content.text)
    assert [words(part) for part in got] == [words(part) for part in expected]
    assert found.kind == kind
    assert found.confidence > 0.5


INNER = [
    ("Trask said that the minister had told him to wait.", "had told", "indirect"),
    ("“I believe that the dam will hold,” Marrant said on Friday.", "believe", "indirect"),
    ("Okoro said the union had warned that the ferries would stop.", "had warned", "indirect"),
]


@pytest.mark.parametrize(("text", "cue", "kind"), INNER)
def test_a_statement_inside_another_has_it_as_its_parent(text: str, cue: str, kind: str) -> None:
    found = extract(Article.from_text(text))
    (outer,) = (s for s in found if s.parent is None)
    (inner,) = (s for s in found if s.parent is not None)
    assert inner.parent == outer.id
    assert (inner.cue.text, inner.kind) == (cue, kind)
    spans = [*inner.cue.spans, *inner.content.spans]
    assert all(any(a <= x and y <= b for a, b in outer.content.spans) for x, y in spans)


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.name)
def test_most_of_what_a_reader_marked_in_a_case_is_found(case: Case) -> None:
    statements = [
        Marked(cue=s["cue"], content=s["content"], source=s["source"]) for s in case.statements
    ]
    gold = [Annotated(case.name, statements, case.text)]
    assert score(gold, predict(gold))["linked"]["r"] >= 0.5


@given(st.lists(st.integers(1, 900), max_size=30))
def test_windows_cover_a_text_and_each_is_the_home_of_its_own_part(lengths: list[int]) -> None:
    paragraphs = np.repeat(np.arange(len(lengths)), lengths)
    windows = list(plan_windows(paragraphs))
    homes = [piece for w in windows for piece in range(w.home, w.home_end)]
    assert homes == list(range(len(paragraphs)))
    for w in windows:
        assert w.start <= w.home < w.home_end <= w.end <= w.start + WINDOW


def test_an_article_gives_the_same_alone_and_among_others() -> None:
    articles = [Article.from_text(case.text, id=case.name) for case in load_cases()]
    alone = {article.id: extract(article) for article in articles}
    random.Random(1).shuffle(articles)
    assert {article.id: found for article, found in extract_many(articles)} == alone


def test_articles_are_read_as_they_are_asked_for() -> None:
    """An endless stream of articles gives its first statements at once."""

    def endless() -> Iterator[Article]:
        while True:
            yield Article.from_text(PLAIN[0][0] * 40)

    assert next(extract_many(endless()))[1]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "“ " * 500 + "end",
        "He said: “It is ‘over” and ‘done.\n\n” Then \" she ' left.",
        "a",
        "Okoro said yes. " + "\n" * 5000,
        "x" * 200_000,
    ],
    ids=["no full stop", "only marks", "unbalanced", "one letter", "line breaks", "one word"],
)
def test_strange_texts_are_read_to_the_end(text: str) -> None:
    for statement in extract(Article.from_text(text)):
        assert statement.content.text


def test_offsets_stay_right_among_emoji_combining_marks_and_other_scripts() -> None:
    before = "👩‍👩‍👧‍👦 🇿🇲 שלום عليكم \u202eabc\u202c नमस्ते Z\u0336a\u0336 — "
    text = before + "Premier Ilse Marrant said on Friday that the Zelk dam was safe."
    (found,) = extract(Article.from_text(text))
    assert found.source is not None
    assert found.source.text.endswith("Ilse Marrant")
    assert found.content.text == "that the Zelk dam was safe"
    ((start, end),) = found.content.spans
    assert Article.from_text(text).text[start:end] == found.content.text
