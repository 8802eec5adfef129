"""What every kind of file is turned into before it is read: rows of text, a chunk at a time, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from allforall.people.problems import ProblemLog

Row = tuple[int, list[str]]  # its number in the file, counted from 1, and its cells
Progress = Callable[[int, int], None]  # how much is done, of how much


@dataclass(frozen=True, slots=True)
class Column:
    """Cells of one column, dictionary-encoded: the i-th cell is `values[codes[i]]`."""

    codes: NDArray[np.int32]
    values: list[str]

    def cells(self) -> list[str]:
        """The cells one by one."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def taken(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Column:
        """The same column with only some rows, as a mask or as places."""
        return Column(self.codes[rows], self.values)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive rows of a table: their numbers in the file, and their columns as written."""

    numbers: NDArray[np.int64]
    columns: list[Column]

    def row(self, place: int) -> tuple[str, ...]:
        """The cells of one row as written."""
        return tuple(column.values[column.codes[place]] for column in self.columns)

    def taken(self, rows: NDArray[np.bool_]) -> Chunk:
        """The rows of a mask."""
        return Chunk(self.numbers[rows], [column.taken(rows) for column in self.columns])


class Table(Protocol):
    """One sheet of a file, or the file itself when it has no sheets."""

    @property
    def name(self) -> str:
        """The sheet's name, "" when the file has no sheets."""

    @property
    def hidden(self) -> bool:
        """Whether someone who opens the file does not see it."""

    def head(self, count: int) -> list[Row]:
        """The first rows."""

    def chunks(self, size: int, log: ProblemLog, progress: Progress | None) -> Iterator[Chunk]:
        """All rows, from the first, some `size` rows at a time."""


def encode(cells: Sequence[str]) -> Column:
    """Dictionary-encode cells, values in the order in which they are first met."""
    index: dict[str, int] = {}
    meet = index.setdefault
    codes = [meet(cell, len(index)) for cell in cells]
    return Column(np.array(codes, dtype=np.int32), list(index))


def chunk_of(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> Chunk:
    """A chunk from rows of cells; short rows are filled up with empty cells."""
    columns = [encode(cells) for cells in zip_longest(*rows, fillvalue="")]
    return Chunk(np.array(numbers, dtype=np.int64), columns)


def chunks_of(rows: Iterator[Row], size: int) -> Iterator[Chunk]:
    """Gather rows into chunks."""
    numbers: list[int] = []
    gathered: list[list[str]] = []
    for number, cells in rows:
        numbers.append(number)
        gathered.append(cells)
        if len(numbers) >= size:
            yield chunk_of(gathered, numbers)
            numbers, gathered = [], []
    if numbers:
        yield chunk_of(gathered, numbers)
