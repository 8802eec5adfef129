"""How far two fields go together."""

import numpy as np
import pytest

from allforall.matching.dependence import together


def codes(values) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def test_fields_that_always_go_together_are_worth_one():
    """A hundred companies, each taken on a day of its own: who shares the one shares the other."""
    company = codes(np.repeat(np.arange(1, 101), 20))
    assert together(company, company) == pytest.approx(100, rel=0.1)


def test_independent_fields_share_nothing():
    chance = np.random.default_rng(1)
    left, right = chance.integers(1, 20, 5000), chance.integers(1, 20, 5000)
    assert together(codes(left), codes(right)) == pytest.approx(1, abs=0.05)


def test_empty_cells_do_not_count():
    left = codes([0, 0, 0, 1, 2, 3] * 50)
    right = codes([5, 5, 5, 1, 2, 3] * 50)
    assert together(left, right) == together(codes([1, 2, 3] * 50), codes([1, 2, 3] * 50))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_too_few_rows_tell_nothing(size):
    assert together(codes([1] * size), codes([1] * size)) == 1.0


def test_the_order_of_the_fields_does_not_matter():
    chance = np.random.default_rng(2)
    left = chance.integers(0, 9, 800)
    right = (left + chance.integers(0, 2, 800)) % 9
    assert together(codes(left), codes(right)) == pytest.approx(together(codes(right), codes(left)))
