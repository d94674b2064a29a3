"""Training articles are changed at random; their marks must stay on the words that they marked."""

import random

import pytest

from training.augmentation import headlines, nest, restyle, with_furniture, with_turns
from training.data import Gold

TEXT = (
    "Dam safe, says premier\n"
    "Ilse Marrant said the dam was safe. “It will hold,” she added. Zelk is a town.\n"
    "He denies the charge. The union fears that jobs will go.\n"
)
STATEMENTS = [
    ("premier", "says", "Dam safe"),
    ("Ilse Marrant", "said", "the dam was safe"),
    ("she", "added", "“It will hold,”"),
    ("He", "denies", "the charge"),
    ("The union", "fears", "that jobs will go"),
]


def span(words: str) -> list[tuple[int, int]]:
    start = TEXT.index(words)
    return [(start, start + len(words))]


ARTICLE = Gold(
    "zelk",
    TEXT,
    [dict(zip(("source", "cue", "content"), map(span, s), strict=True)) for s in STATEMENTS],
)
WORDS = {words for s in STATEMENTS for words in s}


def marked(text: str, statement: dict[str, list[tuple[int, int]]]) -> list[str]:
    return [text[a:b] for role in ("source", "cue", "content") for a, b in statement[role]]


def plain(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalpha() or c == " ").strip()


@pytest.mark.parametrize("seed", range(12))
def test_words_put_into_a_mouth_keep_their_marks(seed: int) -> None:
    told = nest(ARTICLE, random.Random(seed))
    assert len(told.statements) + len(told.nested) == len(STATEMENTS) + len(told.searched)
    known = {plain(words) for words in WORDS} | {"i", "we", "deny", "fear", "denie"}
    for s in told.nested:
        assert {plain(words) for words in marked(told.text, s)} <= known
        assert any(a <= s["cue"][0][0] < b for a, b in told.searched)
    for outer in told.statements:
        if outer["content"][0] in told.searched:
            source, cue, content = marked(told.text, outer)
            assert f"{source} {cue}" in told.text
            assert [source, content] == [source.strip(), content.strip()]


@pytest.mark.parametrize("style", ["straight", "british", "wire", "guillemet", "none"])
def test_other_quotation_marks_leave_the_words_marked(style: str) -> None:
    article = restyle(ARTICLE, style)
    found = [[plain(words) for words in marked(article.text, s)] for s in article.statements]
    assert found == [[plain(words) for words in s] for s in STATEMENTS]


def test_what_is_put_around_an_article_is_marked_as_nothing() -> None:
    pool, chance = (
        [("Okoro", "We will wait and see."), ("Trask", "It is not over.")] * 5,
        random.Random(2),
    )
    titles = headlines([ARTICLE]) * 6
    article = with_furniture(with_turns(ARTICLE, pool, chance), titles, pool, chance)
    assert article.nothing
    cues = [span for s in article.statements for span in s["cue"]]
    assert not any(a <= x < b for a, b in article.nothing for x, _ in cues)
    assert [marked(article.text, s) for s in article.statements][:5] == [
        list(s) for s in STATEMENTS
    ]
