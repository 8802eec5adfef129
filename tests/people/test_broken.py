"""Files that are empty, broken, hostile or no lists: a clear line or a reported row, and nothing else."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allforall.people import ListError, read_list, write_rejected

Reading = Callable[..., Any]

HEADER = "id;Прізвище;Ім'я;Дата народження;Примітка\n"
ROW = "7;Іваненко;Петро;17.05.1990;\n"


def zipped(**parts: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def sheet_file(rows: str) -> bytes:
    """The least that is an XLSX file, with these rows of XML."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
            f'Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        package.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return packed.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_XML = '<row r="1">' + text_cell("A1", "ПІБ") + text_cell("B1", "Вік") + "</row>"
PERSON_XML = '<row r="2">' + text_cell("A2", "Іваненко Петро") + '<c r="B2"><v>39</v></c></row>'

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504

REFUSED: list[tuple[str, bytes, str]] = [
    ("empty", b"", "is empty"),
    ("only white space", b" \r\n\t\n\n", "is empty"),
    ("only a byte order mark", codecs.BOM_UTF8, "is empty"),
    ("only noughts", b"\x00" * 4096, "is empty"),
    ("header only", HEADER.encode(), "has a header and no rows under it"),
    ("header and blank rows", (HEADER + ";;;;\n\n ; ; ; ;\n").encode(), "has a header and no rows under it"),
    ("a million columns", b",".join([b"surname"] * 1_000_000) + b"\n" + b"," * 999_999, "1,000,000 columns"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)), "looks like a PDF document"),
    ("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, "looks like a picture"),
    ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "looks like a picture"),
    ("RTF", rb"{\rtf1\ansi Ivanenko}", "looks like a document (RTF)"),
    ("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)), "looks like a compressed file"),
    ("random bytes", bytes((i * 7919 >> 3) & 255 for i in range(20_000)), "looks like binary data"),
    ("a program", b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "looks like a program"),
    ("JSON", b'[{"surname": "Ivanenko"}]', "looks like JSON"),
    ("XML of another kind", b'<?xml version="1.0"?><note><to>x</to></note>', "looks like XML"),
    ("a Word document", zipped(word__document="<w/>"), "looks like a text document"),
    ("a ZIP archive", zipped(a="x"), "looks like an archive (ZIP)"),
    ("a binary workbook", zipped(**{"xl__workbook.bin": b"x"}), "binary workbook"),
    ("a cut-off workbook", sheet_file(HEAD_XML + PERSON_XML)[:-60], "is broken or cut off"),
    ("a broken workbook", zipped(**{"xl__workbook.xml": "<workbook"}), "is broken or cut off"),
    (
        "a locked workbook",
        OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
        "locked with a password",
    ),
    ("a broken old workbook", OLE + "Workbook".encode("utf-16-le") + b"\x00" * 600, "is broken or cut off"),
    ("an old Word document", OLE + "WordDocument".encode("utf-16-le") + b"\x00" * 600, "a text document"),
    ("an unpacking bomb", sheet_file(" " * 150_000_000), "unpacks to more than"),
    (
        "a sheet of two cells far apart",
        sheet_file(HEAD_XML + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "reaches to row 1048576 and column 16384",
    ),
    (
        "a sheet of far cells in no order",
        sheet_file(
            HEAD_XML
            + '<row r="900000"><c r="A900000"><v>1</v></c></row>'
            + "<row/>" * 200_000
            + '<row r="3"><c r="XFD3"><v>1</v></c></row>'
        ),
        "reaches to row 900000 and column 16384",
    ),
    ("a workbook with empty sheets", sheet_file(""), "is empty"),
    (
        "broken Parquet",
        b"PAR1" + b"\x00" * 100 + b"PAR1",
        "is broken or cut off (expected a whole Parquet file)",
    ),
    (
        "prose",
        "Шановні колеги, надсилаємо вам лист.\nЧекаємо на відповідь.\n".encode(),
        "no header was found",
    ),
    ("numbers only", b"1;2;3\n4;5;6\n7;8;9\n", "no header was found"),
]


@pytest.mark.parametrize(
    ("content", "line"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_what_is_no_list_is_refused_in_one_line(tmp_path: Path, content: bytes, line: str) -> None:
    path = tmp_path / "wanted.csv"
    path.write_bytes(content)
    with pytest.raises(ListError) as refused:
        list(read_list(path).persons())
    said = str(refused.value)
    assert line in said
    assert said.startswith(str(path))
    assert "\n" not in said
    assert len(said) < 400


def test_a_missing_file_and_a_folder_are_one_line_each(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="no such file"):
        read_list(tmp_path / "missing.csv")
    with pytest.raises(ListError, match="is a folder"):
        read_list(tmp_path)


def test_a_cell_of_ten_megabytes_is_left_out_and_the_row_kept(read: Reading) -> None:
    got = read(HEADER + f"1;Іваненко;Петро;1990;{'я' * 10_000_000}\n2;Шевченко;Микола;1985;\n")
    assert [(person.name, person.notes) for person in got.persons] == [
        ("Іваненко Петро", ""),
        ("Шевченко Микола", ""),
    ]
    assert "is too long for a cell" in got.lines[0]
    assert len(got.lines[0]) < 400


def test_a_name_of_ten_megabytes_is_left_out(read: Reading) -> None:
    got = read(HEADER + f"1;{'Я' * 10_000_000};Петро;1990;\n")
    assert got.names() == ["Петро"]


def test_one_row_of_very_many_columns_is_refused_alone(read: Reading) -> None:
    got = read(HEADER + ROW + "8;" * 5000 + "\n9;Бойко;Ян;1990;\n")
    assert got.names() == ["Іваненко Петро", "Бойко Ян"]
    assert "row 3: has 5,001 columns (expected at most 1,000)" in got.lines[0]


def test_noughts_between_the_letters_are_taken_out_and_reported(read: Reading) -> None:
    got = read((HEADER + "7;Іва\x00ненко;Петро;17.05.1990;\n").encode())
    assert got.names() == ["Іва ненко Петро"]
    assert "cannot be seen" in got.lines[0]


@pytest.mark.parametrize(
    "rows",
    [
        '1;"Іваненко;Петро;1990;\n2;Шевченко;Микола;1985;\n3;Бойко;Ян;2000;\n',
        '1;Іваненко";Петро;1990;\n2;Шевченко;Микола;1985;\n3;Бойко;Ян;2000;\n',
        '1;"Іваненко;Петро;1990;\n2;Шевченко";Микола;1985;\n3;Бойко;Ян;2000;\n',
        '1;Іваненко;Петро;1990;\n2;Шевченко;Микола;1985;\n3;Бойко;"Ян;2000;\n',
    ],
)
def test_a_quote_left_open_costs_no_row(read: Reading, rows: str) -> None:
    got = read(HEADER + rows)
    assert [person.id for person in got.persons] == ["1", "2", "3"]
    assert got.names() == ["Іваненко Петро", "Шевченко Микола", "Бойко Ян"]
    assert any("quote that is not closed" in line for line in got.lines)


def test_a_cell_may_have_lines_and_delimiters_in_quotes(read: Reading) -> None:
    got = read(HEADER + '1;"Іваненко";Петро;1990;"один; два\nтри ""чотири"""\n2;Шевченко;Микола;1985;\n')
    assert [person.notes for person in got.persons] == ['один; два три "чотири"', ""]
    assert [person.origin.row for person in got.persons] == [2, 4]
    assert got.lines == []


def test_a_delimiter_too_many_is_reported(read: Reading) -> None:
    got = read(HEADER + "1;Іваненко;Петро;1990;щось; ще щось\n" + ROW)
    assert got.names() == ["Іваненко Петро", "Іваненко Петро"]
    assert "stands to the right of the last column (expected 5 columns)" in got.lines[0]


def test_a_row_in_another_encoding_is_read_and_reported(read: Reading) -> None:
    rows = (
        HEADER.encode()
        + ROW.encode() * 1
        + "8;Шевченко;Микола;1985;\n".encode("cp1251")
        + "9;Бойко;Ян;2000;\n".encode()
    )
    got = read(rows)
    assert got.names() == ["Іваненко Петро", "Шевченко Микола", "Бойко Ян"]
    assert "is not in the encoding of the rest (read as cp1251)" in got.lines[0]


def test_letters_that_were_lost_are_reported(read: Reading) -> None:
    got = read(HEADER + "1;????????;?????;17.05.1990;\n")
    assert got.only.name == ""
    assert "has lost letters" in got.lines[0]


def test_formulas_without_a_value_are_reported(read: Reading, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["ПІБ", "Вік", "Дата народження"],
        ["Іваненко Петро", "=30+9", "17.05.1990"],
        ["Бойко Ян", 20, "=TODAY()"],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "list.xlsx")
    got = read(tmp_path / "list.xlsx")
    assert got.names() == ["Іваненко Петро", "Бойко Ян"]
    assert [(problem.row, problem.column) for problem in got.reader.problems] == [
        (2, "Вік"),
        (3, "Дата народження"),
    ]
    assert all("formula that was never computed" in line for line in got.lines)


def test_errors_of_formulas_are_reported(read: Reading) -> None:
    error = (
        '<row r="2">'
        + text_cell("A2", "Іваненко Петро")
        + '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    got = read(sheet_file(HEAD_XML + error), "list.xlsx")
    assert got.only.birth_date is None
    assert '"#DIV/0!" is the error of a formula' in got.lines[0]


def test_formulas_in_a_text_file_are_reported_and_never_computed(read: Reading) -> None:
    got = read("ПІБ,Підрозділ,Примітка\nІваненко Петро,=1+1,=1+1\n=A1,24 омбр,\n")
    assert [(person.name, person.unit, person.notes) for person in got.persons] == [
        ("Іваненко Петро", "", "=1+1")
    ]
    assert [problem.row for problem in got.reader.problems] == [2, 3, 3]
    assert '"=1+1" is a formula (expected its value)' in got.lines[0]


def test_noughts_kept_by_a_formula_are_kept(read: Reading) -> None:
    got = read('ПІБ;Жетон\nІваненко Петро;="00123"\nБойко Ян;"=""00124"""\n')
    assert [person.service_number for person in got.persons] == ["00123", "00124"]
    assert got.lines == []


def test_a_name_without_letters_is_none(read: Reading) -> None:
    got = read("Прізвище,Ім'я,Вік\n12345,Петро,39\nІваненко,?,40\n")
    assert got.names() == ["Петро", "Іваненко"]
    assert got.lines[0] == 'list.csv, row 2, column "Прізвище": "12345" is not a name (expected letters)'


def test_a_file_cut_off_in_the_middle_of_a_letter_is_read_to_there(read: Reading) -> None:
    whole = (HEADER + ROW + "8;Шевченко;Микола;1985;я").encode()
    got = read(whole[:-1])
    assert got.names() == ["Іваненко Петро", "Шевченко Микола"]


def test_a_workbook_of_empty_styled_cells_far_out_is_no_bomb(read: Reading) -> None:
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read(sheet_file(HEAD_XML + PERSON_XML + styled), "list.xlsx").names() == ["Іваненко Петро"]


def test_the_rows_to_mend_are_written_beside_the_answers(read: Reading, tmp_path: Path) -> None:
    got = read("ПІБ,Дата народження,Примітка\nІваненко Петро,31.02.1990,=cmd\nБойко Ян та Ткач Юрій,1990,\n")
    written = write_rejected(got.reader, tmp_path / "answers.csv")
    assert written == tmp_path / "answers.rejected.csv"
    assert written.read_text(encoding="utf-8").splitlines() == [
        "ПІБ,Дата народження,Примітка,row,column,value,expected,kept",
        "Іваненко Петро,31.02.1990,'=cmd,2,Дата народження,31.02.1990,"
        '"is not a date (expected day.month.year, 1990-05-17, 1990 or 1990~)",yes',
        "Бойко Ян та Ткач Юрій,1990,,3,ПІБ,Бойко Ян та Ткач Юрій,"
        "holds two people (expected one person a row),no",
    ]


def test_mended_rows_can_be_handed_in_again(read: Reading, tmp_path: Path) -> None:
    got = read("ПІБ,Дата народження\nІваненко Петро,31.02.1990\n")
    written = write_rejected(got.reader, tmp_path / "answers.csv")
    assert written is not None
    mended = written.read_text(encoding="utf-8").replace("31.02.1990,2", "28.02.1990,2")
    assert read(mended, "mended.csv").only.text("birth_date") == "1990-02-28"


def test_nothing_to_mend_leaves_no_file(read: Reading, tmp_path: Path) -> None:
    assert write_rejected(read("ПІБ,Вік\nІваненко Петро,39\n").reader, tmp_path / "answers.csv") is None
    assert not (tmp_path / "answers.rejected.csv").exists()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", HEADER.encode(), b"surname,given_name\n", codecs.BOM_UTF16_LE]),
)
def test_no_bytes_do_more_than_be_refused(tmp_path: Path, rest: bytes, start: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(start + rest)
    try:
        persons = list(read_list(path).persons())
    except ListError:
        return
    assert len({person.id for person in persons}) == len(persons)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_does_more_than_be_refused(tmp_path: Path, place: int, bytes_: bytes) -> None:
    whole = bytearray(sheet_file(HEAD_XML + PERSON_XML))
    place %= len(whole)
    whole[place : place + len(bytes_)] = bytes_
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(bytes(whole))
    try:
        list(read_list(path).persons())
    except ListError as refused:
        assert "\n" not in str(refused)  # noqa: PT017  # a property of the error
