"""An incident that may fall into a window is told with the stage it touches."""

from __future__ import annotations

from allforall.account.alerts import alerts
from tests.account.test_waiting import requested
from tests.talks.telling import Table

BEGIN, END = "2026-05-23T04:00:00Z", "2026-05-23T05:30:00Z"


def test_an_incident_near_the_window_is_an_alert_in_its_region() -> None:
    """It is known to the hour, so what ended at half past five may have lasted into the window from six."""
    table = Table()
    window = requested(table)
    table.at("2026-05-23T06:00:00Z")
    report = table.incident(3, BEGIN, END, region="North")
    (found,) = alerts(table.exchange, table.talks, ["North/River"])
    assert (found.stage, found.window, found.incidents) == (1, window, (report,))
    assert alerts(table.exchange, table.talks, ["South"]) == []
    assert len(alerts(table.exchange, table.talks)) == 1


def test_without_incidents_there_is_no_alert() -> None:
    table = Table()
    requested(table)
    assert alerts(table.exchange, table.talks) == []
