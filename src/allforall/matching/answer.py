"""What the machine answers to one request: its candidates, what each comparison is worth, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What the machine proposes; a person may judge otherwise."""

    SURE = "sure"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of a candidate pair: the fact that was found and what it is worth.

    `fact` is a name such as `birth_date_differs_by_one_day`; `left` is the value on the list, `right` the
    one on the register, both as written. `weight` is the match weight in bits (log2 of m/u): positive
    speaks for one person, negative against.
    """

    field: str
    fact: str
    left: str
    right: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One register row that may be the person asked for.

    `probability` is the posterior over all rows of the register and over "nobody"; `match_weight` is the
    sum of the comparisons' weights in bits, before the prior. `same_as` lists other register rows that
    look like this very person under another spelling (a person standing on the register twice). `row` is
    the row's place in the register, -1 where there is none at hand.
    """

    register_id: str
    rank: int
    probability: float
    match_weight: float
    comparisons: tuple[Comparison, ...]
    same_as: tuple[str, ...] = ()
    row: int = -1

    @property
    def reasons(self) -> str:
        """The comparisons in words, strongest first, in one line."""
        ordered = sorted(self.comparisons, key=lambda each: -abs(each.weight))
        return "; ".join(f"{each.words} ({each.weight:+.1f})" for each in ordered)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request: candidates best first, and the probability that nobody listed is meant.

    The probabilities of `candidates` and `nobody` add up to 1. `why` says in one sentence what the
    decision rests on, or what would settle it ("ask for: year of birth").
    """

    request_id: str
    decision: Decision
    candidates: tuple[Candidate, ...]
    nobody: float
    why: str
