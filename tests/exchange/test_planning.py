"""What makes a plan right, and what makes it wrong: each rule by the name of the invariant it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.telling import HASH, Telling, answered, plan


@pytest.fixture
def told() -> Telling:
    return answered()


def stages(told: Telling, *each: tuple[list[int], list[int]]) -> list[dict[str, Any]]:
    return [{"A": {told.lists["A"]: ours}, "B": {told.lists["B"]: theirs}} for ours, theirs in each]


def rule_of(told: Telling, **more: Any) -> str:
    return told.refused("A", "plan.propose", plan(told, **more)).rule


def say_of(told: Telling, who: str, kind: str, list_of: str, rows: list[int], **more: str) -> None:
    told.say(who, kind, {"rows": {told.lists[list_of]: rows}, **more})
    told.hear()


def test_both_words_a_plan_rests_on_terms_in_force(told: Telling) -> None:
    offer = told.say("A", "terms.propose", {"formula": {"A": 4, "B": 4}, "release": "series"})
    assert rule_of(told, terms=offer.id) == "both-words"
    told.say("A", "plan.propose", plan(told))


def test_both_words_only_who_is_answered_for_as_held_is_planned(told: Telling) -> None:
    say_of(told, "B", "list.answer", "A", [2], answer="needs_data")
    refusal = told.refused("A", "plan.propose", plan(told))
    assert (refusal.rule, refusal.rows) == ("both-words", (f"{told.lists['A']}/2",))


@pytest.mark.parametrize("word", ["deceased", "transferred", "held_back"])
def test_fit_for_manifest_nobody_is_planned_who_cannot_go(told: Telling, word: str) -> None:
    say_of(told, "B", "list.answer", "A", [1], answer=word, ground="III GC 115", reason="register")
    assert rule_of(told) == "fit-for-manifest"


def test_fit_for_manifest_nobody_is_planned_who_was_withdrawn(told: Telling) -> None:
    say_of(told, "A", "list.withdraw", "A", [1], why="a namesake")
    assert rule_of(told) == "fit-for-manifest"


def test_fit_for_manifest_nobody_stands_in_reserve_who_cannot_go(told: Telling) -> None:
    say_of(told, "B", "list.answer", "A", [5], answer="transferred", reason="register")
    assert rule_of(told) == "fit-for-manifest"


def test_not_again_nobody_is_planned_who_is_home(told: Telling) -> None:
    say_of(told, "B", "list.answer", "A", [1], answer="returned", reason="exchange of 3 January")
    assert rule_of(told) == "not-again"


def test_who_is_owed_release_is_not_traded(told: Telling) -> None:
    say_of(told, "M", "owed.state", "A", [1], ground="III GC 110")
    assert rule_of(told) == "owed-release"


def test_one_live_slot_nobody_is_in_two_stages(told: Telling) -> None:
    assert rule_of(told, stages=stages(told, ([0, 1], [0, 1]), ([1, 3], [2, 3]))) == "one-live-slot"


def test_one_live_slot_nobody_is_in_a_stage_and_in_reserve(told: Telling) -> None:
    assert rule_of(told, reserves={"A": {told.lists["A"]: [0]}}) == "one-live-slot"


def test_a_row_that_does_not_exist_is_not_planned(told: Telling) -> None:
    assert rule_of(told, reserves={"A": {told.lists["A"]: [9]}}) == "unknown-row"


def test_nobody_is_planned_as_coming_home_to_the_other_side(told: Telling) -> None:
    assert rule_of(told, reserves={"B": {told.lists["A"]: [5]}}) == "unknown-row"


def test_a_plan_names_parties_only(told: Telling) -> None:
    assert rule_of(told, reserves={"M": {told.lists["A"]: [5]}}) == "unknown-row"
    assert rule_of(told, reserves={"M": {"M:1": [5]}}) == "unknown-row"


def test_delivered_as_agreed_the_whole_is_that_of_the_formula(told: Telling) -> None:
    assert rule_of(told, stages=stages(told, ([0, 1], [0, 1]))) == "delivered-as-agreed"


def test_delivered_as_agreed_each_stage_is_in_step(told: Telling) -> None:
    uneven = stages(told, ([0, 1, 2], [0]), ([3], [1, 2, 3]))
    assert rule_of(told, stages=uneven) == "delivered-as-agreed"


def test_delivered_as_agreed_stages_may_be_agreed_one_by_one() -> None:
    told = answered(stages=[{"A": 3, "B": 1}, {"A": 1, "B": 3}])
    assert rule_of(told) == "delivered-as-agreed"
    told.say("A", "plan.propose", plan(told, stages=stages(told, ([0, 1, 2], [0]), ([3], [1, 2, 3]))))


def test_delivered_as_agreed_unequal_numbers_stand_when_agreed() -> None:
    told = answered(formula={"A": 4, "B": 2})
    told.say("A", "plan.propose", plan(told, stages=stages(told, ([0, 1], [0]), ([2, 3], [1]))))
    assert rule_of(told, stages=stages(told, ([0, 1], [0, 1]), ([2], [2]))) == "delivered-as-agreed"


def test_delivered_as_agreed_a_civilian_goes_only_where_civilians_were_agreed() -> None:
    told = answered(categories={"civilians": {"A": 1}})
    civilians = {"civilians": {told.lists["A"]: [0]}}
    told.say("A", "plan.propose", plan(told, categories=civilians))
    assert rule_of(told) == "delivered-as-agreed"
    two = {"civilians": {told.lists["A"]: [0, 1]}}
    assert rule_of(told, categories=two) == "delivered-as-agreed"
    medics = {**civilians, "medics": {told.lists["A"]: [1]}}
    assert rule_of(told, categories=medics) == "delivered-as-agreed"


def test_delivered_as_agreed_all_for_all_asks_for_no_numbers() -> None:
    told = answered(formula=None, all_for_all=True)
    told.say("A", "plan.propose", plan(told, stages=stages(told, ([0, 1, 2], [0]))))


def test_wounded_first_the_gravely_wounded_go_in_the_first_stage(told: Telling) -> None:
    a, b = told.lists["A"], told.lists["B"]
    told.say("A", "plan.propose", plan(told, wounded={a: [0], b: [1]}))
    refusal = told.refused("A", "plan.propose", plan(told, wounded={a: [2], b: [1]}))
    assert (refusal.rule, refusal.rows) == ("wounded-first", (f"{a}/2",))


def test_wounded_first_the_wounded_wait_only_for_the_wounded(told: Telling) -> None:
    told.say("A", "plan.propose", plan(told, wounded={told.lists["A"]: [0, 1, 2]}))


def test_wounded_first_then_the_categories_in_the_order_agreed() -> None:
    told = answered(categories={"women": {"A": 1}}, first=["women"])
    told.say("A", "plan.propose", plan(told, categories={"women": {told.lists["A"]: [0]}}))
    assert rule_of(told, categories={"women": {told.lists["A"]: [2]}}) == "wounded-first"


def test_the_wounded_of_a_plan_are_in_the_plan(told: Telling) -> None:
    smaller = plan(told, reserves={"A": {told.lists["A"]: [4]}}, wounded={told.lists["A"]: [5]})
    assert told.refused("A", "plan.propose", smaller).rule == "unknown-row"


def test_sourced_a_plan_has_a_certificate(told: Telling) -> None:
    body = plan(told)
    del body["certificate"]
    assert told.refused("A", "plan.propose", body).rule == "bad-fields"
    told.say("A", "plan.propose", {**body, "certificate": HASH})
