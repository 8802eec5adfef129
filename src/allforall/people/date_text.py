"""Dates as officers, clerks and spreadsheets write them, in Ukrainian, Russian, Turkish and English."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

from allforall.people.dates import EXPECTED, PartialDate, dated, read_edtf
from allforall.people.errors import DateError
from allforall.people.months import read_month
from allforall.people.text import one_script

_ABOUT = re.compile(
    r"^(?:[~≈≃]|(?:близько|бл|біля|приблизно|прибл|орієнтовно|около|ок|примерно|прим|приблизительно|"
    r"предположительно|ориентировочно|about|abt|around|approximately|approx|circa|ca?|"
    r"yaklaşık(?: olarak)?|yakl|tahminen|tahmini|takriben|aşağı yukarı)(?=[\W\d])\.?)\s*"
    r"|\s*(?:[~≈]|\b(?:приблизно|примерно|приблизительно|civarı(?:nda)?|dolaylarında|approx\.?))$"
)
_UNSURE = re.compile(
    r"^(?:можливо|ймовірно|імовірно|возможно|вероятно|possibly|probably|perhaps|belki|muhtemelen)\s+"
    r"|\s*\(?\s*\?+\s*\)?$"
)
_BORN = re.compile(
    r"^(?:р\.?\s?н\.?|г\.?\s?р\.?|д\.?\s?н\.?|д\.?\s?р\.?|дата народження|дата рождения|"
    r"народ(?:ився|илася|жен\w*)|нар\.?|родил(?:ся|ась)|рожд\.?|род\.?|"
    r"born(?: on| in)?|b\.|d\.?o\.?b\.?|date of birth|doğum(?: tarihi)?|dt\.?)"
    r"(?=[\s:\d])\s*:?\s*"
    r"|[\s,]*(?:р(?:ік|оку|оці)?\.?\s?н(?:ар(?:од(?:ження|ж)?)?)?\.?|г(?:ода?)?\.?\s?р(?:ожд(?:ения)?)?\.?|"
    r"року|рік|роки|года?|рр?\.?|гг?\.?|y\.|yılı|doğumlu|d(?:oğ)?\.|doğ)$"
)
_AGE = re.compile(
    r"(?:вік|возраст|age|aged|yaş[ıi]?)?\W*(\d{1,3})\s*"
    r"(?:повних\s+|полных\s+)?(?:років|роки|рік|лет|годов|года?|л\.?|years?(?:[\s-]+old)?|y\.?\s?o\.?|yrs?\.?|"
    r"yaşında|yaş)\.?"
    r"|(?:вік|возраст|age|aged|yaş[ıi]?)\W*(\d{1,3})\W*"
)
_TIME = re.compile(
    r"(?<=\d)[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:z|utc|[ap]m|[+-]\d{2}:?\d{2})?$", re.I
)
_SEP = r"\s*[.,/\\\-–—−‐\s][.,\s]*"
_NUMBERS = re.compile(rf"(\d{{1,4}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{1,4}}))?\.?")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEP}((?:19|20)\d\d)")
_WORDY = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = re.compile(r"(?<=\d)\s?-?\s?(?:го|е|ого|st|nd|rd|th)\b")
_UNKNOWN_PARTS = re.compile(r"([xх?_*–-]{1,2}|\d{1,2})\s?[./-]\s?([xх?_*–-]{1,2}|\d{1,2})\s?[./-]\s?(\d{4})")
_BESIDE = re.compile(
    r"(?<=\d)[\s,;]*(?:[,(]\s*\d{1,3}\s*(?:років|роки|рік|р\.|лет|года?|г\.|yaş\w*|years?|y\.?o\.?)?\s*\)?|\*+)$"
)
_DAYS = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d-])")
_YEARS = re.compile(r"((?:19|20)\d\d)\s*(?:[-–—/]|або|или|or|veya)\s*((?:19|20)\d\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_SERIAL = range(10_000, 73_051)  # a spreadsheet's days from 1927 to 2099


def read_date(text: str, today: datetime.date, month_first: bool = False) -> PartialDate:
    """The date a cell means; raises DateError, which carries what is readable."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return dated(year, month, day, text)
    if found := _DOTTED.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _ordered(first, second, year, text, month_first)
    try:
        return _qualified(" ".join(text.split()), text, today, month_first)
    except DateError as wrong:
        if wrong.readable is None:
            wrong.readable = _readable(text)
        raise


def _readable(text: str) -> PartialDate | None:
    """The one whole date, else the one year, that stands in a text of which more cannot be read."""
    days = _DAYS.findall(text)
    if len(days) == 1 and days[0] != text:
        with suppress(DateError):
            return read_date(days[0], datetime.date.max)
    years = set(_YEAR.findall(text))
    return PartialDate(int(years.pop())) if len(years) == 1 and not days else None


def _qualified(said: str, text: str, today: datetime.date, month_first: bool) -> PartialDate:
    """Take off "about", "possibly" and "born", read what is left, and put the doubt into the date."""
    if (edtf := read_edtf(said.upper().replace("Х", "X"))) is not None:
        return edtf
    said = one_script(_digits(said).lower())
    if age := _AGE.fullmatch(_ABOUT.sub("", said)):
        return _aged(int(age[1] or age[2]), today, text)
    bare, born = _taken_off(_BORN, _BESIDE.sub("", _TIME.sub("", said)))
    bare, about = _taken_off(_ABOUT, bare)
    bare, unsure = _taken_off(_UNSURE, bare)
    bare, born_inside = _taken_off(_BORN, bare)
    date = _bare(bare.strip(" .,;()"), text, today, month_first, born or born_inside)
    if not (about or unsure):
        return date
    approximate, uncertain = about or date.approximate, unsure or date.uncertain
    return PartialDate(date.year, date.month, date.day, approximate, uncertain, date.span)


def _bare(said: str, text: str, today: datetime.date, month_first: bool, born: bool) -> PartialDate:
    if said.isdecimal():
        return _digits_only(said, text, today, born)
    if years := _YEARS.fullmatch(said):
        low, high = sorted(map(int, years.groups()))
        if high - low <= 20:
            return PartialDate((low + high) // 2, approximate=True)
    if (parts := _UNKNOWN_PARTS.fullmatch(said)) and not (parts[1] + parts[2]).isdecimal():
        day, month = (int(part) if part.isdecimal() else None for part in parts.groups()[:2])
        return dated(int(parts[3]), month, day, text)
    if monthly := _MONTH_YEAR.fullmatch(said):
        return dated(int(monthly[2]), int(monthly[1]), None, text)
    if numbers := _NUMBERS.fullmatch(said):
        return _numbers(*numbers.groups(), text=text, today=today, month_first=month_first)
    if serial := re.fullmatch(r"(\d{5})[.,]\d+", said):
        return _digits_only(serial[1], text, today, born)
    if decade := re.fullmatch(r"(\d{3})[xх_*?]", said):
        return PartialDate(int(decade[1]) * 10 + 5, approximate=True, span=10)
    return _with_month_name(_ORDINAL.sub("", said), text, today)


def _numbers(
    first: str, second: str, third: str | None, *, text: str, today: datetime.date, month_first: bool
) -> PartialDate:
    if third is None:
        return dated(int(first), int(second), None, text)
    if len(first) >= 3 or (int(first) > 31 and len(third) < 3):
        return dated(_full_year(first, today, text), int(second), int(third), text)
    return _ordered(int(first), int(second), _full_year(third, today, text), text, month_first)


def _ordered(first: int, second: int, year: int, text: str, month_first: bool) -> PartialDate:
    if month_first and first <= 12:
        return dated(year, first, second, text)
    return dated(year, second, first, text)


def _with_month_name(said: str, text: str, today: datetime.date) -> PartialDate:
    parts = _WORDY.findall(said)
    months = [month for part in parts if not part.isdecimal() and (month := read_month(part))]
    numbers = [part for part in parts if part.isdecimal()]
    if len(months) != 1 or len(numbers) not in (1, 2) or len(parts) != len(numbers) + 1:
        raise _not_a_date(text)
    if len(numbers) == 1:
        only = numbers[0]
        return (
            dated(int(only), months[0], None, text)
            if len(only) == 4
            else dated(None, months[0], int(only), text)
        )
    day, year = sorted(numbers, key=len) if len(numbers[0]) != len(numbers[1]) else numbers
    return dated(_full_year(year, today, text), months[0], int(day), text)


def _digits_only(said: str, text: str, today: datetime.date, born: bool) -> PartialDate:
    """A year, a spreadsheet's day number, or a date without separators."""
    number = int(said)
    if len(said) == 4 and 1800 <= number <= 2100:
        return PartialDate(number)
    if len(said) == 2 and born:
        return PartialDate(_full_year(said, today, text))
    if number in _SERIAL:
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=number)
        return PartialDate(day.year, day.month, day.day)
    if len(said) == 8:
        year_first = 1800 <= int(said[:4]) <= 2100 and 1 <= int(said[4:6]) <= 12
        cut = (said[:4], said[4:6], said[6:]) if year_first else (said[4:], said[2:4], said[:2])
        return dated(int(cut[0]), int(cut[1]), int(cut[2]), text)
    if len(said) == 6:
        return dated(_full_year(said[4:], today, text), int(said[2:4]), int(said[:2]), text)
    raise _not_a_date(text)


def _full_year(digits: str, today: datetime.date, text: str) -> int:
    """Two digits mean the last such year that is not in the future."""
    year = int(digits)
    if len(digits) <= 2:
        return year + (2000 if year <= today.year % 100 else 1900)
    if 1000 <= year <= 2999:
        return year
    raise _not_a_date(text)


def _aged(age: int, today: datetime.date, text: str) -> PartialDate:
    if age > 120:
        raise _not_a_date(text)
    return PartialDate.from_age(age, today)


def _taken_off(pattern: re.Pattern[str], said: str) -> tuple[str, bool]:
    left, count = pattern.subn("", said)
    return (left.strip(), True) if count and left.strip() else (said, False)


def _digits(said: str) -> str:
    """Arabic and other digits as 0-9; the letter O between digits as a nought."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in said)
    return re.sub(r"(?<=[\d.])[OoОо](?=[\d.])", "0", plain)


def _not_a_date(text: str) -> DateError:
    return DateError(f'"{text}" is not a date (expected {EXPECTED})')
