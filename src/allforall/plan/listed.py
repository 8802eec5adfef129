"""What a list of wanted persons says that matters to a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from allforall.people.party import Category, Health, plain, read_category, read_health, read_sex
from allforall.people.reading import ListReader
from allforall.plan.words import read_companions, read_standing

FIELDS = (
    "id", "birth_date", "sex", "rank", "unit", "service_number",
    "captured_on", "held_at", "health", "category", "notes",
)  # fmt: skip
UNKNOWN = "unknown"
_COUNTS_AS = {
    Category.MILITARY: "military", Category.CONSCRIPT: "military", Category.MEDICAL: "military",
    Category.CHAPLAIN: "military", Category.CIVILIAN: "civilian", Category.CHILD: "civilian",
}  # fmt: skip
_HEALTH_SAID = {
    Category.SERIOUSLY_WOUNDED: Health.SERIOUSLY_WOUNDED, Category.SERIOUSLY_ILL: Health.SERIOUSLY_ILL,
    Category.WOUNDED: Health.WOUNDED, Category.ILL: Health.SICK,
}  # fmt: skip
_AILING = frozenset({Health.CONVALESCENT, Health.SICK, Health.SLIGHTLY_WOUNDED, Health.WOUNDED})


@dataclass(frozen=True, slots=True)
class Listed:
    """One wanted person. `counts_as` is military or civilian, or `unknown` where the list does not show it.

    `said` is the category as the list has it (conscript, woman, …), "" where it says none. `born` is the
    earliest day the birth date may mean, `captured` the latest day of capture, None without a year.
    `standing` says why the person may not go at all, "" when nothing speaks against it.
    """

    request_id: str
    counts_as: str
    said: str
    health: Health | None
    woman: bool
    born: date | None
    captured: date | None
    site: str
    standing: str
    companions: tuple[str, ...]

    @property
    def grave(self) -> bool:
        """Seriously wounded or ill."""
        return self.health is not None and self.health.grave

    @property
    def ailing(self) -> bool:
        """Otherwise wounded, sick or convalescent."""
        return self.health in _AILING


def listed(reader: ListReader) -> Iterable[Listed]:
    """The rows of an open list."""
    for batch in reader.batches():
        cells = [batch.columns[name].cells() for name in FIELDS]
        for row in zip(*cells, strict=True):
            yield listed_row(dict(zip(FIELDS, row, strict=True)))


def listed_row(row: Mapping[str, str]) -> Listed:
    """One row by its canonical columns; dates as EDTF."""
    said = _category_said(row["category"])
    health = _health(row["health"], row["notes"], said)
    return Listed(
        request_id=row["id"],
        counts_as=_counts_as(row, said),
        said=said,
        health=health,
        woman=read_sex(row["sex"]) == "female" or said == Category.WOMAN,
        born=_day(row["birth_date"], latest=False),
        captured=_day(row["captured_on"], latest=True),
        site=row["held_at"],
        standing="dead" if health is Health.DEAD else _standing(row),
        companions=read_companions(row["notes"]),
    )


def _standing(row: Mapping[str, str]) -> str:
    return read_standing(row["notes"]) or read_standing(row["category"])


@cache
def _category_said(text: str) -> str:
    known = read_category(text)
    return str(known) if known else plain(text).replace(" ", "_")


def _counts_as(row: Mapping[str, str], said: str) -> str:
    """A soldier shows by rank, unit or number where the category does not tell."""
    if said in _COUNTS_AS:
        return _COUNTS_AS[Category(said)]
    return "military" if row["rank"] or row["unit"] or row["service_number"] else UNKNOWN


def _health(text: str, notes: str, said: str) -> Health | None:
    if text:
        return _read_health(text)
    return _HEALTH_SAID[Category(said)] if said in _HEALTH_SAID else _health_in_notes(notes)


_read_health = cache(read_health)


@cache
def _health_in_notes(notes: str) -> Health | None:
    """What the notes say of wounds and illness; death is left to the standing, which knows about kin."""
    health = read_health(notes)
    return None if health is Health.DEAD else health


@cache
def _day(edtf: str, *, latest: bool) -> date | None:
    """The first or last day that a date may mean; None without a year."""
    found = re.match(r"(\d{4}|\d{3}X)(?:-(\d\d|XX))?(?:-(\d\d))?", edtf)
    if not found:
        return None
    year = int(found[1].replace("X", "9" if latest else "0"))
    month = int(found[2]) if found[2] and found[2] != "XX" else None
    if month is None:
        return date(year, 12, 31) if latest else date(year, 1, 1)
    if found[3]:
        return date(year, month, int(found[3]))
    if not latest:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1)
