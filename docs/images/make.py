"""Makes the pictures of the walk and the README, with the record of `make demo`.

    make images

Each step is done in a real browser, as the walk tells it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from onrecord import Record

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from web import serving  # noqa: E402 - it is the tests'

QUOTE = "This is not a very close call"
MISREAD = "we shall touch their dams"
"""Of a statement whose act the machine gets wrong, which the walk puts right."""
SIZE: ViewportSize = {"width": 1120, "height": 720}
TALL: ViewportSize = {"width": 1120, "height": 1000}


def main() -> None:
    """Take every step of the walk, and a picture of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().out
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        path = str(Path(work) / "demo.db")
        add = [sys.executable, "-m", "onrecord", "add", path, str(ROOT / "examples")]
        subprocess.run(add, check=True)  # noqa: S603 - as `make demo` does
        with Record(path) as record:
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
    page.goto("/login?next=/statements?text=dams")
    page.get_by_label("Token").fill(token)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.locator(".card", has_text=MISREAD).get_by_role("link").nth(1).click()
    expect(page.locator("h1 .act")).to_have_text("propose if")
    page.get_by_role("link", name="Correct it").click()
    page.locator(".handle").first.wait_for()
    page.locator("select[name=value]").select_option(label="threaten")
    page.set_viewport_size(TALL)
    picture(page, folder, "review")
    page.set_viewport_size(SIZE)
    page.get_by_role("button", name="Set act").click()
    expect(page.locator("h2 .act")).to_have_text("threaten if")
    page.locator(".review a.whole").click()
    expect(page.locator(".history")).to_contain_text("ana")
    page.locator(".history").scroll_into_view_if_needed()
    picture(page, folder, "corrected")
    page.locator("h1 a.who").click()
    page.locator("figure.chart img").wait_for()
    picture(page, folder, "actor")
    page.get_by_role("link", name="Red lines", exact=True).click()
    with page.expect_download() as saving:
        page.locator("figure.chart").get_by_role("link", name="SVG").click()
    saving.value.save_as(folder / "saved.svg")


def picture(page: Page, folder: Path, name: str) -> None:
    """Take a picture of what can be seen."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main()
