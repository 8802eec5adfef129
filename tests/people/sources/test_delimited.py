"""Cells of lines: quotes used rightly and wrongly, and the quick way against the slow one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allforall.people import read_list
from allforall.people.sources import quick
from allforall.people.sources.quoting import LineReader

Reading = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b\n1;2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a;b\n\n1;2", [(1, ["a", "b"]), (3, ["1", "2"])]),
        ('1;"x;y"\n', [(1, ["1", "x;y"])]),
        ('1;"x ""y"" z"\n', [(1, ["1", 'x "y" z'])]),
        ('1;"x\ny"\n2;z\n', [(1, ["1", "x\ny"]), (3, ["2", "z"])]),
        ('"Грач" Іван;2\n', [(1, ['"Грач" Іван', "2"])]),
        ('Іван "Грач";2\n', [(1, ['Іван "Грач"', "2"])]),
        ('"1;2"\n', [(1, ["1", "2"])]),
        ('"x;2\n3;4\n', [(1, ["x", "2"]), (2, ["3", "4"])]),
        ('x";2\n3;4\n', [(1, ["x", "2"]), (2, ["3", "4"])]),
        ('1;"x\n3;"y\n5;z\n', [(1, ["1", "x"]), (2, ["3", "y"]), (3, ["5", "z"])]),
    ],
)
def test_lines_are_split_into_cells(text: str, rows: list[tuple[int, list[str]]]) -> None:
    reader = LineReader(";", 2)
    assert [(number, cells) for number, cells, _ in [*reader.rows(text), *reader.rest()]] == rows


def test_a_cell_over_lines_may_end_in_the_next_block() -> None:
    reader = LineReader(";", 2)
    assert list(reader.rows('1;"x\n')) == []
    assert reader.pending
    assert list(reader.rows('y"\n2;z\n')) == [(1, ["1", "x\ny"], None), (3, ["2", "z"], None)]


def test_a_quote_open_for_a_whole_book_is_a_stray_one() -> None:
    reader = LineReader(";", 2)
    rows = list(reader.rows('1;"x\n' + "2;y\n" * 500))
    assert len(rows) + len(list(reader.rest())) == 501


cells = st.text(alphabet="аБcİ ,'=1-\u00a0\u200b\"", max_size=6)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=12)


def _written(table: list[list[str]], quoted: bool) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if quoted or '"' in text or "," in text else text

    return "id,surname,unit\n" + "".join(",".join(map(cell, row)) + "\n" for row in table)


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(table=tables, quoted=st.booleans(), size=st.sampled_from([1, 5, 1000]))
def test_the_quick_way_reads_what_the_slow_way_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: list[list[str]], quoted: bool, size: int
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(_written(table, quoted) + "x,Іваненко,7\n", encoding="utf-8", newline="")
    found = []
    for least in (1 << 40, 0):
        monkeypatch.setattr(quick, "_LEAST", least)
        reader = read_list(path)
        persons = [person for batch in reader.batches(size) for person in batch.persons()]
        found.append((persons, [problem.text for problem in reader.problems], reader.notes[:]))
    assert found[0] == found[1]


def test_the_quick_way_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the test above compares two ways."""
    taken = []
    plain = quick.quick_chunk

    def spy(*given: Any) -> Any:
        taken.append(plain(*given))
        return taken[-1]

    monkeypatch.setattr("allforall.people.sources.delimited.quick_chunk", spy)
    path = tmp_path / "list.csv"
    path.write_text(
        "id,surname,unit\n" + "".join(f"{n},Іваненко,{n}\n" for n in range(10_000)), encoding="utf-8"
    )
    assert len(list(read_list(path).persons())) == 10_000
    assert taken[0] is not None
