"""The certificate: prices of the rows, and the bound they prove by weak duality in exact arithmetic.

With any prices no plan can be worth more than the rows' right sides at their prices, plus for each unit what
it is worth above the prices of what it takes. So the bound needs no trust in whoever found the prices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np
import numpy.typing as npt

from allforall.plan.model import Model, Row

LARGEST_DENOMINATOR = 100_000
HAVE = "have"  # rows that only say how many units a class has; the certificate sees to that by itself


@dataclass(frozen=True, slots=True)
class Price:
    """What one more place of a row would be worth."""

    row: Row
    price: Fraction


def rounded_prices(model: Model, duals: Sequence[float]) -> list[Price]:
    """The solver's prices as fractions; prices that a row's sides cannot carry become none."""
    found = []
    for row, dual in zip(model.rows, duals, strict=True):
        price = Fraction(float(dual)).limit_denominator(LARGEST_DENOMINATOR)
        side = row.high if price > 0 else row.low
        if price and side is not None and row.kind != HAVE:
            found.append(Price(row, price))
    return found


def bound(model: Model, weights: npt.NDArray[np.int64], prices: Sequence[Price]) -> int:
    """No plan of this model is worth more than this; weights are whole, so the bound is rounded down."""
    of = {each.row: each.price for each in prices}
    at = [of.get(row, Fraction(0)) for row in model.rows]
    total = sum((price * _side(row, price) for row, price in of.items()), Fraction(0))
    return floor(total + _above_prices(model, weights, at))


def _above_prices(model: Model, weights: npt.NDArray[np.int64], at: Sequence[Fraction]) -> Fraction:
    best: dict[int, Fraction] = {}
    priced = {number: price for number, price in enumerate(at) if price}
    for (index, _), weight, column in zip(model.columns, weights, model.entries, strict=True):
        worth = int(weight) - sum(
            (priced[row] * value for row, value in column if row in priced), Fraction(0)
        )
        if worth > best.get(index, 0):
            best[index] = worth
    return sum((worth * len(model.classes[index].units) for index, worth in best.items()), Fraction(0))


def _side(row: Row, price: Fraction) -> int:
    side = row.high if price > 0 else row.low
    if side is None:
        raise ValueError(f"no price can stand on the open side of {row.kind} {row.name}")
    return side


def by_row(prices: Sequence[Price]) -> Mapping[Row, Fraction]:
    """The prices by their rows."""
    return {each.row: each.price for each in prices}
