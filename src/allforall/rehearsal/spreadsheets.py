"""Writes a list as an officer's workbook, as they are in life."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from allforall.people.files import writing
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.office_rows import Cell, OfficeRows, office_rows, phrase
from allforall.rehearsal.sheets import Sheet, rank_forms, words

WRITTEN_ON = datetime.datetime(2026, 10, 12, 9, 30)
ROWS_PER_SECTION = 60
LIST_WORDS = {"uk": "uk", "ru": "ru"}
SECOND_SHEET_SHARE = 0.2  # of rows that stand on the second sheet


def write_office_workbook(sheet: Sheet, path: Path, language: str = "uk", seed: int = 1) -> None:
    """Write the list as a workbook with headers in "uk", "ru", "tr" or "en".

    A merged title, a row of column numbers, section rows, total rows and a signature stand around the rows;
    real date cells stand beside text dates, names stand in one cell or in three. A second sheet continues
    the list, a hidden one holds words to choose from. The ids of the sheet stand in a column of their own.
    """
    chance = Chance(seed, "workbook")
    rows = office_rows(sheet, language, chance)
    cut = len(rows.rows) - int(len(rows.rows) * SECOND_SHEET_SHARE)
    with writing(path) as target, xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": WRITTEN_ON})
        formats = _formats(book)
        first = book.add_worksheet(phrase("first_sheet", language, chance))
        _write_list(first, rows, rows.rows[:cut], formats, chance)
        if rows.rows[cut:]:
            second = book.add_worksheet(phrase("second_sheet", language, chance) + " (2)")
            _write_list(second, rows, rows.rows[cut:], formats, chance)
        _write_hidden(book, language, chance)


def _formats(book: Any) -> dict[str, Any]:
    bold = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format(bold | {"font_size": 14}),
        "header": book.add_format(bold | {"border": 1, "bg_color": "#D9D9D9"}),
        "section": book.add_format({"bold": True, "italic": True, "bg_color": "#F2F2F2"}),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"border": 1, "num_format": "dd.mm.yyyy"}),
    }


def _write_list(
    page: Any, rows: OfficeRows, part: list[list[Cell]], formats: dict[str, Any], chance: Chance
) -> None:
    width = len(rows.header)
    at = _write_head(page, rows, formats, chance)
    for number, row in enumerate(part):
        if number % ROWS_PER_SECTION == 0 and len(part) > ROWS_PER_SECTION:
            title = phrase("section", rows.language, chance).format(number // ROWS_PER_SECTION + 1)
            page.merge_range(at, 0, at, width - 1, title, formats["section"])
            at += 1
        _write_row(page, at, row, formats)
        at += 1
    page.write(at, 1, phrase("total", rows.language, chance).format(len(part)), formats["section"])
    page.write(at + 2, 1, phrase("signed", rows.language, chance))
    page.set_column(1, width - 1, 18)


def _write_head(page: Any, rows: OfficeRows, formats: dict[str, Any], chance: Chance) -> int:
    """Title, date, a blank row, the header, and the numbers of the columns; gives the row below."""
    width = len(rows.header)
    page.merge_range(0, 0, 0, width - 1, phrase("title", rows.language, chance), formats["title"])
    page.merge_range(1, 0, 1, width - 1, phrase("as_of", rows.language, chance), formats["title"])
    at = 3 if chance.happens(0.6) else 2
    page.write_row(at, 0, rows.header, formats["header"])
    if chance.happens(0.4):
        at += 1
        page.write_row(at, 0, list(range(1, width + 1)), formats["header"])
    return at + 1


def _write_row(page: Any, at: int, row: list[Cell], formats: dict[str, Any]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, datetime.date):
            page.write_datetime(at, column, datetime.datetime.combine(cell, datetime.time()), formats["date"])
        elif isinstance(cell, int):
            page.write_number(at, column, cell, formats["cell"])
        elif cell.isdecimal() and len(cell) == 4:
            page.write_number(at, column, int(cell), formats["cell"])  # a year, as a spreadsheet takes it
        else:
            page.write_string(at, column, cell, formats["cell"])


def _write_hidden(book: Any, language: str, chance: Chance) -> None:
    """A hidden sheet of words for drop-down lists: no persons stand on it."""
    own = LIST_WORDS.get(language, "la")
    page = book.add_worksheet(phrase("hidden_sheet", language, chance))
    page.write_column(0, 0, [phrase("rank", language, chance), *(forms[0] for forms in rank_forms(own))])
    for column, name in enumerate(("category", "health"), 1):
        choices = [form for forms in words(name, own) for form in forms]
        page.write_column(0, column, [phrase(name, language, chance), *choices])
    page.hide()
