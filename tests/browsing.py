"""A served record and a real browser, for the tests of the pages: fixtures to import."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack
from urllib.parse import quote, urlsplit

import pytest
from conftest import EXAMPLES, need
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from web import serving

from onrecord import Article, Record, read_many
from onrecord.record.searching.query import Filters

HOSTILE = (
    'Mayor <script>document.title="owned"</script> Ilse Marrant said: "The dam <b>is</b> safe '
    '<img src=x onerror=document.title=1>." {{ 7 * 7 }} "><svg onload=alert(1)>, she added on '
    "Friday. \u202eThe council\u202c warned that it would sue if the dam failed. "
    "Osk Brandt told reporters that &amp;lt; was no sign of a leak.\n\n"
)
HOSTILE_ID = '../<i>"quoted"</i>'
HOSTILE_OUTLET = "<b>Sundholm</b> Courier"
ALIKE = ("Aleksei Koval", "Alexey Koval")
"""Two spellings of a name, in two articles of the hostile outlet."""

AXE = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SCREENSHOTS = os.environ.get("ONRECORD_SCREENSHOTS")
"""The folder in which pictures of the pages are kept, if there is to be one."""
LONG = 600
FILLER = "The river ran on under the gates, as it had in other years. " * 13


@dataclass
class Site:
    """A served record, and what the browser complained of."""

    address: str
    path: str
    token: str
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = str(tmp_path_factory.mktemp("web") / "news.db")
    hostile = Article.from_text(
        HOSTILE, id=HOSTILE_ID, title='<script>alert("title")</script>',
        outlet=HOSTILE_OUTLET, url="javascript:alert(1)",
    )  # fmt: skip
    alike = [
        Article.from_text(f"{name} said that the quay was shut.", id=name, outlet=HOSTILE_OUTLET)
        for name in ALIKE
    ]
    said = (f"Osk Brandt said that gate {n} was open." for n in range(LONG))
    long = Article.from_text("\n\n".join(f"{one}\n\n{FILLER}" for one in said), id="long")
    with Record(path) as record:
        record.add([*read_many([str(EXAMPLES)]), hostile, long, *alike])
        _, token = record.tokens.create("editor", name="ana")
    with serving(path) as address:
        yield Site(address, path, token)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    need(chromium is not None, "Chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


def watched(site: Site, context: BrowserContext) -> Page:
    """A page whose errors, and requests to elsewhere, are kept."""
    page = context.new_page()
    own = urlsplit(site.address).netloc

    def asked(address: str) -> None:
        if urlsplit(address).netloc not in (own, "") or urlsplit(address).scheme == "javascript":
            site.complaints.append(f"asked for {address}")

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: site.complaints.append(str(error)))
    page.on(
        "console",
        lambda m: site.complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    page.on("dialog", lambda dialog: site.complaints.append(f"a script ran: {dialog.message}"))
    return page


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A page for a reader; nothing may go wrong on it."""
    site.complaints.clear()
    context = browser.new_context(base_url=site.address)
    yield watched(site, context)
    context.close()
    assert site.complaints == []


@pytest.fixture
def editor(site: Site, page: Page) -> Page:
    """A page for an editor who has logged in."""
    return log_in(page, site)


def log_in(page: Page, site: Site) -> Page:
    """The page, for an editor."""
    page.goto("/login")
    page.get_by_label("Token").fill(site.token)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return page


def keep_picture(page: Page, name: str) -> None:
    """Leave a picture of what can be seen where the environment asks for it."""
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def first(site: Site, **filters: Unpack[Filters]) -> str:
    """The id of the first statement that is like this."""
    with Record(site.path) as record:
        return next(record.statements(**filters)).statement.id


def addresses(site: Site) -> dict[str, str]:
    """An address of each page."""
    with Record(site.path) as record:
        statement = next(record.statements(has=("condition",)))
        actor = record.actors.list(limit=1)[0].id
    return {
        "home": "/",
        "statements": "/statements?act=threaten",
        "statement": f"/statements/{statement.statement.id}",
        "article": f"/articles/{quote(statement.article.id, safe='')}",
        "actors": "/actors",
        "actor": f"/actors/{quote(actor, safe='')}",
        "proposals": "/actors/proposals",
        "redlines": "/redlines",
        "check": "/check?quote=this+is+not+a+very+close+call",
        "review": "/review",
        "history": "/review/history",
        "about": "/about",
        "login": "/login",
    }
