"""The state machine of the whole exchange: every state is reached."""

from __future__ import annotations

import pytest

from allforall.exchange.course import exchange_state
from tests.exchange.telling import NOON
from tests.exchange.walking import Walk

REACHED = {
    "lists": "reconciling",
    "plan": "clearing",
    "date": "scheduled",
    "go": "executing",
    "count": "executing",
    "sign": "reconciled",
}


def state(walk: Walk) -> str:
    return exchange_state(walk.exchange, NOON)


@pytest.mark.parametrize(("step", "expected"), REACHED.items())
def test_each_step_brings_the_exchange_on(step: str, expected: str) -> None:
    assert state(Walk().upto(step)) == expected


def test_terms_come_first_and_lists_are_opened_by_all() -> None:
    walk = Walk()
    assert state(walk) == "open"
    proposal = walk.say("A", "terms.propose", {"formula": {"A": 2, "B": 2}, "release": "stage"})
    assert state(walk) == "proposed"
    walk.confirm(proposal)
    assert state(walk) == "formula_agreed"
    walk.exchange_lists({"A": 3, "B": 3})
    assert state(walk) == "lists_exchanged"


def test_questions_are_open_until_they_are_replied_to() -> None:
    walk = Walk().upto("lists")
    asked = walk.say("B", "list.ask", {"rows": walk.of("A", 0), "needs": ["birth year"]})
    assert state(walk) == "commented"
    walk.hear()
    walk.say("A", "list.reply", {"of": asked.id, "rows": walk.of("A", 0)})
    assert state(walk) == "reconciling"


def test_lists_are_frozen_by_all() -> None:
    walk = Walk().upto("lists")
    walk.agree("A", "list.freeze", {"lists": dict.fromkeys(walk.names.values(), 1)})
    assert state(walk) == "frozen"


def test_what_falls_short_makes_it_partial() -> None:
    walk = Walk().upto("batch")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.both("crossing.crossed", {"stage": 1, "batch": 1, "rows": less})
    walk.both("stage.count", walk.sheet(crossed=less, absent=walk.of("B", 1)))
    walk.hear()
    walk.both("stage.sign", {"stage": 1, "short": {"B": {"other": 1}}})
    assert state(walk) == "partial"


def test_it_is_announced_and_then_closed() -> None:
    walk = Walk().upto("families")
    walk.say("A", "bulletin.publish", {"stage": 1, "numbers": {"A": 2, "B": 2}, "office": "press"})
    assert state(walk) == "announced"
    walk.step("bureau")
    assert state(walk) == "closed"


def test_it_is_aborted_by_both() -> None:
    walk = Walk().upto("plan")
    walk.agree("A", "exchange.end", {"why": "the terms have lapsed"})
    assert state(walk) == "aborted"
