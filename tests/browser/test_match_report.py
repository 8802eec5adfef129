"""The match report in a real browser: it works offline, draws any pair, and asks nothing of the network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from allforall.matching.about import About, Source
from allforall.matching.answer import Answer, Candidate, Comparison, Decision
from allforall.matching.report import write_report

ABOUT = About(
    Source("list.csv", "ab" * 32, 3), Source("register.csv", "cd" * 32, 4), "2026-11-22", "allforall"
)
ATTACK = "<img src=http://evil.example/x onerror=\"document.title='taken'\">"
REQUESTS = {
    "17": {"surname": "Шевченко", "given_name": "Микола", "birth_date": "1990"},
    "18": {"surname": "Вишневський", "given_name": "Олексій", "unit": ATTACK},
    "19": {"surname": ATTACK},
}
REGISTER = {
    "H1": {"surname": "Shevchenko", "given_name": "Mykola", "birth_date": "1990-05-17"},
    "H2": {"surname": "Shevchenko", "given_name": "Nikolai", "birth_date": "1971-01-02"},
    "H3": {"surname": "Vyshnevskyi", "given_name": "Oleksii", "unit": ATTACK},
}


def compared(field: str, left: str, right: str, weight: float) -> Comparison:
    return Comparison(field, f"{field}_compared", left, right, weight, f"{field} compared")


def candidate(row: str, rank: int, probability: float, *weights: float) -> Candidate:
    fields = ("surname", "given_name", "birth_date")
    found = tuple(compared(field, "Ш", "Sh", weight) for field, weight in zip(fields, weights, strict=False))
    return Candidate(row, rank, probability, sum(weights), found)


ANSWERS = [
    Answer(
        "17", Decision.ASK, (candidate("H1", 1, 0.7, 8, 4, 2), candidate("H2", 2, 0.2, 8, -1, -7)), 0.1, "ask"
    ),
    Answer("18", Decision.SURE, (candidate("H3", 1, 0.999, 12, 5, 9),), 0.001, "no other row comes near"),
    Answer("19", Decision.NONE, (), 1.0, ATTACK),
]


def shown(page: Page, folder: Path, lang: str = "en") -> Page:
    path = folder / "report.html"
    write_report(path, ANSWERS, REQUESTS, REGISTER, about=ABOUT, lang=lang)
    page.goto(path.as_uri())
    return page


def choose(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.locator("#hits button").first.click()


def test_the_most_urgent_request_is_shown_at_once(page, tmp_path):
    shown(page, tmp_path)
    assert page.locator("#pair h3").inner_text().startswith("Шевченко Микола")
    assert page.locator("#pair .waterfall tbody tr").count() == 3


def test_a_name_typed_in_the_other_script_finds_the_request(page, tmp_path):
    shown(page, tmp_path)
    choose(page, "vyshnev")
    assert page.locator("#pair h3").inner_text().startswith("Вишневський Олексій")
    assert "99.9 %" in page.locator("#pair").inner_text()


def test_another_candidate_has_its_own_waterfall(page, tmp_path):
    shown(page, tmp_path)
    page.locator("#candidate").select_option("1")
    weights = page.locator("#pair .waterfall tbody td.number:nth-last-child(2)").all_inner_texts()
    assert weights == ["+8.0", "-1.0", "-7.0"]
    assert page.locator("#pair rect.against").count() == 2


def test_the_script_draws_what_the_program_draws(page, tmp_path):
    """The same pair stands in the page for readers without JavaScript: both drawings must agree."""
    shown(page, tmp_path)
    places = (
        "all => all.map(each => [each.getAttribute('x'), each.getAttribute('width'), each.className.baseVal])"
    )
    drawn = page.locator("#pair .waterfall rect").evaluate_all(places)
    assert drawn == page.locator("details .waterfall rect").evaluate_all(places)
    assert len(drawn) == 3


def test_the_keyboard_alone_is_enough(page, tmp_path):
    shown(page, tmp_path)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("18")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#pair h3").inner_text().startswith("Вишневський Олексій")


def test_nothing_is_asked_of_the_network(page, asked_for, tmp_path):
    shown(page, tmp_path)
    choose(page, "18")
    assert asked_for == [(tmp_path / "report.html").as_uri()]


def test_a_hostile_name_is_shown_as_text_and_does_nothing(page, tmp_path):
    shown(page, tmp_path)
    for request in ("18", "19"):
        choose(page, request)
        assert ATTACK in page.locator("#pair").inner_text()
    assert page.locator("img").count() == 0
    assert page.title() == "Match report"


def test_in_arabic_the_page_runs_from_right_to_left(page, tmp_path):
    shown(page, tmp_path, "ar")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    name, weight = (
        page.locator("#pair .waterfall thead th").first,
        page.locator("#pair .waterfall thead th").last,
    )
    assert name.bounding_box()["x"] > weight.bounding_box()["x"]
    assert page.locator("#pair h3 bdi").evaluate("each => getComputedStyle(each).direction") == "ltr"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_does_not_run_out_of_the_window(page, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 800})
    shown(page, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_javascript_the_page_can_be_read(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = shown(context.new_page(), tmp_path)
    assert page.locator("noscript p").is_visible()
    assert not page.locator("#chooser").is_visible()
    page.locator("details summary").first.click()
    assert page.locator("details .waterfall").first.is_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_can_be_taken_in_both_themes(page, tmp_path, theme):
    page.emulate_media(color_scheme=theme)
    shown(page, tmp_path)
    page.screenshot(path=tmp_path / "report.png", full_page=True)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(246, 245, 241)") == (theme == "light")
    assert (tmp_path / "report.png").stat().st_size > 10_000
