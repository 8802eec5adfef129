"""How often things go another way than planned, and what each person of a story meets.

The rates are chosen so that some hundred people meet every side state; they claim nothing about life.
"""

from __future__ import annotations

from itertools import accumulate
from types import MappingProxyType

from allforall.rehearsal.chance import Chance

# Share of all persons on a list; the rest go home as planned. Those before the freeze:
ANSWERED = MappingProxyType(
    {
        "deceased": 0.02,
        "returned": 0.02,
        "held_back": 0.015,
        "transferred": 0.01,
        "not_held": 0.04,
        "needs_data": 0.03,  # asked about and then held
        "withdrawn": 0.015,
        "owed": 0.01,  # owed release without exchange
    }
)
# between the plan and the stage, so that a reserve steps in:
FALLEN_OUT = MappingProxyType(
    {
        "stays": 0.015,
        "died": 0.005,
        "escaped": 0.005,
        "released_outside": 0.005,
        "held_late": 0.01,
        "gives_way": 0.005,  # for another, by both signatures
    }
)
# and at the crossing itself:
AT_POINT = MappingProxyType(
    {
        "absent": 0.01,
        "back": 0.01,
        "declined": 0.01,
        "dead": 0.005,
        "doubted": 0.01,  # disputed, then settled
        "disputed": 0.005,  # and not settled: turned back
    }
)
RATES = MappingProxyType({**ANSWERED, **FALLEN_OUT, **AT_POINT})
WOUNDED = 0.06
# Share of all stages in which it happens, once.
STAGES = MappingProxyType(
    {
        "postponed": 0.3,
        "rolled back": 0.3,
        "diverted": 0.3,
        "suspended": 0.3,
        "hold": 0.5,
        "alert": 0.3,
        "strangers": 0.4,
        "sheets differ": 0.4,
    }
)


def fates(chance: Chance, persons: int) -> list[str]:
    """What each of so many persons meets: a word of RATES, or "" for who goes home as planned."""
    words, edges = list(RATES), list(accumulate(RATES.values()))
    drawn = chance.shares(persons)
    return [
        next((word for word, edge in zip(words, edges, strict=True) if share < edge), "")
        for share in map(float, drawn)
    ]


def events(chance: Chance) -> set[str]:
    """What happens in one stage."""
    drawn = map(float, chance.shares(len(STAGES)))
    return {word for (word, rate), share in zip(STAGES.items(), drawn, strict=True) if share < rate}
