"""From a chunk of rows as written to a batch of cleaned columns."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import numpy as np

from allforall.people.batch import Batch
from allforall.people.dates import PartialDate, check_birth
from allforall.people.errors import DateError
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS
from allforall.people.layout import Layout
from allforall.people.party import read_category, read_sex
from allforall.people.person import Columns
from allforall.people.problems import Problem, ProblemLog
from allforall.people.tables import Chunk, Column
from allforall.people.text import clean_all


@dataclass(slots=True)
class Cleaner:
    """Cleans the chunks of one table, remembering what it has already read."""

    layout: Layout
    log: ProblemLog
    sheet: str
    sha256: str
    today: datetime.date
    dates: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def batch(self, chunk: Chunk) -> Batch:
        """The chunk's rows, cleaned; what cannot be read is reported."""
        blank = Column(np.zeros(len(chunk.numbers), np.int32), [""])
        columns = dict.fromkeys(ALL_FIELDS, blank)
        for name, place in self.layout.places.items():
            if place < len(chunk.columns) and name in columns:
                columns[name] = self._cleaned(name, chunk, place)
        headers = Columns(self.layout.headers, self.layout.places)
        return Batch(
            columns, chunk.numbers, chunk, headers, self.sheet, self.log.file, self.sha256, self._other(chunk)
        )

    def _cleaned(self, name: str, chunk: Chunk, place: int) -> Column:
        column = chunk.columns[place]
        values = clean_all(column.values)
        if name in DATE_FIELDS:
            return self._dates(name, Column(column.codes, values), chunk, place)
        if name == "sex":
            values = [read_sex(value) for value in values]
        if name == "category":
            values = [str(read_category(value) or value) for value in values]
        return Column(column.codes, values)

    def _dates(self, name: str, column: Column, chunk: Chunk, place: int) -> Column:
        read, bad = [], []
        for code, value in enumerate(column.values):
            key = (name, value)
            if key not in self.dates:
                self.dates[key] = self._date(name, value)
            text, expected = self.dates[key]
            read.append(text)
            if expected:
                bad.append(code)
        for row in np.flatnonzero(np.isin(column.codes, bad)) if bad else ():
            value = column.values[column.codes[row]]
            header = self.layout.headers[place]
            number = int(chunk.numbers[row])
            problem = Problem(self.log.file, self.sheet, number, header, value, self.dates[name, value][1])
            self.log.row_problem(problem, chunk.row(int(row)), self.layout.headers)
        return Column(column.codes, read)

    def _date(self, name: str, value: str) -> tuple[str, str]:
        if not value:
            return "", ""
        try:
            date = PartialDate.parse(value, today=self.today)
            if name == "birth_date":
                check_birth(date, self.today, value)
        except DateError as wrong:
            return (wrong.readable.edtf if wrong.readable else ""), str(wrong).removeprefix(f'"{value}" ')
        return date.edtf, ""

    def _other(self, chunk: Chunk) -> dict[str, Column]:
        there = [place for place in self.layout.other if place < len(chunk.columns)]
        headers = self.layout.headers
        return {headers[p]: Column(chunk.columns[p].codes, clean_all(chunk.columns[p].values)) for p in there}
