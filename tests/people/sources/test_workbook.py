"""Spreadsheets of other makes: the old format, OpenDocument, pages and XML that call themselves .xls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from allforall.people import ListError

Reading = Callable[..., Any]


def test_an_old_workbook_is_read(read: Reading, old_workbook: Callable[..., bytes]) -> None:
    rows = [
        ["ПІБ", "Дата народження", "Жетон"],
        ["Іваненко Петро", (33010.0,), 12345],
        ["Бойко Ян", "1985", "007"],
    ]
    got = read(old_workbook(rows), "list.xls")
    assert [(person.name, person.text("birth_date"), person.service_number) for person in got.persons] == [
        ("Іваненко Петро", "1990-05-17", "12345"),
        ("Бойко Ян", "1985", "007"),
    ]
    assert got.persons[0].origin.sheet == "Список"


def test_a_damaged_old_workbook_says_nothing_but_its_one_line(
    read: Reading, old_workbook: Callable[..., bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    """The library that reads it panics on this one and would print where."""
    whole = bytearray(old_workbook([["ПІБ", "Вік"], ["Іваненко Петро", 39]]))
    whole[0x3C:0x40] = b"\x63\x00\x00\x00"  # a small-sector table where there is none
    whole[0x40:0x44] = b"\x01\x00\x00\x00"
    for place in range(0, 512, 16):
        damaged = bytes(whole[:place]) + b"\x74\x00\x00\x00" + bytes(whole[place + 4 :])
        with suppress(ListError):
            read(damaged, "list.xls")
    assert capfd.readouterr().err == ""


def open_document(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="Список">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return packed.getvalue()


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>" + "".join(cells) + "</table:table-row>"


def ods_text(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def test_an_open_document_sheet_is_read(read: Reading) -> None:
    day = 'office:value-type="date" office:date-value="1990-05-17"'
    date = f"<table:table-cell {day}><text:p>17.05.90</text:p></table:table-cell>"
    empty = '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = ods_row(ods_text("ПІБ"), ods_text("Дата народження"), empty) + ods_row(
        ods_text("Іваненко Петро"), date, empty
    )
    rows += ods_row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        more=' table:number-rows-repeated="1048574"',
    )
    assert read(open_document(rows), "list.ods").only.text("birth_date") == "1990-05-17"


@pytest.mark.parametrize(
    "row",
    [
        ods_row(ods_text("Іваненко", ' table:number-columns-repeated="16000"')),
        ods_row(ods_text("Іваненко"), more=' table:number-rows-repeated="1000000"'),
    ],
)
def test_an_open_document_that_repeats_itself_is_refused(read: Reading, row: str) -> None:
    with pytest.raises(ListError, match="repeats a filled cell or row"):
        read(open_document(ods_row(ods_text("ПІБ"), ods_text("Вік")) + row), "list.ods")


PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}"><style>td {{ color: red }}</style>
</head><body>
<h1>Список</h1><table border=1>
<tr><th rowspan=2>П.І.Б.</th><th colspan=2>Полон</th><th>Вік</th></tr>
<tr><th>Дата</th><th>Місце</th></tr>
<tr><td>Іваненко&nbsp;Петро</td><td>12.04.2022</td><td>Маріуполь &amp; район</td><td>39
<tr><td>Шевченко<br>Микола</td><td></td><td rowspan="2">Бахмут</td><td>40</td></tr>
<tr><td>Бойко Ян</td><td>2023</td><td>20</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_a_page_saved_as_a_workbook_is_read(read: Reading, charset: str) -> None:
    page = PAGE.format(charset=charset)
    got = read(page.encode(charset), "list.xls")
    assert got.names() == ["Іваненко Петро", "Шевченко Микола", "Бойко Ян"]
    assert [person.captured_at for person in got.persons] == ["Маріуполь & район", "Бахмут", "Бахмут"]
    assert [person.text("captured_on") for person in got.persons] == ["2022-04-12", "", "2023"]
    assert [person.text("birth_date") for person in got.persons] == ["1986~", "1985~", "2005~"]


def test_a_page_of_two_tables_gives_the_one_with_persons(read: Reading) -> None:
    page = (
        "<table><tr><td>Меню</td></tr></table><table><tr><td>ПІБ<td>Вік<tr><td>Іваненко Петро<td>39</table>"
    )
    assert read(page, "list.xls").names() == ["Іваненко Петро"]


XML_2003 = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Титул"><Table><Row><Cell><Data ss:Type="String">Центр</Data></Cell></Row></Table>
</Worksheet>
<Worksheet ss:Name="Список"><Table ss:ExpandedColumnCount="3">
<Row><Cell><Data ss:Type="String">ПІБ</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Дата народження</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="String">Іваненко Петро</Data></Cell><Cell/>
<Cell><Data ss:Type="DateTime">1990-05-17T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_the_xml_of_2003_is_read(read: Reading) -> None:
    got = read(XML_2003, "list.xls")
    assert (got.only.name, got.only.text("birth_date")) == ("Іваненко Петро", "1990-05-17")
    assert (got.only.origin.sheet, got.only.origin.row) == ("Список", 5)
