"""Make the pictures of the documentation from what the commands really write.

Run `.venv/bin/python docs/images/make.py` in the repository; it needs Chromium (`.ci/browser` brings it).
All people in the pictures are made up by `allforall rehearse`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
COMMAND = Path(sys.executable).with_name("allforall")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCALE = 0.8  # keeps a picture below 200 kB
LISTS = ("--register", "20000", "--list", "1000", "--register-language", "la", "--seed", "7")


def main() -> None:
    """Match made-up lists and photograph the report."""
    if CHROMIUM is None:
        sys.exit("no chromium on this machine: run .ci/browser as root")
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        run("rehearse", "lists", *LISTS, "-o", folder)
        run("match", folder / "wanted.csv", folder / "register.csv", "-o", folder / "answers.csv", "--report")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1120, "height": 900}, device_scale_factor=SCALE)
        page.goto((folder / "answers.html").as_uri())
        match_report(page)
        browser.close()


def match_report(page: Page) -> None:
    """The decisions, and the evidence for the first pair that a person has to judge."""
    page.locator("#pair .waterfall").wait_for()
    for part in ("#certainty", "#work", "#namesakes", "#any-pair ~ section", "footer", "nav"):
        page.locator(part).evaluate_all("all => all.forEach(each => each.remove())")
    page.screenshot(path=HERE / "match-report.png", full_page=True)


def run(*words: str | Path) -> None:
    """One `allforall` command; its refusal ends the making."""
    subprocess.run([COMMAND, *words], check=True)  # noqa: S603  our own command and words


if __name__ == "__main__":
    main()
