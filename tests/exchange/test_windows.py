"""No GO and no movement without an acknowledged window that holds; an alert is a HOLD: `window`."""

from __future__ import annotations

import pytest

from allforall.exchange.going import going
from allforall.exchange.windows import holds, unacknowledged, window
from tests.exchange.telling import check_vector
from tests.exchange.walking import DATE, ONE, OVERSEER, Walk

HOLD = {"stage": 1, "why": "drones"}


@pytest.fixture
def walk() -> Walk:
    return Walk().upto("date")


@pytest.mark.parametrize(
    "name",
    ["stage.window.request", "stage.window.acknowledge", "stage.hold", "stage.alert", "stage.resume"],
)
def test_vector(name: str) -> None:
    check_vector(name)


def test_a_window_holds_once_the_other_side_has_acknowledged_it(walk: Walk) -> None:
    request = walk.say("A", "stage.window.request", walk.window_body())
    assert unacknowledged(walk.exchange, request) == ["B"]
    assert window(walk.exchange, ONE) is None
    walk.hear()
    walk.say("B", "stage.window.acknowledge", {"of": request.id, "forces": "air defence"})
    assert window(walk.exchange, ONE) == request


def test_who_requests_does_not_acknowledge(walk: Walk) -> None:
    request = walk.say("A", "stage.window.request", walk.window_body())
    body = {"of": request.id, "forces": "brigade"}
    assert walk.refused("A", "stage.window.acknowledge", body).rule == "two-persons"


def test_no_window_without_a_date_nor_on_another_day() -> None:
    walk = Walk()
    assert walk.refused("A", "stage.window.request", walk.window_body()).rule == "window"
    walk.upto("date")
    other = {**walk.window_body(), "from": "2026-05-24T06:00:00Z", "until": "2026-05-24T14:00:00Z"}
    assert walk.refused("A", "stage.window.request", other).rule == "window"
    assert (
        walk.refused("A", "stage.window.request", walk.window_body("14:00:00", "06:00:00")).rule == "window"
    )


def test_a_new_request_lets_the_old_window_lapse(walk: Walk) -> None:
    walk.upto("window")
    walk.say("A", "stage.window.request", walk.window_body("08:00:00"))
    assert window(walk.exchange, ONE) is None


def test_a_diverted_stage_needs_a_new_window(walk: Walk) -> None:
    walk.upto("window")
    walk.say("B", "stage.divert", {"stage": 1, "place": "north", "why": "road closed"})
    assert window(walk.exchange, ONE) is None


def test_no_go_without_a_window() -> None:
    walk = Walk().upto("date")
    assert walk.refused("A", "stage.go", {"stage": 1, "office": "Minister"}).rule == "window"


def test_nothing_moves_before_the_window_opens_or_after_it_has_lapsed() -> None:
    walk = Walk().upto("go")
    walk.clock = f"{DATE}T14:00:01Z"
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"


@pytest.mark.parametrize("who", ["A", "B", "M", "O"])
def test_anybody_says_hold_and_everything_stops(who: str) -> None:
    walk = Walk().upto("go")
    assert going(walk.exchange, ONE)
    walk.say(who, "stage.hold", HOLD)
    walk.hear()
    assert not going(walk.exchange, ONE)
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"


def test_a_hold_beats_a_go_that_did_not_know_of_it() -> None:
    walk = Walk().upto("manifest")
    walk.clock = f"{DATE}T07:00:00Z"
    walk.say("O", "stage.hold", HOLD)
    for party in "AB":
        walk.say(party, "stage.go", {"stage": 1, "office": OVERSEER[party]})
    assert not going(walk.exchange, ONE)


def test_only_the_overseers_lift_a_hold_and_all_of_them() -> None:
    walk = Walk().upto("go")
    walk.say("B", "stage.hold", HOLD)
    walk.hear()
    assert walk.refused("A", "stage.resume", {"stage": 1, "office": "MOD"}).rule == "two-persons"
    walk.say("A", "stage.resume", {"stage": 1, "office": "Minister"})
    assert holds(walk.exchange, ONE)
    walk.say("B", "stage.resume", {"stage": 1, "office": "Council"})
    assert going(walk.exchange, ONE)


def test_a_hold_is_not_taken_back() -> None:
    walk = Walk().upto("go")
    hold = walk.say("B", "stage.hold", HOLD)
    assert walk.refused("B", "undo", {"of": hold.id, "why": "a mistake"}).rule == "firm"


def test_an_alert_is_a_hold_for_as_long_as_it_lasts() -> None:
    walk = Walk().upto("go")
    times = {"from": f"{DATE}T07:00:00Z", "until": f"{DATE}T08:00:00Z"}
    walk.say("M", "stage.alert", {"stage": 1, "region": "north", **times})
    walk.hear()
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"
    assert walk.refused("A", "stage.resume", {"stage": 1, "office": "Minister"}).rule == "window"
    walk.clock = f"{DATE}T08:00:00Z"
    for party in "AB":
        walk.say(party, "stage.resume", {"stage": 1, "office": OVERSEER[party]})
    walk.hear()
    walk.say("A", "stage.moving", {"stage": 1})


def test_there_is_nothing_to_lift_without_a_hold() -> None:
    walk = Walk().upto("go")
    assert walk.refused("A", "stage.resume", {"stage": 1, "office": "Minister"}).rule == "window"
