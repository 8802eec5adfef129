"""Devices for the state machine: honest ones run the program, the evil one writes by hand what it likes."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allforall.record import genesis as genesis_room
from allforall.record.blobs import Blob
from allforall.record.bundle import read
from allforall.record.case import Case, Draft, Signer
from allforall.record.entry import Entry
from allforall.record.guard import Guard
from allforall.record.importing import Imported, import_bundle
from allforall.record.seal import SealKey, purpose_of, seal
from tests.contrib import writer
from tests.record.memory import MemoryStore

HONEST = ("A", "B", "M")
EVIL = "E"
NOON = "2026-05-16T12:00:00Z"
GENESIS = genesis_room.read(
    writer.dumps(
        writer.genesis()
        | {"members": [writer.member(name, "mediator" if name == "M" else "party") for name in "ABEM"]}
    )
)
SEALS = {name: SealKey.of({"x25519": writer.sha(f"{name} seal".encode()).hex()}) for name in HONEST}


class Honest:
    """A member's device with its guard; it remembers each head that left it."""

    def __init__(self, feed: str, folder: Path) -> None:
        self.feed = feed
        self.ring = {writer.Key(feed).hex: writer.Key(feed)}
        self.guard = Guard(folder / f"{feed}.key", GENESIS.case, feed)
        self.given: dict[int, str] = {}
        self.store = MemoryStore(GENESIS.bytes)
        self.case = Case(self.store)
        self.kept = copy.deepcopy(self.store)
        self.say("open", {"seal": SEALS[feed].public})

    def say(self, kind: str, body: dict[str, Any] | None = None, *blobs: tuple[Blob, Any]) -> Entry:
        """Append one entry; a rotation is signed by the keys before and the new ones."""
        feed = self.case.state.feed(self.feed)
        due = [*feed.keys(feed.size).sign, *(body or {}).get("sign", [])]
        signer = Signer(self.feed, tuple(self.ring[key].private for key in due), self.guard)
        draft = Draft(kind, body or {}, tuple(blob for blob, _ in blobs), tuple(word for _, word in blobs))
        return self.case.append(signer, [draft], lambda: NOON)[0]

    def rotate(self) -> Entry:
        """New keys for the feed."""
        key = writer.Key(f"{self.feed} {len(self.ring)}")
        self.ring[key.hex] = key
        return self.say("key.rotate", {"sign": [key.hex], "threshold": 1})

    def attach(self, content: bytes, to: str) -> Entry:
        """Seal a file to one member."""
        purpose = purpose_of("note.sealed", {})
        sealed = seal(content, {to: self.case.seal_key(to)}, GENESIS.case, self.feed, purpose)
        name = writer.sha(sealed).hex()
        words = {"h": name, "size": len(sealed), "kind": "sealed", "to": [to]}
        return self.say("note.sealed", {}, (Blob(name, False, sealed), words))

    def bundle(self, member: str | None = None) -> bytes:
        """What a member lacks, or everything; the guard is told what leaves."""
        out = io.BytesIO()
        self.case.write_bundle(out, member, [self.guard])
        feed = self.case.state.feed(self.feed)
        if feed.size:
            self.given[feed.size] = feed.heads[-1]
        return out.getvalue()

    def take(self, bundle: bytes) -> Imported:
        return import_bundle(self.case, bundle)

    def back_up(self) -> None:
        self.kept = copy.deepcopy(self.store)

    def restore(self) -> None:
        """The record as it was at the last backup; the guard lies elsewhere and stays."""
        self.store = copy.deepcopy(self.kept)
        self.case = Case(self.store)

    def twin(self) -> Honest:
        """The same device in another world, to try something on."""
        twin = copy.copy(self)
        twin.store = copy.deepcopy(self.store)
        twin.case = Case(twin.store)
        return twin

    def heads(self) -> dict[str, tuple[int, bytes]]:
        """Size and root of each feed that is held."""
        feeds = self.case.state.feeds.items()
        return {name: (feed.size, feed.tree.root()) for name, feed in feeds if feed.size}

    def everything(self) -> tuple[object, ...]:
        """All there is to compare: in memory and in the store."""
        return self.heads(), dict(self.case.state.evidence), self.store.contents()

    def lines(self, feed: str) -> list[bytes]:
        return list(self.store.lines(feed)) if feed in self.heads() else []


class Evil:
    """One history of the evil device's feed; a fork is a copy that goes on differently."""

    def __init__(self) -> None:
        self.feed = writer.Feed(EVIL, GENESIS.case, [writer.Key(EVIL)])
        self.feed.add("open")
        self.seen: dict[str, int] = {}

    def fork(self, size: int) -> Evil:
        """The same history up to a size."""
        other = copy.deepcopy(self)
        other.feed = self.prefix(size)
        other.seen = {}
        for line in other.feed.lines:
            other.seen |= {name: head[0] for name, head in parsed(line).get("seen", {}).items()}
        return other

    def prefix(self, size: int) -> writer.Feed:
        feed = copy.deepcopy(self.feed)
        feed.signers = next((keys for last, keys in feed.before if size <= last), feed.signers)
        feed.before = [(last, keys) for last, keys in feed.before if last < size]
        feed.rotations = {at: keys for at, keys in feed.rotations.items() if at <= size}
        del feed.lines[size:]
        return feed

    def say(self, kind: str, body: dict[str, Any], seen: dict[str, list[Any]]) -> None:
        """Append an entry with whatever it claims to have seen."""
        self.seen |= {name: head[0] for name, head in seen.items()}
        self.feed.add(kind, body, **({"seen": seen} if seen else {}))

    def news(self, node: Honest) -> dict[str, list[Any]]:
        """What an honest device holds, and this history has not stated yet."""
        return {
            name: [size, root.hex()]
            for name, (size, root) in node.heads().items()
            if name != EVIL and size > self.seen.get(name, 0)
        }

    def bundle(self, size: int, gossip: bytes) -> bytes:
        """This history up to a size, among what an honest bundle carries of others, without its evidence."""
        groups = {EVIL: self.prefix(size).sections()} | {
            name: group for name, group in grouped(gossip).items() if name != EVIL
        }
        blobs = [section for section in sections(gossip) if section[0] == writer.BLOB]
        feeds = [section for _, group in sorted(groups.items()) for section in group]
        return writer.container([(writer.GENESIS, GENESIS.bytes), *feeds, *blobs])


def parsed(line: bytes) -> dict[str, Any]:
    value: dict[str, Any] = writer.json.loads(line)
    return value


def sections(bundle: bytes) -> list[tuple[int, bytes]]:
    """The sections of a bundle but its end: type and content."""
    return [(each.kind, each.content()) for each in read(bundle).sections]


def grouped(bundle: bytes) -> dict[str, list[tuple[int, bytes]]]:
    """The sections of each feed in a bundle."""
    groups: dict[str, list[tuple[int, bytes]]] = {}
    name = ""
    for kind, content in sections(bundle):
        if kind == writer.HEADER:
            name = parsed(content)["feed"]
        if kind in (writer.HEADER, writer.ENTRIES):
            groups.setdefault(name, []).append((kind, content))
    return groups


def evidence_bundle(pieces: Iterable[bytes]) -> bytes:
    """A bundle that carries only evidence."""
    return writer.container([(writer.GENESIS, GENESIS.bytes), *((writer.EVIDENCE, each) for each in pieces)])
