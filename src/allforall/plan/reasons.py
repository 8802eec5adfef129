"""Why someone goes and why someone does not, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allforall.plan.blocks import group_of
from allforall.plan.lexicographic import Goal
from allforall.plan.seating import Seating
from allforall.plan.terms import ANY, Terms, direction
from allforall.plan.unit import Traveller, Unit


@dataclass
class Reasons:
    """Finds the words for each unit of a plan. `lowest` is the least level that still went, by side and category."""

    terms: Terms
    seating: Seating
    goals: Sequence[Goal]

    def __post_init__(self) -> None:
        self.lowest: dict[tuple[str, str], int] = {}
        self.filled: dict[tuple[str, str], int] = defaultdict(int)
        for (side, _), units in self.seating.going.items():
            for unit in units:
                for each in unit.members:
                    self._note(side, each)
        self.full = self._full_rows()
        self.places = self._places()

    def going(self, unit: Unit, member: Traveller, stage: int) -> str:
        """Why this member goes, and why in this stage."""
        words = [f"goes in stage {stage} of {len(self.terms.stages)}: {_level(member)}"]
        if unit.size > 1:
            words.append(_with(unit, member))
        if member.grave:
            words.append("travels lying")
        return "; ".join(words)

    def reserve(self, unit: Unit, member: Traveller, number: int, among: int) -> str:
        """Why this member waits: `number` in the reserve order, `among` the reserves of the same category."""
        way = direction(unit.side)
        words = [f"reserve {number} {way}, {among} of the {member.category}: {_level(member)}"]
        if unit.size > 1:
            words.append(_with(unit, member))
        return "; ".join([*words, self._why_not(unit, member)])

    def _why_not(self, unit: Unit, member: Traveller) -> str:
        group = self._group(member)
        way = direction(unit.side)
        if group is None:
            return f"no stage has places for the category {member.category}"
        asked = self.places[unit.side, group]
        if self.filled[unit.side, group] < asked:
            return self._short(unit, group)
        went = f"all {asked} places {_for(group)} {way}"
        lowest = self.lowest.get((unit.side, group), 0)
        level = Fraction(unit.level, unit.size)
        if level < lowest:
            return f"{went} went to level {lowest} and above"
        for site in sorted({each.site for each in unit.members}):
            if (way, site) in self.full:
                return f"the vehicles from {site or 'a place not named'} are full in every stage"
        if member.grave and (way, "") in self.full:
            return "the stretchers are taken in every stage"
        if unit.size > 1:
            return f"{went} are taken, and no {unit.size} of them together would do better"
        return f"{went} are taken; among equals the smaller SHA-256 of seed and id goes first"

    def _short(self, unit: Unit, group: str) -> str:
        """Places stayed empty although this unit was there."""
        filled, asked = self.filled[unit.side, group], self.places[unit.side, group]
        other = "B" if unit.side == "A" else "A"
        have = self.filled[other, group]
        if have < self.places[other, group]:
            return (
                f"only {have} of the {self.places[other, group]} places {_for(group)} {direction(other)} can be "
                f"filled, so {filled} of {asked} are filled {direction(unit.side)}"
            )
        return f"{filled} of {asked} places {_for(group)} are filled, and nothing more fits the vehicles together"

    def _note(self, side: str, each: Traveller) -> None:
        group = self._group(each)
        if group is not None:
            self.filled[side, group] += 1
            self.lowest[side, group] = min(each.level, self.lowest.get((side, group), each.level))

    def _group(self, each: Traveller) -> str | None:
        for stage in self.terms.stages:
            group = group_of(stage.groups, each.category)
            if group is not None:
                return group
        return None

    def _places(self) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = defaultdict(int)
        for stage in self.terms.stages:
            for each in stage.places:
                for side, places in each.to.items():
                    found[side, each.group] += places
        return found

    def _full_rows(self) -> set[tuple[str, str]]:
        """The priced limits of transport: (direction, site), with "" for stretchers."""
        found = set()
        for goal in self.goals:
            for each in goal.prices:
                if goal.name in ("people", "gravely wounded", "priority") and each.price > 0:
                    if each.row.kind == "site":
                        found.add((each.row.direction, each.row.name))
                    if each.row.kind == "stretchers":
                        found.add((each.row.direction, ""))
        return found


def _level(member: Traveller) -> str:
    return f"level {member.level} ({member.because})" if member.because else "level 0"


def _with(unit: Unit, member: Traveller) -> str:
    others = [each for each in unit.ids if each != member.request_id]
    named = ", ".join(others[:4]) + (" and others" if len(others) > 4 else "")
    return f"travels with {named}"


def _for(group: str) -> str:
    return "" if group == ANY else f"for {group}"
