"""One person standing on the register twice under two spellings."""

import pytest

from allforall.matching.doubles import same_person
from allforall.matching.levels import FIRST_U
from allforall.matching.model import Model

HE = {"surname": "Гуменюк", "given_name": "Олексій", "patronymic": "Петрович", "birth_date": "1990-05-17"}


def together(lists, crowd, second: dict[str, str], first: dict[str, str] = HE) -> bool:
    """Whether the two rows at the end of a crowd look like one person, the same both ways."""
    register = lists.register_of([*crowd, {"id": "a", **first}, {"id": "b", **second}])
    model = Model.first(len(register), register.dependence)
    left, right = len(crowd), len(crowd) + 1
    found = same_person(register, left, right, model, FIRST_U)
    assert found == same_person(register, right, left, model, FIRST_U)
    return found


@pytest.mark.parametrize(
    "second",
    [
        HE,
        {**HE, "surname": "Humeniuk", "given_name": "Aleksei", "patronymic": "Petrovich"},
        {**HE, "surname": "Гуминюк"},
        {**HE, "birth_date": "1990-05-18"},
        {**HE, "birth_date": "1990-05-11"},
        {**HE, "patronymic": ""},
    ],
)
def test_two_spellings_of_one_man_are_seen(lists, crowd, second):
    assert together(lists, crowd, second)


@pytest.mark.parametrize(
    "second",
    [
        {**HE, "given_name": "Олександр"},
        {**HE, "patronymic": "Іванович"},
        {"surname": "Сорока", "given_name": "Олексій", "patronymic": "Петрович"},
        {**HE, "birth_date": "1965-02-03"},
        {**HE, "birth_date": "1990-11-26"},
    ],
    ids=[
        "twin",
        "other father",
        "other surname",
        "father of the same name",
        "other day",
    ],
)
def test_twins_brothers_and_namesakes_are_two_people(lists, crowd, second):
    assert not together(lists, crowd, second)


@pytest.mark.parametrize("more", [{}, {"unit": "24 омбр"}, {"birth_date": ""}])
def test_a_name_alone_never_makes_two_rows_one_person(lists, crowd, more):
    """Sons are named after fathers; one row without a date may be either."""
    name = {"surname": "Гуменюк", "given_name": "Петро", "patronymic": "Петрович"}
    assert not together(lists, crowd, {**name, **more}, {**name, "unit": "24 омбр"})
    assert not together(lists, crowd, {**name, **more}, {**name, "birth_date": "1990-05-17"})


def test_an_equal_number_makes_up_for_a_missing_date(lists, crowd):
    first = {"surname": "Гуменюк", "given_name": "Олексій", "service_number": "А-123456"}
    assert together(lists, crowd, {**first, "surname": "Humeniuk"}, first)
