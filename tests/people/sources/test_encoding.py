"""The encoding of a text is told by the letters it would hold."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

import pytest

from allforall.people.sources.encoding import tell_encoding

UKRAINIAN = (
    "Прізвище;Ім'я;По батькові;Дата народження\nШевченко;Микола;Олексійович;17.05.1990\n"
    "Євтушенко;Юрій;Ігорович;\nЩербак;Ярослав;Іллiч;1985\nЇжакевич;Яна;;\n"
)
RUSSIAN = (
    "Фамилия;Имя;Отчество;Дата рождения\nИванов;Пётр;Сергеевич;17.05.1990\n"
    "Щербаков;Юрий;Эдуардович;\nПодъячев;Фёдор;Ильич;1985\n"
)
TURKISH = (
    "Soyadı;Adı;Doğum tarihi;Rütbe\nYıldız;Şükrü;17.05.1990;çavuş\n"
    "Öztürk;İbrahim;1990;er\nGüneş;Çağrı;;onbaşı\n"
)
ARABIC = "الاسم;تاريخ الميلاد\nمحمد عبد الرحمن;1990\nحسين يوسف;1985\nأحمد علي;1991\n"

Reading = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((UKRAINIAN, name) for name in ("utf-8", "cp1251", "koi8-u", "cp1125", "mac-cyrillic")),
        *((UKRAINIAN, name) for name in ("utf-16-le", "utf-16-be")),
        *((UKRAINIAN.upper(), name) for name in ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "utf-16-le")),
        *((RUSSIAN, name) for name in ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic")),
        *((RUSSIAN, name) for name in ("iso8859-5", "utf-16-be")),
        *((RUSSIAN.upper(), name) for name in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")),
        *((TURKISH, name) for name in ("utf-8", "cp1254", "utf-16-le")),
        *((ARABIC, name) for name in ("utf-8", "cp1256", "utf-16-le", "utf-16-be")),
        ("id,surname,given_name\n1,Бойко,Ян\n", "cp1251"),
        ("id,surname,given_name\n1,Бойко,Ян\n", "cp866"),
        ("id,surname\n1,Smith\n", "utf-8"),
    ],
)  # fmt: skip
def test_an_encoding_is_told_by_its_letters(text: str, encoding: str) -> None:
    written = text.encode(encoding)
    assert written.decode(tell_encoding(written)) == text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_export_of_the_other_side_is_read(
    read: Reading, encoding: str, delimiter: str, line_end: str
) -> None:
    rows = ["Фамилия|Имя|Дата рождения", "Иванов|Пётр|17.05.1990", "Щербаков|Юрий|1985"]
    text = line_end.join(row.replace("|", delimiter) for row in rows)
    written = text.encode(encoding)
    if encoding == "utf-16-be":
        written = codecs.BOM_UTF16_BE + written
    got = read(written)
    assert got.names() == ["Иванов Пётр", "Щербаков Юрий"]
    assert [person.text("birth_date") for person in got.persons] == ["1990-05-17", "1985"]
    assert [person.origin.row for person in got.persons] == [2, 3]
    assert got.lines == []


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_line_that_names_the_delimiter_is_believed(read: Reading, line: str) -> None:
    rows = ("Фамилия;Имя;Примечание", "Иванов;Пётр;один, два, три, четыре", "Петров;Иван;пять, шесть, семь")
    text = "".join(f"{each}\r\n" for each in (line, *rows))
    got = read(text.encode("utf-16"))
    assert got.names() == ["Иванов Пётр", "Петров Иван"]
    assert [person.origin.row for person in got.persons] == [3, 4]


def test_letters_far_down_the_file_tell_the_encoding(read: Reading) -> None:
    rows = "".join(f"{number},Smith,John\n" for number in range(20_000)) + "x,Шевченко,Микола\n"
    assert read(("id,surname,given_name\n" + rows).encode("cp1251")).persons[-1].surname == "Шевченко"
