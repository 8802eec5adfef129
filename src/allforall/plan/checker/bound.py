"""The certificate, checked in exact arithmetic: what the prices prove, by weak duality and nothing else.

For any prices, no plan is worth more than the rows' sides at their prices plus, for every group of people,
the best it could be worth above the prices of what it takes in a stage. The rows are those of
docs/reference/plan.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor, lcm
from typing import Any, NamedTuple

from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.kinds import EARLY, Kind, place_in, worth
from allforall.plan.checker.terms import WAYS, Agreed, fraction


class Priced(NamedTuple):
    """A row with its price. `stages` is empty for what earlier objectives keep."""

    kind: str
    way: str
    stages: frozenset[int]
    name: str
    price: int


def proven_bound(
    objective: str,
    ways: Sequence[str],
    prices: Sequence[Mapping[str, Any]],
    kept: Mapping[str, int],
    kinds: Mapping[Kind, int],
    agreed: Agreed,
) -> int:
    """The largest value of an objective that these prices leave possible.

    `ways` are the directions planned together, `kept` the values of earlier objectives, `kinds` how many
    groups of each kind may go. Raises CheckError for a price on a row that is none, or that cannot bear it.
    """
    exact = [(each, fraction(each.get("price"))) for each in prices]
    scale = lcm(*(price.denominator for _, price in exact)) if exact else 1
    rows = [_priced(each, int(price * scale)) for each, price in exact]
    total = sum(row.price * _side(row, kept, agreed) for row in rows)
    best = _Best(objective, rows, scale, agreed)
    for kind, number in kinds.items():
        if kind.way in ways:
            total += number * best.above_prices(kind)
    return floor(Fraction(total, scale))


class _Best:
    """The prices arranged by stage, so that a kind's best stage is quickly found."""

    def __init__(self, objective: str, rows: Sequence[Priced], scale: int, agreed: Agreed) -> None:
        self.objective, self.scale, self.agreed = objective, scale, agreed
        self.stages = len(agreed.places)
        self.keeps = [row for row in rows if row.kind == "keep"]
        self.balanced = agreed.balanced() if not agreed.fixed else {}
        self.of: dict[int, dict[tuple[str, str, str], int]] = {
            stage: defaultdict(int) for stage in agreed.places
        }
        for row in rows:
            for stage in row.stages:
                self.of[stage][row.kind, row.way, row.name] += row.price
        self.known: dict[tuple[str, str], list[int | None]] = {}

    def above_prices(self, kind: Kind) -> int:
        """The most that a group of this kind can be worth above the prices of what it takes; 0 at home."""
        places = [(self._by_category(kind.way, category), n) for category, n in kind.categories]
        by_stage = self._by_stage(kind)
        most = 0
        for at, stage in enumerate(self.agreed.places):
            value = by_stage[at] - self._transport(kind, stage)
            for prices, number in places:
                price = prices[at]
                if price is None:
                    break
                value -= number * price
            else:
                most = max(most, value)
        return most

    def _by_stage(self, kind: Kind) -> list[int]:
        """What the group is worth in each stage, less the prices of what earlier objectives keep."""
        last = self.stages
        early, always = (0, 0)
        for name, factor in ((self.objective, self.scale), *self._keeps(kind.way)):
            worth_once = factor * worth(name, kind, last, last)
            early, always = (early + worth_once, always) if name in EARLY else (early, always + worth_once)
        return [always + early * (last + 1 - stage) for stage in self.agreed.places]

    def _keeps(self, way: str) -> list[tuple[str, int]]:
        return [(row.name, -row.price) for row in self.keeps if row.way in ("", way)]

    def _by_category(self, way: str, category: str) -> list[int | None]:
        """The price of a place for a category in each stage, with the balance; None where there is none."""
        if (way, category) not in self.known:
            self.known[way, category] = [self._place(way, category, stage) for stage in self.agreed.places]
        return self.known[way, category]

    def _place(self, way: str, category: str, stage: int) -> int | None:
        group, of = place_in(self.agreed.places[stage], category), self.of[stage]
        if group is None:
            return None
        price = of.get(("places", way, group), 0)
        for name in self.agreed.balanced_in(group, category):
            a, b = self.balanced[name]
            price += (a if way == WAYS[0] else -b) * of.get(("balance", "", name), 0)
        return price

    def _transport(self, kind: Kind, stage: int) -> int:
        of, way = self.of[stage], kind.way
        if not of:
            return 0
        taken = (kind.size - kind.grave) * of.get(("seats", way, ""), 0)
        taken += kind.grave * of.get(("stretchers", way, ""), 0)
        return taken + sum(number * of.get(("site", way, site), 0) for site, number in kind.sites)


def _priced(fact: Mapping[str, Any], price: int) -> Priced:
    try:
        stages = frozenset(int(each) for each in fact["stages"])
        return Priced(str(fact["row"]), str(fact["direction"]), stages, str(fact["name"]), price)
    except (KeyError, TypeError, ValueError) as failed:
        raise CheckError("PLAN.json: a price does not name its row, direction, stages and name") from failed


def _side(row: Priced, kept: Mapping[str, int], agreed: Agreed) -> int:
    """The side of a row that its price stands on: the upper one for a price above 0, else the lower one."""
    if row.kind == "keep":
        if row.price > 0 or row.name not in kept or row.stages:
            raise CheckError(f"PLAN.json: a price cannot stand on keeping {row.name!r}")
        return kept[row.name]
    if not row.stages or not row.stages <= agreed.places.keys():
        raise CheckError(f"PLAN.json: a price stands on stages that there are not ({sorted(row.stages)})")
    return sum(_side_in(row, stage, agreed) for stage in row.stages)


def _side_in(row: Priced, stage: int, agreed: Agreed) -> int:
    limits = agreed.limits.get(row.way)
    upper: int | None = None
    if row.kind == "places" and row.way in WAYS and row.name in agreed.places[stage]:
        upper = agreed.places[stage][row.name][row.way]
        if row.price < 0:
            return 0 if agreed.as_many else max(0, upper - agreed.max_difference)
    elif row.kind == "balance" and row.name in agreed.balances(stage):
        slack = agreed.slack(row.name, stage)
        return slack if row.price > 0 else -slack
    elif limits is not None and row.kind in ("seats", "stretchers", "site") and row.price > 0:
        upper = {"seats": limits.seats, "stretchers": limits.stretchers}.get(row.kind, limits.site(row.name))
    if upper is None:
        raise CheckError(f"PLAN.json: a price stands on {row.kind} {row.name!r}, which is no limit there")
    return upper
