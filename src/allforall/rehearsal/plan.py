"""What to rehearse: how many, how noisy, written by whom, in whose language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allforall.rehearsal.errors import RehearsalError

STYLES = ("office", "sources")
LANGUAGE_SHARES: dict[str, dict[str, float]] = {
    "uk": {"uk": 1.0},
    "ru": {"ru": 1.0},
    "la": {"la": 1.0},
    "mixed": {"uk": 0.45, "ru": 0.20, "la": 0.35},
}
SMALLEST_REGISTER = 10


@dataclass(frozen=True)
class Plan:
    """What to make.

    `noise` is 0 for none, 1 for that of life, 2 for twice that. `style` is "office" (a clerk's independent
    errors) or "sources" (errors that come together, by where the row came from). A language is "uk", "ru",
    "la", "mixed", or shares such as "uk:0.8,la:0.2". `home` is whose persons the list asks for: "a" those of
    Ukrainian, "b" those of Russian home, "" by the language of the list. With `every_column` no column is
    missing from all rows. Raises RehearsalError for what cannot be made.
    """

    register: int
    wanted: int
    seed: int
    noise: float = 1.0
    style: str = "office"
    register_language: str = "ru"
    list_language: str = "uk"
    civilians: float = 0.05
    home: str = ""
    every_column: bool = False
    register_prefix: str = "R"
    list_prefix: str = "W"

    def __post_init__(self) -> None:
        if self.register < SMALLEST_REGISTER:
            raise RehearsalError(
                f"a register needs at least {SMALLEST_REGISTER} persons, found {self.register}"
            )
        if self.wanted < 1:
            raise RehearsalError(f"a list needs at least 1 person, found {self.wanted}")
        if not 0 <= self.noise <= 10:
            raise RehearsalError(f"noise must be from 0 to 10, found {self.noise}")
        if self.style not in STYLES:
            raise RehearsalError(f"style must be one of {', '.join(STYLES)}, found {self.style}")
        for language in (self.register_language, self.list_language):
            shares_of(language)

    @property
    def russian_share(self) -> float:
        """The share of persons of Russian home: a list is kept in the language of those it asks for."""
        return {"a": 0.02, "b": 0.98, "uk": 0.03, "ru": 0.97}.get(self.home or self.list_language, 0.5)


def shares_of(language: str) -> Mapping[str, float]:
    """What share of rows is in which language: "mixed", a language, or shares such as "uk:0.8,la:0.2"."""
    if language in LANGUAGE_SHARES:
        return LANGUAGE_SHARES[language]
    shares = {}
    for part in language.split(","):
        name, _, share = part.partition(":")
        if name not in ("uk", "ru", "la") or not share.replace(".", "", 1).isdigit():
            expected = ", ".join(LANGUAGE_SHARES)
            raise RehearsalError(
                f"language must be one of {expected}, or shares such as uk:0.8,la:0.2; found {language}"
            )
        shares[name] = float(share)
    return shares
