"""The choice is the best there is: held against every possible choice, where there are few people."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allforall.plan.blocks import group_of
from allforall.plan.choose import Effort, choose
from allforall.plan.clash import Demand, clashing, largest_numbers
from allforall.plan.greedy import choose_greedily
from allforall.plan.model import balance_scales
from allforall.plan.share import share
from allforall.plan.terms import SIDES, Places, Stage, Terms, Transport
from allforall.plan.unit import Traveller, Unit, classes_of, unit_of

CALM = [HealthCheck.filter_too_much, HealthCheck.too_slow]
FEW = settings(
    max_examples=40 * int(os.environ.get("EXAMPLES", "1")), deadline=None, suppress_health_check=CALM
)
Assignment = tuple[int, ...]


@st.composite
def units_of(draw: Any, side: str, most: int) -> list[Unit]:
    units, number = [], 0
    for _ in range(draw(st.integers(1, most))):
        members = []
        for _ in range(draw(st.sampled_from((1, 1, 1, 2)))):
            grave = draw(st.integers(0, 5)) == 0
            members.append(
                Traveller(
                    side, f"{side}{number}", f"R{side}{number}",
                    draw(st.sampled_from(("military", "military", "civilian"))),
                    draw(st.sampled_from(("Kursk", "Tula"))),
                    grave, not grave and draw(st.booleans()), draw(st.integers(0, 3)), "", f"{number:04d}",
                )
            )  # fmt: skip
            number += 1
        units.append(unit_of(members))
    return units


@st.composite
def terms_for(draw: Any, *, as_many: bool) -> Terms:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    other = draw(st.integers(1, 4)) if as_many and draw(st.booleans()) else sum(sizes)
    to_b = share(other, sizes)
    stages = []
    for number, (a, b) in enumerate(zip(sizes, to_b, strict=True), 1):
        if draw(st.booleans()) and min(a, b) > 1:
            places = (Places("military", {"A": a - 1, "B": b - 1}), Places("civilian", {"A": 1, "B": 1}))
        else:
            places = (Places(draw(st.sampled_from(("any", "military"))), {"A": a, "B": b}),)
        stages.append(Stage(number, places))
    limit = st.one_of(st.none(), st.integers(0, 3))
    transport = {side: Transport(draw(limit), draw(limit), {}, draw(limit)) for side in SIDES}
    equal = ("civilian",) if as_many and draw(st.integers(0, 3)) == 0 else ()
    return Terms((sum(sizes), other), tuple(stages), transport, as_many=as_many, equal_categories=equal)


def assignments(units: Sequence[Unit], terms: Terms) -> Iterator[Assignment]:
    """Every way to give each unit a stage or none (0) that fits groups and transport, numbers left aside."""
    for stages in itertools.product(range(len(terms.stages) + 1), repeat=len(units)):
        if all(fits(units, stages, stage, terms) for stage in terms.stages):
            yield stages


def fits(units: Sequence[Unit], stages: Assignment, stage: Stage, terms: Terms) -> bool:
    people = members(units, stages, stage.number)
    for side in SIDES:
        mine = [each for each in people if each.side == side]
        limits = terms.limits(side)
        sitting = [each for each in mine if not each.grave]
        if limits.seats is not None and len(sitting) > limits.seats:
            return False
        if limits.stretchers is not None and len(mine) - len(sitting) > limits.stretchers:
            return False
        for site, n in Counter(each.site for each in sitting).items():
            seats = limits.at_site(site)
            if seats is not None and n > seats:
                return False
    return all(group_of(stage.groups, each.category) for each in people)


def members(units: Sequence[Unit], stages: Assignment, stage: int) -> list[Traveller]:
    return [each for unit, at in zip(units, stages, strict=True) if at == stage for each in unit.members]


def numbers_fit(units: Sequence[Unit], stages: Assignment, terms: Terms, sides: Sequence[str]) -> bool:
    for stage in terms.stages:
        people = members(units, stages, stage.number)
        groups = Counter((each.side, group_of(stage.groups, each.category)) for each in people)
        for places in stage.places:
            for side in sides:
                n, agreed = groups[side, places.group], places.to[side]
                if n > agreed or (n < agreed and not terms.as_many):
                    return False
        if not terms.fixed and not balanced(people, stage, terms):
            return False
    return True


def balanced(people: Sequence[Traveller], stage: Stage, terms: Terms) -> bool:
    scales = balance_scales(terms)
    for name in {*stage.groups, *terms.equal_categories}:
        scale = scales[name]
        named = [
            each
            for each in people
            if name == group_of(stage.groups, each.category)
            or (name in terms.equal_categories and name == each.category)
        ]
        off = sum(scale["A"] if each.side == "A" else -scale["B"] for each in named)
        agreed = {side: sum(p.to[side] for p in stage.places if p.group == name) for side in SIDES}
        slack = max(
            abs(scale["A"] * agreed["A"] - scale["B"] * agreed["B"]),
            0 if scale["A"] == scale["B"] else max(scale.values()) - 1,
        )
        if abs(off) > slack:
            return False
    return True


def worth(units: Sequence[Unit], stages: Assignment, terms: Terms) -> tuple[int, ...]:
    last = len(terms.stages) + 1
    totals = [0] * 6
    for unit, stage in zip(units, stages, strict=True):
        if stage:
            grave, ailing = sum(m.grave for m in unit.members), sum(m.ailing for m in unit.members)
            level, early = sum(m.level for m in unit.members), last - stage
            plain = (unit.size, grave, level)
            found = (*plain, early * unit.size, early * (3 * grave + ailing), early * level)
            totals = [total + each for total, each in zip(totals, found, strict=True)]
    return tuple(totals[1:3] + totals[4:]) if terms.fixed else tuple(totals)


def best(units: Sequence[Unit], terms: Terms, sides: Sequence[str]) -> tuple[int, ...] | None:
    mine = [unit for unit in units if unit.side in sides]
    found = (
        worth(mine, stages, terms)
        for stages in assignments(mine, terms)
        if numbers_fit(mine, stages, terms, sides)
    )
    return max(found, default=None)


@given(data=st.data())
@FEW
def test_where_places_are_fixed_each_direction_is_planned_as_well_as_can_be(data: st.DataObject) -> None:
    units = data.draw(units_of("A", 6)) + data.draw(units_of("B", 6))
    terms = data.draw(terms_for(as_many=False))
    choice = choose(classes_of(units, terms), terms, Effort())
    expected = [best(units, terms, [side]) for side in SIDES]
    if choice is None:
        assert None in expected
        return
    reached = [tuple(goal.value for goal in choice.goals if goal.sides == (side,)) for side in SIDES]
    assert reached == expected
    assert all(goal.value <= goal.bound and goal.proven for goal in choice.goals)


@given(data=st.data())
@FEW
def test_as_many_as_possible_is_the_best_of_all_choices(data: st.DataObject) -> None:
    units = data.draw(units_of("A", 4)) + data.draw(units_of("B", 4))
    terms = data.draw(terms_for(as_many=True))
    choice = choose(classes_of(units, terms), terms, Effort())
    assert choice is not None
    assert tuple(goal.value for goal in choice.goals) == best(units, terms, SIDES)


@given(data=st.data())
@FEW
def test_greedy_finds_nothing_better_than_the_best(data: st.DataObject) -> None:
    units = data.draw(units_of("A", 5)) + data.draw(units_of("B", 5))
    terms = data.draw(terms_for(as_many=False))
    choice = choose_greedily(classes_of(units, terms), terms)
    assume(choice is not None and choice.goals)
    for side in SIDES:
        value = tuple(goal.value for goal in choice.goals if goal.sides == (side,))
        assert value <= (best(units, terms, [side]) or ())


def without(units: Sequence[Unit], terms: Terms, left_out: Demand | None, needed: Sequence[Demand]) -> bool:
    """Whether the needed demands but one can be met; worked out by trying everything."""
    kept = {each for each in needed if each != left_out}
    side = needed[0].direction[-1]
    mine = [unit for unit in units if unit.side == side]
    if not any(each.kind == "companions" for each in kept):
        mine = [unit_of([member]) for unit in mine for member in unit.members]
    kinds = {each.kind for each in kept}
    limits = terms.limits(side)
    loose = Transport(
        limits.seats if "seats" in kinds else None,
        limits.stretchers if "stretchers" in kinds else None,
        {each.name: limits.at_site(each.name) or 0 for each in kept if each.kind == "site"},
    )
    relaxed = Terms(terms.formula, terms.stages, {side: loose})
    return any(
        all(places_met(mine, stages, each, terms) for each in kept if each.kind == "places")
        for stages in assignments(mine, relaxed)
    )


def places_met(units: Sequence[Unit], stages: Assignment, demand: Demand, terms: Terms) -> bool:
    stage = terms.stages[demand.stage - 1]
    people = members(units, stages, stage.number)
    n = sum(group_of(stage.groups, each.category) == demand.name for each in people)
    return n == next(p.to[demand.direction[-1]] for p in stage.places if p.group == demand.name)


@given(data=st.data())
@FEW
def test_clashing_demands_cannot_be_met_and_none_of_them_is_idle(data: st.DataObject) -> None:
    units = data.draw(units_of("A", 4)) + data.draw(units_of("B", 4))
    terms = data.draw(terms_for(as_many=False))
    needed = clashing(units, terms)
    assume(needed)
    assert not without(units, terms, None, needed)
    assert all(without(units, terms, each, needed) for each in needed)


@given(data=st.data())
@FEW
def test_the_largest_exchange_is_what_as_many_as_possible_plans(data: st.DataObject) -> None:
    units = data.draw(units_of("A", 4)) + data.draw(units_of("B", 4))
    terms = data.draw(terms_for(as_many=True))
    assert sum(largest_numbers(units, terms).values()) == (best(units, terms, SIDES) or (0,))[0]
