"""The pages in a real browser: reading, searching, checking."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Literal
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (
    ALIKE,
    AXE,
    HOSTILE_ID,
    HOSTILE_OUTLET,
    LONG,
    SCREENSHOTS,
    Site,
    addresses,
    browser,
    editor,
    keep_picture,
    page,
    site,
)
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect

from onrecord import Article, Record
from onrecord.record.searching.query import Query

__all__ = ["browser", "editor", "page", "site"]  # fixtures

LINES = """cell => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getClientRects().length;
}"""


LIGHTNESS = """async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return data.reduce((sum, one) => sum + one, 0) / data.length;
}"""
"""How light a picture is, 0 to 255."""


PAGES = (
    "home", "statements", "statement", "article", "actors", "actor", "proposals", "redlines",
    "check", "review", "history", "about", "login",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_for_everybody(
    site: Site, editor: Page, name: str, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 AA as far as axe-core can tell, in both themes and at the width of a phone."""
    editor.emulate_media(color_scheme=scheme)
    editor.goto(addresses(site)[name])
    found = Axe().run(editor, options={"runOnly": AXE})
    assert [one["id"] for one in found.response["violations"]] == []
    editor.set_viewport_size({"width": 360, "height": 700})
    wide = editor.evaluate("document.documentElement.scrollWidth > innerWidth")
    keep_picture(editor, f"{name}-{scheme}")
    assert not wide, "it scrolls sideways on a phone"


def test_a_table_on_a_phone_breaks_no_word(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/actors")
    cell = page.get_by_role("cell", name="person", exact=True).first
    assert cell.evaluate(LINES) == 1


def test_a_chart_keeps_the_size_of_its_letters(site: Site, page: Page) -> None:
    """It is scrolled where there is too little room."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/redlines")
    chart = page.get_by_role("region", name="Red lines through time").locator("img")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_js_property("complete", True)
    assert chart.evaluate("i => i.clientWidth === i.naturalWidth && i.clientWidth > innerWidth")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_without_javascript(site: Site, browser: Browser, name: str) -> None:
    """What the record has to tell there can be seen."""
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    response = page.goto(addresses(site)[name])
    assert response
    assert response.status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    seen = " ".join(page.get_by_role("main").inner_text().split())
    assert [words for words in contents(site)[name] if words not in seen] == []
    idle = "button.theme, [data-copy], .review kbd, [data-switch]"
    assert page.locator(f":is({idle}):visible").count() == 0, "it shows what does nothing"
    context.close()


def contents(site: Site) -> dict[str, list[str]]:
    """Words that each page of `addresses` has to show, as the record has them."""
    with Record(site.path) as record:
        threats = record.search(act="threaten")
        conditional = next(record.statements(has=("condition",)))
        statement, article = conditional.statement, conditional.article
        condition = next(a.condition for a in statement.acts if a.condition)
        speakers = record.actors.list(limit=20)
        waits = record.statement(record.review.open(limit=1)[0]).statement
        lines = [line for line in record.red_lines() if line.last]
        corrections = record.review.history_page().total
        articles, statements, *_ = record.counts()
    return {
        "home": [speakers[0].name, speakers[4].name],
        "statements": [
            f"{threats.total} statements",
            *(one.statement.content.text for one in threats.found),
        ],
        "statement": [
            statement.who or "", statement.cue.text, condition.text, article.outlet or "",
            f"{statement.confidence:.0%} that source and content belong together",
        ],
        "article": [" ".join(p.split()) for p in article.text.split("\n\n")],
        "actors": [one.name for one in speakers],
        "actor": [speakers[0].name, f"{speakers[0].statements} statements", "Names seen"],
        "proposals": [*ALIKE, f"same outlet: {HOSTILE_OUTLET}"],
        "redlines": [line.condition.text for line in lines],
        "check": ["near", "This is not a close call", "very"],
        "review": [f"{len(record.review.open())} waiting", waits.content.text.split(" ... ")[0]],
        "history": [f"{corrections} correction"],
        "about": [f"{articles} articles with {statements} statements", "Tarn Press", "triple F1"],
        "login": ["Token"],
    }  # fmt: skip


def test_searching_narrowing_and_going_back(site: Site, page: Page) -> None:
    page.goto("/")
    page.get_by_role("search").get_by_role("searchbox").fill("strik* OR talks")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/statements?text=strik*+OR+talks")
    with Record(site.path) as record:
        whole = record.search(text="strik* OR talks")
        act = whole.facets["act"][0]
        narrowed = record.search(
            Query.from_parameters([("text", "strik* OR talks"), ("act", act.value)])
        )
    expect(page.get_by_role("status")).to_contain_text(f"{whole.total} statements")
    page.get_by_label("Filters with counts").get_by_role("link", name=act.name, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"{narrowed.total} statement")
    assert page.locator("article.card").count() == min(narrowed.total, 20)
    page.get_by_label("Narrowed to").get_by_role("link").click()
    expect(page.get_by_role("status")).to_contain_text(f"{whole.total} statements")
    page.locator("#words").fill("dam")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/statements?text=dam")
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text(f"{whole.total} statements")


def test_narrowing_and_paging_leave_the_rest_of_the_page(site: Site, page: Page) -> None:
    """By keys alone: what is found changes, with the address, and the focus is not lost."""
    with Record(site.path) as record:
        narrowed = record.search(act="assert", limit=20)
        second = record.search(act="assert", limit=20, after=narrowed.next).found[0]
    page.goto("/statements")
    page.evaluate("document.body.dataset.kept = 1")
    page.get_by_label("Filters with counts").get_by_role("link", name="assert", exact=True).press(
        "Enter"
    )
    expect(page).to_have_url(f"{site.address}/statements?act=assert")
    expect(page.get_by_role("status")).to_contain_text(f"{narrowed.total} statements")
    expect(
        page.get_by_label("Filters with counts").get_by_role("link", name="assert", exact=True)
    ).to_be_focused()
    assert page.get_by_role("link", name="JSON").get_attribute("href") == (
        "/statements.json?act=assert"
    )
    page.get_by_role("link", name="Next page").press("Enter")
    expect(page).to_have_url(re.compile(r"act=assert&after="))
    expect(page.locator("article.card").first).to_have_attribute(
        "data-statement", second.statement.id
    )
    expect(page.get_by_role("status")).to_be_focused()
    page.locator("#words").fill("dam")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/statements?text=dam&act=assert")
    expect(page).to_have_title(re.compile("^dam: "))
    assert page.evaluate("document.body.dataset.kept") == "1"
    assert Axe().run(page, options={"runOnly": AXE}).response["violations"] == []


def test_what_cannot_be_searched_is_said_in_place(site: Site, page: Page) -> None:
    page.goto("/statements")
    page.locator("#words").fill('"open')
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("character 1")
    expect(page.get_by_text("What is wrong")).to_be_focused()
    assert Axe().run(page, options={"runOnly": AXE}).response["violations"] == []
    page.get_by_label("Words").fill("open")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/statements?text=open")
    page.go_back()
    page.go_back()
    expect(page.locator("#words")).to_be_visible()
    site.complaints.clear()  # the browser tells of the status


def test_a_check_that_cannot_be_understood_can_be_mended(site: Site, page: Page) -> None:
    page.goto("/check?quote=“+”&speaker=Osk+Brandt")
    expect(page.get_by_text("What is wrong")).to_be_visible()
    expect(page.get_by_label("The words")).to_have_value("“ ”")
    expect(page.get_by_label("Speaker")).to_have_value("Osk Brandt")
    page.get_by_label("The words").fill("gate 7 was open")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.locator("p.verdict")).to_be_visible()
    site.complaints.clear()  # the browser tells of the status


def test_a_search_that_cannot_be_understood_says_where(page: Page, site: Site) -> None:
    response = page.goto("/statements?text=%22open")
    assert response
    assert response.status == 422
    expect(page.get_by_role("main")).to_contain_text("character 1")
    site.complaints.clear()  # the browser tells of the status


def test_a_hostile_article_is_text(site: Site, page: Page) -> None:
    with Record(site.path) as record:
        found = list(record.statements(article=HOSTILE_ID))
    assert found
    hostile = quote(HOSTILE_ID, safe="")
    for address in [f"/articles/{hostile}", f"/statements/{found[0].statement.id}", "/", "/actors"]:
        page.goto(address)
        assert page.title() not in ("owned", "1")
        assert page.locator("main script, main svg, main b b, main i").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    page.goto(f"/articles/{hostile}")
    assert "<script>document.title" in page.locator(".reading").inner_text()
    assert "{{ 7 * 7 }}" in page.locator(".reading").inner_text()
    assert "\u202e" not in page.locator(".margin").inner_text()


def test_a_very_long_article_is_read_whole(site: Site, page: Page) -> None:
    page.goto("/articles/long")
    with Record(site.path) as record:
        found = len(list(record.statements(article="long")))
    assert found >= LONG / 2
    assert page.locator(".margin li").count() == found
    assert page.locator(".reading p").count() == 2 * LONG


def test_hostile_articles_are_worked_on_as_others_are(site: Site, editor: Page) -> None:
    """Searched, checked, corrected with hostile words, and its actors merged: all of it is text."""
    with Record(site.path) as record:
        (one,) = record.statements(article=HOSTILE_ID, text="onload")
        (two,) = record.statements(article=HOSTILE_ID, speaker="Osk Brandt")
        assert one.statement.speaker
        assert two.statement.speaker
        speaker = record.actors.show(one.statement.speaker.actor or "").actor
        other = record.actors.show(two.statement.speaker.actor or "").actor
    editor.goto("/statements")
    editor.locator("#words").fill("onload OR \u202ecouncil\u202c")
    editor.keyboard.press("Enter")
    card = editor.locator(f"[data-statement='{one.statement.id}']")
    expect(card).to_contain_text("<svg onload=alert(1)>")
    expect(card).to_contain_text(HOSTILE_OUTLET)
    editor.goto("/check")
    editor.get_by_label("The words").fill("<svg onload=alert(1)> The \u202ecouncil")
    editor.get_by_role("button", name="Check").click()
    expect(editor.locator("p.verdict")).to_be_visible()
    expect(editor.get_by_role("main")).to_contain_text("Ilse Marrant")

    editor.goto(f"/review?at={one.statement.id}")
    words = "<img src=x onerror=document.title=1>"
    editor.get_by_role("textbox", name="Content").fill(words)
    editor.get_by_role("button", name="Set content").click()
    expect(editor.locator(".reading mark.content")).to_have_text([words])
    editor.get_by_role("textbox", name="Who").fill("<svg onload=alert(2)> \u202eMarrant")
    editor.get_by_role("button", name="Set speaker").click()
    expect(editor.locator("h2 .who")).to_have_text("<svg onload=alert(2)> \ufffdMarrant")
    for address in (f"/statements/{one.statement.id}", "/review/history"):
        editor.goto(address)
        expect(editor.get_by_role("main")).to_contain_text("<svg onload=alert(2)> \ufffdMarrant")
        assert editor.locator("main svg, main img:not(.chart img)").count() == 0
    for _ in range(2):
        editor.goto(f"/statements/{one.statement.id}")
        editor.locator(".history li:not(.undone)").get_by_role("button", name="Undo").last.click()
    expect(editor.get_by_role("button", name="Undo")).to_have_count(0)

    editor.goto(f"/actors/{quote(speaker.id, safe='')}")
    editor.get_by_label("Show another actor under this one").fill(other.id)
    editor.locator("form[action$='/merge']").get_by_label("Why").fill("<script>alert(3)</script>")
    editor.get_by_role("button", name="Merge", exact=True).click()
    expect(editor.locator(".history")).to_contain_text("<script>alert(3)</script>")
    total = speaker.statements + other.statements
    expect(editor.get_by_role("main")).to_contain_text(f"{total} statements")
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("main")).to_contain_text(f"{speaker.statements} statements")
    with Record(site.path) as record:
        assert record.statement(one.statement.id).statement == one.statement


def test_a_text_of_five_megabytes_is_refused_and_said_so(
    site: Site, page: Page, tmp_path: Path
) -> None:
    """On adding, with its reason, which the page shows; and by the API; the server goes on."""
    text = "Osk Brandt said that the gate was open.\n\n" * 130_000
    assert len(text) > 5_000_000
    huge = tmp_path / "huge.txt"
    huge.write_text(text, "utf-8")
    command = [sys.executable, "-m", "onrecord", "add", site.path, str(huge)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode != 0
    reason = "an article may have 500,000 characters"
    assert reason in " ".join(done.stderr.split())
    page.goto("/about")
    expect(
        page.get_by_role("main").get_by_role("listitem").filter(has_text="huge.txt")
    ).to_contain_text(reason)
    for sent, status, says in (
        (text, 413, "larger than 4,000,000 bytes"),
        (text[:600_000], 400, "at most 500000 characters"),
    ):
        answer = page.request.post("/api/v1/extract", data={"text": sent}, timeout=60_000)
        assert (answer.status, answer.json()["status"]) == (status, status)
        assert answer.headers["content-type"] == "application/problem+json"
        assert says in answer.json()["detail"]
    short = page.request.post("/api/v1/extract", data={"text": text[:200]})
    assert short.ok
    assert short.json()["statements"]
    page.goto("/statements?text=gate")
    expect(page.locator("article.card").first).to_be_visible()


def test_a_chart_can_be_saved(site: Site, page: Page) -> None:
    """On each page that has one, by its link: a whole picture that tells what is in it."""
    with Record(site.path) as record:
        dated = next(one for one in record.actors.list() if one.first)
        line = next(one for one in record.red_lines() if one.last)
    for address, told in (
        ("/", "Statements by act and week"),
        (f"/actors/{quote(dated.id, safe='')}", dated.name),
        ("/redlines", line.condition.text),
    ):
        page.goto(address)
        with page.expect_download() as saving:
            page.locator("figure.chart").get_by_role("link", name="SVG").click()
        assert saving.value.suggested_filename.endswith(".svg")
        chart = ElementTree.parse(saving.value.path()).getroot()
        assert chart.tag == "{http://www.w3.org/2000/svg}svg"
        heard = " ".join(one.get("aria-label", "") for one in chart.iter())
        assert told in heard


def test_the_reader_marks_filters_and_lights_up(site: Site, page: Page) -> None:
    with Record(site.path) as record:
        found = next(record.statements(act="threaten"))
    page.goto(f"/articles/{quote(found.article.id, safe='')}")
    one = page.locator(f".reading mark[data-of~='{found.statement.id}']")
    marked = " ".join(one.all_inner_texts()).split()
    assert set(found.statement.content.text.replace(" ... ", " ").split()) <= set(marked)
    lit = re.compile(r"\blit\b")
    in_margin = page.locator(f".margin li[data-of='{found.statement.id}']")
    in_margin.get_by_role("link").focus()
    assert all(lit.search(m.get_attribute("class") or "") for m in one.all())
    page.locator("#show-threaten").focus()
    assert not any(lit.search(m.get_attribute("class") or "") for m in one.all())
    one.first.hover()
    assert all(lit.search(m.get_attribute("class") or "") for m in one.all())
    expect(in_margin).to_have_class(lit)
    page.mouse.move(0, 0)
    expect(in_margin).not_to_have_class(lit)
    assert not any(lit.search(m.get_attribute("class") or "") for m in one.all())
    page.locator("#show-threaten").uncheck()
    expect(page.locator(f".margin li[data-of='{found.statement.id}']")).to_be_hidden()


def test_words_of_two_statements_are_marked_while_one_of_them_is_shown(
    site: Site, page: Page
) -> None:
    """After going back, too, where the browser leaves the boxes of the legend as they were."""
    said = "Osk Brandt said on Monday that 83% had voted against it, and that the gates would open."
    with Record(site.path) as record:
        record.add([Article.from_text(said, id="two")])
        outer, inner = (one.statement.id for one in record.statements(article="two"))
    page.goto("/articles/two")
    mark = page.locator(f".reading mark[data-of='{inner} {outer}']").first
    rows = page.locator(".margin li")
    expect(mark).to_have_class(re.compile("confrontational"))
    page.locator("#show-oppose").uncheck()
    expect(mark).not_to_have_class(re.compile("confrontational"))
    expect(mark).to_have_class(re.compile("neutral"))
    expect(mark).not_to_have_class(re.compile("off"))
    page.locator("#show-assert").uncheck()
    expect(mark).to_have_class(re.compile("off"))
    page.locator("#show-oppose").check()
    expect(mark).to_have_class(re.compile("confrontational"))
    rows.last.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/statements/"))
    page.go_back()
    expect(page.locator("#show-assert")).not_to_be_checked()
    expect(rows.first).to_be_hidden()
    expect(rows.last).to_be_visible()


def test_an_address_leads_to_each_statement_of_an_article(site: Site, page: Page) -> None:
    """Also to those that begin where another does, or have fragments; the list follows."""
    with Record(site.path) as record:
        every = list(record.statements())
        begins = Counter((one.article.id, one.statement.content.spans[0][0]) for one in every)
        place = next(place for place, count in begins.items() if count > 1)
        same = [
            one.statement.id
            for one in every
            if (one.article.id, one.statement.content.spans[0][0]) == place
        ]
        fragments = next(one.article for one in every if len(one.statement.content.spans) > 1)
        last = [one.statement.id for one in every if one.article.id == "long"][-1]
    for article in (place[0], fragments.id):
        page.goto(f"/articles/{quote(article, safe='')}")
        ids = page.locator(".reading [id]").evaluate_all("all => all.map((one) => one.id)")
        here = [one.statement.id for one in every if one.article.id == article]
        assert sorted(ids) == sorted(f"s-{one}" for one in here)
    for one in same:
        page.goto(f"/articles/{quote(place[0], safe='')}#s-{one}")
        expect(page.locator("mark:has(:target)")).to_be_in_viewport()
    page.goto(f"/articles/long#s-{last}")
    row = page.locator(f".margin [data-of='{last}']")
    expect(page.locator("mark:has(:target)")).to_be_in_viewport()
    expect(row).to_be_in_viewport()


def test_a_quote_is_checked_with_its_differences(page: Page) -> None:
    page.goto("/check")
    page.get_by_label("The words").fill("This is not a very close call")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("p.verdict")).to_contain_text("near")
    expect(page.locator(".differences del")).to_have_text("very")
    page.get_by_label("The words").fill("The harbour will be sold to the gulls")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("p.verdict")).to_contain_text("absent")


def test_dark_stays_dark(page: Page) -> None:
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.goto("/statements")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.get_by_role("button", name="Light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_a_page_turns_dark_with_the_system(page: Page) -> None:
    page.goto("/redlines")
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_role("button", name="Light")).to_be_visible()
    expect(page.locator(".chart img")).to_have_attribute("src", re.compile("theme=dark"))
    page.emulate_media(color_scheme="light")
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    expect(page.locator(".chart img")).to_have_attribute("src", re.compile("theme=light"))


def test_what_cannot_be_copied_has_no_button(site: Site, page: Page) -> None:
    """As on an address without TLS, where a browser copies nothing."""
    page.goto(addresses(site)["statement"])
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.reload()
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()


def test_print_leaves_the_words(site: Site, page: Page) -> None:
    page.goto(addresses(site)["article"])
    page.emulate_media(media="print")
    assert page.locator(".reading").is_visible()
    assert not page.locator("header.top").is_visible()
    for address in ("/", "/redlines", "/statements", "/actors", "/review"):
        page.goto(address)
        assert page.locator("form:visible, input:visible, button:visible").count() == 0
    page.emulate_media(media="screen", color_scheme="dark")
    page.goto("/redlines")
    chart = page.locator(".chart img")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("src", re.compile("theme=dark"))
    expect(chart).to_have_js_property("complete", True)
    page.emulate_media(media="print", color_scheme="dark")
    taken = base64.b64encode(chart.screenshot()).decode()
    assert page.evaluate(LIGHTNESS, f"data:image/png;base64,{taken}") > 200


def test_every_step_of_the_walk_can_be_taken(tmp_path: Path, browser: Browser) -> None:
    """`docs/images/make.py` does what `docs/walk.md` tells, and makes all of its pictures.

    It ends with a statement that was corrected, and a chart that was saved and shows it.
    """
    command = [sys.executable, str(ROOT / "docs" / "images" / "make.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, timeout=300)
    if SCREENSHOTS:
        shutil.copytree(tmp_path, Path(SCREENSHOTS) / "walk", dirs_exist_ok=True)
    told = re.findall(r"images/([\w-]+\.\w+)", (ROOT / "docs" / "walk.md").read_text("utf-8"))
    assert {one.name for one in tmp_path.iterdir()} == set(told)
    assert all((ROOT / "docs" / "images" / name).stat().st_size > 10_000 for name in told)
    for saved in (tmp_path / "saved.svg", ROOT / "docs" / "images" / "saved.svg"):
        chart = ElementTree.parse(saved).getroot()
        assert chart.tag == "{http://www.w3.org/2000/svg}svg"
        heard = [one.get("aria-label", "") for one in chart.iter()]
        line = "Lwazi Quintão: threaten, Should they touch the line, we shall touch their dams"
        assert any(one.endswith(line) for one in heard)
