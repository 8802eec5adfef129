"""One person twice on the register under two spellings: found among the candidates, shown together."""

from __future__ import annotations

import numpy as np

from allforall.matching.cards import compare_cards
from allforall.matching.days import Days, birth_levels, capture_levels
from allforall.matching.deciding import CIRCUMSTANCES, KEYS
from allforall.matching.explaining import agreeing
from allforall.matching.gathering import PLACE, Pairs, Weights
from allforall.matching.levels import FIELDS, HELD
from allforall.matching.model import Model
from allforall.matching.nametables import Named, Surnames, father_table, given_table, surname_table
from allforall.matching.register import Register
from allforall.matching.requests import request_of

_NEEDED = 5.0  # bits by which two rows must be likelier one person than two


def same_person(register: Register, left: int, right: int, model: Model, shares: Weights) -> bool:
    """Two rows of the register look like one person.

    Besides the name a key must agree, or two circumstances, and nothing that lasts for life may speak against
    it; and all that can be compared must outweigh the chance of finding such a pair among so many people.
    `shares` (levels) are those of the request that found the two rows.
    """
    levels = np.zeros((1, len(FIELDS)), dtype=np.uint8)
    for field, level in _levels(register, left, right).items():
        levels[0, PLACE[field]] = level
    if HELD[levels].any():
        return False
    one = np.zeros(1, dtype=np.int32)
    pair = Pairs(one, one + right, one.astype(np.int8), one, levels)
    compare_cards(pair, [request_of(register.card(left))], register)
    if HELD[pair.levels].any() or not _enough(agreeing(pair.levels[0].tolist())):
        return False
    weight = float(model.total(pair, shares[None, :])[0])
    return weight - float(np.log2(len(register))) >= _NEEDED


def _enough(agrees: frozenset[str]) -> bool:
    return bool(agrees & KEYS) or len(agrees & CIRCUMSTANCES) >= 2


def _levels(register: Register, left: int, right: int) -> dict[str, int]:
    """The levels of names and dates; the rest is compared only where these allow it."""

    def both(column: str) -> tuple[str, str]:
        values = register.coded[column]
        return values[left], values[right]

    (surname, other_surname), (given, other_given), (father, other_father) = map(
        both, ("surname", "given", "father")
    )
    births, captures = Days.of(both("birth")), Days.of(both("captured_on"))
    return {
        "surname": int(surname_table([surname], Surnames.of([other_surname]))[0, 0]),
        "given_name": int(given_table([given], Named.of([other_given]))[0, 0]),
        "father": int(father_table([father], Named.of([other_father]))[0, 0]),
        "birth_date": int(birth_levels(births.one(0), births.one(1))[0]),
        "captured_on": int(capture_levels(captures.one(0), captures.one(1))[0]),
    }
