"""Why someone goes, and why someone does not."""

from __future__ import annotations

from typing import Any

from allforall.plan.make import make_plan


def reasons(kit: Any, world: Any, **rules: Any) -> dict[str, str]:
    plan = kit.planned(make_plan(world.papers(), world.terms(**rules)), world)
    return {row["request_id"]: row["reason"] for row in plan.rows}


def test_who_goes_is_told_stage_and_level(kit: Any, small: Any) -> None:
    found = reasons(kit, small, formula="6:6", stages="3,3")
    assert found["A10"] == "goes in stage 1 of 2: level 5 (seriously wounded); travels lying"
    assert found["A11"] == "goes in stage 1 of 2: level 4 (woman)"


def test_a_reserve_is_told_the_level_of_the_last_who_went(kit: Any, small: Any) -> None:
    found = reasons(kit, small, formula="2:2")
    assert found["A7"].endswith("level 2 (civilian); all 2 places to A are taken, the last by level 4")


def test_a_reserve_of_a_full_group_is_told_so(kit: Any, small: Any) -> None:
    found = reasons(kit, small, formula="7:7", stages="7=6m+1c")
    waiting = [
        text for name, text in found.items() if name in ("A7", "A8", "A9") and text.startswith("reserve")
    ]
    assert len(waiting) == 2
    assert all("the one place for civilians to A is taken; among equals" in text for text in waiting)


def test_a_category_without_places_is_told_so(kit: Any, small: Any) -> None:
    found = reasons(kit, small, formula="4:4", stages="4=4m")
    assert found["A7"].endswith("no stage has places for civilian")


def test_when_the_other_side_is_short_both_are_told(kit: Any, small: Any) -> None:
    answers = {
        **small.answers,
        "B": [
            kit.none(row["request_id"]) if row["request_id"] in ("B7", "B8") else row
            for row in small.answers["B"]
        ],
    }
    world = kit.World(small.lists, answers, small.folder)
    found = reasons(kit, world, formula="6:6", stages="6=3m+3c", as_many_as_possible=True)
    waiting = [
        text for name, text in found.items() if name in ("A7", "A8", "A9") and text.startswith("reserve")
    ]
    assert len(waiting) == 2
    assert (
        "only 1 of the 3 places for civilians to B can be filled, so 1 of the 3 places for civilians to A are"
        in waiting[0]
    )


def test_full_vehicles_and_stretchers_are_told(kit: Any, small: Any) -> None:
    people = [kit.person(f"{n}", health="seriously wounded") for n in range(3)]
    world = kit.World(
        dict.fromkeys("AB", people), {s: [kit.sure(f"{n}") for n in range(3)] for s in "AB"}, kit.folder
    )
    found = reasons(kit, world, formula="2:2", stages="1,1", transport={"stretchers_per_stage": 1})
    assert any("all 2 places" in text or "stretchers" in text for text in found.values())


def test_companions_are_named(kit: Any, small: Any) -> None:
    rows = [{**row, "notes": "with: A10" if row["id"] == "A1" else ""} for row in small.lists["A"]]
    world = kit.World({**small.lists, "A": rows}, small.answers, small.folder)
    found = reasons(kit, world, formula="6:6")
    assert "travels with A10" in found["A1"]
