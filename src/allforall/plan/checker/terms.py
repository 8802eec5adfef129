"""The terms a plan says it keeps, as `PLAN.json` has them under `rules`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from allforall.plan.checker.errors import CheckError

WAYS = ("to A", "to B")


@dataclass(frozen=True)
class Limits:
    """Transport of one direction in one stage; None is no limit."""

    seats: int | None = None
    stretchers: int | None = None
    sites: dict[str, int] = field(default_factory=dict)
    any_site: int | None = None

    def site(self, name: str) -> int | None:
        """Seats for one place of detention."""
        return self.sites.get(name, self.any_site)

    @property
    def by_site(self) -> bool:
        """Whether the place of detention matters."""
        return bool(self.sites) or self.any_site is not None


@dataclass(frozen=True)
class Agreed:
    """The terms. `places[stage][group][direction]` are places; `formula` by direction."""

    formula: dict[str, int]
    places: dict[int, dict[str, dict[str, int]]]
    limits: dict[str, Limits]
    companions: list[list[str]]
    priority: dict[str, int]
    seed: str
    on: date
    unknown_category: str
    equal_categories: list[str]
    max_difference: int
    as_many: bool

    @property
    def fixed(self) -> bool:
        """Every place has to be filled."""
        return not (self.as_many or self.max_difference or self.equal_categories)

    @cached_property
    def by_site(self) -> bool:
        """Whether any direction counts places of detention."""
        return any(each.by_site for each in self.limits.values())

    @cached_property
    def named(self) -> frozenset[str]:
        """Every category that the terms speak of."""
        names = {name for groups in self.places.values() for name in groups} | set(self.equal_categories)
        return frozenset(category for name in names for category in name.split("/"))

    def balanced(self) -> dict[str, tuple[int, int]]:
        """Name -> (what a person to A weighs, what a person to B weighs) in the balance of each stage."""
        names = [group for groups in self.places.values() for group in groups] + self.equal_categories
        found = {}
        for name in dict.fromkeys(names):
            sums = [sum(g[name][way] for g in self.places.values() if name in g) for way in WAYS]
            a, b = (sums[at] or self.formula[way] for at, way in enumerate(WAYS))
            found[name] = (b, a)
        return found

    def balances(self, stage: int) -> list[str]:
        """The names balanced in a stage: its groups, and the categories that are equal everywhere."""
        return [] if self.fixed else list(dict.fromkeys([*self.places[stage], *self.equal_categories]))

    def balanced_in(self, group: str, category: str) -> set[str]:
        """The names under which a person counts who fills a place of a group."""
        equal = set(self.equal_categories).intersection(category.split(":"))
        return set() if self.fixed else {group, *equal}

    def slack(self, name: str, stage: int) -> int:
        """How far the balance of a name may be off in a stage, in the units of `balanced`."""
        a, b = self.balanced()[name]
        at = self.places[stage].get(name, dict.fromkeys(WAYS, 0))
        agreed = abs(a * at["to A"] - b * at["to B"])
        return max(agreed, 0 if a == b else max(a, b) - 1) + self.max_difference * max(a, b)


def agreed_terms(rules: Any) -> Agreed:
    """The terms of a `PLAN.json`; raises CheckError when something is missing or of the wrong kind."""
    try:
        limits = {
            way: Limits(each["seats"], each["stretchers"], dict(each["site_seats"]), each["any_site_seats"])
            for way, each in rules["transport"].items()
        }
        return Agreed(
            formula=dict(zip(WAYS, rules["formula"], strict=True)),
            places={
                number: {group: dict(to) for group, to in each["places"].items()}
                for number, each in enumerate(rules["stages"], 1)
            },
            limits={way: limits.get(way, Limits()) for way in WAYS},
            companions=[group for group in rules["companions"] if group],
            priority=dict(rules["priority"]),
            seed=rules["seed"],
            on=date.fromisoformat(rules["on"]),
            unknown_category=rules["unknown_category"],
            equal_categories=list(rules["equal_categories"]),
            max_difference=rules["max_difference"],
            as_many=rules["as_many"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as failed:
        raise CheckError(
            f"PLAN.json: the rules cannot be read ({type(failed).__name__}: {failed})"
        ) from failed


def fraction(text: Any) -> Fraction:
    """A price as it was written; raises CheckError."""
    try:
        return Fraction(str(text))
    except (ValueError, ZeroDivisionError) as failed:
        raise CheckError(f"PLAN.json: {text!r} is not a price (expected a whole number or 3/2)") from failed
