import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.rehearsal import rates
from allforall.rehearsal.chance import limits
from allforall.rehearsal.rates import OFFICE, REGISTER, SOURCES, Writers, scaled


@given(st.floats(0, 1), st.floats(0, 10))
def test_a_scaled_rate_is_a_rate(rate, noise):
    assert 0 <= scaled(rate, noise) <= 1


@given(st.floats(0, 1))
def test_noise_one_is_life_and_noise_zero_is_none(rate):
    assert scaled(rate, 1.0) == pytest.approx(rate)
    assert scaled(rate, 0.0) == 0.0


@given(st.floats(0, 1), st.floats(0, 5), st.floats(0, 5))
def test_more_noise_is_not_less(rate, less, more):
    assert scaled(rate, less) <= scaled(rate, less + more) + 1e-12


@pytest.mark.parametrize("names", [OFFICE, SOURCES, REGISTER])
def test_all_writers_have_a_rate_for_every_slip(names):
    for slip in rates.slips():
        assert set(names) <= set(rates.rates(slip))
        assert all(0 <= rate <= 1 for rate in rates.rates(slip).values())


def test_shares_of_writers_make_a_whole():
    for names in (OFFICE, SOURCES, REGISTER):
        assert sum(rates.SHARES[name] for name in names) == pytest.approx(1.0)


def test_rates_follow_the_writer_of_each_row():
    writers = Writers.of(SOURCES, np.array([0, 1, 1]), np.array([1.0, 1.0, 0.0]))
    known = rates.rates("birth_date_absent")
    assert (
        writers.rates("birth_date_absent").tolist()
        == limits(np.array([known["comrades"], known["relatives"], 0])).tolist()
    )


def test_a_bad_source_is_bad_throughout_while_an_office_is_even():
    from allforall.rehearsal.chance import Chance

    assert set(rates.severities(OFFICE, 100, Chance(1))) == {1.0}
    assert len(set(rates.severities(SOURCES, 100, Chance(1)))) == 3
