import datetime

import openpyxl
import pytest

from allforall.people.errors import OutputError
from allforall.rehearsal.lists import rehearse
from allforall.rehearsal.plan import Plan
from allforall.rehearsal.spreadsheets import write_office_workbook


@pytest.fixture(scope="module")
def wanted():
    return rehearse(Plan(300, 250, seed=4, every_column=True)).wanted


@pytest.fixture(scope="module")
def book(wanted, tmp_path_factory):
    path = tmp_path_factory.mktemp("books") / "wanted.xlsx"
    write_office_workbook(wanted, path, "uk", seed=3)
    return openpyxl.load_workbook(path)


def _cells(book):
    return [
        cell
        for page in book
        if page.sheet_state == "visible"
        for row in page.iter_rows(values_only=True)
        for cell in row
    ]


def test_a_title_stands_merged_above_the_header(book):
    page = book.worksheets[0]
    assert any(str(merged).startswith("A1:") for merged in page.merged_cells.ranges)
    assert page["A3"].value in (None, "№", "№ з/п", "№ п/п")


def test_every_person_is_in_the_book(book, wanted):
    assert set(wanted.columns["id"]) <= set(map(str, _cells(book)))


def test_date_cells_stand_beside_text_dates(book):
    cells = _cells(book)
    assert sum(isinstance(cell, datetime.datetime) for cell in cells) > 50
    assert any(isinstance(cell, str) and cell[2:3] == "." and cell[5:6] == "." for cell in cells)


def test_there_are_section_rows_totals_and_a_hidden_sheet(book):
    words = " ".join(str(cell) for cell in _cells(book))
    assert "Розділ" in words or "Група" in words
    assert "Всього" in words or "Разом" in words
    assert [page.sheet_state for page in book].count("hidden") == 1


def test_the_list_goes_on_on_a_second_sheet(book):
    visible = [page for page in book if page.sheet_state == "visible"]
    assert len(visible) == 2
    assert visible[1].max_row > 40


def test_no_cell_is_a_formula(wanted, tmp_path):
    wanted.columns["notes"][0] = "=1+1"
    write_office_workbook(wanted, tmp_path / "book.xlsx", "en", seed=1)
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert not [cell for page in book for row in page for cell in row if cell.data_type == "f"]
    wanted.columns["notes"][0] = ""


@pytest.mark.parametrize("language", ["uk", "ru", "tr", "en"])
def test_the_same_seed_gives_the_same_book(wanted, tmp_path, language):
    write_office_workbook(wanted, tmp_path / "one.xlsx", language, seed=7)
    write_office_workbook(wanted, tmp_path / "two.xlsx", language, seed=7)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_missing_folder_is_refused(wanted, tmp_path):
    with pytest.raises(OutputError):
        write_office_workbook(wanted, tmp_path / "nowhere" / "book.xlsx")
