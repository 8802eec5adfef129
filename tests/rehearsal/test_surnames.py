import re

import numpy as np
import pytest

from allforall.rehearsal import surnames
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.peoples import peoples

BY_NAME = {each.name: each for each in peoples()}


@pytest.fixture(scope="module", params=["ukrainian", "russian"])
def drawn(request):
    return request.param, *surnames.draw(BY_NAME[request.param], 100_000, Chance(1, request.param))


def test_the_tail_is_long(drawn):
    _, of, book = drawn
    home = np.array(book.ru)[of]
    assert len(set(home)) > 15_000


def test_no_surname_is_too_frequent(drawn):
    _, of, book = drawn
    _, counts = np.unique(np.array(book.ru)[of], return_counts=True)
    assert counts.max() / len(of) < 0.015


def test_surnames_are_written_in_their_alphabets(drawn):
    _, _, book = drawn
    assert not [name for name in book.uk if not re.fullmatch(r"[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ'\-]+", name)]
    assert not [name for name in book.ru if not re.fullmatch(r"[А-Яа-яЁё'\-]+", name)]


def test_endings_are_those_of_the_people(drawn):
    people, of, book = drawn
    ending = "енко" if people == "ukrainian" else "ов"
    share = np.mean(
        [name.endswith(ending) for name in np.array(book.uk if people == "ukrainian" else book.ru)[of]]
    )
    assert 0.2 < share < 0.6


@pytest.mark.parametrize(
    "people", [each for each in peoples() if not each.is_slavic], ids=lambda each: each.name
)
def test_every_people_has_surnames_in_both_languages(people):
    of, book = surnames.draw(people, 200, Chance(2, people.name))
    assert len(book.uk) == len(book.ru) == len(book.latin) == len(book.other_ru) == len(book.native)
    assert of.max() < len(book.ru)
    assert all(book.ru)


def test_surnames_from_mens_names_keep_every_spelling():
    _, book = surnames.draw(BY_NAME["chechen"], 10, Chance(3))
    forms = dict(zip(book.ru, book.other_ru, strict=True))
    assert "Юсуфов" in forms["Юсупов"]


def test_a_root_is_written_by_meaning_only_if_the_cognate_sounds_alike():
    assert surnames._cognate(surnames.Root("n", "Ліс", "Лес")) == "Лес"
    assert surnames._cognate(surnames.Root("b", "Вовк", "Волк")) == "Вовк"
