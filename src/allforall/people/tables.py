"""What every kind of file is turned into before it is read: rows of text, by chunks, by columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice, zip_longest
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

MAX_COLUMNS = 1_000

Progress = Callable[[int, int], None]  # how much is done, of how much


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row before its cells are understood; `column` is -1 for the whole row."""

    column: int
    value: str
    expected: str
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its number, counted from 1, its cells, and what is wrong with it."""

    number: int
    cells: list[str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Cells of one column, dictionary-encoded: the i-th cell is `values[codes[i]]`."""

    codes: NDArray[np.int32]
    values: list[str]

    def value(self, row: int) -> str:
        """One cell."""
        text: str = self.values[self.codes[row]]
        return text

    def patched(self, cells: Mapping[int, str]) -> Column:
        """The same column with some cells changed, by row."""
        if not cells:
            return self
        codes, new = self.codes.copy(), dict.fromkeys(cells.values(), 0)
        for code, text in enumerate(new, len(self.values)):
            new[text] = code
        codes[list(cells)] = [new[text] for text in cells.values()]
        return Column(codes, [*self.values, *new])

    def holding(self, codes: Iterable[int]) -> list[int]:
        """The places of the rows whose value is one of these, in order."""
        wanted = np.zeros(len(self.values), bool)
        wanted[list(codes)] = True
        return np.flatnonzero(wanted[self.codes]).tolist()

    def filled(self) -> NDArray[np.bool_]:
        """Which rows hold anything."""
        return (np.fromiter(map(len, self.values), np.int64, len(self.values)) > 0)[self.codes]

    def cells(self) -> list[str]:
        """The cells one by one."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def taken(self, rows: NDArray[np.bool_] | slice) -> Column:
        """The same column with only some rows, and with only the values that occur in them."""
        codes = self.codes[rows]
        used = np.zeros(len(self.values), bool)
        used[codes] = True
        if used.all():
            return Column(codes, self.values)
        renumbered = (np.cumsum(used) - 1).astype(np.int32)
        return Column(renumbered[codes], list(compress(self.values, used.tolist())))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive rows of a table: numbers in the file, columns as written, and faults by number."""

    numbers: NDArray[np.int64]
    columns: list[Column]
    faults: dict[int, tuple[Fault, ...]] = field(default_factory=dict)

    def row(self, place: int) -> tuple[str, ...]:
        """The cells of one row as written."""
        return tuple(column.values[column.codes[place]] for column in self.columns)

    def pieces(self, size: int) -> Iterator[Chunk]:
        """The chunk itself, or when it is longer than `size` its parts."""
        if len(self.numbers) <= size:
            yield self
            return
        for start in range(0, len(self.numbers), size):
            part = slice(start, start + size)
            columns = [column.taken(part) for column in self.columns]
            yield Chunk(self.numbers[part], columns, self.faults)

    def taken(self, rows: NDArray[np.bool_]) -> Chunk:
        """The rows of a mask."""
        return Chunk(self.numbers[rows], [column.taken(rows) for column in self.columns], self.faults)


class Table(Protocol):
    """One sheet of a file, or the file itself when it has no sheets."""

    @property
    def name(self) -> str:
        """The sheet's name, "" when the file has no sheets."""

    @property
    def hidden(self) -> bool:
        """Whether someone who opens the file does not see it."""

    @property
    def height(self) -> int:
        """About how many rows there are; 0 when only reading would tell."""

    def head(self, count: int) -> list[Row]:
        """The first rows."""

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows, from the first, about `size` rows at a time."""


def encode(cells: Sequence[str]) -> Column:
    """Dictionary-encode cells, values in the order in which they are first met."""
    index: dict[str, int] = {}
    meet = index.setdefault
    codes = [meet(cell, len(index)) for cell in cells]
    return Column(np.array(codes, dtype=np.int32), list(index))


def encode_objects(cells: Sequence[Any], text: Callable[[Any], str]) -> Column:
    """As `encode`, for cells that are no texts yet; `text` is asked once for each different cell."""
    index: dict[Any, int] = {}
    meet = index.setdefault
    codes = [meet(cell, len(index)) for cell in cells]
    return Column(np.array(codes, dtype=np.int32), list(map(text, index)))


def chunk_of(rows: Sequence[Row]) -> Chunk:
    """A chunk from rows; short rows are filled up with empty cells."""
    columns = [encode(cells) for cells in zip_longest(*(row.cells for row in rows), fillvalue="")]
    faults = {row.number: row.faults for row in rows if row.faults}
    return Chunk(np.array([row.number for row in rows], dtype=np.int64), columns, faults)


def chunks_of(rows: Iterator[Row], size: int) -> Iterator[Chunk]:
    """Gather rows into chunks."""
    while gathered := list(islice(rows, size)):
        yield chunk_of(gathered)


def fitting(number: int, cells: list[str]) -> Row:
    """A row; one with more columns than any list has is cut, and will not be read."""
    if len(cells) <= MAX_COLUMNS:
        return Row(number, cells)
    fault = Fault(-1, "", f"has {len(cells):,} columns (expected at most {MAX_COLUMNS:,})", kept=False)
    return Row(number, cells[:MAX_COLUMNS], (fault,))
