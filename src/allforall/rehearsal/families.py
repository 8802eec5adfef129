"""Makes some persons each other's brother, twin, or father and son."""

from __future__ import annotations

import numpy as np

from allforall.rehearsal import service
from allforall.rehearsal.chance import Chance, Ints
from allforall.rehearsal.people import NO_FATHER, Population

NONE, BROTHER, FATHER_SON, TWIN = range(4)
KINSHIPS = ("none", "brother", "father_son", "twin")
RATES = (0.016, 0.005, 0.003)  # of pairs of men: brothers, father and son, twins
SON_BEARS_FATHERS_NAME = 0.6


def make_families(drawn: Population, chance: Chance) -> None:
    """Relate some of the persons, in place: pairs of men in the order of a shuffle."""
    men = chance.order(len(drawn))
    men = men[(drawn.female[men] == 0) & (drawn.father[men] != NO_FATHER)]
    kind = chance.picks([1 - sum(RATES), *RATES], len(men) // 2)
    for kinship in (BROTHER, FATHER_SON, TWIN):
        pairs = np.flatnonzero(kind == kinship)
        relate(drawn, men[2 * pairs], men[2 * pairs + 1], kinship, chance)


def relate(drawn: Population, first: Ints, second: Ints, kinship: int, chance: Chance) -> None:
    """Make each of `second` the younger brother, son or twin of the one in `first` at the same place."""
    second = second[: len(first)]
    for column in (drawn.people, drawn.home, drawn.surname, drawn.birth_place, drawn.female):
        column[second] = column[first]
    if kinship == FATHER_SON:
        _make_son(drawn, first, second, chance)
    else:
        _make_brother(drawn, first, second, kinship, chance)
    for left, right in ((first, second), (second, first)):
        drawn.kin[left], drawn.kinship[left] = right, kinship
    service.put_together(drawn.service, first, second, drawn.home, chance)


def _make_son(drawn: Population, first: Ints, second: Ints, chance: Chance) -> None:
    """The father gets old enough; most sons here bear his name, since those are the ones mistaken for him."""
    drawn.birth[first] = np.minimum(drawn.birth[first], -2 * 365)
    drawn.birth[second] = drawn.birth[first] + chance.numbers(19 * 365, 29 * 365, len(first))
    drawn.father[second] = drawn.given[first]
    named = chance.shares(len(first)) < SON_BEARS_FATHERS_NAME
    drawn.given[second] = np.where(named, drawn.given[first], drawn.given[second])


def _make_brother(drawn: Population, first: Ints, second: Ints, kinship: int, chance: Chance) -> None:
    drawn.father[second] = drawn.father[first]
    gap = chance.numbers(300, 9 * 365, len(first)) if kinship == BROTHER else 0
    drawn.birth[second] = drawn.birth[first] - gap
    alike = drawn.given[second] == drawn.given[first]
    drawn.given[second] = np.where(alike, np.roll(drawn.given[second], 1), drawn.given[second])
