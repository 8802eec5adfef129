"""From a chunk of rows as written to a batch of cleaned columns, with a report of what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from allforall.people.batch import Batch
from allforall.people.cells import CellReader, is_month_first, too_long
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS, NAME_FIELDS
from allforall.people.layout import Layout
from allforall.people.name_cells import EXTRAS, NameCell, count_lines, take_apart
from allforall.people.name_signs import suspects
from allforall.people.person import Columns
from allforall.people.problems import Problem, ProblemLog
from allforall.people.repeats import Met, row_hashes, value_hashes
from allforall.people.rows import Mask, Sieve
from allforall.people.tables import Chunk, Column, encode
from allforall.people.text import clean_all, misleading

_TWO_PEOPLE = "holds two people (expected one person a row)"
_ENOUGH = (
    "surname",
    "given_name",
    "full_name",
    "service_number",
    "tax_number",
    "passport",
    "birth_date",
    "call_sign",
)
_LISTED = (
    "surname",
    "given_name",
    "patronymic",
    "birth_date",
    "service_number",
)  # where two people show as lines


@dataclass(slots=True)
class Cleaner:
    """Cleans the chunks of one table. `rows_met` and `ids_met` are shared by all tables of a file."""

    layout: Layout
    log: ProblemLog
    sheet: str
    sha256: str
    cells: CellReader
    rows_met: Met
    ids_met: Met
    place: str = ""  # put before row numbers in identifiers when a file has several tables
    sieve: Sieve = field(init=False)
    _seen_order: bool = False

    def __post_init__(self) -> None:
        self.sieve = Sieve(self.layout)

    def batch(self, chunk: Chunk) -> Batch:
        """The rows that are persons, cleaned."""
        keep, sections = self.sieve.persons(chunk)
        chunk = chunk.taken(keep)
        sections = _moved(sections, keep)
        draft = _Draft(chunk, np.ones(len(chunk.numbers), bool), dict(_blank(len(chunk.numbers))))
        self._report_faults(draft)
        self._leave_out_repeats(draft)
        self._fill(draft)
        self._leave_out_unreadable(draft)
        self._name_sections(draft, sections)
        self._identify(draft)
        return self._finish(draft)

    def _report_faults(self, draft: _Draft) -> None:
        """What showed when the file was taken apart into cells."""
        width = len(self.layout.headers)
        for place, number in enumerate(draft.chunk.numbers.tolist()) if draft.chunk.faults else ():
            for fault in draft.chunk.faults.get(number, ()):
                header = self._header(fault.column)
                self._report(draft, place, header, fault.value, fault.expected, kept=fault.kept)
        for beyond in range(width, len(draft.chunk.columns)):
            column = draft.chunk.columns[beyond]
            filled = [code for code, value in enumerate(column.values) if value.strip()]
            for place in np.flatnonzero(np.isin(column.codes, filled)).tolist():
                value = column.values[column.codes[place]]
                expected = f"stands to the right of the last column (expected {width} columns)"
                self._report(draft, place, self._header(beyond), value, expected)

    def _leave_out_repeats(self, draft: _Draft) -> None:
        for place in np.flatnonzero(self.rows_met.again(row_hashes(draft.chunk.columns))).tolist():
            self._report(
                draft, place, "", "", "repeats an earlier row cell by cell; it was read once", kept=False
            )

    def _fill(self, draft: _Draft) -> None:
        if not self._seen_order:
            self._settle_month_order(draft.chunk)
        for name, place in self.layout.places.items():
            if place < len(draft.chunk.columns):
                column = draft.chunk.columns[place]
                self._report_misleading(draft, place)
                if name in NAME_FIELDS:
                    draft.columns[name] = self._names(draft, name, place)
                else:
                    draft.columns[name] = self._understood(draft, name, name, place)
        for field_name, spare in (("birth_date", self.layout.spare_birth), ("age", self.layout.age)):
            if 0 <= spare < len(draft.chunk.columns):
                column = self._understood(draft, field_name, "birth_date", spare)
                draft.columns["birth_date"] = _filled_up(draft.columns["birth_date"], column.cells())
        self._apply_extras(draft)
        self._leave_out_two_people(draft)

    def _understood(self, draft: _Draft, reading: str, name: str, place: int) -> Column:
        column = draft.chunk.columns[place]
        texts, faults = self.cells.read(reading, column.values)
        if faults:
            for row in np.flatnonzero(np.isin(column.codes, list(faults))).tolist():
                code = int(column.codes[row])
                self._report(draft, row, self._header(place), column.values[code], faults[code])
        return Column(column.codes, texts)

    def _names(self, draft: _Draft, name: str, place: int) -> Column:
        """A column of names; what else its cells hold is put aside for the row."""
        column = draft.chunk.columns[place]
        long = too_long(column.values)
        raw = (
            ["" if code in long else value for code, value in enumerate(column.values)]
            if long
            else column.values
        )
        texts, apart = list(clean_all(raw)), {}
        for code in suspects(raw):
            apart[code] = take_apart(raw[code])
            texts[code] = apart[code].name
        for row in np.flatnonzero(np.isin(column.codes, [*long, *apart])).tolist() if long or apart else ():
            code = int(column.codes[row])
            self._report_name(draft, row, place, column.values[code], long.get(code, ""), apart.get(code))
        return Column(column.codes, self.cells.read("name", texts)[0])

    def _report_name(
        self, draft: _Draft, row: int, place: int, written: str, long: str, cell: NameCell | None
    ) -> None:
        header = self._header(place)
        if long:
            self._report(draft, row, header, written, long)
        elif cell is not None and cell.people == 0:
            self._report(draft, row, header, written, "has lost its letters (expected a name)")
        elif cell is not None and cell.people > 1:
            self._report(draft, row, header, written, _TWO_PEOPLE, kept=False)
        elif cell is not None:
            draft.extras.append((row, cell))

    def _apply_extras(self, draft: _Draft) -> None:
        """What name cells held besides the name goes where the row has nothing yet."""
        for name in EXTRAS:
            found = {row: value for row, cell in draft.extras if (value := getattr(cell, name))}
            if not found:
                continue
            if name == "birth_date":
                texts, _ = self.cells.read(name, list(found.values()))
                found = dict(zip(found, texts, strict=True))
            more = [found.get(row, "") for row in range(len(draft.keep))]
            draft.columns[name] = _filled_up(draft.columns[name], more)

    def _leave_out_two_people(self, draft: _Draft) -> None:
        """Two lines in the surname and two in the name or the date are two people."""
        lines = np.zeros(len(draft.keep), np.int64)
        for name in _LISTED:
            place = self.layout.places.get(name, -1)
            if 0 <= place < len(draft.chunk.columns):
                column = draft.chunk.columns[place]
                many = [
                    c
                    for c, v in enumerate(column.values)
                    if ("\n" in v or "/" in v or ";" in v) and count_lines(v) == 2
                ]
                lines += np.isin(column.codes, many) if many else 0
        for row in np.flatnonzero((lines >= 2) & draft.keep).tolist():
            place = min(self.layout.places[name] for name in _LISTED if name in self.layout.places)
            self._report(
                draft, row, self._header(place), draft.chunk.row(row)[place], _TWO_PEOPLE, kept=False
            )

    def _report_misleading(self, draft: _Draft, place: int) -> None:
        column = draft.chunk.columns[place]
        codes = misleading(column.values)
        for row in np.flatnonzero(np.isin(column.codes, codes)).tolist() if codes else ():
            value = column.values[column.codes[row]]
            expected = "holds characters that cannot be seen; they were taken out"
            self._report(draft, row, self._header(place), value, expected, mend=False)

    def _leave_out_unreadable(self, draft: _Draft) -> None:
        told = np.zeros(len(draft.keep), bool)
        for name in _ENOUGH:
            column = draft.columns[name]
            told |= np.array([bool(value) for value in column.values])[column.codes]
        for row in np.flatnonzero(~told & draft.keep).tolist():
            self._report(draft, row, "", "", "has no readable name, number or date of birth", kept=False)

    def _name_sections(self, draft: _Draft, sections: dict[int, str]) -> None:
        """A title such as "Civilians" between the rows gives their category where they have none."""
        if not any(sections.values()):
            return
        starts = sorted(sections)
        more = [""] * len(draft.keep)
        for start, end in zip(starts, [*starts[1:], len(more)], strict=True):
            more[start:end] = [sections[start]] * (end - start)
        draft.columns["category"] = _filled_up(draft.columns["category"], more)

    def _identify(self, draft: _Draft) -> None:
        """Every row gets an identifier of its own; one that was met before is told apart by its row."""
        written = draft.columns["id"].cells()
        rows = draft.chunk.numbers.tolist()
        ids = [text or f"{self.place}row-{row}" for text, row in zip(written, rows, strict=True)]
        again = self.ids_met.again(value_hashes(ids)) & draft.keep
        for place in np.flatnonzero(again).tolist():
            own = f"{ids[place]}@{self.place}{rows[place]}"
            if self.layout.places.get("id") != self.layout.running:
                self._report(draft, place, self._header(self.layout.places.get("id", -1)), ids[place],
                             f"stands on an earlier row too; this row goes by {own}")  # fmt: skip
            ids[place] = own
        draft.columns["id"] = encode(ids)

    def _settle_month_order(self, chunk: Chunk) -> None:
        self._seen_order = True
        for name in DATE_FIELDS:
            place = self.layout.places.get(name, -1)
            if 0 <= place < len(chunk.columns) and is_month_first(chunk.columns[place].values):
                self.cells.month_first.add(name)
                self.log.notes.append(
                    f'column "{self._header(place)}" was read with the month first (5/17/1990)'
                )

    def _finish(self, draft: _Draft) -> Batch:
        keep = draft.keep
        everything = bool(keep.all())
        columns = draft.columns if everything else {n: c.taken(keep) for n, c in draft.columns.items()}
        chunk = draft.chunk if everything else draft.chunk.taken(keep)
        headers = Columns(self.layout.headers, self.layout.places)
        return Batch(
            columns, chunk.numbers, chunk, headers, self.sheet, self.log.file, self.sha256, self._other(chunk)
        )

    def _other(self, chunk: Chunk) -> dict[str, Column]:
        there = [place for place in self.layout.other if place < len(chunk.columns)]
        columns = ((place, chunk.columns[place]) for place in there)
        return {self.layout.headers[place]: Column(c.codes, clean_all(c.values)) for place, c in columns}

    def _header(self, place: int) -> str:
        if 0 <= place < len(self.layout.headers):
            return self.layout.headers[place]
        return "" if place < 0 else f"number {place + 1}"

    def _report(
        self,
        draft: _Draft,
        row: int,
        column: str,
        value: str,
        expected: str,
        *,
        kept: bool = True,
        mend: bool = True,
    ) -> None:
        if not draft.keep[row]:
            return
        draft.keep[row] = kept
        problem = Problem(
            self.log.file, self.sheet, int(draft.chunk.numbers[row]), column, value, expected, kept
        )
        self.log.row_problem(problem, draft.chunk.row(row), self.layout.headers, mend=mend)


@dataclass(slots=True)
class _Draft:
    """A batch in the making."""

    chunk: Chunk
    keep: Mask
    columns: dict[str, Column]
    extras: list[tuple[int, NameCell]] = field(default_factory=list)


def _blank(rows: int) -> Iterator[tuple[str, Column]]:
    nothing = Column(np.zeros(rows, np.int32), [""])
    return ((name, nothing) for name in ALL_FIELDS)


def _filled_up(column: Column, more: list[str]) -> Column:
    return encode([text or other for text, other in zip(column.cells(), more, strict=True)])


def _moved(sections: dict[int, str], keep: Mask) -> dict[int, str]:
    """The places of titles, counted in the rows that are persons."""
    if not sections:
        return sections
    before = np.concatenate([[0], np.cumsum(keep)])
    return {int(before[place]): name for place, name in sections.items()}
