"""Rows that are one person: one place among them, and home once is home for all."""

from __future__ import annotations

from typing import Any

from allforall.exchange.persons import bar, same_as
from tests.exchange.telling import Telling, answered, plan, planned, row


def same(told: Telling, *numbers: int, **more: str) -> dict[str, Any]:
    return {"rows": [str(row(told, "A", n)) for n in numbers], "reason": "one service number", **more}


def test_rows_are_one_person_by_way_of_others() -> None:
    told = answered()
    told.say("A", "person.same", same(told, 0, 2))
    told.say("B", "person.same", same(told, 2, 4))
    assert same_as(told.exchange, row(told, "A", 0)) == {row(told, "A", 2), row(told, "A", 4)}
    assert same_as(told.exchange, row(told, "A", 1)) == set()


def test_one_live_slot_one_person_is_not_planned_under_two_rows() -> None:
    told = answered()
    entry = told.say("A", "person.same", same(told, 0, 2))
    refusal = told.refused("A", "plan.propose", plan(told))
    assert (refusal.rule, len(refusal.rows)) == ("one-live-slot", 2)
    told.say("A", "undo", {"of": entry.id, "why": "brothers"})
    told.say("A", "plan.propose", plan(told))


def test_not_again_who_is_home_under_one_row_does_not_go_under_another() -> None:
    told = answered()
    told.say("A", "person.same", same(told, 0, 5))
    rows = {told.lists["A"]: [5]}
    told.say("A", "person.state", {"rows": rows, "state": "returned", "source": "register"})
    assert bar(told.exchange, row(told, "A", 0)) == "not-again"


def test_one_live_slot_who_turns_out_to_be_placed_twice_waits_under_both_rows() -> None:
    told = planned()
    told.say("B", "person.same", same(told, 0, 2))
    assert bar(told.exchange, row(told, "A", 0)) == "one-live-slot"
    assert bar(told.exchange, row(told, "A", 1)) is None
    name = told.lists["A"]
    places = {"out": f"{name}/2", "in": f"{name}/4", "why": "one person under two rows"}
    told.agree("A", "plan.swap", {"plan": told.plan.id, "stage": 2, **places})
    assert bar(told.exchange, row(told, "A", 0)) is None


def test_a_later_plan_places_one_person_once() -> None:
    told = planned()
    told.say("B", "person.same", same(told, 0, 4))
    told.hear()
    a, b = told.lists["A"], told.lists["B"]
    stages = [{"A": {a: [4, 1]}, "B": {b: [0, 1]}}, {"A": {a: [2, 3]}, "B": {b: [2, 3]}}]
    told.agree("A", "plan", plan(told, stages=stages, reserves={"A": {a: [5]}}))
    assert bar(told.exchange, row(told, "A", 4)) is None


def test_sourced_rows_are_one_person_for_a_reason() -> None:
    told = answered()
    body = same(told, 0, 2)
    del body["reason"]
    assert told.refused("A", "person.same", body).rule == "sourced"


def test_one_person_is_two_rows_of_one_party() -> None:
    told = answered()
    assert told.refused("A", "person.same", same(told, 0)).rule == "unknown-row"
    both = {"rows": [str(row(told, "A", 0)), str(row(told, "B", 0))], "reason": "no"}
    assert told.refused("A", "person.same", both).rule == "unknown-row"
    assert told.refused("A", "person.same", same(told, 0, 99)).rule == "unknown-row"
