"""Answers as `match` writes them, with or without an officer's judgements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from allforall.plan.answered import Answered, read_answers, read_judged
from allforall.plan.checker.answers import answer_rows, named_rows
from allforall.plan.errors import PlanError

HEADER = "request_id,rank,register_id,probability,match_weight,decision,reasons"
Read = Callable[..., dict[str, Answered]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(
        *rows: str, header: str = HEADER, requests: str = "1 2 3", **more: object
    ) -> dict[str, Answered]:
        path = tmp_path / "answers.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return read_answers(path, requests.split(), **more)  # type: ignore[arg-type]

    return read_text


def test_the_candidate_of_rank_one_is_the_answer(read: Read) -> None:
    found = read("1,1,R1,0.98,20,sure,x", "1,2,R2,0.01,3,sure,y", "2,0,,,,none,")
    assert (found["1"].first, found["1"].decision, found["1"].probability) == ("R1", "sure", {"R1": 0.98})
    assert (found["2"].first, found["2"].decision) == ("", "none")


def test_judgements_in_the_answers_are_gathered(read: Read) -> None:
    header = HEADER + ",judgement"
    found = read(
        "1,1,R1,0.5,9,ask,,не той", "1,2,R2,0.4,8,ask,,той самий", "2,1,R3,0.5,9,ask,,unsure",
        "3,0,,,,none,,no",
        header=header,
    )  # fmt: skip
    assert (found["1"].not_same, found["1"].same) == ({"R1"}, {"R2": 2.0})
    assert (found["2"].unsure, found["3"].nobody) == ({"R3"}, True)


def test_remarks_tell_the_standing_and_reasons_do_not(read: Read) -> None:
    found = read(
        "1,1,R1,0.9,9,sure,died is on both lists,", "2,1,R2,0.9,9,sure,,died", header=HEADER + ",status"
    )
    assert (found["1"].standing, found["2"].standing) == ("", "dead")


def test_judgements_kept_elsewhere_count_as_if_they_stood_here(read: Read) -> None:
    found = read("1,1,R1,0.5,9,ask,", judged={("1", "R1"): "same"})
    assert found["1"].same == {"R1": 1.0}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["9,1,R1,0.9,9,sure,"], "'9' is not on the list"),
        (["1,1,R1,0.9,9,yes,"], "decision 'yes'"),
        (["1,first,R1,0.9,9,sure,"], "rank 'first' is not a number"),
        (["1,1,R1,high,9,sure,"], "probability 'high' is not a number"),
        (["1,1,R1,0.9,9,sure,", "1,2,R2,0.1,9,ask,"], "decision 'ask', but 'sure' on an earlier row"),
        (["1,1,R1,0.9,9,sure,", "1,1,R2,0.1,9,sure,"], "two register rows of rank 1"),
        (["1,1"], "has 2 cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(read: Read, rows: list[str], reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        read(*rows)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["1,1,R1,0.9,9,ask,,hm"], "judgement 'hm'"),
        (["1,0,,,,none,,same"], "names no register_id"),
        (["1,1,R1,0.9,9,ask,,same", "1,1,R1,0.9,9,ask,,not same"], "judged twice, differently"),
    ],
)
def test_judgements_that_contradict_are_refused(read: Read, rows: list[str], reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        read(*rows, header=HEADER + ",judgement")


def test_a_judged_pair_that_was_never_answered_is_refused(read: Read) -> None:
    with pytest.raises(PlanError, match="no row for the judged pair '2' and 'R9'"):
        read("1,1,R1,0.5,9,ask,", judged={("2", "R9"): "same"})


def test_delimiters_byte_order_marks_and_order_of_columns_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    text = "decision;register_id;rank;REQUEST_ID;probability\nsure;R1;1;1;0,97\n"
    path.write_text(text, encoding="utf-8-sig")
    assert read_answers(path, ["1"])["1"].probability == {"R1": 0.97}


def test_a_table_of_judgements_is_read(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text("request_id,register_id,judgement\n1,R1,да\n2,R2,\n3,R3,не знаю\n", encoding="utf-8")
    assert read_judged(path) == {("1", "R1"): "same", ("3", "R3"): "unsure"}


def test_a_workbook_gives_answers_and_the_judgements_of_every_sheet(tmp_path: Path) -> None:
    """As `match` writes it and an officer fills it in: all answers on one sheet, doubtful ones on another."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "answers.xlsx"
    book = xlsxwriter.Workbook(str(path))
    columns = ["request_id", "rank", "register_id", "decision", "probability", "judgement"]
    rows = {
        "Answers": [[7, 1, 12, "ask", 0.6, ""], [7, 2, 13, "ask", 0.3, ""]],
        "To judge": [[7, 2, 13, "ask", 0.3, "да"]],
    }
    for name, lines in rows.items():
        sheet = book.add_worksheet(name)
        for at, line in enumerate([columns, *lines]):
            sheet.write_row(at, 0, line)
    book.add_worksheet("Summary").write(0, 0, "made by hand")
    book.close()
    assert read_answers(path, ["7"])["7"].same == {"13": 2.0}
    assert named_rows(answer_rows(path, None)["7"]) == (["13"], 0.3)
