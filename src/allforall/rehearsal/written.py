"""How names look on paper: in Ukrainian, in Russian, by ear, or in Latin by one of many schemes.

A *way* of writing is a text: "uk", "ru", "uk_ear_y" and the like (heard in the other language and written
down by sound), or "la:" and the name of a romanisation.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from allforall.rehearsal import patronymics
from allforall.rehearsal.chance import Chance, Ints, texts
from allforall.rehearsal.given import given_names
from allforall.rehearsal.people import NO_FATHER, Population
from allforall.rehearsal.respelling import respelling

Texts = npt.NDArray[Any]
Ways = npt.NDArray[Any]

EARS = ("ear_y", "ear_a", "ear_i")
LATIN_WEIGHTS = {
    "uk": {"kmu2010": 50, "kmu2007": 8, "bgn_uk": 5, "informal_uk": 16, "german_uk": 3, "polish_uk": 4, "iso9_uk": 2,
           "scientific_uk": 2, "french_uk": 3, "turkish_uk": 4, "dutch_uk": 1},
    "ru": {"icao_ru": 40, "gost52535": 8, "bgn_ru": 6, "mvd1997": 12, "french1990": 6, "informal_ru": 14, "german_ru": 3,
           "polish_ru": 3, "iso9_ru": 2, "turkish_ru": 4, "dutch_ru": 1, "spanish_ru": 1},
}  # fmt: skip


def surnames(people: Population, rows: Ints, ways: Ways) -> Texts:
    """The surnames of these persons, each written its own way, with the ending of their sex."""
    result = np.empty(len(rows), dtype=object)
    for way in sorted(set(ways)):
        here = np.flatnonzero(ways == way)
        key, inverse = np.unique(
            people.surname[rows[here]] * 2 + people.female[rows[here]], return_inverse=True
        )
        result[here] = texts(_surname_forms(people, key // 2, key % 2, way))[inverse]
    return result


def _surname_forms(people: Population, codes: Ints, female: Ints, way: str) -> list[str]:
    language, how = _taken_apart(way)
    forms = [str(form) for form in (people.book.uk if language == "uk" else people.book.ru)[codes]]
    women = respelling(f"{language}_feminine")(forms) if female.any() else forms
    forms = [woman if is_female else man for man, woman, is_female in zip(forms, women, female, strict=True)]
    return respelling(how)(forms) if how else forms


def _taken_apart(way: str) -> tuple[str, str]:
    """The language a way starts from, and the respelling applied to it ("" for none)."""
    if way.startswith("la:"):
        scheme = respelling(way[3:])
        return scheme.source, scheme.name
    if way.startswith("uk_ear"):
        return "ru", "ru_to_" + way
    if way.startswith("ru_ear"):
        return "uk", "uk_to_" + way
    return way, ""


def given(people: Population, rows: Ints, ways: Ways) -> Texts:
    """The given names of these persons, each written its own way."""
    return _by_table(people.given[rows], ways, lambda way: _given_forms(way))


def fathers(people: Population, rows: Ints, ways: Ways) -> Texts:
    """The patronymics of these persons, empty for those who have none."""
    father, female = people.father[rows], people.female[rows]
    written = _by_table(np.maximum(father, 0) * 2 + female, ways, _patronymic_forms)
    written[father == NO_FATHER] = ""
    return written


def _by_table(codes: Ints, ways: Ways, forms: Any) -> Texts:
    result = np.empty(len(codes), dtype=object)
    for way in sorted(set(ways)):
        here = np.flatnonzero(ways == way)
        result[here] = forms(way)[codes[here]]
    return result


@cache
def _given_forms(way: str) -> Texts:
    language, how = _taken_apart(way)
    forms = _in(language)
    return texts(respelling(how)(forms) if how else forms)


@cache
def _patronymic_forms(way: str) -> Texts:
    language, how = _taken_apart(way)
    form = patronymics.ukrainian if language == "uk" else patronymics.russian
    forms = [form(name, bool(female)) for name in _in(language) for female in (0, 1)]
    return texts(respelling(how)(forms) if how else forms)


@cache
def _russian_given() -> list[str]:
    return [name.ru[0] for name in given_names()]


@cache
def _ukrainian_given() -> list[str]:
    from_russian = respelling("ru_to_uk")(_russian_given())
    return [name.uk[0] if name.uk else other for name, other in zip(given_names(), from_russian, strict=True)]


def _in(language: str) -> list[str]:
    return _ukrainian_given() if language == "uk" else _russian_given()


def ways_of_rows(languages: Texts, homes: Ints, ear_rate: float, chance: Chance) -> tuple[Ways, Ways]:
    """A way for each row's surname and for its given name, from the language the row is written in."""
    count = len(languages)
    surname, first = languages.copy(), languages.copy()
    ear = np.array(EARS, dtype=object)[chance.picks([4, 3, 2], count)]
    foreign = (languages == "ru") & (homes == 0) | (languages == "uk") & (homes == 1)
    for target, rate in ((surname, ear_rate), (first, ear_rate * 0.8)):
        heard = np.flatnonzero(foreign & (chance.shares(count) < rate))
        target[heard] = languages[heard] + "_" + ear[heard]
    latin = np.flatnonzero(languages == "la")
    schemes = latin_ways(homes[latin], chance)
    surname[latin] = first[latin] = schemes
    return surname, first


def latin_ways(homes: Ints, chance: Chance) -> Ways:
    """A romanisation for each person; one in five from Ukraine is written by way of Russian."""
    source = np.where(chance.shares(len(homes)) < np.where(homes == 0, 0.8, 0.08), "uk", "ru")
    result = np.empty(len(homes), dtype=object)
    for language, weights in LATIN_WEIGHTS.items():
        rows = np.flatnonzero(source == language)
        names = texts([f"la:{name}" for name in weights])
        result[rows] = names[chance.picks(list(weights.values()), len(rows))]
    return result
