"""Mending a plan by the published reserve order: a drop-out is replaced by the first reserve that fits.

A stage keeps its numbers group by group, so as many people are added as were lost: no mending that keeps the
numbers can touch fewer. Everybody else keeps stage and place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from allforall.plan.blocks import group_of
from allforall.plan.seating import Seated, Seating, seated
from allforall.plan.terms import Terms
from allforall.plan.unit import Traveller, Unit

Key = tuple[str, int]
"""A side and a stage."""


@dataclass(frozen=True)
class Swapped:
    """The mended seating, and how many of which group could not be replaced, by side and stage."""

    seating: Seating
    unfilled: Mapping[Key, Mapping[str, int]]


def swap_in(
    seating: Seating, lost: Mapping[str, Collection[str]], terms: Terms, done: Collection[int] = ()
) -> Swapped:
    """Take the lost requests of each side out of the plan and fill their places from the reserves.

    Done stages are not looked at.
    """
    going, unfilled = dict(seating.going), {}
    taken = {side: _waiting(seating, side, names) for side, names in lost.items()}
    for (side, stage), people in seating.going.items():
        if stage in done or not any(member.request_id in lost[side] for _, member in people):
            continue
        hole = _Hole(terms, side, stage, people, lost[side])
        new = hole.fill(seating.reserves[side], taken[side])
        going[side, stage] = _replaced(people, lost[side], new)
        if hole.places:
            unfilled[side, stage] = dict(hole.places)
    reserves = {side: _without(units, taken[side]) for side, units in seating.reserves.items()}
    return Swapped(Seating(going, reserves), unfilled)


class _Hole:
    """What is missing in a stage: places by group, and what transport has left once the lost are out."""

    def __init__(
        self, terms: Terms, side: str, stage: int, people: Sequence[Seated], lost: Collection[str]
    ) -> None:
        self.groups, self.limits = terms.stages[stage - 1].groups, terms.limits(side)
        self.balanced = frozenset(terms.equal_categories)
        out = [member for _, member in people if member.request_id in lost]
        stay = [member for _, member in people if member.request_id not in lost]
        self.places = Counter(self._group(member) for member in out)
        self.sitting = sum(not each.grave for each in stay)
        self.lying = len(stay) - self.sitting
        self.sites = (
            Counter(each.site for each in stay if not each.grave) if self.limits.by_site else Counter()
        )

    def fill(self, reserves: Sequence[Unit], taken: set[int]) -> list[Unit]:
        """The first reserves that fit, in order, until nothing is missing; `taken` notes their numbers."""
        new = []
        for number, unit in enumerate(reserves):
            if not self.places:
                break
            if self._fits(unit) and number not in taken:
                self._take(unit)
                taken.add(number)
                new.append(unit)
        return new

    def _fits(self, unit: Unit) -> bool:
        members = unit.members
        if len(members) == 1:
            return self.places.get(self._group(members[0]), 0) > 0 and self._has_room(members)
        needs = Counter(self._group(each) for each in members)
        return all(self.places.get(group, 0) >= n for group, n in needs.items()) and self._has_room(members)

    def _has_room(self, members: Sequence[Traveller]) -> bool:
        lying = sum(each.grave for each in members)
        limits = self.limits
        if limits.seats is not None and self.sitting + len(members) - lying > limits.seats:
            return False
        if limits.stretchers is not None and self.lying + lying > limits.stretchers:
            return False
        if not limits.by_site:
            return True
        sites = Counter(each.site for each in members if not each.grave)
        free = {site: limits.at_site(site) for site in sites}
        return all(
            free[site] is None or self.sites[site] + n <= (free[site] or 0) for site, n in sites.items()
        )

    def _take(self, unit: Unit) -> None:
        for each in unit.members:
            group = self._group(each)
            self.places[group] -= 1
            if not self.places[group]:
                del self.places[group]
            self.lying += each.grave
            self.sitting += not each.grave
            self.sites[each.site] += not each.grave

    def _group(self, each: Traveller) -> str:
        """The group whose place a person fills, with the balanced categories that it must not upset."""
        group = group_of(self.groups, each.category) or ""
        if not self.balanced:
            return group
        return "+".join([group, *sorted(self.balanced.intersection(each.category.split(":")))])


def _waiting(seating: Seating, side: str, lost: Collection[str]) -> set[int]:
    """Which of a side's reserves are lost; they are looked for only when not all who are lost were going."""
    going = {m.request_id for (of, _), people in seating.going.items() if of == side for _, m in people}
    missing = {name for name in lost if name not in going}
    if not missing:
        return set()
    return {n for n, unit in enumerate(seating.reserves[side]) if not missing.isdisjoint(unit.ids)}


def _without(units: Sequence[Unit], taken: Collection[int]) -> tuple[Unit, ...]:
    left = list(units)
    for number in sorted(taken, reverse=True):
        del left[number]
    return tuple(left)


def _replaced(people: Sequence[Seated], lost: Collection[str], taken: Sequence[Unit]) -> tuple[Seated, ...]:
    """Newcomers take the free places in order; places that stay free close up."""
    new = seated(taken)
    found = [next(new, None) if each[1].request_id in lost else each for each in people]
    return tuple(each for each in found if each is not None)
