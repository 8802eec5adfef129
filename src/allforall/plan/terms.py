"""What the parties agreed: the formula, the stages with their places, the transport, and who comes first.

Terms are complete numbers: every split in proportion has been made. They are what `PLAN.json` keeps
under `rules`, and what the independent checker reads there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

SIDES = ("A", "B")
ANY = "any"
OTHER = "other"


def direction(side: str) -> str:
    """The way home of a side's people, as the papers write it: `to A` or `to B`."""
    return f"to {side}"


def people_of(group: str) -> str:
    """A group in the plural: soldiers, civilians, people."""
    return {ANY: "people", "military": "soldiers", "civilian": "civilians"}.get(group, f"people ({group})")


@dataclass(frozen=True, slots=True)
class Places:
    """How many of a group cross in a stage, each way. `group` is a category, or `any` for everyone."""

    group: str
    to: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """One day at the crossing point. Its groups do not overlap; who fits no group does not go that day."""

    number: int
    places: tuple[Places, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of its groups, in the order in which they were agreed."""
        return tuple(each.group for each in self.places)

    def total(self, side: str) -> int:
        """All places of a direction."""
        return sum(each.to[side] for each in self.places)


@dataclass(frozen=True, slots=True)
class Transport:
    """The limits of one stage in one direction; None and a missing site mean no limit.

    A person who has to lie takes a stretcher and no seat, everyone else takes a seat.
    """

    seats: int | None = None
    stretchers: int | None = None
    site_seats: Mapping[str, int] = field(default_factory=dict)
    any_site_seats: int | None = None
    seats_per_vehicle: int | None = None

    def at_site(self, site: str) -> int | None:
        """Seats for people from one place of detention in one stage."""
        return self.site_seats.get(site, self.any_site_seats)

    @property
    def by_site(self) -> bool:
        """True when the place of detention matters at all."""
        return bool(self.site_seats) or self.any_site_seats is not None


@dataclass(frozen=True)
class Terms:
    """All that a plan must keep. `formula` is people to A, people to B.

    `equal_categories`: in every stage as many of each of these go to A as to B, in the formula's proportion.
    `max_difference`: a stage's group may fall short of its places by so many, and the sides may differ by so
    many. `as_many`: places are upper limits, and both sides shrink in proportion.
    `priority`: condition -> level; `on`: the day on which ages and months in captivity are counted.
    """

    formula: tuple[int, int]
    stages: tuple[Stage, ...]
    transport: Mapping[str, Transport] = field(default_factory=dict)
    companions: tuple[tuple[str, ...], ...] = ()
    priority: Mapping[str, int] = field(default_factory=dict)
    seed: str = ""
    on: date = date(2000, 1, 1)
    unknown_category: str = ""
    equal_categories: tuple[str, ...] = ()
    max_difference: int = 0
    as_many: bool = False

    @property
    def fixed(self) -> bool:
        """Every place is filled exactly, so the two sides are planned apart."""
        return not (self.as_many or self.max_difference or self.equal_categories)

    @cached_property
    def named(self) -> frozenset[str]:
        """Every category that the stages or the balance speak of."""
        groups = [*(group for stage in self.stages for group in stage.groups), *self.equal_categories]
        return frozenset(category for group in groups for category in group.split("/"))

    @cached_property
    def by_site(self) -> bool:
        """The place of detention matters in some direction."""
        return any(each.by_site for each in self.transport.values())

    def counted_as(self, category: str) -> str:
        """The category if the terms speak of it, else `other`: nobody tells those apart."""
        return category if self.named.intersection(category.split(":")) else OTHER

    def limits(self, side: str) -> Transport:
        """The transport of a direction."""
        return self.transport.get(side, Transport())
