"""The workbook: an officer can work in it, the program reads it back, and no value ever becomes a formula."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from allforall.matching import workbook
from allforall.matching.about import About, Source
from allforall.matching.answer import Answer, Candidate, Comparison, Decision
from allforall.matching.judgements import Judgement, Verdict, read_judgements
from allforall.matching.workbook import WorkbookError, write_workbook
from allforall.people.errors import OutputError
from allforall.people.messages import LANGUAGES, messages

ABOUT = About(
    Source("list.csv", "ab" * 32, 3, 1), Source("register.xlsx", "cd" * 32, 5), "2026-11-22", "allforall"
)
REQUESTS = {
    "1": {"surname": "Гук", "given_name": "Іван", "birth_date": "17.05.1990", "captured_at": "Маріуполь"},
    "2": {"surname": "Коваль", "given_name": "Микола", "birth_date": ""},
    "3": {"full_name": "Мельник Олена"},
}
REGISTER = {
    "0071": {
        "surname": "Huk",
        "given_name": "Ivan",
        "birth_date": "1990-05-17",
        "captured_at": "Mariupol",
        "held_at": "Camp 7",
    },
    "0072": {"surname": "Koval", "given_name": "Mykola", "birth_date": "1985-01-02"},
    "0073": {"surname": "Koval", "given_name": "Mykola", "birth_date": "1991-01-02"},
    "0074": {"surname": "Kovalj", "given_name": "Nikolai", "birth_date": "1991-01-02"},
}
SURNAME = Comparison("surname", "same_surname", "Гук", "Huk", 9.0, "surnames agree: Гук / Huk")
OTHER_DAY = Comparison("birth_date", "birth_date_differs", "", "1985", -8.0, "years of birth lie apart")


def candidate(row: str, rank: int, probability: float, *same_as: str) -> Candidate:
    comparisons = (SURNAME, OTHER_DAY) if rank > 1 else (SURNAME,)
    return Candidate(row, rank, probability, sum(each.weight for each in comparisons), comparisons, same_as)


ANSWERS = [
    Answer("1", Decision.SURE, (candidate("0071", 1, 0.997),), 0.003, "no other row comes near"),
    Answer(
        "2",
        Decision.ASK,
        (candidate("0072", 1, 0.5), candidate("0073", 2, 0.3, "0074"), candidate("0074", 3, 0.1, "0073")),
        0.1,
        "ask for: date of birth",
    ),
    Answer("3", Decision.NONE, (), 1.0, "no row of the register comes near"),
]


def written(path: Path, lang: str = "en") -> Path:
    write_workbook(path, ANSWERS, REQUESTS, REGISTER, about=ABOUT, lang=lang)
    return path


def sheet(path: Path, name: str) -> Worksheet:
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def lines(path: Path, name: str) -> list[dict[str, object]]:
    rows = [list(row) for row in sheet(path, name).iter_rows(values_only=True)]
    header = [str(cell) for cell in rows[0]]
    return [dict(zip(header, row, strict=True)) for row in rows[1:]]


def test_there_are_the_four_sheets_and_the_summary_is_seen_first(tmp_path):
    book = load_workbook(written(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Answers", "To judge", "Summary", "Namesakes and doubles"]
    assert book.active is not None
    assert book.active.title == "Summary"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_columns_other_programs_read_keep_their_names_in_every_language(tmp_path, lang):
    found = lines(written(tmp_path / "a.xlsx", lang), "Answers")
    contract = {"request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons"}
    assert contract | {"judgement", "by", "comment"} <= found[0].keys()
    assert [each["register_id"] for each in found] == ["0071", "0072", "0073", "0074", None]
    assert [each["decision"] for each in found] == ["sure", "ask", "ask", "ask", "none"]
    assert [each["rank"] for each in found] == [1, 1, 2, 3, 0]


def test_both_rows_stand_side_by_side_as_written(tmp_path):
    first = lines(written(tmp_path / "a.xlsx"), "Answers")[0]
    assert (first["name (list)"], first["name (register)"]) == ("Гук Іван", "Huk Ivan")
    assert (first["birth date (list)"], first["birth date (register)"]) == ("17.05.1990", "1990-05-17")
    assert (first["capture (list)"], first["held at (register)"]) == ("Маріуполь", "Camp 7")
    assert first["in words"] == "sure: one person"
    assert first["reasons"] == "no other row comes near; surnames agree (+9.0)"


def test_cells_are_coloured_by_what_speaks_for_and_against(tmp_path):
    page = sheet(written(tmp_path / "a.xlsx"), "Answers")
    header = [cell.value for cell in page[1]]
    name, birth = header.index("name (register)"), header.index("birth date (register)")
    agreeing, differing = page[2][name].fill.fgColor.rgb, page[4][birth].fill.fgColor.rgb
    assert agreeing != differing
    assert page[2][birth].fill.fgColor.rgb not in (agreeing, differing)


def test_evidence_counted_once_does_not_colour_a_cell_against(tmp_path):
    """Unit, day and place of capture that all agree stay green, though they count less together."""
    together = Comparison("capture", "captured_in_company", "", "", -3.0, "counted once")
    agreeing = Comparison("captured_at", "same_capture_place", "Маріуполь", "Mariupol", 4.0, "same place")
    answers = [Answer("1", Decision.ASK, (Candidate("0071", 1, 0.9, 1.0, (agreeing, together)),), 0.1, "")]
    write_workbook(tmp_path / "a.xlsx", answers, REQUESTS, REGISTER, about=ABOUT)
    page = sheet(tmp_path / "a.xlsx", "Answers")
    capture = [cell.value for cell in page[1]].index("capture (register)")
    assert page[2][capture].fill.fgColor.rgb == "FFE4F4EC"


def test_an_officer_finds_a_frozen_header_a_filter_a_choice_of_words_and_numbered_pages(tmp_path):
    page = sheet(written(tmp_path / "a.xlsx"), "Answers")
    assert page.freeze_panes == "F2"
    assert page.auto_filter.ref is not None
    assert page.data_validations.dataValidation[0].formula1 == '"same,not same,unsure"'
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.fitToHeight == 0
    assert "&P" in (page.oddFooter.right.text or "")
    assert page.print_title_rows == "$1:$1"


def test_only_open_requests_stand_on_the_sheet_to_judge(tmp_path):
    found = lines(written(tmp_path / "a.xlsx"), "To judge")
    assert {each["request_id"] for each in found} == {"2"}
    assert {each["would settle it"] for each in found} == {"ask the other side for: birth date"}


def test_the_summary_names_files_counts_and_limits(tmp_path):
    cells = [str(cell) for row in sheet(written(tmp_path / "a.xlsx"), "Summary").iter_rows(values_only=True)
             for cell in row if cell is not None]  # fmt: skip
    for text in ("ab" * 32, "cd" * 32, "list.csv", "sure: one person", "When to stop trusting the machine"):
        assert text in cells


def test_a_person_twice_on_the_register_is_shown_with_both_rows(tmp_path):
    found = lines(written(tmp_path / "a.xlsx"), "Namesakes and doubles")
    double = [
        each["id"] for each in found if each["what was found"] == "may be one person on the register twice"
    ]
    assert double == ["0073", "0074"]


def test_what_an_officer_fills_in_is_read_back_after_sorting(tmp_path):
    path = written(tmp_path / "a.xlsx", "uk")
    book = load_workbook(path)
    page = book["Answers"]
    header = [cell.value for cell in page[1]]
    at = {name: header.index(name) + 1 for name in ("judgement", "by", "comment")}
    page.cell(3, at["judgement"], "same: та сама особа")
    page.cell(3, at["by"], "ОК")
    page.cell(4, at["judgement"], "інша особа")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
    book.save(path)
    assert set(read_judgements(path)) == {
        Judgement("2", "0072", Verdict.SAME, "ОК", ""),
        Judgement("2", "0073", Verdict.NOT_SAME, "", ""),
    }


def test_a_fresh_workbook_holds_no_judgement(tmp_path):
    assert read_judgements(written(tmp_path / "a.xlsx")) == ()


def test_arabic_sheets_run_from_right_to_left(tmp_path):
    book = load_workbook(written(tmp_path / "a.xlsx", "ar"))
    assert all(each.sheet_view.rightToLeft for each in book.worksheets)
    assert book.sheetnames[1] == messages("ar").say("workbook.to_judge")
    assert book.worksheets[2]["A2"].alignment.readingOrder == 2
    assert book.worksheets[0]["D2"].alignment.readingOrder == 0  # a name runs as its own letters do


def test_unlikely_candidates_after_the_third_are_left_out(tmp_path):
    many = tuple(candidate(f"{rank}", rank, 0.9 if rank == 1 else 0.0001) for rank in range(1, 11))
    answers = [Answer("1", Decision.ASK, many, 0.09, "")]
    write_workbook(tmp_path / "a.xlsx", answers, REQUESTS, {}, about=ABOUT)
    assert [each["rank"] for each in lines(tmp_path / "a.xlsx", "Answers")] == [1, 2, 3]


def test_no_answers_at_all_still_make_a_workbook(tmp_path):
    write_workbook(tmp_path / "a.xlsx", [], {}, {}, about=ABOUT)
    assert len(load_workbook(tmp_path / "a.xlsx").sheetnames) == 4


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=50),
            st.sampled_from([
                '=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2+3", "http://x.example", "mailto:a@b",
                "\ud800", "{=1}", "\x00\x1f", "_x0041_", "a" * 40_000, "\ufffe", "internal:Sheet1!A1", "\t=1",
            ]),
        ),
        min_size=4,
        max_size=4,
    )
)  # fmt: skip
def test_no_value_becomes_a_formula_a_link_or_a_broken_file(tmp_path, values):
    name, born, row, words = values
    hostile = Comparison("surname", "same_surname", name, born, 3.0, words)
    answers = [Answer("1", Decision.ASK, (Candidate(row, 1, 0.5, 3.0, (hostile,), (name,)),), 0.5, words)]
    rows = {"1": {"surname": name, "birth_date": born}}
    write_workbook(tmp_path / "a.xlsx", answers, rows, {row: {"surname": born, "unit": name}}, about=ABOUT)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        for part in parts.namelist():
            text = parts.read(part)
            if part.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in text
                assert b"<hyperlink" not in text
            if part.endswith(".rels"):
                assert b"External" not in text
    load_workbook(tmp_path / "a.xlsx")


def test_a_folder_that_cannot_be_written_is_one_plain_line_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        written(tmp_path / "nowhere" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_what_stood_there_stays_when_writing_fails(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("old")
    broken = [*ANSWERS, None]
    with pytest.raises(AttributeError):
        write_workbook(path, broken, REQUESTS, REGISTER, about=ABOUT)  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_full_disk_is_one_plain_line_and_leaves_nothing(tmp_path, monkeypatch):
    def full(_: Workbook) -> None:
        raise FileCreateError(OSError(28, "No space left on device"))

    monkeypatch.setattr(Workbook, "close", full)
    with pytest.raises(OutputError, match="no space left on device"):
        written(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    with pytest.raises(WorkbookError, match="use the CSV file"):
        written(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
