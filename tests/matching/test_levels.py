"""The table of levels is the one source of facts, words and first guesses."""

import numpy as np
import pytest

from allforall.matching.levels import (
    AGREES,
    CODE,
    FIELDS,
    FIRST_M,
    FIRST_U,
    HELD,
    LEVELS,
    SCALE_OF,
    SCALES,
    codes_of,
)


def test_code_zero_says_that_there_was_nothing_to_compare():
    assert LEVELS[0].fact == "nothing_to_compare"
    assert CODE["nothing_to_compare"] == 0


def test_every_fact_has_a_name_of_its_own():
    assert len(CODE) == len(LEVELS)


@pytest.mark.parametrize("scale", SCALES[1:])
def test_the_levels_of_a_scale_are_all_there_is(scale):
    """First guesses of m and of u are shares, of true pairs and of strangers."""
    of_scale = SCALES.index(scale) == SCALE_OF
    assert FIRST_M[of_scale].sum() == pytest.approx(1, abs=0.03)
    assert FIRST_U[of_scale].sum() == pytest.approx(1, abs=0.06)


def test_what_agrees_speaks_for_one_person_and_what_is_held_against():
    assert (FIRST_M[AGREES] > FIRST_U[AGREES]).all()
    assert (np.log2(FIRST_M / FIRST_U)[HELD] < 1).all()


def test_a_scale_belongs_to_one_field():
    for scale in SCALES[1:]:
        assert len({level.field for level in LEVELS if level.scale == scale}) == 1


def test_codes_fit_in_a_byte_and_cover_all_fields():
    assert len(LEVELS) < 256
    assert sorted(code for field in FIELDS for code in codes_of(field)) == list(range(1, len(LEVELS)))


def test_words_are_for_readers():
    assert all(level.words == level.words.strip() and "_" not in level.words for level in LEVELS)


def test_the_nearest_level_of_a_scale_weighs_most():
    """The order of the table is that of nearness, at least at its two ends."""
    weights = np.log2(FIRST_M / FIRST_U)
    for scale in SCALES[1:]:
        of_scale = weights[np.flatnonzero(SCALES.index(scale) == SCALE_OF)]
        assert of_scale[0] > 0 > of_scale[-1]
