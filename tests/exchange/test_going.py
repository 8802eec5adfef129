"""GO by every overseer, on the manifest and window that hold: `window`, `two-persons`, `cleared`."""

from __future__ import annotations

import pytest

from allforall.exchange.going import at_point, goes, going
from allforall.exchange.persons import status
from tests.exchange.telling import check_vector
from tests.exchange.walking import DATE, ONE, Walk

GO = {"stage": 1, "office": "Minister"}


@pytest.mark.parametrize(
    "name", ["stage.go", "stage.moving", "stage.arrived", "stage.postpone", "stage.rollback"]
)
def test_vector(name: str) -> None:
    check_vector(name)


def test_it_goes_when_every_overseer_has_said_so() -> None:
    walk = Walk().upto("manifest")
    walk.clock = f"{DATE}T07:00:00Z"
    walk.say("A", "stage.go", GO)
    assert (goes(walk.exchange, ONE), going(walk.exchange, ONE)) == ({"A"}, False)
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "window"
    walk.say("B", "stage.go", {"stage": 1, "office": "Council"})
    assert going(walk.exchange, ONE)


def test_only_the_overseer_gives_go() -> None:
    walk = Walk().upto("manifest")
    assert walk.refused("A", "stage.go", {"stage": 1, "office": "MOD"}).rule == "two-persons"


def test_no_go_without_a_manifest_of_both() -> None:
    walk = Walk().upto("window")
    assert walk.refused("A", "stage.go", GO).rule == "both-words"


def test_no_go_when_a_clearance_has_been_taken_away() -> None:
    walk = Walk().upto("manifest")
    hold = {"rows": walk.held_by("A", 0), "body": "SBU", "verdict": "hold", "office": "SBU 1"}
    walk.say("A", "clearance.give", hold)
    refused = walk.refused("A", "stage.go", GO)
    assert (refused.rule, refused.rows) == ("cleared", (str(walk.row("B", 0)),))


def test_no_go_with_somebody_who_died_since() -> None:
    walk = Walk().upto("manifest")
    walk.say("B", "list.answer", {"rows": walk.of("A", 0), "answer": "deceased", "reason": "in hospital"})
    walk.hear()
    assert walk.refused("A", "stage.go", GO).rule == "fit-for-manifest"


def test_a_new_window_asks_for_a_new_go() -> None:
    walk = Walk().upto("go")
    request = walk.say("A", "stage.window.request", walk.window_body("06:30:00"))
    walk.hear()
    walk.say("B", "stage.window.acknowledge", {"of": request.id, "forces": "air defence"})
    assert goes(walk.exchange, ONE) == set()


def test_nobody_arrives_who_has_not_set_out() -> None:
    walk = Walk().upto("go")
    assert walk.refused("A", "stage.arrived", {"stage": 1}).rule == "window"
    walk.upto("arrived")
    assert at_point(walk.exchange, ONE)


def test_people_are_on_the_way_and_at_the_point_with_those_who_hold_them() -> None:
    walk = Walk().upto("go")
    walk.say("B", "stage.moving", {"stage": 1})
    assert status(walk.exchange, walk.row("A", 0)) == "in_transit"
    assert status(walk.exchange, walk.row("B", 0)) == "allocated"
    walk.upto("arrived")
    assert status(walk.exchange, walk.row("B", 0)) == "at_point"


def test_a_rolled_back_stage_begins_anew_with_a_date() -> None:
    walk = Walk().upto("arrived")
    walk.say("B", "stage.rollback", {"stage": 1, "why": "shelling"})
    walk.hear()
    assert not at_point(walk.exchange, ONE)
    assert walk.refused("A", "stage.moving", {"stage": 1}).rule == "unknown-stage"
    for step in ("date", "window", "go", "moving", "arrived"):
        walk.step(step)
    assert at_point(walk.exchange, ONE)


@pytest.mark.parametrize("kind", ["stage.rollback", "stage.postpone"])
def test_it_is_not_broken_off_once_somebody_has_crossed(kind: str) -> None:
    walk = Walk().upto("crossed")
    body = {"stage": 1, "why": "shelling", **({"until": "2026-05-30"} if kind == "stage.postpone" else {})}
    assert walk.refused("B", kind, body).rule == "count-adds-up"


def test_no_go_with_somebody_who_is_undecided_since() -> None:
    walk = Walk().upto("manifest")
    walk.wish("A", 0, "undecided")
    assert walk.refused("A", "stage.go", GO).rule == "own-will"


def test_a_stage_that_is_signed_for_does_not_begin_again() -> None:
    walk = Walk().upto("sign")
    assert walk.refused("A", "stage.go", GO).rule == "firm"
