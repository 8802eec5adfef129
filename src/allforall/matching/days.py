"""Comparison of dates that may be partial: of birth, and of capture.

Dates come as EDTF level 1 texts (`1990-05-17`, `1990-05`, `1990`, `1990~`, `199X`). A first of January is
what clerks write when they know the year alone, so it counts as a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from allforall.matching.levels import CODE

Ints = npt.NDArray[np.int32]
LevelCodes = npt.NDArray[np.uint8]

_EDTF = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)")


@dataclass(frozen=True)
class Days:
    """Columns of dates; 0 stands for an unknown year, month or day."""

    year: Ints
    month: Ints
    day: Ints
    about: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Days:
        """Read EDTF texts; what is not a date is wholly unknown."""
        rows = np.array([_read(text) for text in texts], dtype=np.int16).reshape(-1, 4)
        year, month, day = rows[:, :3].astype(np.int32).T.copy()
        return cls(year, month, day, rows[:, 3].astype(bool))

    def __len__(self) -> int:
        return len(self.year)

    def one(self, at: int) -> Days:
        """The date at one place, as a column of one."""
        return self._taken(slice(at, at + 1))

    def _taken(self, places: slice | npt.NDArray[np.intp]) -> Days:
        return Days(self.year[places], self.month[places], self.day[places], self.about[places])

    @cached_property
    def partial(self) -> tuple[npt.NDArray[np.intp], Days]:
        """Where dates stand that are not known to the day, and those dates."""
        places = np.flatnonzero(~self.full)
        return places, self._taken(places)

    @cached_property
    def full(self) -> npt.NDArray[np.bool_]:
        """Known to the day; an estimate or a first of January is not."""
        placeholder = (self.month == 1) & (self.day == 1)
        known = (self.year > 0) & (self.month > 0) & (self.day > 0)
        full: npt.NDArray[np.bool_] = known & ~self.about & ~placeholder
        return full

    @cached_property
    def digits(self) -> npt.NDArray[np.uint8]:
        """Year, month and day as eight digits (8 x dates)."""
        number = self.year * 10_000 + self.month * 100 + self.day
        return np.stack([number // 10**place % 10 for place in range(8)]).astype(np.uint8)

    @cached_property
    def ordinal(self) -> Ints:
        """Days on one time line; every month counts 31 days, so days across its end look a bit apart."""
        return self.year * 372 + self.month * 31 + self.day


def birth_levels(left: Days, right: Days) -> LevelCodes:
    """The level of one date (a column of one) against each of the others."""
    if not left.full[0]:
        return _by_parts(left, right)
    levels = _by_day(left, right)
    places, partial = right.partial
    levels[places] = _by_parts(left, partial)
    return levels


def capture_levels(left: Days, right: Days) -> LevelCodes:
    """The same for a date of capture, where a few days' difference is the rule rather than a slip."""
    known = (left.year > 0) & (right.year > 0)
    to_day = (left.day > 0) & (right.day > 0)
    to_month = (left.month > 0) & (right.month > 0)
    apart = np.abs(left.ordinal - right.ordinal)
    by_day = _first_true(
        ("same_capture_day", apart == 0),
        ("capture_days_near", apart <= 5),
        ("capture_months_near", apart <= 62),
        otherwise="capture_date_differs",
    )
    by_month = _first_true(
        ("same_capture_month", (left.year == right.year) & to_month & (left.month == right.month)),
        ("same_capture_year", left.year == right.year),
        otherwise="capture_year_differs",
    )
    return np.where(~known, 0, np.where(to_day, by_day, by_month)).astype(np.uint8)


def _by_parts(left: Days, right: Days) -> LevelCodes:
    """The levels where one of the two is not known to the day."""
    apart = np.abs(left.year - right.year)
    known = (left.year > 0) & (right.year > 0)
    about = left.about | right.about
    levels: LevelCodes = np.where(about, _by_estimate(apart), _by_year(left, right, apart)) * known
    return levels


def _by_day(left: Days, right: Days) -> LevelCodes:
    apart = np.abs(left.year - right.year)
    same_day = (left.month == right.month) & (left.day == right.day)
    exchanged = (apart == 0) & (left.month == right.day) & (left.day == right.month)
    return _first_true(
        ("same_birth_date", (apart == 0) & same_day),
        ("birth_day_month_exchanged", exchanged),
        ("birth_date_one_digit_off", _digits_apart(left, right) == 1),
        ("birth_date_one_day_off", np.abs(left.ordinal - right.ordinal) <= 1),
        ("birth_year_one_off", same_day & (apart == 1)),
        ("same_birth_year_other_day", apart == 0),
        ("same_birth_day_other_year", same_day),
        ("birth_years_close", apart <= 2),
        otherwise="birth_date_differs",
    )


def _by_year(left: Days, right: Days, apart: Ints) -> LevelCodes:
    placeholder = ((left.month == 1) & (left.day == 1)) | ((right.month == 1) & (right.day == 1))
    months = (left.month > 0) & (left.month == right.month) & ~placeholder
    return _first_true(
        ("same_birth_month", (apart == 0) & months),
        ("same_birth_year", apart == 0),
        ("birth_year_one_apart", apart == 1),
        ("birth_year_two_apart", apart <= 3),
        otherwise="birth_year_differs",
    )


def _by_estimate(apart: Ints) -> LevelCodes:
    return _first_true(
        ("birth_about_agrees", apart <= 1),
        ("birth_about_near", apart <= 3),
        ("birth_about_off", apart <= 6),
        otherwise="birth_about_differs",
    )


def _first_true(*cases: tuple[str, npt.NDArray[np.bool_]], otherwise: str) -> LevelCodes:
    levels = np.full(cases[0][1].shape, CODE[otherwise], np.uint8)
    for fact, holds in reversed(cases):
        np.putmask(levels, holds, CODE[fact])
    return levels


def _digits_apart(left: Days, right: Days) -> npt.NDArray[np.uint8]:
    apart: npt.NDArray[np.uint8] = (left.digits != right.digits).sum(axis=0, dtype=np.uint8)
    return apart


def _read(text: str) -> tuple[int, int, int, bool]:
    found = _EDTF.fullmatch(text)
    if found is None:
        return 0, 0, 0, False
    year, month, day, mark = found.groups()
    if "X" in year:
        return (
            int(year.replace("X", "5" if year.count("X") == 1 else "0")) + 50 * (year.count("X") == 2),
            0,
            0,
            True,
        )
    known = [0 if part in (None, "XX") else int(part) for part in (month, day)]
    return int(year), known[0], known[1] if known[0] else 0, bool(mark)
