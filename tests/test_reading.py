import codecs
import json
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLES

from onrecord import Article, read, read_many
from onrecord.errors import ArticleError, SourceError
from onrecord.reading import Refused

STORY = "Premier Ilse Marrant said on Friday that the Zoë dam was safe.\n\n“It holds,” she said.\n"


def refusals(*sources: Path) -> tuple[list[str], list[Refused]]:
    refused: list[Refused] = []
    return [a.text for a in read_many(map(str, sources), refused=refused.append)], refused


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        STORY.encode("utf-16"),
        STORY.encode("cp1252"),
        STORY.replace("\n", "\r\n").encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "cp1252", "cp1252 with CRLF"],
)
def test_the_encoding_of_a_text_is_found(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    article = read(path)
    assert article.text == STORY
    assert article.language == "en"


def test_a_page_gives_its_article_and_nothing_of_what_surrounds_it() -> None:
    (page,) = EXAMPLES.glob("*.html")
    article = read(page)
    assert article.title
    assert article.outlet
    assert article.byline
    assert article.published == date.fromisoformat(str(article.published))
    assert article.url
    assert article.url.startswith("https://example.org/")
    for furniture in ("cookie", "Cookie", "Subscribe", "Advertisement", "©"):
        assert furniture not in article.text
    assert article.text.count("\n") >= 4


def test_json_lines_keep_what_is_given(tmp_path: Path) -> None:
    row = {
        "id": 17,
        "url": "https://example.org/a",
        "outlet": "The Torsvik Post",
        "title": "Dam is safe",
        "byline": ["A. Berg", "B. Ek"],
        "published": "6 March 2026",
        "text": STORY,
        "section": "passed over",
    }
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + json.dumps({"text": STORY}) + "\n")
    first, second = read_many([path], published=date(2026, 1, 2))
    assert (first.id, first.byline, first.published) == ("17", "A. Berg, B. Ek", date(2026, 3, 6))
    assert (first.url, first.outlet, first.title) == (row["url"], row["outlet"], row["title"])
    assert second.published == date(2026, 1, 2)
    assert second.id != first.id


def test_what_is_empty_in_a_row_is_not_known(tmp_path: Path) -> None:
    row = dict.fromkeys(("id", "url", "outlet", "title", "byline", "published"), " ")
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps({**row, "byline": ["", " "], "outlet": "", "text": STORY}))
    assert read(path) == Article.from_text(STORY, language="en")


def test_offsets_that_others_counted_in_a_row_stay_right(tmp_path: Path) -> None:
    text = "Premier Sa\u0303o Marrant said\r\nthat the dam was safe."
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps({"text": text}))
    article = read(path)
    assert article.text.index("that the dam") == text.index("that the dam")
    plain = tmp_path / "story.txt"
    plain.write_text(text, encoding="utf-8", newline="")
    assert read(plain).text == "Premier São Marrant said\nthat the dam was safe."


def test_a_broken_line_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    good = json.dumps({"text": STORY})
    lines = [good, '{"text": "cut o', '{"title": "no text"}', '{"text": 7}', good]
    lines.append(json.dumps({"text": STORY, "published": "one fine day"}))
    path.write_text("\n".join(lines))
    texts, refused = refusals(path)
    assert texts == [STORY, STORY]
    assert [r.where.rsplit(" ", 1)[1] for r in refused] == ["2", "3", "4", "6"]
    assert "one fine day" in refused[-1].why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no text"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 20, "binary"),
        (b"word " * 10_000_000, "split it"),
        ("“ ” ‘ ’ \" ''\n" * 40, "no text"),
        ("Der Minister sagte am Freitag, man werde nicht nachgeben. " * 8, '"de"'),
        ("Oui, dit-il, nous partirons demain.", '"fr"'),
    ],
    ids=["empty", "binary", "50 MB", "only marks", "German", "one French sentence"],
)
def test_what_cannot_be_used_is_refused_with_a_reason(
    tmp_path: Path, data: bytes | str, why: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(ArticleError, match=why):
        read(path)


@pytest.mark.parametrize(
    "text",
    ["Orsolya Várdai said Tavrenia rejects it.", "“Nej!” said Jarl Brannvik.", "TORSVIK: NO DEAL"],
)
def test_a_short_english_text_is_not_refused_for_its_names(tmp_path: Path, text: str) -> None:
    path = tmp_path / "short.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).language == "en"


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    with pytest.raises(ArticleError, match="no article"):
        read(path)


def test_a_folder_gives_all_it_holds_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Two people said so on Friday.")
    (tmp_path / "a.txt").write_text("One person said so on Friday.")
    (tmp_path / ".hidden.txt").write_text("Nobody said so.")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    texts, refused = refusals(tmp_path)
    assert [t.split()[0] for t in texts] == ["One", "Two"]
    assert not refused


def test_sources_that_are_missing_or_empty_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    texts, refused = refusals(tmp_path / "no.txt", tmp_path / "nothing", tmp_path / "a.txt")
    assert texts == [STORY]
    assert "No such file" in refused[0].why
    assert ".jsonl" in refused[1].why


def test_read_wants_one_article(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text((json.dumps({"text": STORY}) + "\n") * 2)
    with pytest.raises(SourceError, match="more than one"):
        read(path)
