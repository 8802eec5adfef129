"""Comparisons in words that an officer can check against two cards."""

import pytest

from allforall.matching.explaining import agreeing
from allforall.matching.levels import CODE, FIELDS


@pytest.fixture
def best(lists, crowd):
    """The best candidate of one request against the crowd and one row more."""

    def find(asked: dict[str, str], held: dict[str, str]):
        answer = lists.answers_of([{"id": "w", **asked}], [*crowd, {"id": "r", **held}])[0]
        assert answer.candidates[0].register_id == "r"
        return answer.candidates[0]

    return find


ASKED = {"surname": "Гуменюк", "given_name": "Іван", "patronymic": "Петрович", "birth_date": "1990-05-17"}


def test_both_values_stand_beside_the_fact_as_written(best):
    found = best(ASKED, {**ASKED, "surname": "HUMENIUK", "birth_date": "1990-05-18"})
    by_field = {each.field: each for each in found.comparisons}
    assert (by_field["surname"].left, by_field["surname"].right) == ("Гуменюк", "HUMENIUK")
    assert by_field["birth_date"].fact == "birth_date_one_digit_off"
    assert by_field["birth_date"].words == "birth dates differ in one digit: 1990-05-17 / 1990-05-18"
    assert by_field["given_name"].words == "given names are equal: Іван"


def test_the_weights_of_the_comparisons_add_up_to_the_match_weight(best):
    found = best(
        {**ASKED, "unit": "24 омбр", "captured_on": "2024-03-01"},
        {**ASKED, "unit": "24 омбр", "captured_on": "2024-03-01"},
    )
    assert sum(each.weight for each in found.comparisons) == pytest.approx(found.match_weight, abs=0.15)


def test_an_exchanged_name_says_so_and_costs(best):
    found = best({"surname": "Іван", "given_name": "Гуменюк", "birth_date": "1990-05-17"}, ASKED)
    said = " ".join(each.words for each in found.comparisons)
    assert "Гуменюк" in said
    assert found.match_weight > 0


def test_mended_letters_are_told(best):
    found = best({**ASKED, "surname": "Гумeнюк"}, ASKED)
    assert any(each.fact == "letters_mended" for each in found.comparisons)


def test_reasons_are_one_line_with_the_strongest_first(best):
    reasons = best(ASKED, ASKED).reasons
    assert "\n" not in reasons
    weights = [float(part.rsplit("(", 1)[1].rstrip(")")) for part in reasons.split("; ")]
    assert [abs(each) for each in weights] == sorted((abs(each) for each in weights), reverse=True)


def test_agreeing_names_the_fields_that_agree():
    levels = [0] * len(FIELDS)
    levels[FIELDS.index("surname")] = CODE["same_surname"]
    levels[FIELDS.index("birth_date")] = CODE["birth_date_differs"]
    assert agreeing(levels) == {"surname"}
