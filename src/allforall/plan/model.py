"""The plan as whole-number columns and named rows: how many units of a class go in a block of stages.

A row is `low <= sum of coefficients times columns <= high`. Columns run from 0 to the number of units in the
class. Nothing here knows a solver; the certificate speaks of the same rows by the same names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from allforall.plan.blocks import Block, group_of
from allforall.plan.terms import SIDES, Terms, direction
from allforall.plan.unit import Composition, UnitClass

Weight = Callable[[Composition, int], int]
"""What one unit adds to an objective when it goes in a stage (0 when stages are taken together)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One constraint by name; `direction` is empty where both sides meet. None is no limit."""

    kind: str
    direction: str
    stages: tuple[int, ...]
    name: str
    low: int | None
    high: int | None


@dataclass
class Model:
    """Columns (class, block), rows, and the entries of the matrix column by column."""

    classes: Sequence[UnitClass]
    blocks: Sequence[Block]
    rows: list[Row] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    entries: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def upper(self) -> npt.NDArray[np.float64]:
        """The number of units behind each column."""
        return np.array([len(self.classes[index].units) for index, _ in self.columns], dtype=np.float64)

    def weights(self, weight: Weight) -> npt.NDArray[np.int64]:
        """An objective over the columns."""
        found = [weight(self.classes[index].composition, self._stage(block)) for index, block in self.columns]
        return np.array(found, dtype=np.int64)

    def add_row(self, row: Row, coefficients: npt.NDArray[np.int64]) -> None:
        """Append a row whose coefficients are given for every column."""
        number = len(self.rows)
        self.rows.append(row)
        for column in np.flatnonzero(coefficients):
            self.entries[column].append((number, int(coefficients[column])))

    def _stage(self, block: int) -> int:
        stages = self.blocks[block].stages
        return stages[0] if len(stages) == 1 else 0


def build(
    classes: Sequence[UnitClass], blocks: Sequence[Block], terms: Terms, sides: Sequence[str] = SIDES
) -> Model:
    """The model of these classes over these blocks, with every row the terms ask for."""
    model = Model(classes, blocks)
    numbers: dict[tuple[int, str, str, str], int] = {}
    for index, block in enumerate(blocks):
        for row in _rows_of(block, terms, classes, sides):
            numbers[index, row.kind, row.direction, row.name] = len(model.rows)
            model.rows.append(row)
    scales = balance_scales(terms)
    for number, each in enumerate(classes):
        for index, block in enumerate(blocks):
            parts = coefficients(each.composition, block, terms, scales)
            if parts is not None:
                model.columns.append((number, index))
                model.entries.append(
                    [(numbers[index, *key], value) for key, value in parts if (index, *key) in numbers]
                )
    return model


Key = tuple[str, str, str]


def coefficients(
    each: Composition, block: Block, terms: Terms, scales: dict[str, dict[str, int]]
) -> list[tuple[Key, int]] | None:
    """What one unit takes of each row of a block, or None when the block has no place for its people."""
    way, equal = direction(each.side), frozenset(terms.equal_categories)
    sign = 1 if each.side == "A" else -1
    parts: dict[Key, int] = defaultdict(int)
    for category, number in each.categories:
        group = group_of(block.groups, category)
        if group is None:
            return None
        parts[("places", way, group)] += number
        if not terms.fixed:
            for name in {group, *equal.intersection(category.split(":"))}:
                parts[("balance", "", name)] += sign * scales[name][each.side] * number
    parts[("seats", way, "")] += each.size - each.grave
    parts[("stretchers", way, "")] += each.grave
    for site, number in each.sites:
        parts[("site", way, site)] += number
    return [(key, value) for key, value in parts.items() if value]


def balance_scales(terms: Terms) -> dict[str, dict[str, int]]:
    """For each balanced name what a person to A and a person to B weigh: crosswise the agreed numbers."""
    scales = {}
    for name in _balanced(terms):
        to = {side: _agreed(terms, name, side) for side in SIDES}
        scales[name] = {"A": to["B"], "B": to["A"]}
    return scales


def _rows_of(block: Block, terms: Terms, classes: Sequence[UnitClass], sides: Sequence[str]) -> list[Row]:
    rows = []
    for side in sides:
        rows += _place_rows(block, terms, side)
        rows += _transport_rows(block, terms, side, classes)
    if not terms.fixed:
        rows += _balance_rows(block, terms)
    return rows


def _place_rows(block: Block, terms: Terms, side: str) -> list[Row]:
    rows = []
    for group in block.groups:
        places = block.places[side, group]
        least = max(0, places - terms.max_difference * block.days)
        low = 0 if terms.as_many else least
        rows.append(Row("places", direction(side), block.stages, group, low, places))
    return rows


def _transport_rows(block: Block, terms: Terms, side: str, classes: Sequence[UnitClass]) -> list[Row]:
    limits, way, rows = terms.limits(side), direction(side), []
    if limits.seats is not None:
        rows.append(Row("seats", way, block.stages, "", None, limits.seats * block.days))
    if limits.stretchers is not None:
        rows.append(Row("stretchers", way, block.stages, "", None, limits.stretchers * block.days))
    if limits.by_site:
        sites = {
            site for each in classes if each.composition.side == side for site, _ in each.composition.sites
        }
        for site in sorted(sites):
            seats = limits.at_site(site)
            if seats is not None:
                rows.append(Row("site", way, block.stages, site, None, seats * block.days))
    return rows


def _balance_rows(block: Block, terms: Terms) -> list[Row]:
    """One row for each group of the block and each category that is to be equal everywhere."""
    rows, scales = [], balance_scales(terms)
    for name in dict.fromkeys([*block.groups, *terms.equal_categories]):
        slack = sum(_slack(terms, name, scales[name], stage) for stage in block.stages)
        rows.append(Row("balance", "", block.stages, name, -slack, slack))
    return rows


def _slack(terms: Terms, name: str, scales: dict[str, int], number: int) -> int:
    """How far a stage may be off: less than a person, or as far as the agreed places, plus what is let."""
    larger = max(scales.values())
    stage = terms.stages[number - 1]  # stages are numbered from 1
    at = {side: sum(each.to[side] for each in stage.places if each.group == name) for side in SIDES}
    agreed = abs(scales["A"] * at["A"] - scales["B"] * at["B"])
    return max(agreed, 0 if scales["A"] == scales["B"] else larger - 1) + terms.max_difference * larger


def _balanced(terms: Terms) -> list[str]:
    groups = [group for stage in terms.stages for group in stage.groups]
    return list(dict.fromkeys([*groups, *terms.equal_categories]))


def _agreed(terms: Terms, name: str, side: str) -> int:
    places = [each.to[side] for stage in terms.stages for each in stage.places if each.group == name]
    return sum(places) or terms.formula[SIDES.index(side)]
