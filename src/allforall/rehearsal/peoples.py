"""The peoples the made-up persons come from, and how many of them each side has."""

from __future__ import annotations

from dataclasses import dataclass

from allforall.rehearsal.tables import table


@dataclass(frozen=True)
class People:
    """One naming tradition. `home_uk` and `home_ru` are its shares per mille among the two sides' persons."""

    name: str
    home_uk: float
    home_ru: float
    tradition: str
    patronymic: str


def peoples() -> tuple[People, ...]:
    """All peoples, in the order of their codes."""
    return tuple(
        People(
            row["people"], float(row["home_uk"]), float(row["home_ru"]), row["tradition"], row["patronymic"]
        )
        for row in table("peoples")
    )
