"""One person twice on the register under two spellings: found among the candidates, shown together."""

from __future__ import annotations

import math

import numpy as np

from allforall.matching.days import Days, birth_levels
from allforall.matching.gathering import Weights
from allforall.matching.levels import AGREES, CODE
from allforall.matching.model import Model
from allforall.matching.nametables import Named, Surnames, father_table, given_table, surname_table
from allforall.matching.numbers import number_level, read_number
from allforall.matching.register import Register

_NEEDED = 6.0  # bits by which two rows must be likelier one person than two
_DIFFERENT = {
    CODE[fact]
    for fact in (
        "surname_differs",
        "given_name_differs",
        "given_initial_differs",
        "father_differs",
        "father_initial_differs",
    )
}

_TO_THE_DAY = {
    CODE[fact] for fact in ("same_birth_date", "birth_day_month_exchanged", "birth_date_one_digit_off")
}


def same_person(register: Register, left: int, right: int, model: Model, shares: Weights) -> bool:
    """Two rows of the register look like one person.

    Names must agree on both, and the date of birth to the day or the number; `shares` (levels) are those of
    the request that found the two rows.
    """
    names = _name_levels(register, left, right)
    birth = _birth_level(register, left, right)
    number = _number_level(register, left, right)
    if _DIFFERENT & set(names) or not (birth in _TO_THE_DAY or number == CODE["same_number"]):
        return False
    if birth and not AGREES[birth]:
        return False
    found = [level for level in (*names, birth, number) if level]
    weight = sum(float(np.log2(model.m[level]) - np.log2(shares[level])) for level in found)
    return weight - math.log2(len(register)) >= _NEEDED


def _name_levels(register: Register, left: int, right: int) -> tuple[int, int, int]:
    surname, given, father = (
        (register.coded[name][left], register.coded[name][right]) for name in ("surname", "given", "father")
    )
    return (
        int(surname_table([surname[0]], Surnames.of([surname[1]]))[0, 0]),
        int(given_table([given[0]], Named.of([given[1]]))[0, 0]),
        int(father_table([father[0]], Named.of([father[1]]))[0, 0]),
    )


def _birth_level(register: Register, left: int, right: int) -> int:
    dates = Days.of([register.coded["birth"][left], register.coded["birth"][right]])
    return int(birth_levels(dates.one(0), dates.one(1))[0])


def _number_level(register: Register, left: int, right: int) -> int:
    if "service_number" not in register.written:
        return 0
    a, b = (read_number(register.written["service_number"][row]) for row in (left, right))
    return number_level(a, b) if a and b else 0
