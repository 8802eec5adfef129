"""Text files with one person a line: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from allforall.people.sources.blocks import blocks
from allforall.people.sources.encoding import plausibility, tell_encoding
from allforall.people.sources.quick import quick_chunk
from allforall.people.sources.quoting import LineReader
from allforall.people.tables import Chunk, Fault, Progress, Row, chunks_of, fitting
from allforall.people.text import unguarded

csv.field_size_limit(1 << 30)  # long cells are left out later, with a word about it
_STRAY = re.compile("[\udc80-\udcff]+")
_GUARDS = (b"'=", b"'+", b"'-", b"'@", b"'\t")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file of known encoding and delimiter.

    `width` is its usual number of cells, `skip` the length of its byte order mark.
    """

    path: Path
    encoding: str
    delimiter: str
    width: int
    skip: int = 0
    name: str = ""
    hidden: bool = False
    height: int = 0

    def head(self, count: int) -> list[Row]:
        """The first rows."""
        reader = LineReader(self.delimiter, self.width)
        rows = (row for block, _ in self._blocks() for row in _rows(reader, block))
        found = list(islice(rows, count))
        return found if len(found) == count else found + list(_last(reader))[: count - len(found)]

    def chunks(self, size: int, progress: Progress | None) -> Iterator[Chunk]:
        """All rows, about `size` at a time; progress counts bytes."""
        total = self.path.stat().st_size
        reader = LineReader(self.delimiter, self.width)
        for block, done in self._blocks():
            quick = None if reader.pending else quick_chunk(block, self.delimiter, self.width, reader.number)
            if quick is None:
                yield from chunks_of(_rows(reader, block), size)
            else:
                reader.number += len(quick.numbers)
                yield from quick.pieces(size)
            if progress is not None:
                progress(done, total)
        yield from chunks_of(_last(reader), size)

    def _blocks(self) -> Iterator[tuple[bytes, int]]:
        return blocks(self.path, self.encoding, self.skip)


def _rows(reader: LineReader, block: bytes) -> Iterator[Row]:
    stray = False
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text, stray = block.decode("utf-8", "surrogateescape"), True
    guarded = any(guard in block for guard in _GUARDS)
    for number, cells, fault in reader.rows(text):
        yield _row(number, cells, fault, stray, guarded)


def _last(reader: LineReader) -> Iterator[Row]:
    for number, cells, fault in reader.rest():
        yield _row(number, cells, fault, stray=True, guarded=True)


def _row(number: int, cells: list[str], fault: Fault | None, stray: bool, guarded: bool) -> Row:
    faults = [] if fault is None else [fault]
    if stray:
        faults += _settle_stray(cells)
    if guarded:
        cells = [unguarded(cell) for cell in cells]
    row = fitting(number, cells)
    return Row(number, row.cells, (*faults, *row.faults)) if faults else row


def _settle_stray(cells: list[str]) -> list[Fault]:
    """Read cells of another encoding, pasted into this file, in the one that makes sense of them."""
    faults = []
    for place, cell in enumerate(cells):
        if _STRAY.search(cell) is None:
            continue
        raw = cell.encode("utf-8", "surrogateescape")
        guess = tell_encoding(raw)
        text = raw.decode(guess, "replace")
        if guess == "utf-8" or plausibility(text) < 1:
            cells[place] = text = _STRAY.sub("\ufffd", cell)
            faults.append(Fault(place, text, "holds bytes that are no letters (expected UTF-8)"))
        else:
            cells[place] = text
            faults.append(Fault(place, text, f"is not in the encoding of the rest (read as {guess})"))
    return faults
