"""Spreadsheets: XLSX, XLSM, XLS and ODS."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from allforall.people.errors import ListError
from allforall.people.sources.package import SheetFacts, check_package, column_number
from allforall.people.tables import (
    MAX_COLUMNS,
    Chunk,
    Column,
    Fault,
    Progress,
    Row,
    chunks_of,
    encode_objects,
    fitting,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

_EPOCH = datetime.date(1899, 12, 30)
_CONTINUED = Fault(-1, "", "goes on from the merged row above (expected one row for one person)", kept=False)
# A year typed into a cell that is formatted as a date shows as a day of 1905.
_YEARS_AS_DAYS = range(1920, 2036)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; `lacking` has what is wrong with single cells, by row and column from 0."""

    sheet: CalamineSheet
    name: str
    hidden: bool
    lacking: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return int(self.sheet.height)

    def head(self, count: int) -> list[Row]:
        """The first rows that are not empty."""
        return list(islice(self._rows(), count))

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows; progress counts rows."""
        total = self.sheet.total_height
        plain = (
            not self.lacking and not self.sheet.merged_cell_ranges and self.sheet.total_width <= MAX_COLUMNS
        )
        for chunk in self._plain_chunks(size) if plain else chunks_of(self._rows(), size):
            if progress is not None:
                progress(int(chunk.numbers[-1]), total)
            yield chunk

    def _plain_chunks(self, size: int) -> Iterator[Chunk]:
        """Rows of which none needs a look of its own, by columns; empty rows are left in."""
        margin, first = self.sheet.start[1] if self.sheet.start else 0, 1
        rows = self.sheet.iter_rows()
        while gathered := list(islice(rows, size)):
            empty = Column(np.zeros(len(gathered), np.int32), [""])
            columns = [encode_objects(cells, cell_text) for cells in zip(*gathered, strict=True)]
            numbers = np.arange(first, first + len(gathered), dtype=np.int64)
            yield Chunk(numbers, [empty] * margin + columns)
            first += len(gathered)

    def _rows(self) -> Iterator[Row]:
        start = self.sheet.start
        if start is None:
            return
        margin = [""] * start[1]
        spans = _tall_merges(self.sheet)
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            texts = margin + [cell if type(cell) is str else cell_text(cell) for cell in cells]
            faults = self.lacking.get(number, ())
            if spans and _fill(texts, number - 1, spans):
                faults = (*faults, _CONTINUED)
            row = fitting(number, _trimmed(texts))
            if faults:
                yield Row(number, row.cells, (*faults, *row.faults))
            elif row.cells:
                yield row


def open_workbook(path: Path, *, zipped: bool) -> list[Sheet]:
    """All sheets of a workbook, in its order; raises ListError when the file is broken, locked or a bomb."""
    facts = check_package(path) if zipped else {}
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with _silent():
            return _sheets(CalamineWorkbook.from_path(path), facts)
    except PasswordError as locked:
        raise ListError(f"{path}: is locked with a password (expected a file without one)") from locked
    except (CalamineError, OSError, ValueError) as broken:
        raise _unreadable(path) from broken
    except BaseException as broken:  # the spreadsheet library's own panic is no Exception
        if type(broken).__name__ == "PanicException":
            raise _unreadable(path) from broken
        raise


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing on standard error meanwhile: the library writes there when it panics, before it is caught."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _unreadable(path: Path) -> ListError:
    return ListError(f"{path}: is broken or cut off (expected a whole spreadsheet file)")


def _sheets(book: CalamineWorkbook, facts: Mapping[str, SheetFacts]) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = []
    for each in book.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet:
            hidden = each.visible != SheetVisibleEnum.Visible
            lacking = _faults(facts[each.name].lacking) if each.name in facts else {}
            sheets.append(Sheet(book.get_sheet_by_name(each.name), each.name, hidden, lacking))
    return sheets


def _faults(lacking: list[tuple[str, str]]) -> dict[int, tuple[Fault, ...]]:
    faults: dict[int, tuple[Fault, ...]] = {}
    for place, shown in lacking:
        letters = place.rstrip("0123456789")
        row = int(place[len(letters) :])
        expected = "is the error of a formula" if shown else "holds a formula that was never computed"
        advice = f"{expected} (expected a value; open the file, save it, or paste as values)"
        faults[row] = (
            *faults.get(row, ()),
            Fault(column_number(letters.encode()) - 1, shown or place, advice),
        )
    return faults


Spans = Mapping[int, list[tuple[int, list[str]]]]


def _tall_merges(sheet: CalamineSheet) -> dict[int, list[tuple[int, list[str]]]]:
    """Row -> (column, memory of the value) of every merged cell that reaches over several rows."""
    spans: dict[int, list[tuple[int, list[str]]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top < bottom <= top + 10_000:
            memory: list[str] = []
            for row in range(top, bottom + 1):
                spans.setdefault(row, []).append((left, memory))
    return spans


def _fill(texts: list[str], row: int, spans: Spans) -> bool:
    """Put a value merged over rows into each of them; True when the row is mostly the one above."""
    carried = 0
    for column, memory in spans.get(row, ()):
        if not memory:
            memory.append(texts[column] if column < len(texts) else "")
        elif column < len(texts) and not texts[column] and memory[0]:
            texts[column] = memory[0]
            carried += 1
    return carried > 2 and 2 * carried > sum(map(bool, texts))


def _trimmed(texts: list[str]) -> list[str]:
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def cell_text(cell: Cell) -> str:
    """A cell as the text that stands for it: whole numbers without ".0", dates as 1990-05-17."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        days = (cell - _EPOCH).days
        return str(days) if days in _YEARS_AS_DAYS else cell.isoformat()
    return str(cell)
