"""Reading back what officers filled in, however they sorted, filtered and moved it about."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from allforall.matching.judgements import Judgement, JudgementError, Verdict, read_judgements
from allforall.people.errors import ListError
from allforall.people.messages import LANGUAGES, messages

HEADER = ["request_id", "rank", "register_id", "probability", "decision", "judgement", "by", "comment"]


def filled(path: Path, *rows: list[object], header: list[str] = HEADER) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Answers"
    for row in [header, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def row(request: object, register: object, word: object, by: str = "OK", comment: str = "") -> list[object]:
    return [request, 1, register, 0.5, "ask", word, by, comment]


def test_rows_without_a_judgement_say_nothing(tmp_path):
    path = filled(tmp_path / "a.xlsx", row("1", "7", "same"), row("2", "8", None), row("3", "9", "  "))
    assert [each.request_id for each in read_judgements(path)] == ["1"]


def test_a_judgement_keeps_who_and_why(tmp_path):
    path = filled(tmp_path / "a.xlsx", row("1", "7", "not same", "ОК", "інша фотокартка"))
    assert read_judgements(path) == (Judgement("1", "7", Verdict.NOT_SAME, "ОК", "інша фотокартка"),)


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path):
    rows = [row("1", "7", "same"), row("2", "8", "not same"), row("3", "9", "unsure")]
    mixed = [HEADER[::-1], *(each[::-1] for each in rows[::-1])]
    straight = read_judgements(filled(tmp_path / "a.xlsx", *rows))
    turned = read_judgements(filled(tmp_path / "b.xlsx", *mixed[1:], header=mixed[0]))
    assert set(straight) == set(turned)


def test_a_title_above_the_header_and_empty_rows_are_passed_over(tmp_path):
    path = filled(tmp_path / "a.xlsx", [], HEADER, [], row("1", "7", "same"), header=["Our answers"])
    assert len(read_judgements(path)) == 1


def test_an_identifier_that_became_a_number_is_read_as_it_was(tmp_path):
    path = filled(tmp_path / "a.xlsx", row(17, 4711.0, "same"))
    assert read_judgements(path)[0].register_id == "4711"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_judgement_may_be_written_in_every_language(tmp_path, lang, verdict):
    own = messages(lang).say(f"verdict.{verdict.name.lower()}")
    path = filled(tmp_path / "a.xlsx", row("1", "7", own), row("2", "8", f"{verdict.value}: {own}"))
    assert [each.verdict for each in read_judgements(path)] == [verdict, verdict]


@pytest.mark.parametrize(
    ("word", "verdict"), [("ТАК", "same"), ("нет", "not same"), ("?", "unsure"), ("Same ", "same")]
)
def test_the_words_officers_use_by_themselves_are_understood(tmp_path, word, verdict):
    assert read_judgements(filled(tmp_path / "a.xlsx", row("1", "7", word)))[0].verdict == verdict


def test_a_word_that_is_none_of_these_is_refused_with_its_place(tmp_path):
    path = filled(tmp_path / "a.xlsx", row("1", "7", "perhaps later"))
    with pytest.raises(
        JudgementError, match=r"sheet 'Answers', row 2: judgement 'perhaps later'.*same, not same"
    ):
        read_judgements(path)


def test_two_words_on_one_pair_are_refused_and_the_same_word_twice_is_one(tmp_path):
    twice = filled(tmp_path / "a.xlsx", row("1", "7", "same"), row("1", "7", "same"))
    assert len(read_judgements(twice)) == 1
    against = filled(tmp_path / "b.xlsx", row("1", "7", "same"), row("1", "7", "not same"))
    with pytest.raises(JudgementError, match=r"row 3: 'not same', but 'same' at .* row 2"):
        read_judgements(against)


def test_a_judgement_on_a_request_without_candidate_is_kept(tmp_path):
    path = filled(tmp_path / "a.xlsx", row("1", None, "not same"))
    assert read_judgements(path)[0].register_id == ""


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_one_plain_line(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ListError):
        read_judgements(path)


def test_a_missing_file_is_one_plain_line(tmp_path):
    with pytest.raises(JudgementError, match="is not a file"):
        read_judgements(tmp_path / "nowhere.xlsx")


def test_a_workbook_without_our_columns_is_refused(tmp_path):
    with pytest.raises(JudgementError, match="no sheet has the columns request_id"):
        read_judgements(filled(tmp_path / "a.xlsx", header=["name", "born"]))
