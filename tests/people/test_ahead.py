"""A list read by a second process must be the list, with its problems and refusals."""

from operator import attrgetter

import pytest

from allforall.people import ahead
from allforall.people.errors import ListError
from allforall.people.reading import read_list

COLUMNS = attrgetter("columns")
LIST = "id,surname,given_name,birth_date\n" + "".join(
    f"{n},Коваль{n % 7},Іван,{n % 28 + 1:02d}.05.1990\n" for n in range(300)
)


@pytest.fixture(autouse=True)
def every_list_is_large(monkeypatch):
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(ahead, "_ROWS", 64)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)


def written(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    return path


def test_the_rows_are_those_of_the_reader(tmp_path):
    reader = read_list(written(tmp_path, LIST))
    expected = [cell for batch in reader.batches() for cell in batch.columns["surname"].cells()]
    found = [cell for columns in ahead.read_ahead(reader, COLUMNS) for cell in columns["surname"].cells()]
    assert found == expected


def test_the_problems_are_complete_at_the_end(tmp_path):
    reader = read_list(written(tmp_path, LIST + "301,Бойко,Петро,31.02.1990\n"))
    list(ahead.read_ahead(reader, COLUMNS))
    assert [(problem.row, problem.value) for problem in reader.problems] == [(302, "31.02.1990")]


def test_progress_is_told_across_processes(tmp_path):
    told = []
    reader = read_list(written(tmp_path, LIST), progress=lambda *done: told.append(done))
    list(ahead.read_ahead(reader, COLUMNS))
    assert told
    assert told[-1][0] == told[-1][1]


def test_a_strict_reader_refuses_as_it_would_here(tmp_path):
    reader = read_list(written(tmp_path, LIST + "301,Бойко,Петро,31.02.1990\n"), strict=True)
    with pytest.raises(ListError, match="row 302"):
        list(ahead.read_ahead(reader, COLUMNS))


def test_a_child_that_dies_is_a_refusal_not_a_hang(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead.sys, "executable", "/bin/false")
    with pytest.raises(ListError, match="stopped before the end"):
        list(ahead.read_ahead(read_list(written(tmp_path, LIST)), COLUMNS))
