"""Rounds of talks: when and where they met."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from allforall.record.entry import Entry
from allforall.record.folding import RuleBroken
from allforall.record.genesis import member_of
from allforall.record.kinds import DAY, TEXT, Field, Kind, choice
from allforall.talks.fold import KINDS, Talks, rule
from allforall.talks.things import PLACE, ROLE, ROUND, TEXTS, Round

_BY = frozenset({"party", "mediator"})
KINDS.add(
    Kind(
        "round.open",
        "A round of talks has begun, as one member has it.",
        "{who}: round {round} of the talks began on {day} in {place}.",
        {
            "round": Field(ROUND, "its number"),
            "day": Field(DAY, "the day it began"),
            "place": Field(PLACE, "where"),
            "form": Field(choice("direct", "shuttle", "remote"), "how they met", optional=True),
            "host": Field(ROLE, "who hosts it", optional=True),
        },
        {"round": 1, "day": "2025-05-16", "place": "Istanbul", "form": "direct"},
        _BY,
    )
)
KINDS.add(
    Kind(
        "round.close",
        "A round of talks is over, as one member has it.",
        "{who}: round {round} of the talks ended on {day}.",
        {
            "round": Field(ROUND, "its number"),
            "day": Field(DAY, "the day it ended"),
            "text": Field(TEXTS, "a common text, by language", optional=True),
            "note": Field(TEXT, "what came of it, as this member sees it", optional=True),
        },
        {"round": 1, "day": "2025-05-16"},
        _BY,
    )
)


@dataclass(frozen=True, slots=True)
class Met:
    """One member's word on a round; `closed` is None while it goes on."""

    number: int
    member: str
    opened: Entry
    closed: Entry | None


@rule("round.open")
def _open(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    if _own(talks, entry, "round.open"):
        raise RuleBroken("opened-before", entry.id, f"{entry.feed} has opened this round before")
    return [Round(entry.body["round"])]


@rule("round.close")
def _close(talks: Talks, entry: Entry) -> Iterable[Hashable]:
    opened = talks.ledger.about(Round(entry.body["round"]), entry, "round.open")
    if not opened:
        raise RuleBroken("not-open", entry.id, "no such round that it knows has been opened")
    if _own(talks, entry, "round.close"):
        raise RuleBroken("closed-before", entry.id, f"{entry.feed} has closed this round before")
    if all(entry.body["day"] < each.body["day"] for each in opened):
        raise RuleBroken("bad-period", entry.id, "the round would end before it began")
    return [Round(entry.body["round"])]


def rounds(talks: Talks) -> Iterator[Met]:
    """The rounds in order; where members differ about one, their words stand side by side."""
    for thing in sorted(each for each in talks.ledger.things(Round) if isinstance(each, Round)):
        closed = talks.ledger.about(thing, None, "round.close")
        for opened in talks.ledger.about(thing, None, "round.open"):
            ends = [each for each in closed if member_of(each.feed) == member_of(opened.feed)]
            yield Met(thing.number, member_of(opened.feed), opened, ends[-1] if ends else None)


def _own(talks: Talks, entry: Entry, kind: str) -> bool:
    found = talks.ledger.about(Round(entry.body["round"]), entry, kind)
    return any(member_of(each.feed) == member_of(entry.feed) for each in found)
