"""Made-up persons by the million: who they are, whose children, with whom they served and were taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from allforall.rehearsal import given, service
from allforall.rehearsal.chance import Chance, Ints, texts
from allforall.rehearsal.peoples import peoples
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.surnames import slavic
from allforall.rehearsal.tables import table

EPOCH_YEAR = 1970
AGES = ((18, 4), (21, 10), (25, 14), (30, 20), (35, 20), (40, 16), (45, 11), (50, 6), (55, 3), (60, 0))
NO_FATHER = -1


@dataclass(frozen=True)
class SurnameBook:
    """Every different surname of a population, masculine, in both languages; others' spellings beside."""

    uk: npt.NDArray[Any]
    ru: npt.NDArray[Any]
    other_ru: tuple[tuple[str, ...], ...]
    latin: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Population:
    """Persons as columns of codes, one place each; `home` is 0 for Ukrainian and 1 for Russian side.

    `birth` counts days from 1970-01-01; `father` is the code of the father's given name or -1;
    `kin` is the place of a brother, twin, father or son, or -1, and `kinship` which of them (see KINSHIPS).
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


KINSHIPS = ("none", "brother", "father_son", "twin")
KIN_RATES = (0.0, 0.016, 0.005, 0.003)


def population(size: int, chance_seed: int, russian_share: float = 0.5) -> Population:
    """`size` made-up persons, `russian_share` of them of Russian home; the same seed gives the same persons."""
    home = (Chance(chance_seed, "home").shares(size) < russian_share).astype(np.int64)
    people = _peoples_of(home, Chance(chance_seed, "people"))
    female = (Chance(chance_seed, "sex").shares(size) < 0.035).astype(np.int64)
    birth = _births(size, Chance(chance_seed, "birth"))
    names = _given(people, female, birth, chance_seed, "given")
    father = _given(people, np.zeros(size, dtype=np.int64), birth - 27 * 365, chance_seed, "father")
    father = np.where(_fatherless(people, Chance(chance_seed, "fatherless")), NO_FATHER, father)
    surname, book = _surnames(people, Chance(chance_seed, "surname"))
    place = service.draw_birth_places(home, Chance(chance_seed, "birth place"))
    served = service.draw_service(home, female, Chance(chance_seed, "service"))
    nobody = np.full(size, -1, dtype=np.int64)
    drawn = Population(
        home,
        people,
        female,
        birth,
        names,
        father,
        surname,
        place,
        nobody,
        np.zeros_like(nobody),
        served,
        book,
    )
    return _with_families(drawn, Chance(chance_seed, "families"))


def _peoples_of(home: Ints, chance: Chance) -> Ints:
    result = np.zeros(len(home), dtype=np.int64)
    for side in (0, 1):
        rows = np.flatnonzero(home == side)
        weights = [each.home_ru if side else each.home_uk for each in peoples()]
        result[rows] = chance.picks(weights, len(rows))
    return result


def _births(size: int, chance: Chance) -> Ints:
    """Days of birth of people 18 to 60 years old at the beginning of 2025."""
    spans = list(zip(AGES, AGES[1:], strict=False))
    span = chance.picks([weight for (_, weight), _ in spans], size)
    young = np.array([low for (low, _), _ in spans])[span]
    width = np.array([high - low for (low, _), (high, _) in spans])[span]
    age = (young + chance.shares(size) * width) * 365.25
    return np.floor((2025 - EPOCH_YEAR) * 365.25 - age).astype(np.int64)


def birth_year(birth: Ints) -> Ints:
    """The calendar year of days counted from 1970-01-01."""
    return birth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + EPOCH_YEAR


def _given(people: Ints, female: Ints, birth: Ints, seed: int, label: str) -> Ints:
    result = np.zeros(len(people), dtype=np.int64)
    years = birth_year(birth)
    for code, each in enumerate(peoples()):
        rows = np.flatnonzero(people == code)
        chance = Chance(seed, label, each.name)
        if each.tradition == "other":
            result[rows] = given.draw_other(each.name, female[rows], chance)
        else:
            result[rows] = given.draw_slavic(each.tradition, female[rows], years[rows], chance)
    return result


def _fatherless(people: Ints, chance: Chance) -> npt.NDArray[np.bool_]:
    rates = {"yes": 0.0, "some": 0.5, "none": 1.0}
    rate = np.array([rates[each.patronymic] for each in peoples()])[people]
    return chance.shares(len(people)) < rate


def _surnames(people: Ints, chance: Chance) -> tuple[Ints, SurnameBook]:
    code, uk, ru, other, latin = np.zeros(len(people), dtype=np.int64), [], [], [], []  # type: ignore[var-annotated]
    for number, each in enumerate(peoples()):
        rows = np.flatnonzero(people == number)
        if each.tradition == "other":
            rows_other = [
                row for row in table("other_names") if row["people"] == each.name and row["kind"] in "sx"
            ]
            forms = [tuple(row["ru"].split("/")) for row in rows_other]
            from allforall.rehearsal.chance import zipf

            code[rows] = len(ru) + chance.picks(zipf(len(forms), 6.0), len(rows))
            ru += [form[0] for form in forms]
            uk += respelling("ru_to_uk")([form[0] for form in forms])
            other += [form[1:] for form in forms]
            latin += [tuple(row["la"].split("/")) for row in rows_other]
        else:
            drawn = slavic(each.tradition, len(rows), chance)
            code[rows] = len(ru) + drawn.of
            ru += drawn.russian
            uk += drawn.home if each.tradition == "uk" else respelling("ru_to_uk")(drawn.home)
            other += [()] * len(drawn.home)
            latin += [()] * len(drawn.home)
    return code, SurnameBook(texts(uk), texts(ru), tuple(other), tuple(latin))


def _with_families(drawn: Population, chance: Chance) -> Population:
    """Turn some persons into the brother, twin, father or son of another, in pairs of neighbours of a shuffle."""
    columns = {
        name: getattr(drawn, name).copy()
        for name in ("people", "home", "birth", "given", "father", "surname", "birth_place", "kin", "kinship")
    }
    men = chance.order(len(drawn))
    men = men[(drawn.female[men] == 0) & (drawn.father[men] >= 0)]
    kind = chance.picks([1 - sum(KIN_RATES), *KIN_RATES[1:]], len(men) // 2)
    for code in (1, 2, 3):
        pairs = np.flatnonzero(kind == code)
        first, second = men[2 * pairs], men[2 * pairs + 1]
        _relate(columns, first, second, code, chance)
    served = service.together(drawn.service, columns["kin"], chance)
    return Population(female=drawn.female, service=served, book=drawn.book, **columns)


def _relate(columns: dict[str, Ints], first: Ints, second: Ints, kinship: int, chance: Chance) -> None:
    for name in ("people", "home", "surname", "birth_place"):
        columns[name][second] = columns[name][first]
    if kinship == 2:  # second is the son and bears his father's name
        columns["father"][second] = columns["given"][first]
        columns["birth"][first] = np.minimum(columns["birth"][first], -4 * 365)
        columns["birth"][second] = columns["birth"][first] + chance.numbers(19 * 365, 30 * 365, len(first))
        columns["given"][second] = np.where(
            chance.shares(len(first)) < 0.7, columns["given"][first], columns["given"][second]
        )
    else:
        columns["father"][second] = columns["father"][first]
        gap = chance.numbers(300, 9 * 365, len(first)) * (1 if kinship == 1 else 0)
        columns["birth"][second] = columns["birth"][first] - gap
        same = columns["given"][second] == columns["given"][first]
        columns["given"][second[same]] = 0
    for left, right in ((first, second), (second, first)):
        columns["kin"][left], columns["kinship"][left] = right, kinship
