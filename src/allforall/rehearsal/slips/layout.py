"""Slips of place and dress: names in the wrong column, cut short, in capitals, with odd signs."""

from __future__ import annotations

import re
import unicodedata

from allforall.rehearsal.slips.row import NAME_COLUMNS, Row, holding, in_cyrillic, in_latin, slip
from allforall.rehearsal.tables import table

_TWO_INITIALS = re.compile(r"\b(\w)\. (\w)\.")
ALL_NAMES = (*NAME_COLUMNS, "full_name")
LOOK_ALIKE = str.maketrans("аеоірсхуАЕОІРСХКМТНВ", "aeoipcxyAEOIPCXKMTHB")
LOOK_ALIKE_BACK = str.maketrans("aeoipcxyAEOIPCXKMTHB", "аеоірсхуАЕОІРСХКМТНВ")
APOSTROPHES = ("’", "ʼ", "`", "*", '"', "´", "")
UNSEEN = ("\u00ad", "\u200b", "\ufeff", "\u200e", "\u2060")
MARKS = str.maketrans("łŁıÐđøØʹʺ′″’”ʼ", "lLiDdoO" + "'" * 7)


def _names(row: Row) -> list[str]:
    return [column for column in ALL_NAMES if row[column]]


@slip()
def patronymic_initial(row: Row) -> None:
    """Only the first letter of the patronymic."""
    if row["patronymic"]:
        row["patronymic"] = row["patronymic"][0] + "."


@slip()
def initials(row: Row) -> None:
    """Only the first letters of given name and patronymic."""
    dot = row.chance.one((".", ".", ""))
    for column in ("given_name", "patronymic"):
        if row[column]:
            row[column] = row[column][0] + dot


@slip()
def given_initial(row: Row) -> None:
    """Only the first letter of the given name."""
    if row["given_name"]:
        row["given_name"] = row["given_name"][0] + "."


@slip()
def swapped_names(row: Row) -> None:
    """Surname and given name stand in each other's column."""
    if row["given_name"]:
        row["surname"], row["given_name"] = row["given_name"], row["surname"]


@slip()
def patronymic_as_surname(row: Row) -> None:
    """Given name, patronymic and surname each stand one column off."""
    if row["patronymic"] and row["given_name"]:
        parts = row["given_name"], row["patronymic"], row["surname"]
        row["surname"], row["given_name"], row["patronymic"] = parts


@slip()
def call_sign_in_name(row: Row) -> None:
    """The call sign stands with the name, in brackets or quotes."""
    shape = row.chance.one(("{} ({})", "{} «{}»", '{} "{}"', "{} ({})"))
    column = row.chance.one(("surname", "given_name")) if row["given_name"] else "surname"
    row[column] = shape.format(row[column], call_sign(row))


@slip()
def call_sign_as_name(row: Row) -> None:
    """The comrades know the call sign only."""
    row["surname"] = call_sign(row)
    row["given_name"] = row["patronymic"] = ""


@slip()
def call_sign_in_notes(row: Row) -> None:
    """The call sign stands in the notes."""
    row.append_note(
        {"uk": "позивний", "ru": "позывной", "la": "call sign"}[row.language] + f" «{call_sign(row)}»"
    )


def call_sign(row: Row) -> str:
    """The person's call sign in the language of the row."""
    signs = table("call_signs")
    return signs[int(row.people.service.number[row.person]) * 31 % len(signs)][row.language]


@slip()
def one_field(row: Row) -> None:
    """The whole name stands in one column: surname first, given name first, or with a comma."""
    surname, rest = row["surname"], [row["given_name"], row["patronymic"]]
    order = row.chance.whole(0, 100)
    if order < 68:
        parts = [surname, *rest]
    elif order < 92:
        parts = [*rest, surname]
    else:
        parts = [surname + ("," if any(rest) else ""), *rest]
    whole = " ".join(filter(None, parts))
    row["full_name"] = _TWO_INITIALS.sub(r"\1.\2.", whole) if row.chance.happens(0.5) else whole
    for column in NAME_COLUMNS:
        row[column] = ""


@slip()
def homoglyph(row: Row) -> None:
    """Some letters of a name are their look-alikes of the other script."""
    table = LOOK_ALIKE_BACK if row.language == "la" else LOOK_ALIKE
    for column in _names(row):
        if column in ("surname", "full_name") or row.chance.happens(0.4):
            signs = (sign.translate(table) if row.chance.happens(0.4) else sign for sign in row[column])
            row[column] = "".join(signs)


@slip(only=holding("'", *ALL_NAMES))
def other_apostrophe(row: Row) -> None:
    """An apostrophe of another make, or none."""
    sign = row.chance.one(APOSTROPHES)
    for column in _names(row):
        row[column] = row[column].replace("'", sign)


@slip(only=in_latin)
def no_marks(row: Row) -> None:
    """Latin letters without their marks: š becomes s, ł becomes l."""
    for column in _names(row):
        plain = unicodedata.normalize("NFD", row[column].translate(MARKS))
        row[column] = "".join(sign for sign in plain if not unicodedata.combining(sign))


@slip()
def uppercase(row: Row) -> None:
    """Names in capitals."""
    for column in _names(row):
        row[column] = row[column].upper()


@slip()
def uppercase_surname(row: Row) -> None:
    """The surname in capitals."""
    row["surname"] = row["surname"].upper()


@slip()
def lowercase(row: Row) -> None:
    """Names in small letters."""
    for column in _names(row):
        row[column] = row[column].lower()


@slip()
def extra_spaces(row: Row) -> None:
    """Spaces before, after, or doubled."""
    column = row.chance.one(_names(row) or ["surname"])
    row[column] = row.chance.one((" {}", "{} ", "  {}  ")).format(row[column].replace(" ", "  "))


@slip()
def no_break_space(row: Row) -> None:
    """Spaces that do not break, inside or after."""
    for column in _names(row):
        row[column] = row[column].replace(" ", "\u00a0") + row.chance.one(("", "\u00a0"))


@slip()
def unseen_signs(row: Row) -> None:
    """A soft hyphen or a sign without width inside a name."""
    column = row.chance.one(_names(row) or ["surname"])
    at = row.chance.whole(0, len(row[column]) + 1)
    row[column] = row[column][:at] + row.chance.one(UNSEEN) + row[column][at:]


@slip(only=in_cyrillic)
def letters_taken_apart(row: Row) -> None:
    """й and ї as a letter and a mark, as some phones and computers save them."""
    for column in _names(row):
        row[column] = unicodedata.normalize("NFD", row[column])
