"""A bound without a solver: what the best people would make of the places of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from allforall.plan.blocks import group_of, merged_blocks
from allforall.plan.lexicographic import Goal
from allforall.plan.model import Model, Row, build
from allforall.plan.objectives import Objective, objectives
from allforall.plan.prices import Price, bound
from allforall.plan.staging import Counts, staged_model
from allforall.plan.terms import Terms, direction
from allforall.plan.unit import UnitClass


def goals_by_thresholds(
    classes: Sequence[UnitClass], counts: Counts, terms: Terms, sides: tuple[str, ...]
) -> Iterable[Goal]:
    """What a choice is worth, and the bound: what the best people would make of every group's places."""
    mine = [index for index, each in enumerate(classes) if each.composition.side in sides]
    own = [classes[index] for index in mine]
    models = {
        False: build(own, merged_blocks(terms.stages), terms, sides),
        True: staged_model(own, terms, sides),
    }
    for aim in objectives(terms):
        model = models[aim.early]
        value = sum(
            aim.weight(classes[index].composition, stage) * n
            for (index, stage), n in counts.items()
            if classes[index].composition.side in sides
        )
        prices = _prices(model, aim, len(terms.stages))
        limit = bound(model, model.weights(aim.weight), prices)
        yield Goal(aim.name, sides, value, limit, "prices" if value >= limit else "", tuple(prices))


def _prices(model: Model, aim: Objective, last: int) -> list[Price]:
    """What the last place of each group is worth when the best people take all places, stage after stage."""
    worths: dict[tuple[str, str], list[tuple[Fraction, int]]] = defaultdict(list)
    rows = [row for row in model.rows if row.kind == "places" and row.high]
    for each in model.classes:
        worth = Fraction(aim.weight(each.composition, last), each.composition.size)
        for category, n in each.composition.categories:
            worths[each.composition.side, category].append((worth, n * len(each.units)))
    prices = []
    for row in rows:
        alike = [each for each in rows if (each.direction, each.name) == (row.direction, row.name)]
        ends = [each for each in alike if each.stages >= row.stages] if aim.early else alike[-1:]
        price = sum((_worth_at(worths, row, _places_until(alike, end)) for end in ends), Fraction(0))
        prices += [Price(row, price)] if price else []
    return prices


def _places_until(rows: Sequence[Row], last: Row) -> int:
    return sum(each.high or 0 for each in rows if each.stages <= last.stages)


def _worth_at(worths: Mapping[tuple[str, str], list[tuple[Fraction, int]]], row: Row, place: int) -> Fraction:
    """What the first person is worth who finds no place any more; nothing when everybody has one."""
    ordered = sorted(
        (
            each
            for (side, category), found in worths.items()
            if direction(side) == row.direction and group_of([row.name], category)
            for each in found
        ),
        reverse=True,
    )
    for worth, n in ordered:
        place -= n
        if place < 0:
            return worth
    return Fraction(0)
