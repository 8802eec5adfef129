"""Levels under the published table of conditions."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from allforall.people.party import plain
from allforall.plan.checker.lists import Wanted, ailing
from allforall.plan.checker.terms import Agreed


class Levels:
    """Levels under the published table, worked out once for all who are alike in what conditions look at."""

    def __init__(self, agreed: Agreed) -> None:
        self.priority, self.on = agreed.priority, agreed.on
        self.known: dict[tuple[object, ...], int] = {}

    def of(self, person: Wanted) -> int:
        """The highest level of the conditions that hold."""
        alike = person[:6]
        level = self.known.get(alike)
        if level is None:
            held = (level for words, level in self.priority.items() if _holds(words, person, self.on))
            level = self.known[alike] = max(held, default=0)
        return level


def _holds(words: str, person: Wanted, on: date) -> bool:
    """Whether a published condition holds for a person on a day."""
    kind, number = _condition(words)
    if kind == "health":
        return person.health == words.replace(" ", "_")
    if kind == "ailing":
        return ailing(person)
    if kind == "woman":
        return person.woman
    if kind == "under":
        return person.born is not None and _months(person.born, on) < number
    if kind == "older":
        return person.born is not None and _months(person.born, on) >= number
    if kind == "held":
        return person.captured is not None and _months(person.captured, on) >= number
    own = plain(words.removeprefix("category ")).replace(" ", "_")
    return own in (person.basic, person.named)


@lru_cache
def _condition(words: str) -> tuple[str, int]:
    """What kind of condition it is, and its number of months."""
    if words in ("seriously wounded", "seriously ill"):
        return "health", 0
    if words in ("wounded or sick", "woman"):
        return {"wounded or sick": "ailing", "woman": "woman"}[words], 0
    for pattern, kind, months in (
        (r"under (\d+)", "under", 12),
        (r"(\d+) or older", "older", 12),
        (r"held (\d+) years?", "held", 12),
        (r"held (\d+) months?", "held", 1),
    ):
        found = re.fullmatch(pattern, words)
        if found:
            return kind, int(found[1]) * months
    return "category", 0


def _months(start: date, end: date) -> int:
    return 12 * (end.year - start.year) + (end.month - start.month) - (1 if end.day < start.day else 0)
