"""The state machine of a stage: every state is reached, by the step that the page names."""

from __future__ import annotations

import pytest

from allforall.exchange.machine import STAGE_STATES, stage_state
from tests.exchange.walking import DATE, ONE, Walk

REACHED = {
    "plan": "draft",
    "date": "date_agreed",
    "window": "window_acknowledged",
    "manifest": "manifest_frozen",
    "go": "go",
    "moving": "moving",
    "arrived": "at_point",
    "batch": "batch",
    "count": "counted",
    "sign": "signed",
    "families": "families_told",
}


@pytest.mark.parametrize(("step", "state"), REACHED.items())
def test_each_step_brings_the_stage_on(step: str, state: str) -> None:
    assert stage_state(Walk().upto(step).exchange, ONE) == state


def test_a_date_and_a_window_are_first_proposed() -> None:
    walk = Walk().upto("wishes")
    walk.say("A", "stage.date.propose", {"stage": 1, "date": DATE, "place": "the crossing"})
    assert stage_state(walk.exchange, ONE) == "date_proposed"
    walk = Walk().upto("date")
    walk.say("A", "stage.window.request", walk.window_body())
    assert stage_state(walk.exchange, ONE) == "window_requested"


@pytest.mark.parametrize(
    ("kind", "more", "state"),
    [
        ("stage.hold", {}, "hold"),
        ("stage.postpone", {"until": "2026-05-30"}, "postponed"),
        ("stage.rollback", {}, "rolled_back"),
        ("stage.divert", {"place": "north"}, "diverted"),
    ],
)
def test_a_stage_leaves_its_way(kind: str, more: dict[str, str], state: str) -> None:
    walk = Walk().upto("arrived")
    walk.say("B", kind, {"stage": 1, "why": "shelling", **more})
    assert stage_state(walk.exchange, ONE) == state
    assert state in STAGE_STATES


def test_a_stage_is_public_once_its_numbers_are() -> None:
    walk = Walk().upto("families")
    walk.say("A", "bulletin.publish", {"stage": 1, "numbers": {"A": 2, "B": 2}, "office": "press"})
    assert stage_state(walk.exchange, ONE) == "public"
