"""From counts to people: who of a class goes in which stage, on which place, and who stands in reserve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allforall.plan.staging import Counts
from allforall.plan.terms import SIDES
from allforall.plan.unit import Traveller, Unit, UnitClass, order


@dataclass(frozen=True)
class Seating:
    """Units by (side, stage), and the reserves of each side in their published order."""

    going: Mapping[tuple[str, int], tuple[Unit, ...]]
    reserves: Mapping[str, tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place: in a stage (`reserve` 0), or in the reserve order (`stage` and `place` 0)."""

    traveller: Traveller
    stage: int
    place: int
    reserve: int


def seat_units(classes: Sequence[UnitClass], counts: Counts) -> Seating:
    """Among equals the order of ties decides: the first go, and the first of these in the first stages."""
    going: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    left: dict[str, list[Unit]] = {side: [] for side in SIDES}
    by_class: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (index, stage), n in counts.items():
        by_class[index].append((stage, n))
    for index, each in enumerate(classes):
        start = 0
        for stage, n in sorted(by_class[index]):
            going[each.composition.side, stage] += each.units[start : start + n]
            start += n
        left[each.composition.side] += each.units[start:]
    return arranged(going, left)


def arranged(
    going: Mapping[tuple[str, int], Iterable[Unit]], reserves: Mapping[str, Iterable[Unit]]
) -> Seating:
    """The same units, in the published order within each stage and in reserve."""
    return Seating(
        {key: tuple(sorted(units, key=boarding)) for key, units in sorted(going.items())},
        {side: tuple(sorted(units, key=reserve_order)) for side, units in reserves.items()},
    )


def reserve_order(unit: Unit) -> tuple[Fraction | int, str, str]:
    """The published order of reserves: the higher level per person first, then the smaller tie."""
    level = -unit.level if unit.size == 1 else Fraction(-unit.level, unit.size)
    return (level, *order(unit))


def boarding(unit: Unit) -> tuple[int, Fraction | int, str, str]:
    """The order of places: those who lie first, then as in the reserve order; companions sit together."""
    return (-sum(each.grave for each in unit.members), *reserve_order(unit))


def seats(seating: Seating) -> list[Seat]:
    """Everybody's place: those who go by direction, stage and place, then each side's reserves."""
    found = []
    for side in SIDES:
        for (of, stage), units in seating.going.items():
            if of == side:
                people = [member for unit in units for member in unit.members]
                found += [Seat(each, stage, place, 0) for place, each in enumerate(people, 1)]
        people = [member for unit in seating.reserves[side] for member in unit.members]
        found += [Seat(each, 0, 0, number) for number, each in enumerate(people, 1)]
    return found
