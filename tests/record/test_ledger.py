"""What was said about a thing, and the order that all machines share."""

from __future__ import annotations

from allforall.record.entry import Entry
from allforall.record.ledger import Ledger
from tests.exchange.telling import HASH, NOON, Telling


def test_what_was_seen_of_another_history_of_a_feed_does_not_count_for_the_order() -> None:
    ledger = Ledger(Telling().state)
    ledger.tell(Entry(HASH, "A", 0, NOON, "open", {}, {}, [], b""))
    later = Entry(HASH, "B", 0, NOON, "open", {}, {"A": (5, HASH)}, [], b"")
    ledger.tell(later)
    assert ledger.age(later) == (0, "B", 0)
