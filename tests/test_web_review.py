"""Reviewing, correcting and judging in a real browser: by keys and by dragging, and what fails."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (
    ALIKE,
    AXE,
    HOSTILE_OUTLET,
    Site,
    addresses,
    browser,
    editor,
    first,
    log_in,
    page,
    site,
)
from playwright.sync_api import Browser, Page, expect

from onrecord import Article, Record

__all__ = ["browser", "editor", "page", "site"]  # fixtures


def waiting(site: Site, **filters: Any) -> list[str]:
    with Record(site.path) as record:
        return record.review.open(**filters)


def fields(site: Site, id: str) -> list[str]:  # noqa: A002
    """What was corrected in a statement."""
    with Record(site.path) as record:
        return [one.field for one in record.statement(id).corrections]


@pytest.mark.parametrize(("key", "field"), [("c", "confirm"), ("r", "reject")])
def test_what_was_skipped_stays_skipped(site: Site, editor: Page, key: str, field: str) -> None:
    query = {"text": "gate 4* open", "has": ("speaker",)}
    editor.goto("/review?text=gate+4*+open&has=speaker")
    before = waiting(site, **query)
    shown = editor.locator("a.whole")
    for one in before[:2]:
        expect(shown).to_have_text(f"statement {one[:8]}")
        editor.keyboard.press("k")
    expect(shown).to_have_text(f"statement {before[2][:8]}")
    editor.keyboard.press(key)
    expect(shown).to_have_text(f"statement {before[3][:8]}")
    assert fields(site, before[2]) == [field]
    editor.keyboard.press("u")
    expect(shown).to_have_text(f"statement {before[2][:8]}")
    editor.keyboard.press("k")
    expect(shown).to_have_text(f"statement {before[3][:8]}")


def test_ends_move_by_keys_to_the_edges_of_what_is_shown(site: Site, editor: Page) -> None:
    """Past the last word, or before the first, an end stays where it is."""
    editor.goto("/review?text=gate+53+open")
    words = "".join(editor.locator(".reading p").all_inner_texts())
    content = editor.get_by_role("textbox", name="Content")
    for side, key in [("Beginning", "ArrowLeft"), ("End", "ArrowRight")]:
        handle = editor.get_by_role("button", name=f"{side} of the content")
        handle.focus()
        for _ in range(len(words.split()) + 2):
            editor.keyboard.press(key)
        expect(handle).to_be_focused()
    expect(content).to_have_value(words)


def test_a_content_of_two_fragments_is_dragged(site: Site, editor: Page) -> None:
    with Record(site.path) as record:
        found = next(one for one in record.statements() if len(one.statement.content.spans) == 2)
    one, spans, text = found.statement.id, found.statement.content.spans, found.article.text
    editor.goto(f"/review?at={one}")
    expect(editor.locator(".of-content")).to_have_count(4)
    handle = editor.get_by_role("button", name="End of the content, fragment 1 of 2")
    handle.focus()
    editor.keyboard.press("ArrowLeft")
    editor.keyboard.press("ArrowLeft")
    handle = editor.get_by_role("button", name="End of the content, fragment 2 of 2")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    editor.mouse.move(box["x"] + 3, box["y"] + 8)
    editor.mouse.down()
    editor.mouse.move(box["x"] - 60, box["y"] + 8, steps=6)
    editor.mouse.up()
    content = editor.get_by_role("textbox", name="Content")
    shown = content.input_value().split(" ... ")
    assert len(shown) == 2
    for (start, end), now in zip(spans, shown, strict=True):
        assert text[start:end].startswith(now)
        assert now != text[start:end]
    editor.get_by_role("button", name="Set content").click()
    expect(editor.get_by_role("button", name="Undo your last: content")).to_be_visible()
    with Record(site.path) as record:
        assert record.statement(one).statement.content.text == " ... ".join(shown)
    editor.keyboard.press("u")
    expect(content).to_have_value(found.statement.content.text)


def test_ends_of_cue_and_source(site: Site, editor: Page) -> None:
    one = first(site, text="gate 59 open")
    editor.goto(f"/review?at={one}")
    editor.get_by_role("button", name="Beginning of the source").focus()
    editor.keyboard.press("ArrowRight")
    editor.get_by_role("button", name="Set source").click()
    expect(editor.get_by_role("button", name="Undo your last: source")).to_be_visible()
    expect(editor.get_by_role("textbox", name="Source")).to_have_value("Brandt")
    expect(editor.locator("mark.source").first).to_have_text("Brandt")
    assert fields(site, one) == ["source"]


@pytest.mark.parametrize("button", ["Set content", "Set act", "Set condition", "Set cue"])
def test_setting_what_is_there_changes_nothing(site: Site, editor: Page, button: str) -> None:
    one = first(site, text="gate 61 open")
    editor.goto(f"/review?at={one}")
    editor.get_by_role("button", name=button).click()
    expect(editor.locator("form", has=editor.get_by_role("button", name=button))).to_contain_text(
        "Nothing changed"
    )
    expect(editor).to_have_url(f"{site.address}/review?at={one}")
    assert fields(site, one) == []


def test_a_form_that_fails_keeps_what_was_typed(site: Site, editor: Page) -> None:
    one = first(site, text="gate 67 open")
    editor.goto(f"/review?at={one}")
    editor.get_by_role("textbox", name="Cue").fill("murmured")
    editor.get_by_role("button", name="Set cue").click()
    expect(editor.get_by_role("alert")).to_contain_text("“murmured” does not stand in")
    expect(editor.get_by_role("alert")).to_be_focused()
    expect(editor.get_by_role("textbox", name="Cue")).to_have_value("murmured")
    expect(editor).to_have_url(f"{site.address}/review?at={one}")
    assert Axe().run(editor, options={"runOnly": AXE}).response["violations"] == []
    editor.get_by_role("textbox", name="Cue").fill("said that")
    editor.get_by_role("button", name="Set cue").click()
    expect(editor.get_by_role("button", name="Undo your last: cue")).to_be_visible()
    assert fields(site, one) == ["cue"]
    site.complaints.clear()  # the browser tells of the status


def test_a_rejected_statement_looks_rejected(site: Site, editor: Page) -> None:
    one = first(site, text="gate 71 open")
    with Record(site.path) as record:
        record.review.reject(one, who="ben", why="a headline")
    editor.goto(f"/review?at={one}")
    expect(editor.locator(".note")).to_contain_text("rejected by ben")
    expect(editor.get_by_role("button", name="Right as shown")).to_have_count(0)
    expect(editor.get_by_role("button", name="Set content")).to_have_count(0)
    editor.goto(f"/statements/{one}")
    expect(editor.locator(".note")).to_contain_text("a headline")
    editor.get_by_role("button", name="Undo the rejection").click()
    expect(editor.locator(".note")).to_have_count(0)
    assert fields(site, one) == []


def test_all_marks_stay_while_editing(site: Site, editor: Page) -> None:
    one = first(site, has=("condition",))
    marks = "mark.condition, mark.consequence, mark.evidence"
    editor.goto(f"/statements/{one}")
    words = editor.locator(f".reading :is({marks})").all_inner_texts()
    editor.goto(f"/review?at={one}")
    expect(editor.locator(".of-content").first).to_be_visible()
    shown = editor.locator(f".reading :is({marks})").all_inner_texts()
    assert "".join(shown) == "".join(words) != ""
    expect(editor.locator(".legend")).to_contain_text("condition")


def test_every_key_is_shown(site: Site, editor: Page) -> None:
    editor.goto("/review?text=gate+open")
    keys = editor.locator("[data-key]").evaluate_all("all => all.map((one) => one.dataset.key)")
    told = editor.locator(".review kbd").all_inner_texts()
    assert set("crknwa") <= set(keys) == set(told)


def test_keys_do_not_repeat_and_can_be_turned_off(site: Site, editor: Page) -> None:
    """Held down, a key judges one statement; turned off, none, until they are on again."""
    one, two, three = waiting(site, text="gate 11* open")[:3]
    editor.goto("/review?text=gate+11*+open")
    shown = editor.locator("a.whole")
    for _ in range(3):
        editor.keyboard.down("c")  # the second time and the third it says that it is held
        expect(shown).to_have_text(f"statement {two[:8]}")
    editor.keyboard.up("c")
    assert [fields(site, each) for each in (one, two, three)] == [["confirm"], [], []]
    editor.get_by_label("Keys of one letter").uncheck()
    for _ in range(2):
        expect(editor.locator(".review kbd:visible")).to_have_count(0)
        expect(editor.locator("[aria-keyshortcuts]")).to_have_count(0)
        editor.keyboard.press("c")
        assert Axe().run(editor, options={"runOnly": AXE}).response["violations"] == []
        editor.reload()
        expect(shown).to_have_text(f"statement {two[:8]}")
    editor.get_by_label("Keys of one letter").check()
    expect(editor.locator("[data-key='c'] kbd")).to_be_visible()
    expect(editor.locator("[data-key='c']")).to_have_attribute("aria-keyshortcuts", "c")
    editor.keyboard.press("k")
    expect(shown).to_have_text(f"statement {three[:8]}")
    assert fields(site, two) == []


def test_what_was_not_done_is_told_once(site: Site, editor: Page) -> None:
    """With the next change the line goes, and with it the address; the focus is on what is new."""
    one, two, three = waiting(site, text="gate 13* open")[:3]
    editor.goto("/review?text=gate+13*+open")
    shown, alert = editor.locator("a.whole"), editor.get_by_role("alert")
    with Record(site.path) as record:
        record.review.correct(one, "speaker", None, who="ben")
    editor.keyboard.press("c")
    expect(alert).to_contain_text("corrected meanwhile by ben")
    expect(alert).to_be_focused()
    expect(editor).to_have_url(re.compile(f"at={one}"))
    site.complaints.clear()  # the browser tells of the status
    editor.keyboard.press("c")
    expect(shown).to_have_text(f"statement {two[:8]}")
    expect(alert).to_have_count(0)
    expect(editor).not_to_have_url(re.compile("at="))
    expect(editor.get_by_role("heading", level=2)).to_be_focused()
    with Record(site.path) as record:
        (mine,) = [c for c in record.statement(one).corrections if c.who == "ana"]
        record.review.undo(mine.number, who="ana")
    editor.keyboard.press("u")
    expect(alert).to_contain_text("Not done")
    site.complaints.clear()
    editor.keyboard.press("k")
    expect(shown).not_to_have_text(f"statement {two[:8]}")
    expect(alert).to_have_count(0)
    expect(editor).not_to_have_url(re.compile("at="))
    assert fields(site, three) == []


PARTED = """handles => handles.filter((handle) => {
    const texts = document.createTreeWalker(handle.closest("p"), NodeFilter.SHOW_TEXT);
    let text = null;
    while (texts.nextNode()) {
        const isBefore = texts.currentNode.compareDocumentPosition(handle) & 4;
        if (isBefore && handle.dataset.end === "1") text = texts.currentNode;
        if (!isBefore && handle.dataset.end === "0") text ??= texts.currentNode;
    }
    const word = document.createRange(), at = handle.dataset.end === "0" ? 0 : text.length - 1;
    word.setStart(text, at);
    word.setEnd(text, at + 1);
    const [here, there] = [handle, word].map((one) => one.getBoundingClientRect());
    return Math.abs(here.top + here.bottom - there.top - there.bottom) > 24;
}).length"""
"""How many handles stand on another line than the letter that they hold."""
GRABBED = """handle => {
    const { x, y, width, height } = handle.getBoundingClientRect();
    const within = (from, to) => document.elementFromPoint(from, to) === handle;
    return [-11.5, 0, 11.5].every((away) => within(x + width / 2 + away, y + height / 2));
}"""
"""Whether a handle can be grabbed over 24 px."""


def test_handles_stand_at_their_words_and_can_be_grabbed(site: Site, editor: Page) -> None:
    """No line ends between the two, however wide it is; and a finger has 24 px."""
    words = "since the river had risen, and nobody had told the people who live below it"
    said = f"Osk Brandt said that all of the upper gates were open, he added on Friday, {words}."
    with Record(site.path) as record:
        record.add([Article.from_text(said, id="lines")])
    editor.goto(f"/review?at={first(site, article='lines')}")
    handles = editor.locator(".handle")
    expect(handles.first).to_be_visible()
    parted = {}
    for width in range(330, 760, 5):
        editor.set_viewport_size({"width": width, "height": 800})
        parted[width] = handles.evaluate_all(PARTED)
    assert [width for width, count in parted.items() if count] == []
    assert editor.locator(".of-content[data-end='1']").last.evaluate(GRABBED)
    for role in ("source", "cue"):
        box = editor.locator(f".of-{role}[data-end='1']").bounding_box()
        assert box
        centre = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        is_own = "({x, y}) => document.elementFromPoint(x, y).className"
        assert f"of-{role}" in editor.evaluate(is_own, centre)


def test_what_is_not_set_yet_stays_while_another_is_set(site: Site, editor: Page) -> None:
    """A dragged end, typed words, a chosen act; of another statement nothing is kept."""
    one = first(site, text="gate 89 open")
    editor.goto(f"/review?at={one}")
    content = editor.get_by_role("textbox", name="Content")
    was = content.input_value()
    editor.get_by_role("button", name="End of the content").press("ArrowLeft")
    now = content.input_value()
    assert now != was
    editor.get_by_role("textbox", name="Cue").fill("said that")
    editor.locator("select[name=value]").select_option(label="deny")
    editor.get_by_role("textbox", name="Source").fill("Brandt")
    editor.get_by_role("button", name="Set source").click()
    expect(editor.get_by_role("button", name="Undo your last: source")).to_be_visible()
    expect(content).to_have_value(now)
    expect(editor.locator(".reading mark.content")).to_have_text(now)
    expect(editor.get_by_role("textbox", name="Cue")).to_have_value("said that")
    expect(editor.locator("select[name=value] option:checked")).to_have_text("deny")
    assert fields(site, one) == ["source"]
    editor.get_by_role("button", name="Set content").click()
    expect(editor.get_by_role("button", name="Undo your last: content")).to_be_visible()
    with Record(site.path) as record:
        assert record.statement(one).statement.content.text == now
    editor.get_by_role("textbox", name="Cue").fill("murmured")
    editor.keyboard.press("Escape")
    editor.keyboard.press("c")
    expect(editor.locator("a.whole")).not_to_have_text(f"statement {one[:8]}")
    expect(editor.get_by_role("textbox", name="Cue")).not_to_have_value("murmured")


def test_undo_is_of_ones_own(site: Site, editor: Page) -> None:
    mine, theirs = first(site, text="gate 73 open"), first(site, text="gate 79 open")
    with Record(site.path) as record:
        record.review.confirm(mine, who="ana")
        record.review.confirm(theirs, who="ben")
    editor.goto("/review")
    editor.keyboard.press("u")
    expect(editor.locator("a.whole")).to_have_text(f"statement {mine[:8]}")
    assert (fields(site, mine), fields(site, theirs)) == ([], ["confirm"])


@pytest.mark.parametrize("path", ["/review", "/redlines", "/statements"])
def test_other_words_keep_the_filters(site: Site, page: Page, path: str) -> None:
    page.goto(f"{path}?act=threaten&speaker=a&has=condition&has=speaker&limit=7")
    main = page.get_by_role("main")
    main.locator("input[name=text]").fill("if")
    main.locator("input[name=text]").press("Enter")
    for kept in ["text=if", "act=threaten", "speaker=a", "has=condition", "has=speaker", "limit=7"]:
        expect(page).to_have_url(re.compile(rf"[?&]{kept}(&|$)"))
    page.get_by_label("Narrowed to").get_by_role("link", name="act threaten").click()
    expect(page).not_to_have_url(re.compile("act="))
    expect(page).to_have_url(re.compile("has=condition&has=speaker"))


def test_a_split_and_its_undo(site: Site, editor: Page) -> None:
    """Without an article it says so, and keeps what was typed."""
    with Record(site.path) as record:
        listed = record.actors.list(type="person")
        one, other = next((a, b) for a in listed for b in listed if a != b and b.articles == 1)
        record.actors.merge(one.id, other.id, who="ana")
        one = record.actors.show(one.id).actor
    assert one.articles > 1
    here = f"{site.address}/actors/{quote(one.id, safe='')}"
    editor.goto(here)
    why = editor.locator("form[action$='/split']").get_by_label("Why")
    why.fill("a namesake")
    editor.get_by_role("button", name="Split off").click()
    expect(editor.get_by_role("alert")).to_have_text("Not done: choose at least one article.")
    expect(why).to_have_value("a namesake")
    expect(editor).to_have_url(here)
    site.complaints.clear()  # the browser tells of the status
    editor.locator("input[name=article]").first.check()
    editor.get_by_role("button", name="Split off").click()
    expect(editor).not_to_have_url(here)
    editor.goto(here)
    expect(editor.get_by_role("main")).to_contain_text(f"in {one.articles - 1} article")
    split = editor.locator(".history li", has_text="split")
    split.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("main")).to_contain_text(f"in {one.articles} articles")


@pytest.mark.parametrize(
    ("form", "leads_to"),
    [
        ("/statements/{id}/correct", "/review?at={id}"),
        ("/statements/{id}/condition", "/review?at={id}"),
        ("/corrections/1/undo", "/review/history"),
        ("/judgements/1/undo", "/actors"),
    ],
)
def test_the_address_of_a_form_is_no_dead_end(
    site: Site, page: Page, form: str, leads_to: str
) -> None:
    one = first(site, text="gate 83 open")
    page.goto(form.format(id=one))
    expect(page).to_have_url(site.address + leads_to.format(id=one))


def test_a_reader_can_change_nothing(site: Site, page: Page) -> None:
    for address in ["/review", addresses(site)["actor"], addresses(site)["statement"]]:
        page.goto(address)
        assert page.locator("form[method=post]").count() == 0


def test_reviewing_by_keys_alone(site: Site, editor: Page) -> None:
    """Move the end of the content a word back, set it, confirm, undo, and skip."""
    editor.goto("/review?text=gate+17+open")
    expect(editor.locator(".handle.of-content")).to_have_count(2)
    with Record(site.path) as record:
        before = record.statement(record.review.open(text="gate 17 open")[0]).statement
    editor.locator(".of-content[data-end='1']").focus()
    editor.keyboard.press("ArrowLeft")
    editor.keyboard.press("Escape")
    editor.locator("h1").click()
    editor.keyboard.press("n")
    expect(editor).to_have_url(re.compile("at="))
    expect(editor.locator(".reading mark.content")).to_have_text(
        before.content.text.rsplit(" ", 1)[0]
    )
    with Record(site.path) as record:
        after = record.statement(before.id).statement
        assert after.content.text == before.content.text.rsplit(" ", 1)[0]
        assert record.review.history(before.id)[-1].who == "ana"
    editor.evaluate("document.body.dataset.kept = 1")
    editor.keyboard.press("u")
    expect(editor.locator("form[data-spans] textarea")).to_have_value(before.content.text)
    expect(editor.get_by_role("heading", level=2)).to_be_focused()
    editor.keyboard.press("c")
    expect(editor.get_by_role("main")).to_contain_text("Nothing waits")
    assert editor.evaluate("document.body.dataset.kept") == "1"  # it was never loaded anew
    with Record(site.path) as record:
        assert record.statement(before.id).corrections[-1].field == "confirm"


def test_dragging_the_end_of_a_content(site: Site, editor: Page) -> None:
    editor.goto("/review?text=gate+23+open")
    handle = editor.locator(".of-content[data-end='1']")
    box = handle.bounding_box()
    assert box
    was = editor.get_by_role("textbox", name="Content").input_value()
    editor.mouse.move(box["x"] + 3, box["y"] + 8)
    editor.mouse.down()
    editor.mouse.move(box["x"] - 60, box["y"] + 8, steps=6)
    editor.mouse.up()
    now = editor.get_by_role("textbox", name="Content").input_value()
    assert now != was
    assert was.startswith(now)


def test_two_who_correct_the_same(site: Site, editor: Page) -> None:
    """What another has changed since the page was read is not overwritten."""
    editor.goto("/review?text=gate+29+open")
    one = first(site, text="gate 29 open")
    with Record(site.path) as record:
        record.review.correct(one, "speaker", None, who="ben")
    editor.get_by_role("textbox", name="Cue").fill("said that")
    editor.get_by_role("button", name="Set cue").click()
    expect(editor.get_by_role("alert")).to_contain_text("corrected meanwhile by ben")
    expect(editor.get_by_role("textbox", name="Cue")).to_have_value("said that")
    with Record(site.path) as record:
        assert [c.who for c in record.statement(one).corrections] == ["ben"]
    site.complaints.clear()  # the browser tells of the status


def test_an_undo_by_another_is_noticed_too(site: Site, editor: Page) -> None:
    one = first(site, text="gate 37 open")
    with Record(site.path) as record:
        early = record.review.correct(one, "cue", "said that", who="ben")
        record.review.correct(one, "speaker", None, who="ben")
    editor.goto(f"/review?at={one}")
    with Record(site.path) as record:
        record.review.undo(early.number, who="ben")
    editor.get_by_role("textbox", name="Source").fill("Brandt")
    editor.get_by_role("button", name="Set source").click()
    expect(editor.get_by_role("alert")).to_contain_text("changed back meanwhile by ben")
    with Record(site.path) as record:
        assert [c.field for c in record.statement(one).corrections] == ["speaker"]
    site.complaints.clear()  # the browser tells of the status


def test_a_change_of_act_and_its_undo(site: Site, editor: Page) -> None:
    one = first(site, text="gate 31 open")
    editor.goto(f"/review?at={one}")
    editor.locator("select[name=value]").select_option(label="deny")
    editor.get_by_role("button", name="Set act").click()
    expect(editor.locator("h2 .act")).to_have_text("deny")
    editor.goto(f"/statements/{one}")
    expect(editor.locator(".history")).to_contain_text("ana")
    editor.get_by_role("button", name="Undo").click()
    expect(editor.locator("h1 .act")).not_to_have_text("deny")


def test_what_does_nothing_gets_an_act(site: Site, editor: Page) -> None:
    one = first(site, text="gate 83 open")
    editor.goto(f"/review?at={one}")
    chosen = editor.get_by_role("combobox", name="Act")
    for act in ("none", "warn"):
        editor.keyboard.press("a")
        expect(chosen).to_be_focused()
        chosen.select_option(f"1 {act}")
        editor.get_by_role("button", name="Set act").click()
        expect(editor.get_by_role("button", name="Undo your last: acts")).to_be_visible()
        expect(chosen.locator("option[selected]")).to_have_text(act)  # as it is kept
        editor.keyboard.press("Escape")
    with Record(site.path) as record:
        assert [act.label for act in record.statement(one).statement.acts] == ["warn"]


def test_merging_two_actors_and_undoing_it(site: Site, editor: Page) -> None:
    with Record(site.path) as record:
        one, other = record.actors.list(type="person", limit=3)[1:]
    editor.goto(f"/actors/{quote(one.id, safe='')}")
    editor.get_by_label("Show another actor under this one").fill(other.id)
    editor.get_by_role("button", name="Merge").click()
    expect(editor.get_by_role("main")).to_contain_text(
        f"{one.statements + other.statements} statements"
    )
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("main")).to_contain_text(f"{one.statements} statements")


def test_merging_two_that_the_record_proposes(site: Site, page: Page, browser: Browser) -> None:
    """Readers see what speaks for it; an editor merges, without JavaScript too, and undoes it."""
    with Record(site.path) as record:
        (proposed,) = [p for p in record.actors.proposals() if p.name in ALIKE]
    page.goto("/actors")
    page.get_by_role("link", name="Who may be the same").click()
    pair = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=ALIKE[0]))
    expect(pair).to_contain_text(f"same outlet: {HOSTILE_OUTLET}")
    expect(page.get_by_role("button", name="Merge")).to_have_count(0)
    plain = browser.new_context(base_url=site.address, java_script_enabled=False)
    for context in (page.context, plain):
        one = log_in(context.new_page(), site)
        for address in ("/actors/proposals", f"/actors/{quote(proposed.other, safe='')}"):
            one.goto(address)
            one.get_by_role(
                "button", name=f"Merge {proposed.name} and {proposed.other_name}"
            ).click()
            expect(one.get_by_role("heading", level=1)).to_contain_text(proposed.name)
            expect(one.get_by_role("main")).to_contain_text("2 statements in 2 articles")
            expect(one.get_by_role("heading", name="May be the same")).to_have_count(0)
            expect(one.locator(".history")).to_contain_text("names spelt alike")
            one.get_by_role("button", name="Undo").click()
            expect(one.get_by_role("main")).to_contain_text("1 statement in 1 article")
            expect(one.get_by_role("main")).to_contain_text("against it: ana undid a merge")
    plain.close()


def test_splitting_needs_an_article(site: Site, editor: Page) -> None:
    with Record(site.path) as record:
        one = record.actors.list(type="person", limit=1)[0]
    editor.goto(f"/actors/{quote(one.id, safe='')}")
    editor.get_by_role("button", name="Split off").click()
    expect(editor.get_by_role("heading", level=1)).to_be_visible()
    site.complaints.clear()
    with Record(site.path) as record:
        assert record.actors.list(type="person", limit=1)[0] == one
