# ruff: noqa: E501  # a line of the table is a level
"""The comparison levels: every fact a comparison may find, what it says, how often it is true of one person.

A level belongs to a *scale*: the levels that are possible when both cards say equally much. A year alone
can agree or differ, but it cannot "agree on the day"; so a missing month is never held against anybody.
`m` is the share of true pairs at this level within its scale, as a first guess: EM on the list at hand
moves it (`model.py`). `u` is the share of strangers at this level in a large population; it stands in where
a register is too small to count. The guesses are judgement, not measurement of any real list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Level:
    """One fact: its field, its scale, its name, its words for the reader, and first guesses of m and u.

    `speaks` is "+" where the field counts as agreeing, "-" where it speaks against one person (see `HELD`).
    """

    field: str
    scale: str
    fact: str
    words: str
    m: float
    u: float
    speaks: str = ""

    @property
    def agrees(self) -> bool:
        """The field counts as agreeing."""
        return self.speaks == "+"


_ROWS = """
surname       | surname        | same_surname                | surnames agree                              | .80   | 0.0006   | +
surname       | surname        | surname_one_letter_off      | surnames differ in one letter               | .09   | 0.002    | +
surname       | surname        | surname_two_letters_off     | surnames differ in two letters              | .035  | 0.008    |
surname       | surname        | surname_resembles           | surnames resemble each other                | .02   | 0.01     |
surname       | surname        | one_of_two_surnames         | one of two surnames agrees                  | .02   | 0.0006   | +
surname       | surname        | surname_differs             | surnames differ                             | .035  | 0.98     |
given_name    | given_name     | same_given_name             | given names are equal                       | .956   | 0.03     | +
given_name    | given_name     | given_name_one_letter_off   | given names differ in one letter            | .03   | 0.005    | +
given_name    | given_name     | one_of_given_names          | one of the given names agrees               | .01   | 0.003    | +
given_name    | given_name     | given_name_differs          | given names differ                          | .004   | 0.96     | -
given_name    | given_initial  | given_initial_agrees        | initial of the given name agrees            | .98   | 0.09     | +
given_name    | given_initial  | given_initial_differs       | initial of the given name differs           | .02   | 0.91     | -
father        | father         | same_father                 | father's name is the same                   | .93   | 0.03     | +
father        | father         | father_one_letter_off       | father's names differ in one letter         | .04   | 0.005    | +
father        | father         | father_differs              | father's names differ                       | .015   | 0.965    | -
father        | father_initial | father_initial_agrees       | initial of the father's name agrees         | .98   | 0.09     | +
father        | father_initial | father_initial_differs      | initial of the father's name differs        | .02   | 0.91     | -
birth_date    | birth_day      | same_birth_date             | born on the same day                        | .87   | 7e-05    | +
birth_date    | birth_day      | birth_day_month_exchanged   | day and month of birth exchanged            | .03   | 3e-05    | +
birth_date    | birth_day      | birth_date_one_digit_off    | birth dates differ in one digit             | .05   | 0.0015   | +
birth_date    | birth_day      | birth_date_one_day_off      | birth dates are a day apart                 | .01   | 0.00015  | +
birth_date    | birth_day      | birth_year_one_off          | same day and month, birth year one off      | .01   | 0.00014  | +
birth_date    | birth_day      | same_birth_year_other_day   | same year of birth, another day             | .014  | 0.025    | -
birth_date    | birth_day      | same_birth_day_other_year   | same day and month, another year of birth   | .005  | 0.0027   | -
birth_date    | birth_day      | birth_years_close           | born within two years, another day          | .003  | 0.1      | -
birth_date    | birth_day      | birth_date_differs          | years of birth lie apart                    | .0007  | 0.87     | -
birth_date    | birth_year     | same_birth_month            | same year and month of birth                | .10   | 0.0022   | +
birth_date    | birth_year     | same_birth_year             | same year of birth                          | .80   | 0.027    | +
birth_date    | birth_year     | birth_year_one_apart        | years of birth one apart                    | .06   | 0.055    |
birth_date    | birth_year     | birth_year_two_apart        | years of birth two or three apart           | .03   | 0.11     | -
birth_date    | birth_year     | birth_year_differs          | years of birth lie apart                    | .008   | 0.805    | -
birth_date    | birth_about    | birth_about_agrees          | year of birth fits the estimate             | .75   | 0.08     | +
birth_date    | birth_about    | birth_about_near            | year of birth near the estimate             | .17   | 0.11     |
birth_date    | birth_about    | birth_about_off             | year of birth off the estimate              | .06   | 0.16     | -
birth_date    | birth_about    | birth_about_differs         | year of birth far from the estimate         | .02   | 0.65     | -
birth_place   | birth_place    | same_birth_place            | same place of birth                         | .75   | 0.01     | +
birth_place   | birth_place    | birth_place_alike           | places of birth differ in a letter          | .05   | 0.002    | +
birth_place   | birth_place    | same_birth_region           | same region of birth                        | .10   | 0.05     |
birth_place   | birth_place    | birth_place_differs         | places of birth differ                      | .10   | 0.938    |
sex           | sex            | same_sex                    | sex agrees                                  | .995  | 0.9      |
sex           | sex            | sex_differs                 | sex differs                                 | .005  | 0.1      | -
rank          | rank           | same_rank                   | ranks agree                                 | .70   | 0.25     | +
rank          | rank           | rank_near                   | ranks are near                              | .22   | 0.4      |
rank          | rank           | rank_differs                | ranks differ                                | .08   | 0.35     |
unit          | unit           | same_unit                   | units agree                                 | .80   | 0.02     | +
unit          | unit           | unit_alike                  | units may be the same                       | .08   | 0.01     |
unit          | unit           | unit_differs                | units differ                                | .12   | 0.97     |
number        | number         | same_number                 | service numbers agree                       | .93   | 1e-05    | +
number        | number         | number_one_sign_off         | service numbers differ in one sign          | .05   | 5e-05    | +
number        | number         | number_differs              | service numbers differ                      | .02   | 0.99994  |
tax_number    | tax_number     | same_tax_number             | tax numbers agree                           | .95   | 1e-05    | +
tax_number    | tax_number     | tax_number_one_sign_off     | tax numbers differ in one digit             | .04   | 5e-05    | +
tax_number    | tax_number     | tax_number_differs          | tax numbers differ                          | .01   | 0.99994  | -
captured_on   | captured_day   | same_capture_day            | captured on the same day                    | .75   | 0.01     | +
captured_on   | captured_day   | capture_days_near           | captured within five days                   | .12   | 0.03     | +
captured_on   | captured_day   | capture_months_near         | captured within two months                  | .06   | 0.11     |
captured_on   | captured_day   | capture_date_differs        | captured at another time                    | .07   | 0.85     |
captured_on   | captured_month | same_capture_month          | captured in the same month                  | .75   | 0.05     | +
captured_on   | captured_month | same_capture_year           | captured in the same year                   | .15   | 0.3      |
captured_on   | captured_month | capture_year_differs        | captured in another year                    | .10   | 0.65     |
captured_at   | captured_at    | same_capture_place          | captured at the same place                  | .72   | 0.03     | +
captured_at   | captured_at    | capture_place_alike         | places of capture differ in a letter        | .05   | 0.002    | +
captured_at   | captured_at    | same_capture_region         | captured in the same region                 | .10   | 0.15     |
captured_at   | captured_at    | capture_place_differs       | captured at another place                   | .13   | 0.818    |
"""


def _read_rows() -> tuple[Level, ...]:
    levels = [Level("", "", "nothing_to_compare", "nothing to compare", 1.0, 1.0)]
    for line in _ROWS.strip().splitlines():
        field, scale, fact, words, m, u, speaks = (cell.strip() for cell in line.split("|"))
        levels.append(Level(field, scale, fact, words, float(m), float(u), speaks))
    return tuple(levels)


LEVELS = _read_rows()
"""All levels; their place in this tuple is their code. Code 0 says that there was nothing to compare."""

CODE = {level.fact: code for code, level in enumerate(LEVELS)}
FIELDS = tuple(dict.fromkeys(level.field for level in LEVELS[1:]))
SCALES = tuple(dict.fromkeys(level.scale for level in LEVELS))
SCALE_OF = np.array([SCALES.index(level.scale) for level in LEVELS])
AGREES = np.array([level.agrees for level in LEVELS])
FIRST_M = np.array([level.m for level in LEVELS])
FIRST_U = np.array([level.u for level in LEVELS])
HELD = np.array([level.speaks == "-" for level in LEVELS])
"""Levels that speak against one person in what a person keeps for life. EM never makes these likelier than
first guessed, for a list with many namesakes would teach it that one person often has two dates of birth. Units,
ranks and places do change, so of them EM may learn anything."""
BIRTH_YEARS = np.array([level.scale in ("birth_year", "birth_about") for level in LEVELS])
"""Levels of a birth date of which one card tells the year alone, or about it."""
GUESS_ROWS = 100.0
"""How many rows of a register the first guess of u is worth."""


def codes_of(field: str) -> list[int]:
    """The codes of one field's levels, in the order of the table."""
    return [code for code, level in enumerate(LEVELS) if level.field == field]
