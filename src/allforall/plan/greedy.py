"""Choosing without a solver: the published order from the top, a few swaps, and an honest bound beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from allforall.plan.blocks import group_of
from allforall.plan.choose import Choice
from allforall.plan.seating import boarding
from allforall.plan.share import share
from allforall.plan.staging import keeps_terms
from allforall.plan.terms import SIDES, Places, Stage, Terms
from allforall.plan.thresholds import goals_by_thresholds
from allforall.plan.unit import UnitClass

Room = dict[tuple[str, str], int]
"""What is still free in a stage: places by group, seats, stretchers, seats by site."""


@dataclass
class _Side:
    """One direction being filled: room by stage, and the units of each stage by class."""

    side: str
    terms: Terms
    stages: Sequence[Stage]
    classes: Sequence[UnitClass]
    room: list[Room] = field(default_factory=list)
    counts: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    left: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        limits = self.terms.limits(self.side)
        sites = {site for each in self.classes for site, _ in each.composition.sites}
        for stage in self.stages:
            free: Room = {("places", each.group): each.to[self.side] for each in stage.places}
            if limits.seats is not None:
                free["seats", ""] = limits.seats
            if limits.stretchers is not None:
                free["stretchers", ""] = limits.stretchers
            for site in sites:
                if (seats := limits.at_site(site)) is not None:
                    free["site", site] = seats
            self.room.append(free)

    def fill(self) -> None:
        """Everybody in the order of boarding, in the first stage with room."""
        mine = [index for index, each in enumerate(self.classes) if each.composition.side == self.side]
        self.left = {index: len(self.classes[index].units) for index in mine}
        for index in sorted(mine, key=lambda each: boarding(self.classes[each].units[0])):
            for stage in range(len(self.stages)):
                while self.left[index] and self._fits(index, stage):
                    self._put(index, stage, 1)

    def swap(self) -> None:
        """Fill what stayed empty by moving someone there whose place a reserve can take."""
        for stage, free in enumerate(self.room):
            for kind, group in list(free):
                while kind == "places" and free[kind, group] > 0 and self._swap_into(stage, group):
                    pass

    def _swap_into(self, stage: int, group: str) -> bool:
        for (index, at), n in list(self.counts.items()):
            if at == stage or not n or self.classes[index].composition.size > 1:
                continue
            needs = self._needs(index, stage)
            if needs is None or ("places", group) not in needs or not self._fits(index, stage):
                continue
            self._put(index, at, -1)
            for other, waiting in self.left.items():
                if waiting and other != index and self._fits(other, at):
                    self._put(index, stage, 1)
                    self._put(other, at, 1)
                    return True
            self._put(index, at, 1)
        return False

    def _fits(self, index: int, stage: int) -> bool:
        needs, free = self._needs(index, stage), self.room[stage]
        return needs is not None and all(free.get(key, n) >= n for key, n in needs.items())

    def _put(self, index: int, stage: int, n: int) -> None:
        for key, need in (self._needs(index, stage) or {}).items():
            if key in self.room[stage]:
                self.room[stage][key] -= n * need
        self.counts[index, stage] += n
        self.left[index] -= n

    def _needs(self, index: int, stage: int) -> dict[tuple[str, str], int] | None:
        each = self.classes[index].composition
        needs: dict[tuple[str, str], int] = defaultdict(int)
        for category, n in each.categories:
            group = group_of(self.stages[stage].groups, category)
            if group is None:
                return None
            needs["places", group] += n
        needs["seats", ""] = each.size - each.grave
        needs["stretchers", ""] = each.grave
        for site, n in each.sites:
            needs["site", site] = n
        return {key: n for key, n in needs.items() if n}


def choose_greedily(classes: Sequence[UnitClass], terms: Terms) -> Choice | None:
    """A choice found by order and swaps; None when places stayed empty, which does not prove that they must.

    Where the terms leave the numbers open, both sides are first cut to what the shorter one has.
    """
    stages = terms.stages if terms.fixed else _shortened(classes, terms)
    counts: dict[tuple[int, int], int] = {}
    for side in SIDES:
        filled = _Side(side, terms, stages, classes)
        filled.fill()
        filled.swap()
        counts |= {(index, stages[at].number): n for (index, at), n in filled.counts.items() if n}
    if not keeps_terms(classes, counts, terms):
        return None
    scopes: list[tuple[str, ...]] = [(side,) for side in SIDES] if terms.fixed else [SIDES]
    return Choice(
        counts, tuple(goal for sides in scopes for goal in goals_by_thresholds(classes, counts, terms, sides))
    )


def _shortened(classes: Sequence[UnitClass], terms: Terms) -> list[Stage]:
    """The stages cut to what both sides have, group by group or category by category, the last first."""
    there: dict[tuple[str, str], int] = defaultdict(int)
    for each in classes:
        for category, n in each.composition.categories:
            there[each.composition.side, category.split(":")[0]] += n * len(each.units)
    stages = [
        _by_category(stage, there, terms) if terms.equal_categories else stage for stage in terms.stages
    ]
    left: dict[tuple[str, str], int] = {}
    for group in {each.group for stage in stages for each in stage.places}:
        for side in SIDES:
            left[side, group] = sum(n for (at, c), n in there.items() if at == side and group_of([group], c))
    return [Stage(stage.number, tuple(_cut(each, left) for each in stage.places)) for stage in stages]


def _by_category(stage: Stage, there: Mapping[tuple[str, str], int], terms: Terms) -> Stage:
    names = list(terms.equal_categories)
    weights = [min(there.get((side, name), 0) for side in SIDES) for name in names]
    parts = {side: share(stage.total(side), weights) for side in SIDES}
    places = (Places(name, {side: parts[side][at] for side in SIDES}) for at, name in enumerate(names))
    return Stage(stage.number, tuple(places))


def _cut(places: Places, left: dict[tuple[str, str], int]) -> Places:
    to = {side: min(places.to[side], left[side, places.group]) for side in SIDES}
    fraction = min(
        (Fraction(to[side], places.to[side]) for side in SIDES if places.to[side]), default=Fraction(0)
    )
    cut = {side: int(fraction * places.to[side]) for side in SIDES}
    for side in SIDES:
        left[side, places.group] -= cut[side]
    return Places(places.group, cut)
