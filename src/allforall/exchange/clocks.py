"""Clocks that run all the time: capture cards within a week, lists of the sick and wounded every week.

III GC 70 and 122; none lapses in silence: a late report says why it is late.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import TEXT, TIME, Field, Kind, choice

WHAT = ("cards", "health")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the clocks of a party."""

    party: str
    what: str


KINDS.add(
    Kind(
        "clock.report",
        "Say up to when capture cards, or the weekly list of the sick and wounded, have been sent.",
        "{who} has sent {what} up to {until}.",
        {
            "what": Field(choice(*WHAT), "capture cards, or health"),
            "until": Field(TIME, "up to when"),
            "late": Field(TEXT, "why it is later than a week", optional=True),
        },
        {"what": "health", "until": "2026-05-16T09:30:00Z"},
    )
)


@rule("clock.report")
def _report(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    clock = Clock(member_of(entry.feed), entry.body["what"])
    until = entry.body["until"]
    if until > entry.t:
        raise RuleBroken("clocks", entry.id, "nothing is reported before its time")
    if until > due(exchange, clock, entry) and "late" not in entry.body:
        raise RuleBroken("clocks", entry.id, f"more than a week of {clock.what} without a word why")
    return [clock]


def due(exchange: Exchange, clock: Clock, knowing: Entry | None = None) -> str:
    """When the next report is due: a week after the last one reaches, at first after the party's opening."""
    reports = exchange.ledger.about(clock, knowing, "clock.report")
    opening = exchange.state.feeds[clock.party].entry(0)
    assert opening is not None  # noqa: S101  # the first entry is always notable
    reached = max((each.body["until"] for each in reports), default=opening.t)
    moment = min(datetime.fromisoformat(reached.removesuffix("Z")), datetime.max - WEEK)
    return (moment + WEEK).isoformat(timespec="seconds") + "Z"


def lapsed(exchange: Exchange, at: str, knowing: Entry | None = None) -> Iterator[Clock]:
    """The clocks of all parties that have run out by a time."""
    for party in exchange.state.genesis.parties:
        for clock in (Clock(party, what) for what in WHAT):
            if party in exchange.state.feeds and due(exchange, clock, knowing) < at:
                yield clock
