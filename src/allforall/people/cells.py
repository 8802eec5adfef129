"""Reading single cells by their field: values that stand for themselves, and those to be understood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from allforall.people.dates import PartialDate, check_birth
from allforall.people.errors import DateError
from allforall.people.fields import DATE_FIELDS
from allforall.people.party import read_category, read_sex, words_for

MAX_CELL = 32_767  # what a spreadsheet's cell can hold
NUMBER_FIELDS = frozenset(("service_number", "tax_number", "passport", "prisoner_number"))

_DASHES = ("-", "–", "—", "--", "---", "——", ".", "..", "...", "…", "_", "__", "___", "/", "//", "*", "**")
_DATABASES = ("null", "NULL", "nan", "NaN", "none", "NONE", "nil", "#N/A")  # "Null" and "Nan" are names
_NOTHING = frozenset(_DASHES + _DATABASES).union(
    form for word, _ in words_for("nothing") for form in (word, word.capitalize(), word.upper(), f"({word})")
)
_SPREADSHEETS = re.compile("[.,+]")  # without one of these a number did not pass through a spreadsheet
_POINT_NOUGHT = re.compile(r"(\d+)[.,]0")
_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?[Ee]\+?\d+")
_TWO_DATES = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\D+\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says, and, when it cannot be read as it should, what was expected."""

    text: str
    expected: str = ""


class _Known(dict[str, Reading]):
    """The readings of a field's values so far; a new value is read when it is asked for."""

    def __init__(self, read: Callable[[str], Reading]) -> None:
        super().__init__({"": Reading("")})
        self._read = read

    def __missing__(self, value: str) -> Reading:
        reading = self[value] = self._read(value)
        return reading


@dataclass(slots=True)
class CellReader:
    """Reads cells of one list, each different value once."""

    today: datetime.date
    month_first: set[str] = field(default_factory=set)
    known: dict[str, _Known] = field(default_factory=dict)

    def read(self, name: str, values: list[str]) -> tuple[list[str], dict[int, str]]:
        """Cleaned values of a field understood, and for those that cannot be read what was expected."""
        values, faults = screened(values, formulas=name != "notes")
        if name not in _UNDERSTOOD or (name in NUMBER_FIELDS and not _SPREADSHEETS.search("".join(values))):
            return values, faults
        readings = list(map(self._reader(name).__getitem__, values))
        faults |= {code: each.expected for code, each in enumerate(readings) if each.expected}
        return [each.text for each in readings], faults

    def _reader(self, name: str) -> _Known:
        if name not in self.known or name in NUMBER_FIELDS:  # hardly two numbers are the same
            self.known[name] = _Known(partial(self._read, name))
        return self.known[name]

    def _read(self, name: str, value: str) -> Reading:
        if name in DATE_FIELDS:
            return self._date(name, value)
        if name == "age":
            return self._age(value)
        if name == "sex":
            return Reading(
                read_sex(value), "" if read_sex(value) else "is not a sex (expected male or female)"
            )
        if name == "category":
            return Reading(str(read_category(value) or value))
        return _number(value)

    def _date(self, name: str, value: str) -> Reading:
        try:
            date = PartialDate.parse(value, today=self.today, month_first=name in self.month_first)
            if name == "birth_date":
                check_birth(date, self.today, value)
        except DateError as wrong:
            kept = "" if wrong.readable is None else wrong.readable.edtf
            if _TWO_DATES.search(value):
                return Reading("", "holds two dates (expected one person a row)")
            return Reading(kept, str(wrong).removeprefix(f'"{value}" '))
        return Reading(date.edtf)

    def _age(self, value: str) -> Reading:
        digits = re.sub(r"[.,]0$", "", value)
        if digits.isdecimal() and int(digits) < 121 and len(digits) < 4:
            return Reading(PartialDate.from_age(int(digits), self.today).edtf)
        if span := re.fullmatch(r"(\d\d)\s*[-–—/]\s*(\d\d)\D*", value):
            middle = (int(span[1]) + int(span[2])) // 2
            return Reading(PartialDate.from_age(middle, self.today).edtf)
        try:
            return Reading(PartialDate.parse(value, today=self.today).edtf)
        except DateError:
            return Reading("", "is not an age (expected years, such as 39)")


_UNDERSTOOD = {*DATE_FIELDS, *NUMBER_FIELDS, "age", "sex", "category"}
_KEPT_AS_TEXT = re.compile(r'^="([^"]*)"$')
_FORMULA = "is a formula (expected its value)"
_TOO_LONG = f"is too long for a cell (expected at most {MAX_CELL:,} letters)"


def is_month_first(values: list[str]) -> bool:
    """Whether a column writes 5/17/1990: some second numbers can be no month, every first one can."""
    pairs = [
        tuple(map(int, found.groups()))
        for value in values
        if (found := _MONTH_FIRST.fullmatch(value.strip()))
    ]
    return any(second > 12 for _, second in pairs) and all(first <= 12 for first, _ in pairs)


def screened(values: list[str], *, formulas: bool = True) -> tuple[list[str], dict[int, str]]:
    """Values without words for nothing, texts too long, and (if asked) formulas; and what was wrong.

    `="00123"` is how spreadsheets keep the noughts of a number in a text file: 00123.
    """
    faults: dict[int, str] = {}
    if max(map(len, values), default=0) > MAX_CELL:
        faults = {code: _TOO_LONG for code, value in enumerate(values) if len(value) > MAX_CELL}
    if formulas and "=" in "".join(values):
        values = list(values)
        for code in [code for code, value in enumerate(values) if value[:1] == "="]:
            values[code] = text = _KEPT_AS_TEXT.sub(r"\1", values[code])
            if text[:1] == "=":
                faults[code] = _FORMULA
    if faults:
        values = ["" if code in faults else value for code, value in enumerate(values)]
    return (without_nothings(values) if formulas else values), faults


def without_nothings(values: list[str]) -> list[str]:
    """Without the words and dashes that lists write where nothing is known."""
    if _NOTHING.isdisjoint(values):
        return values
    return ["" if value in _NOTHING else value for value in values]


def _number(value: str) -> Reading:
    """Numbers that passed through a spreadsheet: 12345.0 is 12345, and 1.2E+09 has lost its digits."""
    if value.isalnum():
        return Reading(value)
    if "+" in value and _EXPONENT.fullmatch(value):
        return Reading("", "was cut short by a spreadsheet (expected all its digits)")
    whole = _POINT_NOUGHT.fullmatch(value)
    return Reading(whole[1] if whole else value)
