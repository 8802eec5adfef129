"""Given names and father's names: which there are, how frequent, and how each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allforall.rehearsal.chance import Chance, Floats, Ints, zipf
from allforall.rehearsal.tables import table

PERIODS = (1953, 1975, 1995)


@dataclass(frozen=True)
class GivenName:
    """One given name. Forms after the first are other spellings; `latin` holds the people's own Latin forms."""

    people: str
    female: bool
    uk: tuple[str, ...]
    ru: tuple[str, ...]
    latin: tuple[str, ...]
    native: tuple[str, ...]
    short_uk: tuple[str, ...]
    short_ru: tuple[str, ...]


@cache
def given_names() -> tuple[GivenName, ...]:
    """All given names, in the order of their codes: Slavic ones first."""
    slavic = [_slavic(row) for row in table("given")]
    others = [_other(row) for row in table("other_names") if row["kind"] in "mf"]
    return tuple(slavic + others)


@cache
def slavic_shares(language: str, female: bool, period: int) -> Floats:
    """The share of every given name among children of this home and sex born in this period."""
    sex = "f" if female else "m"
    shares = [
        float(row[f"{language}_shares"].split()[period]) + 0.05 if row["sex"] == sex else 0.0
        for row in table("given")
    ]
    return np.array(shares)


@cache
def other_codes(people: str, female: bool) -> Ints:
    """Codes of a people's own given names of one sex."""
    found = [
        code for code, name in enumerate(given_names()) if name.people == people and name.female == female
    ]
    return np.array(found, dtype=np.int64)


def draw_slavic(language: str, female: Ints, birth_year: Ints, chance: Chance) -> Ints:
    """Given-name codes for persons of a Slavic tradition."""
    result = np.zeros(len(female), dtype=np.int64)
    period = np.searchsorted(np.array(PERIODS), birth_year, side="right")
    for sex in (0, 1):
        for span in range(len(PERIODS) + 1):
            rows = np.flatnonzero((female == sex) & (period == span))
            result[rows] = chance.picks(slavic_shares(language, bool(sex), span), len(rows))
    return result


def draw_other(people: str, female: Ints, chance: Chance) -> Ints:
    """Given-name codes for persons of another people; a few bear Russian names."""
    result = np.zeros(len(female), dtype=np.int64)
    for sex in (0, 1):
        rows = np.flatnonzero(female == sex)
        codes = other_codes(people, bool(sex))
        codes = codes if len(codes) else other_codes(people, False)
        result[rows] = codes[chance.picks(zipf(len(codes), 4.0), len(rows))]
    return result


def _slavic(row: dict[str, str]) -> GivenName:
    return GivenName(
        "slavic", row["sex"] == "f", (row["uk"],), (row["ru"],), tuple(row["other"].split()), (),
        tuple(row["uk_short"].split()), tuple(row["ru_short"].split()),
    )  # fmt: skip


def _other(row: dict[str, str]) -> GivenName:
    latin = tuple(form for form in row["la"].split("/") if _is_latin(form))
    native = tuple(form for form in row["la"].split("/") if not _is_latin(form))
    return GivenName(
        row["people"], row["kind"] == "f", (), tuple(row["ru"].split("/")), latin, native, (), ()
    )


def _is_latin(form: str) -> bool:
    return ord(form[0]) < 0x370
