"""Each rule of the checker, broken on purpose; `tests/plan/test_laws.py` breaks them at random."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from allforall.plan.checker.bound import proven_bound
from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.terms import agreed_terms
from allforall.plan.checker.verdict import verify
from allforall.plan.make import make_plan
from allforall.plan.paper import rows_digest, seal


@pytest.fixture
def broken(kit: Any, small: Any) -> Callable[..., dict[str, str]]:
    """Change rows and facts of a good plan, seal them anew, and tell which rules break, in words."""

    def check(change: Callable[[list[dict[str, str]], dict[str, Any]], None], **rules: Any) -> dict[str, str]:
        agreed = {"formula": "6:6", "stages": "4=3m+1c,2", **rules}
        plan = kit.planned(make_plan(small.papers(), small.terms(**agreed)), small)
        assert plan.verdict().valid
        rows, facts = copy.deepcopy(plan.rows), copy.deepcopy(plan.facts)
        change(rows, facts)
        facts["rows_sha256"] = rows_digest([list(row.values()) for row in rows])
        facts["seal"] = seal(facts)
        found: dict[str, str] = {}
        for each in verify(rows, facts, small.sides()).violations:
            found[each.rule] = f"{found.get(each.rule, '')}{each.text}; "
        return found

    return check


def find(rows: list[dict[str, str]], name: str) -> dict[str, str]:
    return next(row for row in rows if row["request_id"] == name)


def test_a_civilian_in_a_soldiers_place(broken: Any) -> None:
    def swap(rows: list[dict[str, str]], _: Any) -> None:
        soldier = next(r for r in rows if r["stage"] == "2" and r["direction"] == "to A")
        civilian = next(r for r in rows if r["request_id"] in ("A7", "A8", "A9") and r["reserve"])
        for cell in ("request_id", "register_id"):
            soldier[cell], civilian[cell] = civilian[cell], soldier[cell]

    assert "has no places for civilian" in broken(swap)["places"]


def test_a_stage_with_one_too_many(broken: Any) -> None:
    def move(rows: list[dict[str, str]], _: Any) -> None:
        row = next(r for r in rows if r["stage"] == "2" and r["direction"] == "to A")
        row["stage"], row["place"] = "1", "5"

    assert "stage 2 to A: 1 military instead of 2" in broken(move)["places"]


def test_stretchers_that_are_not_there(broken: Any) -> None:
    def fewer(_: Any, facts: dict[str, Any]) -> None:
        facts["rules"]["transport"]["to A"]["stretchers"] = 0

    assert "1 to lie, 0 stretchers" in broken(fewer, transport={"stretchers_per_stage": 1})["transport"]


def test_seats_that_are_not_there(broken: Any) -> None:
    def fewer(_: Any, facts: dict[str, Any]) -> None:
        facts["rules"]["transport"]["to B"]["seats"] = 1

    assert "to sit, 1 seats" in broken(fewer, transport={"seats": 6})["transport"]


def test_parted_companions(broken: Any) -> None:
    def part(_: Any, facts: dict[str, Any]) -> None:
        facts["rules"]["companions"] = [["A:A10", "A:A7"]]

    assert {"companions", "reserves"} & broken(part).keys()


def test_equals_out_of_order(broken: Any) -> None:
    def swap(rows: list[dict[str, str]], _: Any) -> None:
        first = [
            r for r in rows if r["stage"] and r["reason"].endswith("level 0") and r["direction"] == "to A"
        ]
        early, late = first[0], first[-1]
        assert early["stage"] != late["stage"]
        for cell in ("request_id", "register_id"):
            early[cell], late[cell] = late[cell], early[cell]

    assert "an equal with the smaller tie" in broken(swap)["ties"]


def test_stages_that_do_not_add_up(broken: Any) -> None:
    def more(_: Any, facts: dict[str, Any]) -> None:
        facts["rules"]["formula"] = [7, 6]

    assert "the stages have 6 places, the formula says 7" in broken(more)["formula"]


def test_a_price_that_is_moved_to_a_row_that_is_none(broken: Any) -> None:
    def move(_: Any, facts: dict[str, Any]) -> None:
        facts["prices"][0]["row"] = "luck"

    assert "which is no limit there" in broken(move)["bound"]


def test_a_better_bound_than_the_prices_prove(broken: Any) -> None:
    def claim(_: Any, facts: dict[str, Any]) -> None:
        facts["objectives"][0]["bound"] -= 1
        facts["objectives"][0]["gap"] -= 1

    assert "said to be at most" in broken(claim)["bound"]


def test_prices_of_any_size_prove_a_bound_above_the_plan(kit: Any, small: Any) -> None:
    """Weak duality: wrong prices give worse bounds, never false ones."""
    plan = kit.planned(make_plan(small.papers(), small.terms(formula="6:6", stages="3,3")), small)
    agreed = agreed_terms(plan.facts["rules"])
    from collections import Counter

    from allforall.plan.checker.kinds import kind_of
    from allforall.plan.checker.people import Past, groups_that_may_go

    groups, _ = groups_that_may_go("to A", *small.sides()["to A"], agreed, Past(set(), {}))
    kinds = Counter(kind_of(group, agreed) for group in groups)
    value = next(each["value"] for each in plan.facts["objectives"] if each["name"] == "priority")
    for price in ("-7/3", "-1", "0", "1/7", "2", "5", "1000"):
        prices = [{"row": "places", "direction": "to A", "stages": [1, 2], "name": "any", "price": price}]
        assert proven_bound("priority", ["to A"], prices, {}, kinds, agreed) >= value


@pytest.mark.parametrize("rules", [None, [], {}, {"formula": [1]}, {"formula": ["a", 2]}])
def test_rules_that_are_none_cannot_be_checked(rules: Any) -> None:
    with pytest.raises(CheckError, match="the rules cannot be read"):
        agreed_terms(rules)
