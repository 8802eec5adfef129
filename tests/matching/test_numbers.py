"""Service numbers and tax numbers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.matching.levels import LEVELS
from allforall.matching.numbers import TaxNumber, number_level, read_number, shape, tax_level

WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)


def tax_number(born: dt.date, serial: int, male: bool = True) -> str:
    """A valid tax number: days since 31.12.1899, four digits (the last odd for men), a check digit."""
    days = (born - dt.date(1899, 12, 31)).days
    nine = f"{days:05}{serial:03}{1 if male else 2}"
    check = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, nine, strict=True)) % 11 % 10
    return nine + str(check)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2007, 12, 31)), st.integers(0, 999), st.booleans())
def test_a_tax_number_tells_the_date_of_birth_and_the_sex(born, serial, male):
    read = TaxNumber.read(f" {tax_number(born, serial, male)} ")
    assert read is not None
    assert (read.born, read.sex) == (born, "male" if male else "female")


@given(st.dates(dt.date(1930, 1, 1), dt.date(2007, 12, 31)), st.integers(0, 999), st.integers(1, 9))
def test_a_wrong_check_digit_makes_it_no_tax_number(born, serial, shift):
    good = tax_number(born, serial)
    assert TaxNumber.read(good[:9] + str((int(good[9]) + shift) % 10)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123",
        "12345678901",
        "abcdefghij",
        "１２３４５６７８９０",
        "0000000000",
        "9999999999",
        "12345-6789",
    ],
)
def test_what_is_no_tax_number(text):
    assert TaxNumber.read(text) is None


def test_every_level_of_a_tax_number():
    one = TaxNumber.read(tax_number(dt.date(1990, 5, 17), 123))
    other = TaxNumber.read(tax_number(dt.date(1971, 2, 3), 456))
    slipped = TaxNumber(one.digits[:5] + "9" + one.digits[6:], one.born, one.sex)
    facts = [LEVELS[tax_level(one, each)].fact for each in (one, slipped, other)]
    assert facts == ["same_tax_number", "tax_number_one_sign_off", "tax_number_differs"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("А-123456", "A123456"),
        ("A 123456", "A123456"),
        ("а123456", "A123456"),
        ("ВІ № 004512", "BI004512"),
        ("12 34", "1234"),
        ("123", None),
        ("", None),
        ("б/н", None),
        ("немає", None),
    ],
)
def test_a_number_is_its_letters_and_digits_in_either_alphabet(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("А-123456", "A123456", "same_number"),
        ("А-123456", "А-123457", "number_one_sign_off"),
        ("А-123456", "А-132456", "number_one_sign_off"),
        ("А-123456", "А-987654", "number_differs"),
        ("А-123456", "1234567890", "nothing_to_compare"),
        ("1234", "1235", "number_differs"),
    ],
)
def test_every_level_of_a_service_number(left, right, fact):
    a, b = read_number(left), read_number(right)
    assert LEVELS[number_level(a, b)].fact == fact
    assert LEVELS[number_level(b, a)].fact == fact


def test_numbers_of_different_shape_are_different_kinds_of_number():
    """A token and a military ticket of one man differ in every sign and prove nothing against him."""
    assert shape("A123456") == (1, 6)
    assert number_level("A123456", "123456789") == 0


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text):
    number = read_number(text)
    assert number is None or sum(sign.isdigit() for sign in number) >= 4
