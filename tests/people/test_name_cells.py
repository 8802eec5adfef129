"""Name cells that hold more than a name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.people.name_cells import NameCell, take_apart
from allforall.people.name_signs import suspects
from allforall.people.text import clean

CASES: list[tuple[str, dict[str, Any]]] = [
    ("Іваненко Петро Олексійович", {"name": "Іваненко Петро Олексійович"}),
    ('Іваненко Петро "Грач"', {"name": "Іваненко Петро", "call_sign": "Грач"}),
    ('"Грач" Іваненко Петро', {"name": "Іваненко Петро", "call_sign": "Грач"}),
    ("Іваненко Петро «Грач»", {"name": "Іваненко Петро", "call_sign": "Грач"}),
    ("Іваненко Петро „Грач“", {"name": "Іваненко Петро", "call_sign": "Грач"}),
    ("Іваненко 'Грач' Петро", {"name": "Іваненко Петро", "call_sign": "Грач"}),
    ("Mansurov ?Hnom?\nMarat", {"name": "Mansurov Marat", "call_sign": "Hnom"}),
    ("УШКАЛСЬКИИ? АНАТОЛІИ?", {"name": "УШКАЛСЬКИЙ АНАТОЛІЙ"}),
    ("Лук?яненко Украі?на", {"name": "Лук'яненко Україна"}),
    ("Іваненко (Сірий) Петро", {"name": "Іваненко Петро", "call_sign": "Сірий"}),
    ("Іваненко П.О., позивний Грач", {"name": "Іваненко П.О.", "call_sign": "Грач"}),
    ('Іваненко П.О. (позивний "Грач")', {"name": "Іваненко П.О.", "call_sign": "Грач"}),
    ("Іваненко П.О. позивний: «Грач 2»", {"name": "Іваненко П.О.", "call_sign": "Грач 2"}),
    ("Иванов И.И. позывной Ворон", {"name": "Иванов И.И.", "call_sign": "Ворон"}),
    ("Ivanenko Petro (call sign Hrach)", {"name": "Ivanenko Petro", "call_sign": "Hrach"}),
    ("В'ячеслав", {"name": "В'ячеслав"}),
    ("О’Генрі Д'Артаньян", {"name": "О’Генрі Д'Артаньян"}),
    ("Петренко (Іваненко) Олена", {"name": "Петренко Олена", "former_surname": "Іваненко"}),
    ("Петренко Олена (дівоче Іваненко)", {"name": "Петренко Олена", "former_surname": "Іваненко"}),
    ("Петренко Олена, ур. Іваненко", {"name": "Петренко Олена", "former_surname": "Іваненко"}),
    ("Іваненко Петро / Ivanenko Petro", {"name": "Іваненко Петро", "other_name": "Ivanenko Petro"}),
    ("Іваненко Петро (Ivanenko Petro)", {"name": "Іваненко Петро", "other_name": "Ivanenko Petro"}),
    ("Іваненко Петро / Иваненко Пётр", {"name": "Іваненко Петро", "other_name": "Иваненко Пётр"}),
    ("Rodríguez Gómez, José Luis", {"name": "Rodríguez Gómez, José Luis"}),
    ("Абд Рахман, Мухаммед Алі", {"name": "Абд Рахман, Мухаммед Алі"}),
    ("Іваненко Петро (син)", {"name": "Іваненко Петро", "notes": "син"}),
    ("Іваненко\nПетро\nОлександрович", {"name": "Іваненко Петро Олександрович"}),
    ("IVANENKO, Petro", {"name": "IVANENKO, Petro"}),
    ("солдат Іваненко Петро", {"name": "Іваненко Петро", "rank": "солдат"}),
    ("ст. сержант Іваненко П.О.", {"name": "Іваненко П.О.", "rank": "ст. сержант"}),
    ("ст.сержант Іваненко Петро", {"name": "Іваненко Петро", "rank": "ст.сержант"}),
    ("гв. мл. л-т Иванов И.И.", {"name": "Иванов И.И.", "rank": "гв. мл. л-т"}),
    ("çavuş Yıldız Ahmet", {"name": "Yıldız Ahmet", "rank": "çavuş"}),
    ("Sgt. Ivanenko Petro Oleksiiovych", {"name": "Ivanenko Petro Oleksiiovych", "rank": "Sgt"}),
    ("Матрос Іван Петрович", {"name": "Матрос Іван Петрович"}),
    ("1. Іваненко Петро", {"name": "Іваненко Петро"}),
    ("Іваненко Петро, 17.05.1990 р.н.", {"name": "Іваненко Петро", "birth_date": "17.05.1990"}),
    ("Іваненко Петро (1990 р.н.)", {"name": "Іваненко Петро", "birth_date": "1990"}),
    ("Иванов Пётр Сергеевич, г. Москва", {"name": "Иванов Пётр Сергеевич", "notes": "г. Москва"}),
    ("Іваненко Петро;", {"name": "Іваненко Петро"}),
    ('"Іваненко"', {"name": "Іваненко"}),
    ("José Luis Rodríguez Gómez", {"name": "José Luis Rodríguez Gómez"}),
    ("Ortega y Gasset", {"name": "Ortega y Gasset"}),
    ("Мамедов Али оглы", {"name": "Мамедов Али оглы"}),
    ("Іваненко\u00a0Петро\u200b", {"name": "Іваненко Петро"}),
    ("????? ????", {"name": "", "people": 0}),
]


@pytest.mark.parametrize(("written", "parts"), CASES)
def test_a_cell_is_taken_apart(written: str, parts: dict[str, Any]) -> None:
    assert take_apart(written) == NameCell(**parts)


@pytest.mark.parametrize(
    "written",
    [
        "Іваненко Петро та Петренко Іван",
        "Іваненко Петро і Іван",
        "Иванов И.И. и Петров П.П.",
        "John Smith and Jack Brown",
        "Іваненко Петро, Петренко Іван",
        "Іваненко Петро\nПетренко Іван",
        "Іваненко Петро / Петренко Іван",
        "Іваненко Петро / Іваненко Павло",
        "Іваненко Петро 17.05.1990 Петренко Іван 18.06.1991",
    ],
)
def test_two_people_are_seen(written: str) -> None:
    assert take_apart(written).people == 2


def test_the_same_name_twice_is_one_person() -> None:
    assert take_apart("Іваненко Петро\nІваненко Петро").people == 1


@pytest.mark.parametrize(("written", "parts"), CASES)
def test_every_cell_that_holds_more_is_found_among_many(written: str, parts: dict[str, Any]) -> None:
    """The quick look over a whole column may take a plain name for odd, but must never miss an odd one."""
    column = ["Шевченко Микола", written, "Бойко Ян"]
    if parts["name"] != clean(written):
        assert suspects(column) == [1]


@given(st.lists(st.text(alphabet="Іваненко \n\"'().,/і1é", max_size=12), max_size=8))
def test_what_is_not_found_odd_would_stay_as_it_is(column: list[str]) -> None:
    odd = set(suspects(column))
    for place, written in enumerate(column):
        if place not in odd:
            assert take_apart(written) == NameCell(clean(written)), written


@given(st.text(max_size=60))
def test_no_cell_does_more_than_be_taken_apart(written: str) -> None:
    assert take_apart(written).people >= 0
