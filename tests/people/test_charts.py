"""Charts: the drawing follows the numbers, and the numbers stand beside it as text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from allforall.people.charts import (
    Bar,
    Step,
    Tile,
    bar_chart,
    columns,
    share_bar,
    stacked_bars,
    table,
    tiles,
    waterfall,
)

HEADERS = ("compared", "list", "register", "in words", "weight", "sum")


def rects(text: str) -> list[tuple[float, float]]:
    """Start and width of every bar drawn."""
    found = re.findall(r"<rect([^>]*)/>", text)
    return [(_number("x", each), _number("width", each)) for each in found]


def _number(name: str, attributes: str) -> float:
    match = re.search(rf'\b{name}="([-\d.]+)"', attributes)
    return float(match[1]) if match else 0.0


def test_bars_are_as_long_as_their_values():
    text = bar_chart([Bar("a", 10), Bar("b", 5), Bar("c", 0)], caption="c")
    assert [width for _, width in rects(text)] == [100, 50, 0]


def test_the_parts_of_a_whole_follow_each_other():
    text = share_bar([Bar("a", 3, "sure"), Bar("b", 1, "ask")], caption="c")
    assert rects(text) == [(0, 75), (75, 25)]
    assert "75.0 %" in text


def test_stacked_bars_share_one_scale_and_one_legend():
    text = stacked_bars([("1", [Bar("x", 4), Bar("y", 4)]), ("2", [Bar("x", 2)])], caption="c")
    assert rects(text) == [(0, 50), (50, 50), (0, 25)]
    assert text.count('class="swatch') == 2


def test_a_waterfall_ends_at_the_sum_of_its_steps():
    steps = [Step("surname", "Гук", "Huk", "same", 8.0), Step("birth date", "1990", "1991", "differs", -3.0)]
    text = waterfall(steps, caption="c", headers=HEADERS)
    assert rects(text) == [(0, 100), (62.5, 37.5)]
    assert "+5.0" in text


def test_a_waterfall_below_zero_stays_inside_its_box():
    steps = [Step("a", "", "", "", -4.0), Step("b", "", "", "", 6.0)]
    assert rects(waterfall(steps, caption="c", headers=HEADERS)) == [(0, 66.67), (0, 100)]


@given(st.lists(st.floats(-60, 60), max_size=12))
def test_no_bar_of_a_waterfall_leaves_the_box(weights):
    steps = [Step("f", "l", "r", "w", weight) for weight in weights]
    for start, width in rects(waterfall(steps, caption="c", headers=HEADERS)):
        assert start >= 0
        assert start + width <= 101  # the least width that can still be seen


@given(st.lists(st.floats(0, 1e9), max_size=8))
def test_columns_and_bars_of_any_numbers_are_drawn(values):
    bars = [Bar(str(value), value) for value in values]
    for text in (columns(bars, caption="c"), bar_chart(bars, caption="c"), share_bar(bars, caption="c")):
        assert "nan" not in text
        assert len(rects(text)) == len(bars)


def test_nothing_to_draw_is_drawn_as_nothing():
    assert rects(bar_chart([], caption="c") + columns([], caption="c") + share_bar([], caption="c")) == []


def test_every_chart_escapes_its_values():
    bad = "<u onclick=x>"
    texts = [
        bar_chart([Bar(bad, 1, note=bad, text=bad)], caption=bad, lead=bad, headers=(bad, bad)),
        share_bar([Bar(bad, 1, note=bad, text=bad)], caption=bad),
        stacked_bars([(bad, [Bar(bad, 1, text=bad)])], caption=bad, headers=(bad, bad)),
        columns([Bar(bad, 1, text=bad)], caption=bad, lead=bad),
        waterfall([Step(bad, bad, bad, bad, 1)], caption=bad, headers=[bad] * 6, total=bad),
        table([bad], [[bad]], caption=bad),
        tiles([Tile(bad, bad)]),
    ]
    for text in texts:
        assert "<u " not in text
