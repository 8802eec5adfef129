"""Evidence in words."""

import pytest

from allforall.matching.answer import Answer, Candidate, Comparison, Decision
from allforall.matching.evidence import comparison_words, percent, reasons, steps_of
from allforall.people.messages import messages

SURNAME = Comparison("surname", "same_surname", "Гук", "Huk", 8.0, "surnames agree: Гук / Huk")
BIRTH = Comparison(
    "birth_date", "birth_date_differs", "1990", "1970", -9.0, "years of birth lie apart: 1990 / 1970"
)
CANDIDATE = Candidate("7", 1, 0.5, -1.0, (SURNAME, BIRTH))
ANSWER = Answer("r", Decision.ASK, (CANDIDATE,), 0.5, "the rows cannot be told apart")


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.5, "50.0 %"), (0.99999, "> 99.9 %"), (1.0, "> 99.9 %"), (0.0001, "< 0.1 %"), (0.9949, "99.5 %")],
)
def test_what_is_not_certain_never_looks_so(probability, text):
    assert percent(probability) == text


def test_words_leave_out_the_values_that_stand_beside_them():
    assert comparison_words(SURNAME, messages("en")) == "surnames agree"
    assert comparison_words(SURNAME, messages("uk")) == "прізвища збігаються"


def test_a_fact_without_translation_keeps_the_matchers_words():
    new = Comparison("x", "quite_new_fact", "", "", 1.0, "something new")
    assert comparison_words(new, messages("ar")) == "something new"


def test_reasons_begin_with_why_and_go_on_with_the_strongest():
    text = reasons(ANSWER, CANDIDATE, messages("en"))
    assert text == "the rows cannot be told apart; years of birth lie apart (-9.0); surnames agree (+8.0)"


def test_reasons_leave_out_what_tells_nothing_but_never_what_was_mended():
    sex = Comparison("sex", "same_sex", "m", "m", 0.1, "sex agrees: m")
    mended = Comparison("name", "letters_mended", "", "", 0.0, "a Latin letter in a Cyrillic word was mended")
    text = reasons(ANSWER, Candidate("7", 2, 0.5, 0.1, (sex, mended)), messages("en"))
    assert text == "a Latin letter in a Cyrillic word was mended (+0.0)"


def test_a_waterfall_always_ends_at_the_match_weight():
    capped = Candidate("7", 1, 0.5, -3.0, (SURNAME, BIRTH))
    assert sum(step.weight for step in steps_of(capped, messages("en"))) == pytest.approx(-3.0)
    assert len(steps_of(CANDIDATE, messages("en"))) == 2
