import datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from allforall.rehearsal import numbers

BIRTHS = st.dates(datetime.date(1940, 1, 1), datetime.date(2008, 12, 31))


@given(BIRTHS, st.booleans(), st.integers(1, 9_999_999))
def test_a_tax_number_tells_birth_and_sex_and_checks(born, female, serial):
    number = numbers.tax_number(born, female, serial)
    assert len(number) == 10
    assert datetime.date(1899, 12, 31) + datetime.timedelta(int(number[:5])) == born
    assert int(number[8]) % 2 == (0 if female else 1)
    weighted = sum(w * int(d) for w, d in zip((-1, 5, 7, 9, 4, 6, 10, 5, 7), number, strict=False))
    assert weighted % 11 % 10 == int(number[9])


@given(st.integers(1, 9_999_999))
def test_an_insurance_number_checks(serial):
    digits = numbers.insurance_number(serial).replace("-", "").replace(" ", "")
    assert len(digits) == 11
    weighted = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9]))
    assert weighted % 101 % 100 == int(digits[9:])


def test_prefixes_tell_the_home():
    places = numbers.prefix_of(np.array([0, 1]), np.array([123, 123]))
    uk, ru = (numbers.prefixes()[place] for place in places)
    assert len(uk) == 2
    assert ru.endswith("-")
