"""Text files with one person a line: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from allforall.people.problems import ProblemLog
from allforall.people.tables import Chunk, Progress, Row, chunks_of

MAX_CELL = 100_000
csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file of known encoding and delimiter."""

    path: Path
    encoding: str
    delimiter: str
    skipped: int = 0
    name: str = ""
    hidden: bool = False

    def head(self, count: int) -> list[Row]:
        """The first rows."""
        with self._open() as handle:
            return [row for row, _ in zip(self._rows(handle), range(count), strict=False)]

    def chunks(self, size: int, log: ProblemLog, progress: Progress | None) -> Iterator[Chunk]:
        """All rows, `size` at a time; progress counts bytes."""
        total = self.path.stat().st_size
        with self._open() as handle:
            for chunk in chunks_of(self._rows(handle), size):
                if progress is not None:
                    progress(handle.buffer.tell(), total)
                yield chunk
        if progress is not None:
            progress(total, total)

    def _open(self) -> io.TextIOWrapper:
        return self.path.open(encoding=self.encoding, errors="surrogateescape", newline="")

    def _rows(self, handle: IO[str]) -> Iterator[Row]:
        for _ in range(self.skipped):
            handle.readline()
        reader = csv.reader(handle, delimiter=self.delimiter)
        start = self.skipped + 1
        for cells in reader:
            if cells:
                yield start, cells
            start = self.skipped + reader.line_num + 1
