"""The peoples the made-up persons come from, and how many of them each side has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allforall.rehearsal.tables import table


@dataclass(frozen=True)
class People:
    """One naming tradition.

    `shares` are per mille among persons of Ukrainian and of Russian home. `patronymic` is "yes", "some" or
    "none"; `son` and `daughter` are the people's own words for it, in Russian and in Latin letters, if they
    use them beside the Russian form.
    `endings` make surnames from the people's men's names; `slavic_given` and
    `slavic_surname` are the percentages bearing Slavic names.
    """

    name: str
    shares: tuple[float, float]
    tradition: str
    patronymic: str
    son: tuple[str, ...]
    daughter: tuple[str, ...]
    endings: tuple[str, ...]
    slavic_given: float
    slavic_surname: float

    @property
    def is_slavic(self) -> bool:
        """Whether names are drawn from the Ukrainian or Russian pools."""
        return self.tradition != "other"


@cache
def peoples() -> tuple[People, ...]:
    """All peoples, in the order of their codes."""
    return tuple(_people(row) for row in table("peoples"))


def _people(row: dict[str, str]) -> People:
    patronymic, *own = row["patronymic"].split()
    son, daughter = (tuple(word.split("/")) for word in own or ("", ""))
    shares = (float(row["home_uk"]), float(row["home_ru"]))
    endings = tuple(row["endings"].split())
    slavic = float(row["slavic_given"]), float(row["slavic_surname"])
    return People(row["people"], shares, row["tradition"], patronymic, son, daughter, endings, *slavic)
