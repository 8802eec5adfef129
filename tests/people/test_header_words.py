"""Headers in four languages, misspelt, in two scripts, with more words than needed."""

from __future__ import annotations

import pytest

from allforall.people.fields import ALL_FIELDS
from allforall.people.header_words import header_key, header_table, recognise
from allforall.people.layout import PAIRED


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Прізвище", "surname"), ("Фамилия", "surname"), ("Soyadı", "surname"), ("SOYADI", "surname"), ("Surname", "surname"),
        ("Last Name", "surname"), ("Ім'я", "given_name"), ("Ім’я", "given_name"), ("Имя", "given_name"), ("Adı", "given_name"),
        ("First name", "given_name"), ("По батькові", "patronymic"), ("По-батькові", "patronymic"), ("Отчество", "patronymic"),
        ("Patronymic", "patronymic"), ("П.І.Б.", "full_name"), ("ПІБ", "full_name"), ("Ф.И.О.", "full_name"),
        ("ФИО", "full_name"), ("Adı Soyadı", "full_name"), ("Full name", "full_name"),
        ("Прізвище, ім'я, по батькові", "full_name"), ("Фамилия, имя, отчество", "full_name"),
        ("Прізвище, ім'я та по батькові військовослужбовця", "full_name"),
        ("Дата народження", "birth_date"), ("Д.Н.", "birth_date"), ("д.р.", "birth_date"), ("г.р.", "birth_date"),
        ("р.н.", "birth_date"), ("Рік народження", "birth_date"), ("Doğum Tarihi", "birth_date"),
        ("DOĞUM TARİHİ", "birth_date"), ("Date of birth", "birth_date"), ("DOB", "birth_date"),
        ("Дата народження (дд.мм.рррр)", "birth_date"), ("Дата\nнародження", "birth_date"),
        ("Вік", "age"), ("Возраст", "age"), ("Yaş", "age"), ("Age", "age"),
        ("№ з/п", "number"), ("№ п/п", "number"), ("№", "number"), ("Sıra No", "number"),
        ("Звання", "rank"), ("Звание", "rank"), ("Rütbesi", "rank"), ("Rank", "rank"),
        ("В/ч", "unit"), ("в/ч", "unit"), ("Військова частина", "unit"), ("Подразделение", "unit"), ("Birliği", "unit"),
        ("Особистий номер", "service_number"), ("Жетон", "service_number"), ("Личный номер", "service_number"),
        ("Künye No", "service_number"), ("РНОКПП", "tax_number"), ("ІПН", "tax_number"), ("ИНН", "tax_number"),
        ("Дата полону", "captured_on"), ("Дата пленения", "captured_on"), ("Esir alınma tarihi", "captured_on"),
        ("Місце полонення", "captured_at"), ("Место пленения", "captured_at"),
        ("Стан здоров'я", "health"), ("Состояние здоровья", "health"), ("Sağlık durumu", "health"),
        ("Місце утримання", "held_at"), ("Место содержания", "held_at"), ("Tutulduğu yer", "held_at"),
        ("Категорія", "category"), ("Категория", "category"), ("Kategori", "category"),
        ("Примітка", "notes"), ("Примечание", "notes"), ("Notlar", "notes"),
        ("Позивний", "call_sign"), ("Позывной", "call_sign"), ("Стать", "sex"), ("Пол", "sex"), ("Cinsiyet", "sex"),
        ("Місце народження", "birth_place"), ("Место рождения", "birth_place"), ("Doğum yeri", "birth_place"),
        ("Ім'я батька", "fathers_name"), ("Baba adı", "fathers_name"), ("Громадянство", "nationality"),
        ("Держава, за якою числиться", "nationality"), ("Телефон родичів", "next_of_kin_address"),
        ("Дата та місце народження", "birth"), ("Где и когда пропал", "captured"),
        ("Пpізвищe", "surname"), ("Прізвіще", "surname"), ("Фамилея", "surname"), ("Дата  рожденя", "birth_date"),
        ("Surnmae", "surname"),
    ],
)  # fmt: skip
def test_a_header_is_recognised(header: str, field: str) -> None:
    assert recognise(header)[0] == field


@pytest.mark.parametrize(
    "header",
    [
        "Прізвище матері",
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
