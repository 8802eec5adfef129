"""The rows to mend, written beside the output."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from allforall.people.files import writing
from allforall.people.reading import ListReader

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
    with writing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow([*headers, *MARKS])
        for row in reader.rejected:
            cells = [*row.cells, *[""] * (len(headers) - len(row.cells))]
            found = row.problems
            marks = [" | ".join(getattr(each, mark) for each in found) for mark in MARKS[1:4]]
            writer.writerow([*cells, row.row, *marks, "yes" if row.kept else "no"])
    return target
