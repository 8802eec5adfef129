"""One row in the hands of a clerk, and the register of slips that may happen to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from allforall.rehearsal.chance import Chance, Ints
from allforall.rehearsal.people import Population
from allforall.rehearsal.sheets import Sheet

NAME_COLUMNS = ("surname", "given_name", "patronymic")


class Row:
    """One row of a sheet: read and write its columns by name; it remembers whether anything changed.

    One object serves row after row, since a register of a million has hundreds of thousands of slips.
    """

    __slots__ = ("_at", "_columns", "_sheet", "chance", "changed", "people")

    def __init__(self, sheet: Sheet, people: Population, chance: Chance) -> None:
        self._sheet = sheet
        self._columns = sheet.columns
        self.people = people
        self.chance = chance
        self.turn_to(0)

    def turn_to(self, at: int) -> None:
        """Take the next row in hand."""
        self._at = at
        self.changed = False

    def __getitem__(self, column: str) -> str:
        value: str = self._columns[column][self._at]
        return value

    def __setitem__(self, column: str, value: str) -> None:
        values = self._columns[column]
        if value != values[self._at]:
            values[self._at] = value
            self.changed = True

    @property
    def person(self) -> int:
        """The place of the person in the population."""
        return int(self._sheet.persons[self._at])

    @property
    def language(self) -> str:
        """The language the row is written in."""
        language: str = self._sheet.languages[self._at]
        return language

    @property
    def female(self) -> bool:
        """Whether the person is a woman."""
        return bool(self.people.female[self.person])

    @property
    def home(self) -> int:
        """0 for Ukrainian, 1 for Russian."""
        return int(self.people.home[self.person])

    def append_note(self, text: str) -> None:
        """Add a remark to the notes."""
        self["notes"] = f"{self['notes']}; {text}" if self["notes"] else text


UNDONE = {  # slips that change one column only, and are gone when it is emptied
    "patronymic": ("misheard_patronymic", "patronymic_typo", "patronymic_initial", "native_patronymic"),
    "birth_date": (
        "date_digit", "day_month_swapped", "year_off_by_one", "year_off_by_more", "date_placeholder",
        "year_only", "month_only", "age_instead",
    ),
    "birth_place": ("place_stale", "place_old_name", "place_region_only"),
    "rank": ("rank_since_raised",),
    "unit": ("other_unit",),
    "service_number": ("number_digit",),
    "captured_on": ("captured_on_near", "captured_on_month"),
    "captured_at": ("captured_at_near",),
    "held_at": ("held_at_stale",),
    "notes": ("call_sign_in_notes",),
}  # fmt: skip
ABSENT = "_absent"  # a slip whose name ends so empties the column before it

Slip = Callable[[Row], None]
Rows = Callable[[Sheet, Population, Ints], Any]  # which of some rows a slip can change at all


@dataclass(frozen=True)
class Kind:
    """A slip, and a quick test that leaves out rows it cannot change."""

    happen: Slip
    only: Rows | None = None


SLIPS: dict[str, Kind] = {}


def slip(only: Rows | None = None) -> Callable[[Slip], Slip]:
    """Register a function as a slip under its own name."""

    def registered(function: Slip) -> Slip:
        SLIPS[function.__name__] = Kind(function, only)
        return function

    return registered


def apply(sheet: Sheet, name: str, rate: Any, people: Population, chance: Chance) -> None:
    """Let one slip happen at a rate (for all rows, or one a row), and note the rows it changed."""
    hits = chance.hits(rate, len(sheet))
    if name.endswith(ABSENT):
        leave_out(sheet, name.removesuffix(ABSENT), hits)
    else:
        sheet.mark(name, _happen(sheet, SLIPS[name], hits, people, chance))


def leave_out(sheet: Sheet, column: str, rows: Ints) -> None:
    """Empty one column in these rows; slips that had changed nothing else there are forgotten."""
    values = sheet.columns["given_name" if column == "given" else column]
    changed = rows[values[rows] != ""]
    values[rows] = ""
    for slip in UNDONE.get(column, ()):
        if slip in sheet.done:
            sheet.done[slip][rows] = False
    sheet.mark(column + ABSENT, changed)


def _happen(sheet: Sheet, kind: Kind, hits: Ints, people: Population, chance: Chance) -> Ints:
    if kind.only is not None and len(hits):
        hits = hits[np.asarray(kind.only(sheet, people, hits), dtype=bool)]
    row, changed = Row(sheet, people, chance), []
    for at in hits.tolist():
        row.turn_to(at)
        kind.happen(row)
        if row.changed:
            changed.append(at)
    return np.array(changed, dtype=np.int64)


def women(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows of women."""
    return people.female[sheet.persons[rows]] == 1


def men(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows of men."""
    return people.female[sheet.persons[rows]] == 0


def in_latin(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows in Latin letters."""
    return sheet.languages[rows] == "la"


def in_cyrillic(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows in Cyrillic letters."""
    return sheet.languages[rows] != "la"


def holding(sign: str, *columns: str) -> Rows:
    """Rows in which one of the columns holds a sign."""

    def held(sheet: Sheet, people: Population, rows: Ints) -> Any:
        result = np.zeros(len(rows), dtype=bool)
        for column in columns:
            values = sheet.columns[column][rows].tolist()
            result |= np.fromiter((sign in value for value in values), dtype=bool, count=len(values))
        return result

    return held
