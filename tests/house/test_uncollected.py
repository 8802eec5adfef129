"""The collector stands still during the work, and afterwards is as it was."""

from __future__ import annotations

import gc

import pytest

from allforall.uncollected import uncollected


def test_the_collector_stands_still_during_the_work() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_work_that_failed() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_work_inside_such_work_does_not_wake_it() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
