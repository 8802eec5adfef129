"""The frame of a report: whole, self-contained, readable in every direction, deaf to hostile values."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from allforall.people.page import PACKAGE, Section, as_json, named, page, render

HOSTILE = st.one_of(
    st.text(),
    st.sampled_from([
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)", "<!--", "]]>", "\u202egnp.exe", "\x00", "{{ 7 * 7 }}", "&lt;b&gt;",
        "javascript:alert(1)", "</title><script>alert(1)</script>", "\u2028alert(1)",
    ]),
)  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Which elements stand in a page, with the names of their attributes, in order."""
    return [(tag, tuple(attributes)) for tag, attributes in Elements(text).tags]


def test_a_page_is_whole_and_names_its_language_and_direction():
    text = page("Звіт", [Section("Частина", Markup("<p>x</p>"), "вступ")], "ar", "rtl")
    assert text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert "<h1>Звіт</h1>" in text
    assert text.rstrip().endswith("</html>")


def test_a_page_fetches_nothing():
    """An officer's desk may be offline, and a request to outside would tell who looks at whom."""
    text = page("t", [Section("s", Markup("<p>x</p>"))], script="1;", data={"d": [1]})
    for _, attributes in Elements(text).tags:
        assert not {"src", "action", "poster", "data", "srcset"} & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_lets_only_this_pages_own_script_and_style_work():
    policy = dict(Elements(page("t", [], script="let x = 1;")).tags[3][1])["content"]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 2


def test_a_page_without_a_script_allows_none():
    assert "script-src" not in page("t", [])


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_value_changes_the_elements_of_a_page(title, lead, line):
    """A name is data: whatever it holds, the page has the elements it has for an ordinary name."""
    hostile = page(title or "t", [Section(title or "t", named(lead), lead or "l")], lead=lead or "l",
                   small_print=[line], data={"d": [title, lead, line]})  # fmt: skip
    harmless = page("t", [Section("t", named("l"), "l")], lead="l", small_print=["s"], data={"d": []})
    assert shape(hostile) == shape(harmless)


@given(st.recursive(HOSTILE, lambda inner: st.lists(inner, max_size=3)))
def test_embedded_data_comes_back_as_it_was_and_cannot_end_its_element(value):
    text = as_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Шевченко", "Cyrl"), ("Shevchenko", "Latn"), ("محمد", "Arab"), ("გიორგი", "Geor"), ("리", "Kore"),
        ("张", "Hani"), ("थापा", "Deva"), ("1990-05", "Zyyy"), ("", "Zyyy"), ("№ 5 в/ч", "Cyrl"),
    ],
)  # fmt: skip
def test_a_name_tells_its_script_and_keeps_its_direction(text, script):
    assert named(text) == f'<bdi lang="und-{script}">{text}</bdi>'


def test_a_forgotten_value_of_a_template_is_an_error_and_not_a_gap():
    with pytest.raises(Exception, match="text"):
        render("people/templates/text.html")


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_are_told_apart_by_people_with_weak_sight(theme):
    """WCAG 2.2 AA: 4.5 to 1 for words, 3 to 1 for the drawings, on the card and on the paper around it."""
    style = (PACKAGE / "people/templates/page.css").read_text(encoding="utf-8")
    colours = _colours(style.split(":root {")[theme + 1].split("}")[0])
    words = {"ink", "soft", "link", "sure", "ask", "none"}
    for ground in ("card", "paper"):
        for name, colour in colours.items():
            if name not in {"card", "paper", "line"}:
                light, dark = sorted((_luminance(colour), _luminance(colours[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= (4.5 if name in words else 3), (name, ground)
