"""Swaps: both sign, the next in reserve steps in, and what clashes waits."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.persons import status
from allforall.exchange.plans import conflicts, slot, stage_rows
from allforall.exchange.things import Stage
from tests.exchange.telling import Telling, answered, plan, planned, row


@pytest.fixture
def told() -> Telling:
    return planned()


def swap(told: Telling, out: int = 0, in_: int = 4, stage: int = 1, party: str = "A") -> dict[str, Any]:
    name = told.lists[party]
    return {
        "plan": told.plan.id,
        "stage": stage,
        "out": f"{name}/{out}",
        "in": f"{name}/{in_}",
        "why": "transferred to a hospital",
    }


def test_both_words_a_swap_counts_once_all_have_said_so(told: Telling) -> None:
    proposal = told.say("B", "plan.swap.propose", swap(told))
    assert slot(told.exchange, row(told, "A", 0)) == 1
    told.confirm(proposal)
    assert slot(told.exchange, row(told, "A", 0)) is None
    assert slot(told.exchange, row(told, "A", 4)) == 1
    assert status(told.exchange, row(told, "A", 0)) == "substituted"
    assert status(told.exchange, row(told, "A", 4)) == "agreed"


def test_a_stage_holds_who_stepped_in(told: Telling) -> None:
    told.agree("B", "plan.swap", swap(told))
    rows = stage_rows(told.exchange, Stage(1))
    assert {each.n for each in rows if each.owner == "A"} == {1, 4}


def test_who_stepped_in_can_step_out_again(told: Telling) -> None:
    told.agree("B", "plan.swap", swap(told))
    told.agree("B", "plan.swap", swap(told, out=4, in_=5))
    assert slot(told.exchange, row(told, "A", 4)) is None
    assert slot(told.exchange, row(told, "A", 5)) == 1


def test_frozen_list_the_first_in_reserve_steps_in(told: Telling) -> None:
    assert told.refused("B", "plan.swap.propose", swap(told, in_=5)).rule == "frozen-list"
    assert told.refused("B", "plan.swap.propose", swap(told, in_=2)).rule == "frozen-list"
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [4]}, "answer": "deceased", "reason": "notice"})
    told.say("B", "plan.swap.propose", swap(told, in_=5))


def test_frozen_list_nobody_steps_in_twice(told: Telling) -> None:
    told.agree("B", "plan.swap", swap(told))
    assert told.refused("A", "plan.swap.propose", swap(told, out=1)).rule == "frozen-list"


def test_frozen_list_who_steps_in_is_of_the_same_party(told: Telling) -> None:
    body = {**swap(told), "in": f"{told.lists['B']}/4"}
    assert told.refused("B", "plan.swap.propose", body).rule == "frozen-list"


def test_frozen_list_who_steps_in_is_of_the_same_category() -> None:
    told = answered(categories={"women": {"A": 1}})
    women = {"women": {told.lists["A"]: [0, 5]}}
    told.plan = told.agree("A", "plan", plan(told, categories=women))
    assert told.refused("B", "plan.swap.propose", swap(told, in_=4)).rule == "frozen-list"
    told.say("B", "plan.swap.propose", swap(told, in_=5))


def test_who_is_owed_release_does_not_step_in(told: Telling) -> None:
    told.say("M", "owed.state", {"rows": {told.lists["A"]: [4]}, "ground": "III GC 110"})
    told.hear()
    assert told.refused("B", "plan.swap.propose", swap(told, in_=4)).rule == "frozen-list"


def test_one_live_slot_who_steps_out_has_a_place_in_that_stage(told: Telling) -> None:
    assert told.refused("B", "plan.swap.propose", swap(told, stage=2)).rule == "one-live-slot"
    assert told.refused("B", "plan.swap.propose", swap(told, out=5)).rule == "one-live-slot"


def test_not_again_who_is_home_does_not_step_out(told: Telling) -> None:
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [0]}, "answer": "returned", "reason": "register"})
    assert told.refused("B", "plan.swap.propose", swap(told)).rule == "not-again"


def test_both_words_a_swap_is_of_the_plan_in_force(told: Telling) -> None:
    body = swap(told)
    told.agree("B", "plan", plan(told, seed="another"))
    assert told.refused("B", "plan.swap.propose", body).rule == "both-words"


def test_a_swap_is_accepted_only_if_it_is_still_right(told: Telling) -> None:
    proposal = told.say("A", "plan.swap.propose", swap(told))
    told.hear()
    told.say("B", "list.answer", {"rows": {told.lists["A"]: [4]}, "answer": "deceased", "reason": "notice"})
    assert told.refused("B", "plan.swap.accept", {"of": proposal.id}).rule == "frozen-list"


def both_at_once(told: Telling, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """A and B each have a swap confirmed, not knowing that the other does the same."""
    offers = {
        "A": told.say("A", "plan.swap.propose", ours),
        "B": told.say("B", "plan.swap.propose", theirs),
    }
    told.hear()
    told.say("A", "plan.swap.accept", {"of": offers["B"].id})
    told.say("B", "plan.swap.accept", {"of": offers["A"].id})
    told.hear()
    for who, offer in offers.items():
        told.say(who, "plan.swap.confirm", {"of": offer.id})
    told.hear()


def test_one_live_slot_two_swaps_that_take_the_same_reserve_freeze_it(told: Telling) -> None:
    both_at_once(told, swap(told, out=0), swap(told, out=2, stage=2))
    assert slot(told.exchange, row(told, "A", 4)) is None
    (conflict,) = conflicts(told.exchange)
    assert (conflict.about, [each.n for each in conflict.rows]) == ("swaps", [0, 2, 4])


def test_two_swaps_that_say_the_same_do_not_clash(told: Telling) -> None:
    both_at_once(told, swap(told), swap(told))
    assert slot(told.exchange, row(told, "A", 4)) == 1
    assert conflicts(told.exchange) == []


def test_a_later_plan_places_anew_who_was_substituted(told: Telling) -> None:
    told.agree("B", "plan.swap", swap(told))
    told.plan = told.agree("A", "plan", plan(told, seed="after the hospital"))
    assert status(told.exchange, row(told, "A", 0)) == "agreed"
    assert status(told.exchange, row(told, "A", 4)) == "held"
