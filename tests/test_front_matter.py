"""What a plain text says of itself above its words."""

from __future__ import annotations

import codecs
import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, EXAMPLES
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Article, read, read_many
from onrecord.errors import ArticleError
from onrecord.reading import Refused
from onrecord.reading.front_matter import split_front_matter
from onrecord.reading.text import read_text

WORDS = "Premier Ilse Marrant said on Friday that the Zoë dam was safe.\n\n“It holds,” she said.\n"
BLOCK = "---\ntitle: Dam is safe\noutlet: Zelk Post\npublished: 2026-03-06\n---\n"


@pytest.mark.parametrize(
    ("block", "given"),
    [
        ("title: Talks: day two", {"title": "Talks: day two"}),
        ("title: no", {"title": "no"}),
        ("title: 20:58", {"title": "20:58"}),
        ("title: 0123", {"title": "0123"}),
        ("title: @zelk # 1 [one] {two} *three", {"title": "@zelk # 1 [one] {two} *three"}),
        ("title: “No,” says mayor", {"title": "“No,” says mayor"}),
        ('title: "Talks: day two"', {"title": "Talks: day two"}),
        (r'title: "\"No,\" says C:\\mayor"', {"title": r'"No," says C:\mayor'}),
        ("title: 'It''s over'", {"title": "It's over"}),
        ('title: "No," says mayor', {"title": '"No," says mayor'}),
        ('title: "No" means "no"', {"title": '"No" means "no"'}),
        ("title: 'No", {"title": "'No"}),
        ("title: Dam\n  is safe,\n  says mayor", {"title": "Dam is safe, says mayor"}),
        ("title: 'Dam:\n  safe'", {"title": "Dam: safe"}),
        ("title: >-\n  Dam\n  is safe", {"title": "Dam is safe"}),
        ("byline: Ana Berg, Bo Ek", {"byline": "Ana Berg, Bo Ek"}),
        ("byline:\n- Ana Berg\n- 'Bo Ek'", {"byline": "Ana Berg, Bo Ek"}),
        ("byline:\n  - Ana Berg\n  - Bo Ek", {"byline": "Ana Berg, Bo Ek"}),
        ("TITLE :Dam is safe", {"title": "Dam is safe"}),
        ("title: one\ntitle: two", {"title": "two"}),
        ("title: Zoe\u0308\u00a0dam", {"title": "Zoë dam"}),
        ("title:\nbyline: ~\noutlet: null\nurl: ''\nid: 7", {"url": "", "id": "7"}),
        ("title:", {}),
        ("id: 7\nlanguage: en", {"id": "7", "language": "en"}),
        ("# from the archive\n\ntitle: Dam", {"title": "Dam"}),
        ("layout: post\ntags: [a, b]\nid: 7\nmap:\n  title: not this", {"id": "7"}),
    ],
)
def test_values_are_the_words_that_stand_there(block: str, given: dict[str, str]) -> None:
    assert split_front_matter(f"---\n{block}\n---\n{WORDS}") == (given, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "---\n20:58\n\nPolls close.\n\n---\n\n21:02\n\nMayor Marrant said it was over.\n",
        "---\nMARRANT: It holds.\nQ: Does it?\n---\n" + WORDS,
        "---\ntitle: Dam is safe\nMayor Marrant said so.\n---\n" + WORDS,
        "---\ntitle: Dam is safe\n\n" + WORDS,
        "---\n---\n" + WORDS,
        "---\n- Ana Berg\ntitle: Dam is safe\n---\n" + WORDS,
        "--- title: Dam is safe\n---\n" + WORDS,
        "----\ntitle: Dam is safe\n----\n" + WORDS,
        "\n---\ntitle: Dam is safe\n---\n" + WORDS,
        "title: Dam is safe\n---\n" + WORDS,
        "---",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    "data",
    [
        (BLOCK + WORDS).encode(),
        (BLOCK + "\n \n" + WORDS).encode(),
        (BLOCK + WORDS).replace("---\n", "--- \t\n").encode(),
        codecs.BOM_UTF8 + (BLOCK + WORDS).encode(),
        (BLOCK + WORDS).encode("utf-16"),
        (BLOCK + WORDS).encode("cp1252"),
        (BLOCK + WORDS).replace("\n", "\r\n").encode(),
        (BLOCK + WORDS).replace("\n", "\r").encode(),
        codecs.BOM_UTF8 + (BLOCK + WORDS).replace("\n", "\r\n").encode(),
    ],
    ids=[
        "as it is", "blank lines after it", "spaces after dashes", "with mark", "utf-16", "cp1252",
        "CRLF", "CR", "with mark, CRLF",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["story.txt", "story.md", "-"])
def test_it_becomes_the_fields_and_is_no_part_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str
) -> None:
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    else:
        (tmp_path / name).write_bytes(data)
    article = read(name if name == "-" else tmp_path / name)
    assert article == Article.from_text(
        WORDS, title="Dam is safe", outlet="Zelk Post", published=date(2026, 3, 6), language="en"
    )


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("id: 7", {"id": "7"}),
        ("url: https://example.org/a?b=c#d", {"url": "https://example.org/a?b=c#d"}),
        ("url: 'HTTP://example.org'", {"url": "HTTP://example.org"}),
        ("url: ''\ntitle: Dam", {"url": None, "title": "Dam"}),
        ("published: '6 March 2026'", {"published": date(2026, 3, 6)}),
        ("published: 2026-03-06T21:05:00Z", {"published": date(2026, 3, 6)}),
        ("date: 2026-03-06 09:00:00 +0100", {"published": date(2026, 3, 6)}),
        ("date: 2026-03-05\npublished: 2026-03-06", {"published": date(2026, 3, 6)}),
        ("date: 2026-03-06\npublished:", {"published": date(2026, 3, 6)}),
        ("date:\ntitle: Dam", {"published": None}),
        ("language: de", {"language": "de"}),
        ("title: Dam", {"title": "Dam", "outlet": None, "byline": None, "url": None}),
    ],
)
def test_fields_are_checked_and_read(block: str, fields: dict[str, Any]) -> None:
    article = read_text(f"---\n{block}\n---\n{WORDS}".encode())
    assert {name: getattr(article, name) for name in fields} == fields
    assert article.text == WORDS
    bare = Article.from_text(WORDS, url=article.url)
    assert article.id == fields.get("id", bare.id)


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("published: one fine day", '"published" is "one fine day", not a date'),
        ("date: 2026-02-31", '"date" is "2026-02-31", not a date'),
        ("url: example.org/a", '"url" is "example.org/a", not an http or https address'),
        ("url: javascript:alert(1)", '"url" is "javascript:alert(1)"'),
        ("url: https://", '"url" is "https://"'),
        ("url: https://example.org/a b", '"url" is "https://example.org/a b"'),
        ("url: " + "x" * 500, '"url" is "' + "x" * 40 + '"'),
    ],
)
def test_a_wrong_value_is_one_clear_error_and_the_rest_is_read(
    tmp_path: Path, block: str, why: str
) -> None:
    (tmp_path / "a.txt").write_text(f"---\n{block}\n---\n{WORDS}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(WORDS, encoding="utf-8")
    refused: list[Refused] = []
    assert [a.text for a in read_many([tmp_path], refused=refused.append)] == [WORDS]
    assert [one.where for one in refused] == [str(tmp_path / "a.txt")]
    assert why in refused[0].why
    with pytest.raises(ArticleError):
        read(tmp_path / "a.txt")


def test_front_matter_alone_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BLOCK, encoding="utf-8")
    with pytest.raises(ArticleError, match="no text"):
        read(tmp_path / "a.txt")


def test_a_date_from_elsewhere_fills_in_only_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BLOCK + WORDS, encoding="utf-8")
    (tmp_path / "b.txt").write_text("---\ntitle: Dam\n---\n" + WORDS, encoding="utf-8")
    days = [a.published for a in read_many([tmp_path], published=date(2026, 1, 2))]
    assert days == [date(2026, 3, 6), date(2026, 1, 2)]


def test_the_language_is_that_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\nlanguage: de\n---\n{WORDS}", encoding="utf-8")
    assert read(tmp_path / "a.txt").language == "en"


def test_a_fetched_text_does_not_name_itself() -> None:
    block = "---\nid: 7\nurl: https://example.org/other\ntitle: Dam\n---\n"
    article = read_text((block + WORDS).encode(), url="https://example.org/a")
    plain = read_text(WORDS.encode(), url="https://example.org/a")
    assert (article.id, article.url, article.title) == (plain.id, plain.url, "Dam")


LINES = ["---", "title: Dam", "id:", "tags: a", "  go on", "- one", "# no", "", "It holds.", "1:0"]


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_the_text_is_what_stands_behind_the_block(lines: list[str]) -> None:
    text = "\n".join(["---", *lines])
    given, rest = split_front_matter(text)
    assert text.endswith(rest)
    if rest != text:
        assert "---" in lines
        assert "It holds." not in text.removesuffix(rest)
        assert "1:0" not in text.removesuffix(rest)
    else:
        assert given == {}


def test_a_long_block_takes_no_long_time() -> None:
    block = "title: a\n" + " a\n" * 600_000
    given, rest = split_front_matter(f"---\n{block}---\n{WORDS}")
    assert (len(given["title"]), rest) == (1_200_001, WORDS)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_examples_have_their_facts_above_the_text_that_was_labelled(path: Path) -> None:
    article = read(path)
    assert article.text == (CASES / path.name).read_text(encoding="utf-8")
    assert article.text.startswith(f"{article.title}\n")
    assert article.outlet
    assert article.byline
    assert article.published
    assert article.url
    assert article.url.startswith("https://example.org/")
    assert article.published.strftime("/%Y/%m/%d/") in article.url
