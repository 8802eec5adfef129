"""Slips in what is told of a person beside the name: rank, unit, numbers, places."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from allforall.rehearsal import numbers, places, service, units
from allforall.rehearsal.chance import Ints
from allforall.rehearsal.people import Population
from allforall.rehearsal.sheets import Sheet, rank_forms
from allforall.rehearsal.slips.row import Row, slip

TAX = {"uk": "РНОКПП {}", "ru": "ИНН {}", "la": "tax no. {}"}
INSURANCE = {"uk": "СНІЛС {}", "ru": "СНИЛС {}", "la": "SNILS {}"}


@slip()
def rank_since_raised(row: Row) -> None:
    """The rank of today, not of the day of capture."""
    if row["rank"]:
        forms = rank_forms(row.language)
        raised = int(row.people.service.rank[row.person]) + row.chance.one((1, 1, 1, 2))
        row["rank"] = row.chance.one(forms[min(raised, len(forms) - 1)])


@slip()
def other_unit(row: Row) -> None:
    """The unit he came from or was lent to."""
    if row["unit"]:
        unit = row.home * service.UNITS_PER_HOME + row.chance.whole(0, service.UNITS_PER_HOME)
        row["unit"] = units.write(unit, 0, row.language, row.chance.one(("full", "short", "cover")))


@slip()
def number_digit(row: Row) -> None:
    """One digit of the service number is wrong."""
    number = row["service_number"]
    if number:
        at = len(number) - 1 - row.chance.whole(0, 6)
        digit = (int(number[at]) + row.chance.whole(1, 10)) % 10
        row["service_number"] = number[:at] + str(digit) + number[at + 1 :]


@slip()
def tax_number(row: Row) -> None:
    """A tax number in the place of a missing service number or in the notes; Russians' insurance number."""
    serial = int(row.people.service.number[row.person])
    if row.home == 1:
        row.append_note(INSURANCE[row.language].format(numbers.insurance_number(serial)))
        return
    born = datetime.date(1970, 1, 1) + datetime.timedelta(int(row.people.birth[row.person]))
    number = numbers.tax_number(born, row.female, serial)
    if not row["service_number"] and row.chance.happens(0.5):
        row["service_number"] = number
    else:
        row.append_note(TAX[row.language].format(number))


def _birth_place(row: Row, form: str) -> None:
    if row["birth_place"]:
        row["birth_place"] = places.write(int(row.people.birth_place[row.person]), row.language, form)


@slip()
def place_stale(row: Row) -> None:
    """Where he lived, not where he was born."""
    if row["birth_place"]:
        home = ("uk", "ru")[row.home]
        code = places.draw_one("b", home, row.chance)
        row["birth_place"] = places.write(code, row.language, "marked")


def renamed_since(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows of persons born in a town that bore another name."""
    return np.isin(people.birth_place[sheet.persons[rows]], places.renamed())


@slip(only=renamed_since)
def place_old_name(row: Row) -> None:
    """The town under its former name."""
    _birth_place(row, "old")


@slip()
def place_region_only(row: Row) -> None:
    """The region of birth only."""
    _birth_place(row, "region")


@slip()
def captured_at_near(row: Row) -> None:
    """Another place of the same front, or the region only."""
    if row["captured_at"]:
        if row.chance.happens(0.5):
            row["captured_at"] = places.write(
                int(row.people.service.captured_at[row.person]), row.language, "region"
            )
            return
        code = places.draw_one("c", "", row.chance)
        row["captured_at"] = places.write(code, row.language, "name")


@slip()
def held_at_stale(row: Row) -> None:
    """A place where he was seen once."""
    if row["held_at"]:
        row["held_at"] = places.write(places.draw_one("h", "", row.chance), row.language, "name")
