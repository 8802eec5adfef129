"""Why there is no plan: demands that cannot all be met, none of which can be left out, with their numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from allforall.plan.blocks import group_of, merged_blocks, single_blocks
from allforall.plan.model import Model, Row, build
from allforall.plan.objectives import objectives
from allforall.plan.staging import add_have_rows, counted, staged_model
from allforall.plan.terms import SIDES, Terms, direction, people_of
from allforall.plan.unit import Unit, classes_of, unit_of


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """One named demand: `places` of a group in a stage, a limit of transport, a balance, or companions."""

    kind: str
    direction: str
    stage: int
    name: str


COMPANIONS = "companions"


def clashing(units: Sequence[Unit], terms: Terms, seconds: float = 60.0) -> list[Demand]:
    """Demands that cannot all be met; with any one of them left out the rest can.

    Empty when all demands can be met together. A test that finds no answer within its time counts as one that
    can be met.
    """
    scopes: list[Sequence[str]] = [(side,) for side in SIDES] if terms.fixed else [SIDES]
    for sides in scopes:
        mine = [unit for unit in units if unit.side in sides]
        needed = too_few(mine, terms, sides) or _Trial(mine, terms, sides, seconds).needed()
        if needed:
            return needed
    return []


def too_few(units: Sequence[Unit], terms: Terms, sides: Sequence[str]) -> list[Demand]:
    """Stages that ask for more of a group than there are at all: the largest, until they are too many."""
    if terms.as_many or terms.max_difference:
        return []
    for side in sides:
        people = Counter(member.category for unit in units if unit.side == side for member in unit.members)
        for block in merged_blocks(terms.stages):
            for group in block.groups:
                held = sum(n for category, n in people.items() if group_of(block.groups, category) == group)
                if block.places[side, group] > held:
                    return _first_too_many(block.stages, group, side, held, terms)
    return []


def _first_too_many(stages: Sequence[int], group: str, side: str, held: int, terms: Terms) -> list[Demand]:
    needed, total = [], 0
    for stage in sorted(stages, key=lambda each: -_places(terms, each, group, side)):
        needed.append(Demand("places", direction(side), stage, group))
        total += _places(terms, stage, group, side)
        if total > held:
            break
    return needed


class _Trial:
    """Trying demands: which of them can be met together, with or without companions kept together."""

    def __init__(self, units: Sequence[Unit], terms: Terms, sides: Sequence[str], seconds: float) -> None:
        self.units, self.terms, self.sides, self.seconds = units, terms, sides, seconds
        self.models: dict[frozenset[str], Model] = {}

    def needed(self) -> list[Demand]:
        """Deletion filter: a demand without which the rest still clashes is not needed."""
        needed = self._demands()
        if self._can_meet(needed):
            return []
        for each in list(needed):
            without = [other for other in needed if other != each]
            if not self._can_meet(without):
                needed = without
        return needed

    def _demands(self) -> list[Demand]:
        """All demands, those first that are worth leaving out first: transport, companions, then places."""
        found = dict.fromkeys(_demand(row) for row in self._model(frozenset()).rows)
        for side in self.sides:
            if any(unit.side == side and unit.size > 1 for unit in self.units):
                found[Demand(COMPANIONS, direction(side), 0, "")] = None
        first = {"site": 0, "stretchers": 1, "seats": 2, COMPANIONS: 3, "balance": 4, "places": 5}
        return sorted(found, key=lambda each: (first[each.kind], each.direction, -each.stage, each.name))

    def _can_meet(self, demands: Collection[Demand]) -> bool:
        from allforall.plan.highs import maximise

        together = frozenset(each.direction for each in demands if each.kind == COMPANIONS)
        model = _only(self._model(together), demands)
        add_have_rows(model, exact=False)
        nothing = np.zeros(len(model.columns), dtype=np.int64)
        relaxed = maximise(model, nothing, relaxed=True, seconds=self.seconds)
        if relaxed.values is None and relaxed.proven:
            return False
        outcome = maximise(model, nothing, seconds=self.seconds)
        return outcome.values is not None or not outcome.proven

    def _model(self, together: frozenset[str]) -> Model:
        """All rows; companions are kept together in the named directions only."""
        if together not in self.models:
            units = [
                part
                for unit in self.units
                for part in ([unit] if direction(unit.side) in together else _apart(unit))
            ]
            classes = classes_of(units, self.terms)
            self.models[together] = build(classes, single_blocks(self.terms.stages), self.terms, self.sides)
        return self.models[together]


def _demand(row: Row) -> Demand:
    """Limits of transport are the same in every stage, so they are one demand."""
    by_stage = row.kind in ("places", "balance")
    return Demand(row.kind, row.direction, row.stages[0] if by_stage else 0, row.name)


def _apart(unit: Unit) -> list[Unit]:
    return [unit_of([each]) for each in unit.members]


def _only(model: Model, demands: Collection[Demand]) -> Model:
    """The model with the rows of these demands alone."""
    kept = [number for number, row in enumerate(model.rows) if _demand(row) in demands]
    at = {number: place for place, number in enumerate(kept)}
    rows = [model.rows[number] for number in kept]
    entries = [[(at[row], value) for row, value in column if row in at] for column in model.entries]
    return Model(model.classes, model.blocks, rows, list(model.columns), entries)


def in_words(demands: Sequence[Demand], units: Sequence[Unit], terms: Terms) -> list[str]:
    """The clash in sentences: what each direction asks for, what there is, which limits stand in the way."""
    sentences = []
    places: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for each in sorted(demands):
        if each.kind == "places":
            places[each.direction, each.name].append(each)
    for (way, group), asked in sorted(places.items()):
        sentences.append(_asked(way, group, asked, units, terms))
    return sentences + [_limit(each, units, terms) for each in sorted(demands) if each.kind != "places"]


def _asked(way: str, group: str, asked: Sequence[Demand], units: Sequence[Unit], terms: Terms) -> str:
    side = way[-1]
    numbers = {each.stage: _places(terms, each.stage, group, side) for each in asked}
    total = sum(numbers.values())
    groups = [terms.stages[each.stage - 1].groups for each in asked]
    held = sum(
        any(group_of(names, member.category) == group for names in groups)
        for unit in units if unit.side == side for member in unit.members
    )  # fmt: skip
    when = ", ".join(f"{places} in stage {stage}" for stage, places in numbers.items())
    stages = f"stage {asked[0].stage}" if len(asked) == 1 else f"({when})"
    only = "only " if held < total else ""
    return f"{way}: {total} {people_of(group)} asked for {stages}, {only}{held} answered held and free to go"


def _places(terms: Terms, stage: int, group: str, side: str) -> int:
    return next(each.to[side] for each in terms.stages[stage - 1].places if each.group == group)


def _limit(each: Demand, units: Sequence[Unit], terms: Terms) -> str:
    limits = terms.limits(each.direction[-1] if each.direction else "A")
    if each.kind == "site":
        where = each.name or "a place not named"
        return f"{each.direction}: vehicles from {where} have {limits.at_site(each.name)} seats a stage"
    if each.kind == "seats":
        return f"{each.direction}: there are {limits.seats} seats a stage"
    if each.kind == "stretchers":
        lying = sum(m.grave for unit in units if direction(unit.side) == each.direction for m in unit.members)
        return f"{each.direction}: there are {limits.stretchers} stretchers a stage, {lying} have to lie"
    if each.kind == COMPANIONS:
        groups = sum(direction(unit.side) == each.direction and unit.size > 1 for unit in units)
        return f"{each.direction}: {groups} groups of companions travel together"
    proportion = "as many each way" if terms.formula[0] == terms.formula[1] else "in the formula's proportion"
    return f"stage {each.stage}: {people_of(each.name)} {proportion}"


def largest_numbers(units: Sequence[Unit], terms: Terms, seconds: float = 30.0) -> dict[str, int]:
    """The most people each way when places become upper limits; empty when that was not found in time."""
    from allforall.plan.lexicographic import Lexicographic

    open_terms = replace(terms, as_many=True)
    search = Lexicographic(staged_model(classes_of(units, terms), open_terms, SIDES), SIDES, seconds)
    people = next(each for each in objectives(open_terms) if each.name == "people")
    if not search.reach(people.name, search.model.weights(people.weight)) or search.values is None:
        return {}
    numbers = dict.fromkeys(SIDES, 0)
    for (index, _), n in counted(search.model, search.values).items():
        each = search.model.classes[index].composition
        numbers[each.side] += n * each.size
    return numbers
