import csv

import numpy as np
import pytest

from allforall.people.errors import OutputError
from allforall.rehearsal import sheets


def test_ids_are_numbered():
    assert sheets.numbered("R", 2).tolist() == ["R0000001", "R0000002"]


def test_dates_are_iso_before_and_after_1970():
    assert sheets.dates(np.array([0, -1, 365, 0])).tolist() == [
        "1970-01-01",
        "1969-12-31",
        "1971-01-01",
        "1970-01-01",
    ]


def test_awkward_values_come_back_from_the_file(sheet, tmp_path):
    awkward = ['say "x"', "a,b", "two\nlines", "=1+1", " ", "'"]
    sheet.columns["notes"][: len(awkward)] = awkward
    sheets.write_csv(sheet, tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["notes"] for row in rows[: len(awkward)]] == awkward
    assert tuple(rows[0]) == sheets.COLUMNS


def test_nothing_is_left_of_a_file_that_cannot_be_written(sheet, tmp_path):
    with pytest.raises(OutputError):
        sheets.write_csv(sheet, tmp_path / "missing" / "list.csv")
    assert list(tmp_path.iterdir()) == []


def test_civilians_have_no_rank_unit_or_number(sheet, people):
    civilian = people.service.civilian[sheet.persons] == 1
    assert civilian.any()
    for column in ("rank", "unit", "service_number"):
        assert set(sheet.columns[column][civilian]) == {""}


def test_words_are_of_the_rows_language(sheet):
    for language in ("uk", "ru", "la"):
        for field in ("sex", "category"):
            known = {form for forms in sheets.words(field, language) for form in forms}
            assert set(sheet.columns[field][sheet.languages == language]) <= known


def test_one_list_keeps_to_one_word_for_each_sex(sheet):
    assert len(set(sheet.columns["sex"])) == 6  # two sexes in three languages


def test_latin_rows_mostly_have_latin_numbers(sheet):
    numbers = [number for number in sheet.columns["service_number"][sheet.languages == "la"] if number]
    assert 0.4 < np.mean([number.isascii() for number in numbers]) < 0.8
