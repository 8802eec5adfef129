"""The situation, region by region."""

from __future__ import annotations

from allforall.talks.situation import situation
from tests.talks.telling import Table

EVENING, MORNING = "2026-05-15T17:00:00Z", "2026-05-16T05:00:00Z"


def test_a_region_counts_what_is_reported_of_those_in_it() -> None:
    table = Table()
    table.incident(3, EVENING, MORNING, region="North/Harbour")
    table.incident(4, EVENING, MORNING, region="North/Hills")
    last = table.incident(7, EVENING, "2026-05-16T06:00:00Z")
    found = situation(table.talks, EVENING, MORNING)
    assert [(each.region, [figure.least for figure in each.figures]) for each in found] == [
        (None, [7]),
        ("North", [7]),
        ("North/Harbour", [3]),
        ("North/Hills", [4]),
    ]
    assert found[0].last == last


def test_a_part_counts_in_its_region_and_not_beside_its_total() -> None:
    table = Table()
    total = table.incident(105, EVENING, MORNING)
    table.incident(35, EVENING, MORNING, region="North", part_of=total.id)
    found = {each.region: each.figures[0].least for each in situation(table.talks, EVENING, MORNING)}
    assert found == {None: 105, "North": 35}


def test_what_lies_outside_the_period_is_not_of_the_situation() -> None:
    table = Table()
    table.incident(3, EVENING, MORNING)
    assert situation(table.talks, MORNING, "2026-05-17T00:00:00Z") == []
