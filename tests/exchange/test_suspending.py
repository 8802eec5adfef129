"""Either side suspends, alone lets go on again, and both together end: `window`, `both-words`."""

from __future__ import annotations

import pytest

from allforall.exchange.suspending import ended, suspended
from tests.exchange.telling import check_vector
from tests.exchange.walking import Walk

WHY = {"why": "the list is overdue"}


@pytest.mark.parametrize("name", ["exchange.suspend", "exchange.resume", "exchange.end.propose"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_nothing_moves_while_a_side_has_suspended() -> None:
    walk = Walk().upto("go")
    walk.say("B", "exchange.suspend", WHY)
    walk.hear()
    assert suspended(walk.exchange) == {"B"}
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"
    assert walk.refused("A", "exchange.resume").rule == "unknown-entry"
    walk.say("B", "exchange.resume")
    walk.hear()
    walk.say("A", "stage.moving", {"stage": 1})


def test_it_takes_all_parties_to_end_the_exchange() -> None:
    walk = Walk().upto("go")
    proposal = walk.say("A", "exchange.end.propose", WHY)
    assert not ended(walk.exchange)
    walk.confirm(proposal)
    assert ended(walk.exchange)
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"
