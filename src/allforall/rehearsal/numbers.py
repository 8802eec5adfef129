"""The numbers a person bears: service number, tax number, insurance number. All made up, all well formed."""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Ints

TAX_EPOCH = datetime.date(1899, 12, 31)
TAX_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
SERIALS = 1_000_000  # the six digits of a service number
LETTERS = "АБВГДЕЖИКЛМНПРСТУФХЦЧШ"


def tax_number(born: datetime.date, female: bool, serial: int) -> str:
    """A Ukrainian taxpayer number: days since 1899-12-31, a serial number odd for men, a check digit."""
    days = (born - TAX_EPOCH).days
    parity = 0 if female else 1
    digits = f"{days:05d}{serial % 1000:03d}{serial // 1000 % 5 * 2 + parity}"
    total = sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, digits, strict=True))
    return digits + str(total % 11 % 10)


def insurance_number(serial: int) -> str:
    """A Russian insurance number, "123-456-789 01", its last two digits checking the nine before."""
    digits = f"{serial * 97 % 1_000_000_000:09d}"
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 0, -1), digits, strict=True))
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {total % 101 % 100:02d}"


@cache
def prefixes() -> tuple[str, ...]:
    """What stands before the six digits of a service number: two letters, or a letter and a dash."""
    pairs = [first + second for first in LETTERS for second in LETTERS]
    return (*pairs, *(f"{letter}-" for letter in LETTERS))


def prefix_of(home: Ints, serial: Ints) -> Ints:
    """The place of each person's prefix in `prefixes()`."""
    count = len(LETTERS)
    first, second = serial // SERIALS % count, serial // 7 % count
    return np.where(home == 0, first * count + second, count * count + second)
