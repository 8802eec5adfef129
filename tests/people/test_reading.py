"""Officers' spreadsheets as they are."""

from __future__ import annotations

import datetime
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from allforall.people import ALL_FIELDS, ListError, MappingError, PartialDate, read_list

Reading = Callable[..., Any]

PLAIN = "id,surname,given_name,birth_date\nA1,Іваненко,Петро,1990-05-17\nA2,Шевченко,Микола,1985~\n"


def test_a_plain_list_is_read_field_by_field(read: Reading) -> None:
    first, second = read(PLAIN).persons
    assert (first.id, first.surname, first.given_name) == ("A1", "Іваненко", "Петро")
    assert first.birth == PartialDate(1990, 5, 17)
    assert second.birth == PartialDate(1985, approximate=True)


def test_every_value_knows_where_it_stands(read: Reading, tmp_path: Path) -> None:
    person = read("ПІБ;Дата народження\nІваненко Петро;17.05.1990\n").only
    sha256 = hashlib.sha256((tmp_path / "list.csv").read_bytes()).hexdigest()
    source = person.source_of("birth_date")
    assert (source.file, source.sha256, source.row) == ("list.csv", sha256, 2)
    assert (source.column, source.written) == ("Дата народження", "17.05.1990")
    assert person.source_of("rank").column == ""


def test_columns_tells_what_each_header_became(read: Reading) -> None:
    assert read("№ з/п;Прізвище;Ім'я;Улюблений колір\n1;Іваненко;Петро;синій\n").reader.columns == {
        "№ з/п": "id",
        "Прізвище": "surname",
        "Ім'я": "given_name",
        "Улюблений колір": "other",
    }


def test_unknown_columns_are_kept_by_their_header(read: Reading) -> None:
    person = read("ПІБ,Телефон,Телефон 2,Улюблений колір\nІваненко Петро,050,067,синій\n").only
    assert person.next_of_kin_address == "050"
    assert dict(person.other) == {"Телефон 2": "067", "Улюблений колір": "синій"}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Прізвище;Ім'я;По батькові;Дата народження;Стать;В/ч",
            "Іваненко;Петро;Олексійович;17.05.1990;ч;А1234",
        ),
        ("Фамилия;Имя;Отчество;Дата рождения;Пол;В/ч", "Іваненко;Петро;Олексійович;17.05.1990;м;А1234"),
        (
            "Soyadı;Adı;Otçestvo;Doğum tarihi;Cinsiyet;Birliği",
            "Іваненко;Петро;Олексійович;17.05.1990;Erkek;А1234",
        ),
        (
            "Surname;Given name;Patronymic;Date of birth;Sex;Unit",
            "Іваненко;Петро;Олексійович;17.05.1990;M;А1234",
        ),
    ],
)
def test_headers_in_four_languages(read: Reading, header: str, row: str) -> None:
    person = read(f"{header}\n{row}\n").only
    assert (person.surname, person.given_name, person.patronymic) == ("Іваненко", "Петро", "Олексійович")
    assert (str(person.birth), person.sex, person.unit) == ("1990-05-17", "male", "А1234")


def test_a_title_stands_above_the_header_and_a_total_below_the_rows(read: Reading) -> None:
    got = read(
        "СПИСОК військовополонених станом на 01.05.2025;;;\n;;;\n№;ПІБ;Дата народження;В/ч\n1;2;3;4\n"
        "1;Іваненко Петро Олексійович;17.05.1990;А1234\n;;;\nЦивільні особи;;;\n"
        "2;Шевченко Микола Ілліч;1985;\nРазом: 2;;;\nВиконавець:;Сидоренко;;\n"
    )
    assert got.names() == ["Іваненко Петро Олексійович", "Шевченко Микола Ілліч"]
    assert [person.origin.row for person in got.persons] == [5, 8]
    assert [person.category for person in got.persons] == ["", "civilian"]
    assert got.lines == []
    assert got.reader.notes == ["4 rows are titles, totals or headers, not persons: 4, 7, 9, 10"]


@pytest.mark.parametrize(
    "total", ["Разом;;250", "Всього: 250 осіб;;", ";Итого;250", "Toplam;;250", "Total;;250", ";Усього:;2"]
)
def test_a_total_is_no_person(read: Reading, total: str) -> None:
    assert read(f"№;ПІБ;Вік\n1;Іваненко Петро;39\n{total}\n").names() == ["Іваненко Петро"]


def test_a_person_called_like_a_total_is_one(read: Reading) -> None:
    assert len(read("№;Прізвище;Ім'я;Вік\n1;Всього;Петро;39\n2;Тотал;Іван;25\n").persons) == 2


def test_the_header_may_come_again_and_take_two_rows(read: Reading, book: Callable[..., Path]) -> None:
    rows = [
        ["Особові дані", None, None, "Полон", None],
        ["Прізвище", "Ім'я", "Дата народження", "Дата", "Місце"],
        ["Іваненко", "Петро", "17.05.1990", "12.04.2022", "Маріуполь"],
        ["Прізвище", "Ім'я", "Дата народження", "Дата", "Місце"],
        ["Шевченко", "Микола", "1985", "2022", "Бахмут"],
    ]
    got = read(book({"Список": rows}))
    assert got.names() == ["Іваненко Петро", "Шевченко Микола"]
    assert [str(person.captured_on) for person in got.persons] == ["2022-04-12", "2022"]
    assert [person.captured_at for person in got.persons] == ["Маріуполь", "Бахмут"]


def test_a_list_without_header_is_told_by_what_it_holds(read: Reading) -> None:
    got = read("1;Іваненко Петро Олексійович;17.05.1990;солдат\n2;Шевченко Микола Ілліч;01.02.1985;сержант\n")
    assert got.names() == ["Іваненко Петро Олексійович", "Шевченко Микола Ілліч"]
    assert [(person.id, person.rank, person.birth.year) for person in got.persons] == [
        ("1", "солдат", 1990),
        ("2", "сержант", 1985),
    ]
    assert "has no header; the columns were told by what they hold" in got.lines[0]


def test_a_header_in_unknown_words_is_no_person(read: Reading) -> None:
    got = read("Cognome e nome;nato il\nIvanenko Petro;17.05.1990\nShevchenko Mykola;01.02.1985\n")
    assert got.names() == ["Ivanenko Petro", "Shevchenko Mykola"]
    assert got.reader.columns == {"Cognome e nome": "full_name", "nato il": "birth_date"}
    assert "has a header in words that are not known" in got.lines[0]


def test_names_under_unknown_headers_are_told_by_what_they_hold(read: Reading) -> None:
    got = read("id;Cognome;Nome;Date of birth;Sex\n1;Ivanenko;Petro;17.05.1990;M\n2;Boiko;Yan;1985;M\n")
    assert [(person.surname, person.given_name) for person in got.persons] == [
        ("Ivanenko", "Petro"),
        ("Boiko", "Yan"),
    ]
    assert "by what they hold: Cognome = surname, Nome = given_name" in got.lines[0]


def test_a_header_merged_over_three_columns_is_surname_name_and_patronymic(read: Reading) -> None:
    person = read("№;ПІБ;;;Вік\n1;Іваненко;Петро;Олексійович;39\n").only
    assert (person.surname, person.given_name, person.patronymic) == ("Іваненко", "Петро", "Олексійович")


def test_name_beside_surname_is_the_given_name(read: Reading) -> None:
    person = read("Surname,Name,Age\nIvanenko,Petro,39\n").only
    assert (person.surname, person.given_name, person.full_name) == ("Ivanenko", "Petro", "")


def test_columns_with_the_same_header_are_told_apart(read: Reading) -> None:
    person = read("ПІБ,щось,щось,щось\nІваненко Петро,а,б,в\n").only
    assert dict(person.other) == {"щось": "а", "щось (2)": "б", "щось (3)": "в"}


def test_one_name_a_line_is_a_list(read: Reading) -> None:
    assert read("Іваненко Петро Олексійович\nШевченко Микола Ілліч\n", "list.txt").names() == [
        "Іваненко Петро Олексійович",
        "Шевченко Микола Ілліч",
    ]


def test_a_mapping_comes_before_what_is_recognised(read: Reading) -> None:
    text = "Cognome e nome;nato il;Прізвище\nІваненко Петро;17.05.1990;щось\n"
    person = read(
        text, mapping={"cognome e nome": "full_name", "nato il": "birth_date", "Прізвище": "notes"}
    ).only
    assert (person.full_name, str(person.birth), person.notes, person.surname) == (
        "Іваненко Петро",
        "1990-05-17",
        "щось",
        "",
    )


def test_a_mapping_may_name_a_column_by_its_letter(read: Reading) -> None:
    text = "77;Іваненко Петро Олексійович;x\n78;Шевченко Микола Ілліч;y\n"
    got = read(text, mapping={"A": "service_number", "C": "rank"})
    assert [(person.service_number, person.rank) for person in got.persons] == [("77", "x"), ("78", "y")]


def test_a_wrong_mapping_is_refused_with_what_there_is(read: Reading) -> None:
    with pytest.raises(MappingError, match=r'no column "Famiglia" \(there are "ПІБ", "Вік"\)'):
        read("ПІБ,Вік\nІваненко Петро,39\n", mapping={"Famiglia": "surname"})
    with pytest.raises(MappingError, match=r'"colour" is not a field \(expected one of id, surname'):
        read("ПІБ,Вік\nІваненко Петро,39\n", mapping={"Вік": "colour"})


def test_age_year_and_about_are_dates_of_birth(read: Reading) -> None:
    got = read(
        "ПІБ;Вік;Рік народження\nІваненко Петро;39;\nШевченко Микола;;1985\n"
        "Бойко Ян;25 р.;бл. 2000\nТкач Юрій;35-40;\n"
    )
    assert [person.text("birth_date") for person in got.persons] == ["1986~", "1985", "2000~", "1988~"]


def test_a_date_and_a_place_in_one_column_fill_two_fields(read: Reading) -> None:
    person = read(
        "ПІБ;Дата та місце народження;Де і коли зник\n"
        "Іваненко Петро;17.05.1990, м. Харків;Бахмут, травень 2023\n"
    ).only
    assert (person.text("birth_date"), person.birth_place) == ("1990-05-17", "м. Харків")
    assert (person.text("captured_on"), person.captured_at) == ("2023-05", "Бахмут")
    assert person.source_of("birth_place").written == "17.05.1990, м. Харків"


def test_a_day_that_stands_with_the_place_is_a_date(read: Reading) -> None:
    got = read(
        "ПІБ;Місце полону;Вік\nІваненко Петро;12.04.2022 м. Маріуполь;39\nБойко Ян;завод 1905 року;40\n"
    )
    assert [(person.text("captured_on"), person.captured_at) for person in got.persons] == [
        ("2022-04-12", "м. Маріуполь"),
        ("", "завод 1905 року"),
    ]


def test_call_signs_ranks_and_dates_leave_the_name(read: Reading) -> None:
    got = read(
        "ПІБ\tЗвання\nсолдат Іваненко Петро «Грач», 17.05.1990 р.н.\t\nШевченко Микола (Сірий)\tсержант\n"
    )
    first, second = got.persons
    assert (first.full_name, first.rank, first.call_sign, str(first.birth)) == (
        "Іваненко Петро",
        "солдат",
        "Грач",
        "1990-05-17",
    )
    assert (second.full_name, second.rank, second.call_sign) == ("Шевченко Микола", "сержант", "Сірий")


def test_rank_name_and_birth_may_share_a_column(read: Reading) -> None:
    got = read(
        "№;Звання, ПІБ, дата народження;В/ч\n1;ст. солдат Іваненко Петро Олексійович, 17.05.1990 р.н.;А1\n"
    )
    person = got.only
    assert (person.rank, person.name, person.text("birth_date")) == (
        "ст. солдат",
        "Іваненко Петро Олексійович",
        "1990-05-17",
    )


def test_names_are_handed_on_as_written(read: Reading) -> None:
    """Scripts, cases, order and capitals are for the next room to judge; only what cannot be seen goes."""
    names = ["Ивaнeнкo Петро", "Шевченка Миколу", "БОЙКО ян", "Ковальчук\u00a0 Андрій", "Мельник Й\u0306ого"]
    got = read("ПІБ,Вік\n" + "".join(f"{name},30\n" for name in names))
    assert [person.full_name for person in got.persons] == [
        "Ивaнeнкo Петро",
        "Шевченка Миколу",
        "БОЙКО ян",
        "Ковальчук Андрій",
        "Мельник Й\u0306ого",
    ]


def test_unseen_characters_are_taken_out_and_reported(read: Reading) -> None:
    got = read("ПІБ,Вік\nІва\u00adнен\u200bко \u202eПетро,30\n\ufeffШевченко Микола,31\n")
    assert got.names() == ["Іваненко Петро", "Шевченко Микола"]
    assert [problem.row for problem in got.reader.problems] == [2]
    assert "cannot be seen" in got.lines[0]
    assert got.reader.rejected == []


@pytest.mark.parametrize(
    "nothing", ["-", "—", "н/д", "Невідомо", "нет данных", "NULL", "unknown", "bilinmiyor", "немає"]
)
def test_words_for_nothing_are_nothing(read: Reading, nothing: str) -> None:
    person = read(
        f"Прізвище;Ім'я;По батькові;Дата народження;В/ч\nІваненко;Петро;{nothing};{nothing};{nothing}\n"
    ).only
    assert (person.patronymic, person.birth_date, person.unit) == ("", None, "")


def test_null_and_nan_may_be_names(read: Reading) -> None:
    assert read("surname,given_name,unit\nNull,Nan,x\n").only.name == "Null Nan"


def test_a_row_pasted_twice_is_read_once_and_reported(read: Reading) -> None:
    got = read("ПІБ,Вік\nІваненко Петро,39\nШевченко Микола,40\nІваненко Петро,39\n")
    assert got.names() == ["Іваненко Петро", "Шевченко Микола"]
    assert got.lines == ["list.csv, row 4: repeats an earlier row cell by cell; it was read once"]
    assert [row.kept for row in got.reader.rejected] == [False]


def test_a_row_pasted_twice_may_have_a_number_of_its_own(read: Reading) -> None:
    got = read(
        "№;ПІБ;Рік народження\n1;Іваненко Петро;1990\n2;Іваненко Петро;1990\n3;Бойко Ян;\n4;Бойко Ян;\n"
    )
    assert [person.id for person in got.persons] == ["1", "3", "4"]


def test_an_identifier_used_twice_is_told_apart(read: Reading) -> None:
    got = read("id,surname,unit\nA1,Іваненко,1\nA1,Шевченко,2\n,Бойко,3\n,Ткач,4\n")
    assert [person.id for person in got.persons] == ["A1", "A1@3", "row-4", "row-5"]
    assert got.lines == [
        'list.csv, row 3, column "id": "A1" stands on an earlier row too; this row goes by A1@3'
    ]


def test_identifiers_stay_different_over_a_million_rows_of_trouble(read: Reading) -> None:
    got = read("id,surname,unit\n" + "".join(f"A{i % 7},Іваненко,{i}\n" for i in range(500)))
    assert len({person.id for person in got.persons}) == 500


def test_two_people_in_one_row_are_refused(read: Reading) -> None:
    got = read(
        'ПІБ,Дата народження\n"Іваненко Петро\nШевченко Микола",1990\n'
        "Бойко Ян та Ткач Юрій,1991\nМельник Яна,1992\n"
    )
    assert got.names() == ["Мельник Яна"]
    assert [problem.row for problem in got.reader.problems] == [2, 4]
    assert all("two people" in line for line in got.lines)


def test_two_people_line_by_line_in_several_columns_are_refused(read: Reading) -> None:
    got = read('Прізвище,Ім\'я,Вік\n"Іваненко\nШевченко","Петро\nМикола",39\nІваненко/Иваненко,Петро,40\n')
    assert [person.origin.row for person in got.persons] == [5]


def test_a_row_with_two_dates_is_read_without_them(read: Reading) -> None:
    got = read("ПІБ,Дата народження\nІваненко Петро,17.05.1990 / 18.06.1991\n")
    assert got.only.birth_date is None
    assert "holds two dates" in got.lines[0]


def test_a_row_without_name_is_read_by_its_number(read: Reading) -> None:
    got = read("ПІБ;Жетон;Дата народження;Примітка\n;АА-123456;;\n;;17.05.1990;\n;;;хтось\n")
    assert [person.origin.row for person in got.persons] == [2, 3]
    assert got.lines == ["list.csv, row 4: has no readable name, number or date of birth"]


def test_bad_dates_are_reported_and_what_is_readable_kept(read: Reading) -> None:
    got = read(
        "ПІБ,Дата народження\nІваненко Петро,31.02.1990\nШевченко Микола,00.00.1985\nБойко Ян,17.05.2090\n"
    )
    assert [person.text("birth_date") for person in got.persons] == ["1990", "1985", "XXXX-05-17"]
    assert got.lines[0] == (
        'list.csv, row 2, column "Дата народження": "31.02.1990" is not a date'
        " (expected day.month.year, 1990-05-17, 1990 or 1990~)"
    )
    assert [row.row for row in got.reader.rejected] == [2, 3, 4]


def test_strictly_the_first_problem_ends_it(read: Reading) -> None:
    with pytest.raises(ListError, match="row 2, column"):
        read("ПІБ,Дата народження\nІваненко Петро,31.02.1990\n", strict=True)


def test_dates_with_the_month_first_are_seen_by_the_whole_column(read: Reading) -> None:
    got = read("name,dob\nPetro Ivanenko,5/17/1990\nMykola Shevchenko,5/6/1985\nYan Boiko,12/31/2001\n")
    assert [person.text("birth_date") for person in got.persons] == ["1990-05-17", "1985-05-06", "2001-12-31"]
    assert "month first" in got.reader.notes[0]


def test_numbers_that_passed_through_a_spreadsheet_are_whole_again(read: Reading) -> None:
    got = read("ПІБ;Жетон;ІПН\nІваненко Петро;12345.0;3012345678\nШевченко Микола;00123;3,01E+09\n")
    assert [person.service_number for person in got.persons] == ["12345", "00123"]
    assert [person.tax_number for person in got.persons] == ["3012345678", ""]
    assert "cut short by a spreadsheet" in got.lines[0]


def test_a_second_pass_finds_the_same(read: Reading) -> None:
    got = read("ПІБ,Дата народження\nІваненко Петро,31.02.1990\nІваненко Петро,31.02.1990\n")
    first = (got.lines, got.reader.notes[:], len(got.reader.rejected))
    again = list(got.reader.persons())
    assert (again, got.lines, got.reader.notes, len(got.reader.rejected)) == (got.persons, *first)


def test_a_batch_has_every_field_dictionary_encoded(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "ПІБ,Стать\n" + "Іваненко Петро,ч\nШевченко Олена,ж\n\n", encoding="utf-8"
    )
    (batch,) = read_list(tmp_path / "list.csv").batches()
    assert tuple(batch.columns) == ALL_FIELDS
    assert batch.columns["sex"].values == ["male", "female"]
    assert batch.columns["sex"].codes.dtype == np.int32
    assert batch.rows.dtype == np.int64
    assert batch.rows.tolist() == [2, 3]
    assert batch.columns["rank"].cells() == ["", ""]


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_the_size_of_batches_changes_nothing(tmp_path: Path, size: int) -> None:
    text = "id;ПІБ;Дата народження\n" + "".join(
        f"{i % 5};Особа Ім{'аеиоу'[i % 5]};{1990 + i % 3}\n" for i in range(12)
    )
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    whole = read_list(tmp_path / "list.csv")
    expected = list(whole.persons())
    parts = read_list(tmp_path / "list.csv")
    assert [person for batch in parts.batches(size) for person in batch.persons()] == expected
    assert parts.problems == whole.problems


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(PLAIN, encoding="utf-8")
    seen: list[tuple[int, int]] = []
    list(read_list(tmp_path / "list.csv", progress=lambda done, total: seen.append((done, total))).persons())
    assert seen[-1] == (len(PLAIN.encode()), len(PLAIN.encode()))


def test_a_pipe_is_read_too(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(PLAIN,), kwargs={"encoding": "utf-8"})
    writer.start()
    reader = read_list(pipe)
    assert [person.id for person in reader.persons()] == ["A1", "A2"]
    writer.join()


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2]),
            "surname": pa.array(["Іваненко", "Шевченко"]).dictionary_encode(),
            "given_name": ["Петро", None],
            "birth_date": pa.array([datetime.date(1990, 5, 17), None]),
            "captured_on": pa.array([datetime.datetime(2022, 4, 12, 3, 4), None]),
            "service_number": pa.array([12345.0, None]),
            "ранг": [["a"], None],
        }
    )
    pq.write_table(table, tmp_path / "list.parquet")
    first, second = read_list(tmp_path / "list.parquet").persons()
    assert (first.id, first.surname, first.service_number) == ("1", "Іваненко", "12345")
    assert (str(first.birth), str(first.captured_on)) == ("1990-05-17", "2022-04-12")
    assert (second.given_name, second.birth_date, second.origin.row) == ("", None, 3)


def test_real_dates_stand_beside_text_in_a_sheet(read: Reading, book: Callable[..., Path]) -> None:
    rows = [
        ["ПІБ", "Дата народження", "Жетон"],
        ["Іваненко Петро", datetime.date(1990, 5, 17), 12345.0],
        ["Шевченко Микола", "близько 1985", "00123"],
        ["Бойко Ян", datetime.datetime(2001, 2, 3, 0, 0), 7],
        ["Ткач Юрій", 1979, "А-1"],
    ]
    got = read(book({"Аркуш1": rows}))
    assert [person.text("birth_date") for person in got.persons] == [
        "1990-05-17",
        "1985~",
        "2001-02-03",
        "1979",
    ]
    assert [person.service_number for person in got.persons] == ["12345", "00123", "7", "А-1"]


def test_a_year_typed_into_a_date_cell_is_a_year(read: Reading, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["ПІБ", "Дата народження"])
    sheet.append(["Іваненко Петро", 1990])
    sheet["B2"].number_format = "dd.mm.yyyy"
    workbook.save(tmp_path / "list.xlsx")
    assert read(tmp_path / "list.xlsx").only.text("birth_date") == "1990"


def test_the_list_stands_on_the_second_sheet(read: Reading, book: Callable[..., Path]) -> None:
    got = read(
        book(
            {
                "Титул": [["Координаційний центр"], ["2025"]],
                "Список": [["ПІБ", "Вік"], ["Іваненко Петро", 39], ["Шевченко Микола", 40]],
                ".архів": [["ПІБ", "Вік"], ["Бойко Ян", 39], ["Ткач Юрій", 40], ["Мельник Яна", 41]],
            }
        )
    )
    assert got.names() == ["Іваненко Петро", "Шевченко Микола"]
    assert {person.origin.sheet for person in got.persons} == {"Список"}
    assert 'sheet "архів" is hidden and was left alone' in got.reader.notes
    assert 'sheet "Титул" is no list with the same columns and was left alone' in got.reader.notes


def test_a_hidden_sheet_is_read_when_it_holds_the_only_list(read: Reading, book: Callable[..., Path]) -> None:
    got = read(book({"Титул": [["Про список"]], ".Список": [["ПІБ", "Вік"], ["Іваненко Петро", 39]]}))
    assert got.names() == ["Іваненко Петро"]
    assert 'the list was read from the hidden sheet "Список"' in got.reader.notes


def test_sheets_with_the_same_columns_are_one_list(read: Reading, book: Callable[..., Path]) -> None:
    got = read(
        book(
            {
                "Військові": [["№", "ПІБ", "Вік"], [1, "Іваненко Петро", 39], [2, "Шевченко Микола", 40]],
                "Цивільні": [["№", "ПІБ", "Вік"], [1, "Бойко Яна", 41]],
            }
        )
    )
    assert [(person.origin.sheet, person.origin.row) for person in got.persons] == [
        ("Військові", 2),
        ("Військові", 3),
        ("Цивільні", 2),
    ]
    assert len({person.id for person in got.persons}) == 3


def test_a_surname_merged_over_rows_stands_in_each(read: Reading, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["Прізвище", "Ім'я", "Вік"],
        ["Іваненко", "Петро", 39],
        [None, "Іван", 35],
        ["Бойко", "Ян", 20],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    workbook.save(tmp_path / "list.xlsx")
    assert read(tmp_path / "list.xlsx").names() == ["Іваненко Петро", "Іваненко Іван", "Бойко Ян"]


def test_rejected_rows_know_their_cells(read: Reading) -> None:
    got = read("ПІБ,Дата народження\nІваненко Петро,31.02.1990\n")
    (row,) = got.reader.rejected
    assert (row.row, row.cells, row.headers, row.kept) == (
        2,
        ("Іваненко Петро", "31.02.1990"),
        ("ПІБ", "Дата народження"),
        True,
    )
