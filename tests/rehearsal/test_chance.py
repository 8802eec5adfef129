import hashlib

import numpy as np
import pytest

from allforall.rehearsal.chance import Chance, limits, zipf


def test_one_seed_gives_one_stream():
    assert Chance(7, "a").shares(5).tolist() == Chance(7, "a").shares(5).tolist()


def test_streams_with_other_labels_differ():
    assert Chance(7, "a").shares(5).tolist() != Chance(7, "b").shares(5).tolist()


def test_the_stream_is_the_same_on_every_machine():
    """Frozen: numpy promises that PCG64's doubles do not change; all else is derived from them."""
    drawn = Chance(1, "frozen").numbers(0, 1_000_000, 1000)
    digest = hashlib.sha256(drawn.astype("<i8").tobytes()).hexdigest()
    assert digest[:16] == "46e1e647ea50ae86"


def test_picks_follow_their_weights():
    counts = np.bincount(Chance(2).picks([1, 0, 3], 40_000), minlength=3)
    assert counts[1] == 0
    assert counts[2] / counts[0] == pytest.approx(3, rel=0.05)


def test_hits_take_a_rate_for_each_row():
    rates = limits(np.array([0.0, 1.0] * 500))
    assert Chance(3).hits(rates, 1000).tolist() == list(range(1, 1000, 2))


def test_order_is_a_permutation():
    assert sorted(Chance(4).order(100).tolist()) == list(range(100))


def test_zipf_falls():
    weights = zipf(50)
    assert (np.diff(weights) < 0).all()
