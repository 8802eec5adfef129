"""Suspension: either side stops the whole exchange, and alone lets it go on again; both together end it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.agreements import agreed_on, answers
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.things import Of, Topic
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import TEXT, Field, Kind

EXCHANGE = Topic("exchange")
_WHY = {"why": Field(TEXT, "why, without a name")}

KINDS.add(
    Kind(
        "exchange.suspend",
        "A side stops the whole exchange: nothing moves until it says itself that it goes on.",
        "{who} suspends the exchange: {why}",
        _WHY,
        {"why": "the list of the other side is overdue"},
    )
)
KINDS.add(
    Kind(
        "exchange.resume",
        "A side ends its suspension.",
        "{who} lets the exchange go on.",
        {},
        {},
    )
)
KINDS.agreement(
    "exchange.end",
    "All parties end the exchange before all have gone; what was delivered stays delivered.",
    "{who} proposes to end the exchange: {why}",
    _WHY,
    {"why": "the terms have lapsed"},
)
answers("exchange.end")


@rule("exchange.suspend")
def _suspend(_: Exchange, __: Entry) -> Iterable[Hashable]:
    return [EXCHANGE]


@rule("exchange.resume")
def _resume(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    if member_of(entry.feed) not in suspended(exchange, entry):
        raise RuleBroken("unknown-entry", entry.id, "it has not suspended the exchange")
    return [EXCHANGE]


@rule("exchange.end.propose")
def _end(_: Exchange, entry: Entry) -> Iterable[Hashable]:
    return [EXCHANGE, Of(entry.id)]


def suspended(exchange: Exchange, knowing: Entry | None = None) -> set[str]:
    """The parties that have suspended the exchange and have not let it go on, in knowledge of that."""
    resumed = exchange.ledger.about(EXCHANGE, knowing, "exchange.resume")
    return {
        member_of(each.feed)
        for each in exchange.ledger.about(EXCHANGE, knowing, "exchange.suspend")
        if not any(
            member_of(later.feed) == member_of(each.feed) and exchange.state.knows(later, each.feed, each.n)
            for later in resumed
        )
    }


def ended(exchange: Exchange, knowing: Entry | None = None) -> bool:
    """Whether all parties have agreed to end the exchange."""
    return agreed_on(exchange, EXCHANGE, "exchange.end", knowing) is not None


def check_on(exchange: Exchange, entry: Entry) -> None:
    """Raise RuleBroken when the exchange is suspended or has ended, by what an entry's author knows."""
    if ended(exchange, entry):
        raise RuleBroken("window", entry.id, "all parties have ended the exchange")
    stopped = sorted(suspended(exchange, entry))
    if stopped:
        raise RuleBroken("window", entry.id, f"{', '.join(stopped)} has suspended the exchange")
