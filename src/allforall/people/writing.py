"""Writing lists as CSV and XLSX. No cell ever becomes a formula or a link, whatever it holds."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from typing import Any

from allforall.people.errors import OutputError
from allforall.people.fields import FIELDS
from allforall.people.files import writing
from allforall.people.person import Person
from allforall.people.text import guarded

MAX_ROWS = 1_048_575  # a sheet's rows less the header
_TOO_LONG = -2
_PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"id": 12, "full_name": 36, "birth_date": 12, "sex": 8, "notes": 40}


def write_rows(path: str | os.PathLike[str], header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV file (UTF-8, commas, line feeds) with guarded cells; gives back how many rows it has."""
    count = 0
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([guarded(cell) for cell in row])
            count += 1
    return count


def write_csv(path: str | os.PathLike[str], persons: Iterable[Person], fields: Sequence[str] = FIELDS) -> int:
    """Write a list as CSV; `fields` are the columns. `read_list` gives the same values back."""
    return write_rows(path, fields, ([person.text(name) for name in fields] for person in persons))


def write_xlsx(
    path: str | os.PathLike[str],
    persons: Iterable[Person],
    fields: Sequence[str] = FIELDS,
    sheet: str = "persons",
) -> int:
    """Write a list as XLSX, every cell as text. Raises OutputError beyond the rows a sheet can hold."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    with writing(path) as temporary:
        try:
            with xlsxwriter.Workbook(str(temporary), _PLAIN) as book:
                page = book.add_worksheet(sheet)
                _write_head(
                    page, fields, book.add_format({"bold": True}), book.add_format({"num_format": "@"})
                )
                return _write_body(page, persons, fields, path)
        except XlsxWriterException as failed:
            raise OutputError(f"{path}: cannot be written: {failed}") from failed


def _write_head(page: Any, fields: Sequence[str], bold: Any, text: Any) -> None:
    for place, name in enumerate(fields):
        page.set_column(
            place, place, _WIDTHS.get(name, 16), text
        )  # text, so that dates typed in later stay text
        page.write_string(0, place, name, bold)
    page.freeze_panes(1, 0)


def _write_body(
    page: Any, persons: Iterable[Person], fields: Sequence[str], path: str | os.PathLike[str]
) -> int:
    row = 0
    for row, person in enumerate(persons, 1):  # the count is the answer
        if row > MAX_ROWS:
            raise OutputError(f"{path}: a sheet holds at most {MAX_ROWS:,} persons (write CSV instead)")
        for place, name in enumerate(fields):
            value = person.text(name)
            if value and page.write_string(row, place, value) == _TOO_LONG:
                raise OutputError(f"{path}: row {row + 1}, column {name}: too long for a cell of a sheet")
    page.autofilter(0, 0, row, max(len(fields) - 1, 0))
    return row
