"""A few seconds of `make fuzz`, always the same, and the bound on what a section may inflate to."""

from __future__ import annotations

import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allforall.record.bundle import Section
from allforall.record.errors import Refused
from tests.fuzz.targets import TARGETS, check


@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_raises_nothing_but_refusals(target: str) -> None:
    @settings(max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TARGETS[target][1])
    def one(data: Any) -> None:
        check(target, data)

    one()


@settings(max_examples=10, derandomize=True, deadline=None)
@given(stated=st.integers(0, 1 << 20), real=st.integers(8 << 20, 32 << 20))
def test_a_section_inflates_no_further_than_it_states(stated: int, real: int) -> None:
    stored = zlib.compress(bytes(real))
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="bad-section"):
            Section(3, stored, 0, len(stored), stated).content()
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()
