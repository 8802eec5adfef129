"""One objective after another on one model: what was reached is kept, and how good that is is noted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from allforall.plan.model import Model, Row
from allforall.plan.prices import Price, bound, rounded_prices
from allforall.plan.terms import direction

Values = npt.NDArray[np.float64]
Weights = npt.NDArray[np.int64]
WHOLE = 1e-6  # how near a number must be to a whole one


@dataclass(frozen=True)
class Goal:
    """One objective as reached by the people of `sides`.

    `bound` follows from `prices` alone, among plans as good in all earlier objectives. `proven` says by what
    it is known that no plan is better: `prices`, `solver` (its own word), or "" when that is open.
    """

    name: str
    sides: tuple[str, ...]
    value: int
    bound: int
    proven: str
    prices: tuple[Price, ...]


@dataclass
class Lexicographic:
    """The state between objectives: the rows that keep, the best columns so far, the goals reached.

    `seconds` is what all objectives together may take; then the best found so far stands, unproven.
    """

    model: Model
    sides: tuple[str, ...]
    seconds: float
    values: Values | None = None
    goals: list[Goal] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def reach(self, name: str, weights: Weights) -> bool:
        """Optimise one objective and keep it; False when there is no plan, or none was found in time."""
        from allforall.plan.highs import maximise

        relaxed = maximise(self.model, weights, relaxed=True, seconds=self._left())
        if relaxed.prices is None and self.values is None:
            return False
        prices = rounded_prices(self.model, relaxed.prices.tolist()) if relaxed.prices is not None else []
        limit = bound(self.model, weights, prices)
        solved = self._whole(relaxed.values)
        if not solved and (self.values is None or _worth(weights, self.values) < limit):
            outcome = maximise(self.model, weights, start=self.values, seconds=self._left())
            solved = outcome.proven
            self.values = self.values if outcome.values is None else outcome.values
        if self.values is None:
            return False
        value = _worth(weights, self.values)
        proven = "prices" if value >= limit else "solver" if solved else ""
        self.keep(Goal(name, self.sides, value, limit, proven, tuple(prices)), weights)
        return True

    def _whole(self, values: Values | None) -> bool:
        """Take over the relaxed problem's answer if it parts no unit: then it is the best plan."""
        if values is None or np.abs(values - np.rint(values)).max(initial=0.0) > WHOLE:
            return False
        self.values = np.rint(values)
        return True

    def keep(self, goal: Goal, weights: Weights) -> None:
        """Let no later objective spoil what was reached here."""
        self.goals.append(goal)
        self.model.add_row(keep_row(goal), weights)

    def _left(self) -> float:
        return max(0.2, self.seconds - (time.monotonic() - self.started))


def keep_row(goal: Goal) -> Row:
    """At least as good as this goal."""
    way = direction(goal.sides[0]) if len(goal.sides) == 1 else ""
    return Row("keep", way, (), goal.name, goal.value, None)


def _worth(weights: Weights, values: Values) -> int:
    return int(weights @ np.rint(values).astype(np.int64))
