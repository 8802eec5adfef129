"""What parties report of persons: always with a source; a new capture begins anew."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.persons import status
from allforall.exchange.reports import FATES
from tests.exchange.telling import Telling, answered, plan, planned, row


def report(told: Telling, state: str, n: int = 0, **more: str) -> dict[str, Any]:
    return {"rows": {told.lists["A"]: [n]}, "state": state, "source": "camp register", **more}


@pytest.mark.parametrize("state", FATES)
@pytest.mark.parametrize("who", ["A", "B"])
def test_either_party_says_what_became_of_a_person(who: str, state: str) -> None:
    told = answered()
    told.say(who, "person.state", report(told, state))
    assert status(told.exchange, row(told, "A", 0)) == state
    assert status(told.exchange, row(told, "A", 1)) == "held"


def test_sourced_what_became_of_a_person_is_said_with_a_source() -> None:
    told = answered()
    body = report(told, "deceased")
    del body["source"]
    assert told.refused("B", "person.state", body).rule == "sourced"


def test_a_report_is_about_a_row_that_exists() -> None:
    told = answered()
    assert told.refused("B", "person.state", report(told, "deceased", 9)).rule == "unknown-row"


def test_a_report_can_be_taken_back() -> None:
    told = planned()
    entry = told.say("B", "person.state", report(told, "deceased"))
    assert status(told.exchange, row(told, "A", 0)) == "deceased"
    told.say("B", "undo", {"of": entry.id, "why": "a namesake"})
    assert status(told.exchange, row(told, "A", 0)) == "agreed"


def test_not_again_unless_a_new_capture_is_recorded() -> None:
    told = answered()
    told.say("A", "person.state", report(told, "returned"))
    told.hear()
    assert told.refused("A", "plan.propose", plan(told)).rule == "not-again"
    told.say("B", "person.state", report(told, "recaptured"))
    told.hear()
    assert status(told.exchange, row(told, "A", 0)) == "held"
    told.say("A", "plan.propose", plan(told))


def test_a_plan_made_before_a_new_capture_gives_no_place_after_it() -> None:
    told = planned()
    told.say("B", "person.state", report(told, "escaped"))
    told.say("B", "person.state", report(told, "recaptured"))
    assert status(told.exchange, row(told, "A", 0)) == "held"


def test_what_was_said_without_knowledge_of_a_new_capture_still_counts() -> None:
    told = answered()
    told.say("B", "person.state", report(told, "escaped"))
    told.say("B", "person.state", report(told, "recaptured"))
    told.say("A", "person.state", report(told, "deceased"))
    assert status(told.exchange, row(told, "A", 0)) == "deceased"


def test_one_live_slot_nobody_is_captured_who_is_held() -> None:
    told = answered()
    assert told.refused("B", "person.state", report(told, "recaptured")).rule == "one-live-slot"


def test_nobody_captures_his_own_people() -> None:
    told = answered()
    told.say("A", "person.state", report(told, "escaped"))
    assert told.refused("A", "person.state", report(told, "recaptured")).rule == "not-his-to-say"
