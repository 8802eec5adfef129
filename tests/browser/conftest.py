"""A real browser; a page fails its test when a script fails or the browser complains."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run",
         "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("ALLFORALL_NEEDS_BROWSER"):
            pytest.fail("no chromium on this machine, though ALLFORALL_NEEDS_BROWSER is set: run .ci/browser")
        pytest.skip("no chromium on this machine: run .ci/browser as root to have these tests")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def asked_for() -> list[str]:
    """Every address that the page asks the network or the disk for."""
    return []


@pytest.fixture
def page(browser: Browser, asked_for: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    opened.on("request", lambda request: asked_for.append(request.url))
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert faults == []
