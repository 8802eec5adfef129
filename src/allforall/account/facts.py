"""What the record holds, as a statement is held against it: entries up to a moment, and those after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allforall.exchange.fold import Exchange
from allforall.record.entry import Entry, split_id
from allforall.record.folding import Fold
from allforall.record.genesis import member_of
from allforall.record.ledger import Of
from allforall.record.moves import receipt
from allforall.record.waits import Wait
from allforall.talks.fold import Talks
from allforall.talks.proposals import proposals

Claim = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Entries that speak for a claim and against it, and what they come to in a sentence each."""

    bears_out: tuple[Entry, ...] = ()
    contradicts: tuple[Entry, ...] = ()
    words: tuple[str, ...] = ()

    def __or__(self, other: Found) -> Found:
        return Found(
            self.bears_out + other.bears_out, self.contradicts + other.contradicts, self.words + other.words
        )


@dataclass(frozen=True)
class Facts:
    """The exchange and the talks of one record, and who waited for whom; `by` is the moment that counts.

    `entries` are those that stand or once stood in either, by id. `proposal` is the one that a statement is
    about, when it names one; then no other is looked at.
    """

    exchange: Exchange
    talks: Talks
    by: str
    waits: tuple[Wait, ...]
    entries: dict[str, Entry]
    proposal: str | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of the case."""
        return self.exchange.state.genesis.parties

    def entry(self, reference: str) -> Entry:
        """The entry of an id that the folds gave."""
        found = self.entries.get(reference)
        if found is None:
            place = split_id(reference)
            assert place is not None, reference  # noqa: S101  # ids of the folds are right
            found = self.exchange.state.feeds[place[0]].entry(place[1])
            assert found is not None, reference  # noqa: S101  # what has seen something is notable
        return found

    def proposals(self, topic: str) -> list[Entry]:
        """The proposals of the talks on a topic, or of them the one that the statement is about."""
        return [each for each in proposals(self.talks, topic) if self.proposal in (None, each.id)]

    def received(self, member: str, entry: Entry) -> Entry | None:
        """The entry by which a member shows that it has another; None when it has shown it by none."""
        found = receipt(self.exchange.state, member, entry.feed, entry.n)
        return self.entry(found.entry) if found else None

    def split(self, entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
        """Entries up to the moment, and those after it."""
        ordered = sorted(entries, key=lambda each: (each.t, each.feed, each.n))
        return [each for each in ordered if each.t <= self.by], [each for each in ordered if each.t > self.by]

    def happened(self, entries: Iterable[Entry], what: str) -> Found:
        """Whether something has happened, by some entries: those in time bear it out, later ones do not."""
        before, after = self.split(entries)
        if before:
            return Found(tuple(before), (), (f"{what}: {listed(before)}",))
        if after:
            return Found((), tuple(after[:1]), (f"{what} only afterwards: {listed(after[:1])}",))
        return Found()


def facts_of(exchange: Exchange, talks: Talks, waits: tuple[Wait, ...], by: str = "9") -> Facts:
    """The facts of a record; without a moment everything counts."""
    folds: tuple[Fold, ...] = (exchange, talks)
    entries = {each.id: each for fold in folds for some in fold.by_kind.values() for each in some}
    return Facts(exchange, talks, by, waits, entries)


def at(entry: Entry) -> str:
    """An entry for a reader: its place, its kind and its time."""
    return f"{entry.feed}:{entry.n} ({entry.kind}, {entry.t})"


def listed(entries: Iterable[Entry]) -> str:
    """Some entries for a reader."""
    return ", ".join(map(at, entries))


def answers(fold: Fold, proposal: Entry, last: str) -> list[Entry]:
    """The answers of one sort to a proposal: `accept`, `reject`, `confirm`, `withdraw`."""
    name = proposal.kind.rpartition(".")[0]
    return fold.ledger.about(Of(proposal.id), None, f"{name}.{last}")


def counters(fold: Fold, proposal: Entry) -> list[Entry]:
    """The proposals with which others countered one."""
    found = fold.ledger.about(Of(proposal.id), None, proposal.kind)
    return [each for each in found if each.body.get("counters") == proposal.id]


def whose(entry: Entry) -> str:
    """The member whose entry it is."""
    return member_of(entry.feed)
