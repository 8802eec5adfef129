"""What was said about a thing, as far as an entry's author knew it: the ground every rule stands on.

A rule judges an entry by what its author had seen, and by nothing else. So the verdict is the same on every
machine, in whatever order entries arrive, and one more entry costs only what it touches.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from allforall.record.entry import Entry
from allforall.record.state import State


@dataclass(frozen=True, slots=True)
class Undone:
    """That an entry was taken back by its own side."""

    reference: str


@dataclass(frozen=True, slots=True)
class Of:
    """Whatever refers to an entry: answers to a proposal, replies to a question."""

    reference: str


@dataclass
class Ledger:
    """Entries by the things they are about: a row, a stage, an officer, a proposal."""

    state: State
    cells: dict[Hashable, list[Entry]] = field(default_factory=dict)
    depths: dict[str, list[int]] = field(default_factory=dict)
    taken_back: set[tuple[str, int]] = field(default_factory=set)

    def tell(self, entry: Entry) -> None:
        """Note where an entry lies in what was known; each entry once, after everything it has seen.

        What it has seen beyond what was told is of another history of a forked feed and counts for nothing.
        """
        own = self.depths.setdefault(entry.feed, [])
        seen = ((self.depths.get(other, ()), size) for other, (size, _) in entry.seen.items())
        before = [depths[size - 1] for depths, size in seen if size <= len(depths)]
        own.append(max([*before, *own[-1:]], default=-1) + 1)

    def age(self, entry: Entry) -> tuple[int, str, int]:
        """An order all machines share, in which what was known comes before who knew it."""
        return self.depths[entry.feed][entry.n], entry.feed, entry.n

    def put(self, thing: Hashable, entry: Entry) -> None:
        """Note that an entry is about a thing."""
        if isinstance(thing, Undone):
            feed, n, _ = thing.reference.split(":")
            self.taken_back.add((feed, int(n)))
        self.cells.setdefault(thing, []).append(entry)

    def about(self, thing: Hashable, knowing: Entry | None = None, *kinds: str) -> list[Entry]:
        """What was said about a thing, of some kinds (or all): to an entry's knowledge, or all that is held.

        What is void by revocation, or undone, is left out. The order is that of `age`, the same everywhere.
        """
        said = self.cells.get(thing, [])
        if kinds:
            said = [entry for entry in said if entry.kind in kinds]
        found = [entry for entry in said if self.knows(knowing, entry)]
        return sorted(found, key=self.age) if len(found) > 1 else found

    def last(self, thing: Hashable, knowing: Entry | None = None, *kinds: str) -> Entry | None:
        """The last thing said; None when nothing was."""
        found = self.about(thing, knowing, *kinds)
        return found[-1] if found else None

    def knows(self, knowing: Entry | None, entry: Entry) -> bool:
        """Whether an entry is known to another, not void and not undone; None knows all that is held."""
        if self.taken_back and (entry.feed, entry.n) in self.taken_back:
            undos = self.cells.get(Undone(entry.id), ())
            if any(self.knows(knowing, undo) for undo in undos):
                return False
        if self.state.revocations and self.state.void(entry, knowing):
            return False
        return knowing is None or self.state.knows(knowing, entry.feed, entry.n)

    def unaware(self, one: Entry, other: Entry) -> bool:
        """Whether neither of two entries is known to the other."""
        return not self.state.knows(one, other.feed, other.n) and not self.state.knows(other, one.feed, one.n)

    def things(self, kind: type) -> Iterator[Hashable]:
        """The things of one class that something was said about."""
        return (thing for thing in self.cells if isinstance(thing, kind))
