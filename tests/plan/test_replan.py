"""Mending after drop-outs: least change, done stages untouched, and a plan that the checker accepts."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allforall.plan.errors import InfeasibleError, PlanError, TermsError
from allforall.plan.make import make_plan
from allforall.plan.paper import write_plan
from allforall.plan.replan import Drops, replan
from allforall.plan.reread import OldPlan, read_plan

CALM = [HealthCheck.filter_too_much, HealthCheck.too_slow]
FEW = settings(
    max_examples=30 * int(os.environ.get("EXAMPLES", "1")), deadline=None, suppress_health_check=CALM
)


def first_plan(kit: Any, world: Any, rules: dict[str, Any]) -> tuple[OldPlan, Any]:
    made = make_plan(world.papers(), world.terms(**rules))
    write_plan(made, world.folder / "plan.csv")
    return read_plan(world.folder / "plan.csv"), kit.planned(made, world)


def going(plan: Any) -> dict[tuple[str, str], str]:
    return {(row["direction"], row["request_id"]): row["stage"] for row in plan.rows if row["stage"]}


@given(data=st.data())
@FEW
def test_a_mended_plan_passes_the_checker_beside_the_plan_it_mends(kit: Any, data: st.DataObject) -> None:
    world, rules = data.draw(kit.worlds(most=12)), data.draw(kit.rules())
    try:
        old, plan = first_plan(kit, world, rules)
    except (InfeasibleError, TermsError):
        assume(False)
    names = [(row["direction"][-1], row["request_id"], row["stage"]) for row in plan.rows]
    assume(names)
    numbers = [stage.number for stage in old.terms.stages]
    done = frozenset(data.draw(st.sets(st.sampled_from(numbers))))
    out = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=4))
    drops = {
        side: {name for of, name, stage in out if of == side and stage not in map(str, done)} for side in "AB"
    }
    mended = mend(old, world, Drops(drops, done))
    after = kit.planned(mended, world)
    assert after.verdict(plan).violations == ()
    change = after.facts["replanned"]
    assert change["touched"] >= change["bound"]
    if change["by"] == "swaps":
        assert change["touched"] == change["bound"]
    assert not {name for side in "AB" for name in drops[side]} & {name for _, name in going(after)}
    for key, stage in going(plan).items():
        if int(stage) in done:
            assert going(after)[key] == stage


def mend(old: OldPlan, world: Any, drops: Drops) -> Any:
    """Mended with the numbers kept if that can be; it can always be done with fewer."""
    try:
        return replan(old, world.papers(), drops)
    except InfeasibleError:
        return replan(old, world.papers(), replace(drops, as_many=True))


def test_a_drop_out_is_replaced_by_the_first_reserve_of_the_same_group(kit: Any, small: Any) -> None:
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "4=3m+1c,2"})
    civilian = next(row for row in plan.rows if row["request_id"] in ("A7", "A8", "A9") and row["stage"])
    first = next(row for row in plan.rows if row["request_id"] in ("A7", "A8", "A9") and row["reserve"])
    after = kit.planned(replan(old, small.papers(), Drops({"A": {civilian["request_id"]}})), small)
    new = next(row for row in after.rows if row["request_id"] == first["request_id"])
    assert (new["stage"], new["place"]) == (civilian["stage"], civilian["place"])
    assert "comes in from the reserves" in new["reason"]


def test_everybody_else_keeps_stage_and_place(kit: Any, small: Any) -> None:
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "3,3"})
    after = kit.planned(replan(old, small.papers(), Drops({"B": {"B10"}})), small)
    places = {r["request_id"]: (r["stage"], r["place"]) for r in plan.rows if r["stage"]}
    stayed = {r["request_id"]: (r["stage"], r["place"]) for r in after.rows if r["request_id"] in places}
    assert {name: at for name, at in stayed.items() if at[0]} == {
        n: at for n, at in places.items() if n != "B10"
    }


def test_who_dropped_out_once_stays_out_in_the_next_mending(kit: Any, small: Any) -> None:
    old, _ = first_plan(kit, small, {"formula": "6:6", "stages": "3,3"})
    write_plan(replan(old, small.papers(), Drops({"A": {"A10"}})), small.folder / "second.csv")
    third = kit.planned(
        replan(read_plan(small.folder / "second.csv"), small.papers(), Drops({"B": {"B11"}})), small
    )
    assert third.facts["replanned"]["dropped"] == {"to A": ["A10"], "to B": ["B11"]}
    assert not {"A10", "B11"} & {row["request_id"] for row in third.rows}


def test_who_is_barred_by_new_papers_drops_out_too(kit: Any, small: Any) -> None:
    """Between plan and handover the list learns that someone has died."""
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "3,3"})
    lists = {
        **small.lists,
        "A": [{**row, "notes": "died" if row["id"] == "A11" else ""} for row in small.lists["A"]],
    }
    world = replace(small, lists=lists)
    after = kit.planned(replan(old, world.papers(), Drops({"B": {"B10"}})), world)
    assert "A11" in {row["request_id"] for row in plan.rows if row["stage"]}
    assert "A11" not in {row["request_id"] for row in after.rows}
    assert after.verdict(plan).valid


def test_who_crossed_stays_in_the_plan_whatever_the_papers_say_since(kit: Any, small: Any) -> None:
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "3,3"})
    crossed = [row["request_id"] for row in plan.rows if row["stage"] == "1" and row["direction"] == "to A"]
    rows = [{**row, "notes": "returned" if row["id"] in crossed else ""} for row in small.lists["A"]]
    world = replace(small, lists={**small.lists, "A": rows})
    after = kit.planned(replan(old, world.papers(), Drops({"A": {"A12"}}, frozenset({1}))), world)
    assert [
        row["request_id"] for row in after.rows if row["stage"] == "1" and row["direction"] == "to A"
    ] == crossed
    assert after.verdict(plan).valid


def test_nobody_to_come_in_is_said_with_numbers(kit: Any, small: Any) -> None:
    old, _ = first_plan(kit, small, {"formula": "6:6", "stages": "6=3m+3c"})
    with pytest.raises(InfeasibleError, match="to A, stage 1: nobody fits 1 of the places for civilians"):
        replan(old, small.papers(), Drops({"A": {"A7"}}))


def test_fewer_go_in_proportion_when_that_is_allowed(kit: Any, small: Any) -> None:
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "6=3m+3c"})
    after = kit.planned(replan(old, small.papers(), Drops({"A": {"A7"}}, as_many=True)), small)
    assert after.facts["people"] == {"to A": 5, "to B": 5}
    assert after.verdict(plan).valid


def test_companions_of_a_drop_out_do_not_go_without_him(kit: Any, small: Any) -> None:
    rows = [{**row, "notes": "with: A10" if row["id"] == "A11" else ""} for row in small.lists["A"]]
    world = replace(small, lists={**small.lists, "A": rows})
    old, plan = first_plan(kit, world, {"formula": "6:6", "stages": "3,3"})
    after = kit.planned(replan(old, world.papers(), Drops({"A": {"A10"}})), world)
    assert "A11" not in {row["request_id"] for row in after.rows}
    assert after.facts["replanned"]["touched"] == after.facts["replanned"]["bound"] == 3
    assert after.verdict(plan).valid


def test_a_scarce_vehicle_is_mended_by_moving_people(kit: Any, small: Any) -> None:
    """No reserve fits the seats that are left, so the stage hit is planned anew."""
    rules = {
        "formula": "4:4",
        "stages": "2,2",
        "transport": {"seats_per_vehicle": 1, "vehicles_per_site": 1, "stretchers_per_stage": 1},
    }
    old, plan = first_plan(kit, small, rules)
    row = next(each for each in plan.rows if each["stage"] and each["direction"] == "to A")
    mended = mend(old, small, Drops({"A": {row["request_id"]}}))
    assert kit.planned(mended, small).verdict(plan).valid


def test_a_done_stage_lets_nobody_drop_out(kit: Any, small: Any) -> None:
    old, plan = first_plan(kit, small, {"formula": "6:6", "stages": "3,3"})
    name = next(row["request_id"] for row in plan.rows if row["stage"] == "1")
    with pytest.raises(PlanError, match="cannot drop out of stage 1, which is done"):
        replan(old, small.papers(), Drops({"A": {name}}, frozenset({1})))


def test_a_plan_that_was_changed_is_not_mended(kit: Any, small: Any) -> None:
    first_plan(kit, small, {"formula": "6:6"})
    path: Path = small.folder / "plan.json"
    path.write_text(path.read_text().replace('"formula": "6:6"', '"formula": "7:7"'))
    with pytest.raises(PlanError, match="seal does not fit"):
        read_plan(small.folder / "plan.csv")
