"""Which rows of a table are persons, and which are blank, titles, totals or the header once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from allforall.people.fields import NAME_FIELDS
from allforall.people.layout import Layout
from allforall.people.party import plain, read_category, words_for
from allforall.people.tables import Chunk

Mask = NDArray[np.bool_]

_TOTALS = frozenset(plain(word) for word, _ in words_for("total"))
_COUNTED = re.compile(
    r"^[\W\d]*(?:осіб|особи|чоловік|людей|чел|человек|persons?|people|kişi|toplam|всього|всего)?[\W\d]*$",
    re.I,
)
_TITLES = re.compile(
    r"спис|розділ|раздел|категор|цивіл|граждан|військ|воен|пленн|полонен|підрозд|подразд|бригад|батальйон|батальон|полк\b|"
    r"рота\b|взвод|civil|milit|prisoner|list|section|liste|bölüm|sivil|asker|esir|поранен|ранен|хвор|больн|жінк|женщ|"
    r"офіцер|офицер|сержант|солдат|груп|етап|этап|приміт|примеч|додат|прилож|стад|черг|очеред|officer|wounded|women|stage",
    re.IGNORECASE,
)
_FOOTER_WORDS = tuple(word for word, _ in words_for("footer"))
_FOOTERS = re.compile(rf"\W*(?:{'|'.join(map(re.escape, _FOOTER_WORDS))})(?:\W|$)", re.IGNORECASE)
_TELLING = (*(word for word, _ in words_for("total")), *_FOOTER_WORDS)
_NAME = re.compile(r"[^\W\d_]+(?:['’ʼ`.-][^\W\d_]*)*(?:[\s,]+[^\W\d_]+(?:['’ʼ`.-][^\W\d_]*)*){0,5}")
_SPARSE = 0.34
_LONGEST_TOTAL = 200
_NUMBERS_BELOW = 3  # rows under the header that may number the columns


@dataclass(slots=True)
class Sieve:
    """Sorts the rows of one table. `passed_over` are the numbers of rows that are no persons."""

    layout: Layout
    passed_over: list[int] = field(default_factory=list)
    section: str = ""

    def persons(self, chunk: Chunk) -> tuple[Mask, dict[int, str]]:
        """Which rows of a cleaned chunk are persons; and from which place on a title names a category."""
        filled = np.array([column.filled() for column in chunk.columns])
        count = filled.sum(axis=0)
        keep: Mask = (count > 0) & (chunk.numbers >= self.layout.first)
        keep &= ~self._only_numbered(chunk, count)
        sections = {0: self.section} if self.section else {}
        for place in np.flatnonzero(keep & self._doubtful(chunk, count)).tolist():
            self._look(chunk, place, keep, sections)
        return keep, sections

    def _doubtful(self, chunk: Chunk, count: NDArray[np.int64]) -> Mask:
        """Rows to look at: nearly empty ones, those right under the header, and those like it."""
        sparse = count <= max(2, _SPARSE * len(self.layout.places))
        doubtful: Mask = (chunk.numbers < self.layout.first + _NUMBERS_BELOW) | self._like_header(chunk)
        if len(self.layout.places) > 2:
            doubtful |= count == 1
        for column in chunk.columns if sparse.any() else ():
            values, codes = column.values, np.unique(column.codes[sparse]).tolist()
            telling = [code for code in codes if values[code][:20].lower().startswith(_TELLING)]
            doubtful[column.holding(telling)] = True
        return doubtful

    def _look(self, chunk: Chunk, place: int, keep: Mask, sections: dict[int, str]) -> None:
        cells = chunk.row(place)
        number = int(chunk.numbers[place])
        title = self._title(cells)
        if not (title or self._is_header(cells) or self._numbers_columns(cells, number) or is_total(cells)):
            return
        keep[place] = False
        self.passed_over.append(number)
        if title:
            self.section = read_category(title) or ""
            sections[place] = self.section

    def _only_numbered(self, chunk: Chunk, count: NDArray[np.int64]) -> Mask:
        """Rows that were numbered beforehand and never filled in."""
        numbered = np.zeros(len(count), bool)
        if 0 <= self.layout.running < len(chunk.columns):
            column = chunk.columns[self.layout.running]
            digits = [code for code, value in enumerate(column.values) if value.strip(".)").isdecimal()]
            numbered[column.holding(digits)] = True
        only: Mask = numbered & (count == 1)
        return only

    def _like_header(self, chunk: Chunk) -> Mask:
        """Rows whose first recognised column holds its own header."""
        alike = np.zeros(len(chunk.numbers), bool)
        place = min(self.layout.places.values(), default=-1)
        if 0 <= place < min(len(chunk.columns), len(self.layout.header_cells)):
            column, header = chunk.columns[place], self.layout.header_cells[place]
            if header in column.values:
                alike[column.holding([column.values.index(header)])] = True
        return alike

    def _is_header(self, cells: Sequence[str]) -> bool:
        pairs = zip(cells, self.layout.header_cells, strict=False)
        same = sum(1 for cell, header in pairs if cell and cell.casefold() == header.casefold())
        return same >= min(2, len(self.layout.places)) and 2 * same > sum(map(bool, cells))

    def _numbers_columns(self, cells: Sequence[str], number: int) -> bool:
        """The line 1, 2, 3, ... that forms have under the header."""
        if number >= self.layout.first + _NUMBERS_BELOW:
            return False
        digits = [cell for cell in cells if cell]
        return len(digits) > 2 and digits == [
            str(n) for n in range(int_of(digits[0]), int_of(digits[0]) + len(digits))
        ]

    def _title(self, cells: Sequence[str]) -> str:
        """The text of a title between the rows or a signature under them; "" for anything else."""
        there = [place for place, cell in enumerate(cells) if cell]
        first = cells[there[0]] if there else ""
        if len(there) <= 3 and _FOOTERS.match(first):
            return first
        if len(there) != 1 or len(self.layout.places) < 3:
            return ""
        names = {self.layout.places[name] for name in NAME_FIELDS if name in self.layout.places}
        if there[0] in names and _NAME.fullmatch(first) and not _TITLES.search(first):
            return ""
        if there[0] not in names | {0, self.layout.running} or not any(c.isalpha() for c in first):
            return ""
        is_id = there[0] == self.layout.places.get("id", -1) != self.layout.running
        return "" if is_id and len(first.split()) == 1 and not _TITLES.search(first) else first


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row only counts: "Разом: 250", or "Total" with numbers in other columns."""
    said = [cell[:_LONGEST_TOTAL] for cell in cells if cell]
    words = [plain(cell).split() for cell in said]
    if not any(word and word[0] in _TOTALS for word in words):
        return False
    return all(
        word[0] in _TOTALS or _COUNTED.match(cell) for cell, word in zip(said, words, strict=True) if word
    )


def int_of(text: str) -> int:
    """A short whole number, or -1."""
    return int(text) if text.isdecimal() and len(text) < 5 else -1
