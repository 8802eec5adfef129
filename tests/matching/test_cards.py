"""Comparison of places, sex, rank, unit and numbers, and how often strangers agree in them."""

import datetime as dt

import numpy as np
import pytest

from allforall.matching.cards import CARD_FIELDS, CARD_LEVELS, card_shares, compare_cards
from allforall.matching.gathering import PLACE, Pairs
from allforall.matching.levels import CODE, FIELDS, LEVELS, codes_of

WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
NINE = f"{(dt.date(1990, 5, 17) - dt.date(1899, 12, 31)).days}1231"
TAX = NINE + str(sum(w * int(d) for w, d in zip(WEIGHTS, NINE, strict=True)) % 11 % 10)


def facts(lists, asked: dict[str, str], held: dict[str, str]) -> dict[str, str]:
    """The facts found beside the names, by field, for one request and a register of one row."""
    register = lists.register_of([{"id": "r", "surname": "Гук", **held}])
    none = np.zeros(1, np.int32)
    pairs = Pairs(none, none, none.astype(np.int8), none, np.zeros((1, len(FIELDS)), np.uint8))
    compare_cards(pairs, lists.requests([{"id": "w", **asked}]), register)
    found = {each.field: int(pairs.levels[0, PLACE[each.field]]) for each in CARD_FIELDS}
    return {field: LEVELS[code].fact for field, code in found.items() if code}


def test_each_field_is_compared_with_its_own_kind(lists):
    asked = {"birth_place": "Дніпро", "sex": "male", "rank": "сержант", "unit": "24 омбр",
             "service_number": "А-123456", "captured_at": "Маріуполь"}  # fmt: skip
    held = {"birth_place": "Днепропетровск", "sex": "male", "rank": "Jr Sgt", "unit": "24 mech bde",
            "service_number": "A123457", "captured_at": "Mariupol"}  # fmt: skip
    assert facts(lists, asked, held) == {
        "birth_place": "same_birth_place",
        "sex": "same_sex",
        "rank": "rank_near",
        "unit": "same_unit",
        "number": "number_one_sign_off",
        "captured_at": "same_capture_place",
    }


def test_a_missing_value_is_neither_for_nor_against(lists):
    assert facts(lists, {"rank": "сержант", "sex": "female"}, {"unit": "24 омбр"}) == {}


def test_words_nobody_knows_are_not_compared(lists):
    assert facts(lists, {"rank": "водій", "unit": "?"}, {"rank": "сержант", "unit": "24 омбр"}) == {}


@pytest.mark.parametrize("column", ["tax_number", "service_number"])
@pytest.mark.parametrize("other", ["tax_number", "service_number"])
def test_a_tax_number_is_one_in_whichever_column_it_stands(lists, column, other):
    assert facts(lists, {column: TAX}, {other: TAX}) == {"tax_number": "same_tax_number"}


def test_a_tax_number_whose_check_digit_is_wrong_is_only_a_number(lists):
    wrong = TAX[:9] + str((int(TAX[9]) + 1) % 10)
    assert facts(lists, {"tax_number": wrong}, {"tax_number": wrong}) == {}
    assert facts(lists, {"service_number": wrong}, {"service_number": wrong}) == {"number": "same_number"}


def test_shares_of_a_field_add_up_to_the_whole(lists, crowd):
    shares = card_shares(lists.requests(crowd[:20]), lists.register_of(crowd))
    for each in CARD_FIELDS:
        if each.field not in ("number", "tax_number"):
            assert shares[:, codes_of(each.field)].sum(axis=1) == pytest.approx(1, abs=0.01)
    assert (shares[:, CARD_LEVELS] > 0).all()


def test_a_rare_unit_is_worth_more_than_a_common_one(lists, crowd):
    """The share of strangers is counted for the very value that is asked for."""
    register = lists.register_of(
        [{**card, "unit": "24 омбр" if at % 2 else "77 обрмп"} for at, card in enumerate(crowd)]
    )
    asked = lists.requests([{"id": "1", "unit": "24-та бригада"}, {"id": "2", "unit": "999 омбр"}])
    common, rare = card_shares(asked, register)[:, CODE["same_unit"]]
    assert common == pytest.approx(0.5, abs=0.1)
    assert rare < 0.01


def test_numbers_are_taken_to_be_unique_but_for_clerks_slips(lists, crowd):
    shares = card_shares(lists.requests(crowd[:2]), lists.register_of(crowd))
    same, near, differs = shares[0, codes_of("number")]
    assert same < 1e-3
    assert same < near < 0.01
    assert differs > 0.99
