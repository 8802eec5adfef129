"""Rows of one list, cleaned, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allforall.people.dates import PartialDate
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS
from allforall.people.person import NOTHING, Columns, Origin, Person
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
        rows = self.rows.tolist()
        origins = map(Origin, repeat(self.file), repeat(self.sha256), repeat(self.sheet), rows)
        cells = zip(*(column.cells() for column in self.written.columns), strict=True)
        return map(Person, *fields, self._others(), origins, cells, repeat(self.headers))

    def _others(self) -> Iterable[Mapping[str, str]]:
        if not self.other:
            return repeat(NOTHING)
        names = list(self.other)
        rows = zip(*(column.cells() for column in self.other.values()), strict=True)
        return ({name: value for name, value in zip(names, values, strict=True) if value} for values in rows)


def _decoded(name: str, column: Column) -> Iterable[Any]:
    if column.values == [""]:
        return repeat(None if name in DATE_FIELDS else "")
    if name not in DATE_FIELDS:
        return column.cells()
    dates = [_date(value) if value else None for value in column.values]
    return [dates[code] for code in column.codes.tolist()]


@lru_cache(maxsize=100_000)
def _date(edtf: str) -> PartialDate:
    return PartialDate.parse(edtf)
