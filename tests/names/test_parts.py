"""Surname, given name and father's name are told from one cell or several, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.names.parts import Name, read_name


def written(name: Name) -> tuple[str, str, str]:
    return tuple(
        " ".join(token.written for token in part) for part in (name.surname, name.given, name.father)
    )


WHOLE = [
    ("Шевченко Микола Іванович", "Шевченко", "Микола", "Іванович"),
    ("Микола Іванович Шевченко", "Шевченко", "Микола", "Іванович"),
    ("Шевченко, Микола Іванович", "Шевченко", "Микола", "Іванович"),
    ("Микола Шевченко", "Шевченко", "Микола", ""),
    ("Шевченко Микола", "Шевченко", "Микола", ""),
    ("Шевченко М. І.", "Шевченко", "М.", "І."),
    ("Шевченко М.І.", "Шевченко", "М.", "І."),
    ("М.І. Шевченко", "Шевченко", "М.", "І."),
    ("Шевченка Миколу Івановича", "Шевченка", "Миколу", "Івановича"),
    ("ШЕВЧЕНКО Микола", "ШЕВЧЕНКО", "Микола", ""),
    ("Mykola SHEVCHENKO", "SHEVCHENKO", "Mykola", ""),
    ("ШЕВЧЕНКО МИКОЛА ІВАНОВИЧ", "ШЕВЧЕНКО", "МИКОЛА", "ІВАНОВИЧ"),
    ("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич"),
    ("Роман Аркадьевич Абрамович", "Абрамович", "Роман", "Аркадьевич"),
    ("Магомедов Магомед Магомедович", "Магомедов", "Магомед", "Магомедович"),
    ("Мамедов Джейхун Али оглы", "Мамедов", "Джейхун", "Али"),
    ("Ceyhun Əli oğlu Məmmədov", "Məmmədov", "Ceyhun", "Əli"),
    ("Іванов Іван", "Іванов", "Іван", ""),
    ("Микола Шевченко Іванович", "Шевченко", "Микола", "Іванович"),
    ("Wesson Harper", "Harper", "Wesson", ""),
    ("Нурлан Қайратұлы", "", "Нурлан", "Қайратұлы"),
    ("Иван Петрович", "", "Иван", "Петрович"),
    ("Григорій", "", "Григорій", ""),
    ("Коваленко", "Коваленко", "", ""),
    ("박영철", "박", "영철", ""),
    ("张伟", "张", "伟", ""),
    ("José Rodríguez Gómez", "Rodríguez Gómez", "José", ""),
]


@pytest.mark.parametrize(("cell", "surname", "given_name", "father"), WHOLE)
def test_a_whole_name_in_one_cell(cell: str, surname: str, given_name: str, father: str) -> None:
    assert written(read_name(cell)) == (surname, given_name, father)


@pytest.mark.parametrize(("cell", "surname", "given_name", "father"), WHOLE)
def test_a_whole_name_in_the_surname_column(cell: str, surname: str, given_name: str, father: str) -> None:
    if surname and given_name:
        assert written(read_name(surname=cell)) == (surname, given_name, father)


COLUMNS = [
    (("Шевченко", "Микола", "Іванович"), ("Шевченко", "Микола", "Іванович"), False),
    (("Микола", "Шевченко", "Іванович"), ("Шевченко", "Микола", "Іванович"), True),
    (("Шевченко", "Микола Іванович", ""), ("Шевченко", "Микола", "Іванович"), False),
    (("Шевченко", "М.І.", ""), ("Шевченко", "М.", "І."), False),
    (("Роман", "Іван", ""), ("Роман", "Іван", ""), False),
    (("Алиев", "Джейхун", "Рауф оглы"), ("Алиев", "Джейхун", "Рауф"), False),
]


@pytest.mark.parametrize(("cells", "parts", "swapped"), COLUMNS)
def test_several_columns(cells: tuple[str, str, str], parts: tuple[str, str, str], swapped: bool) -> None:
    name = read_name(surname=cells[0], given_name=cells[1], patronymic=cells[2])
    assert written(name) == parts
    assert name.swapped is swapped


def test_what_stands_in_brackets_or_quotation_marks_is_kept_aside() -> None:
    assert [token.written for token in read_name("Коваль (Шевчук) Олена").rest] == ["Шевчук"]
    assert [token.written for token in read_name("Коваль Петро «Сокіл»").rest] == ["Сокіл"]


def test_the_servant_of_god_is_one_word() -> None:
    assert {token.written for token in read_name("Abd al-Rahman Hassan").tokens} == {"Hassan", "Abd-Rahman"}


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_no_text_at_all_makes_it_fail(first: str, second: str, third: str) -> None:
    read_name(first)
    read_name(surname=first, given_name=second, patronymic=third)
    read_name(first, surname=second)


def test_a_cell_longer_than_any_name_is_read_in_part_and_it_is_said() -> None:
    name = read_name("Шевченко Микола " + "я" * 10_000_000)
    assert [token.written for token in name.surname] == ["Шевченко"]
    assert "longer than any name" in name.repairs[0]


def test_ranks_and_titles_are_put_aside() -> None:
    name = read_name("ст. солдат Шевченко М.І.")
    assert written(name) == ("Шевченко", "М.", "І.")
    assert [token.text for token in name.rest] == ["ст", "солдат"]
    assert written(read_name("Майор")) == ("Майор", "", "")
