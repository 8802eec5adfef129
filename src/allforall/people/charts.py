"""Charts as tables with a small drawing in each row: readable aloud, in print, and from right to left.

The drawings are inline SVG in a box 100 wide, so they grow with the page; numbers stand beside them as text.
Tones name what a colour means: `sure`, `ask`, `none`, `for`, `against`, `plain`; `one` to `six` are kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup

from allforall.people.page import render

LEAST_WIDTH = 0.6  # of a bar in a waterfall, so that the smallest step can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart: `text` is the value as it is to be read, if not the bare number."""

    label: str
    value: float
    tone: str = "plain"
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: what was compared, both values as written, and what it is worth in bits."""

    label: str
    left: str
    right: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure worth reading first, with the words that say what it counts."""

    figure: str
    label: str
    tone: str = "plain"


def tiles(figures: Sequence[Tile]) -> Markup:
    """The few figures that sum a page up, side by side."""
    return render("people/templates/tiles.html", tiles=figures)


def bar_chart(
    bars: Sequence[Bar], *, caption: str, lead: str = "", headers: tuple[str, str] = ("", "")
) -> Markup:
    """One bar a row, longest value as wide as the chart; `headers` name the label and the number."""
    longest = max((bar.value for bar in bars), default=0) or 1
    rows = [(bar, 100 * bar.value / longest) for bar in bars]
    return render("people/templates/bars.html", rows=rows, caption=caption, lead=lead, headers=headers)


def share_bar(bars: Sequence[Bar], *, caption: str) -> Markup:
    """The parts of one whole in one bar, with a legend that gives number and share in words."""
    total = sum(bar.value for bar in bars) or 1
    return render("people/templates/share.html", parts=_stack(bars, total), caption=caption)


def stacked_bars(
    rows: Sequence[tuple[str, Sequence[Bar]]], *, caption: str, headers: tuple[str, str] = ("", "")
) -> Markup:
    """One row per label, its parts side by side; one scale for all rows, and one legend."""
    longest = max((sum(bar.value for bar in bars) for _, bars in rows), default=0) or 1
    drawn = [(label, sum(bar.value for bar in bars), _stack(bars, longest)) for label, bars in rows]
    legend = {bar.label: bar.tone for _, bars in rows for bar in bars}
    return render(
        "people/templates/stacked.html", rows=drawn, legend=legend, caption=caption, headers=headers
    )


def columns(bars: Sequence[Bar], *, caption: str, lead: str = "") -> Markup:
    """Upright columns for a distribution; heights grow with the root, so that a few still show."""
    highest = max((bar.value for bar in bars), default=0) or 1
    heights = [(bar, 100 * (bar.value / highest) ** 0.5) for bar in bars]
    return render("people/templates/columns.html", columns=heights, caption=caption, lead=lead)


def waterfall(steps: Sequence[Step], *, caption: str, headers: Sequence[str], total: str = "") -> Markup:
    """How the evidence adds up, step by step: bars to one side speak for, to the other against.

    `headers` are six: field, value on the list, value on the register, in words, weight, sum so far; `total`
    names the last sum.
    """
    rows, zero, so_far = _fall([step.weight for step in steps])
    return render(
        "people/templates/waterfall.html",
        rows=[(step, *row) for step, row in zip(steps, rows, strict=True)],
        zero=zero,
        so_far=so_far,
        caption=caption,
        headers=headers,
        total=total,
    )


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str = "") -> Markup:
    """A plain table; numbers stand at the end of their cell, each text keeps its own direction."""
    return render("people/templates/table.html", headers=headers, rows=rows, caption=caption)


def _fall(weights: Sequence[float]) -> tuple[list[tuple[float, float, float]], float, float]:
    """Start, width and sum so far of each bar in a box 100 wide, where zero stands, and the last sum."""
    sums = [0.0, *accumulate(weights)]
    low = min(sums)
    scale = 100 / ((max(sums) - low) or 1)
    rows = [
        ((min(before, after) - low) * scale, max(abs(after - before) * scale, LEAST_WIDTH), after)
        for before, after in pairwise(sums)
    ]
    return rows, -low * scale, sums[-1]


def _stack(bars: Sequence[Bar], longest: float) -> list[tuple[Bar, float, float]]:
    parts, start = [], 0.0
    for bar in bars:
        width = 100 * bar.value / longest
        parts.append((bar, start, width))
        start += width
    return parts
