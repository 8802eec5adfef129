"""Cells of delimited lines where quotes are used rightly, wrongly, or left open."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from allforall.people.tables import Fault

MAX_LINES = 200  # no cell has more lines; a quote open for longer was never closed
_OPEN = "has a quote that is not closed (read as it stands)"

Cells = tuple[int, list[str], Fault | None]


@dataclass(slots=True)
class LineReader:
    """Splits lines into cells; remembers a quoted cell that goes on over the next lines.

    `width` is the usual number of cells: it tells a cell with line breaks from a quote that was never closed.
    """

    delimiter: str
    width: int
    number: int = 0
    _open: list[str] = field(default_factory=list)

    @property
    def pending(self) -> bool:
        """Whether a quoted cell is still open."""
        return bool(self._open)

    def rows(self, text: str) -> Iterator[Cells]:
        """The rows of some whole lines, each with the number of its first line; empty lines are left out."""
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        delimiter = self.delimiter
        for line in lines:
            self.number += 1
            if '"' in line or self._open:
                yield from self._quoted(line)
            elif line:
                yield self.number, line.split(delimiter), None

    def rest(self) -> Iterator[Cells]:
        """What is left when the file ends inside a quoted cell."""
        while self._open:
            yield from self._give_up()

    def _quoted(self, line: str) -> Iterator[Cells]:
        odd = line.count('"') % 2 == 1
        if not self._open and not odd:
            yield self.number, self._cells(line), None
            return
        self._open.append(line)
        if odd and len(self._open) > 1:
            yield from self._close()
        elif len(self._open) > MAX_LINES:
            yield from self._give_up()

    def _close(self) -> Iterator[Cells]:
        """A row over several lines, unless each line is a whole row by itself."""
        cells = _strictly("\n".join(self._open), self.delimiter)
        each_whole = all(line.count(self.delimiter) == self.width - 1 for line in self._open)
        if cells is None or (each_whole and self.width > 1):
            yield from self._give_up()
            return
        start = self.number - len(self._open) + 1
        self._open.clear()
        yield start, cells, None

    def _give_up(self) -> Iterator[Cells]:
        """Take the first open line for a row with a stray quote, and read the others anew."""
        first, *others = self._open
        end = self.number
        self.number = end - len(others)
        self._open.clear()
        cells = self._unclosed(first)
        place = next((i for i, cell in enumerate(first.split(self.delimiter)) if cell.count('"') % 2), -1)
        place = place if place < len(cells) else -1
        yield self.number, cells, Fault(place, cells[place] if place >= 0 else first, _OPEN)
        again = deque(others)
        while again:
            line = again.popleft()
            self.number += 1
            if '"' in line or self._open:
                yield from self._quoted(line)
            elif line:
                yield self.number, line.split(self.delimiter), None

    def _cells(self, line: str) -> list[str]:
        """A line with an even number of quotes: by the rules, else as it stands: `"Грач" Іваненко;...`."""
        cells = _strictly(line, self.delimiter)
        if cells is not None and len(cells) == 1 < self.width:
            inner = _strictly(cells[0], self.delimiter)  # the whole line stood in quotes
            return cells if inner is None else inner
        if cells is not None:
            return cells
        plain = [_unquoted(cell) for cell in line.split(self.delimiter)]
        return plain if len(plain) == self.width else next(csv.reader([line], delimiter=self.delimiter))

    def _unclosed(self, line: str) -> list[str]:
        """A line with a stray quote: as it stands, or closed at its end when only that makes a whole row."""
        plain = [_unquoted(cell) for cell in line.split(self.delimiter)]
        closed = _strictly(line + '"', self.delimiter)
        return closed if closed is not None and len(closed) == self.width != len(plain) else plain


def _strictly(record: str, delimiter: str) -> list[str] | None:
    lines = [line + "\n" for line in record.split("\n")]
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _unquoted(cell: str) -> str:
    if cell.count('"') % 2:
        return cell.replace('"', "", 1) if cell.startswith('"') else cell[::-1].replace('"', "", 1)[::-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
