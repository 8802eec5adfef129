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


@pytest.mark.parametrize("key", ["birth_year", "birth_about", "birth_place", "unit", "captured_on"])
def test_a_circumstance_is_a_second_key_where_it_makes_the_person_probable_enough(key):
    assert decided(SURE_FROM, "surname", "given_name", key) is Decision.SURE
    assert decided(SURE_FROM - 1e-6, "surname", "given_name", key) is Decision.ASK


def test_another_fathers_name_asks_a_person_unless_namesakes_hardly_share_the_second_key():
    """A father's name is misread now and then; a father and a son are not born on the same day."""
    against = ("father_differs",)
    assert decided(0.9999, "surname", "given_name", "unit", "captured_on", against=against) is Decision.ASK
    assert decided(0.9999, "surname", "given_name", "birth_day", against=against) is Decision.SURE


@pytest.mark.parametrize(
    "fact",
    [
        *("birth_date_differs", "birth_years_close", "same_birth_year_other_day", "tax_number_differs"),
        *("birth_about_off", "sex_differs", "given_name_differs", "given_initial_differs"),
    ],
)
def test_what_speaks_against_asks_a_person(fact):
    assert decided(0.9999, "surname", "number", against=(fact,)) is Decision.ASK


def test_without_a_given_name_only_a_number_makes_sure():
    """Twins share family name, father, birthday, home and often the company."""
    shared = ("surname", "father", "birth_day", "birth_place", "unit")
    assert decided(0.9999, *shared) is Decision.ASK
    assert decided(0.9999, *shared, "number") is Decision.SURE


def test_where_the_given_name_is_missing_it_is_asked_for():
    nameless = request_of({"id": "w", "surname": "Гук", "birth_date": "1990-05-17"})
    _, why = decide((candidate(),), 0.9999, 0.0001, frozenset(["surname", "birth_day"]), nameless)
    assert "brother" in why
    assert "given name" in why


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
    name = {"surname": "Гук", "given_name": "Іван", "patronymic": "Петрович"}
    known = {**name, "birth_date": "1990", "service_number": "А123456"}
    full = request_of({"id": "w", **known, "birth_place": "Київ", "unit": "24 омбр", "captured_on": "2024"})
    assert "photograph" in decide((candidate(),), 0.6, 0.4, frozenset(["surname"]), full)[1]


def test_a_person_twice_on_the_register_is_told_by_the_other_row():
    _, why = decide(
        (candidate(same_as=("r2",)),),
        0.9999,
        0.0001,
        frozenset(["surname", "given_name", "birth_day"]),
        REQUEST,
    )
    assert "more than once: also r2" in why
