"""Namesakes and doubles are shown, never joined."""

from allforall.matching.answer import Answer, Candidate, Decision
from allforall.matching.namesakes import crowded, doubles, most_asked, shared


def answer(
    request: str, *candidates: tuple[str, float, tuple[str, ...]], decision: Decision = Decision.ASK
) -> Answer:
    made = tuple(
        Candidate(row, rank, probability, 1.0, (), same_as)
        for rank, (row, probability, same_as) in enumerate(candidates, 1)
    )
    return Answer(request, decision, made, 0.1, "")


def test_rows_that_look_like_one_person_form_one_group_across_requests():
    answers = [
        answer("1", ("a", 0.5, ("b",)), ("b", 0.4, ("a",))),
        answer("2", ("b", 0.5, ("c",))),
        answer("3", ("x", 0.5, ("y",))),
    ]
    assert [set(group) for group in doubles(answers)] == [{"a", "b", "c"}, {"x", "y"}]


def test_two_groups_that_meet_become_one():
    answers = [answer("1", ("a", 0.5, ("b",)), ("c", 0.3, ("d",))), answer("2", ("b", 0.5, ("c",)))]
    assert [set(group) for group in doubles(answers)] == [{"a", "b", "c", "d"}]


def test_a_row_that_two_requests_point_to_is_shown_with_both():
    answers = [answer("1", ("a", 0.9, ())), answer("2", ("a", 0.8, ())), answer("3", ("b", 0.9, ()))]
    assert shared(answers) == {"a": ("1", "2")}


def test_a_request_that_found_nobody_points_to_no_row():
    answers = [answer("1", ("a", 0.9, ())), answer("2", ("a", 0.01, ()), decision=Decision.NONE)]
    assert shared(answers) == {}


def test_the_most_crowded_requests_come_first_and_a_double_is_no_crowd():
    answers = [
        answer("two", ("a", 0.4, ()), ("b", 0.4, ())),
        answer("double", ("c", 0.5, ("d",)), ("d", 0.4, ("c",))),
        answer("three", ("e", 0.3, ()), ("f", 0.3, ()), ("g", 0.3, ())),
    ]
    assert [each.request_id for each in crowded(answers)] == ["three", "two"]


def test_names_asked_for_more_than_once_are_counted_as_written():
    requests = {
        "1": {"full_name": "Гук Іван"},
        "2": {"full_name": "ГУК  Іван"},
        "3": {"surname": "Кос"},
        "4": {},
        "5": {},
    }
    assert most_asked(requests) == [("Гук Іван", 2)]
