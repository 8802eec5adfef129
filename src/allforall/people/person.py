"""A person as one row of one list describes him or her, with where each value stands in that list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from allforall.people.dates import PartialDate
from allforall.people.fields import DATE_FIELDS

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Origin:
    """The row a person was read from; `row` is what the reader of the file sees, counted from 1."""

    file: str = ""
    sha256: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value stands: the original file, its row and column header, and the cell as written."""

    file: str
    sha256: str
    sheet: str
    row: int
    column: str
    written: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the list a row was read from: their headers, and which field stands where."""

    headers: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)


_NO_ORIGIN = Origin()
_NO_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Person:
    """What one row says. Every text is cleaned but otherwise as written; "" means not known.

    `category` is a `Category` value where the words are known, else the words. `other` holds columns that
    are no field of ours, by header. `cells` is the whole row as written.
    """

    id: str = ""
    surname: str = ""
    given_name: str = ""
    patronymic: str = ""
    full_name: str = ""
    birth_date: PartialDate | None = None
    birth_place: str = ""
    sex: str = ""
    rank: str = ""
    unit: str = ""
    service_number: str = ""
    captured_on: PartialDate | None = None
    captured_at: str = ""
    held_at: str = ""
    health: str = ""
    category: str = ""
    notes: str = ""
    call_sign: str = ""
    former_surname: str = ""
    other_name: str = ""
    tax_number: str = ""
    passport: str = ""
    prisoner_number: str = ""
    nationality: str = ""
    fathers_name: str = ""
    mothers_maiden_name: str = ""
    residence: str = ""
    next_of_kin: str = ""
    next_of_kin_address: str = ""
    mail_address: str = ""
    marks: str = ""
    other: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)
    origin: Origin = _NO_ORIGIN
    cells: tuple[str, ...] = field(default=(), repr=False, compare=False)
    columns: Columns = field(default=_NO_COLUMNS, repr=False, compare=False)

    @property
    def birth(self) -> PartialDate | None:
        """The date of birth."""
        return self.birth_date

    @property
    def name(self) -> str:
        """The whole name as the list has it: the full name, or its parts, surname first."""
        return self.full_name or " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    def text(self, name: str) -> str:
        """A field's value as it is written to a list; dates as EDTF."""
        value = getattr(self, name)
        if name in DATE_FIELDS:
            return "" if value is None else str(value.edtf)
        return str(value)

    def source_of(self, name: str) -> Source:
        """Where a field's value comes from; `column` is "" when the list has no column for it."""
        place = self.columns.places.get(name, -1)
        known = 0 <= place < len(self.cells)
        written = self.cells[place] if known else ""
        column = self.columns.headers[place] if known else ""
        where = self.origin
        return Source(where.file, where.sha256, where.sheet, where.row, column, written)
