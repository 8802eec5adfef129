"""Rows as the reports show them: values as written, by canonical column name."""

from __future__ import annotations

import re
from collections.abc import Mapping

Row = Mapping[str, str]
Rows = Mapping[str, Row]

# The fields that an officer compares side by side, in the order of the card.
SIDE_BY_SIDE = ("name", "birth_date", "birth_place", "rank", "unit", "service_number", "capture")
NAME_PARTS = ("surname", "given_name", "patronymic")
CAPTURE_PARTS = ("captured_on", "captured_at")
# Field of a comparison -> the side-by-side column that shows it, where they differ.
_SHOWN_IN = {
    "surname": "name", "given_name": "name", "father": "name", "captured_on": "capture",
    "captured_at": "capture", "number": "service_number", "tax_number": "service_number",
}  # fmt: skip
WHOLE_DATE = re.compile(r"\d+\D+\d+\D+\d+|\b\d{8}\b")


def shown(row: Row, field: str) -> str:
    """A field's value as written; `name` and `capture` are put together from their columns."""
    if field == "name":
        parts = [row.get(part, "").strip() for part in NAME_PARTS]
        return " ".join(part for part in parts if part) or row.get("full_name", "").strip()
    if field == "capture":
        parts = [row.get(part, "").strip() for part in CAPTURE_PARTS]
        return ", ".join(part for part in parts if part)
    return row.get(field, "").strip()


def shown_field(field: str) -> str:
    """The side-by-side column in which a comparison's field is shown."""
    return _SHOWN_IN.get(field, field)


def has_patronymic(row: Row) -> bool:
    """The father's name is there, in its own column or as a third part of the whole name."""
    return bool(row.get("patronymic", "").strip()) or len(row.get("full_name", "").split()) >= 3


def has_whole_date(row: Row) -> bool:
    """Day, month and year of birth are all written."""
    return WHOLE_DATE.search(row.get("birth_date", "")) is not None
