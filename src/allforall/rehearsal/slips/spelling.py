"""Slips that change how the parts of a name are spelled."""

from __future__ import annotations

from allforall.rehearsal.slips.row import NAME_COLUMNS, Row, slip
from allforall.rehearsal.slips.signs import misheard, misread, misread_digit, mistyped

SCANNED_COLUMNS = (*NAME_COLUMNS, "birth_place", "unit", "rank")


def _mistype(row: Row, column: str) -> None:
    row[column] = mistyped(row[column], row.language, row.chance)


def _mishear(row: Row, column: str) -> None:
    row[column] = misheard(row[column], row.language, row.chance)


@slip()
def surname_typo(row: Row) -> None:
    """A letter of the surname is mistyped."""
    _mistype(row, "surname")


@slip()
def given_typo(row: Row) -> None:
    """A letter of the given name is mistyped."""
    _mistype(row, "given_name")


@slip()
def patronymic_typo(row: Row) -> None:
    """A letter of the patronymic is mistyped."""
    _mistype(row, "patronymic")


@slip()
def misheard_surname(row: Row) -> None:
    """The surname was written by ear."""
    _mishear(row, "surname")


@slip()
def misheard_given(row: Row) -> None:
    """The given name was written by ear."""
    _mishear(row, "given_name")


@slip()
def misheard_patronymic(row: Row) -> None:
    """The patronymic was written by ear."""
    _mishear(row, "patronymic")


@slip()
def scanned_names(row: Row) -> None:
    """A bad scan was read by a machine: letters all over the row are taken for others."""
    row["surname"] = misread(row["surname"], row.language, row.chance)
    for column in SCANNED_COLUMNS[1:]:
        if row[column] and row.chance.happens(0.5):
            row[column] = misread(row[column], row.language, row.chance)


@slip()
def scanned_numbers(row: Row) -> None:
    """A bad scan: a digit of the date of birth or of the service number is taken for another."""
    column = row.chance.one(("birth_date", "birth_date", "service_number", "captured_on"))
    changed = misread_digit(row[column], row.chance)
    if column == "service_number" or _is_date(changed):
        row[column] = changed


def _is_date(text: str) -> bool:
    return (
        len(text) == 10 and 1 <= int(text[5:7]) <= 12 and 1 <= int(text[8:]) <= 28 and "1935" < text < "2027"
    )
