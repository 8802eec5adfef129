"""Letters of two scripts in one word are mended, and it is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.names.compare import compare
from allforall.names.parts import read_name
from allforall.names.spelling import clean, mend, script_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Шeвченко", "Шевченко"),
        ("Mикола", "Микола"),
        ("IВАН", "ІВАН"),
        ("Пeтpо", "Петро"),
        ("KОBАЛЕНКО", "КОВАЛЕНКО"),
        ("Shеvchenkо", "Shevchenko"),
        ("Тkach", "Tkach"),
        ("МагIомед", "МагӀомед"),
    ],
)
def test_look_alike_letters_are_mended(written: str, meant: str) -> None:
    assert mend(written) == (meant, True)


@pytest.mark.parametrize("written", ["Шевченко", "Shevchenko", "გიორგი", "O'tkir", "Іван", "박영철", ""])
def test_a_word_in_one_script_is_left_alone(written: str) -> None:
    assert mend(written) == (written, False)


def test_mending_is_said_never_silent() -> None:
    name = read_name("Шeвченко Микола")
    assert name.repairs == ("letters of two scripts mended: Шeвченко",)
    assert any("Шeвченко" in line for line in compare("Шeвченко Микола", "Шевченко Микола").lines)


def test_invisible_characters_and_other_apostrophes_do_not_matter() -> None:
    assert clean("\ufeffДерев\u00adʼянко\u200b  Іван") == "Дерев'янко Іван"
    assert clean("Йосип") == "Йосип"
    assert clean("Ｉｖａｎ") == "Ivan"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Шевченко", "cyrillic"),
        ("Ševčenko", "latin"),
        ("محمد", "arabic"),
        ("გიორგი", "georgian"),
        ("Գրիգոր", "armenian"),
        ("थापा", "devanagari"),
        ("박영철", "hangul"),
        ("张伟", "han"),
        ("יוסף", "hebrew"),
        ("Γιώργος", "greek"),
        ("ひろし", "kana"),
        ("123", "none"),
    ],
)
def test_the_script_is_told(text: str, script: str) -> None:
    assert script_of(text) == script


@settings(deadline=None)
@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing_more(written: str) -> None:
    assert clean(clean(written)) == clean(written)
