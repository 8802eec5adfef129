"""A file of pairs is answered row for row, in whatever encoding it comes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from allforall.names.errors import NamesError
from allforall.names.pairs import open_pairs, write_scores

ROWS = (
    "id,left,right,note\n"
    '1,"Шевченко, Микола",Николай Шевченко,так\n'
    "2,,Іван,\n"
    "3,Юрій Коваль,Георгій Коваль,ні\n"
)


def scored(source: Path, target: Path) -> list[dict[str, str]]:
    pairs = open_pairs(source)
    write_scores(pairs, target, lambda _: None)
    with target.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=pairs.delimiter))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-u"])
def test_the_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "pairs.csv"
    source.write_bytes(ROWS.encode(encoding))
    rows = scored(source, tmp_path / "scores.csv")
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert [row["note"] for row in rows] == ["так", "", "ні"]
    assert float(rows[0]["score"]) > 0.8 > 0.5 > float(rows[2]["score"])
    assert "equal given names" in rows[0]["reasons"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_and_kept(tmp_path: Path, delimiter: str) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text(f"Right{delimiter} LEFT\nІван{delimiter}Ivan\n", encoding="utf-8")
    rows = scored(source, tmp_path / "scores.csv")
    assert list(rows[0]) == ["Right", "LEFT", "score", "reasons"]


def test_the_line_a_spreadsheet_program_writes_for_itself_is_passed_over(tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_bytes("sep=;\r\nleft;right\r\nІван;Ivan\r\n".encode("utf-8-sig"))
    assert [row["left"] for row in scored(source, tmp_path / "scores.csv")] == ["Іван"]


def test_short_rows_are_filled_and_old_scores_replaced(tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text("left,right,score\nІван,Ivan,0.1\nІван\n", encoding="utf-8")
    rows = scored(source, tmp_path / "scores.csv")
    assert float(rows[0]["score"]) > 0.8
    assert float(rows[1]["score"]) == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", 'no column "left"'),
        (b"a,b\n1,2\n", "found a, b"),
        (b"left,other\n1,2\n", 'no column "right"'),
        (b"left,right\nA,B,C\n", "row 2 has 3 cells"),
        (b"\x00\x01\x02\xff\xfe" * 100, 'no column "left"'),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused_and_nothing_is_left(
    tmp_path: Path, content: bytes, told: str
) -> None:
    source, target = tmp_path / "pairs.csv", tmp_path / "scores.csv"
    source.write_bytes(content)
    with pytest.raises(NamesError, match=told):
        write_scores(open_pairs(source), target, lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_a_header_alone_gives_a_header(tmp_path: Path) -> None:
    source = tmp_path / "pairs.csv"
    source.write_text("left,right\n", encoding="utf-8")
    assert scored(source, tmp_path / "scores.csv") == []
