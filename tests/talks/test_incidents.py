"""Incidents are claims by a source; parts lie within their totals; windows are judged with caution."""

from __future__ import annotations

import pytest

from allforall.talks.incidents import in_window, incidents
from tests.talks.telling import Body, Table, incident

EVENING, MORNING = "2026-05-15T17:00:00Z", "2026-05-16T05:00:00Z"


def test_a_part_of_a_total_names_it() -> None:
    table = Table()
    total = table.incident(105, EVENING, MORNING)
    part = table.incident(35, EVENING, MORNING, region="North", part_of=total.id)
    assert incidents(table.talks, "North") == [part]


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 106},
        {"source": "another source"},
        {"unit": "launched"},
        {"from": "2026-05-15T16:00:00Z"},
        {"until": "2026-05-16T06:00:00Z"},
        {"by": "B"},
    ],
)
def test_a_part_that_is_none_is_refused(wrong: Body) -> None:
    table = Table()
    total = table.incident(105, EVENING, MORNING)
    body = incident(35, EVENING, MORNING, part_of=total.id) | wrong
    assert table.refused("A", "incident.report", body).rule == "not-a-part"


def test_a_part_elsewhere_is_refused() -> None:
    table = Table()
    total = table.incident(105, EVENING, MORNING, region="North")
    body = incident(35, EVENING, MORNING, region="South", part_of=total.id)
    assert table.refused("A", "incident.report", body).rule == "not-a-part"


def test_an_incident_that_ends_before_it_began_or_is_to_come_is_refused() -> None:
    table = Table()
    assert table.refused("A", "incident.report", incident(1, MORNING, EVENING)).rule == "bad-period"
    to_come = incident(1, "2026-05-17T00:00:00Z", "2026-05-18T00:00:00Z")
    assert table.refused("A", "incident.report", to_come).rule == "not-yet"


def test_a_time_that_the_calendar_lacks_is_refused() -> None:
    table = Table()
    body = incident(1, "2026-02-30T00:00:00Z", MORNING)
    assert table.refused("A", "incident.report", body).rule == "bad-fields"


def test_an_incident_falls_into_a_window_it_may_have_touched() -> None:
    """To the hour: what ended at five may have lasted until six."""
    table = Table()
    report = table.incident(3, EVENING, MORNING, region="North")
    assert in_window(table.talks, "North", "2026-05-16T05:30:00Z", "2026-05-16T09:00:00Z") == [report]
    assert in_window(table.talks, "North", "2026-05-16T06:00:00Z", "2026-05-16T09:00:00Z") == []


@pytest.mark.parametrize("region", [None, "North", "North/Harbour", "North/Harbour/Pier"])
def test_an_incident_touches_the_regions_around_and_inside_its_own(region: str | None) -> None:
    table = Table()
    more = {} if region is None else {"region": region}
    report = table.incident(3, EVENING, MORNING, **more)
    assert in_window(table.talks, "North/Harbour", EVENING, MORNING) == [report]
    assert bool(in_window(table.talks, "South", EVENING, MORNING)) is (region is None)


def test_an_incident_that_was_taken_back_is_gone() -> None:
    table = Table()
    report = table.incident(3, EVENING, MORNING)
    table.say("A", "undo", {"of": report.id, "why": "entered twice"})
    assert incidents(table.talks) == []
