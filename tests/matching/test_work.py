"""What is left for people, and what would settle it."""

import pytest

from allforall.matching.answer import Answer, Candidate, Decision
from allforall.matching.work import Missing, expected_wrong, minutes, near, people, settles, to_judge

ASKED = {"surname": "Гук", "given_name": "Іван", "patronymic": "Петрович", "birth_date": "1990-05-17"}
HELD = ASKED | {
    "service_number": "AB123",
    "birth_place": "Суми",
    "unit": "А1275",
    "captured_on": "2022-05-17",
}


def answer(
    request: str, *probabilities: float, decision: Decision = Decision.ASK, twice: bool = False
) -> Answer:
    candidates = tuple(
        Candidate(f"h{rank}", rank, probability, 10.0, (), ("h1",) if twice and rank == 2 else ())
        for rank, probability in enumerate(probabilities, 1)
    )
    return Answer(request, decision, candidates, 1 - sum(probabilities), "why")


def settled(asked: dict[str, str], *held: dict[str, str]) -> Missing | None:
    shares = [0.9 / len(held)] * len(held)
    register = {f"h{rank}": row for rank, row in enumerate(held, 1)}
    return settles(answer("r", *shares), {"r": asked}, register)


def test_near_candidates_are_those_one_has_to_look_at():
    assert [each.rank for each in near(answer("r", 0.6, 0.3, 0.001))] == [1, 2]
    assert [each.rank for each in near(answer("r", 0.001))] == [1]
    assert near(answer("r")) == ()


def test_one_person_on_the_register_twice_counts_once():
    assert people(answer("r", 0.5, 0.4)) == 2
    assert people(answer("r", 0.5, 0.4, twice=True)) == 1


def test_only_requests_to_judge_take_time():
    assert minutes(answer("r", 0.999, decision=Decision.SURE)) == 0
    assert minutes(answer("r", 0.5, 0.3)) == 5.0


def test_the_quickest_come_first_then_the_clearest():
    answers = [answer("three", 0.4, 0.3, 0.2), answer("even", 0.5), answer("clear", 0.9),
               answer("sure", 0.999, decision=Decision.SURE)]  # fmt: skip
    assert [each.request_id for each in to_judge(answers)] == ["clear", "even", "three"]


def test_the_sure_ones_expect_their_own_mistakes():
    answers = [
        answer("a", 0.99, decision=Decision.SURE),
        answer("b", 0.98, decision=Decision.SURE),
        answer("c", 0.5),
    ]
    assert expected_wrong(answers) == pytest.approx(0.03)


def test_a_birth_date_missing_on_the_list_is_asked_for():
    assert settled(ASKED | {"birth_date": ""}, HELD) == Missing("birth_date", ask=True)


@pytest.mark.parametrize("written", ["1990", "1990-05", "~1990", "about 1990"])
def test_a_part_of_a_birth_date_is_not_the_whole(written):
    assert settled(ASKED | {"birth_date": written}, HELD) == Missing("birth_date", ask=True)


@pytest.mark.parametrize("written", ["17.05.1990", "1990-05-17", "17051990", "17 / 5 / 90"])
def test_a_whole_birth_date_need_not_be_asked_for(written):
    assert settled(ASKED | {"birth_date": written}, HELD) == Missing("service_number", ask=True)


def test_twins_are_not_told_apart_by_their_birth_date():
    """A field that both near candidates share would be asked for in vain."""
    twin = HELD | {"service_number": "AB124"}
    assert settled(ASKED | {"birth_date": ""}, HELD, twin) == Missing("service_number", ask=True)


def test_a_field_missing_on_our_own_card_is_looked_up():
    assert settled(ASKED, HELD | {"birth_date": ""}) == Missing("birth_date", ask=False)


def test_a_fathers_name_inside_a_whole_name_is_not_missing():
    whole = {"full_name": "Гук Іван Петрович", "birth_date": "1990-05-17", "service_number": "1"}
    assert settled(whole, HELD | {"patronymic": ""}) != Missing("patronymic", ask=True)


def test_when_both_sides_know_everything_no_field_helps():
    assert settled(HELD, HELD) is None


def test_a_request_that_nobody_fits_asks_for_what_the_list_lacks():
    assert settles(answer("r"), {"r": {"surname": "Гук"}}, {}) == Missing("birth_date", ask=True)
