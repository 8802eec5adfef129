"""Spreadsheets: XLSX, XLSM, XLS and ODS."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allforall.people.errors import ListError
from allforall.people.problems import ProblemLog
from allforall.people.tables import Chunk, Progress, Row, chunks_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    sheet: CalamineSheet
    name: str
    hidden: bool

    def head(self, count: int) -> list[Row]:
        """The first rows that are not empty."""
        return [row for row, _ in zip(self._rows(), range(count), strict=False)]

    def chunks(self, size: int, log: ProblemLog, progress: Progress | None) -> Iterator[Chunk]:
        """All rows; progress counts rows."""
        total = self.sheet.height
        for chunk in chunks_of(self._rows(), size):
            if progress is not None:
                progress(int(chunk.numbers[-1]), total)
            yield chunk

    def _rows(self) -> Iterator[Row]:
        start = self.sheet.start
        if start is None:
            return
        for number, cells in enumerate(self.sheet.iter_rows(), start[0] + 1):
            texts = [cell if type(cell) is str else cell_text(cell) for cell in cells]
            if any(texts):
                yield number, texts


def open_workbook(path: Path) -> list[Sheet]:
    """All sheets of a workbook; raises ListError when the file is broken or locked."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(path)
        return [
            Sheet(book.get_sheet_by_name(each.name), each.name, each.visible != SheetVisibleEnum.Visible)
            for each in book.sheets_metadata
        ]
    except PasswordError as locked:
        raise ListError(f"{path}: is locked with a password (expected a file without one)") from locked
    except (CalamineError, OSError, ValueError) as broken:
        raise ListError(f"{path}: cannot be read as a spreadsheet: {broken}") from broken


def cell_text(cell: Cell) -> str:
    """A cell as the text that stands for it: whole numbers without ".0", dates as 1990-05-17."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)
