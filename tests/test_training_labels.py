"""What readers marked for training lies where its description says."""

import json
from pathlib import Path

import pytest
from conftest import ROOT

from training.data import Gold
from training.marked import load_marked, parse_marked

DATA = ROOT / "training/data"
ARTICLES = load_marked(DATA / "articles")


def test_inner_statements_lie_in_the_content_of_their_outer_one(shared: Path) -> None:
    marked = json.loads((DATA / "inner-statements.json").read_text(encoding="utf-8"))["articles"]
    with (shared / "corpora/polnear/train.jsonl").open(encoding="utf-8") as lines:
        articles = {row["id"]: row for row in map(json.loads, lines) if row["id"] in marked}
    assert set(articles) == set(marked)
    for name, statements in marked.items():
        for s in statements:
            outer = articles[name]["statements"][s["outer"]]["content"]
            spans = [span for role in ("source", "cue", "content") for span in s[role]]
            assert s["cue"]
            assert s["content"]
            assert all(any(a <= start < end <= b for a, b in outer) for start, end in spans)


def test_marks_in_the_text_become_spans() -> None:
    article = parse_marked(
        "zelk",
        "⟦x1|“It ⟦c1a|may⟧ ⟦x1a|hold⟧,”⟧ ⟦s1,2|Okoro⟧ ⟦c1|said⟧. ⟦x1|“Or not.”⟧ "
        "She ⟦c2|left⟧ ⟦x2|it⟧.",
    )
    assert article.text == "“It may hold,” Okoro said. “Or not.” She left it."
    words = [
        [[article.text[a:b] for a, b in s[role]] for role in ("source", "cue", "content")]
        for s in article.statements + article.nested
    ]
    assert words == [
        [["Okoro"], ["said"], ["“It may hold,”", "“Or not.”"]],
        [["Okoro"], ["left"], ["it"]],
        [[], ["may"], ["hold"]],
    ]


@pytest.mark.parametrize(
    ("marked", "why"),
    [
        ("⟦s1|Okoro ⟦c1|said⟧ ⟦x1|so⟧.", "not closed"),
        ("Okoro said⟧ so.", "nothing is open"),
        ("⟦s1|Okoro⟧ ⟦c1|said⟧ so.", "lacks a cue or a content"),
        ("⟦c1a|said⟧ ⟦x1a|so⟧.", "no statement 1 around 1a"),
        ("⟦cue|said⟧ ⟦x1|so⟧.", "not"),
    ],
)
def test_a_mistake_in_the_marks_is_named(marked: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^zelk: .*{why}"):
        parse_marked("zelk", marked)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_inner_statements_of_written_articles_lie_in_a_content(article: Gold) -> None:
    contents = [span for s in article.statements for span in s["content"]]
    for s in article.nested:
        for start, end in (span for spans in s.values() for span in spans):
            assert any(a <= start < end <= b for a, b in contents)
