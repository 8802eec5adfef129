"""Cells are cleaned of what cannot be seen, all at once as one by one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.people.text import clean, clean_all, misleading, one_script


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Іваненко \t Петро ", "Іваненко Петро"),
        ("Іваненко\u00a0Петро", "Іваненко Петро"),
        ("Іваненко\u2009Петро\u3000", "Іваненко Петро"),
        ("Іва\u00adнен\u200bко", "Іваненко"),
        ("\u202eІваненко\u202c", "Іваненко"),
        ("\ufeffІваненко", "Іваненко"),
        ("Іваненко\nПетро\r\nОлексійович", "Іваненко Петро Олексійович"),
        ("Сергі\u0438\u0306", "Сергій"),
        ("a\x00b", "a b"),
        ("В'ячеслав", "В'ячеслав"),
        ("", ""),
    ],
)
def test_a_cell_is_cleaned(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


texts = st.text(alphabet="аБ c\u00a0\u200b\n\t\u0306и\u202e\ufeff\x00éё", max_size=6)


@given(st.lists(texts, max_size=8))
def test_many_are_cleaned_as_one_by_one(values: list[str]) -> None:
    assert clean_all(values) == [clean(value) for value in values]


@given(st.text())
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert misleading([once]) == []


def test_look_alike_letters_are_put_into_one_script_for_comparing_words() -> None:
    assert one_script("вiйськовий POW солдaт") == "військовий POW солдат"
