"""Reading tables of our own making (answers, plans): a CSV or spreadsheet with named columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from allforall.people.tables import Row
from allforall.people.sources.workbook import open_workbook
from allforall.plan.errors import PlanError

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEADER_WITHIN = 20
csv.field_size_limit(1 << 30)


class Sheet:
    """The rows of a table, and where its columns stand; column names are folded in case."""

    def __init__(self, path: Path, header: Sequence[str], rows: Iterator[Row]) -> None:
        self.path = path
        self.columns = {name.strip().casefold(): at for at, name in reversed(list(enumerate(header)))}
        self.rows = rows

    def require(self, *names: str) -> None:
        """Raises PlanError naming the columns that are missing."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            there = ", ".join(self.columns) or "none"
            raise PlanError(f"{self.path}: column {', '.join(missing)} is missing (found: {there})")

    def place(self, name: str) -> int | None:
        """Where a column stands, None when there is none."""
        return self.columns.get(name)


def open_sheet(path: Path, key: str) -> Sheet:
    """Open a table by its header, the row that has the column `key`; raises PlanError when there is none."""
    start = _start(path)
    if start.startswith(_SPREADSHEETS):
        return _workbook_sheet(path, key)
    rows = _text_rows(path)
    header = next(rows, None)
    if header is None or not any(cell.strip() for cell in header[1]):
        raise PlanError(f"{path}: the file is empty (expected a header with {key})")
    sheet = Sheet(path, header[1], rows)
    sheet.require(key)
    return sheet


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(8)
    except OSError as failed:
        raise PlanError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed


def _text_rows(path: Path) -> Iterator[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as failed:
        raise PlanError(f"{path}: is not UTF-8 text (byte {failed.start})") from failed
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as failed:
        raise PlanError(f"{path}: line {reader.line_num}: {failed}") from failed


def _workbook_sheet(path: Path, key: str) -> Sheet:
    for sheet in open_workbook(path):
        for number, cells in sheet.head(_HEADER_WITHIN):
            if key in (cell.strip().casefold() for cell in cells):
                return Sheet(path, cells, _after(sheet.head(1 << 30), number))
    raise PlanError(f"{path}: no sheet has a column {key}")


def _after(rows: Sequence[Row], header: int) -> Iterator[Row]:
    for number, cells in rows:
        if number > header:
            yield number, cells
