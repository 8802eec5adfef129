"""Nobody crosses without every clearance, unexpired, on what is true now: `cleared`, `two-persons`."""

from __future__ import annotations

import pytest

from allforall.exchange.clearances import cleared, lacking
from tests.exchange.telling import NOON, Telling, check_vector
from tests.exchange.walking import Walk


@pytest.fixture
def walk() -> Walk:
    return Walk().upto("plan")


def give(walk: Walk, **more: object) -> dict[str, object]:
    body = {"rows": walk.held_by("A", 0), "body": "MOD", "verdict": "clear", "office": "MOD 1"}
    return {**body, **more}


def over(walk: Walk, office: str = "Minister") -> dict[str, object]:
    return {"rows": walk.held_by("A", 0, 1, 2), "verdict": "clear", "office": office}


@pytest.mark.parametrize("name", ["clearance.give", "clearance.overseer"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_every_office_and_then_the_overseer_clears(walk: Walk) -> None:
    row = walk.row("B", 0)
    assert lacking(walk.exchange, row, NOON) == ["MOD", "SBU", "Minister"]
    walk.step("clear")
    assert lacking(walk.exchange, row, NOON) == ["Minister"]
    walk.step("oversee")
    assert cleared(walk.exchange, row, NOON)


def test_silence_is_no_consent(walk: Walk) -> None:
    walk.clear("A", "MOD", 0, 1, 2)
    assert walk.refused("A", "clearance.overseer", over(walk)).rule == "cleared"


def test_where_no_office_is_named_none_is_needed() -> None:
    walk = Walk({}).upto("plan")
    assert cleared(walk.exchange, walk.row("B", 0), NOON)


def test_a_condition_is_no_clear(walk: Walk) -> None:
    walk.upto("clear")
    walk.say("A", "clearance.give", give(walk, verdict="conditional", condition="a doctor goes with him"))
    assert "MOD" in lacking(walk.exchange, walk.row("B", 0), NOON)
    assert walk.refused("A", "clearance.give", give(walk, verdict="conditional")).rule == "bad-fields"


def test_a_hold_after_the_overseer_takes_the_clearance_away(walk: Walk) -> None:
    walk.upto("oversee")
    walk.say("A", "clearance.give", give(walk, verdict="hold"))
    assert lacking(walk.exchange, walk.row("B", 0), NOON) == ["MOD", "Minister"]


def test_an_office_lifts_its_own_hold(walk: Walk) -> None:
    """An office answers from what it knows: a later answer lifts a hold, since its author knew of it."""
    walk.upto("clear")
    walk.say("A", "clearance.give", give(walk, verdict="hold"))
    assert "MOD" in lacking(walk.exchange, walk.row("B", 0), NOON)
    walk.say("A", "clearance.give", give(walk))
    assert "MOD" not in lacking(walk.exchange, walk.row("B", 0), NOON)


def test_a_clearance_expires(walk: Walk) -> None:
    walk.upto("clear")
    walk.say("A", "clearance.give", give(walk, until="2026-05-20T00:00:00Z"))
    walk.oversee("A", 0, 1, 2)
    assert cleared(walk.exchange, walk.row("B", 0), "2026-05-19T00:00:00Z")
    assert not cleared(walk.exchange, walk.row("B", 0), "2026-05-21T00:00:00Z")


def test_an_edit_voids_the_clearance_of_the_row_it_touches(walk: Walk) -> None:
    walk.upto("oversee")
    walk.say("A", "list.answer", {"rows": walk.of("B", 0), "answer": "held"})
    assert lacking(walk.exchange, walk.row("B", 0), NOON) == ["MOD", "SBU", "Minister"]
    assert cleared(walk.exchange, walk.row("B", 1), NOON)


def test_new_data_on_a_person_void_the_clearance() -> None:
    """What the office cleared was the person as listed; a changed row or a reply may make it another."""
    walk = Walk().upto("oversee")
    asked = walk.say("A", "list.ask", {"rows": walk.of("B", 0), "needs": ["birth year"]})
    walk.hear()
    walk.say("B", "list.reply", {"of": asked.id, "rows": walk.of("B", 0)})
    body = {"round": 2, "rows": 3, "root": "cd" * 32, "list": walk.names["B"], "version": 2}
    walk.say("B", "list.commit", {**body, "changed": [1]})
    assert [cleared(walk.exchange, walk.row("B", n), NOON) for n in range(3)] == [False, False, True]


def test_an_overseer_is_no_clearing_body(walk: Walk) -> None:
    assert walk.refused("A", "clearance.give", give(walk, office="Minister")).rule == "two-persons"


def test_only_the_overseer_oversees(walk: Walk) -> None:
    walk.step("clear")
    assert walk.refused("A", "clearance.overseer", over(walk, "MOD")).rule == "two-persons"


def test_who_proposed_the_plan_does_not_clear_it(walk: Walk) -> None:
    assert walk.refused("A", "clearance.give", give(walk, office="negotiator")).rule == "two-persons"


def test_only_bodies_of_the_case_clear(walk: Walk) -> None:
    assert walk.refused("A", "clearance.give", give(walk, body="Post")).rule == "not-his-to-say"


def test_only_who_holds_a_person_clears(walk: Walk) -> None:
    assert walk.refused("A", "clearance.give", give(walk, rows=walk.of("A", 0))).rule == "not-his-to-say"
    assert walk.refused("A", "clearance.give", give(walk, rows={"B:77": [0]})).rule == "unknown-row"


def test_among_three_parties_the_one_that_answered_clears() -> None:
    told = Telling({"clearing": {"C": {"bodies": ["MOD"]}}}, parties=("A", "B", "C"))
    names = told.exchange_lists({"A": 2, "B": 2, "C": 2})
    told.say("C", "list.answer", {"rows": {names["A"]: [0]}, "answer": "held"})
    told.hear()
    body = {"rows": {names["A"]: [0]}, "body": "MOD", "verdict": "clear", "office": "MOD 1"}
    told.say("C", "clearance.give", body)
    assert told.refused("B", "clearance.give", body).rule == "not-his-to-say"
