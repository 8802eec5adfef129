"""A case on one machine: what is held of it, appending to one's own feed, and writing bundles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from allforall.record import note
from allforall.record.bundle import Blob, Part
from allforall.record.bundle import write as write_sections
from allforall.record.canonical import Value
from allforall.record.chain import Chain, write_chain
from allforall.record.entry import Entry, compose, entry_of, split_id
from allforall.record.errors import RecordError
from allforall.record.feed import Feed
from allforall.record.genesis import Genesis, member_of
from allforall.record.guard import Guard
from allforall.record.rules import check_order
from allforall.record.state import State
from allforall.record.store import Addition, Change, Store
from allforall.record.verify import load

Clock = Callable[[], str]


@dataclass(frozen=True)
class Draft:
    """An entry to be made: what its author says, without place, time and what he has seen."""

    kind: str
    body: Value
    blobs: tuple[Blob, ...] = ()
    named: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Signer:
    """Who signs a feed on this device: the officers' keys and the guard that lies with them."""

    feed: str
    keys: tuple[Ed25519PrivateKey, ...]
    guard: Guard | None = None

    @cached_property
    def public(self) -> tuple[str, ...]:
        """The keys' public halves, 64 hex digits each."""
        return tuple(note.public_bytes(key).hex() for key in self.keys)


@dataclass
class Case:
    """A record with its state in memory; every change goes through the store."""

    store: Store
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = load(self.store, processes=1)

    @property
    def genesis(self) -> Genesis:
        """The case as its members opened it."""
        return self.state.genesis

    def append(
        self, signer: Signer, drafts: Sequence[Draft], clock: Clock, *, durable: bool = True
    ) -> list[Entry]:
        """Append entries to one's own feed and sign its new head.

        The first entry states every head that is newer than stated before. A rotation of keys must be alone,
        signed by the old keys and the new. Raises Refused for an entry that breaks a rule, GuardError when
        this device may hold less than it has signed, RecordError when it cannot be kept. Then nothing has
        changed.
        """
        feed = self.state.feed(signer.feed)
        if signer.guard is not None:
            signer.guard.check(feed.tree, f"feed {feed.name}")
        if feed.name in self.state.evidence:
            raise RecordError(f"feed {feed.name} is frozen: there is evidence that it was forked")
        if len(drafts) > 1 and any(draft.kind == "key.rotate" for draft in drafts):
            raise RecordError("a rotation of keys is appended alone")
        with self.undone_on_failure():
            start, lines, made = feed.size, [], []
            seen = self._news(feed)
            for draft in drafts:
                t, body, named = max(clock(), feed.last), draft.body, list(draft.named)
                line, found, entry = compose(
                    self.genesis.case, feed.name, feed.size, t, draft.kind, body, seen, named
                )
                feed.add(found)
                lines.append(line)
                made.append(entry)
                seen = {}
            check_order(self.state, {**self.state.sizes(), feed.name: start})
            feed.check_keys(start)
            self._check_signers(feed, start, signer)
            head = note.sign(self.genesis.origin(feed.name), feed.size, feed.tree.root(), signer.keys)
            feed.replace_head(start, [head])
            blobs = [blob for draft in drafts for blob in draft.blobs]
            self.store.commit(
                Change([Addition(feed.name, start, lines, feed.heads)], blobs=blobs), durable=durable
            )
        return made

    def write_bundle(self, out: IO[bytes], member: str | None = None, guards: Iterable[Guard] = ()) -> None:
        """Write what a member is not known to have (everything, for None); the guards are told first."""
        for guard, feed in ((guard, self.state.feed(guard.feed)) for guard in guards):
            guard.note(feed.size, feed.tree.root())
        since = self.known_to(member) if member else {}
        feeds = [feed for _, feed in sorted(self.state.feeds.items()) if feed.size]
        parts = (
            (self._part(feed, since), self.store.lines(feed.name, since.get(feed.name, 0))) for feed in feeds
        )
        write_sections(out, self.genesis.bytes, parts, self.store.evidence(), self._blobs(since))

    def known_to(self, member: str) -> dict[str, int]:
        """How many entries of each feed a member is known to hold; of its own feeds all that is here."""
        known = {feed.name: feed.size for feed in self.state.feeds_of(member)}
        for feed in self.state.feeds_of(member):
            for other, size in feed.others.items():
                here = self.state.feeds[other].size if other in self.state.feeds else 0
                known[other] = max(known.get(other, 0), min(size, here))
        return known

    def entry(self, reference: str) -> Entry:
        """The entry that an id names, or its beginning such as `A:3`; raises RecordError."""
        name, n = _place(reference)
        feed = self.state.feeds.get(name)
        if feed is None or n >= feed.size:
            raise RecordError(f"{reference}: no such entry in this record (expected an id such as A:3)")
        line = next(self.store.lines(name, n, n + 1))
        entry = entry_of(line, reference)
        if not entry.id.startswith(reference):
            raise RecordError(f"{reference}: entry {name}:{n} of this record is another")
        return entry

    def entries(self) -> Iterator[Entry]:
        """All entries, feed by feed."""
        for name in sorted(name for name, size in self.state.sizes().items() if size):
            for line in self.store.lines(name):
                yield entry_of(line, name)

    def chain(self, feed: Feed, size: int | None = None) -> Chain:
        """The proof of which keys were in force in a feed, all along or up to a size."""
        rotated = [entry.n for entry in feed.rotations()]
        places = {0, *(n for n in rotated if size is None or n < size)}
        if feed.name == member_of(feed.name):
            places.discard(0)
        return write_chain(feed, {n: next(self.store.lines(feed.name, n, n + 1)) for n in places})

    def seal_key(self, member: str) -> Value:
        """The seal key stated last in the first feed of a member that is not revoked; raises RecordError."""
        for feed in self.state.feeds_of(member):
            stated = [
                entry.body["seal"]
                for entry in feed.notable
                if entry.kind in ("open", "key.seal") and "seal" in entry.body and not self.state.void(entry)
            ]
            if stated and not any(each.feed == feed.name for each in self.state.revocations):
                key: Value = stated[-1]
                return key
        raise RecordError(
            f"{member} has stated no key to seal to; nothing of {member} has been imported yet, perhaps"
        )

    @contextmanager
    def undone_on_failure(self) -> Iterator[None]:
        """Put the state in memory back to what it was when anything goes wrong inside."""
        before = {name: (feed.size, list(feed.heads), feed.last) for name, feed in self.state.feeds.items()}
        evidence = dict(self.state.evidence)
        try:
            yield
        except BaseException:
            self.state.forget({name: size for name, (size, _, _) in before.items()})
            for name in list(self.state.feeds):
                if name in before:
                    self.state.feeds[name].truncate(*before[name])
                else:
                    del self.state.feeds[name]
            self.state.evidence = evidence
            raise

    def _news(self, feed: Feed) -> Value:
        """The heads of other feeds that are newer than this feed has stated before."""
        return {
            other.name: [other.size, other.tree.root().hex()]
            for other in self.state.feeds.values()
            if other.name != feed.name and other.size > feed.others.get(other.name, 0)
        }

    def _check_signers(self, feed: Feed, start: int, signer: Signer) -> None:
        """Refuse a signer without the keys in force, at a rotation also those before."""
        for size in {feed.size, start} if feed.rotations(start) else {feed.size}:
            note.check_signers(signer.public, feed.keys(size), f"feed {feed.name}")

    def _part(self, feed: Feed, since: dict[str, int]) -> Part:
        start = min(since.get(feed.name, 0), feed.size)
        heads = [text for text in feed.heads[:-1] if note.read(text, feed.name).size > start]
        return Part(feed.name, start, feed.size, feed.tree.frontier(start), [*heads, feed.heads[-1]])

    def _blobs(self, since: dict[str, int]) -> Iterator[Blob]:
        names = sorted({blob["h"] for entry in self.state.notable(since) for blob in entry.blobs})
        return (blob for blob in map(self.store.blob, names) if blob is not None)


def _place(reference: str) -> tuple[str, int]:
    whole = split_id(reference)
    if whole:
        return whole[0], whole[1]
    name, _, rest = reference.partition(":")
    number = rest.partition(":")[0]
    if not number.isdecimal() or not number.isascii():
        raise RecordError(f"{reference}: not an entry id (expected one such as A:3)")
    return name, int(number)
