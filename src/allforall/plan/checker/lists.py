"""What a list says of each wanted person, as far as a plan depends on it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from allforall.people.party import plain, read_category, read_health, read_sex
from allforall.people.reading import read_list
from allforall.plan.checker.errors import CheckError
from allforall.plan.checker.words import barred_by, companions_in

_CELLS = (
    "id", "category", "health", "sex", "birth_date", "captured_on",
    "held_at", "notes", "rank", "unit", "service_number",
)  # fmt: skip
_SOLDIERS = {"military", "conscript", "medical", "chaplain"}
_CIVILIANS = {"civilian", "child"}
_GRAVE = {"seriously_wounded", "seriously_ill"}
_AILING = {"convalescent", "sick", "slightly_wounded", "wounded"}
_AS_HEALTH = {
    "seriously_wounded": "seriously_wounded",
    "seriously_ill": "seriously_ill",
    "wounded": "wounded",
    "ill": "sick",
}


class Wanted(NamedTuple):
    """One person of a list. `basic` is military, civilian or unknown; `named` the category as written."""

    basic: str
    named: str
    health: str
    woman: bool
    born: date | None
    captured: date | None
    site: str
    barred: str
    companions: tuple[str, ...]


def wanted_list(path: Path, mapping: dict[str, str], today: date) -> dict[str, Wanted]:
    """Every person of a list by request id."""
    found = {}
    for batch in read_list(path, mapping=mapping, today=today).batches():
        for cells in zip(*(batch.columns[name].cells() for name in _CELLS), strict=True):
            found[cells[0]] = wanted(*cells[1:])
    if not found:
        raise CheckError(f"{path}: the list has no rows")
    return found


def wanted(
    category: str, health: str, sex: str, birth: str, captured: str, site: str, notes: str, *service: str
) -> Wanted:
    """One person from the cells of a row; dates as EDTF, `service` are rank, unit and number."""
    named = _category(category)
    basic = "military" if named in _SOLDIERS else "civilian" if named in _CIVILIANS else "unknown"
    if basic == "unknown" and any(service):
        basic = "military"
    state = _health(health) if health else _AS_HEALTH.get(named) or _noted_health(notes)
    barred = "dead" if state == "dead" else barred_by(notes) or barred_by(category)
    return Wanted(
        basic, named, state, _sex(sex) == "female" or named == "woman",
        _first_day(birth), _last_day(captured), site, barred, companions_in(notes),
    )  # fmt: skip


def grave(person: Wanted) -> bool:
    """Seriously wounded or ill: goes first and lies."""
    return person.health in _GRAVE


def ailing(person: Wanted) -> bool:
    """Wounded, sick or convalescent otherwise."""
    return person.health in _AILING


@lru_cache(1 << 16)
def _category(text: str) -> str:
    return str(read_category(text) or plain(text).replace(" ", "_"))


@lru_cache(1 << 16)
def _health(text: str) -> str:
    return str(read_health(text) or "")


@lru_cache(1 << 16)
def _noted_health(notes: str) -> str:
    health = _health(notes)
    return "" if health == "dead" else health


_sex = lru_cache(1 << 10)(read_sex)


@lru_cache(1 << 16)
def _first_day(edtf: str) -> date | None:
    """The earliest day that a date can mean."""
    year, month, day = _parts(edtf)
    return date(int(year.replace("X", "0")), month or 1, day or 1) if year else None


@lru_cache(1 << 16)
def _last_day(edtf: str) -> date | None:
    """The latest day that a date can mean; the first of the next month stands for the end of a month."""
    year, month, day = _parts(edtf)
    if not year:
        return None
    number = int(year.replace("X", "9"))
    if not month:
        return date(number, 12, 31)
    return date(number, month, day) if day else date(number + (month == 12), month % 12 + 1, 1)


def _parts(edtf: str) -> tuple[str, int, int]:
    """Year as text, month and day; "" and 0 where they are missing, and for a day without its month."""
    found = re.match(r"(\d\d\d[\dX])(?:-(\d\d)(?:-(\d\d))?)?", edtf)
    if not found:
        return "", 0, 0
    return found[1], int(found[2] or 0), int(found[3] or 0)
