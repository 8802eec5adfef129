import numpy as np
import pytest

from allforall.rehearsal import given
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.peoples import peoples

BY_NAME = {each.name: each for each in peoples()}


def _draw(people, count=40_000, female=0, year=1985):
    home = np.full(count, int(people == "russian"))
    return given.draw(BY_NAME[people], home, np.full(count, female), np.full(count, year), Chance(1, people))


@pytest.mark.parametrize("people", ["ukrainian", "russian"])
def test_the_most_frequent_name_has_about_seven_percent(people):
    counts = np.bincount(_draw(people))
    assert 0.05 < counts.max() / counts.sum() < 0.11


def test_names_follow_fashion():
    """A Mykola is old, a Nazar young."""
    mykola, nazar = (_code("Микола"), _code("Назар"))
    old, young = (
        np.bincount(_draw("ukrainian", year=1945), minlength=400),
        np.bincount(_draw("ukrainian", year=2005), minlength=400),
    )
    assert old[mykola] > 3 * young[mykola]
    assert young[nazar] > 3 * old[nazar]


def _code(uk):
    return next(code for code, name in enumerate(given.given_names()) if name.uk[:1] == (uk,))


@pytest.mark.parametrize("people", peoples(), ids=lambda each: each.name)
@pytest.mark.parametrize("female", [0, 1])
def test_every_people_has_names(people, female):
    names = _draw(people.name, 50, female)
    assert len(names) == 50
    known = given.own_codes(people.name, bool(female))
    if people.slavic_given == 0 and not people.is_slavic:
        assert set(names) <= set(known)


def test_names_of_one_sex_stay_with_it():
    women = {given.given_names()[code].uk[0] for code in _draw("ukrainian", 2000, female=1)}
    assert "Олена" in women
    assert "Олександр" not in women


def test_the_table_has_no_name_twice():
    forms = [(name.people, name.female, name.ru[0], name.uk[:1]) for name in given.given_names()]
    assert len(forms) == len(set(forms))
