"""Who holds a person, as far as the record says."""

from __future__ import annotations

from allforall.exchange.fold import Exchange
from allforall.exchange.things import Row
from allforall.record.entry import Entry
from allforall.record.genesis import member_of


def holder(exchange: Exchange, row: Row, knowing: Entry | None = None) -> str | None:
    """The party that has answered for a person: the other one, among two; None when several might."""
    others = [party for party in exchange.state.genesis.parties if party != row.owner]
    if len(others) == 1:
        return others[0]
    answer = exchange.ledger.last(row, knowing, "list.answer")
    return member_of(answer.feed) if answer is not None and answer.body["answer"] == "held" else None
