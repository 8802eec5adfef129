"""Headers in four languages, misspelt, in two scripts, with more words than needed."""

from __future__ import annotations

import pytest

from allforall.people.fields import ALL_FIELDS
from allforall.people.header_words import header_key, header_table, recognise
from allforall.people.layout import PAIRED

HEADERS = {
    "surname": [
        "Прізвище",
        "Фамилия",
        "Soyadı",
        "SOYADI",
        "Surname",
        "Last Name",
        "Пpізвищe",
        "Прізвіще",
        "Фамилея",
        "Surnmae",
    ],
    "given_name": [
        "Ім'я",
        "Ім’я",
        "Имя",
        "Adı",
        "First name",
    ],
    "patronymic": [
        "По батькові",
        "По-батькові",
        "Отчество",
        "Patronymic",
    ],
    "full_name": [
        "Звання, ПІБ",
        "В/звання, прізвище, ім'я, по батькові",
        "ФИО, год рождения",
        "П.І.Б.",
        "ПІБ",
        "Ф.И.О.",
        "ФИО",
        "Adı Soyadı",
        "Full name",
        "Прізвище, ім'я, по батькові",
        "Фамилия, имя, отчество",
        "Прізвище, ім'я та по батькові військовослужбовця",
    ],
    "birth_date": [
        "Дата народження",
        "Д.Н.",
        "д.р.",
        "г.р.",
        "р.н.",
        "Рік народження",
        "Doğum Tarihi",
        "DOĞUM TARİHİ",
        "Date of birth",
        "DOB",
        "Дата народження (дд.мм.рррр)",
        "Дата\nнародження",
        "Дата  рожденя",
    ],
    "age": [
        "Вік",
        "Возраст",
        "Yaş",
        "Age",
    ],
    "number": [
        "№ з/п",
        "№ п/п",
        "№",
        "Sıra No",
    ],
    "rank": [
        "Звання",
        "Звание",
        "Rütbesi",
        "Rank",
    ],
    "unit": [
        "В/ч",
        "в/ч",
        "Військова частина",
        "Подразделение",
        "Birliği",
    ],
    "service_number": [
        "Особистий номер",
        "Жетон",
        "Личный номер",
        "Künye No",
    ],
    "tax_number": [
        "РНОКПП",
        "ІПН",
        "ИНН",
    ],
    "captured_on": [
        "Дата полону",
        "Дата пленения",
        "Esir alınma tarihi",
    ],
    "captured_at": [
        "Місце полонення",
        "Место пленения",
    ],
    "health": [
        "Стан здоров'я",
        "Состояние здоровья",
        "Sağlık durumu",
    ],
    "held_at": [
        "Місце утримання",
        "Место содержания",
        "Tutulduğu yer",
    ],
    "category": [
        "Категорія",
        "Категория",
        "Kategori",
    ],
    "notes": [
        "Примітка",
        "Примечание",
        "Notlar",
    ],
    "call_sign": [
        "Позивний",
        "Позывной",
    ],
    "sex": [
        "Стать",
        "Пол",
        "Cinsiyet",
    ],
    "birth_place": [
        "Місце народження",
        "Место рождения",
        "Doğum yeri",
    ],
    "fathers_name": [
        "Ім'я батька",
        "Baba adı",
    ],
    "nationality": [
        "Громадянство",
        "Держава, за якою числиться",
    ],
    "next_of_kin_address": [
        "Телефон родичів",
    ],
    "birth": [
        "Дата та місце народження",
    ],
    "captured": [
        "Где и когда пропал",
    ],
}


@pytest.mark.parametrize(
    ("header", "field"), [(header, field) for field, headers in HEADERS.items() for header in headers]
)
def test_a_header_is_recognised(header: str, field: str) -> None:
    assert recognise(header)[0] == field


@pytest.mark.parametrize(
    "header",
    [
        "Прізвище матері",
        "Ölüm tarihi",
        "Дата обміну",
        "ПІБ командира",
        "Группа крови",
        "direction",
        "Дата народження дитини",
        "Имя жены",
        "Name of the wife",
        "Колір",
        "xyz",
        "",
        "Ціна",
        "12.05.2023",
    ],
)
def test_what_is_no_field_of_the_person_is_left(header: str) -> None:
    assert recognise(header)[0] in ("", "next_of_kin", "mothers_maiden_name", "ignore")


def test_every_canonical_name_is_its_own_field() -> None:
    assert {name: recognise(name)[0] for name in ALL_FIELDS} == {name: name for name in ALL_FIELDS}


def test_the_table_names_only_fields() -> None:
    assert set(header_table().values()) <= {*ALL_FIELDS, *PAIRED, "age", "number", "ignore"}


def test_letters_of_either_script_make_the_same_header() -> None:
    assert header_key("Рост, см") == header_key("Pocт cm")
