"""Nothing is counted twice: laws of the figures, over all reports of one source."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allforall.record.entry import Entry
from allforall.talks.figures import figures
from allforall.talks.incidents import within
from tests.talks.telling import incident

REGIONS = (None, "North", "North/Harbour", "North/Hills", "South")


def entry(n: int, body: dict[str, Any]) -> Entry:
    return Entry("0" * 64, "A", n, "2026-05-16T12:00:00Z", "incident.report", body, {}, [], bytes([n]) * 32)


def hour(n: int) -> str:
    return f"2026-05-{1 + n // 24:02d}T{n % 24:02d}:00:00Z"


def report(n: int, count: int, begin: int, end: int, region: str | None = None, **more: Any) -> Entry:
    named = {} if region is None else {"region": region}
    return entry(n, incident(count, hour(begin), hour(end), **named, **more))


def least(reports: list[Entry]) -> int:
    (figure,) = figures(reports)
    return figure.least


@st.composite
def reports(draw: st.DrawFn, regions: tuple[str | None, ...] = REGIONS, most: int = 7) -> list[Entry]:
    made = []
    for n in range(draw(st.integers(1, most))):
        begin = draw(st.integers(0, 20))
        end = begin + draw(st.integers(1, 10))
        made.append(report(n, draw(st.integers(0, 9)), begin, end, draw(st.sampled_from(regions))))
    return made


def overlap(one: Entry, other: Entry) -> bool:
    """Written anew, for the tests: a moment and a place in common."""
    a, b = one.body, other.body
    here, there = a.get("region"), b.get("region")
    return a["from"] < b["until"] and b["from"] < a["until"] and (within(here, there) or within(there, here))


def largest(found: list[Entry]) -> int:
    """The largest sum of reports no two of which overlap, by trying all."""
    return max(
        sum(each.body["count"] for each in some)
        for size in range(len(found) + 1)
        for some in combinations(found, size)
        if not any(overlap(one, other) for one, other in combinations(some, 2))
    )


@given(reports())
def test_what_is_counted_does_not_overlap(found: list[Entry]) -> None:
    (figure,) = figures(found)
    assert not any(overlap(one, other) for one, other in combinations(figure.counted, 2))
    assert figure.least == sum(each.body["count"] for each in figure.counted)


@given(reports())
def test_nothing_is_lost_and_nothing_is_there_twice(found: list[Entry]) -> None:
    (figure,) = figures(found)
    there = [*figure.counted, *figure.left_out, *figure.parts]
    assert sorted(each.id for each in there) == sorted(each.id for each in found)


@given(reports(most=6))
def test_the_figure_lies_between_the_largest_report_and_the_largest_sum(found: list[Entry]) -> None:
    assert max(each.body["count"] for each in found) <= least(found) <= largest(found)


@given(reports(regions=("North",)))
def test_in_one_region_the_figure_is_the_largest_sum(found: list[Entry]) -> None:
    assert least(found) == largest(found)


@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(found: list[Entry], chance: Any) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert figures(mixed)[0].counted == figures(found)[0].counted


@given(reports(most=6), st.data())
def test_a_report_told_again_adds_nothing(found: list[Entry], data: st.DataObject) -> None:
    """The same period by the same source, from another member's hand."""
    again = data.draw(st.sampled_from(found))
    assert least([*found, entry(99, again.body)]) == least(found)


@given(reports(most=6), st.data())
def test_a_part_adds_nothing_to_its_total(found: list[Entry], data: st.DataObject) -> None:
    total = data.draw(st.sampled_from(found))
    count = data.draw(st.integers(0, total.body["count"]))
    part = entry(99, total.body | {"count": count, "part_of": total.id})
    (figure,) = figures([*found, part])
    assert figure.least == least(found)
    assert figure.parts == (part,)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=8))
def test_periods_that_only_touch_are_added_up(counts: list[int]) -> None:
    nights = [report(n, count, 12 * n, 12 * n + 12) for n, count in enumerate(counts)]
    assert least(nights) == sum(counts)


def test_a_night_within_three_days_is_not_added() -> None:
    assert least([report(0, 485, 0, 36), report(1, 105, 20, 32)]) == 485


def test_different_regions_are_added_up_and_their_whole_is_not() -> None:
    parts = [report(0, 30, 0, 12, "North"), report(1, 40, 0, 12, "South")]
    assert least(parts) == 70
    assert least([*parts, report(2, 60, 0, 12)]) == 70
    assert least([*parts, report(2, 90, 0, 12)]) == 90


def test_two_sources_on_one_incident_stand_side_by_side() -> None:
    found = figures([report(0, 105, 0, 12, source="one side"), report(1, 80, 0, 12, source="the other")])
    assert [(each.source, each.least) for each in found] == [("one side", 105), ("the other", 80)]


def test_killed_and_wounded_are_not_one_figure() -> None:
    found = figures([report(0, 1, 0, 12, unit="killed"), report(1, 11, 0, 12, unit="wounded")])
    assert [(each.unit, each.least) for each in found] == [("killed", 1), ("wounded", 11)]


def test_thousands_of_overlapping_reports_are_counted_at_once() -> None:
    """A hostile hand may enter as many as it likes; a chain of overlaps stays a sorted pass."""
    chain = [report(n % 250, 1, n % 600, n % 600 + 2) for n in range(5000)]
    assert least(chain) == 300
