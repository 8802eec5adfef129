"""From counts to people: who of a class goes in which stage, on which place, and who stands in reserve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allforall.plan.staging import Counts
from allforall.plan.terms import SIDES
from allforall.plan.unit import Traveller, Unit, UnitClass, order

Seated = tuple[Unit, Traveller]
"""A person on a place, and the unit this person travels in."""


@dataclass(frozen=True)
class Seating:
    """People by (side, stage) in the order of their places, and each side's reserves in their order."""

    going: Mapping[tuple[str, int], tuple[Seated, ...]]
    reserves: Mapping[str, tuple[Unit, ...]]

    def people(self, side: str) -> int:
        """How many go home to a side."""
        return sum(len(seated) for (of, _), seated in self.going.items() if of == side)

    def waiting(self, side: str) -> int:
        """How many of a side are in reserve."""
        return sum(unit.size for unit in self.reserves.get(side, ()))


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
        {key: tuple(seated(sorted(units, key=boarding))) for key, units in sorted(going.items())},
        {side: tuple(sorted(units, key=reserve_order)) for side, units in reserves.items()},
    )


def seated(units: Iterable[Unit]) -> Iterator[Seated]:
    """The members of units one after another."""
    return ((unit, member) for unit in units for member in unit.members)


def reserve_order(unit: Unit) -> tuple[Fraction | int, str, str]:
    """The published order of reserves: the higher level per person first, then the smaller tie."""
    level = -unit.level if unit.size == 1 else Fraction(-unit.level, unit.size)
    return (level, *order(unit))


def boarding(unit: Unit) -> tuple[int, Fraction | int, str, str]:
    """The order of places: those who lie first, then as in the reserve order; companions sit together."""
    return (-sum(each.grave for each in unit.members), *reserve_order(unit))
