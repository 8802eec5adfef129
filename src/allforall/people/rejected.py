"""The rows to mend, written beside the output."""

from __future__ import annotations

import os
from pathlib import Path

from allforall.people.problems import RejectedRow
from allforall.people.reading import ListReader
from allforall.people.writing import write_rows

MARKS = ("row", "column", "value", "expected", "kept")


def write_rejected(reader: ListReader, path: str | os.PathLike[str]) -> Path | None:
    """Write the rows to mend to PATH's name with `.rejected.csv`; None, and no file, when there are none.

    The original columns come first, then where the problem is, what stands there, what was expected, and
    whether the row was nevertheless read ("yes", without that value) or not ("no").
    """
    if not reader.rejected:
        return None
    target = Path(path)
    target = target.with_name(target.stem + ".rejected.csv")
    headers = max((row.headers for row in reader.rejected), key=len)
    width = max(len(headers), *(len(row.cells) for row in reader.rejected))
    several = len({row.sheet for row in reader.rejected}) > 1
    header = [*headers, *[""] * (width - len(headers)), *MARKS]
    write_rows(target, header, (_line(row, width, several) for row in reader.rejected))
    return target


def _line(row: RejectedRow, width: int, several: bool) -> list[str]:
    found = row.problems
    marks = (
        " | ".join(dict.fromkeys(filter(None, values)))
        for values in (
            (each.column for each in found),
            (each.value for each in found),
            (each.expected for each in found),
        )
    )
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    where = f"{row.sheet}!{row.row}" if several else str(row.row)
    return [*cells, where, *marks, "yes" if row.kept else "no"]
