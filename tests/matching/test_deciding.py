"""From probabilities to sure, ask or none."""

import pytest

from allforall.matching.answer import Candidate, Comparison, Decision
from allforall.matching.deciding import ASK_FROM, SURE_FROM, decide
from allforall.matching.requests import request_of

REQUEST = request_of({"id": "w", "surname": "Гук", "given_name": "Іван"})


def candidate(*facts: str, same_as: tuple[str, ...] = ()) -> Candidate:
    comparisons = tuple(Comparison("f", fact, "", "", 1.0, fact.replace("_", " ")) for fact in facts)
    return Candidate("r", 1, 0.999, 20.0, comparisons, same_as)


def decided(
    probability: float, *agrees: str, against: tuple[str, ...] = (), nobody: float | None = None
) -> Decision:
    """The decision on one candidate."""
    rest = 1 - probability if nobody is None else nobody
    return decide((candidate(*against),), probability, rest, frozenset(agrees), REQUEST)[0]


def test_without_candidates_there_is_nobody():
    decision, why = decide((), 0.0, 1.0, frozenset(), REQUEST)
    assert decision is Decision.NONE
    assert "no row" in why


@pytest.mark.parametrize("key", ["birth_day", "number", "tax_number"])
def test_a_name_and_a_strong_key_are_sure(key):
    assert decided(SURE_FROM, "surname", "given_name", key) is Decision.SURE


def test_a_name_alone_is_never_sure():
    """However rare the name: kin bear it too."""
    assert decided(0.999999, "surname", "given_name", "father") is Decision.ASK
    assert decided(0.999999, "surname", "given_name", "father", "rank", "sex") is Decision.ASK


def test_one_circumstance_is_not_enough_and_two_are():
    assert decided(0.9999, "surname", "unit") is Decision.ASK
    assert decided(0.9999, "surname", "unit", "captured_on") is Decision.SURE


@pytest.mark.parametrize(
    "fact",
    [
        *("birth_date_differs", "birth_years_close", "same_birth_year_other_day", "tax_number_differs"),
        *("sex_differs", "father_differs", "given_name_differs"),
    ],
)
def test_what_speaks_against_asks_a_person(fact):
    assert decided(0.9999, "surname", "number", against=(fact,)) is Decision.ASK


def test_just_below_the_bound_a_person_is_asked():
    assert decided(SURE_FROM - 1e-6, "surname", "birth_day") is Decision.ASK


def test_what_is_improbable_costs_nobody_time():
    assert decided(ASK_FROM - 1e-6, "surname") is Decision.NONE


def test_many_namesakes_who_share_the_probability_are_asked_about():
    """Twelve men of one name are improbable each, but one of them may well be meant."""
    assert decided(0.08, "surname", nobody=0.04) is Decision.ASK


def test_the_question_names_what_is_missing():
    _, why = decide((candidate(),), 0.6, 0.4, frozenset(["surname"]), REQUEST)
    assert "date or year of birth" in why
    known = {"surname": "Гук", "patronymic": "Петрович", "birth_date": "1990", "service_number": "А123456"}
    full = request_of({"id": "w", **known, "birth_place": "Київ", "unit": "24 омбр", "captured_on": "2024"})
    assert "photograph" in decide((candidate(),), 0.6, 0.4, frozenset(["surname"]), full)[1]


def test_a_person_twice_on_the_register_is_told_by_the_other_row():
    _, why = decide(
        (candidate(same_as=("r2",)),), 0.9999, 0.0001, frozenset(["surname", "birth_day"]), REQUEST
    )
    assert "more than once: also r2" in why
