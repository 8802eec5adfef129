"""Building a register's index out of the batches of a list, one pass, one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from allforall.matching.dependence import together
from allforall.matching.errors import MatchingError
from allforall.matching.keys import Keyed
from allforall.matching.namevalues import Values, column_father, column_given, column_surname, whole_name
from allforall.matching.numbers import TaxNumber
from allforall.matching.register import Lookup, Register
from allforall.matching.texts import Coded, Codes, Coding, Texts
from allforall.people.fields import ALL_FIELDS
from allforall.people.tables import Column

WRITTEN = tuple(name for name in ALL_FIELDS if name != "id")
_ROWWISE_FROM = 0.5  # a column with more distinct values than this share of its rows is kept row by row


def build_register(name: str, sha256: str, batches: Iterable[Keyed]) -> Register:
    """Index the people of some rows of a list; raises MatchingError when there are none."""
    making = _Making()
    for batch in batches:
        making.add(batch)
    return making.register(name, sha256)


class _Making:
    """The columns while they grow."""

    def __init__(self) -> None:
        self.ids: list[Texts] = []
        self.rows: list[npt.NDArray[np.int64]] = []
        self.names = tuple(Coding() for _ in range(3))
        surname, given, father = self.names
        self.name_columns = {
            "surname": _Read(surname, column_surname),
            "given_name": _Read(given, lambda text: column_given(text)[0]),
            "patronymic": _Read(father, column_father),
            "beside": _Read(father, lambda text: column_given(text)[1]),
            "fathers_name": _Read(father, column_father),
        }
        self.keys = {
            name: Coding() for name in ("birth", "captured_on", "unit", "captured_at", "birth_place")
        }
        self.written: dict[str, _WrittenColumn] = {}
        self.digests: list[npt.NDArray[np.uint32]] = []
        self.digest_rows: list[npt.NDArray[np.int64]] = []
        self.size = 0

    def add(self, batch: Keyed) -> None:
        size = len(batch.rows)
        columns = batch.columns
        self.ids.append(Texts.of(_spread(columns["id"])))
        self.rows.append(batch.rows)
        for coding, codes in zip(self.names, self._names(columns, size), strict=True):
            coding.extend(codes)
        self.keys["birth"].extend(self._births(columns, size))
        self.keys["captured_on"].extend(_recode(columns.get("captured_on"), size, self.keys["captured_on"]))
        for name in ("unit", "captured_at", "birth_place"):
            self.keys[name].extend(_recode(batch.keys.get(name), size, self.keys[name]))
        for name in ("service_number", "tax_number"):
            self._numbers(batch.keys.get(name))
        for name in WRITTEN:
            self._write(name, columns.get(name), size)
        self.size += size

    def register(self, name: str, sha256: str) -> Register:
        if not self.size:
            raise MatchingError(f"{name}: no person could be read from this register")
        surname, given, father = (coding.coded() for coding in self.names)
        coded = {"surname": surname, "given": given, "father": father}
        coded |= {key: coding.coded() for key, coding in self.keys.items()}
        digests = np.concatenate([*self.digests, np.zeros(0, np.uint32)])
        order = np.argsort(digests, kind="stable")
        return Register(
            name=name,
            sha256=sha256,
            ids=Texts.joined(self.ids),
            rows=np.concatenate(self.rows),
            coded=coded,
            written={key: column.coded(self.size) for key, column in self.written.items()},
            by_surname=Lookup.of(surname.codes, len(surname.values)),
            by_birth=Lookup.of(coded["birth"].codes, len(coded["birth"].values)),
            numbers=digests[order],
            number_rows=np.concatenate([*self.digest_rows, np.zeros(0, np.int64)])[order].astype(np.int32),
            dependence=_dependence(coded),
        )

    def _names(self, columns: Mapping[str, Column], size: int) -> tuple[Codes, Codes, Codes]:
        surname, given, father, beside, other = (
            _recode(columns.get("given_name" if name == "beside" else name), size, read)
            for name, read in self.name_columns.items()
        )
        father = np.where(father == 0, np.where(beside == 0, other, beside), father)
        self._whole(columns.get("surname"), given == 0, (surname, given, father))
        self._whole(columns.get("full_name"), surname == 0, (surname, given, father))
        return surname, given, father

    def _whole(
        self, column: Column | None, wanted: npt.NDArray[np.bool_], into: tuple[Codes, Codes, Codes]
    ) -> None:
        """Where a whole name stands in one cell, read it there; what the other columns say is kept."""
        if column is None:
            return
        present = np.unique(column.codes[wanted]).tolist()
        several = np.zeros(len(column.values), dtype=bool)
        several[[code for code in present if _has_several_words(column.values[code])]] = True
        rows = np.flatnonzero(wanted & several[column.codes])
        codes_there, at = np.unique(column.codes[rows], return_inverse=True)
        names: list[Values] = [whole_name(column.values[code]) for code in codes_there]
        for place, (coding, codes) in enumerate(zip(self.names, into, strict=True)):
            read = np.array([coding[values[place]] for values in names], dtype=np.int32)[at]
            codes[rows] = np.where((read == 0) & (place > 0), codes[rows], read)

    def _births(self, columns: Mapping[str, Column], size: int) -> Codes:
        births = _recode(columns.get("birth_date"), size, self.keys["birth"])
        for name in ("tax_number", "service_number"):
            column = columns.get(name)
            if column is not None:
                for row in np.flatnonzero(births == 0):
                    tax = TaxNumber.read(column.values[column.codes[row]])
                    births[row] = self.keys["birth"][tax.born.isoformat()] if tax else 0
        return births

    def _numbers(self, column: Column | None) -> None:
        if column is None:
            return
        digests = np.array([digest(number) if number else 0 for number in column.values], np.uint32)
        spread = digests[column.codes]
        rows = np.flatnonzero(spread)
        self.digests.append(spread[rows])
        self.digest_rows.append(rows + self.size)

    def _write(self, name: str, column: Column | None, size: int) -> None:
        if name not in self.written:
            if column is None or column.values == [""]:
                return
            self.written[name] = _WrittenColumn(rowwise=len(column.values) > _ROWWISE_FROM * size)
            self.written[name].skip(self.size)
        self.written[name].add(column, size)


class _Read(dict[str, int]):
    """From a text as written to the code of its value; each text is read once for all batches."""

    def __init__(self, coding: Coding, value_of: Callable[[str], str]) -> None:
        super().__init__()
        self.coding = coding
        self.value_of = value_of

    def __missing__(self, text: str) -> int:
        code = self[text] = self.coding[self.value_of(text)]
        return code


class _WrittenColumn:
    """One column as written: coded, or row by row when nearly every value is another."""

    def __init__(self, *, rowwise: bool) -> None:
        self.rowwise = rowwise
        self.coding = Coding()
        self.texts: list[Texts] = []

    def skip(self, rows: int) -> None:
        self.add(None, rows)

    def add(self, column: Column | None, size: int) -> None:
        if not self.rowwise:
            self.coding.extend(_recode(column, size, self.coding))
        elif size:
            self.texts.append(Texts.of(_spread(column) if column else [""] * size))

    def coded(self, size: int) -> Coded:
        if not self.rowwise:
            return self.coding.coded()
        return Coded(np.arange(size, dtype=np.int32), Texts.joined(self.texts))


def digest(number: str) -> int:
    """32 bits that stand for a number in the sorted table of numbers, never 0; rows that share it are met."""
    return crc32(number.encode()) or 1


def _dependence(coded: dict[str, Coded]) -> dict[str, float]:
    pairs = (
        ("surname", "given"),
        ("surname", "father"),
        ("given", "father"),
        ("unit", "captured_on"),
        ("unit", "captured_at"),
        ("captured_on", "captured_at"),
    )
    return {f"{left}+{right}": together(coded[left].codes, coded[right].codes) for left, right in pairs}


def _recode(column: Column | None, size: int, code_of: dict[str, int]) -> Codes:
    """The codes of a column's cells, each different text looked up once."""
    if column is None:
        return np.zeros(size, dtype=np.int32)
    codes = np.fromiter(map(code_of.__getitem__, column.values), np.int32, len(column.values))
    return codes[column.codes]


def _has_several_words(text: str) -> bool:
    return " " in text.strip() or "," in text


def _spread(column: Column) -> Sequence[str]:
    values = column.values
    return [values[code] for code in column.codes.tolist()]
