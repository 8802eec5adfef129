import csv
import math

import pytest

from allforall.rehearsal.errors import ScoreError
from allforall.rehearsal.score import Judged, measure, score
from allforall.rehearsal.score_table import quality_table

HEADER = ["request_id", "rank", "register_id", "probability", "match_weight", "decision", "reasons"]


def _write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def truth(tmp_path):
    rows = [
        ["W1", "R1", "held", "surname_typo"],
        ["W2", "R2|R3", "duplicate", ""],
        ["W3", "", "namesake_stranger", "surname_typo"],
        ["W4", "R4", "held", ""],
        ["W5", "R5", "held", ""],
    ]
    return _write(tmp_path / "truth.csv", ["request_id", "register_id", "kind", "noise"], rows)


@pytest.fixture
def answers(tmp_path):
    rows = [
        ["W1", 1, "R1", 0.9, 8, "sure", ""],
        ["W1", 2, "R9", 0.05, 1, "sure", ""],
        ["W2", 1, "R3", 0.6, 7, "ask", ""],
        ["W2", 2, "R2", 0.4, 7, "ask", ""],
        ["W3", 1, "R8", 0.7, 7, "sure", ""],
        ["W4", 1, "R7", 0.2, 2, "none", ""],
        ["W4", 2, "R4", 0.1, 1, "none", ""],
        ["W5", 0, "", 0, 0, "none", ""],
    ]
    return _write(tmp_path / "answers.csv", HEADER, rows)


def test_recall_counts_the_first_and_the_first_ten(answers, truth):
    overall = score(answers, truth).overall
    assert overall.requests == 5
    assert overall.held == 4
    assert overall.recall_at_1 == 2 / 4
    assert overall.recall_at_10 == 3 / 4


def test_the_best_f1_is_found_by_threshold(answers, truth):
    """At 0.6: three accepted, two right, four held: F1 is 4/7. At 0.9: one right of one: 2/5."""
    overall = score(answers, truth).overall
    assert overall.f1 == pytest.approx(4 / 7)
    assert overall.threshold == 0.6


def test_precision_and_recall_at_a_half(answers, truth):
    overall = score(answers, truth).overall
    assert overall.precision_at_half == pytest.approx(2 / 3)
    assert overall.recall_at_half == pytest.approx(2 / 4)


def test_recall_at_99_stops_before_the_first_mistake(answers, truth):
    assert score(answers, truth).overall.recall_at_99 == pytest.approx(1 / 4)


def test_calibration_error_by_hand(answers, truth):
    """Bins: .9 right, .6 right, .7 wrong, .2 wrong."""
    gaps = abs(0.9 - 1) + abs(0.6 - 1) + abs(0.7 - 0) + abs(0.2 - 0)
    assert score(answers, truth).overall.calibration_error == pytest.approx(gaps / 4)


def test_decisions(answers, truth):
    quality = score(answers, truth)
    overall = quality.overall
    assert (overall.sure, overall.ask, overall.none) == (2 / 5, 1 / 5, 2 / 5)
    assert overall.sure_precision == 1 / 2
    assert overall.sure_coverage == 1 / 4
    assert quality.strangers_sure == 1.0


def test_groups_by_kind_and_noise(answers, truth):
    quality = score(answers, truth)
    assert quality.by_kind["held"].requests == 3
    assert quality.by_kind["duplicate"].recall_at_1 == 1.0
    assert quality.by_noise["surname_typo"].requests == 2
    assert quality.by_noise["no noise"].requests == 3


def test_a_request_without_an_answer_counts_as_not_found(tmp_path, truth):
    answers = _write(tmp_path / "none.csv", HEADER, [])
    overall = score(answers, truth).overall
    assert overall.recall_at_1 == 0.0
    assert overall.f1 == 0.0
    assert overall.calibration_error is None


def test_a_row_pasted_twice_does_not_count_twice(tmp_path, answers, truth):
    before = score(answers, truth)
    with answers.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["W1@46", 1, "R9", 0.99, 9, "sure", ""])
    assert score(answers, truth) == before


def test_equal_probabilities_are_accepted_together():
    """No threshold can part two requests of the same probability."""
    judged = [Judged("held", (), True, 1, 0.8, "ask"), Judged("absent", (), False, 0, 0.8, "ask")]
    assert measure(judged).recall_at_99 == 0.0


def test_a_perfect_answer_is_perfect():
    judged = [Judged("held", (), True, 1, 1.0, "sure")] * 3 + [Judged("absent", (), False, 0, 0.0, "none")]
    measures = measure(judged)
    assert (measures.recall_at_1, measures.f1, measures.recall_at_99, measures.calibration_error) == (
        1,
        1,
        1,
        0,
    )


def test_the_table_shows_overall_and_kinds(answers, truth):
    table = quality_table(score(answers, truth))
    assert "recall@1" in table
    assert "namesake_stranger" in table


def test_everything_goes_into_json(answers, truth):
    quality = score(answers, truth).as_dict()
    assert set(quality) == {"overall", "by_kind", "by_noise"}
    assert not any(isinstance(value, float) and math.isnan(value) for value in quality["overall"].values())


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["W77", 1, "R1", 0.5, 1, "ask", ""]], "W77"),
        ([["W1", "first", "R1", 0.5, 1, "ask", ""]], "line 2"),
        ([["W1", 1, "R1", "high", 1, "ask", ""]], "line 2"),
    ],
)
def test_answers_that_do_not_fit_are_refused(tmp_path, truth, rows, says):
    with pytest.raises(ScoreError, match=says):
        score(_write(tmp_path / "bad.csv", HEADER, rows), truth)


def test_missing_files_and_columns_are_refused(tmp_path, truth):
    with pytest.raises(ScoreError, match="no such file"):
        score(tmp_path / "nothing.csv", truth)
    with pytest.raises(ScoreError, match="register_id is missing"):
        score(_write(tmp_path / "short.csv", ["request_id", "rank"], []), truth)
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ScoreError, match="UTF-8"):
        score(tmp_path / "binary.csv", truth)
