import numpy as np
import pytest

from allforall.rehearsal.people import NO_FATHER, birth_year, people_of, population
from allforall.rehearsal.peoples import peoples


def test_one_seed_gives_one_population():
    left, right = population(500, 9), population(500, 9)
    assert (left.surname == right.surname).all()
    assert left.book.ru.tolist() == right.book.ru.tolist()
    assert (left.service.unit == right.service.unit).all()


def test_another_seed_gives_others():
    assert population(500, 9).given.tolist() != population(500, 10).given.tolist()


def test_ages_are_those_of_soldiers(people):
    age = 2025 - birth_year(people.birth)
    assert (age >= 17).all()
    assert np.quantile(age, 0.99) <= 60
    assert 33 < np.median(age) < 42


def test_peoples_come_in_their_shares():
    drawn = population(60_000, 4, russian_share=1.0)
    chechens = next(code for code, each in enumerate(peoples()) if each.name == "chechen")
    total = sum(each.shares[1] for each in peoples())
    assert np.mean(drawn.people == chechens) == pytest.approx(peoples()[chechens].shares[1] / total, rel=0.15)


def test_the_share_of_homes_is_kept():
    assert np.mean(population(20_000, 4, russian_share=0.3).home) == pytest.approx(0.3, abs=0.02)


def test_foreigners_have_no_patronymic(people):
    foreign = [row for row in range(len(people)) if people_of(people, row).patronymic == "none"]
    assert foreign
    assert (people.father[foreign] == NO_FATHER).all()


def test_companions_were_taken_together(people):
    """Persons of one event share unit, day and place, so most have somebody beside them."""
    served = people.service
    key = served.unit * 10_000_000 + served.captured_on * 100 + served.captured_at
    _, of, counts = np.unique(key, return_inverse=True, return_counts=True)
    assert np.mean(counts[of] > 1) > 0.7


def test_units_belong_to_the_home(people):
    from allforall.rehearsal.service import UNITS_PER_HOME

    assert (people.service.unit // UNITS_PER_HOME == people.home).all()
