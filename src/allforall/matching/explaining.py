"""Levels and weights of a candidate pair in words that a tracing officer can check against the two cards."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from allforall.matching.answer import Comparison
from allforall.matching.levels import FIELDS, LEVELS, Level
from allforall.matching.model import Floats
from allforall.matching.register import Register
from allforall.matching.requests import Reading, Request, name_of

_NAME_PARTS = ("surname", "given_name", "father")
_COLUMNS = {
    "birth_date": ("birth_date", "tax_number"),
    "number": ("service_number",),
    "tax_number": ("tax_number", "service_number"),
}
_NEEDED = frozenset(
    (
        *(
            "surname",
            "given_name",
            "patronymic",
            "fathers_name",
            "full_name",
            "birth_date",
            "birth_place",
            "sex",
        ),
        *("rank", "unit", "service_number", "tax_number", "captured_on", "captured_at"),
    )
)
_TWO_SCRIPTS = re.compile("[a-zA-Z].*[\u0400-\u04ff]|[\u0400-\u04ff].*[a-zA-Z]")
_SHARED = (
    ("names", "names_go_together", "names that go together in families and peoples are counted once"),
    ("capture", "captured_in_company", "unit, day and place of capture go together and are counted once"),
)


def comparisons(
    request: Request,
    register: Register,
    row: int,
    levels: Sequence[int],
    weights: Floats,
    shared: Floats,
    reading: int,
    exchange: float,
) -> tuple[Comparison, ...]:
    """Every field that could be compared, in the order of the card, then what was counted once."""
    card = register.card(row, _NEEDED)
    held, repairs = _name_on(card)
    asked = request.readings[reading]
    found = [
        _comparison(
            LEVELS[level],
            _written(request.card, asked, field),
            _written(card, held, field),
            float(weight),
        )
        for field, level, weight in zip(FIELDS, levels, weights, strict=True)
        if level
    ]
    for (field, fact, words), bits in zip(_SHARED, shared, strict=True):
        if bits >= 0.05:
            found.append(Comparison(field, fact, "", "", -float(bits), words))
    if reading:
        words = "surname and given name exchanged" if reading == 1 else "the name was read another way"
        found.append(Comparison("name", "another_reading_of_the_name", "", "", -exchange, words))
    mended = (*request.name.repairs, *repairs)
    found.extend(Comparison("name", "letters_mended", "", "", 0.0, repair) for repair in mended)
    return tuple(found)


def _name_on(card: dict[str, str]) -> tuple[Reading, tuple[str, ...]]:
    """The parts of the name on a register's card as written, and what was mended in reading them."""
    surname, given, father = (card.get(column, "") for column in ("surname", "given_name", "patronymic"))
    if surname and given and not _TWO_SCRIPTS.search(f"{surname} {given} {father}"):
        return Reading(("", "", ""), surname, given, father or card.get("fathers_name", "")), ()
    name = name_of(card)
    return Reading.of(name.surname, name.given, name.father), name.repairs


def _comparison(level: Level, left: str, right: str, weight: float) -> Comparison:
    said = f"{level.words}: {left}" if left == right else f"{level.words}: {left} / {right}"
    return Comparison(level.field, level.fact, left, right, weight, said)


def _written(card: dict[str, str], name: Reading, field: str) -> str:
    if field in _NAME_PARTS:
        return str(getattr(name, field))
    for column in _COLUMNS.get(field, (field,)):
        if card.get(column):
            return card[column]
    return ""


def agreeing(levels: Sequence[int]) -> frozenset[str]:
    """The fields whose level says that they agree; a date of birth by its scale, for a year proves less."""
    found = [LEVELS[level] for level in np.asarray(levels).tolist()]
    return frozenset(
        level.scale if level.field == "birth_date" else level.field for level in found if level.agrees
    )
