"""Made-up persons by the million: who they are, whose children, with whom they served and were taken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from allforall.rehearsal import given, places, service, surnames
from allforall.rehearsal.chance import Chance, Ints, texts
from allforall.rehearsal.peoples import People, peoples

EPOCH_YEAR = 1970
AGES = ((18, 5), (21, 11), (25, 14), (30, 19), (35, 19), (40, 15), (45, 9), (50, 5), (55, 3), (60, 0))
GENERATION_DAYS = 27 * 365
NO_FATHER = -1
WOMEN = 0.035
DOUBLE_SURNAMES = 0.006


@dataclass(frozen=True)
class SurnameBook:
    """Every different surname of a population, masculine: in both languages, and other spellings of it."""

    uk: npt.NDArray[Any]
    ru: npt.NDArray[Any]
    other_ru: tuple[tuple[str, ...], ...]
    latin: tuple[tuple[str, ...], ...]
    native: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Population:
    """Persons as columns of codes, one place each.

    `home` is 0 for Ukrainian and 1 for Russian, `female` 0 or 1; `birth` counts days from 1970-01-01;
    `father` is the code of the father's given name or NO_FATHER; `kin` is the place of a brother, twin,
    father or son, or -1, and `kinship` which of them (a place in `families.KINSHIPS`).
    The columns of a million persons are too large to be copied for every change: `families` and `requests`
    change them in place before anything is written, and nobody afterwards.
    """

    home: Ints
    people: Ints
    female: Ints
    birth: Ints
    given: Ints
    father: Ints
    surname: Ints
    birth_place: Ints
    kin: Ints
    kinship: Ints
    service: service.Service
    book: SurnameBook

    def __len__(self) -> int:
        return len(self.home)


def population(size: int, seed: int, russian_share: float = 0.5, civilians: float = 0.05) -> Population:
    """`size` unrelated made-up persons, `russian_share` of them of Russian home; one seed, one population."""
    home = (Chance(seed, "home").shares(size) < russian_share).astype(np.int64)
    people = _peoples_of(home, Chance(seed, "people"))
    female = (Chance(seed, "sex").shares(size) < WOMEN).astype(np.int64)
    birth = _births(size, Chance(seed, "birth"))
    surname, book = _surnames(people, home, seed)
    nobody = np.full(size, -1, dtype=np.int64)
    return Population(
        home=home,
        people=people,
        female=female,
        birth=birth,
        given=_given(people, home, female, birth, seed, "given"),
        father=_fathers(people, home, birth, seed),
        surname=surname,
        birth_place=places.draw_birth_places(home, Chance(seed, "birth place")),
        kin=nobody,
        kinship=np.zeros_like(nobody),
        service=service.draw(home, female, civilians, Chance(seed, "service")),
        book=book,
    )


def birth_year(birth: Ints) -> Ints:
    """The calendar year of days counted from 1970-01-01."""
    return birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + EPOCH_YEAR


def _peoples_of(home: Ints, chance: Chance) -> Ints:
    result = np.zeros(len(home), dtype=np.int64)
    for side in (0, 1):
        rows = np.flatnonzero(home == side)
        result[rows] = chance.picks([each.shares[side] for each in peoples()], len(rows))
    return result


def _births(size: int, chance: Chance) -> Ints:
    """Days of birth of people 18 to 60 years old at the beginning of 2025."""
    spans = list(pairwise(AGES))
    span = chance.picks([weight for (_, weight), _ in spans], size)
    young = np.array([low for (low, _), _ in spans])[span]
    width = np.array([high - low for (low, _), (high, _) in spans])[span]
    age = (young + chance.shares(size) * width) * 365.25
    born: Ints = np.floor((2025 - EPOCH_YEAR) * 365.25 - age).astype(np.int64)
    return born


def _given(people: Ints, home: Ints, female: Ints, birth: Ints, seed: int, label: str) -> Ints:
    result = np.zeros(len(people), dtype=np.int64)
    years = birth_year(birth)
    for code, each in enumerate(peoples()):
        rows = np.flatnonzero(people == code)
        chance = Chance(seed, label, each.name)
        result[rows] = given.draw(each, home[rows], female[rows], years[rows], chance)
    return result


def _fathers(people: Ints, home: Ints, birth: Ints, seed: int) -> Ints:
    names = _given(people, home, np.zeros_like(people), birth - GENERATION_DAYS, seed, "father")
    without = np.array([{"yes": 0.0, "some": 0.4, "none": 1.0}[each.patronymic] for each in peoples()])
    return np.where(Chance(seed, "fatherless").shares(len(people)) < without[people], NO_FATHER, names)


def _surnames(people: Ints, home: Ints, seed: int) -> tuple[Ints, SurnameBook]:
    """Codes of surnames; persons of some peoples bear the surnames of their home's majority."""
    book, code = surnames.SurnameList(), np.zeros(len(people), dtype=np.int64)
    slavic = np.array([each.slavic_surname for each in peoples()])[people]
    adopted = Chance(seed, "adopted surnames").shares(len(people)) * 100 < slavic
    pool = np.where(adopted, np.where(home == 0, _place_of("ukrainian"), _place_of("russian")), people)
    for number, each in enumerate(peoples()):
        rows = np.flatnonzero(pool == number)
        of, drawn = surnames.draw(each, len(rows), Chance(seed, "surname", each.name))
        code[rows] = book.add(drawn) + of
    _double(code, book, Chance(seed, "double surnames"))
    return code, SurnameBook(
        texts(book.uk), texts(book.ru), tuple(book.other_ru), tuple(book.latin), tuple(book.native)
    )


def _double(code: Ints, book: surnames.SurnameList, chance: Chance) -> None:
    """Give a few persons of Slavic surname a double one, their own and another person's."""
    single = [place for place, latin in enumerate(book.latin) if not latin]
    rows = chance.hits(DOUBLE_SURNAMES, len(code))
    rows = rows[np.isin(code[rows], single)]
    other = np.roll(code[rows], 1)
    doubled = surnames.SurnameList()
    for left, right in zip(code[rows].tolist(), other.tolist(), strict=True):
        doubled.uk.append(f"{book.uk[left]}-{book.uk[right]}")
        doubled.ru.append(f"{book.ru[left]}-{book.ru[right]}")
    doubled.other_ru = doubled.latin = doubled.native = [()] * len(rows)
    code[rows] = book.add(doubled) + np.arange(len(rows))


def _place_of(name: str) -> int:
    return next(place for place, each in enumerate(peoples()) if each.name == name)


def people_of(drawn: Population, person: int) -> People:
    """The people one person belongs to."""
    return peoples()[int(drawn.people[person])]
