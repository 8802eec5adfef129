"""The columns of a list of persons, in the order in which they are written.

`FIELDS` is what every program may rely on. `EXTRA_FIELDS` are what the capture card (Third Geneva Convention,
annex IV B), article 122 and real lists hold besides; they are read and written where a list has them.
"""

from __future__ import annotations

FIELDS: tuple[str, ...] = (
    "id",
    "surname",
    "given_name",
    "patronymic",
    "full_name",
    "birth_date",
    "birth_place",
    "sex",
    "rank",
    "unit",
    "service_number",
    "captured_on",
    "captured_at",
    "held_at",
    "health",
    "category",
    "notes",
)

EXTRA_FIELDS: tuple[str, ...] = (
    "call_sign",  # taken out of name cells too
    "former_surname",  # a maiden name, or the surname before a change
    "other_name",  # the same name written a second time, mostly in another script
    "tax_number",
    "passport",
    "prisoner_number",  # given by the Detaining Power
    "nationality",  # the Power on which the prisoner depends
    "fathers_name",
    "mothers_maiden_name",
    "residence",
    "next_of_kin",
    "next_of_kin_address",
    "mail_address",
    "marks",  # scars, tattoos, height, colour of eyes
)

ALL_FIELDS: tuple[str, ...] = FIELDS + EXTRA_FIELDS

NAME_FIELDS: tuple[str, ...] = ("surname", "given_name", "patronymic", "full_name")
DATE_FIELDS: tuple[str, ...] = ("birth_date", "captured_on")
