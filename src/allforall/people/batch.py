"""Rows of one list, cleaned, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allforall.people.dates import PartialDate
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS
from allforall.people.person import Columns, Origin, Person
from allforall.people.tables import Chunk, Column


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a list. `columns` has every field of ours, empty where the list has none.

    Values are cleaned text, "" where nothing is known; dates are EDTF. `rows` are the rows' numbers in the
    file. `written` is the same rows as written, `other` the columns that are no field of ours, by header.
    """

    columns: dict[str, Column]
    rows: NDArray[np.int64]
    written: Chunk
    headers: Columns
    sheet: str
    file: str
    sha256: str
    other: dict[str, Column]

    def __len__(self) -> int:
        return len(self.rows)

    def persons(self) -> Iterator[Person]:
        """The rows as persons, in order."""
        fields = [_decoded(name, self.columns[name]) for name in ALL_FIELDS]  # in Person's order
        origins = (Origin(self.file, self.sha256, self.sheet, row) for row in self.rows.tolist())
        cells = zip(*(column.cells() for column in self.written.columns), strict=True)
        others = self._others()
        heads = repeat(self.headers)
        yield from map(Person, *fields, others, origins, cells, heads)

    def _others(self) -> Iterator[dict[str, str]]:
        if not self.other:
            nothing: dict[str, str] = {}
            yield from (nothing for _ in range(len(self)))
            return
        names = list(self.other)
        for values in zip(*(column.cells() for column in self.other.values()), strict=True):
            yield {name: value for name, value in zip(names, values, strict=True) if value}


def _decoded(name: str, column: Column) -> list[Any]:
    if name not in DATE_FIELDS:
        return column.cells()
    dates = [PartialDate.parse(value) if value else None for value in column.values]
    return [dates[code] for code in column.codes.tolist()]
