"""The record as held in memory: the feeds, the evidence, and an index for the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allforall.record.entry import Entry
from allforall.record.errors import Refused
from allforall.record.feed import Feed, check_roots
from allforall.record.genesis import Genesis, member_of


@dataclass(frozen=True, slots=True)
class Revocation:
    """From place `size` on the entries of `feed` are void, for whoever knows `entry`."""

    feed: str
    size: int
    entry: Entry


@dataclass
class State:
    """All feeds of a case as far as they are held; `evidence` is by feed.

    `related` leads from an entry id to the entries whose `of` names it, `rounds` from the prefix of a kind
    and a round to its commits, `replaced` from a proposal to those that replace it.
    """

    genesis: Genesis
    feeds: dict[str, Feed] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    revocations: list[Revocation] = field(default_factory=list)
    related: dict[str, list[Entry]] = field(default_factory=dict)
    rounds: dict[tuple[str, int], list[Entry]] = field(default_factory=dict)
    replaced: dict[str, list[Entry]] = field(default_factory=dict)

    def feed(self, name: str) -> Feed:
        """A feed, a new empty one if nothing of it is held; raises Refused when its member is unknown."""
        if name not in self.feeds:
            if member_of(name) not in self.genesis.members:
                raise Refused("wrong-feed", f"feed {name} belongs to no member of this case")
            self.feeds[name] = Feed(name, self.genesis)
        return self.feeds[name]

    def feeds_of(self, member: str) -> list[Feed]:
        """The feeds of one member, in order."""
        return [feed for name, feed in sorted(self.feeds.items()) if member_of(name) == member]

    def sizes(self) -> dict[str, int]:
        """How many entries of each feed are held."""
        return {name: feed.size for name, feed in self.feeds.items()}

    def knows(self, entry: Entry, feed: str, n: int) -> bool:
        """Whether the entry at place `n` of a feed is known to an entry (section 8)."""
        if feed == entry.feed:
            return n < entry.n
        return self.feeds[entry.feed].saw(feed, entry.n) > n

    def backs(self, feed: str, size: int, root: str) -> bool:
        """Whether a head that somebody has seen is of the history held; of a forked feed it may not be."""
        held = self.feeds.get(feed)
        if feed not in self.evidence:
            return True
        return held is not None and size <= held.size and held.tree.root(size).hex() == root

    def void(self, entry: Entry, knowing: Entry | None = None) -> bool:
        """Whether an entry is void, to whoever knows everything held or to one entry."""
        return any(
            each.feed == entry.feed
            and each.size <= entry.n
            and (knowing is None or self.knows(knowing, each.entry.feed, each.entry.n))
            for each in self.revocations
        )

    def forked(self, member: str) -> bool:
        """Whether there is fork evidence against a feed of a member."""
        return any(member_of(feed) == member for feed in self.evidence)

    def notable(self, since: dict[str, int]) -> Iterator[Entry]:
        """The notable entries from some sizes on, feed by feed."""
        for name in sorted(self.feeds):
            feed = self.feeds[name]
            yield from feed.notable[feed.place_of(since.get(name, 0)) :]

    def index(self, entry: Entry) -> None:
        """Make an entry found by the rules of others; revocations are checked here (section 7)."""
        prefix, _, last = entry.kind.rpartition(".")
        if not prefix:
            return
        if entry.kind == "key.revoke":
            self._revoke(entry)
        elif last == "commit":
            self.rounds.setdefault((prefix, entry.body["round"]), []).append(entry)
        elif last in ("accept", "confirm", "reveal", "chunk"):
            self.related.setdefault(entry.body["of"], []).append(entry)
        elif last == "propose" and "replaces" in entry.body:
            self.replaced.setdefault(entry.body["replaces"], []).append(entry)

    def forget(self, sizes: dict[str, int]) -> None:
        """Take out of the index what stands beyond some sizes."""
        tables: list[dict[Any, list[Entry]]] = [self.related, self.rounds, self.replaced]
        for table in tables:
            for key, entries in table.items():
                table[key] = [entry for entry in entries if entry.n < sizes.get(entry.feed, 0)]
        self.revocations = [each for each in self.revocations if each.entry.n < sizes.get(each.entry.feed, 0)]

    def _revoke(self, entry: Entry) -> None:
        where = f"{entry.feed}:{entry.n}"
        revoke = entry.body["revoke"]
        owner = member_of(entry.feed)
        if revoke["case"] != self.genesis.case or member_of(revoke["feed"]) != owner:
            raise Refused(
                "bad-revocation", f"{where} revokes a feed that is not {owner}'s, or of another case"
            )
        if revoke["feed"] == entry.feed:
            raise Refused("bad-revocation", f"{where} revokes the feed it stands in")
        roots = entry.body["roots"]
        check_roots("revoke", revoke, roots, self.genesis.members[owner], "bad-revocation", where)
        self.revocations.append(Revocation(revoke["feed"], revoke["size"], entry))
