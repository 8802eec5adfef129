"""People who may go, the units they travel in, and the classes of units that a plan cannot tell apart."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from allforall.plan.terms import Terms


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person who may go home to `side`.

    `grave`: seriously wounded or ill, travels lying. `ailing`: wounded, sick or convalescent, sits.
    `level` is the published priority level, `because` the condition that gave it.
    """

    side: str
    request_id: str
    register_id: str
    category: str = "military"
    site: str = ""
    grave: bool = False
    ailing: bool = False
    level: int = 0
    because: str = ""
    tie: str = ""


def tie_of(seed: str, request_id: str) -> str:
    """SHA-256 of the seed and the request's id: the order among people whom the rules hold to be equal."""
    return hashlib.sha256((seed + request_id).encode()).hexdigest()


@dataclass(frozen=True)
class Unit:
    """A person, or companions who go in one stage or not at all; members are in the order of their ties."""

    members: tuple[Traveller, ...]

    @property
    def side(self) -> str:
        """The party to which its people come home."""
        return self.members[0].side

    @property
    def size(self) -> int:
        """How many people it is."""
        return len(self.members)

    @cached_property
    def level(self) -> int:
        """The levels of its members added up."""
        return sum(each.level for each in self.members)

    @property
    def ids(self) -> tuple[str, ...]:
        """The requests of its members."""
        return tuple(each.request_id for each in self.members)


def unit_of(members: Iterable[Traveller]) -> Unit:
    """The unit of these people, in the order of their ties."""
    people = tuple(members)
    if len(people) == 1:
        return Unit(people)
    return Unit(tuple(sorted(people, key=lambda each: (each.tie, each.request_id))))


@dataclass(frozen=True, slots=True, order=True)
class Composition:
    """All of a unit that the objectives and constraints can see. `sites` counts those who sit."""

    side: str
    categories: tuple[tuple[str, int], ...]
    sites: tuple[tuple[str, int], ...]
    grave: int
    ailing: int
    level: int

    @property
    def size(self) -> int:
        """How many people it is."""
        return sum(number for _, number in self.categories)


def _single(one: Traveller, terms: Terms) -> Composition:
    site = ((one.site, 1),) if terms.by_site and not one.grave else ()
    category = ((terms.counted_as(one.category), 1),)
    return Composition(one.side, category, site, int(one.grave), int(one.ailing), one.level)


@dataclass(frozen=True)
class UnitClass:
    """Units of one composition, in the order of their ties; `stage` is where they stand now, 0 if nowhere."""

    composition: Composition
    units: tuple[Unit, ...]
    stage: int = 0


def composition_of(unit: Unit, terms: Terms) -> Composition:
    """The composition of a unit; categories and places of detention count only where the terms name them."""
    members = unit.members
    if len(members) == 1:
        return _single(members[0], terms)
    return Composition(
        side=unit.side,
        categories=tuple(sorted(Counter(terms.counted_as(each.category) for each in members).items())),
        sites=_sites(members) if terms.by_site else (),
        grave=sum(each.grave for each in members),
        ailing=sum(each.ailing for each in members),
        level=unit.level,
    )


def classes_of(units: Iterable[Unit], terms: Terms) -> list[UnitClass]:
    """Units that no rule can tell apart, together; in one order, whatever the order they came in."""
    found: dict[Composition, list[Unit]] = defaultdict(list)
    for unit in units:
        found[composition_of(unit, terms)].append(unit)
    return [UnitClass(each, tuple(sorted(found[each], key=order))) for each in sorted(found)]


def order(unit: Unit) -> tuple[str, str]:
    """The order among equals: the tie, then the request's id."""
    first = unit.members[0]
    return (first.tie, first.request_id)


def _sites(members: Sequence[Traveller]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.site for each in members if not each.grave).items()))
