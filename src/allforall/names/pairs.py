"""A file of pairs of names: two columns in, a score and its reasons added, row for row."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allforall.names.compare import compare
from allforall.names.errors import NamesError
from allforall.people.files import writing
from allforall.people.sources.encoding import byte_order_mark, tell_encoding

LEFT, RIGHT = "left", "right"
_DELIMITERS = ",;\t|"
_TOLD = re.compile(r"sep=.\r?\n", re.IGNORECASE)
_SAMPLE = 1 << 18
_CELL = 1 << 30


@dataclass(frozen=True, slots=True)
class PairFile:
    """A readable file of pairs: how it is written, its header, and which columns hold the names."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    left: int
    right: int
    header_row: int = 1

    def rows(self) -> Iterator[list[str]]:
        """The rows under the header, filled up to the header's length; blank lines are passed over.

        Raises NamesError for a row with more cells than the header, naming the row.
        """
        for number, row in enumerate(self._read(), start=1):
            if number <= self.header_row or not row:
                continue
            if len(row) > len(self.header):
                raise NamesError(
                    f"{self.path}: row {number} has {len(row)} cells (expected {len(self.header)}; "
                    "a name with a comma stands in quotation marks)"
                )
            yield row + [""] * (len(self.header) - len(row))

    def _read(self) -> Iterator[list[str]]:
        csv.field_size_limit(_CELL)
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as handle:
            try:
                yield from csv.reader(_without_nulls(handle), delimiter=self.delimiter)
            except csv.Error as wrong:
                raise NamesError(f"{self.path}: is not a CSV file: {wrong}") from wrong


def _without_nulls(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def open_pairs(path: Path) -> PairFile:
    """Find out how a file of pairs is written; raises NamesError when a column or the file is missing."""
    try:
        with path.open("rb") as handle:
            sample = handle.read(_SAMPLE)
    except OSError as failed:
        raise NamesError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    marked, _ = byte_order_mark(sample)
    encoding = {"utf-8": "utf-8-sig"}.get(marked, marked.split("-le")[0].split("-be")[0]) or tell_encoding(
        sample
    )
    text = sample.decode(encoding, "replace").lstrip("\ufeff")
    told = _TOLD.match(text)  # the line by which a spreadsheet program tells itself the delimiter
    header, delimiter = _header(text[told.end() :] if told else text)
    places = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    missing = [name for name in (LEFT, RIGHT) if name not in places]
    if missing:
        shown = ", ".join(name.strip() for name in header if name.strip())[:200] or "nothing"
        raise NamesError(f'{path}: no column "{missing[0]}" (expected left and right; found {shown})')
    return PairFile(path, encoding, delimiter, header, places[LEFT], places[RIGHT], 2 if told else 1)


def _header(text: str) -> tuple[tuple[str, ...], str]:
    """The first row, cut by the delimiter that gives both columns, else by the one that gives most cells."""
    lines = iter(text.splitlines(keepends=True))
    first = next(lines, "").replace("\0", "")
    found = [(tuple(next(csv.reader([first], delimiter=mark), [])), mark) for mark in _DELIMITERS]
    wanted = {LEFT, RIGHT}
    return max(
        found, key=lambda each: (wanted <= {name.strip().casefold() for name in each[0]}, len(each[0]))
    )


def write_scores(pairs: PairFile, target: Path, tick: Callable[[int], None]) -> int:
    """Compare every pair, write the rows with `score` and `reasons` added, and give their number.

    Columns of these names that the file already had are replaced. The file is written wholly or not at all.
    """
    kept = [
        place
        for place, name in enumerate(pairs.header)
        if name.strip().casefold() not in {"score", "reasons"}
    ]
    count = 0
    with writing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        write = csv.writer(handle, delimiter=pairs.delimiter, lineterminator="\n").writerow
        write([*(pairs.header[place].strip() for place in kept), "score", "reasons"])
        for row in pairs.rows():
            found = compare(row[pairs.left], row[pairs.right])
            write([*(row[place] for place in kept), f"{found.score:.6f}", found.reasons])
            count += 1
            tick(1)
    return count
