"""The distance of two sounds: 0 when equal, about 1 for each edit, less for what is easily confused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.names.similar import sound_distance, sound_distances

SOUND = st.text(alphabet="abcdehijklmnoprstuvz", max_size=12)


@pytest.mark.parametrize(
    ("left", "right", "lowest", "highest"),
    [
        ("ivanenko", "ivanenko", 0, 0),
        ("ivanenko", "ivamenko", 0.5, 1),
        ("beli", "bili", 0.2, 0.5),
        ("bondar", "bodnar", 0.5, 1),
        ("petrov", "petrof", 0.3, 0.6),
        ("", "abc", 2, 3),
        ("cevcenko", "cevcuk", 2, 4),
    ],
)
def test_the_distance_of_two_sounds(left: str, right: str, lowest: float, highest: float) -> None:
    assert lowest <= sound_distance(left, right) <= highest


@settings(deadline=None)
@given(SOUND, SOUND)
def test_it_is_symmetric_and_zero_only_for_equals(left: str, right: str) -> None:
    assert sound_distance(left, right) == pytest.approx(sound_distance(right, left))
    assert (sound_distance(left, right) == 0) == (left == right)


@settings(deadline=None)
@given(st.lists(st.tuples(SOUND, SOUND), max_size=20))
def test_many_pairs_together_give_the_same_as_one_by_one(pairs: list[tuple[str, str]]) -> None:
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    alone = np.array([sound_distance(*pair) for pair in pairs])
    assert sound_distances(left, right) == pytest.approx(alone, abs=1e-5)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="different length"):
        sound_distances(["a"], [])
