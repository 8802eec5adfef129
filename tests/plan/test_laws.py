"""Laws that every plan keeps, on worlds that nobody thought of."""

from __future__ import annotations

import copy
import os
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allforall.plan.errors import InfeasibleError, TermsError
from allforall.plan.make import make_plan
from allforall.plan.paper import rows_digest, seal

MORE = int(os.environ.get("EXAMPLES", "1"))  # how many times as many worlds as in an ordinary run
CALM = [HealthCheck.filter_too_much, HealthCheck.too_slow]
QUICK = settings(max_examples=30 * MORE, deadline=None, suppress_health_check=CALM)


def plan_or_assume(kit: Any, world: Any, rules: dict[str, Any], solver: str = "highs") -> Any:
    """A plan, for as many as possible if need be; worlds and rules that allow none are passed over."""
    try:
        return kit.planned(make_plan(world.papers(), world.terms(**rules), solver), world)
    except InfeasibleError:
        assume(not rules["as_many_as_possible"])
        return plan_or_assume(kit, world, {**rules, "as_many_as_possible": True}, solver)
    except TermsError:
        assume(False)


@given(data=st.data())
@QUICK
def test_a_plan_always_passes_the_checker(kit: Any, data: st.DataObject) -> None:
    world, rules = data.draw(kit.worlds()), data.draw(kit.rules())
    plan = plan_or_assume(kit, world, rules)
    assert plan.verdict().violations == ()


@given(data=st.data())
@QUICK
def test_a_greedy_plan_passes_the_checker_and_never_beats_the_bound(kit: Any, data: st.DataObject) -> None:
    world, rules = data.draw(kit.worlds()), data.draw(kit.rules())
    plan = plan_or_assume(kit, world, rules, "greedy")
    assert plan.verdict().violations == ()
    assert all(each["value"] <= each["bound"] for each in plan.facts["objectives"])


@given(data=st.data())
@QUICK
def test_the_order_of_rows_does_not_change_who_goes(kit: Any, data: st.DataObject) -> None:
    world, rules = data.draw(kit.worlds()), data.draw(kit.rules())
    plan = plan_or_assume(kit, world, rules)
    shuffled = replace(
        world,
        lists={side: data.draw(st.permutations(rows)) for side, rows in world.lists.items()},
        answers={side: data.draw(st.permutations(rows)) for side, rows in world.answers.items()},
    )
    again = plan_or_assume(kit, shuffled, rules)
    assert again.rows == plan.rows
    assert again.facts == plan.facts


@given(data=st.data())
@QUICK
def test_any_change_of_a_cell_is_refused(kit: Any, data: st.DataObject) -> None:
    plan = plan_or_assume(kit, data.draw(kit.worlds()), data.draw(kit.rules()))
    assume(plan.rows)
    rows = copy.deepcopy(plan.rows)
    row = data.draw(st.sampled_from(rows))
    cell = data.draw(st.sampled_from(sorted(row)))
    row[cell] = data.draw(st.text(max_size=3).filter(lambda text: text != row[cell]))
    assert not plan.changed(rows=rows).verdict().valid


@given(data=st.data())
@QUICK
def test_any_row_left_out_doubled_or_moved_is_refused(kit: Any, data: st.DataObject) -> None:
    plan = plan_or_assume(kit, data.draw(kit.worlds()), data.draw(kit.rules()))
    assume(len(plan.rows) > 1)
    at = data.draw(st.integers(0, len(plan.rows) - 1))
    to = data.draw(st.integers(0, len(plan.rows) - 1).filter(lambda other: other != at))
    left_out = plan.rows[:at] + plan.rows[at + 1 :]
    doubled = [*plan.rows, plan.rows[at]]
    moved = [*left_out[:to], plan.rows[at], *left_out[to:]]
    for rows in (left_out, doubled, moved):
        assert not plan.changed(rows=rows).verdict().valid


CLAIMS = ("objective", "bound", "gap", "value", "price", "drop a price", "seed", "formula", "people")


@given(data=st.data(), claim=st.sampled_from(CLAIMS), by=st.sampled_from((-2, -1, 1, 3)))
@QUICK
def test_no_other_claim_is_believed_even_under_a_new_seal(
    kit: Any, data: st.DataObject, claim: str, by: int
) -> None:
    """Who changes a claim can seal it anew; then the claim itself has to be found wrong."""
    plan = plan_or_assume(kit, data.draw(kit.worlds()), data.draw(kit.rules()))
    facts = copy.deepcopy(plan.facts)
    assume(changed_claim(facts, claim, by, data))
    facts["seal"] = seal(facts)
    verdict = plan.changed(facts=facts).verdict()
    # a price may change and still prove the same bound: then nothing false is claimed
    same_proof = claim in ("price", "drop a price") and all(v.rule != "bound" for v in verdict.violations)
    assert not verdict.valid or same_proof


def changed_claim(facts: dict[str, Any], claim: str, by: int, data: st.DataObject) -> bool:
    goal = data.draw(st.sampled_from(facts["objectives"]))
    if claim in ("objective", "gap", "bound"):
        facts[claim] += by
    elif claim == "value":
        goal["value"] += by
    elif claim in ("price", "drop a price"):
        if not facts["prices"]:
            return False
        at = data.draw(st.integers(0, len(facts["prices"]) - 1))
        if claim == "price":
            facts["prices"][at]["price"] = str(by)
        else:
            del facts["prices"][at]
    elif claim == "seed":
        facts["seed"] += "x"
    elif claim == "formula":
        facts["rules"]["formula"][0] += abs(by)
    else:
        facts["people"]["to A"] += by
    return True


def doubled(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    rows.append({**going[0], "place": str(len(going) + 1)})
    return True


def dropped(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    rows.remove(going[0])
    return True


def another_register_row(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    going[0]["register_id"] += "x"
    return True


def taken_place(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    going[0]["place"] = str(int(going[0]["place"]) + 1)
    return True


def barred_person(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    """Somebody who may not go stands in the place of somebody who may."""
    there = {row["request_id"] for row in rows}
    side = going[0]["direction"][-1]
    barred = [row["id"] for row in plan.world.lists[side] if row["id"] not in there]
    if barred:
        going[0]["request_id"] = barred[0]
    return bool(barred)


def higher_reserve(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    """Somebody moves up in the reserve order."""
    waiting = [row for row in rows if row["reserve"] and row["direction"] == going[0]["direction"]]
    if len(waiting) > 1:
        waiting[0]["reserve"], waiting[1]["reserve"] = waiting[1]["reserve"], waiting[0]["reserve"]
    return len(waiting) > 1


def one_stage_too_many(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    going[0]["stage"] = str(len(plan.facts["stages"]) + 1)
    return True


def worse_person(plan: Any, rows: list[dict[str, str]], going: list[dict[str, str]]) -> bool:
    """Somebody of another level takes the place of somebody who goes; an equal might be as good."""
    way, level = going[0]["direction"], level_said(going[0])
    waiting = [row for row in rows if row["reserve"] and row["direction"] == way and level_said(row) != level]
    if waiting:
        for name in ("request_id", "register_id"):
            waiting[0][name], going[0][name] = going[0][name], waiting[0][name]
    return bool(waiting)


def level_said(row: dict[str, str]) -> str:
    return re.findall(r"level \d", row["reason"])[0]


@pytest.mark.parametrize(
    "change",
    [
        doubled,
        dropped,
        another_register_row,
        taken_place,
        barred_person,
        higher_reserve,
        one_stage_too_many,
        worse_person,
    ],
)
@given(data=st.data())
@settings(max_examples=12 * MORE, deadline=None, suppress_health_check=CALM)
def test_rules_are_checked_behind_the_seal(kit: Any, change: Any, data: st.DataObject) -> None:
    """Rows and seal written anew: the rule itself has to break."""
    plan = plan_or_assume(kit, data.draw(kit.worlds()), data.draw(kit.rules()))
    rows, facts = copy.deepcopy(plan.rows), copy.deepcopy(plan.facts)
    going = [row for row in rows if row["stage"]]
    assume(going and change(plan, rows, going))
    facts["rows_sha256"] = rows_digest([list(row.values()) for row in rows])
    facts["seal"] = seal(facts)
    broken = {violation.rule for violation in plan.changed(rows=rows, facts=facts).verdict().violations}
    assert broken - {"seal", "numbers"}
