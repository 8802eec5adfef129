"""Who has which place: stages of the plan in force, later plans, and plans that clash."""

from __future__ import annotations

from allforall.exchange.persons import status
from allforall.exchange.plans import agreed_plan, category, conflicts, slot, stage_rows
from allforall.exchange.things import Stage
from tests.exchange.telling import HASH, Telling, answered, plan, planned, row
from tests.exchange.walking import Walk


def numbers(told: Telling, stage: int) -> dict[str, list[int]]:
    rows = stage_rows(told.exchange, Stage(stage))
    return {party: sorted(each.n for each in rows if each.owner == party) for party in told.parties}


def test_a_stage_holds_whom_the_plan_names_of_both_sides() -> None:
    told = planned()
    assert numbers(told, 1) == {"A": [0, 1], "B": [0, 1]}
    assert numbers(told, 2) == {"A": [2, 3], "B": [2, 3]}
    assert numbers(told, 3) == {"A": [], "B": []}


def test_nobody_has_a_place_while_a_plan_is_only_proposed() -> None:
    told = answered()
    told.say("A", "plan.propose", plan(told))
    assert slot(told.exchange, row(told, "A", 0)) is None
    assert numbers(told, 1) == {"A": [], "B": []}


def test_a_later_plan_takes_the_place_of_an_earlier_one() -> None:
    told = planned()
    a, b = told.lists["A"], told.lists["B"]
    stages = [{"A": {a: [4, 5, 2, 3]}, "B": {b: [0, 1, 2, 3]}}]
    later = told.agree("B", "plan", plan(told, stages=stages, reserves={"A": {a: [0, 1]}}))
    assert agreed_plan(told.exchange) == later
    assert slot(told.exchange, row(told, "A", 4)) == 1
    assert slot(told.exchange, row(told, "A", 0)) is None


def test_what_was_known_before_the_plan_knows_of_no_place() -> None:
    told = answered()
    before = told.say("A", "ack")
    told.agree("A", "plan", plan(told))
    assert slot(told.exchange, row(told, "A", 0), before) is None
    assert status(told.exchange, row(told, "A", 0), before) == "held"


def test_plans_agreed_without_knowledge_of_each_other_freeze_everybody() -> None:
    told = clashing()
    assert agreed_plan(told.exchange) is None
    assert status(told.exchange, row(told, "A", 0)) == "held"
    (conflict,) = conflicts(told.exchange)
    assert (conflict.about, len(conflict.entries), len(conflict.rows)) == ("plans", 2, 8)


def test_a_plan_made_in_knowledge_of_a_clash_ends_it() -> None:
    told = clashing()
    third = told.agree("A", "plan", plan(told, seed="third"))
    assert agreed_plan(told.exchange) == third
    assert conflicts(told.exchange) == []


def test_a_plan_for_the_stages_that_are_left_counts_who_is_home_already() -> None:
    walk = Walk().upto("plan")
    walk.terms = walk.agree("A", "terms", {"formula": {"A": 3, "B": 3}, "release": "stage"})
    rest = {
        "terms": walk.terms.id,
        "first_stage": 2,
        "stages": [{"A": walk.of("A", 2), "B": walk.of("B", 2)}],
        "objective": [2],
        "certificate": HASH,
    }
    assert walk.refused("A", "plan.propose", rest).rule == "delivered-as-agreed"
    walk.upto("sign")
    walk.agree("A", "plan", rest)
    assert stage_rows(walk.exchange, Stage(1)) == {walk.row(party, n) for party in "AB" for n in (0, 1)}
    assert stage_rows(walk.exchange, Stage(2)) == {walk.row(party, 2) for party in "AB"}


def test_not_again_nobody_who_has_crossed_is_planned_once_more() -> None:
    walk = Walk().upto("sign")
    again = dict(walk.plan.body, seed="once more")
    assert walk.refused("A", "plan.propose", again).rule == "not-again"


def test_the_category_of_a_person_is_that_of_the_plan() -> None:
    told = answered(categories={"civilians": {"A": 1}})
    told.agree("A", "plan", plan(told, categories={"civilians": {told.lists["A"]: [0]}}))
    assert category(told.exchange, row(told, "A", 0)) == "civilians"
    assert category(told.exchange, row(told, "A", 1)) is None


def clashing() -> Telling:
    """A and B each have a plan confirmed, not knowing that the other does the same."""
    told = answered()
    offers = {who: told.say(who, "plan.propose", plan(told, seed=who)) for who in told.parties}
    told.hear()
    told.say("A", "plan.accept", {"of": offers["B"].id})
    told.say("B", "plan.accept", {"of": offers["A"].id})
    told.hear()
    for who, offer in offers.items():
        told.say(who, "plan.confirm", {"of": offer.id})
    told.hear()
    return told
