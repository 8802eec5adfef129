"""A bulletin: signed numbers, families first, nothing before its time."""

from __future__ import annotations

import pytest

from allforall.account.bulletin import TooEarly, bulletin
from tests.exchange.walking import Walk

NOW = "2026-05-24T12:00:00Z"


def test_the_numbers_are_those_that_all_have_signed_for() -> None:
    assert bulletin(Walk().upto("families").exchange, NOW, 1).numbers == {"A": 2, "B": 2}
    assert bulletin(Walk().upto("families").exchange, NOW).numbers == {"A": 2, "B": 2}


@pytest.mark.parametrize(
    ("step", "why"),
    [("terms", "no plan"), ("count", "not all parties have signed"), ("sign", "families have not been told")],
)
def test_nothing_is_published_too_early(step: str, why: str) -> None:
    with pytest.raises(TooEarly, match=why):
        bulletin(Walk().upto(step).exchange, NOW)


def test_an_embargo_holds() -> None:
    walk = Walk().upto("families")
    walk.say("B", "telling.embargo", {"until": "2026-05-25T00:00:00Z"})
    with pytest.raises(TooEarly, match="B has asked for silence"):
        bulletin(walk.exchange, NOW, 1)
    assert bulletin(walk.exchange, "2026-05-25T00:00:00Z", 1).numbers == {"A": 2, "B": 2}


def test_a_stage_that_is_not_planned_has_no_bulletin() -> None:
    with pytest.raises(TooEarly, match="stage 7: not in the plan"):
        bulletin(Walk().upto("families").exchange, NOW, 7)
