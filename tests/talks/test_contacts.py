"""Contacts of third parties."""

from __future__ import annotations

from allforall.talks.contacts import contacts
from tests.talks.telling import Table

CALL = {
    "third": "President of a third State",
    "with": ["B"],
    "means": "call",
    "contact_at": "2026-05-14T00:00:00Z",
    "contact_precision": "day",
    "source": "office of the president",
}


def test_contacts_are_found_by_time() -> None:
    table = Table()
    call = table.say("A", "contact.report", CALL)
    assert contacts(table.talks, "2026-05-14T00:00:00Z", "2026-05-15T00:00:00Z") == [call]
    assert contacts(table.talks, "2026-05-15T00:00:00Z", "2026-05-16T00:00:00Z") == []


def test_a_contact_that_is_to_come_is_refused() -> None:
    table = Table()
    to_come = CALL | {"contact_at": "2026-05-17T00:00:00Z"}
    assert table.refused("A", "contact.report", to_come).rule == "not-yet"
