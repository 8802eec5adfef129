"""What notes, remarks and officers say in four languages."""

from __future__ import annotations

import pytest

from allforall.plan.checker import lists as checker
from allforall.plan.checker import words
from allforall.plan.words import read_companions, read_judgement, read_standing

STANDINGS = {
    "dead": ["died on 3 May", "Загинув у полоні", "умер 12.03.2024", "vefat etti"],
    "returned": ["already exchanged", "Повернувся 31.12.2024", "обменян в мае", "asthma; status: returned"],
    "declined": [
        "declined (asked privately)", "відмовився повертатися", "не хочет возвращаться", "dönmek istemiyor",
        "brother died. He himself has declined",
    ],
    "held_back": ["held back under article 119", "удержан до приговора"],
    "": [
        "", "diabetic", "has not returned", "ще не повернувся", "не загинув, живий", "не умер",
        "brother died in 2023", "брат загинув", "отец умер; сам здоров", "remains in hospital",
        "letters exchanged with family",
    ],
}  # fmt: skip
JUDGEMENTS = {
    "same": [
        "same", "то саме", "Той самий", "тот же", "YES", "так", "да", "evet", "+", "1", "same: той самий",
    ],
    "not_same": ["not same", "не той", "не тот", "No", "ні", "нет", "hayır", "-", "not_same"],
    "unsure": ["unsure", "?", "не знаю", "belki", "не впевнений"],
    "": ["", "  "],
}  # fmt: skip
COMPANIONS = [
    ("with: A-12", ("A-12",)), ("travels with: 12, 13", ("12", "13")), ("asthma; with: A.12.", ("A.12",)),
    ("разом з: Б7", ("Б7",)), ("болен. Вместе с: 4 5", ("4", "5")), ("birlikte: 9", ("9",)),
    ("with his brother", ()), ("born with: nothing of this kind", ()), ("", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [(text, value) for value in STANDINGS for text in STANDINGS[value]]
)
def test_standing_is_read_and_the_checker_reads_it_alike(text: str, expected: str) -> None:
    assert read_standing(text) == expected
    assert words.barred_by(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [(text, value) for value in JUDGEMENTS for text in JUDGEMENTS[value]]
)
def test_judgements_are_read_and_the_checker_reads_them_alike(text: str, expected: str) -> None:
    assert read_judgement(text) == expected
    assert words.judgement(text) == expected


def test_a_word_that_is_no_judgement_is_neither_yes_nor_no() -> None:
    assert read_judgement("perhaps tomorrow") is None
    assert words.judgement("perhaps tomorrow") == "?"


@pytest.mark.parametrize(("text", "expected"), COMPANIONS)
def test_companions_are_named_after_a_colon(text: str, expected: tuple[str, ...]) -> None:
    assert read_companions(text) == expected
    assert checker.wanted("", "", "", "", "", "", text).companions == expected
