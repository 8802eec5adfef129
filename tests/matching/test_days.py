"""Dates that may be partial, estimated or slipped."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.days import Days, birth_levels, capture_levels
from allforall.matching.levels import LEVELS


def birth(left: str, right: str) -> str:
    """The fact found for two dates of birth."""
    return LEVELS[birth_levels(Days.of([left]), Days.of([right]))[0]].fact


def capture(left: str, right: str) -> str:
    """The fact found for two dates of capture."""
    return LEVELS[capture_levels(Days.of([left]), Days.of([right]))[0]].fact


BIRTHS = [
    ("1990-05-17", "1990-05-17", "same_birth_date"),
    ("1990-05-07", "1990-07-05", "birth_day_month_exchanged"),
    ("1990-05-17", "1990-05-11", "birth_date_one_digit_off"),
    ("1990-05-17", "1990-05-18", "birth_date_one_digit_off"),
    ("1990-05-17", "1980-05-17", "birth_date_one_digit_off"),
    ("1990-05-19", "1990-05-20", "birth_date_one_day_off"),
    ("1990-05-31", "1990-06-01", "birth_date_one_day_off"),
    ("1989-05-17", "1990-05-17", "birth_year_one_off"),
    ("1990-05-17", "1990-08-22", "same_birth_year_other_day"),
    ("1990-05-17", "1963-05-17", "same_birth_day_other_year"),
    ("1990-05-17", "1991-11-26", "birth_years_close"),
    ("1990-05-17", "1963-11-26", "birth_date_differs"),
    ("1990-05", "1990-05-17", "same_birth_month"),
    ("1990-05", "1990-05", "same_birth_month"),
    ("1990-05", "1990-06-17", "same_birth_year"),
    ("1990", "1990-05-17", "same_birth_year"),
    ("1990", "1990", "same_birth_year"),
    ("1990", "1991-05-17", "birth_year_one_apart"),
    ("1990", "1993-05-17", "birth_year_two_apart"),
    ("1990", "1950", "birth_year_differs"),
    ("1990~", "1991-05-17", "birth_about_agrees"),
    ("1990~", "1987", "birth_about_near"),
    ("1990?", "1984-05-17", "birth_about_off"),
    ("1990~", "1950-05-17", "birth_about_differs"),
    ("199X", "1996-05-17", "birth_about_agrees"),
    ("199X", "1951-05-17", "birth_about_differs"),
    ("19XX", "1951-05-17", "birth_about_agrees"),
    ("1990-01-01", "1990-05-17", "same_birth_year"),
    ("1990-01-01", "1990-01-01", "same_birth_year"),
    ("1990-01-01", "1985-05-17", "birth_year_differs"),
    ("1990-XX-XX", "1990-05-17", "same_birth_year"),
    ("1990-05-XX", "1990-05-17", "same_birth_month"),
    ("", "1990-05-17", "nothing_to_compare"),
    ("1990", "", "nothing_to_compare"),
    ("весна", "1990", "nothing_to_compare"),
    ("0000-00-00", "1990-05-17", "nothing_to_compare"),
]


@pytest.mark.parametrize(("left", "right", "fact"), BIRTHS)
def test_every_way_two_dates_of_birth_can_stand_to_each_other(left, right, fact):
    assert birth(left, right) == fact
    assert birth(right, left) == fact


def test_every_level_of_a_date_of_birth_can_be_met():
    levels = {level.fact for level in LEVELS if level.field == "birth_date"}
    assert levels <= {fact for *_, fact in BIRTHS}


def test_a_first_of_january_is_a_clerks_word_for_the_year_alone():
    """Else all the undated would agree on the day with each other, and be refused by everybody else."""
    assert birth("1990-01-01", "1990-01-01") == "same_birth_year"
    assert birth("1990-01-01", "1990-09-30") == "same_birth_year"


CAPTURES = [
    ("2024-03-08", "2024-03-08", "same_capture_day"),
    ("2024-03-08", "2024-03-12", "capture_days_near"),
    ("2024-02-29", "2024-03-02", "capture_days_near"),
    ("2024-03-08", "2024-04-20", "capture_months_near"),
    ("2024-03-08", "2022-03-08", "capture_date_differs"),
    ("2024-03", "2024-03-08", "same_capture_month"),
    ("2024", "2024-03-08", "same_capture_year"),
    ("2024-03", "2024-05-08", "same_capture_year"),
    ("2024", "2022", "capture_year_differs"),
    ("", "2022", "nothing_to_compare"),
]


@pytest.mark.parametrize(("left", "right", "fact"), CAPTURES)
def test_every_way_two_dates_of_capture_can_stand_to_each_other(left, right, fact):
    assert capture(left, right) == fact
    assert capture(right, left) == fact


def test_every_level_of_a_date_of_capture_can_be_met():
    levels = {level.fact for level in LEVELS if level.field == "captured_on"}
    assert levels <= {fact for *_, fact in CAPTURES}


EDTF = st.one_of(
    st.dates().map(str),
    st.from_regex(r"\A(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?[~?%]?\Z"),
    st.from_regex(r"\A(19[0-9]X|19XX)\Z"),
    st.just(""),
)


@settings(max_examples=60, deadline=None)
@given(EDTF, EDTF)
def test_which_card_comes_first_makes_no_difference(left, right):
    assert birth(left, right) == birth(right, left)
    assert capture(left, right) == capture(right, left)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_date_or_unknown(text):
    days = Days.of([text])
    assert len(days) == 1
    assert (days.year[0] == 0) or 0 <= days.year[0] <= 9999


def test_one_date_is_compared_with_a_whole_column():
    found = birth_levels(Days.of(["1990-05-17"]), Days.of(["1990-05-17", "", "1990"]))
    assert [LEVELS[code].fact for code in found] == [
        "same_birth_date",
        "nothing_to_compare",
        "same_birth_year",
    ]
    assert found.dtype == np.uint8
