"""Who comes first: published conditions and the level from 0 to 5 that each of them gives.

A person's level is the highest that any condition gives; nobody adds levels up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from allforall.people.party import Category, Health, plain
from allforall.plan.errors import TermsError
from allforall.plan.listed import Listed

# After Third Geneva Convention articles 16, 109 and 110, and what both sides announced in 2024-26.
DEFAULT: Mapping[str, int] = {
    "seriously wounded": 5,
    "seriously ill": 5,
    "child": 5,
    "woman": 4,
    "wounded or sick": 3,
    "under 25": 3,
    "held 2 years": 3,
    "60 or older": 3,
    "medical": 2,
    "chaplain": 2,
    "civilian": 2,
    "held 1 year": 2,
    "conscript": 1,
}
LEVELS = range(6)
Condition = Callable[[Listed, date], bool]


def level_of(person: Listed, priority: Mapping[str, int], on: date) -> tuple[int, str]:
    """The person's level on a day, and the first condition that gives it ("" at level 0)."""
    best, because = 0, ""
    for words, level in priority.items():
        if level > best and condition(words)(person, on):
            best, because = level, words
    return best, because


class Levels:
    """`level_of` under one table, worked out once for all who are alike in what conditions look at."""

    def __init__(self, priority: Mapping[str, int], on: date) -> None:
        self.priority, self.on = priority, on
        self.known: dict[tuple[object, ...], tuple[int, str]] = {}

    def of(self, person: Listed) -> tuple[int, str]:
        """The person's level and the condition that gives it."""
        alike = (person.health, person.woman, person.born, person.captured, person.counts_as, person.said)
        if alike not in self.known:
            self.known[alike] = level_of(person, self.priority, self.on)
        return self.known[alike]


@cache
def condition(words: str) -> Condition:
    """The condition behind its words; raises TermsError when they are not known.

    Known are: `seriously wounded`, `seriously ill`, `wounded or sick`, `woman`, `under N`, `N or older`,
    `held N years`, `held N months`, a category that every list knows (`civilian`, `conscript`, …), and
    `category X` for one that a list has in its own words.
    """
    if words in _NAMED:
        return _NAMED[words]
    if found := re.fullmatch(r"under (\d+)", words):
        return _under(int(found[1]))
    if found := re.fullmatch(r"(\d+) or older", words):
        return _from_age(int(found[1]))
    if found := re.fullmatch(r"held (\d+) (year|month)s?", words):
        return _held(int(found[1]) * (12 if found[2] == "year" else 1))
    if words.replace(" ", "_") in set(Category):
        return _of_category(words.replace(" ", "_"))
    if found := re.fullmatch(r"category (\S.*)", words):
        return _of_category(plain(found[1]).replace(" ", "_"))
    raise TermsError(
        f"priority {words!r} is not a condition (expected such as woman, under 25, held 2 years, civilian)"
    )


def check_priority(priority: Mapping[str, object]) -> dict[str, int]:
    """The table, or TermsError for an unknown condition or a level that is not 0 to 5."""
    for words, level in priority.items():
        condition(words)
        if type(level) is not int or level not in LEVELS:
            raise TermsError(f"priority {words!r}: level {level!r} (expected a whole number from 0 to 5)")
    return {words: level for words, level in priority.items() if isinstance(level, int)}


def months_between(start: date, end: date) -> int:
    """Full months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def _under(years: int) -> Condition:
    return lambda person, on: person.born is not None and months_between(person.born, on) < 12 * years


def _from_age(years: int) -> Condition:
    return lambda person, on: person.born is not None and months_between(person.born, on) >= 12 * years


def _held(months: int) -> Condition:
    return lambda person, on: person.captured is not None and months_between(person.captured, on) >= months


def _of_category(category: str) -> Condition:
    return lambda person, _: category in (person.counts_as, person.said)


_NAMED: Mapping[str, Condition] = {
    "seriously wounded": lambda person, _: person.health is Health.SERIOUSLY_WOUNDED,
    "seriously ill": lambda person, _: person.health is Health.SERIOUSLY_ILL,
    "wounded or sick": lambda person, _: person.ailing,
    "woman": lambda person, _: person.woman,
}
