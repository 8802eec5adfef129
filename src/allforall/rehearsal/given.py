"""Given names: which there are, how frequent, and how each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, zipf
from allforall.rehearsal.peoples import People
from allforall.rehearsal.tables import table

PERIODS = (1953, 1975, 1995)  # the years in which one set of shares ends and the next begins


@dataclass(frozen=True)
class GivenName:
    """One given name; in each field the usual form first, then other forms and spellings of it.

    `uk` is empty for peoples whose names Ukrainian writes after the Russian form. `latin` holds a people's
    own Latin forms, or for Slavic names their Western equals; `native` the form in another script.
    """

    people: str
    female: bool
    uk: tuple[str, ...]
    ru: tuple[str, ...]
    latin: tuple[str, ...]
    native: tuple[str, ...]
    short_uk: tuple[str, ...]
    short_ru: tuple[str, ...]

    @property
    def is_slavic(self) -> bool:
        """Whether the name stands in the Ukrainian and Russian table."""
        return self.people == "slavic"


@cache
def given_names() -> tuple[GivenName, ...]:
    """All given names, in the order of their codes: Slavic ones first."""
    slavic = [_slavic(row) for row in table("given")]
    others = [_other(row) for row in table("other_names") if row["kind"] in "mf"]
    return tuple(slavic + others)


@cache
def slavic_shares(language: str, female: bool, period: int) -> Floats:
    """The share of every Slavic name among children of this home and sex born in this period."""
    sex = "f" if female else "m"
    column = f"{language}_shares"
    shares = [
        float(row[column].split()[period]) + 0.05 if row["sex"] == sex else 0.0 for row in table("given")
    ]
    return np.array(shares)


@cache
def own_codes(people: str, female: bool) -> Ints:
    """Codes of a people's own given names of one sex, by frequency; men's where women's are unknown."""
    names = list(enumerate(given_names()))
    codes = [code for code, name in names if name.people == people and name.female == female]
    return np.array(codes, dtype=np.int64) if codes or not female else own_codes(people, False)


def draw(people: People, home: Ints, female: Ints, birth_year: Ints, chance: Chance) -> Ints:
    """Given-name codes for persons of one people."""
    if people.is_slavic:
        return _draw_slavic(people.tradition, female, birth_year, chance)
    result = _draw_own(people, female, chance)
    slavic = chance.shares(len(female)) * 100 < people.slavic_given
    for side, language in enumerate(("uk", "ru")):
        rows = np.flatnonzero(slavic & (home == side))
        result[rows] = _draw_slavic(language, female[rows], birth_year[rows], chance)
    return result


def _draw_slavic(language: str, female: Ints, birth_year: Ints, chance: Chance) -> Ints:
    result = np.zeros(len(female), dtype=np.int64)
    period = np.searchsorted(np.array(PERIODS), birth_year, side="right")
    for sex in (0, 1):
        for span in range(len(PERIODS) + 1):
            rows = np.flatnonzero((female == sex) & (period == span))
            result[rows] = chance.picks(slavic_shares(language, bool(sex), span), len(rows))
    return result


def _draw_own(people: People, female: Ints, chance: Chance) -> Ints:
    result = np.zeros(len(female), dtype=np.int64)
    for sex in (0, 1):
        rows = np.flatnonzero(female == sex)
        codes = own_codes(people.name, bool(sex))
        if len(codes):
            result[rows] = codes[chance.picks(zipf(len(codes), 4.0), len(rows))]
    return result


def _slavic(row: dict[str, str]) -> GivenName:
    return GivenName(
        people="slavic",
        female=row["sex"] == "f",
        uk=tuple(row["uk"].split("/")),
        ru=tuple(row["ru"].split("/")),
        latin=tuple(row["other"].split()),
        native=(),
        short_uk=tuple(row["uk_short"].split()),
        short_ru=tuple(row["ru_short"].split()),
    )


def _other(row: dict[str, str]) -> GivenName:
    latin, native = split_scripts(row["la"])
    ru = tuple(row["ru"].split("/"))
    return GivenName(row["people"], row["kind"] == "f", (), ru, latin, native, (), ())


def split_scripts(forms: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Latin forms among forms parted by "/", and those in other scripts."""
    parts = forms.split("/")
    return tuple(p for p in parts if ord(p[0]) < 0x370), tuple(p for p in parts if ord(p[0]) >= 0x370)
