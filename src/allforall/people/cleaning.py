"""From a chunk of rows as written to a batch of cleaned columns, with a report of what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from allforall.people.batch import Batch
from allforall.people.cells import CellReader, is_month_first
from allforall.people.dated_places import part, part_day
from allforall.people.draft import Draft, cleaned_chunk, report_unseen
from allforall.people.fields import DATE_FIELDS, NAME_FIELDS
from allforall.people.layout import PAIRED, Layout
from allforall.people.name_columns import read_names, refuse_two_people, share_out
from allforall.people.person import Columns
from allforall.people.problems import ProblemLog
from allforall.people.repeats import Hashes, Met, row_hashes, value_hashes
from allforall.people.rows import Mask, Sieve
from allforall.people.tables import Chunk, Column, encode

_TELLING = (
    "surname",
    "full_name",
    "given_name",
    "service_number",
    "tax_number",
    "passport",
    "birth_date",
    "call_sign",
)
_YEAR = re.compile(r"[./\s-](?:19|20)?\d\d\b")
_TOLD_APART = ("id", "birth_date", "service_number", "tax_number", "passport")


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
    before_row: str = ""  # stands before row numbers in identifiers when a file has several tables
    sieve: Sieve = field(init=False)
    _begun: bool = False

    def __post_init__(self) -> None:
        self.sieve = Sieve(self.layout)

    def batch(self, chunk: Chunk) -> Batch:
        """The rows that are persons, cleaned."""
        draft, sections = self._drafted(chunk)
        report_unseen(draft)
        _report_faults(draft)
        _report_beyond(draft)
        for row in np.flatnonzero(self.rows_met.again(_marks_of_rows(draft))).tolist():
            draft.report(row, -1, "", "repeats an earlier row cell by cell; it was read once", kept=False)
        self._understand(draft)
        refuse_two_people(draft)
        _refuse_unreadable(draft)
        _name_sections(draft, sections)
        self._identify(draft)
        return self._finished(draft)

    def _drafted(self, chunk: Chunk) -> tuple[Draft, dict[int, str]]:
        cleaned = cleaned_chunk(chunk)
        keep, sections = self.sieve.persons(cleaned)
        if not keep.all():
            chunk, cleaned, sections = chunk.taken(keep), cleaned.taken(keep), _moved(sections, keep)
        everyone = np.ones(len(chunk.numbers), bool)
        draft = Draft(self.layout, self.log, self.sheet, chunk, cleaned, everyone)
        return draft, sections

    def _understand(self, draft: Draft) -> None:
        if not self._begun:
            self._settle_month_order(draft)
        for name in self.layout.places:
            place = draft.place_of(name)
            if place >= 0 and name in NAME_FIELDS:
                read_names(draft, name, place)
            elif place >= 0:
                draft.columns[name] = self._understood(draft, name, place)
        for pair, place in self.layout.paired.items():
            if place < len(draft.cleaned.columns):
                self._part(draft, pair, place)
        for reading, place in (("birth_date", self.layout.spare_birth), ("age", self.layout.age)):
            if 0 <= place < len(draft.cleaned.columns):
                draft.fill_up("birth_date", self._understood(draft, reading, place).cells())
        share_out(draft, self.cells)
        for date, place_name in PAIRED.values():
            self._part_days(draft, date, place_name)

    def _understood(self, draft: Draft, reading: str, place: int) -> Column:
        column = draft.cleaned.columns[place]
        texts, faults = self.cells.read(reading, column.values)
        draft.report_codes(place, faults)
        return Column(column.codes, texts)

    def _part(self, draft: Draft, pair: str, place: int) -> None:
        """A column of dates with places fills two fields where they are empty."""
        column = draft.cleaned.columns[place]
        parted = [part(value) for value in column.values]
        for name, texts in zip(PAIRED[pair], map(list, zip(*parted, strict=True)), strict=True):
            read, faults = self.cells.read(name, texts)
            draft.report_codes(place, faults)
            draft.fill_up(name, Column(column.codes, read).cells())

    def _part_days(self, draft: Draft, date: str, place: str) -> None:
        """A day that stands with the place goes to the date, where the row has none."""
        column = draft.columns[place]
        if not _YEAR.search("\n".join(column.values)):
            return
        parted = {code: both for code, text in enumerate(column.values) if (both := part_day(text))[0]}
        rows = [row for row in column.holding(parted) if not draft.columns[date].value(row)]
        if not rows:
            return
        days, _ = self.cells.read(date, [parted[int(column.codes[row])][0] for row in rows])
        draft.fill_rows(date, dict(zip(rows, days, strict=True)))
        draft.columns[place] = column.patched({row: parted[int(column.codes[row])][1] for row in rows})

    def _settle_month_order(self, draft: Draft) -> None:
        self._begun = True
        for name in DATE_FIELDS:
            place = draft.place_of(name)
            if place >= 0 and is_month_first(draft.cleaned.columns[place].values):
                self.cells.month_first.add(name)
                header = draft.header(place)
                self.log.notes.append(f'column "{header}" was read with the month first (5/17/1990)')

    def _identify(self, draft: Draft) -> None:
        """Every row gets an identifier of its own; one that was met before is told apart by its row."""
        column, rows = draft.columns["id"], draft.written.numbers.tolist()
        everyone = bool(column.filled().all())
        ids = column.cells()
        if not everyone:
            ids = [text or f"{self.before_row}row-{row}" for text, row in zip(ids, rows, strict=True)]
        again = np.flatnonzero(self.ids_met.again(value_hashes(ids)) & draft.keep).tolist()
        for place in again:
            own = f"{ids[place]}@{self.before_row}{rows[place]}"
            if self.layout.places.get("id") != self.layout.running:
                expected = f"stands on an earlier row too; this row goes by {own}"
                draft.report(place, draft.place_of("id"), ids[place], expected)
            ids[place] = own
        if again or not everyone:
            draft.columns["id"] = encode(ids)

    def _finished(self, draft: Draft) -> Batch:
        columns, written, cleaned = draft.columns, draft.written, draft.cleaned
        if not draft.keep.all():
            columns = {name: column.taken(draft.keep) for name, column in columns.items()}
            written, cleaned = written.taken(draft.keep), cleaned.taken(draft.keep)
        headers = Columns(self.layout.headers, self.layout.sources)
        other = {
            self.layout.headers[place]: cleaned.columns[place]
            for place in self.layout.other
            if place < len(cleaned.columns)
        }
        return Batch(
            columns, written.numbers, written, headers, self.sheet, self.log.file, self.sha256, other
        )


def _marks_of_rows(draft: Draft) -> Hashes:
    """What makes each row itself: all its cells; a running number only where nothing else tells two apart."""
    columns, running = draft.cleaned.columns, draft.layout.running
    if not 0 <= running < len(columns):
        return row_hashes(columns)
    told = np.zeros(len(draft.keep), bool)
    for place in {draft.place_of(name) for name in _TOLD_APART} - {running, -1}:
        told |= columns[place].filled()
    marks = row_hashes(columns[:running] + columns[running + 1 :])
    numbers = value_hashes(columns[running].values)[columns[running].codes]
    return np.where(told, marks, marks ^ numbers)


def _report_faults(draft: Draft) -> None:
    """What showed when the file was taken apart into cells."""
    if not draft.written.faults:
        return
    for row, number in enumerate(draft.written.numbers.tolist()):
        for fault in draft.written.faults.get(number, ()):
            draft.report(row, fault.column, fault.value, fault.expected, kept=fault.kept)


def _report_beyond(draft: Draft) -> None:
    """Cells to the right of the last header: mostly a delimiter that stands inside a cell without quotes."""
    width = len(draft.layout.headers)
    for place in range(width, len(draft.written.columns)):
        column = draft.cleaned.columns[place]
        for row in np.flatnonzero(column.filled()).tolist():
            expected = f"stands to the right of the last column (expected {width} columns)"
            draft.report(row, place, column.values[column.codes[row]], expected)


def _refuse_unreadable(draft: Draft) -> None:
    told = np.zeros(len(draft.keep), bool)
    for name in _TELLING:
        if not told.all():
            told |= draft.columns[name].filled()
    for row in np.flatnonzero(~told).tolist():
        draft.report(row, -1, "", "has no readable name, number or date of birth", kept=False)


def _name_sections(draft: Draft, sections: dict[int, str]) -> None:
    """A title such as "Civilians" between the rows gives the category of those below that have none."""
    if not any(sections.values()):
        return
    starts = sorted(sections)
    more = [""] * len(draft.keep)
    for start, end in zip(starts, [*starts[1:], len(more)], strict=True):
        more[start:end] = [sections[start]] * (end - start)
    draft.fill_up("category", more)


def _moved(sections: dict[int, str], keep: Mask) -> dict[int, str]:
    """The places of titles, counted in the rows that are persons."""
    before = np.concatenate([[0], np.cumsum(keep)])
    return {int(before[place]): name for place, name in sections.items()}
