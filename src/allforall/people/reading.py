"""Reading a list of persons from whatever file it came in."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from allforall.people.batch import Batch
from allforall.people.cleaning import Cleaner
from allforall.people.delimited import Delimited
from allforall.people.errors import ListError
from allforall.people.layout import HEAD, Layout, check_mapping, find_layout
from allforall.people.parquet import Parquet
from allforall.people.person import Person
from allforall.people.problems import Problem, ProblemLog, RejectedRow
from allforall.people.tables import Chunk, Column, Progress, Table, encode
from allforall.people.workbook import open_workbook

__all__ = ["Batch", "Column", "ListReader", "Problem", "RejectedRow", "read_list"]


@dataclass(slots=True)
class ListReader:
    """One list: what its columns are, its rows, and what was wrong with them.

    `problems` and `rejected` fill while rows are read, and start anew with every pass.
    """

    path: Path
    sha256: str
    log: ProblemLog
    tables: list[tuple[Table, Layout]]
    today: datetime.date
    progress: Progress | None = None
    _ids: set[str] = field(default_factory=set)

    @property
    def problems(self) -> list[Problem]:
        """What was found wrong so far."""
        return self.log.problems

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rows with something to mend, so far."""
        return list(self.log.rejected.values())

    @property
    def columns(self) -> dict[str, str]:
        """What each column was read as: header -> field, or "other"."""
        return {header: name for _, layout in self.tables for header, name in layout.columns.items()}

    def batches(self, size: int = 65536) -> Iterator[Batch]:
        """The rows, cleaned and column by column, about `size` at a time."""
        self.log.clear()
        self._ids.clear()
        for table, layout in self.tables:
            cleaner = Cleaner(layout, self.log, table.name, self.sha256, self.today)
            for chunk in table.chunks(size, self.log, self.progress):
                data = chunk.taken(_filled(chunk) & (chunk.numbers >= layout.first))
                if len(data.numbers):
                    yield self._with_ids(cleaner.batch(data))

    def persons(self) -> Iterator[Person]:
        """The rows one by one, as persons."""
        for batch in self.batches(8192):
            yield from batch.persons()

    def _with_ids(self, batch: Batch) -> Batch:
        ids = []
        for row, written in zip(batch.rows.tolist(), batch.columns["id"].cells(), strict=True):
            name = written or f"row-{row}"
            name = f"{name}@{row}" if name in self._ids else name
            self._ids.add(name)
            ids.append(name)
        batch.columns["id"] = encode(ids)
        return batch


def read_list(
    path: str | os.PathLike[str],
    *,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> ListReader:
    """Open a list: recognise its format, find its header, and tell which column holds what.

    `mapping` is COLUMN -> FIELD and comes before what is recognised. With `strict` the first problem raises
    ListError. `today` settles ages and two-digit years. `progress` is called with done and total.
    """
    target = Path(path)
    today = today or datetime.date.today()  # noqa: DTZ011
    log = ProblemLog(target.name, strict)
    try:
        with target.open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as failed:
        raise ListError(f"{target}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    found = []
    for table in _tables(target):
        layout = find_layout(table.head(HEAD), mapping or {})
        if layout is not None:
            found.append((table, layout))
    if not found:
        raise ListError(
            f"{target}: no header was found (expected columns such as surname, given_name, birth_date)"
        )
    check_mapping(mapping or {}, [layout for _, layout in found], target.name)
    return ListReader(target, sha256, log, found, today, progress)


def _tables(path: Path) -> list[Table]:
    with path.open("rb") as handle:
        start = handle.read(65536)
    if start.startswith(b"PAR1"):
        return [Parquet(path)]
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return list(open_workbook(path))
    first = start.split(b"\n")[0]
    delimiter = max(";,\t|", key=lambda each: first.count(each.encode()))
    return [Delimited(path, "utf-8-sig", delimiter)]


def _filled(chunk: Chunk) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    filled = np.zeros(len(chunk.numbers), bool)
    for column in chunk.columns:
        filled |= np.array([bool(value.strip()) for value in column.values])[column.codes]
    return filled
