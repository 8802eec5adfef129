"""How good a given plan is known to be: its values, and the bounds that prices prove."""

from __future__ import annotations

from collections.abc import Sequence

from allforall.plan.blocks import merged_blocks
from allforall.plan.lexicographic import Goal, keep_row
from allforall.plan.model import build
from allforall.plan.objectives import objectives
from allforall.plan.prices import bound, rounded_prices
from allforall.plan.staging import Counts, add_have_rows, staged_model
from allforall.plan.terms import SIDES, Terms
from allforall.plan.thresholds import goals_by_thresholds
from allforall.plan.unit import UnitClass


def appraise(classes: Sequence[UnitClass], counts: Counts, terms: Terms, solver: str) -> tuple[Goal, ...]:
    """The goals of a plan that was not found by optimising all of them."""
    scopes: list[tuple[str, ...]] = [(side,) for side in SIDES] if terms.fixed else [SIDES]
    goals: list[Goal] = []
    for sides in scopes:
        if solver == "greedy":
            goals += goals_by_thresholds(classes, counts, terms, sides)
        else:
            goals += _priced(classes, counts, terms, sides)
    return tuple(goals)


def _priced(classes: Sequence[UnitClass], counts: Counts, terms: Terms, sides: tuple[str, ...]) -> list[Goal]:
    from allforall.plan.highs import maximise

    own = [each for each in classes if each.composition.side in sides]
    together = build(own, merged_blocks(terms.stages), terms, sides)
    add_have_rows(together, exact=False)
    apart = staged_model(own, terms, sides)
    goals: list[Goal] = []
    for aim in objectives(terms):
        model = apart if aim.early else together
        value = sum(
            aim.weight(classes[index].composition, stage) * n
            for (index, stage), n in counts.items()
            if classes[index].composition.side in sides
        )
        weights = model.weights(aim.weight)
        relaxed = maximise(model, weights, relaxed=True)
        prices = rounded_prices(model, relaxed.prices.tolist()) if relaxed.prices is not None else []
        limit = bound(model, weights, prices)
        goals.append(Goal(aim.name, sides, value, limit, "prices" if value >= limit else "", tuple(prices)))
        for each in (apart,) if aim.early else (together, apart):
            each.add_row(keep_row(goals[-1]), each.weights(aim.weight))
    return goals
