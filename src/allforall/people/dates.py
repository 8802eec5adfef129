"""Dates of which a part may be missing: what a list says of a day, kept no more exact than it was said.

The written form is EDTF level 1 (Library of Congress, ISO 8601-2:2019): `1990`, `1990-05`, `1990-05-17`,
`1990~` about, `1990?` uncertain, `1990%` both, `199X` some year of the nineties.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from allforall.people.errors import DateError

EXPECTED = "day.month.year, 1990-05-17, 1990 or 1990~"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year as far as it is known; None where it is not.

    `approximate` ("about 1985", an age) and `uncertain` ("1985?") are EDTF's `~` and `?`. `span` is the
    number of years that `year` stands for: 10 for `199X`, whose `year` is then the middle one, 1995.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    span: int = 1

    @classmethod
    def parse(
        cls, text: str, *, today: datetime.date | None = None, month_first: bool = False
    ) -> PartialDate:
        """Read a date as people write it in four languages; raises DateError.

        Day comes before month unless `month_first`. `today` settles ages and two-digit years.
        """
        from allforall.people.date_text import read_date

        return read_date(text, today or datetime.date.today(), month_first)

    @classmethod
    def from_age(cls, age: int, today: datetime.date) -> PartialDate:
        """About the year in which someone was born who is `age` years old today."""
        return cls(today.year - age, approximate=True)

    @property
    def edtf(self) -> str:
        """The date as EDTF; "" when nothing of it is known."""
        if self.year is None and self.month is None and self.day is None:
            return ""
        if self.span > 1:
            return _year(self.year, self.span)
        parts = [_year(self.year, 1)]
        if self.month is not None or self.day is not None:
            parts.append("XX" if self.month is None else f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts) + _QUALIFIERS[self.approximate, self.uncertain]

    def __str__(self) -> str:
        return self.edtf


_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
_EDTF = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%]?)")


def read_edtf(text: str) -> PartialDate | None:
    """An EDTF level 1 date, or None when the text has another form; raises DateError for 1990-02-31."""
    found = _EDTF.fullmatch(text)
    if found is None:
        return None
    year, month, day, mark = found.groups()
    known = year.rstrip("X")
    if "X" in known or (not known and not (month or day)):
        return None
    approximate, uncertain = mark in ("~", "%"), mark in ("?", "%")
    if known and len(known) < 4:
        span = 10 ** (4 - len(known))
        return PartialDate(int(known) * span + span // 2, approximate=True, uncertain=uncertain, span=span)
    exact = dated(int(known) if known else None, _part(month), _part(day), text)
    return PartialDate(exact.year, exact.month, exact.day, approximate, uncertain)


def dated(year: int | None, month: int | None, day: int | None, text: str) -> PartialDate:
    """The date of these numbers, or a DateError that carries what of them is possible."""
    if month is not None and not 1 <= month <= 12:
        # 05.17.1990: only the other order can be meant, so it is offered, but not as certain
        swapped = _possible(year, day, month) and month <= 31
        readable = PartialDate(year, day, month, uncertain=True) if swapped else PartialDate(year)
        raise _refused(text, readable)
    if day is not None and not _possible(year, month, day):
        month_holds = day == 0 or day > 31
        raise _refused(text, PartialDate(year, month if month_holds else None))
    return PartialDate(year, month, day)


def check_birth(date: PartialDate, today: datetime.date, text: str) -> None:
    """Raises DateError for a birth in the future or before 1900; `readable` then lacks the year."""
    if date.year is None or (date.year >= 1900 and first_day(date) <= today):
        return
    rest = None if date.month is None else PartialDate(None, date.month, date.day)
    raise DateError(f'"{text}" is not a date of birth (expected a year from 1900 to {today.year})', rest)


def first_day(date: PartialDate) -> datetime.date:
    """The earliest day the date may mean; its year must be known."""
    year = (date.year or 1) - (date.span // 2)
    return datetime.date(max(year, 1), date.month or 1, (date.day or 1) if date.month else 1)


def _refused(text: str, readable: PartialDate | None) -> DateError:
    kept = readable if readable is not None and readable.edtf else None
    return DateError(f'"{text}" is not a date (expected {EXPECTED})', kept)


def _possible(year: int | None, month: int | None, day: int | None) -> bool:
    if day is None or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return False
    if month is None:
        return True
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _part(digits: str | None) -> int | None:
    return int(digits) if digits and "X" not in digits else None


def _year(year: int | None, span: int) -> str:
    if year is None:
        return "XXXX"
    text = f"{year:04d}"
    unknown = len(str(span)) - 1
    return text[: 4 - unknown] + "X" * unknown
