"""Who of equals goes, on which place, and in which order the others wait."""

from __future__ import annotations

from typing import Any

from allforall.plan.make import make_plan


def test_among_equals_the_smaller_tie_goes_and_goes_first(kit: Any, small: Any) -> None:
    plan = make_plan(small.papers(), small.terms(formula="6:6", stages="3,3", seed="agreed"))
    soldiers = {f"A{n}" for n in range(1, 7)}
    going = [m for stage in (1, 2) for _, m in plan.seating.going["A", stage] if m.request_id in soldiers]
    waiting = [m for unit in plan.seating.reserves["A"] for m in unit.members if m.request_id in soldiers]
    ties = [each.tie for each in (*going, *waiting)]
    assert ties == sorted(ties)


def test_another_seed_chooses_others_among_equals(kit: Any, small: Any) -> None:
    chosen = set()
    for seed in "abcd":
        plan = make_plan(small.papers(), small.terms(formula="6:6", seed=seed))
        chosen.add(frozenset(member.request_id for _, member in plan.seating.going["A", 1]))
    assert len(chosen) > 1


def test_who_lies_boards_first_and_companions_sit_together(kit: Any) -> None:
    people = [
        kit.person("1"),
        kit.person("2", notes="with: 4"),
        kit.person("3", health="seriously ill"),
        kit.person("4"),
    ]
    world = kit.World(
        {"A": people, "B": people}, {s: [kit.sure(n) for n in "1234"] for s in "AB"}, kit.folder
    )
    seated = make_plan(world.papers(), world.terms(formula="4:4")).seating.going["A", 1]
    names = [member.request_id for _, member in seated]
    assert names[0] == "3"
    assert abs(names.index("2") - names.index("4")) == 1


def test_reserves_wait_by_level_and_then_by_tie(kit: Any, small: Any) -> None:
    plan = make_plan(small.papers(), small.terms(formula="1:1"))
    waiting = [(-unit.level, unit.members[0].tie) for unit in plan.seating.reserves["B"]]
    assert waiting == sorted(waiting)


def test_stages_are_filled_with_the_wounded_first(kit: Any, small: Any) -> None:
    plan = make_plan(small.papers(), small.terms(formula="6:6", stages="1,5"))
    assert [m.request_id for _, m in plan.seating.going["A", 1]] == ["A10"]
