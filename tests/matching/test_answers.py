"""ANSWERS.csv, to the letter."""

import csv

import pytest

from allforall.matching.answer import Answer, Candidate, Comparison, Decision
from allforall.matching.answers import COLUMNS, write_answers
from allforall.people.errors import OutputError

SURNAME = Comparison("surname", "same_surname", "Гук", "Huk", 8.0, "surnames agree: Гук / Huk")
BIRTH = Comparison(
    "birth_date", "birth_date_differs", "1990", "1970", -9.04, "years of birth lie apart: 1990 / 1970"
)
ANSWERS = [
    Answer(
        "w1",
        Decision.ASK,
        (Candidate("r,7", 1, 0.62345678, -1.04, (SURNAME, BIRTH)), Candidate("r8", 2, 0.1, -3.0, (SURNAME,))),
        0.27654322,
        "a person must judge: years of birth lie apart",
    ),
    Answer("w2", Decision.NONE, (), 1.0, "no row of the register comes near"),
]
WRITTEN = """\
request_id,rank,register_id,probability,match_weight,decision,reasons
w1,1,"r,7",0.623457,-1.04,ask,a person must judge: years of birth lie apart; years of birth lie apart: 1990 / 1970 (-9.0); surnames agree: Гук / Huk (+8.0)
w1,2,r8,0.100000,-3.00,ask,surnames agree: Гук / Huk (+8.0)
w2,0,,0.000000,0.00,none,no row of the register comes near
"""  # noqa: E501


def test_the_file_to_the_letter(tmp_path):
    write_answers(tmp_path / "answers.csv", ANSWERS)
    text = (tmp_path / "answers.csv").read_bytes().decode("utf-8")
    assert text.replace("\r\n", "\n") == WRITTEN


def test_every_row_has_every_column(tmp_path):
    write_answers(tmp_path / "answers.csv", ANSWERS)
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_a_folder_nowhere_is_refused(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_answers(tmp_path / "no" / "answers.csv", ANSWERS)


def test_what_stood_there_stays_when_writing_fails(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("old")

    def answers():
        yield ANSWERS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="no space left"):
        write_answers(path, answers())
    assert [each.name for each in tmp_path.iterdir()] == ["answers.csv"]
    assert path.read_text() == "old"
