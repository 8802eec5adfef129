"""The rows of a list as an officer types them into a spreadsheet: which columns, headers and cells."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from allforall.rehearsal.chance import Chance
from allforall.rehearsal.sheets import COLUMNS, Sheet
from allforall.rehearsal.tables import table

Cell = str | int | datetime.date
NAME_PARTS = ("surname", "given_name", "patronymic")
WHOLE_NAME_SHARE = 0.55  # of lists, those with one column for the name
DATE_CELL_SHARE = 0.5  # of whole dates, those typed so that the program took them for dates
TWO_LINES_SHARE = 0.04
PASTED_TWICE_SHARE = 0.008
DATES = ("birth_date", "captured_on")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DOTTED = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


@dataclass(frozen=True)
class OfficeRows:
    """One list: its language, header cells and rows of cells, the first of them a running number."""

    language: str
    header: list[str]
    rows: list[list[Cell]]


def phrase(name: str, language: str, chance: Chance) -> str:
    """One of the ways in which officers write a header or a title."""
    row = next(each for each in table("headers") if each["field"] == name)
    return chance.one(row[language].split(" / "))


def office_rows(sheet: Sheet, language: str, chance: Chance) -> OfficeRows:
    """The sheet with headers in Ukrainian, Russian, Turkish or English ("tr", "en"), as an officer keeps it.

    Empty columns are left out; the name stands in one cell or in three; some rows are pasted twice.
    """
    whole = chance.happens(WHOLE_NAME_SHARE)
    fields = [name for name in COLUMNS if _wanted(sheet, name, whole)]
    header = [phrase(name, language, chance) for name in ("number", *fields)]
    rows: list[list[Cell]] = []
    for at in range(len(sheet)):
        cells = [_cell(sheet, at, name, chance) for name in fields]
        for _ in range(2 if chance.happens(PASTED_TWICE_SHARE) else 1):
            rows.append([len(rows) + 1, *cells])
    return OfficeRows(language, header, rows)


def _wanted(sheet: Sheet, name: str, whole: bool) -> bool:
    if name in NAME_PARTS:
        return not whole
    if name == "full_name":
        return whole or bool((sheet.columns[name] != "").any())
    return bool((sheet.columns[name] != "").any())


def _cell(sheet: Sheet, at: int, name: str, chance: Chance) -> Cell:
    text = str(sheet.columns[name][at])
    if name == "full_name" and not text:
        return _whole_name(sheet, at, chance)
    if name in DATES:
        return _date(text, chance)
    return text


def _whole_name(sheet: Sheet, at: int, chance: Chance) -> str:
    """The name in one cell, rarely on two lines; empty where the parts have columns of their own."""
    parts = [str(sheet.columns[part][at]) for part in NAME_PARTS]
    between = "\n" if chance.happens(TWO_LINES_SHARE) else " "
    return between.join(filter(None, (parts[0], " ".join(filter(None, parts[1:])))))


def _date(text: str, chance: Chance) -> Cell:
    """A whole date as a date cell or as text; anything else as it is written."""
    if not chance.happens(DATE_CELL_SHARE):
        return text
    if found := _ISO.fullmatch(text):
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(text):
        return datetime.date(int(found[3]), int(found[2]), int(found[1]))
    return text
