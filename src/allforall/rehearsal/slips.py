"""The slips of real lists: what is left out, misheard, mistyped, or put in the wrong place.

Every slip changes one row of a sheet and says whether it changed anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allforall.rehearsal.chance import Chance
from allforall.rehearsal.given import given_names
from allforall.rehearsal.people import Population
from allforall.rehearsal.sheets import Sheet

Row = dict[str, str]


@dataclass(frozen=True)
class Slot:
    """One row in the hands of a clerk: its language, the person meant, and chance."""

    people: Population
    person: int
    language: str
    chance: Chance


Slip = Callable[[Row, Slot], None]
SLIPS: dict[str, Slip] = {}


def slip(function: Slip) -> Slip:
    """Register a slip under its name."""
    SLIPS[function.__name__] = function
    return function


def apply(sheet: Sheet, name: str, rate: float | Any, people: Population, chance: Chance) -> None:
    """Let one slip happen to rows of the sheet at this rate, and note it where it changed the row."""
    for row in chance.hits(rate, len(sheet)):
        before = {column: str(values[row]) for column, values in sheet.columns.items()}
        after = dict(before)
        SLIPS[name](after, Slot(people, int(sheet.rows[row]), str(sheet.languages[row]), chance))
        if after != before:
            sheet.done[row].append(name)
            for column, value in after.items():
                if value != before[column]:
                    sheet.columns[column][row] = value


ALPHABET = {
    "uk": "абвгґдежзиіїйклмнопрстуфхцчшщьюяє",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщыьэюя",
    "la": "abcdefghijklmnopqrstuvwxyz",
}
TWINS_OF_LETTERS = str.maketrans("аеоірсхуАЕОІРСХКМТНВ", "aeoipcxyAEOIPCXKMTHB")


def typo(word: str, language: str, chance: Chance) -> str:
    """One letter left out, doubled, exchanged with its neighbour, or replaced."""
    if len(word) < 3:
        return word
    at = chance.whole(1, len(word))
    kind = chance.whole(0, 4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.one(ALPHABET[language]) + word[at + 1 :]


@slip
def surname_typo(row: Row, slot: Slot) -> None:
    """A letter of the surname is wrong."""
    row["surname"] = typo(row["surname"], slot.language, slot.chance)


@slip
def given_typo(row: Row, slot: Slot) -> None:
    """A letter of the given name is wrong."""
    row["given_name"] = typo(row["given_name"], slot.language, slot.chance)


@slip
def patronymic_typo(row: Row, slot: Slot) -> None:
    """A letter of the patronymic is wrong."""
    row["patronymic"] = typo(row["patronymic"], slot.language, slot.chance)


@slip
def diminutive(row: Row, slot: Slot) -> None:
    """The given name is what his friends call him."""
    name = given_names()[int(slot.people.given[slot.person])]
    shorts = name.short_uk if slot.language == "uk" else name.short_ru
    if shorts and slot.language != "la":
        row["given_name"] = slot.chance.one(shorts)


@slip
def patronymic_absent(row: Row, slot: Slot) -> None:
    """No patronymic."""
    row["patronymic"] = ""


@slip
def patronymic_initial(row: Row, slot: Slot) -> None:
    """Only the first letter of the patronymic."""
    if row["patronymic"]:
        row["patronymic"] = row["patronymic"][0] + "."


@slip
def initials(row: Row, slot: Slot) -> None:
    """Only the first letters of given name and patronymic."""
    for column in ("given_name", "patronymic"):
        if row[column]:
            row[column] = row[column][0] + "."


@slip
def homoglyph(row: Row, slot: Slot) -> None:
    """Some Cyrillic letters are their Latin twins."""
    if slot.language != "la":
        row["surname"] = "".join(
            c.translate(TWINS_OF_LETTERS) if slot.chance.happens(0.5) else c for c in row["surname"]
        )


@slip
def swapped_names(row: Row, slot: Slot) -> None:
    """Surname and given name stand in each other's column."""
    row["surname"], row["given_name"] = row["given_name"], row["surname"]


@slip
def one_field(row: Row, slot: Slot) -> None:
    """The whole name stands in one column."""
    parts = [row["surname"], row["given_name"], row["patronymic"]]
    if slot.chance.happens(0.25):
        parts = parts[1:] + parts[:1]
    row["full_name"] = " ".join(part for part in parts if part)
    row["surname"] = row["given_name"] = row["patronymic"] = ""


@slip
def uppercase(row: Row, slot: Slot) -> None:
    """Names in capitals."""
    for column in ("surname", "given_name", "patronymic", "full_name"):
        row[column] = row[column].upper()


@slip
def day_month_swapped(row: Row, slot: Slot) -> None:
    """Day and month are exchanged, where both are possible."""
    year, month, day = row["birth_date"].split("-")
    if int(day) <= 12:
        row["birth_date"] = f"{year}-{day}-{month}"


@slip
def date_placeholder(row: Row, slot: Slot) -> None:
    """The first of January stands for "some day"."""
    row["birth_date"] = row["birth_date"][:4] + "-01-01"


@slip
def date_digit(row: Row, slot: Slot) -> None:
    """One digit of the day or year of birth is wrong."""
    at = slot.chance.one((3, 9, 9, 3, 2))
    digit = str((int(row["birth_date"][at]) + slot.chance.whole(1, 9)) % 10)
    changed = row["birth_date"][:at] + digit + row["birth_date"][at + 1 :]
    row["birth_date"] = changed if 1 <= int(changed[8:]) <= 28 else row["birth_date"]


@slip
def year_off_by_one(row: Row, slot: Slot) -> None:
    """The year of birth is one too early or too late."""
    if row["birth_date"].endswith("-02-29"):
        return
    row["birth_date"] = f"{int(row['birth_date'][:4]) + slot.chance.one((-1, 1))}{row['birth_date'][4:]}"


@slip
def year_only(row: Row, slot: Slot) -> None:
    """Only the year of birth is known."""
    row["birth_date"] = row["birth_date"][:4]


@slip
def age_instead(row: Row, slot: Slot) -> None:
    """An age was known, so the year is approximate."""
    row["birth_date"] = f"{int(row['birth_date'][:4]) + slot.chance.one((-1, 0, 0, 1))}~"


@slip
def dotted_date(row: Row, slot: Slot) -> None:
    """The date is written day first with dots."""
    if len(row["birth_date"]) == 10:
        year, month, day = row["birth_date"].split("-")
        row["birth_date"] = f"{day}.{month}.{year}"


@slip
def number_digit(row: Row, slot: Slot) -> None:
    """One digit of the service number is wrong."""
    number = row["service_number"]
    if number:
        at = len(number) - 1 - slot.chance.whole(0, 4)
        row["service_number"] = (
            number[:at] + str((int(number[at]) + slot.chance.whole(1, 10)) % 10) + number[at + 1 :]
        )


def _leave_out(column: str) -> Slip:
    def left_out(row: Row, slot: Slot) -> None:
        row[column] = ""

    return left_out


for _column in (
    "birth_date",
    "birth_place",
    "rank",
    "unit",
    "service_number",
    "captured_on",
    "captured_at",
    "held_at",
    "sex",
    "health",
    "category",
):
    SLIPS[f"{_column}_absent"] = _leave_out(_column)
