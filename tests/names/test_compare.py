"""The comparison of two names: laws that always hold, and the facts it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.names.compare import compare
from allforall.names.parts import read_name

WORDS = [
    "Шевченко",
    "Микола",
    "Іванович",
    "Mykola",
    "Nikolay",
    "Шeвченко",
    "М.",
    "Оксана",
    "Petrov",
    "Петров-Водкін",
    "al-Asad",
    "محمد",
    "박영철",
    "张",
    "оглы",
    "(Коваль)",
    "XIV",
    "van",
]
NAME = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))


@settings(deadline=None)
@given(NAME, NAME)
def test_it_is_symmetric(left: str, right: str) -> None:
    there, back = compare(left, right), compare(right, left)
    assert there.score == pytest.approx(back.score, abs=1e-9)
    assert there.left_rest == back.right_rest
    assert {each.fact for each in there.evidence} == {each.fact for each in back.evidence}


@settings(deadline=None)
@given(NAME)
def test_a_name_is_itself(name: str) -> None:
    if any(letter.isalpha() for letter in name) and read_name(name).tokens:
        assert compare(name, name).score >= 0.5


@settings(deadline=None)
@given(NAME, NAME)
def test_the_score_is_between_none_and_one_and_the_reasons_are_one_line(left: str, right: str) -> None:
    found = compare(left, right)
    assert 0 <= found.score <= 1
    assert "\n" not in found.reasons


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("Коваль Іван", "Коваль Петро", "same spelling"),
        ("Коваль Іван", "Koval Ivan", "one sound"),
        ("Коваль Микола", "Коваль Николай", "equal given names"),
        ("Коваль Микола", "Коваль Коля", "diminutive"),
        ("Коваль Іван Олексійович", "Коваль Иван Алексеевич", "same father's name"),
        ("Коваль Іван", "Коваль І.", "initial fits"),
        ("Коваль Іван", "Коваль М.", "initial differs"),
        ("Вишневський Іван", "Вишневська Іван", "surname of the other gender"),
        ("Шевченко Іван", "Шевченка Івана", "one word in another case"),
        ("Hughes John", "Хьюз Джон", "letters alike"),
        ("Коваль Іван", "Коваль Олег", "different given names"),
        ("Коваль Іван Петрович", "Коваль Іван Олегович", "father's name is another"),
    ],
)
def test_the_evidence_says_how_words_met(left: str, right: str, fact: str) -> None:
    assert fact in {each.fact for each in compare(left, right).evidence}


def test_what_met_nothing_is_named() -> None:
    found = compare("Шевченко Микола Іванович", "Mykola Shevchenko")
    assert (found.left_rest, found.right_rest) == (("Іванович",), ())
    assert "only on the left: Іванович" in found.lines


def test_an_empty_name_is_nobodys() -> None:
    assert compare("", "Іван").score == 0
    assert compare("", "").score == 0
    assert compare("...", "Іван").right_rest == ("Іван",)
