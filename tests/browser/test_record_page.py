"""The page of a record in a real browser: lanes and arrows are drawn, and nothing is fetched."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from allforall.record.lanes import write_page
from allforall.record.telling import stories
from tests.record.building import met, sync

ATTACK = "<img src=http://evil.example/x onerror=\"document.title='taken'\">"


def shown(page: Page, folder: Path, lang: str = "en") -> Page:
    """A's page: a proposal accepted and confirmed, a note, and M's fork."""
    a, b, m = met()
    proposal = a.say("plan.propose", {"text": ATTACK})
    sync(a, b, m)
    b.say("plan.accept", {"of": proposal.id})
    sync(a, b, m)
    a.say("plan.confirm", {"of": proposal.id})
    twin = m.twin()
    m.say("note", {"text": "one"})
    twin.say("note", {"text": "other"})
    a.take(m.bundle())
    a.take(twin.bundle())
    state, told = stories(a.case.store)
    path = folder / "record.html"
    write_page(path, state, told, lang)
    page.goto(path.as_uri())
    return page


def test_lanes_marks_and_arrows_are_drawn_where_they_can_be_seen(page, tmp_path):
    drawing = shown(page, tmp_path).locator(".lanes svg")
    assert drawing.locator(".lane").count() == 3
    assert drawing.locator(".mark").count() == 7
    assert drawing.locator(".mark.agreed").count() == 2
    arrows = drawing.locator("path.seen")
    assert arrows.count() >= 4
    assert all(arrows.nth(at).bounding_box()["width"] > 50 for at in range(arrows.count()))
    assert arrows.first.evaluate("each => getComputedStyle(each).stroke") != "none"


def test_the_forked_lane_stands_out(page, tmp_path):
    shown(page, tmp_path)
    colour = "each => getComputedStyle(each).stroke"
    plain = page.locator(".lanes .lane:not(.split) line").first.evaluate(colour)
    assert page.locator(".lanes .lane.split line").evaluate(colour) != plain
    assert "M has signed two histories" in page.locator(".forked").inner_text()


def test_a_mark_tells_what_was_said_when_pointed_at(page, tmp_path):
    title = shown(page, tmp_path).locator(".mark.agreed title").first
    assert title.text_content().startswith("A:1  plan.propose\n2026-05-16T12:00:00Z\n")


def test_nothing_is_asked_of_the_network(page, asked_for, tmp_path):
    shown(page, tmp_path)
    assert asked_for == [(tmp_path / "record.html").as_uri()]
    assert page.locator("img").count() == 0
    assert page.title() != "taken"


def test_in_arabic_page_and_lanes_run_from_right_to_left(page, tmp_path):
    shown(page, tmp_path, "ar")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    lanes = page.locator(".lanes .lane text")
    first, last = lanes.first.bounding_box(), lanes.last.bounding_box()
    assert first["x"] > last["x"]
    mark, label = page.locator(".lanes .mark circle").first, page.locator(".lanes .mark text").first
    assert label.bounding_box()["x"] < mark.bounding_box()["x"]
    assert label.inner_html() == "open"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_does_not_run_out_of_the_window(page, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 800})
    shown(page, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
