"""Slips of dates. Until the last of them a whole date is written year-month-day."""

from __future__ import annotations

import datetime

from allforall.rehearsal.slips.row import Row, slip

YOUNGEST, OLDEST = 2009, 1940
DATES = ("birth_date", "captured_on")
ABOUT = {
    "uk": ("близько {}", "приблизно {} р.н.", "~{}"),
    "ru": ("около {}", "примерно {} г.р.", "~{}"),
    "la": ("about {}", "c. {}", "~{}"),
}
BORN = {"uk": "{} р.н.", "ru": "{} г.р.", "la": "born {}"}
AGE = {"uk": "{} років", "ru": "{} лет", "la": "aged {}"}
MONTHS = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "la": "January February March April May June July August September October November December",
}
WRITTEN_IN = 2026  # the year in which ages are given


def _whole(row: Row) -> tuple[int, int, int] | None:
    text = row["birth_date"]
    return (int(text[:4]), int(text[5:7]), int(text[8:])) if len(text) == 10 else None


def _put(row: Row, year: int, month: int, day: int) -> None:
    """Write a date of birth if it is a day of the calendar and of a living soldier."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return
    if OLDEST <= year <= YOUNGEST:
        row["birth_date"] = date.isoformat()


@slip()
def date_digit(row: Row) -> None:
    """One digit of the date of birth is wrong."""
    text, at = row["birth_date"], row.chance.one((2, 3, 3, 6, 8, 9, 9))
    if len(text) == 10:
        digit = (int(text[at]) + row.chance.whole(1, 10)) % 10
        text = text[:at] + str(digit) + text[at + 1 :]
        _put(row, int(text[:4]), int(text[5:7]), int(text[8:]))


@slip()
def day_month_swapped(row: Row) -> None:
    """Day and month are exchanged, where the day can be a month."""
    if date := _whole(row):
        _put(row, date[0], date[2], date[1])


@slip()
def year_off_by_one(row: Row) -> None:
    """The year of birth is one too early or too late."""
    if date := _whole(row):
        _put(row, date[0] + row.chance.one((-1, 1)), date[1], date[2])


@slip()
def year_off_by_more(row: Row) -> None:
    """The year of birth, remembered or guessed, is two to four off."""
    if date := _whole(row):
        _put(row, date[0] + row.chance.one((-4, -3, -2, -2, 2, 2, 3, 4)), date[1], date[2])


@slip()
def date_placeholder(row: Row) -> None:
    """The first of January stands for "some day of that year"."""
    if date := _whole(row):
        _put(row, date[0], 1, 1)


@slip()
def year_only(row: Row) -> None:
    """Only the year of birth is known."""
    row["birth_date"] = row["birth_date"][:4]


@slip()
def month_only(row: Row) -> None:
    """Only the month and year of birth are known."""
    row["birth_date"] = row["birth_date"][:7]


@slip()
def age_instead(row: Row) -> None:
    """Somebody said how old he looked, so the year is approximate."""
    if row["birth_date"]:
        row["birth_date"] = f"{int(row['birth_date'][:4]) + row.chance.one((-2, -1, -1, 0, 0, 0, 1, 1, 2))}~"


@slip()
def captured_on_near(row: Row) -> None:
    """The day of capture is the day of the last message, up to two weeks off."""
    if len(row["captured_on"]) == 10:
        day = datetime.date.fromisoformat(row["captured_on"])
        off = row.chance.one((-14, -7, -5, -3, -2, -1, -1, 1, 1, 2, 3, 4, 6, 10))
        row["captured_on"] = (day + datetime.timedelta(off)).isoformat()


@slip()
def captured_on_month(row: Row) -> None:
    """Only the month of capture is known."""
    row["captured_on"] = row["captured_on"][:7]


@slip()
def date_written(row: Row) -> None:
    """Dates are written as people write them: with dots, with words, with two figures for the year."""
    style = row.chance.whole(0, 100)
    for column in DATES:
        row[column] = _written(row[column], style, row.language)


def _written(text: str, style: int, language: str) -> str:
    if len(text) == 10:
        return _whole_written(text, style, language)
    if len(text) == 5:
        return _about_written(text[:4], style, language)
    if len(text) == 7:
        return f"{text[5:]}.{text[:4]}" if style < 70 else text
    return BORN[language].format(text) if len(text) == 4 and style >= 80 else text


def _whole_written(text: str, style: int, language: str) -> str:
    year, month, day = text[:4], text[5:7], text[8:]
    if style < 76:
        return f"{day}.{month}.{year}"
    if style < 82:
        return f"{int(day)}.{int(month)}.{year}"
    if style < 87:
        return f"{day}/{month}/{year}" if int(day) > 12 else f"{day}.{month}.{year}"
    if style < 91:
        return f"{day}.{month}.{year[2:]}"
    if style < 96:
        return f"{int(day)} {MONTHS[language].split()[int(month) - 1]} {year}"
    return f"{day}.{month}.{year} р." if language == "uk" else f"{day}-{month}-{year}"


def _about_written(year: str, style: int, language: str) -> str:
    if style < 40:
        return f"{year}~"
    if style < 65:
        return AGE[language].format(WRITTEN_IN - int(year))
    return ABOUT[language][style % 3].format(year)
