"""Rounds of talks, as each member has them."""

from __future__ import annotations

from allforall.talks.rounds import rounds
from tests.talks.telling import Table

OPEN = {"round": 1, "day": "2026-05-16", "place": "Istanbul"}
CLOSE = {"round": 1, "day": "2026-05-17"}


def test_members_words_on_a_round_stand_side_by_side() -> None:
    table = Table()
    table.say("A", "round.open", OPEN)
    table.say("B", "round.open", OPEN | {"day": "2026-05-15"})
    closed = table.say("A", "round.close", CLOSE)
    found = [(each.member, each.opened.body["day"], each.closed) for each in rounds(table.talks)]
    assert found == [("A", "2026-05-16", closed), ("B", "2026-05-15", None)]


def test_a_round_is_opened_once_by_each_member() -> None:
    table = Table()
    table.say("A", "round.open", OPEN)
    assert table.refused("A", "round.open", OPEN).rule == "opened-before"


def test_a_round_is_closed_once_and_after_it_was_opened() -> None:
    table = Table()
    assert table.refused("A", "round.close", CLOSE).rule == "not-open"
    table.say("A", "round.open", OPEN)
    assert table.refused("A", "round.close", CLOSE | {"day": "2026-05-15"}).rule == "bad-period"
    table.say("A", "round.close", CLOSE)
    assert table.refused("A", "round.close", CLOSE).rule == "closed-before"


def test_an_observer_opens_no_round() -> None:
    assert Table().refused("O", "round.open", OPEN).rule == "not-his-to-say"
