"""Service numbers and tax numbers: what they say, and how two of them compare."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from allforall.matching.levels import CODE

# Letters that look alike in both alphabets are read as the Latin one: a clerk's keyboard decides which it is.
_ALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅЗ", "ABEKMHOPCTYXIJS3")
_FOUR_DIGITS = re.compile(r"(?:\D*\d){4}")
_TAX_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """A Ukrainian taxpayer number: ten digits that carry the date of birth, the sex and a check digit.

    Digits 1-5 count days since 31.12.1899, digit 9 is odd for men, digit 10 checks the first nine.
    """

    digits: str
    born: dt.date
    sex: str

    @classmethod
    def read(cls, text: str) -> TaxNumber | None:
        """The number, or None when its length, check digit or date does not fit a living adult."""
        digits = text.strip()
        if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or not _check_fits(digits):
            return None
        born = dt.date(1899, 12, 31) + dt.timedelta(days=int(digits[:5]))
        if not 1915 <= born.year <= 2012:
            return None
        return cls(digits, born, "male" if int(digits[8]) % 2 else "female")


def _check_fits(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, digits, strict=False))
    return total % 11 % 10 == int(digits[9])


def read_number(text: str) -> str | None:
    """A number as its letters and digits, look-alike letters made one; None with fewer than four digits."""
    signs = text.upper().translate(_ALIKE)
    if not (signs.isascii() and signs.isalnum()):
        signs = _plain_signs(text)
    return signs if _FOUR_DIGITS.match(signs) else None


def _plain_signs(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("№", "")).upper().translate(_ALIKE)
    return "".join(filter(str.isalnum, plain))


def shape(number: str) -> tuple[int, int]:
    """How many letters and digits: numbers of different shape are different kinds, not other men."""
    digits = sum(sign.isdigit() for sign in number)
    return len(number) - digits, digits


def number_level(left: str, right: str) -> int:
    """The level of two service numbers."""
    if left == right:
        return CODE["same_number"]
    if OSA.distance(left, right, score_cutoff=1) <= 1 and len(left) >= 5:
        return CODE["number_one_sign_off"]
    return CODE["number_differs"] if shape(left) == shape(right) else 0


def tax_level(left: TaxNumber, right: TaxNumber) -> int:
    """The level of two tax numbers."""
    if left == right:
        return CODE["same_tax_number"]
    if OSA.distance(left.digits, right.digits, score_cutoff=1) <= 1:
        return CODE["tax_number_one_sign_off"]
    return CODE["tax_number_differs"]
