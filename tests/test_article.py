import unicodedata

import pytest

from onrecord import Article
from onrecord.article import LONGEST, normalise, paragraph_spans
from onrecord.errors import ArticleError


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa\x00b", "ab"),
        ("10\u00a0million\u202fa", "10 million a"),
        ("Sa\u0303o Paulo", "São Paulo"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("👩‍👩‍👧 and שלום", "👩‍👩‍👧 and שלום"),
    ],
)
def test_a_text_has_one_normal_form(raw: str, normal: str) -> None:
    assert normalise(raw) == normal
    assert normalise(normal) == normal


def test_a_text_with_offsets_of_its_own_keeps_every_place() -> None:
    raw = "\ufeffSa\u0303o said\r\n\u212bngstrom\u00a0no\x00"
    kept = normalise(raw, keep_places=True)
    assert kept == " Sa\u0303o said \nÅngstrom no "
    assert len(kept) == len(raw)
    assert normalise(kept, keep_places=True) == kept


def test_an_id_that_is_given_is_kept_and_one_not_given_is_a_hash() -> None:
    assert Article.from_text("Some text.", id="story-1").id == "story-1"
    plain = Article.from_text("Some text.")
    assert plain.id == Article.from_text("Some text.").id
    assert plain.id != Article.from_text("Some other text.").id
    first = Article.from_text("Some text.", url="https://example.org/a")
    assert first.id == Article.from_text("Changed.", url="https://example.org/a").id


@pytest.mark.parametrize("text", ["", " \n\t ", "“ ” … —"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="no text"):
        Article.from_text(text)


def test_a_text_longer_than_an_article_is_refused() -> None:
    with pytest.raises(ArticleError, match="split it"):
        Article.from_text("a " * LONGEST)


def test_text_is_composed() -> None:
    article = Article.from_text("Zoe\u0308 said no.")
    assert unicodedata.is_normalized("NFC", article.text)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("\n One. \n \n\nTwo.\n", ["\n One. "[1:], "Two."]),
        (
            "The man said on\nFriday that talks\nwere over, and that\nnobody came.\n\nTwo.",
            [
                "The man said on\nFriday that talks\nwere over, and that\nnobody came.",
                "Two.",
            ],
        ),
    ],
)
def test_paragraphs_survive(text: str, paragraphs: list[str]) -> None:
    assert [text[a:b].strip() for a, b in paragraph_spans(text)] == [p.strip() for p in paragraphs]
