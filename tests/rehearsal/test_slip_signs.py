import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from allforall.rehearsal.chance import Chance
from allforall.rehearsal.slips import signs

WORDS = st.text("абвгдежзийклмнопрстуфхц", min_size=4, max_size=12).map(str.capitalize)


@given(WORDS, st.integers(0, 10_000))
def test_a_typo_is_one_or_two_slips_of_the_finger(word, seed):
    assert DamerauLevenshtein.distance(word, signs.mistyped(word, "ru", Chance(seed))) <= 2


@given(WORDS, st.integers(0, 10_000))
def test_a_misheard_word_keeps_its_capital(word, seed):
    assert signs.misheard(word, "ru", Chance(seed))[0].isupper()


def test_a_short_word_is_not_mistyped():
    assert signs.mistyped("Ли", "ru", Chance(1)) == "Ли"


def test_neighbours_on_the_keyboard():
    near = signs._neighbours("la")
    assert set("awdzx") & set(near["s"]) >= {"a", "d"}
    assert "p" not in near["s"]


def test_what_is_misheard_is_heard_alike():
    heard = {signs.misheard("Гриб", "ru", Chance(seed)) for seed in range(300)}
    assert "Хриб" in heard
    assert "Грип" in heard
    assert not any("щ" in word for word in heard)


@pytest.mark.parametrize("language", ["uk", "ru", "la"])
def test_a_scan_misreads_at_least_one_letter(language):
    word = {"uk": "Коваленко", "ru": "Кузнецов", "la": "Kovalenko"}[language]
    misread = [signs.misread(word, language, Chance(seed)) for seed in range(200)]
    assert sum(each != word for each in misread) > 180


def test_a_misread_digit_looks_alike():
    assert {signs.misread_digit("А1", Chance(seed)) for seed in range(50)} == {"А7", "А4"}


def test_a_text_without_digits_stays():
    assert signs.misread_digit("без", Chance(1)) == "без"
