"""People whom the terms cannot tell apart, and what one of them is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.people import Group
from allforall.plan.checker.terms import Agreed

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
