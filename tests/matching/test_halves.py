"""Work shared by two processes must be the work of one."""

import os

import pytest

from allforall.matching import halves
from allforall.matching.halves import in_halves


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(halves.os, "cpu_count", lambda: 2)


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_the_halves_are_the_whole_in_order(size):
    parts = in_halves(lambda part: list(range(10))[part], size)
    assert [each for part in parts for each in part] == list(range(size))


def test_one_processor_does_all_at_once(monkeypatch):
    monkeypatch.setattr(halves.os, "cpu_count", lambda: 1)
    assert in_halves(lambda part: (part.start, part.stop), 7) == [(0, 7)]


def test_a_half_whose_process_dies_is_done_here():
    here = os.getpid()

    def work(part):
        return part.start if os.getpid() == here else os._exit(1)

    assert in_halves(work, 8) == [0, 4]


@pytest.mark.parametrize("start", [0, 4])
def test_an_error_in_either_half_is_raised_here(start):
    def work(part):
        if part.start == start:
            raise ValueError(str(part))

    with pytest.raises(ValueError, match="slice"):
        in_halves(work, 8)
