"""Makes the pictures of the walk and the README, with the record of `make demo`.

    make images

Each step is done in a real browser, as the walk tells it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from onrecord import Record, read_many

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from web import serving  # noqa: E402 - it is the tests'

QUOTE = "This is not a very close call"
SIZE = {"width": 1120, "height": 720}


def main() -> None:
    """Take every step of the walk, and a picture of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().out
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        path = str(Path(work) / "demo.db")
        with Record(path) as record:
            record.add(read_many([str(ROOT / "examples")]))
            _, token = record.tokens.create("editor", name="ana")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        with serving(path) as address:
            context = browser.new_context(base_url=address, viewport=SIZE)
            walk(context.new_page(), folder, token)
            dark = browser.new_context(base_url=address, viewport=SIZE, color_scheme="dark")
            page = dark.new_page()
            page.goto("/redlines")
            picture(page, folder, "redlines-dark")
            phone = browser.new_context(
                base_url=address, viewport={"width": 390, "height": 760}, device_scale_factor=1
            )
            page = phone.new_page()
            page.goto("/statements?act=threaten")
            picture(page, folder, "phone")
        browser.close()


def walk(page: Page, folder: Path, token: str) -> None:
    """The steps of `docs/walk.md`."""
    page.goto("/")
    picture(page, folder, "home")
    page.locator("#words").fill("strik* OR talks")
    page.keyboard.press("Enter")
    page.locator(".card").first.wait_for()
    picture(page, folder, "search")
    page.locator(".card", has_text="if talks resumed").get_by_role("link").nth(1).click()
    page.locator(".statement").wait_for()
    picture(page, folder, "statement")
    page.locator(".statement .quiet a").first.click()
    page.locator(".reader").wait_for()
    page.locator(".margin li a").nth(6).focus()
    picture(page, folder, "article")
    page.goto("/check")
    page.get_by_label("The words").fill(QUOTE)
    page.get_by_role("button", name="Check").click()
    page.locator("p.verdict").wait_for()
    picture(page, folder, "check")
    page.goto("/login?next=/review")
    page.get_by_label("Token").fill(token)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.locator(".handle").first.wait_for()
    picture(page, folder, "review")
    page.keyboard.press("r")
    page.get_by_role("button", name="Undo your last").wait_for()
    picture(page, folder, "reviewed")
    page.goto("/actors?name=Okonjo")
    page.locator("tbody a").first.click()
    page.locator("figure.chart img").wait_for()
    page.wait_for_load_state("networkidle")
    picture(page, folder, "actor")


def picture(page: Page, folder: Path, name: str) -> None:
    """Take a picture of what can be seen."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main()
