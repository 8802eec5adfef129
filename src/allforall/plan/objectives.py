"""What a plan aims at, in this order; nothing later is bought with anything earlier.

1. people: as many as the terms allow (when the terms fix the number, there is nothing to choose).
2. gravely wounded: the seriously wounded and seriously ill first (Third Geneva Convention, articles 109-110).
3. priority: the published levels of those who go, added up.
4. people early, wounded early, priority early: each stage earlier counts once more; who has to lie counts
   three times, other wounded and sick once.

Levels of one side's people never buy places for the other side's: the sides meet only in the counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from allforall.plan.model import Weight
from allforall.plan.terms import Terms
from allforall.plan.unit import Composition


@dataclass(frozen=True, slots=True)
class Objective:
    """One aim, to be made as large as can be. `early` ones need the stages one by one."""

    name: str
    weight: Weight
    early: bool = False


def objectives(terms: Terms) -> list[Objective]:
    """The aims under these terms, most important first."""
    last = len(terms.stages) + 1

    def ill(each: Composition) -> int:
        return 3 * each.grave + each.ailing

    found = [
        Objective("people", lambda each, _: each.size),
        Objective("gravely wounded", lambda each, _: each.grave),
        Objective("priority", lambda each, _: each.level),
        Objective("people early", lambda each, stage: (last - stage) * each.size, early=True),
        Objective("wounded early", lambda each, stage: (last - stage) * ill(each), early=True),
        Objective("priority early", lambda each, stage: (last - stage) * each.level, early=True),
    ]
    return [each for each in found if not (terms.fixed and each.name.startswith("people"))]
