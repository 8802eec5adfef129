"""What is written is read again, and nothing written is ever a formula or a link."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allforall.people import (
    ALL_FIELDS,
    DATE_FIELDS,
    OutputError,
    PartialDate,
    Person,
    read_list,
    write_csv,
    write_rows,
    write_xlsx,
)
from allforall.people.cells import NUMBER_FIELDS, without_nothings
from allforall.people.text import clean, guarded, unguarded

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "'=x",
    "''=x",
    "=HYPERLINK(1)",
    "https://example.org",
    "'",
    "-",
    "'-3",
    "-3",
    "+380",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@\t\r1,.a", max_size=6))
def test_every_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_numbers_need_no_guard() -> None:
    assert [guarded(text) for text in ("-3.2", "+5", "-12,5", "12")] == ["-3.2", "+5", "-12,5", "12"]


# Words that pass through a list unchanged: cleaned, not a word for nothing, and plain as a name.
words = (
    st.text(alphabet="абвгґєіїйқАБВЄІЇabcİşğéא中'-", min_size=2, max_size=8).map(clean).filter(str.isalpha)
)
notes = st.text(max_size=20).map(clean).filter(lambda text: "\x00" not in text)
texts = notes.map(lambda text: without_nothings([text.lstrip("= ")])[0])
dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1900, 2020), approximate=st.booleans()),
    st.builds(PartialDate, st.integers(1900, 2020), st.integers(1, 12), st.integers(1, 28)),
)
numbers = st.from_regex(r"[A-ZА-Я]{0,2}-?[0-9]{1,9}", fullmatch=True)
CODED = {
    "sex": st.sampled_from(["", "male", "female"]),
    "category": st.sampled_from(["", "military", "civilian", "woman"]),
}
NAMES = ("surname", "given_name", "patronymic", "full_name")


def _values() -> dict[str, st.SearchStrategy[object]]:
    chosen: dict[str, st.SearchStrategy[object]] = {}
    for name in ALL_FIELDS:
        if name in DATE_FIELDS:
            chosen[name] = dates
        elif name in NAMES:
            chosen[name] = words
        elif name in NUMBER_FIELDS:
            chosen[name] = numbers
        else:
            chosen[name] = CODED.get(name, notes if name == "notes" else texts)
    return chosen


persons = st.builds(Person, **_values())
lists = st.lists(persons, min_size=1, max_size=5, unique_by=lambda person: person.id).filter(
    lambda each: all(person.id for person in each)
)


def _facts(person: Person) -> list[str]:
    return [person.text(name) for name in ALL_FIELDS]


@pytest.mark.parametrize(("write", "name"), [(write_csv, "list.csv"), (write_xlsx, "list.xlsx")])
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(many=lists)
def test_what_is_written_is_read_again(
    tmp_path: Path, write: Callable[..., int], name: str, many: list[Person]
) -> None:
    assert write(tmp_path / name, many, ALL_FIELDS) == len(many)
    reader = read_list(tmp_path / name)
    assert [_facts(person) for person in reader.persons()] == [_facts(person) for person in many]
    assert reader.problems == []


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "list.xlsx",
        [Person(id=str(i), surname="Іваненко", notes=text) for i, text in enumerate(HOSTILE)],
    )
    with zipfile.ZipFile(tmp_path / "list.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
    rows = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].iter_rows(min_row=2)
    cells = [row[16] for row in rows]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_cell_of_a_text_file_is_a_formula(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.csv", ["text"], [[text] for text in HOSTILE])
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as handle:
        written = [row[0] for row in csv.reader(handle)][1:]
    assert [text for text in written if text[0] in "=@" or text[:2] in ("+1", "-1")] == []


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="row 2, column notes: too long"):
        write_xlsx(tmp_path / "list.xlsx", [Person(id="1", surname="А", notes="я" * 40_000)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_folder_that_is_missing_is_one_line(tmp_path: Path, write: Callable[..., int]) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "missing" / "list.out", [Person(id="1", surname="А")])


@pytest.mark.parametrize(("write", "name"), [(write_csv, "list.csv"), (write_xlsx, "list.xlsx")])
def test_a_list_that_breaks_off_leaves_nothing(tmp_path: Path, write: Callable[..., int], name: str) -> None:
    def broken() -> object:
        yield Person(id="1", surname="А")
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError):
        write(tmp_path / name, broken())
    assert list(tmp_path.iterdir()) == []
