import numpy as np
import pytest

from allforall.rehearsal import written
from allforall.rehearsal.chance import Chance, limits, texts
from allforall.rehearsal.written import BY_EAR, WAY, WAYS, Hand

EVERYTHING_HEARD = Hand(limits(np.ones(2000)), 0.0)
EVERYTHING_READ = Hand(limits(np.zeros(2000)), 1.0)


def _ways(language, home, hand):
    languages, homes = texts([language] * 2000), np.full(2000, home)
    return written.ways_of_rows(languages, homes, hand, Chance(1, language, home))


@pytest.mark.parametrize(
    ("language", "home", "heard"), [("ru", 0, True), ("uk", 1, True), ("ru", 1, False), ("la", 0, False)]
)
def test_only_names_of_the_other_side_are_written_by_ear(language, home, heard):
    surname, first = _ways(language, home, EVERYTHING_HEARD)
    assert BY_EAR[surname].all() == heard
    assert BY_EAR[first].all() == heard


def test_russian_papers_may_have_no_yo():
    surname, _ = _ways("ru", 1, EVERYTHING_READ)
    assert {WAYS[way] for way in surname} == {"ru_no_yo"}


def test_a_latin_list_has_a_main_romanisation_and_others():
    surname, _ = _ways("la", 0, EVERYTHING_READ)
    counts = np.bincount(surname, minlength=len(WAYS))
    assert counts.max() > 0.5 * len(surname)
    assert (counts > 0).sum() > 8


def test_a_person_is_written_in_every_way(people):
    """Surname, given name and patronymic come out in each way, for women too."""
    persons = np.flatnonzero(people.female == 1)[:30]
    for way in range(len(WAYS)):
        ways = np.full(len(persons), way)
        for column in (written.surnames, written.given):
            assert all(column(people, persons, ways))


def test_given_names_are_translated_or_transcribed():
    forms = {way: set(written.given_forms(way)) for way in ("ru", "ru_ear_y", "la:kmu2010", "la:icao_ru")}
    assert "Николай" in forms["ru"]
    assert "Мыкола" in forms["ru_ear_y"]
    assert "Mykola" in forms["la:kmu2010"]
    assert "Nikolai" in forms["la:icao_ru"]


def test_a_name_other_peoples_share_with_the_slavs_is_written_as_theirs():
    ukrainian = list(written.given_forms("uk"))
    assert "Семьон" not in ukrainian


def test_way_names_are_unique():
    assert len(WAY) == len(WAYS)
