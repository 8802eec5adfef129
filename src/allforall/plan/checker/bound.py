"""The certificate, checked in exact arithmetic: what the prices prove, by weak duality and nothing else.

For any prices, no plan is worth more than the rows' sides at their prices plus, for every group of people,
the best it could be worth above the prices of what it takes in a stage. The rows are those of
docs/reference/plan.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor, lcm
from typing import Any, NamedTuple

from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.people import Group
from allforall.plan.checker.terms import WAYS, Agreed, fraction

EARLY = {"people early": "people", "wounded early": "wounded", "priority early": "priority"}


class Kind(NamedTuple):
    """All of a group of people that the terms can see. `sites` are of those who sit."""

    way: str
    categories: tuple[tuple[str, int], ...]
    sites: tuple[tuple[str, int], ...]
    grave: int
    ailing: int
    level: int

    @property
    def size(self) -> int:
        """How many people it is."""
        return sum(number for _, number in self.categories)


class Priced(NamedTuple):
    """A row with its price. `stages` is empty for what earlier objectives keep."""

    kind: str
    way: str
    stages: frozenset[int]
    name: str
    price: int


def kind_of(group: Group, agreed: Agreed) -> Kind:
    """The kind of a group; categories and places of detention only where the terms speak of them."""
    members, by_site, named = group.members, agreed.by_site, agreed.named
    if len(members) == 1:
        one = members[0]
        return _single(
            group.way, one.category, one.site if by_site and not one.grave else None, one.grave, one.ailing,
            one.level, named,
        )  # fmt: skip
    return Kind(
        group.way,
        tuple(sorted(Counter(_counted(each.category, named) for each in members).items())),
        tuple(sorted(Counter(each.site for each in members if not each.grave).items())) if by_site else (),
        sum(each.grave for each in members),
        sum(each.ailing for each in members),
        sum(each.level for each in members),
    )


@lru_cache(1 << 16)
def _single(
    way: str, category: str, site: str | None, grave: int, ailing: int, level: int, named: frozenset[str]
) -> Kind:
    """The kind of one person; most people are alike."""
    sites = () if site is None else ((site, 1),)
    return Kind(way, ((_counted(category, named), 1),), sites, grave, ailing, level)


def _counted(category: str, named: frozenset[str]) -> str:
    return category if any(part in named for part in category.split(":")) else "other"


def worth(name: str, kind: Kind, stage: int, stages: int) -> int:
    """What one group of a kind adds to an objective when it goes in a stage."""
    plain = {"people early": "people", "priority early": "priority"}.get(name, name)
    if plain == "wounded early":
        value = 3 * kind.grave + kind.ailing
    elif plain == "people":
        value = kind.size
    elif plain == "gravely wounded":
        value = kind.grave
    elif plain == "priority":
        value = kind.level
    else:
        raise CheckError(f"PLAN.json: {name!r} is not an objective")
    return value * (stages + 1 - stage) if name in EARLY else value


def place_in(groups: Iterable[str], category: str) -> str | None:
    """The group of places that a category counts in, None when a stage has none for it."""
    basic, _, narrower = category.partition(":")
    named = list(groups)
    for each in (narrower, basic):
        for group in named:
            if each and each in group.split("/"):
                return group
    return "any" if "any" in named else None


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
        places = [self._by_category(kind.way, category) for category, _ in kind.categories]
        keeps = [row for row in self.keeps if row.way in ("", kind.way)]
        most = 0
        for at, stage in enumerate(self.agreed.places):
            taken = self._transport(kind, stage)
            for prices, (_, number) in zip(places, kind.categories, strict=True):
                price = prices[at]
                if price is None:
                    break
                taken += number * price
            else:
                kept = sum(row.price * worth(row.name, kind, stage, self.stages) for row in keeps)
                value = worth(self.objective, kind, stage, self.stages)
                most = max(most, self.scale * value - taken - kept)
        return most

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
        for name in {group, *category.split(":")} & self.balanced.keys():
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
    elif row.kind == "balance" and not agreed.fixed and row.name in agreed.balanced():
        slack = agreed.slack(row.name, stage)
        return slack if row.price > 0 else -slack
    elif limits is not None and row.kind in ("seats", "stretchers", "site") and row.price > 0:
        upper = {"seats": limits.seats, "stretchers": limits.stretchers}.get(row.kind, limits.site(row.name))
    if upper is None:
        raise CheckError(f"PLAN.json: a price stands on {row.kind} {row.name!r}, which is no limit there")
    return upper
