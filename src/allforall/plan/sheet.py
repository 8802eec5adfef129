"""Reading tables of our own making (answers, plans): a CSV or spreadsheet with named columns."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from allforall.plan.errors import PlanError

Line = tuple[int, list[str]]
"""The number of a row in its file, counted from 1, and its cells."""

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HEADER_WITHIN = 20
_LARGEST_UNPACKED = 1 << 31
csv.field_size_limit(1 << 30)


class Sheet:
    """The rows of a table, and where its columns stand; column names are folded in case."""

    def __init__(self, path: Path, header: Sequence[str], rows: Iterator[Line]) -> None:
        self.path = path
        self.columns = {name.strip().casefold(): at for at, name in reversed(list(enumerate(header)))}
        self.rows = rows

    def require(self, *names: str) -> None:
        """Raises PlanError naming the columns that are missing."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            there = ", ".join(filter(None, self.columns)) or "none"
            raise PlanError(f"{self.path}: column {', '.join(missing)} is missing (found: {there[:200]})")

    def place(self, name: str) -> int | None:
        """Where a column stands, None when there is none."""
        return self.columns.get(name)


def open_sheet(path: Path, key: str) -> Sheet:
    """Open a table by its header, the row that has the column `key`; raises PlanError when there is none."""
    return next(open_sheets(path, key))


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet and not a text."""
    return _start(path).startswith((_ZIP, _OLD_EXCEL))


def open_sheets(path: Path, key: str, *, needed: bool = True) -> Iterator[Sheet]:
    """Every sheet of a file that has the column `key`; raises PlanError when it is `needed` and missing."""
    if is_workbook(path):
        yield from _workbook_sheets(path, key, needed=needed)
        return
    rows = _text_rows(path)
    header = next(rows, None)
    if header is None or not any(cell.strip() for cell in header[1]):
        raise PlanError(f"{path}: the file is empty (expected a header with {key})")
    sheet = Sheet(path, header[1], rows)
    sheet.require(key)
    yield sheet


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(8)
    except OSError as failed:
        raise PlanError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed


def _text_rows(path: Path) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as failed:
        raise PlanError(f"{path}: is not UTF-8 text (byte {failed.start})") from failed
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as failed:
        raise PlanError(f"{path}: line {reader.line_num}: {failed}") from failed


def _workbook_sheets(path: Path, key: str, *, needed: bool) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    found = False
    try:
        if _start(path).startswith(_ZIP):
            _check_size(path)
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows = _numbered(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for number, cells in rows:
                if key in (cell.strip().casefold() for cell in cells):
                    found = True
                    yield Sheet(path, cells, rows)
                if number >= _HEADER_WITHIN:
                    break
    except (CalamineError, PasswordError, zipfile.BadZipFile, ValueError) as failed:
        raise PlanError(f"{path}: cannot be read as a spreadsheet: {failed}") from failed
    if needed and not found:
        raise PlanError(f"{path}: no sheet has a column {key}")


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        size = sum(each.file_size for each in packed.infolist())
    if size > _LARGEST_UNPACKED:
        raise PlanError(f"{path}: unpacks to {size:,} bytes (expected at most {_LARGEST_UNPACKED:,})")


def _numbered(rows: Sequence[Sequence[object]]) -> Iterator[Line]:
    for number, cells in enumerate(rows, 1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
