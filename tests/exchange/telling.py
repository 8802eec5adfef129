"""A small case in memory, told entry by entry: A and B, parties, and M, a mediator.

`say("A", "terms.propose", {...})` appends an entry that has seen what A has heard so far; `hear("B")` lets B
hear everything. The record's own rules of order hold throughout; signatures, files and bundles do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from allforall.exchange import families  # noqa: F401  # all kinds and rules
from allforall.exchange.fold import KINDS, Exchange, Refusal, fold
from allforall.exchange.things import Row
from allforall.record import genesis as genesis_room
from allforall.record.canonical import canon
from allforall.record.entry import Entry, entry_of, write
from allforall.record.errors import Refused
from allforall.record.genesis import member_of
from allforall.record.rules import check_order
from allforall.record.state import State
from tests.contrib import writer

Body = dict[str, Any]
NOON = "2026-05-16T12:00:00Z"
HASH = "ab" * 32


def genesis(rules: Body | None = None, parties: Sequence[str] = ("A", "B")) -> genesis_room.Genesis:
    """A case of some parties, a mediator M and an observer O."""
    members = [*map(writer.member, parties), writer.member("M", "mediator"), writer.member("O", "observer")]
    return genesis_room.write("Six prisoners", "5a" * 32, members, rules or {})


class Telling:
    """A case as one who holds everything sees it; `told` says how much of each feed each feed has heard."""

    def __init__(
        self, rules: Body | None = None, parties: Sequence[str] = ("A", "B"), clock: str = NOON
    ) -> None:
        self.state = State(genesis(rules, parties))
        self.exchange = Exchange(self.state)
        self.entries: list[Entry] = []
        self.told: dict[str, dict[str, int]] = {}
        self.clock = clock
        self.lists: dict[str, str] = {}
        self.terms: Entry
        self.plan: Entry
        for feed in (*parties, "M", "O"):
            self.tell(feed, "open")
        self.hear()

    @property
    def parties(self) -> tuple[str, ...]:
        return self.state.genesis.parties

    # --- saying and hearing ---

    def say(self, feed: str, kind: str, body: Body | None = None) -> Entry:
        """Append an entry that must stand."""
        entry, refusal = self.tell(feed, kind, body)
        assert refusal is None, f"{refusal.rule}: {refusal.about} {refusal.rows}"
        return entry

    def refused(self, feed: str, kind: str, body: Body | None = None) -> Refusal:
        """Append an entry that must not stand."""
        entry, refusal = self.tell(feed, kind, body)
        assert refusal is not None, f"{entry.kind} stands"
        return refusal

    def tell(self, feed: str, kind: str, body: Body | None = None) -> tuple[Entry, Refusal | None]:
        """Append an entry, whatever becomes of it; raises Refused when the record itself refuses it."""
        entry = self.append(feed, kind, body or {})
        return entry, self.exchange.apply(entry)

    def hear(self, *feeds: str, of: Sequence[str] = ()) -> None:
        """Let some feeds (or all) hear what others (or all) hold now."""
        held = {feed: self.holds(feed) for feed in of or self.told}
        for feed in feeds or tuple(self.told):
            for known in held.values():
                self._learn(feed, known)

    def holds(self, feed: str) -> dict[str, int]:
        """How many entries of each feed a feed's device holds."""
        return {**self.told[feed], feed: self.state.feeds[feed].size}

    def append(self, feed: str, kind: str, body: Body) -> Entry:
        """Put an entry into the record; nothing has changed when it raises Refused."""
        mine = self.state.feed(feed)
        start, last, sizes = mine.size, mine.last, self.state.sizes()
        told = self.told.setdefault(feed, {})
        seen = {
            other: [size, self.state.feeds[other].tree.root(size).hex()]
            for other, size in told.items()
            if size > mine.others.get(other, 0)
        }
        t = max(self.clock, last)
        line = write(self.state.genesis.case, feed, start, t, kind, body, seen, [])
        try:
            mine.take([line])
            check_order(self.state, sizes)
        except Refused:
            self.state.forget(sizes)
            mine.truncate(start, [], last)
            raise
        entry = entry_of(line, feed)
        self.entries.append(entry)
        return entry

    def _learn(self, feed: str, known: dict[str, int]) -> None:
        mine = self.told.setdefault(feed, {})
        for other, size in known.items():
            if other != feed:
                mine[other] = max(mine.get(other, 0), size)

    # --- what comes back again and again ---

    def agree(self, who: str, name: str, body: Body) -> Entry:
        """All hear, accept and confirm a proposal; gives the proposal."""
        self.hear(who)
        proposal = self.say(who, f"{name}.propose", body)
        self.confirm(proposal)
        return proposal

    def confirm(self, proposal: Entry) -> Entry:
        """Every other party accepts a proposal and its proposer confirms it; all have heard of it."""
        name, who = proposal.kind.rpartition(".")[0], member_of(proposal.feed)
        self.hear()
        for party in self.parties:
            if party != who:
                self.say(party, f"{name}.accept", {"of": proposal.id})
        self.hear(who)
        confirm = self.say(proposal.feed, f"{name}.confirm", {"of": proposal.id})
        self.hear()
        return confirm

    def exchange_lists(self, sizes: dict[str, int], round_: int = 1, **more: Any) -> dict[str, str]:
        """Each party commits to a list of so many rows and opens it; gives the lists' names."""
        commits = {}
        for party, rows in sizes.items():
            body = {"round": round_, "rows": rows, "root": HASH, **more}
            commits[party] = self.say(party, "list.commit", body)
        self.hear()
        for party, commit in commits.items():
            self.say(party, "list.reveal", {"of": commit.id})
        self.hear()
        return {party: f"{commit.feed}:{commit.n}" for party, commit in commits.items()}

    def answer_all(self, lists: dict[str, str], rows: dict[str, int], answer: str = "held") -> None:
        """With two parties: each answers every row of the other's list."""
        for party, name in lists.items():
            other = next(each for each in self.parties if each != party)
            numbers = list(range(rows[party]))
            self.say(other, "list.answer", {"rows": {name: numbers}, "answer": answer})
        self.hear()

    # --- order ---

    def fold(self, entries: Sequence[Entry] | None = None) -> Exchange:
        """A new exchange of the same entries, in some causally valid order."""
        return fold(self.state, self.entries if entries is None else entries)


def orders(told: Telling, draw: Any) -> Iterator[Entry]:
    """The same entries in another causally valid order; `draw(list)` chooses one of some feeds."""
    feeds: dict[str, list[Entry]] = {}
    for entry in told.entries:
        feeds.setdefault(entry.feed, []).append(entry)
    done = dict.fromkeys(feeds, 0)
    while any(done[feed] < len(feeds[feed]) for feed in feeds):
        ready = [
            feed
            for feed in sorted(feeds)
            if done[feed] < len(feeds[feed])
            and all(done.get(other, 0) >= size for other, (size, _) in feeds[feed][done[feed]].seen.items())
        ]
        feed = draw(ready)
        yield feeds[feed][done[feed]]
        done[feed] += 1


def check_vector(name: str) -> None:
    """The vector of a kind passes its own check and has a canonical form."""
    kind = KINDS.by_name[name]
    canon(kind.vector)
    kind.check(Entry("0" * 64, "A", 1, NOON, name, kind.vector, {}, [], b""))


# --- a case in which lists are answered, terms agreed, and a plan is there to be proposed ---

PEOPLE = 6


def answered(rules: Body | None = None, **terms: Any) -> Telling:
    """Lists of six rows each, all answered as held; terms of four for four, or others."""
    told = Telling(rules)
    told.lists = told.exchange_lists({"A": PEOPLE, "B": PEOPLE})
    told.answer_all(told.lists, {"A": PEOPLE, "B": PEOPLE})
    body = {"formula": {"A": 4, "B": 4}, "release": "series", **terms}
    told.terms = told.agree("A", "terms", {name: each for name, each in body.items() if each is not None})
    return told


def plan(told: Telling, **more: Any) -> Body:
    """Two stages of two for two, rows 0 and 1, then 2 and 3; 4 and 5 stand in reserve."""
    a, b = told.lists["A"], told.lists["B"]
    return {
        "terms": told.terms.id,
        "stages": [{"A": {a: [0, 1]}, "B": {b: [0, 1]}}, {"A": {a: [2, 3]}, "B": {b: [2, 3]}}],
        "reserves": {"A": {a: [4, 5]}, "B": {b: [4, 5]}},
        "objective": [8, 20],
        "certificate": HASH,
        **more,
    }


def planned(rules: Body | None = None, **more: Any) -> Telling:
    """The same with the plan agreed."""
    told = answered(rules)
    told.plan = told.agree("A", "plan", plan(told, **more))
    return told


def row(told: Telling, party: str, n: int) -> Row:
    """A row of a party's list."""
    return Row(told.lists[party], n)
