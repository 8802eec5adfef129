"""Reading a CSV or spreadsheet by its column names, and the plan's own two files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allforall.plan.checker.errors import CheckError

csv.field_size_limit(1 << 30)
_NEW_SHEET = 0
PLAN_COLUMNS = ["stage", "direction", "request_id", "register_id", "place", "reserve", "reason"]


def table(
    path: Path, needed: list[str], *, every_sheet: bool = False, may_lack: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column name with their number in the file, of the first sheet that has all that is needed.

    The header is the first row with all of it. A file without any raises CheckError, unless it `may_lack` it.
    """
    header: list[str] | None = None
    found = False
    for number, cells in _lines(path):
        if number == _NEW_SHEET:
            if found and not every_sheet:
                return
            header = None
        elif header is None:
            names = [cell.strip().casefold() for cell in cells]
            header = names if set(needed) <= set(names) else None
            found = found or header is not None
        elif any(cells):
            filled = [*cells, *[""] * (len(header) - len(cells))]
            yield number, dict(zip(reversed(header), reversed(filled[: len(header)]), strict=True))
    if not found and not may_lack:
        raise CheckError(f"{path}: no header with the columns {', '.join(needed)}")


def is_spreadsheet(path: Path) -> bool:
    """Whether a file begins as spreadsheets do; raises OSError when it cannot be read."""
    with path.open("rb") as handle:
        return handle.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        if is_spreadsheet(path):
            yield from _spreadsheet_lines(path)
            return
        with path.open(encoding="utf-8-sig", newline="") as handle:
            first = handle.readline()
            handle.seek(0)
            lines = csv.reader(handle, delimiter=max([",", ";", "\t"], key=first.count))
            for cells in lines:
                yield lines.line_num, cells
    except OSError as failed:
        raise CheckError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    except (UnicodeDecodeError, csv.Error) as failed:
        raise CheckError(f"{path}: is not a table of UTF-8 text: {failed}") from failed


def _spreadsheet_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of all sheets one after another; whole numbers without their `.0`."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            yield _NEW_SHEET, []
            for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                yield (
                    number,
                    [f"{c:.0f}" if isinstance(c, float) and c.is_integer() else str(c) for c in cells],
                )
    except (CalamineError, PasswordError, ValueError) as failed:
        raise CheckError(f"{path}: cannot be read as a spreadsheet: {failed}") from failed


def plan_files(path: Path) -> tuple[Path, Path]:
    """The table and the JSON of a plan, from either of them or their common stem."""
    name = path.name.removesuffix(".csv").removesuffix(".json")
    return path.with_name(name + ".csv"), path.with_name(name + ".json")


def plan_table(path: Path) -> list[dict[str, str]]:
    """The rows of `PLAN.csv`."""
    return [row for _, row in table(path, PLAN_COLUMNS)]


def plan_json(path: Path) -> dict[str, Any]:
    """What `PLAN.json` says; raises CheckError when it is no JSON object of a plan."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as failed:
        raise CheckError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    except (ValueError, RecursionError) as failed:
        raise CheckError(f"{path}: is not JSON: {failed}") from failed
    if not isinstance(found, dict):
        raise CheckError(f"{path}: is not the JSON of a plan (expected an object)")
    return found
