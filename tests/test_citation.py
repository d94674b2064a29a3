"""Citing: the line, and the link that leads to the very words, in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from typing import Any

import pytest
from conftest import need
from marked import marked
from msgspec.structs import replace

from onrecord import Article
from onrecord.export.citation import LONGEST_QUOTE, citation, passage_link, shortened
from onrecord.record import Found
from onrecord.statement import Speaker

MARRANT = Speaker(actor="own:m", name="Ilse Marrant", type="person", how="name", confidence=0.9)
WHERE = {"outlet": "Zelk Post", "published": date(2026, 5, 3)}
PAGE = "https://example.org/dam"


def found(text: str, speaker: Speaker | None = MARRANT, **facts: Any) -> Found:
    article, statement = marked(text)
    return Found(replace(article, **facts), 1, replace(statement, speaker=speaker))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[“No,”] {she} <said>.", "Ilse Marrant, “No,” Zelk Post, 3 May 2026"),
        ("“[No]”, {she} <said>.", "Ilse Marrant, “No”, Zelk Post, 3 May 2026"),
        (
            "[“No,”] {she} <said>, [“never.”]",
            "Ilse Marrant, “No,” ... “never.”, Zelk Post, 3 May 2026",
        ),
        # what nobody put in quotation marks keeps its cue: it may turn the words round
        (
            "{She} <denied> [that the dam was “safe”].",
            "Ilse Marrant, as reported: “denied that the dam was ‘safe’”, Zelk Post, 3 May 2026",
        ),
        (
            "[The dam was safe], {she} <said>.",
            "Ilse Marrant, as reported: “The dam was safe ... said”, Zelk Post, 3 May 2026",
        ),
        (
            "{MARRANT}<:> [The dam\nis safe.]",
            "Ilse Marrant, as reported: “The dam is safe.”, Zelk Post, 3 May 2026",
        ),
    ],
)
def test_the_line_has_who_what_where_and_when(text: str, line: str) -> None:
    assert citation(found(text, **WHERE)) == line


@pytest.mark.parametrize(
    ("speaker", "facts", "line"),
    [
        (None, WHERE, "She (speaker unknown), as reported: “said so”, Zelk Post, 3 May 2026"),
        (MARRANT, {}, "Ilse Marrant, as reported: “said so”, outlet unknown, date unknown"),
        (
            MARRANT,
            {"url": PAGE, "published": date(2026, 5, 3)},
            "Ilse Marrant, as reported: “said so”, example.org, 3 May 2026",
        ),
        *(
            (
                MARRANT,
                {"url": url},
                "Ilse Marrant, as reported: “said so”, outlet unknown, date unknown",
            )
            for url in ("javascript:alert(1)", "http://[/")
        ),
    ],
)
def test_what_is_unknown_is_called_so(
    speaker: Speaker | None, facts: dict[str, Any], line: str
) -> None:
    assert citation(found("{She} <said> [so].", speaker, **facts)) == line
    nobody = found("<It was said> [so].", None, **facts)
    assert citation(nobody).startswith("speaker unknown, ")


def test_a_long_quote_is_cut_and_says_so() -> None:
    line = citation(found(f"[“{'dam ' * 200}dam,”] {{she}} <said>.", **WHERE))
    assert line.endswith("dam […]”, Zelk Post, 3 May 2026")
    assert len(line) < LONGEST_QUOTE + 60
    assert shortened("one two", 7) == "one two"
    assert shortened("one two", 5) == "one […]"
    assert shortened("onetwo", 3) == "one […]"


# each paragraph is a screen away from the next, so that a browser has to scroll to it
PARAGRAPHS = [
    "Nothing is said here.",
    "The minister said it was late.",
    "Yes & no, said well-known Per Trask - “the dam, he said, is safe” - and it was late.",
    "A long one begins here " + "and goes on " * 40 + "and ends there for good.",
    "It was late, he said. The end & all, 100% of it.",
    "Øyvind’s dam?",
]
CASES = {
    "a phrase": ("is safe", 0, "is%20safe"),
    "signs of the syntax": ("well-known", 0, "well%2Dknown"),
    "more signs": ("Yes & no, said", 0, "Yes%20%26%20no%2C%20said"),
    "a percent sign": ("100% of it", 0, "100%25%20of%20it"),
    "other letters": ("Øyvind’s dam", 0, "%C3%98yvind%E2%80%99s%20dam"),
    "what stands in two places": ("late", 1, "%2D%20and%20it%20was-,late,-."),
    "what begins a paragraph": ("It was late", 0, "It%20was%20late,-%2C%20he%20said.%20The"),
    "a long passage": (
        PARAGRAPHS[3], 0,
        "A%20long%20one%20begins%20here%20and,on%20and%20ends%20there%20for%20good.",
    ),
    "two paragraphs": (
        "for good.\n\nIt was late, he said.", 0, "for%20good.,It%20was%20late%2C%20he%20said.",
    ),
}  # fmt: skip


def article(url: str | None) -> Article:
    return Article.from_text("\n\n".join(PARAGRAPHS), url=url)


def place(text: str, words: str, number: int) -> tuple[int, int]:
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


@pytest.mark.parametrize(("words", "number", "directive"), CASES.values(), ids=CASES)
def test_a_link_names_the_words(words: str, number: int, directive: str) -> None:
    one = article(PAGE)
    assert passage_link(one, [place(one.text, words, number)]) == f"{PAGE}#:~:text={directive}"


def test_a_link_keeps_the_address_and_names_every_fragment() -> None:
    spans = [place(article(PAGE).text, words, 0) for words in ("Yes", "&", "is safe")]
    both = "text=Yes&text=is%20safe"
    for url, link in (
        (PAGE, f"{PAGE}#:~:{both}"),
        (f"{PAGE}?a=1&b=2#top", f"{PAGE}?a=1&b=2#top:~:{both}"),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:{both}"),
        (f"{PAGE}#top:~:text=other", f"{PAGE}#top:~:{both}"),
        (None, None),
        ("javascript:alert(1)", None),
        ("https://example.org/a b", None),
    ):
        assert passage_link(article(url), spans) == link
    assert passage_link(article(PAGE), []) == PAGE


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    body = "".join(f"<p style='margin-top:150vh'>{escape(one)}</p>" for one in PARAGRAPHS)

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Dam</title>{body}".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/dam"
        server.shutdown()


IN_SIGHT = """n => {
    const at = document.querySelectorAll("p")[n].getBoundingClientRect();
    return at.bottom > 0 && at.top < innerHeight;
}"""


def test_a_browser_scrolls_to_the_words(page: str) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    need(program is not None and find_spec("playwright") is not None, "browser to drive")
    from playwright.sync_api import sync_playwright

    one = article(page)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        for words, number, _ in CASES.values():
            start, end = place(one.text, words, number)
            link = passage_link(one, [(start, end)])
            assert link
            tab = browser.new_page()
            tab.goto(link)
            tab.wait_for_function(IN_SIGHT, arg=one.text.count("\n\n", 0, start))
            tab.close()
        browser.close()
