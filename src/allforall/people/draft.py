"""A batch in the making: rows as written beside rows cleaned, and which of them will be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from allforall.people.fields import ALL_FIELDS
from allforall.people.layout import Layout
from allforall.people.name_cells import NameCell
from allforall.people.problems import Problem, ProblemLog
from allforall.people.rows import Mask
from allforall.people.tables import Chunk, Column, encode
from allforall.people.text import clean_all, misleading

_UNSEEN = "holds characters that cannot be seen; they were taken out"


@dataclass(slots=True)
class Draft:
    """`written` and `cleaned` hold the same cells; `columns` fills field by field; `keep` is what remains."""

    layout: Layout
    log: ProblemLog
    sheet: str
    written: Chunk
    cleaned: Chunk
    keep: Mask
    columns: dict[str, Column] = field(default_factory=dict)
    apart: list[tuple[int, NameCell]] = field(default_factory=list)

    def __post_init__(self) -> None:
        nothing = Column(np.zeros(len(self.keep), np.int32), [""])
        self.columns = dict.fromkeys(ALL_FIELDS, nothing)

    def place_of(self, name: str) -> int:
        """The column of a field, or -1 when this chunk has none."""
        place = self.layout.places.get(name, -1)
        return place if place < len(self.cleaned.columns) else -1

    def header(self, place: int) -> str:
        """What a column is called: its header, else its number."""
        if 0 <= place < len(self.layout.headers):
            return self.layout.headers[place]
        return "" if place < 0 else f"number {place + 1}"

    def fill_up(self, name: str, more: list[str]) -> None:
        """Give a field the values `more`, one a row, where it has none yet."""
        cells = self.columns[name].cells()
        self.columns[name] = encode([text or other for text, other in zip(cells, more, strict=True)])

    def fill_rows(self, name: str, more: dict[int, str]) -> None:
        """As `fill_up`, for some rows."""
        column = self.columns[name]
        self.columns[name] = column.patched(
            {row: text for row, text in more.items() if not column.value(row)}
        )

    def report(
        self, row: int, place: int, value: str, expected: str, *, kept: bool = True, mend: bool = True
    ) -> None:
        """Report a problem of a row that is still kept; `kept` says whether it stays so."""
        if not self.keep[row]:
            return
        self.keep[row] = kept
        number, header = int(self.written.numbers[row]), self.header(place)
        problem = Problem(self.log.file, self.sheet, number, header, value, expected, kept)
        self.log.row_problem(problem, self.written.row(row), self.layout.headers, mend=mend)

    def report_codes(self, place: int, faults: dict[int, str], *, mend: bool = True) -> None:
        """Report every row whose cell in a column has one of these values, by what was expected."""
        column = self.written.columns[place]
        for row in column.holding(faults) if faults else ():
            code = int(column.codes[row])
            self.report(row, place, column.values[code], faults[code], mend=mend)


def cleaned_chunk(chunk: Chunk) -> Chunk:
    """The chunk with every cell cleaned."""
    columns = [Column(column.codes, clean_all(column.values)) for column in chunk.columns]
    return Chunk(chunk.numbers, columns, chunk.faults)


def report_unseen(draft: Draft) -> None:
    """Cells of known columns that held characters nobody can see."""
    for place in sorted({*draft.layout.places.values()}):
        if place < len(draft.written.columns):
            values = draft.written.columns[place].values
            if values != draft.cleaned.columns[place].values:
                draft.report_codes(place, dict.fromkeys(misleading(values), _UNSEEN), mend=False)
