"""With whom the made-up persons serve, when and where they were taken, where they are held."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allforall.rehearsal import places
from allforall.rehearsal.chance import Chance, Ints, zipf
from allforall.rehearsal.tables import table

UNITS_PER_HOME = 140
FIRST_DAY, LAST_DAY = 19047, 20757  # 2022-02-24 and 2026-10-31
EARLY_SHARE = 0.35  # of captures in the first hundred days
PERSONS_PER_EVENT = 10
NUMBERS = 9_999_999
HEALTH = (70, 10, 9, 6, 5)  # not stated, good, slightly wounded, sick, seriously wounded


@dataclass(frozen=True)
class Service:
    """Columns of codes: rank, unit, battalion (0 none), capture and holding, a number of one's own, health.

    `number` is below ten million and the seed of all numbers a person bears; `civilian` is 0 or 1.
    """

    rank: Ints
    unit: Ints
    battalion: Ints
    captured_on: Ints
    captured_at: Ints
    held_at: Ints
    number: Ints
    health: Ints
    civilian: Ints


@dataclass(frozen=True)
class Unit:
    """One made-up unit: its kind (a row of the table of units), its number and its cover number."""

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
    low, high, letter = (1000, 5000, "А") if home == "uk" else (10000, 99999, "")
    cover = chance.numbers(low, high, UNITS_PER_HOME)
    return [Unit(kinds[k], int(n), f"{letter}{c}") for k, n, c in zip(kind, number, cover, strict=True)]


def draw(home: Ints, female: Ints, civilians: float, chance: Chance) -> Service:
    """Service and capture for each person; those of one event share unit, day and place of capture."""
    count = len(home)
    event = chance.picks(zipf(max(4, count // PERSONS_PER_EVENT), 6.0, 0.75), count)
    events = int(event.max(initial=0)) + 1
    unit = chance.picks(zipf(UNITS_PER_HOME, 8.0, 0.8), events)[event]
    return Service(
        rank=chance.picks([float(row["weight"]) for row in table("ranks")], count),
        unit=unit + home * UNITS_PER_HOME,
        battalion=chance.picks([5, 2, 2, 2, 1], count),
        captured_on=_days(events, chance)[event],
        captured_at=places.draw("c", "", events, chance)[event],
        held_at=places.draw("h", "", count, chance),
        number=chance.numbers(1, NUMBERS, count),
        health=chance.picks(HEALTH, count),
        civilian=(chance.shares(count) < np.where(female == 1, 4 * civilians, civilians)).astype(np.int64),
    )


def _days(events: int, chance: Chance) -> Ints:
    span = np.where(chance.shares(events) < EARLY_SHARE, 100, LAST_DAY - FIRST_DAY)
    return (FIRST_DAY + np.floor(span * chance.shares(events))).astype(np.int64)


def put_together(served: Service, first: Ints, second: Ints, home: Ints, chance: Chance) -> None:
    """In place: half of `second` serve in the unit of `first`, half of these were taken with him."""
    put_in_home_units(served, second, home)
    same_unit = np.flatnonzero(chance.shares(len(first)) < 0.5)
    same_day = same_unit[chance.shares(len(same_unit)) < 0.5]
    for column in (served.unit, served.battalion):
        column[second[same_unit]] = column[first[same_unit]]
    for column in (served.captured_at, served.captured_on, served.held_at):
        column[second[same_day]] = column[first[same_day]]


def put_in_home_units(served: Service, who: Ints, home: Ints) -> None:
    """In place: give these persons a unit of their own home, after their home was changed."""
    served.unit[who] = served.unit[who] % UNITS_PER_HOME + home[who] * UNITS_PER_HOME
