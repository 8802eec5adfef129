"""Slips that write another form of the name: another language, a pet name, a former surname, a case."""

from __future__ import annotations

from typing import Any

import numpy as np

from allforall.rehearsal import written
from allforall.rehearsal.chance import Ints
from allforall.rehearsal.declension import declined
from allforall.rehearsal.given import GivenName, given_names
from allforall.rehearsal.people import NO_FATHER, Population, people_of
from allforall.rehearsal.peoples import peoples
from allforall.rehearsal.respelling import respelling
from allforall.rehearsal.sheets import Sheet
from allforall.rehearsal.slips.row import NAME_COLUMNS, Row, holding, in_cyrillic, in_latin, slip, women

READ_BACK_SCHEMES = {
    "uk": ("kmu2010", "informal_uk", "german_uk", "polish_uk", "turkish_uk"),
    "ru": ("icao_ru", "mvd1997", "informal_ru", "french1990", "turkish_ru"),
}
CITIZENS_BY_SCHEME = 0.5
CASES_IN_USE = ("genitive",) * 3 + ("accusative",) * 3 + ("dative",)


def _given(row: Row) -> GivenName:
    return given_names()[int(row.people.given[row.person])]


def _surname_code(row: Row) -> int:
    return int(row.people.surname[row.person])


def _in_language(form: str, language: str) -> str:
    """A form known in Russian, in the language of the row."""
    if language == "ru":
        return form
    return respelling("ru_to_uk" if language == "uk" else "icao_ru")([form])[0]


def _gendered(form: str, row: Row) -> str:
    return respelling("ru_feminine")([form])[0] if row.female else form


def not_slavic(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows of persons whose people has names of its own."""
    return np.array([not each.is_slavic for each in peoples()])[people.people[sheet.persons[rows]]]


def spelled_otherwise(sheet: Sheet, people: Population, rows: Ints) -> Any:
    """Rows of persons whose given name or surname has other spellings."""
    given = np.array([len(name.ru) > 1 or len(name.uk) > 1 for name in given_names()])
    surname = np.array([bool(forms) for forms in people.book.other_ru])
    who = sheet.persons[rows]
    return given[people.given[who]] | surname[people.surname[who]]


@slip(only=spelled_otherwise)
def other_spelling(row: Row) -> None:
    """Another spelling of the same name: Мухаммед for Магомед, Даниил for Данило's Данила."""
    given = _given(row)
    forms = given.uk if given.uk and row.language == "uk" else given.ru
    if len(forms) > 1 and not (row.language == "la" and given.is_slavic):
        form = row.chance.one(forms[1:])
        row["given_name"] = form if given.uk and row.language == "uk" else _in_language(form, row.language)
    others = row.people.book.other_ru[_surname_code(row)]
    if others and row.chance.happens(0.6):
        row["surname"] = _in_language(_gendered(row.chance.one(others), row), row.language)


@slip(only=in_latin)
def own_latin(row: Row) -> None:
    """A name as its own people writes it in Latin letters, as foreigners' passports do."""
    if people_of(row.people, row.person).patronymic != "none" and row.chance.happens(CITIZENS_BY_SCHEME):
        return
    given = _given(row)
    if given.latin and not given.is_slavic:
        row["given_name"] = row.chance.one(given.latin)
    forms = row.people.book.latin[_surname_code(row)]
    if forms:
        form = row.chance.one(forms)
        row["surname"] = form + "a" if row.female and form.endswith(("ov", "ev", "in")) else form


@slip(only=not_slavic)
def native_script(row: Row) -> None:
    """A name in its own script, where that is neither Cyrillic nor Latin."""
    given, surname = _given(row).native, row.people.book.native[_surname_code(row)]
    if given and surname:
        row["given_name"], row["surname"], row["patronymic"] = given[0], surname[0], ""


@slip(only=not_slavic)
def native_patronymic(row: Row) -> None:
    """The father's name with a people's own word for son or daughter: Али оглы."""
    people, father = people_of(row.people, row.person), int(row.people.father[row.person])
    word = people.daughter if row.female else people.son
    if word[0] and father != NO_FATHER:
        name = _in_language(given_names()[father].ru[0], row.language)
        child = word[1] if row.language == "la" else _in_language(word[0], row.language).lower()
        row["patronymic"] = f"{name} {child}"


@slip(only=in_cyrillic)
def other_language_given(row: Row) -> None:
    """Given name and patronymic of the other language, as they are or by ear: Николай in a Ukrainian list."""
    other = "ru" if row.language == "uk" else "uk"
    way = row.chance.one((other, f"{row.language}_ear_y", f"{row.language}_ear_a"))
    code, father = int(row.people.given[row.person]), int(row.people.father[row.person])
    row["given_name"] = str(written.given_forms(way)[code])
    if father != NO_FATHER and row["patronymic"] and row.chance.happens(0.7):
        row["patronymic"] = str(written.patronymic_forms(way)[father * 2 + row.female])


@slip(only=in_cyrillic)
def diminutive(row: Row) -> None:
    """The given name is what his people call him."""
    shorts = _given(row).short_uk if row.language == "uk" else _given(row).short_ru
    if shorts:
        row["given_name"] = row.chance.one(shorts)


@slip(only=in_latin)
def western_given(row: Row) -> None:
    """The Western equal of a given name: Alexander, Eugene."""
    given = _given(row)
    if given.is_slavic and given.latin:
        row["given_name"] = row.chance.one(given.latin)


@slip(only=holding("-", "surname"))
def half_surname(row: Row) -> None:
    """One half of a double surname."""
    row["surname"] = row.chance.one(row["surname"].split("-"))


@slip(only=in_cyrillic)
def read_back(row: Row) -> None:
    """The surname went through Latin letters and was read back as a clerk reads them: Жук, Zhuk, Зук."""
    source = "uk" if row.language == "uk" else "ru"
    scheme = row.chance.one(READ_BACK_SCHEMES[source])
    row["surname"] = respelling(f"latin_to_{source}")(respelling(scheme)([row["surname"]]))[0]


def _another_surname(row: Row) -> str:
    """The surname of somebody else of the same home, as this row would write it."""
    person = row.chance.whole(0, len(row.people))
    while row.people.home[person] != row.home:
        person = row.chance.whole(0, len(row.people))
    codes, female = row.people.surname[[person]], np.array([int(row.female)])
    way = "la:kmu2010" if row.language == "la" else row.language
    return written.surname_forms(row.people, codes, female, way)[0]


@slip(only=women)
def married_surname(row: Row) -> None:
    """A woman under her maiden or her husband's surname, alone or beside the one on her papers."""
    other, own = _another_surname(row), row["surname"]
    row["surname"] = row.chance.one(
        (other, other, other, f"{own} ({other})", f"{other} ({own})", f"{own}-{other}")
    )


@slip()
def changed_surname(row: Row) -> None:
    """A surname changed since the other side's papers were made."""
    row["surname"] = _another_surname(row)


@slip(only=women)
def wrong_gender(row: Row) -> None:
    """A woman's surname in the men's form."""
    way = "la:icao_ru" if row.language == "la" else row.language
    codes, man = row.people.surname[[row.person]], np.zeros(1, dtype=np.int64)
    row["surname"] = written.surname_forms(row.people, codes, man, way)[0]


@slip(only=in_cyrillic)
def oblique_case(row: Row) -> None:
    """The name in the genitive, dative or accusative: "про Шевченка Миколу"."""
    case = row.chance.one(CASES_IN_USE)
    for column in NAME_COLUMNS:
        row[column] = declined(row[column], case, row.language, row.female)
