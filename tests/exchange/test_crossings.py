"""At the crossing: nobody twice, uncleared or in doubt: `one-live-slot`, `two-persons`, `cleared`."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.exchange.persons import status
from tests.exchange.telling import check_vector
from tests.exchange.walking import DATE, Walk

KINDS = (
    "identified", "crossed", "received", "absent", "back", "declined", "died", "disputed", "settled",
    "stranger",
)  # fmt: skip


def over(walk: Walk, *numbers: int) -> dict[str, Any]:
    return {"stage": 1, "batch": 1, "rows": walk.of("A", *(numbers or (0, 1)))}


def there(walk: Walk, **more: Any) -> dict[str, Any]:
    return {"stage": 1, "rows": walk.of("A", 0), **more}


@pytest.mark.parametrize("name", KINDS)
def test_vector(name: str) -> None:
    check_vector(f"crossing.{name}")


def test_it_takes_both_sides_to_have_crossed_and_the_own_side_to_receive() -> None:
    walk = Walk().upto("batch")
    row = walk.row("A", 0)
    walk.say("B", "crossing.crossed", over(walk))
    assert status(walk.exchange, row) == "identified"
    walk.hear()
    walk.say("A", "crossing.crossed", over(walk))
    assert status(walk.exchange, row) == "crossed"
    walk.say("A", "crossing.received", {"stage": 1, "rows": walk.of("A", 0)})
    assert status(walk.exchange, row) == "received"


def test_nobody_crosses_twice() -> None:
    walk = Walk().upto("crossed")
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "one-live-slot"


def test_nobody_crosses_whom_not_an_officer_of_each_side_has_identified() -> None:
    walk = Walk().upto("arrived")
    walk.say("A", "crossing.identified", {"stage": 1, "rows": walk.going, "office": "officer"})
    walk.step("batch")
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "two-persons"


def test_nobody_crosses_whose_clearance_was_taken_away_or_has_expired() -> None:
    walk = Walk().upto("clear")
    walk.clear("B", "MOD", 0, until=f"{DATE}T09:00:00Z")
    walk.upto("batch")
    walk.clock = f"{DATE}T09:30:00Z"
    refused = walk.refused("A", "crossing.crossed", over(walk))
    assert (refused.rule, refused.rows) == ("cleared", (str(walk.row("A", 0)),))
    walk.say("A", "crossing.crossed", over(walk, 1))


def test_nobody_crosses_beside_the_manifest_or_the_batch() -> None:
    walk = Walk().upto("identified")
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "count-adds-up"
    walk.step("batch")
    assert walk.refused("A", "crossing.crossed", over(walk, 2)).rule == "one-live-slot"


def test_nobody_crosses_under_a_hold_or_in_a_lapsed_window() -> None:
    walk = Walk().upto("batch")
    walk.say("O", "stage.hold", {"stage": 1, "why": "drones"})
    walk.hear("A")
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "window"
    walk.clock = f"{DATE}T15:00:00Z"
    assert walk.refused("B", "crossing.crossed", over(walk)).rule == "window"


def test_a_disputed_identity_stops_a_person_until_two_others_are_sure() -> None:
    walk = Walk().upto("batch")
    walk.say("A", "crossing.disputed", there(walk, office="officer"))
    assert status(walk.exchange, walk.row("A", 0)) == "id_disputed"
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "fit-for-manifest"
    assert walk.refused("A", "crossing.settled", there(walk, office="officer")).rule == "two-persons"
    walk.say("A", "crossing.settled", there(walk, office="reconciler 1"))
    assert walk.refused("A", "crossing.settled", there(walk, office="reconciler 1")).rule == "two-persons"
    walk.say("A", "crossing.settled", there(walk, office="reconciler 2"))
    walk.say("A", "crossing.crossed", over(walk))


def test_there_is_nothing_to_settle_without_a_dispute() -> None:
    walk = Walk().upto("batch")
    body = there(walk, office="reconciler 1")
    assert walk.refused("A", "crossing.settled", body).rule == "unknown-entry"


@pytest.mark.parametrize(
    ("kind", "state"), [("absent", "no_show"), ("back", "turned_back"), ("died", "deceased")]
)
def test_who_does_not_go_over(kind: str, state: str) -> None:
    walk = Walk().upto("batch")
    walk.say("B", f"crossing.{kind}", there(walk))
    walk.hear()
    assert status(walk.exchange, walk.row("A", 0)) == state
    assert walk.refused("A", "crossing.crossed", over(walk)).rule == "fit-for-manifest"


def test_whoever_has_crossed_was_there() -> None:
    walk = Walk().upto("crossed")
    assert walk.refused("A", "crossing.absent", there(walk)).rule == "not-again"


def test_only_the_person_declines() -> None:
    walk = Walk().upto("batch")
    assert walk.refused("B", "crossing.declined", there(walk)).rule == "own-will"
    walk.wish("A", 0, "stay")
    walk.say("B", "crossing.declined", there(walk))
    assert status(walk.exchange, walk.row("A", 0)) == "declined"
    walk.wish("A", 0)
    assert status(walk.exchange, walk.row("A", 0)) == "identified"


def test_a_side_receives_its_own_people_and_only_who_crossed() -> None:
    walk = Walk().upto("batch")
    assert walk.refused("A", "crossing.received", there(walk)).rule == "count-adds-up"
    assert walk.refused("B", "crossing.received", there(walk)).rule == "not-his-to-say"


def test_strangers_are_counted_apart() -> None:
    walk = Walk().upto("arrived")
    walk.say("A", "crossing.stranger", {"stage": 1, "count": 2})


def test_nothing_is_said_of_a_crossing_once_it_is_signed_for() -> None:
    walk = Walk().upto("count")
    walk.say("A", "stage.sign", {"stage": 1})
    body = {"stage": 1, "rows": walk.of("A", 0), "office": "officer"}
    assert walk.refused("A", "crossing.identified", body).rule == "firm"
