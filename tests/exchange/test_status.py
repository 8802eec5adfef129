"""The whole picture as values, the same in whatever order entries arrive."""

from __future__ import annotations

import random

import pytest

from allforall.exchange.status import Status, status
from tests.exchange.telling import orders
from tests.exchange.walking import DATE, OVERSEER, Walk

NOON = f"{DATE}T12:00:00Z"


def blocked(picture: Status) -> dict[str, int]:
    return {each.what: len(each.rows) for stage in picture.stages for each in stage.blocks}


def test_what_blocks_what() -> None:
    walk = Walk().upto("clear")
    body = {"rows": walk.held_by("B", 0), "body": "MOD", "verdict": "hold", "office": "MOD 1"}
    walk.say("B", "clearance.give", body)
    walk.say("B", "list.answer", {"rows": walk.of("A", 1), "answer": "deceased", "reason": "in hospital"})
    found = blocked(status(walk.exchange, NOON))
    assert found["not cleared by MOD"] == 1
    assert found["dead"] == 1
    assert found["no day is agreed"] == 0
    assert found["not asked for the wish"] == 3


def test_a_window_that_has_lapsed_or_is_not_acknowledged_blocks() -> None:
    walk = Walk().upto("date")
    walk.say("A", "stage.window.request", walk.window_body())
    found = blocked(status(walk.exchange, f"{DATE}T15:00:00Z"))
    assert "B has not acknowledged the window" in found
    assert f"the window lapsed at {DATE}T14:00:00Z" in found


def test_a_stage_says_who_came_home() -> None:
    picture = status(Walk().upto("bureau").exchange, NOON)
    (stage,) = picture.stages
    assert stage.delivered == {"A": {"other": 2}, "B": {"other": 2}}
    assert (stage.date, stage.place, stage.persons, stage.blocks) == (DATE, "the crossing", {"closed": 4}, ())
    assert {state: len(rows) for state, rows in picture.rows.items()} == {"closed": 4, "cleared": 2}


def test_troubles_stand_beside_the_state() -> None:
    walk = Walk().upto("batch")
    walk.say("B", "exchange.suspend", {"why": "the list is overdue"})
    walk.say("A", "crossing.stranger", {"stage": 1, "count": 2})
    picture = status(walk.exchange, NOON)
    assert (picture.state, picture.beside) == ("executing", ("suspended", "disputed"))


def test_what_was_refused_is_kept() -> None:
    walk = Walk().upto("plan")
    walk.refused("A", "stage.go", {"stage": 1, "office": "Minister"})
    assert [each.rule for each in status(walk.exchange, NOON).refused] == ["unknown-stage"]


def eventful() -> Walk:
    """Much at once: a hold apart from GO, sheets that differ, a doubt, a refused act, one side's word."""
    walk = Walk().upto("manifest")
    walk.clock = f"{DATE}T07:00:00Z"
    walk.say("O", "stage.hold", {"stage": 1, "why": "drones"})
    for party in "AB":
        walk.say(party, "stage.go", {"stage": 1, "office": OVERSEER[party]})
    walk.hear("B")
    walk.refused("B", "stage.moving", {"stage": 1})
    walk.hear()
    for party in "AB":
        walk.say(party, "stage.resume", {"stage": 1, "office": OVERSEER[party]})
    walk.done += 1
    walk.hear()
    walk.upto("batch")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.both("crossing.crossed", {"stage": 1, "batch": 1, "rows": less})
    walk.say("A", "crossing.disputed", {"stage": 1, "rows": walk.of("B", 1), "office": "officer"})
    walk.say("A", "stage.count", walk.sheet(crossed=less, absent=walk.of("B", 1)))
    walk.say("B", "stage.count", walk.sheet(crossed=less, turned_back=walk.of("B", 1)))
    return walk


@pytest.mark.parametrize("seed", range(10))
def test_any_causally_valid_order_gives_the_same_picture(seed: int) -> None:
    walk = eventful()
    shuffled = list(orders(walk, random.Random(seed).choice))
    picture = status(walk.exchange, NOON)
    assert status(walk.fold(shuffled), NOON) == picture
    assert picture.refused
    assert picture.incidents
