"""Rows of a list as requests."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.namevalues import column_surname, whole_name
from allforall.matching.requests import request_of, requests_of
from allforall.people.fields import ALL_FIELDS

WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)


def with_check(nine: str) -> str:
    return nine + str(sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11 % 10)


def test_the_name_is_read_from_whichever_columns_hold_it():
    apart = request_of({"id": "1", "surname": "Гук", "given_name": "Іван", "patronymic": "Петрович"})
    whole = request_of({"id": "1", "full_name": "Гук Іван Петрович"})
    crammed = request_of({"id": "1", "surname": "Гук Іван Петрович"})
    assert apart.readings[0].values == whole.readings[0].values == crammed.readings[0].values


def test_a_reading_tells_the_words_each_part_was_read_from():
    reading = request_of({"id": "1", "full_name": "ГУК Іван Петрович"}).readings[0]
    assert (reading.surname, reading.given_name, reading.father) == ("ГУК", "Іван", "Петрович")


def test_surname_and_given_name_may_stand_in_each_others_place():
    request = request_of({"id": "1", "surname": "Іван", "given_name": "Гук"})
    assert len({reading.values[0] for reading in request.readings}) >= 2
    assert any(reading.values[0] == column_surname("Гук") for reading in request.readings)


def test_a_maiden_name_is_another_reading():
    request = request_of({"id": "1", "surname": "Гук", "given_name": "Олена", "former_surname": "Сорока"})
    assert any(reading.values[0] == column_surname("Сорока") for reading in request.readings)


def test_a_second_name_in_another_script_is_another_reading():
    request = request_of({"id": "1", "full_name": "Гук Іван", "other_name": "Ivan Huck"})
    assert whole_name("Ivan Huck") in [reading.values for reading in request.readings]


def test_the_fathers_name_stands_in_for_the_patronymic():
    request = request_of({"id": "1", "surname": "Гук", "given_name": "Іван", "fathers_name": "Петро"})
    assert request.readings[0].values[2]


def test_a_tax_number_gives_the_missing_date_of_birth():
    number = with_check(f"{(dt.date(1990, 5, 17) - dt.date(1899, 12, 31)).days}1231"[:9])
    assert request_of({"id": "1", "tax_number": number}).birth == "1990-05-17"
    assert request_of({"id": "1", "service_number": number}).birth == "1990-05-17"
    assert request_of({"id": "1", "tax_number": number, "birth_date": "1971"}).birth == "1971"


def test_a_card_without_a_name_is_still_asked_for():
    """Its number or its date may find the person."""
    request = request_of({"id": "1", "service_number": "А123456"})
    assert [reading.values for reading in request.readings] == [("", "", "")]
    assert request.number == "A123456"


def test_requests_keep_the_order_and_the_rows_of_the_list(lists):
    cards = lists.strangers(5)
    found = requests_of([lists.batch(cards[:2]), lists.batch(cards[2:])])
    assert [each.id for each in found] == [card["id"] for card in cards]
    assert [each.row for each in found] == [2, 3, 2, 3, 4]
    assert found[0].card == cards[0]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(ALL_FIELDS[1:]), st.text(max_size=25), max_size=6))
def test_any_card_is_a_request(card):
    request = request_of({**card, "id": "1"})
    values = [reading.values for reading in request.readings]
    assert len(values) == len(set(values)) >= 1


@pytest.mark.parametrize("text", ["Гук Іван Петрович", "Іван Петрович Гук"])
def test_three_words_are_also_read_by_their_places(text):
    """A surname that looks like a given name misleads the reader; custom says which place is whose."""
    values = {reading.values[0] for reading in request_of({"id": "1", "full_name": text}).readings}
    assert column_surname("Гук") in values
