import numpy as np

from allforall.rehearsal.families import BROTHER, FATHER_SON, TWIN
from allforall.rehearsal.people import NO_FATHER


def _pairs(people, kinship):
    first = np.flatnonzero((people.kinship == kinship) & (people.kin > np.arange(len(people))))
    return first, people.kin[first]


def test_there_are_families(people):
    assert all(len(_pairs(people, kinship)[0]) for kinship in (BROTHER, FATHER_SON, TWIN))


def test_kin_is_mutual(people):
    related = np.flatnonzero(people.kin >= 0)
    assert (people.kin[people.kin[related]] == related).all()


def test_brothers_share_surname_and_father_but_not_name_and_birth(people):
    first, second = _pairs(people, BROTHER)
    assert (people.surname[first] == people.surname[second]).all()
    assert (people.father[first] == people.father[second]).all()
    assert (np.abs(people.birth[first] - people.birth[second]) >= 300).all()
    assert np.mean(people.given[first] != people.given[second]) > 0.9


def test_twins_are_born_on_one_day(people):
    first, second = _pairs(people, TWIN)
    assert (people.birth[first] == people.birth[second]).all()


def test_a_son_bears_his_fathers_name_as_patronymic_and_often_as_name(people):
    left, right = _pairs(people, FATHER_SON)
    older = np.where(people.birth[left] < people.birth[right], left, right)
    son = np.where(older == left, right, left)
    assert (people.father[son] == people.given[older]).all()
    assert (people.birth[son] - people.birth[older] >= 19 * 365).all()
    assert np.mean(people.given[son] == people.given[older]) > 0.3


def test_relatives_have_a_father(people):
    assert (people.father[people.kin >= 0] != NO_FATHER).all()


def test_half_of_the_brothers_serve_together(people):
    first, second = _pairs(people, BROTHER)
    share = np.mean(people.service.unit[first] == people.service.unit[second])
    assert 0.3 < share < 0.8
