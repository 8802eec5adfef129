"""Building a register out of batches."""

import numpy as np
import pytest

from allforall.matching.building import build_register, digest
from allforall.matching.errors import MatchingError
from allforall.matching.keys import Keyed

PORTIONS = (slice(0, 20), slice(20, 21), slice(21, 50))


def test_a_register_without_people_is_refused():
    with pytest.raises(MatchingError, match=r"register\.csv: no person"):
        build_register("register.csv", "", [])


def test_batches_follow_one_another(lists, crowd):
    """Reading in portions gives the register that reading at once would give."""
    at_once = lists.register_of(crowd[:50])
    in_portions = build_register(
        "register.csv", "", [Keyed.of(lists.batch(crowd[part])) for part in PORTIONS]
    )
    for row in range(50):
        assert in_portions.card(row) == at_once.card(row)
        for name, column in at_once.coded.items():
            assert in_portions.coded[name][row] == column[row]
    assert np.array_equal(in_portions.numbers, at_once.numbers)
    assert np.array_equal(in_portions.number_rows, at_once.number_rows)


@pytest.mark.parametrize(
    "card",
    [
        {"surname": "Гук", "given_name": "Іван", "patronymic": "Петрович"},
        {"full_name": "Гук Іван Петрович"},
        {"full_name": "Іван Петрович Гук"},
        {"surname": "Гук Іван Петрович"},
        {"surname": "Гук", "given_name": "Іван Петрович"},
        {"surname": "Гук", "given_name": "Іван", "fathers_name": "Петро"},
    ],
)
def test_the_parts_of_a_name_are_found_wherever_they_stand(lists, card):
    register = lists.register_of([{"id": "1", **card}])
    assert register.coded["surname"][0] == "huk"
    assert register.coded["given"][0].startswith("ivan")
    assert "petro" in register.coded["father"][0]


def test_a_column_that_only_some_batches_have_is_empty_in_the_others(lists):
    register = build_register(
        "r",
        "",
        [
            Keyed.of(lists.batch([{"id": "1", "surname": "Гук"}])),
            Keyed.of(lists.batch([{"id": "2", "surname": "Кіт", "unit": "24 омбр"}])),
        ],
    )
    assert register.card(0) == {"id": "1", "surname": "Гук"}
    assert register.card(1) == {"id": "2", "surname": "Кіт", "unit": "24 омбр"}


def test_numbers_lead_to_their_rows(lists):
    register = lists.register_of(
        [{"id": "1", "service_number": "А-123456"}, {"id": "2"}, {"id": "3", "tax_number": "3300012344"}]
    )
    found = register.number_rows[np.flatnonzero(register.numbers == digest("A123456"))]
    assert found.tolist() == [0]
    assert sorted(register.number_rows.tolist()) == [0, 2]


def test_lone_surrogates_and_strange_letters_do_no_harm(lists):
    cards = [{"id": "1", "surname": "\ud800Гук"}, {"id": "2", "surname": "🙂"}, {"id": "3", "surname": "‮kuH"}]
    register = lists.register_of(cards)
    assert [register.card(row) for row in range(3)] == cards
