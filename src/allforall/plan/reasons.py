"""Why someone goes and why someone does not, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from allforall.plan.blocks import group_of
from allforall.plan.lexicographic import Goal
from allforall.plan.seating import Seating
from allforall.plan.terms import ANY, SIDES, Terms, direction, people_of
from allforall.plan.unit import Traveller, Unit


@dataclass
class Reasons:
    """Finds the words for each unit of a plan. `newcomers` are (direction, request) of a re-plan."""

    terms: Terms
    seating: Seating
    goals: Sequence[Goal]
    newcomers: Collection[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        self.lowest: dict[tuple[str, str], int] = {}
        self.filled: dict[tuple[str, str], int] = defaultdict(int)
        for (side, _), people in self.seating.going.items():
            for _, member in people:
                self._note(side, member)
        self.full = self._full_rows()
        self.places = self._places()

    def going(self, unit: Unit, member: Traveller, stage: int) -> str:
        """Why this member goes, and why in this stage."""
        words = [f"goes in stage {stage} of {len(self.terms.stages)}: {_level(member)}"]
        if unit.size > 1:
            words.append(_with(unit, member))
        if member.grave:
            words.append("travels lying")
        if (direction(unit.side), member.request_id) in self.newcomers:
            words.append("comes in from the reserves after a drop-out")
        return "; ".join(words)

    def reserve(self, unit: Unit, member: Traveller, number: int, among: int) -> str:
        """Why this member waits: `number` in the reserve order, `among` the reserves of the same category."""
        way = direction(unit.side)
        words = [f"reserve {number} {way} ({_said(member.category)} {among}): {_level(member)}"]
        if unit.size > 1:
            words.append(_with(unit, member))
        return "; ".join([*words, self._why_not(unit, member)])

    def _why_not(self, unit: Unit, member: Traveller) -> str:
        group = self._group(member)
        if group is None:
            return f"no stage has places for {_said(member.category)}"
        if self.filled[unit.side, group] < self.places[unit.side, group]:
            return self._short(unit.side, group)
        taken = _all_taken(self.places[unit.side, group], group, direction(unit.side))
        lowest = self.lowest.get((unit.side, group), 0)
        if Fraction(unit.level, unit.size) < lowest:
            return f"{taken}, the last by level {lowest}"
        return self._full_transport(unit, member) or f"{taken}; {_among_equals(unit)}"

    def _full_transport(self, unit: Unit, member: Traveller) -> str:
        way = direction(unit.side)
        for site in sorted({each.site for each in unit.members if not each.grave}):
            if (way, site) in self.full:
                return f"the vehicles from {site or 'a place not named'} are full"
        return "the stretchers are taken" if member.grave and (way, "") in self.full else ""

    def _short(self, side: str, group: str) -> str:
        """Places stayed empty although somebody was there for them."""
        other = next(each for each in SIDES if each != side)
        filled, have = self.filled[side, group], self.filled[other, group]
        places = _places(self.places[side, group], group)
        if have < self.places[other, group]:
            theirs = _places(self.places[other, group], group)
            return (
                f"only {have} of the {theirs} {direction(other)} can be filled, "
                f"so {filled} of the {places} {direction(side)} are"
            )
        return f"{filled} of the {places} are filled, and nobody else fits vehicles and companions"

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


def _places(number: int, group: str) -> str:
    noun = "place" if number == 1 else "places"
    return f"{number} {noun}" if group == ANY else f"{number} {noun} for {people_of(group)}"


def _all_taken(number: int, group: str, way: str) -> str:
    if number == 1:
        return f"the one {_places(1, group).removeprefix('1 ')} {way} is taken"
    return f"all {_places(number, group)} {way} are taken"


def _said(category: str) -> str:
    """`military:conscript` as `conscript`; an unknown one as such."""
    said = category.rpartition(":")[2]
    return "unknown category" if said == "unknown" else said


def _among_equals(unit: Unit) -> str:
    if unit.size > 1:
        return f"no plan with these {unit.size} together is better"
    return "among equals the smaller SHA-256 of seed and id goes first"
