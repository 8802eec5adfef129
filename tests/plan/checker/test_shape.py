"""A `PLAN.json` of any content is judged or refused in one line; nothing in it makes the programs stumble."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from allforall.errors import AllForAllError
from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.shape import check_shape
from allforall.plan.checker.verdict import verify
from allforall.plan.make import make_plan
from allforall.plan.paper import seal, write_plan
from allforall.plan.replan import Drops, replan
from allforall.plan.reread import read_plan

VALUES: list[Any] = [
    None, 0, -1, "", [], {}, "x", 1e99, True, [1, 2], {"a": 1}, "1/0", [[]], [None], {"to A": None}, 10**13,
]  # fmt: skip
RULES = {
    "formula": "6:6",
    "stages": "4=3m+1c,2",
    "transport": {"seats": 6, "stretchers_per_stage": 2, "seats_per_vehicle": 3, "vehicles_per_site": 2},
    "companions": [["A:A1", "A:A2"]],
}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from paths(value[key], (*path, key))


def spoilt(facts: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one value removed or of another kind, under a new seal."""
    found = copy.deepcopy(facts)
    *way, last = chance.choice(list(paths(found)))
    inner = found
    for key in way:
        inner = inner[key]
    if chance.random() < 0.2:
        del inner[last]
    else:
        inner[last] = chance.choice(VALUES)
    return {**found, "seal": seal(found)}


def test_no_content_makes_checker_or_mender_stumble(kit: Any, small: Any) -> None:
    made = make_plan(small.papers(), small.terms(**RULES))
    write_plan(made, small.folder / "plan.csv")
    mended = replan(read_plan(small.folder / "plan.csv"), small.papers(), Drops({"A": {"A10"}}))
    chance, sides = random.Random(3), small.sides()
    for plan in [kit.planned(made, small), kit.planned(mended, small)] * 100:
        facts = spoilt(plan.facts, chance)
        (small.folder / "plan.json").write_text(json.dumps(facts))
        for act in (
            lambda rows=plan.rows, facts=facts: verify(rows, facts, sides),
            lambda: replan(read_plan(small.folder / "plan.csv"), small.papers(), Drops({"A": {"A11"}})),
        ):
            with contextlib.suppress(AllForAllError):
                act()


def test_the_place_of_a_wrong_value_is_named(kit: Any, small: Any) -> None:
    facts = kit.planned(make_plan(small.papers(), small.terms(**RULES)), small).facts
    facts["rules"]["stages"][1]["places"]["military"]["to A"] = "two"
    with pytest.raises(
        CheckError, match=r"rules\.stages\[1\]\.places\.military\.to A: expected a whole number from 0"
    ):
        check_shape(facts)
