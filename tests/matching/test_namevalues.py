"""Name parts as short values that can be coded, counted and compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.matching.namevalues import (
    column_father,
    column_given,
    column_surname,
    parts_of,
    spellings_of,
    whole_name,
)


def test_a_surname_keeps_its_stem_whatever_its_case_and_gender():
    stems = {spellings_of(column_surname(text))[0] for text in ("Вишневський", "Вишневская", "Vyshnevskyi")}
    assert len(stems) == 1


def test_several_surnames_are_words_of_one_value():
    assert len(column_surname("Rodríguez Gómez").split()) == 2
    assert column_surname("Нечуй-Левицький") == column_surname("Нечуй Левицький")


@pytest.mark.parametrize("text", ["", ".", "-", "І.", "І. П."])
def test_an_initial_says_nothing_of_a_surname(text):
    assert column_surname(text) == ""


@pytest.mark.parametrize(
    ("left", "right"),
    [("Олексій", "Алексей"), ("Микола", "Nikolai"), ("Саша", "Олександр"), ("Cemil", "Джемиль")],
)
def test_equal_given_names_share_a_class(left, right):
    assert set(parts_of(column_given(left)[0])[1]) & set(parts_of(column_given(right)[0])[1])


def test_names_that_only_begin_alike_share_no_class():
    for left, right in (
        ("Олексій", "Олександр"),
        ("Микола", "Михайло"),
        ("Валерій", "Валентин"),
        ("Юрій", "Георгій"),
    ):
        assert not set(parts_of(column_given(left)[0])[1]) & set(parts_of(column_given(right)[0])[1])


def test_a_patronymic_in_the_given_name_column_is_taken_for_the_fathers_name():
    given_name, father = column_given("Микола Петрович")
    assert given_name == column_given("Микола")[0]
    assert father == column_father("Петрович")


def test_two_given_names_are_not_a_father():
    assert column_given("José Luis")[1] == ""


def test_fathers_names_are_the_same_for_sons_and_daughters():
    for text in ("Петрович", "Петрівна", "Petrovna", "Петро"):
        assert "petro" in parts_of(column_father(text))[1]


def test_initials_are_a_full_stop_and_a_letter():
    assert column_given("М. П.") == (".m", ".p")
    assert column_father("П.") == ".p"
    assert parts_of(".p") == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Шевченко Тарас Григорович",
        "Тарас Григорович Шевченко",
        "ШЕВЧЕНКО, Тарас Григорович",
        "Shevchenko Taras Hryhorovych",
    ],
)
def test_a_whole_name_in_one_cell_gives_the_same_three_parts(text):
    surname, given_name, father = whole_name(text)
    assert spellings_of(surname)[0] == spellings_of(column_surname("Шевченко"))[0]
    assert parts_of(given_name)[1] == parts_of(column_given("Тарас")[0])[1]
    assert parts_of(father)[1] == parts_of(column_father("Григорович"))[1]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=20))
def test_any_text_has_a_value_and_no_value_breaks_the_coding(text):
    surname, (given_name, beside), father = column_surname(text), column_given(text), column_father(text)
    for value in (given_name, beside, father):
        words, classes = parts_of(value)
        assert all(word and all(word) for word in words)
        assert all(classes)
    assert "  " not in surname
    assert whole_name(text) is not None
