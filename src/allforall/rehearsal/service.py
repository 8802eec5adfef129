"""Where the made-up persons come from, serve, were taken and are held, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Ints, zipf
from allforall.rehearsal.tables import table

UNITS_PER_HOME = 140
FIRST_DAY, LAST_DAY = 19047, 20780  # 2022-02-24 and 2026-11-23


@dataclass(frozen=True)
class Service:
    """Columns of codes: rank, unit, battalion (0 none), capture day and place, place of holding, number, health."""

    rank: Ints
    unit: Ints
    battalion: Ints
    captured_on: Ints
    captured_at: Ints
    held_at: Ints
    number: Ints
    health: Ints
    category: Ints


@dataclass(frozen=True)
class Unit:
    """One made-up unit: its kind (a row of the table), number and cover number."""

    kind: int
    number: int
    cover: str


@cache
def units() -> tuple[Unit, ...]:
    """All units: UNITS_PER_HOME of Ukrainian home, then as many of Russian home."""
    return tuple(unit for home in ("uk", "ru") for unit in _units(home))


def _units(home: str) -> list[Unit]:
    rows = table("units")
    kinds = [place for place, row in enumerate(rows) if row["home"] == home]
    chance = Chance(0, "units", home)
    kind = chance.picks([float(rows[place]["weight"]) for place in kinds], UNITS_PER_HOME)
    number = chance.numbers(3, 160, UNITS_PER_HOME)
    cover = (
        chance.numbers(1000, 5000, UNITS_PER_HOME)
        if home == "uk"
        else chance.numbers(10000, 99999, UNITS_PER_HOME)
    )
    letter = "А" if home == "uk" else ""
    return [Unit(kinds[k], int(n), f"{letter}{c}") for k, n, c in zip(kind, number, cover, strict=True)]


@cache
def places(kind: str, home: str = "") -> Ints:
    """Codes (rows of the table of places) of one kind, and of one home where given."""
    rows = table("places")
    return np.array([at for at, row in enumerate(rows) if row["kind"] == kind and home in ("", row["home"])])


def _place_picks(kind: str, home: str, count: int, chance: Chance) -> Ints:
    codes = places(kind, home)
    return codes[chance.picks([float(table("places")[code]["weight"]) for code in codes], count)]


def draw_birth_places(home: Ints, chance: Chance) -> Ints:
    """A place of birth for each person, by home."""
    result = np.zeros(len(home), dtype=np.int64)
    for side, name in enumerate(("uk", "ru")):
        rows = np.flatnonzero(home == side)
        result[rows] = _place_picks("b", name, len(rows), chance)
    return result


def draw_service(home: Ints, female: Ints, chance: Chance) -> Service:
    """Service and capture for each person; companions share unit, day and place of capture."""
    count = len(home)
    event = chance.picks(zipf(max(4, count // 10), 3.0, 0.8), count)
    events = int(event.max(initial=0)) + 1
    unit = chance.picks(zipf(UNITS_PER_HOME, 8.0, 0.8), events)[event] + home * UNITS_PER_HOME
    day = (FIRST_DAY + np.floor((LAST_DAY - FIRST_DAY) * chance.shares(events))).astype(np.int64)[event]
    place = _place_picks("c", "", events, chance)[event]
    rank = chance.picks([float(row["weight"]) for row in table("ranks")], count)
    civilian = chance.shares(count) < np.where(female == 1, 0.3, 0.03)
    return Service(
        rank=rank,
        unit=unit,
        battalion=chance.picks([5, 2, 2, 2, 1], count),
        captured_on=day,
        captured_at=place,
        held_at=_place_picks("h", "", count, chance),
        number=chance.numbers(1, 999999, count),
        health=chance.picks([70, 12, 8, 6, 4], count),
        category=civilian.astype(np.int64),
    )


def together(service: Service, kin: Ints, chance: Chance) -> Service:
    """Half of the relatives serve in one unit; half of these were taken together."""
    rows = np.flatnonzero((kin >= 0) & (kin > np.arange(len(kin))))
    same_unit = rows[chance.shares(len(rows)) < 0.5]
    same_day = same_unit[chance.shares(len(same_unit)) < 0.5]
    columns = {field.name: getattr(service, field.name).copy() for field in fields(service)}
    for name in ("unit", "battalion", "captured_at"):
        columns[name][kin[same_unit]] = columns[name][same_unit]
    columns["captured_on"][kin[same_day]] = columns["captured_on"][same_day]
    return replace(service, **columns)
