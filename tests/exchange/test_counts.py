"""Outcomes make the manifest, both sheets agree, and what was delivered is what was agreed.

`count-adds-up`, `delivered-as-agreed`.
"""

from __future__ import annotations

import pytest

from allforall.exchange.counts import Batch, agree, delivered, mismatches, sheets, short
from allforall.exchange.stages import signed
from tests.exchange.telling import check_vector
from tests.exchange.walking import ONE, Walk

FIRST = Batch(1, 1)


@pytest.mark.parametrize("name", ["stage.batch", "stage.count", "stage.sign"])
def test_vector(name: str) -> None:
    check_vector(name)


def test_both_sheets_agree_and_both_sign() -> None:
    walk = Walk().upto("count")
    assert agree(walk.exchange, FIRST)
    walk.say("A", "stage.sign", {"stage": 1})
    assert not signed(walk.exchange, ONE)
    assert delivered(walk.exchange, ONE) == {}
    walk.say("B", "stage.sign", {"stage": 1})
    assert signed(walk.exchange, ONE)
    assert delivered(walk.exchange, ONE) == {"A": {"other": 2}, "B": {"other": 2}}


def test_a_sheet_counts_everybody_of_the_batch_once() -> None:
    walk = Walk().upto("received")
    fewer = walk.sheet(crossed={**walk.of("A", 0, 1), **walk.of("B", 0)})
    assert walk.refused("A", "stage.count", fewer).rows == (str(walk.row("B", 1)),)
    twice = walk.sheet(crossed=walk.going, absent=walk.of("A", 0))
    assert walk.refused("A", "stage.count", twice).rule == "count-adds-up"
    assert walk.refused("A", "stage.count", walk.sheet(2, crossed=walk.going)).rule == "count-adds-up"


def test_nobody_is_counted_as_crossed_whom_one_has_not_seen_cross() -> None:
    walk = Walk().upto("batch")
    assert walk.refused("A", "stage.count", walk.sheet(crossed=walk.going)).rule == "count-adds-up"


def test_sheets_are_compared_line_by_line() -> None:
    walk = Walk().upto("received")
    walk.say("A", "stage.count", walk.sheet(crossed=walk.going))
    assert mismatches(walk.exchange, FIRST) == []
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.say("B", "stage.count", walk.sheet(crossed=less, turned_back=walk.of("B", 1)))
    (found,) = mismatches(walk.exchange, FIRST)
    assert (found.row, dict(found.said)) == (walk.row("B", 1), {"A": "crossed", "B": "turned_back"})
    walk.hear()
    assert walk.refused("A", "stage.sign", {"stage": 1}).rule == "count-adds-up"


def test_a_later_sheet_of_a_side_replaces_its_earlier_one() -> None:
    walk = Walk().upto("received")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.say("B", "stage.count", walk.sheet(crossed=less, turned_back=walk.of("B", 1)))
    walk.upto("count")
    assert sheets(walk.exchange, FIRST)["B"][walk.row("B", 1)] == "crossed"
    walk.upto("sign")


def test_what_falls_short_is_named_when_signing() -> None:
    walk = Walk().upto("batch")
    less = {**walk.of("A", 0, 1), **walk.of("B", 0)}
    walk.both("crossing.crossed", {"stage": 1, "batch": 1, "rows": less})
    walk.say("B", "crossing.absent", {"stage": 1, "rows": walk.of("B", 1)})
    walk.both("stage.count", walk.sheet(crossed=less, absent=walk.of("B", 1)))
    walk.hear()
    assert short(walk.exchange, ONE) == {"B": {"other": 1}}
    assert walk.refused("A", "stage.sign", {"stage": 1}).rule == "delivered-as-agreed"
    walk.both("stage.sign", {"stage": 1, "short": {"B": {"other": 1}}})
    assert delivered(walk.exchange, ONE) == {"A": {"other": 2}, "B": {"other": 1}}


def test_nothing_is_named_short_that_was_delivered() -> None:
    walk = Walk().upto("count")
    body = {"stage": 1, "short": {"B": {"other": 1}}}
    assert walk.refused("A", "stage.sign", body).rule == "delivered-as-agreed"


def test_the_next_batch_waits_for_both_sheets() -> None:
    walk = Walk().upto("identified")
    one, two = {**walk.of("A", 0), **walk.of("B", 0)}, {**walk.of("A", 1), **walk.of("B", 1)}
    walk.say("A", "stage.batch", {"stage": 1, "batch": 1, "rows": one})
    walk.hear()
    assert walk.refused("A", "stage.batch", {"stage": 1, "batch": 2, "rows": two}).rule == "count-adds-up"
    walk.both("crossing.crossed", {"stage": 1, "batch": 1, "rows": one})
    walk.both("stage.count", walk.sheet(crossed=one))
    walk.hear()
    assert walk.refused("A", "stage.sign", {"stage": 1}).rule == "count-adds-up"
    assert walk.refused("A", "stage.batch", {"stage": 1, "batch": 2, "rows": one}).rule == "count-adds-up"
    assert walk.refused("A", "stage.batch", {"stage": 1, "batch": 3, "rows": two}).rule == "count-adds-up"
    walk.say("A", "stage.batch", {"stage": 1, "batch": 2, "rows": two})


def test_a_side_cannot_finish_a_stage_that_the_other_has_not_counted() -> None:
    walk = Walk().upto("received")
    walk.say("A", "stage.count", walk.sheet(crossed=walk.going))
    assert walk.refused("A", "stage.sign", {"stage": 1}).rule == "count-adds-up"


def test_what_is_signed_stays() -> None:
    walk = Walk().upto("sign")
    assert walk.refused("A", "stage.sign", {"stage": 1}).rule == "firm"
    assert walk.refused("A", "stage.count", walk.sheet(crossed=walk.going)).rule == "firm"


def test_nobody_beside_the_manifest_is_in_a_batch() -> None:
    walk = Walk().upto("identified")
    body = {"stage": 1, "batch": 1, "rows": walk.of("A", 0, 2)}
    assert walk.refused("A", "stage.batch", body).rule == "one-live-slot"


def test_no_batch_under_a_hold() -> None:
    walk = Walk().upto("identified")
    walk.say("M", "stage.hold", {"stage": 1, "why": "drones"})
    walk.hear()
    assert walk.refused("A", "stage.batch", {"stage": 1, "batch": 1, "rows": walk.going}).rule == "window"
