"""How names look on paper: in Ukrainian, in Russian, by ear, or in Latin by one of many schemes.

A *way* of writing is a place in WAYS, where it has a name: "uk", "ru", "ru_no_yo" (е for ё), "uk_ear_y" and
the like (heard in the other language and written down by sound), or "la:" and the name of a romanisation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from allforall.rehearsal import patronymics
from allforall.rehearsal.chance import Chance, Ints, Limits, Texts, looked_up, texts
from allforall.rehearsal.given import given_names
from allforall.rehearsal.people import NO_FATHER, Population
from allforall.rehearsal.respelling import respelling

EARS = ("ear_y", "ear_a", "ear_i")
EAR_WEIGHTS = (5, 3, 2)
MAIN_SCHEME_SHARE = 0.7  # of one list's Latin rows; the others are copied from papers of other making
BY_WAY_OF_RUSSIAN = {0: 0.2, 1: 0.95}  # share of Latin rows romanised from the Russian form, by home
LATIN_WEIGHTS = {
    "uk": {"kmu2010": 46, "kmu2007": 9, "bgn_uk": 5, "informal_uk": 17, "german_uk": 3, "polish_uk": 5,
           "iso9_uk": 2, "scientific_uk": 2, "french_uk": 3, "turkish_uk": 5, "dutch_uk": 2},
    "ru": {"icao_ru": 38, "gost52535": 8, "bgn_ru": 6, "mvd1997": 12, "french1990": 6, "informal_ru": 15,
           "german_ru": 3, "polish_ru": 2, "iso9_ru": 2, "turkish_ru": 5, "dutch_ru": 1, "spanish_ru": 1},
}  # fmt: skip
WAYS = (
    "uk", "ru", "ru_no_yo", *(f"{language}_{ear}" for language in ("uk", "ru") for ear in EARS),
    *(f"la:{scheme}" for weights in LATIN_WEIGHTS.values() for scheme in weights),
)  # fmt: skip
WAY = {way: code for code, way in enumerate(WAYS)}
BY_EAR = np.array(["_ear_" in way for way in WAYS])


@dataclass(frozen=True)
class Hand:
    """How a party writes names: which rows by ear (as limits of chance), and the share of е for ё."""

    heard: Limits
    no_yo: float


def surnames(drawn: Population, rows: Ints, ways: Ints) -> Texts:
    """The surnames of these persons, each written its own way, with the ending of their sex."""
    codes, female = drawn.surname[rows], drawn.female[rows]
    return _each_way(
        codes * 2 + female, ways, lambda way, keys: surname_forms(drawn, keys // 2, keys % 2, way)
    )


def surname_forms(drawn: Population, codes: Ints, female: Ints, way: str) -> list[str]:
    """These surnames, written one way, for a woman where `female` is 1."""
    language, how = _taken_apart(way)
    forms: list[str] = list((drawn.book.uk if language == "uk" else drawn.book.ru)[codes])
    women = np.flatnonzero(female)
    feminine = respelling(f"{language}_feminine")([forms[place] for place in women])
    for place, form in zip(women, feminine, strict=True):
        forms[place] = form
    return respelling(how)(forms) if how else forms


def given(drawn: Population, rows: Ints, ways: Ints) -> Texts:
    """The given names of these persons, each written its own way."""
    return _each_way(drawn.given[rows], ways, lambda way, keys: list(given_forms(way)[keys]))


def fathers(drawn: Population, rows: Ints, ways: Ints) -> Texts:
    """The patronymics of these persons, empty for those who have none."""
    father, female = drawn.father[rows], drawn.female[rows]
    keys = np.maximum(father, 0) * 2 + female
    result = _each_way(keys, ways, lambda way, some: list(patronymic_forms(way)[some]))
    result[father == NO_FATHER] = ""
    return result


def _each_way(keys: Ints, ways: Ints, forms: Callable[[str, Ints], Sequence[str]]) -> Texts:
    """Write each different key once a way."""
    result = np.empty(len(keys), dtype=object)
    for way in np.unique(ways).tolist():
        here = np.flatnonzero(ways == way)
        result[here] = looked_up(keys[here], partial(forms, WAYS[way]))
    return result


@cache
def given_forms(way: str) -> Texts:
    """Every given name written one way, by code."""
    language, how = _taken_apart(way)
    forms = _in(language)
    return texts(respelling(how)(forms) if how else forms)


@cache
def patronymic_forms(way: str) -> Texts:
    """Every patronymic written one way, by twice the code of the father's name and 1 more for a daughter."""
    language, how = _taken_apart(way)
    form = patronymics.ukrainian if language == "uk" else patronymics.russian
    forms = [form(name, bool(female)) for name in _in(language) for female in (0, 1)]
    return texts(respelling(how)(forms) if how else forms)


def _taken_apart(way: str) -> tuple[str, str]:
    """The language a way starts from, and the respelling applied to it ("" for none)."""
    if way.startswith("la:"):
        return respelling(way[3:]).source, way[3:]
    if way.startswith("uk_ear"):
        return "ru", "ru_to_" + way
    if way.startswith("ru_ear"):
        return "uk", "uk_to_" + way
    return ("ru", way) if way == "ru_no_yo" else (way, "")


@cache
def _russian_given() -> list[str]:
    return [name.ru[0] for name in given_names()]


@cache
def _ukrainian_given() -> list[str]:
    """Ukrainian forms; a name another people shares with the Slavs (Семён) is written as theirs (Семен)."""
    by_rule = respelling("ru_to_uk")(_russian_given())
    known = {name.ru[0]: name.uk[0] for name in reversed(given_names()) if name.uk}
    return [known.get(russian, other) for russian, other in zip(_russian_given(), by_rule, strict=True)]


def _in(language: str) -> list[str]:
    return _ukrainian_given() if language == "uk" else _russian_given()


def ways_of_rows(languages: Texts, homes: Ints, hand: Hand, chance: Chance) -> tuple[Ints, Ints]:
    """A way for each row's surname and for its given name and patronymic, from the row's language."""
    count = len(languages)
    russian, latin = languages == "ru", languages == "la"
    surname = np.where(russian, WAY["ru"], WAY["uk"])
    surname[np.flatnonzero(russian & (chance.shares(count) < hand.no_yo))] = WAY["ru_no_yo"]
    surname[latin] = latin_ways(homes[latin], chance)
    first = surname.copy()
    foreign = ~latin & (russian == (homes == 0))
    for target in (surname, first):
        heard = chance.hits(hand.heard, count)
        heard = heard[foreign[heard]]
        ear = chance.picks(EAR_WEIGHTS, len(heard))
        target[heard] = np.where(russian[heard], WAY["ru_ear_y"], WAY["uk_ear_y"]) + ear
    return surname, first


def latin_ways(homes: Ints, chance: Chance) -> Ints:
    """A romanisation for each person: mostly the list's main one, some by way of Russian."""
    share = np.where(homes == 0, BY_WAY_OF_RUSSIAN[0], BY_WAY_OF_RUSSIAN[1])
    from_russian = chance.shares(len(homes)) < share
    result = np.zeros(len(homes), dtype=np.int64)
    for language, weights in LATIN_WEIGHTS.items():
        rows = np.flatnonzero(from_russian == (language == "ru"))
        schemes = np.array([WAY[f"la:{name}"] for name in weights])
        main = schemes[chance.picks(list(weights.values()), 1)[0]]
        own = schemes[chance.picks(list(weights.values()), len(rows))]
        result[rows] = np.where(chance.shares(len(rows)) < MAIN_SCHEME_SHARE, main, own)
    return result
